"""Whether a regular expression can be trusted with addresses from outside: it compiles, is quick on the worst of them, and is cut off."""

from __future__ import annotations

import re
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from warraq.errors import OutletFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKEN: Final = re.compile(
    r"""(?xs)
      \\.                               # an escape
    | \[\^?\]?(?:\\.|[^\]\\])*\]        # a character class
    | (?P<open>\((?:\?(?:P<\w+>|[:=!>]|<[=!]|[aiLmsux-]+[:)]))?)
    | (?P<close>\))
    | (?P<either>\|)
    | (?P<endless>(?:[*+]|\{\d*,\})\??)
    | .
    """
)
"""The parts of a pattern that matter for how often it can backtrack."""

ENDLESS_DOT: Final = re.compile(r"(?<!\\)\.(?:[*+]|\{\d*,\})")

ENDLESS_DOTS: Final = 1
"""How many a pattern may have: on 2,000 slashes, `/.+/x` fails in 19 ms and `/.+/.+/x` in 6.7 s."""


SECONDS_A_DOCUMENT: Final = 5.0
"""CPU time that a pattern may take on all addresses of one document; the packaged ones take up to 14 ms on one of 2,000 characters."""

SECONDS_A_TRIAL: Final = 0.1
"""CPU time that it may take on the worst address that it is tried on; the packaged ones take up to 25 ms."""

TRIALS: Final = 3
"""A pattern that is too slow is so each time, whatever else the machine does."""

COMMON_REPEATS: Final = ("a", "1", "-", "/", "a1-", "/a", "%D8%A7")
"""What repeats in hard addresses whatever the pattern."""

PUMPED: Final = 1_900
"""Characters of the repeated part of such an address, nearly the longest that is taken."""


class BoundedPattern:
    """A pattern of an outlet file, looked for in the addresses of one document; it ends when its time is used up.

    Searched by an engine that counts its time, as no rule of syntax tells which patterns are slow.
    """

    def __init__(self, pattern: str, seconds: float | None = None) -> None:
        """`seconds`: CPU time for all addresses; None: that of a document."""
        self._search = regex.compile(pattern).search
        self._pattern = pattern
        self._seconds = SECONDS_A_DOCUMENT if seconds is None else seconds

    def found_in(self, address: str) -> bool:
        """Whether it is found; raises SlowPatternError where its time is used up."""
        began = time.process_time()
        try:
            if self._seconds > 0:
                return self._search(address, timeout=self._seconds) is not None
        except TimeoutError:
            pass
        finally:
            self._seconds -= time.process_time() - began
        raise SlowPatternError(f"{self._pattern!r} takes too long on {address[:80]}; `warraq outlets check` says how to mend it")


class SlowPatternError(OutletFileError):
    """A pattern that uses up its time."""


def slow_problem(pattern: str, addresses: Sequence[str]) -> str | None:
    """Why a pattern that compiles is too slow, found by trying it on addresses made to be hard for it; None where it is not.

    `addresses`: some of the outlet's own, to which what the pattern looks for is added.
    """
    for address in _hard_addresses(pattern, addresses):
        if all(_runs_out(pattern, address) for _ in range(TRIALS)):
            return f"takes more than {SECONDS_A_TRIAL:g} s on {address[:60]}…; let one part of it repeat, such as [^/]+ between two slashes"
    return None


def _runs_out(pattern: str, address: str) -> bool:
    try:
        BoundedPattern(pattern, SECONDS_A_TRIAL).found_in(address)
    except SlowPatternError:
        return True
    return False


def _hard_addresses(pattern: str, addresses: Sequence[str]) -> Iterator[str]:
    """Addresses in which something repeats that the pattern repeats, and that fail after it; some hold elsewhere what the pattern ends
    with, as an engine looks for that first."""
    parts = list(_repeats(pattern))
    for before, repeated in dict.fromkeys([*parts, *(("", part) for part in COMMON_REPEATS)]):
        stretch = before + repeated * (PUMPED // max(len(repeated), 1))
        for begin in ("", "https://example.com/", *addresses):
            yield f"{begin}{stretch}!"
            yield f"{begin}{stretch}!{parts[-1][1]}"


def _repeats(pattern: str) -> Iterator[tuple[str, str]]:
    """What stands before each repeat, as one text that fits, and what it repeats: the last character, or all since a group began; at last a
    text for the whole pattern."""
    written, opened, last = "", [0], ""
    for token in TOKEN.finditer(pattern):
        if token["open"]:
            opened.append(len(written))
        elif token["close"]:
            last = written[opened.pop() if len(opened) > 1 else 0 :]
            if last:
                yield written.removesuffix(last), last  # without end only as others like it follow
        elif token["endless"] or token[0] in "?{":
            if last:
                yield written.removesuffix(last), last
        elif not token["either"]:
            last = _sample(token[0])
            written += last
    yield "", written


def _sample(token: str) -> str:
    """One character that fits a token, for most of them."""
    if token[0] == "[":
        return next((letter for letter in "a1-_/.%A" if regex.fullmatch(token, letter)), "a")
    if token[0] == "\\":
        return {"d": "1", "w": "a", "s": " ", "D": "a", "S": "a", "b": "", "B": ""}.get(token[1], token[1])
    return {".": "a", "^": "", "$": ""}.get(token, token)


@dataclass(slots=True)
class _Group:
    """What an open group has held so far."""

    endless: bool = False
    either: bool = False


def pattern_problem(pattern: str) -> str | None:
    """Why a pattern is refused, and the mend; None where it is sound.

    Refused beside what does not compile: an endless repeat of something that itself repeats without end or has alternatives (the worst case
    doubles with each character), and a second endless dot.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
            regex.compile(pattern)
    except (re.error, regex.error, Warning) as error:
        return f"does not compile, or will not in a later Python: {error}"
    if any(_nested(pattern)):
        return "repeats a group that itself repeats or has alternatives, which can run for ever; write .+ or a character class instead"
    if len(ENDLESS_DOT.findall(pattern)) > ENDLESS_DOTS:
        return "has a second endless dot, which takes seconds on a long address; write [^/]+ for one part of a path"
    return None


def _nested(pattern: str) -> Iterator[bool]:
    """For each endless repeat of a group, whether the group holds an endless repeat or alternatives."""
    stack, last = [_Group()], _Group()
    for token in TOKEN.finditer(pattern):
        closed, last = last, _Group()
        if token["open"] and not token["open"].endswith(")"):
            stack.append(_Group())
        elif token["close"]:
            last = stack.pop()
            stack[-1].endless |= last.endless
            stack[-1].either |= last.either
        elif token["either"]:
            stack[-1].either = True
        elif token["endless"]:
            yield closed.endless or closed.either
            stack[-1].endless = True
