"""Whether a regular expression can be trusted with addresses from outside: it compiles and cannot run for ever."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    except (re.error, Warning) as error:
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
