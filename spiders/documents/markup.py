"""A feed's mark-up made well-formed and bounded before any parser sees it: whole entries, closed elements, capped texts, no DTD.

Parsers have no such bounds of their own: feedparser takes time that grows with the square of an author's name or of the nesting, and
its lenient parser loses titles of a document that was cut. One linear pass prevents both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from spiders.documents.links import tidy
from spiders.documents.prefixes import OTHER_ROOM, Prefixes
from spiders.documents.references import NOT_XML, literal_text, mended_references

MOST_FEED_TAGS: Final = 200_000
"""Tags read of one feed: a thousand entries of a hundred elements. feedparser spends about 7 µs on each."""

DEEPEST: Final = 60
"""Open elements; deeper tags are dropped and their text stays. Feeds need 4, their inline XHTML about 20."""

MOST_IN_ENTRY: Final = 500
"""Elements of one entry, or between two, outside its prose; what is more is dropped and its text stays. feedparser's time grows with the
square of the categories: 30,000 of one entry took it 10 s, of 100 entries with 990 each 4.6 s. 2,606 collected
files read the same without it."""

NAME_ROOM: Final = 200
PROSE_ROOM: Final = 20_000
"""Characters of text that a name and prose keep, as `OTHER_ROOM` of the others; more is no name, teaser, address or date."""

_PROSE: Final = frozenset({"description", "summary", "content", "encoded", "subtitle", "tagline", "body", "abstract"})
_NAME_FIELDS: Final = frozenset({"author", "creator", "name", "email", "managingeditor", "webmaster", "publisher", "contributor", "owner"})
_ADDRESS_FIELDS: Final = frozenset({"link", "guid", "id", "url", "origlink"})
_ENTRIES: Final = frozenset({"item", "entry"})
_ROOTS: Final = frozenset({"rss", "rdf", "feed", "channel"})
_START: Final = re.compile(r"""<([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_LOOSE_START: Final = re.compile(r"<([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?)(?=[\s/>])([^<>]*+)>")
_END_TAG: Final = re.compile(r"</\s*([^\s<>/]+)[^<>]*>")
_SUBSET_END: Final = re.compile(r"\]\s*>")
_ENTRY_START: Final = re.compile(r"<(?:item|entry)[\s>]")


@dataclass(frozen=True, slots=True)
class Mended:
    """A feed that every XML parser can read."""

    head: str
    """What stands before the first entry; all of the feed where there is none."""
    entries: tuple[str, ...]
    """Whole entries, each of its own mark-up."""
    tail: str
    """What stands behind the last, and all that closes the feed."""
    cut_off: int
    """1 where the document ends within an entry."""
    over_limit: int
    """Entries that stand behind the limits."""

    def with_entries(self, *entries: str) -> str:
        """A feed of these entries."""
        return "".join((self.head, *entries, self.tail))


@dataclass(slots=True)
class _Element:
    name: str
    room: int
    """Characters of text that it may still take."""
    prose: bool = False
    address: bool = False
    entry: bool = False


@dataclass(slots=True)
class _Mender:
    """Walks the text once; `out` grows by what is kept."""

    text: str
    most_entries: int
    out: list[str] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    prefixes: Prefixes = field(default_factory=Prefixes)
    root: str = ""
    """The root's name once it was met; only white space and junk lie outside it."""
    whole: list[tuple[int, int]] = field(default_factory=list)
    """Where each whole entry begins and ends in `out`."""
    entry_at: int | None = None
    """Length of `out` before the entry that is open."""
    plain: int = 0
    """Elements outside prose since an entry began or ended."""
    steps: int = 0
    stopped: bool = False
    """A limit was reached; nothing after it is read."""

    def run(self) -> Mended:
        at = 0
        while (bracket := self.text.find("<", at)) >= 0:
            self._write(self.text[at:bracket])
            self.steps += 1
            if self.steps > MOST_FEED_TAGS:
                self.stopped = True
            at = bracket if self.stopped else self._step(bracket)
            if self.stopped:
                break
        return self._finish(at)

    def _finish(self, at: int) -> Mended:
        over = sum(1 for _ in _ENTRY_START.finditer(self.text, at)) if self.stopped else 0
        cut_off = 0
        if self.entry_at is not None:
            over, cut_off = (over + 1, 0) if self.stopped else (0, 1)
            del self.out[self.entry_at :]
            while not self.open.pop().entry:
                pass
        while self.open:
            self._close()
        if self.out:
            self.out[0] = self.prefixes.declared_in(self.out[0])
        first, last = (self.whole[0][0], self.whole[-1][1]) if self.whole else (len(self.out), len(self.out))
        entries = tuple("".join(self.out[start:end]) for start, end in self.whole)
        return Mended("".join(self.out[:first]), entries, "".join(self.out[last:]), cut_off, over)

    def _step(self, at: int) -> int:
        """Reads what begins with the bracket at `at`; answers where the text goes on."""
        two = self.text[at : at + 2]
        if two == "</":
            return self._end_tag(at)
        if two == "<?":
            return self._after("?>", at)
        if two != "<!":
            return self._start_tag(at)
        if self.text.startswith("<!--", at):
            return self._after("-->", at + 4)
        if self.text.startswith("<![CDATA[", at):
            end = self.text.find("]]>", at)
            self._write(self.text[at + 9 : end if end >= 0 else len(self.text)], literal=True)
            return end + 3 if end >= 0 else len(self.text)
        return self._doctype(at)

    def _after(self, mark: str, at: int) -> int:
        """Behind the next `mark`; without one the rest of the text is lost."""
        end = self.text.find(mark, at)
        return end + len(mark) if end >= 0 else len(self.text)

    def _doctype(self, at: int) -> int:
        """Behind a declaration and its internal subset, whose entities nobody is to expand."""
        end = self._after(">", at)
        if "[" not in self.text[at:end]:
            return end
        subset = _SUBSET_END.search(self.text, at)
        return subset.end() if subset else len(self.text)

    def _start_tag(self, at: int) -> int:
        tag = _START.match(self.text, at) or _LOOSE_START.match(self.text, at)
        if not tag:
            self._write("<", literal=True)
            return at + 1
        prefix, _, local = tag[1].lower().rpartition(":")
        if not self.open and (self.root or local not in _ROOTS):
            return tag.end()
        entry = self._is_entry(prefix, local)
        if entry and self.entry_at is not None:
            self._close_through(next(element.name for element in reversed(self.open) if element.entry))
        if entry and len(self.whole) >= self.most_entries:
            self.stopped = True
            return at
        if len(self.open) < DEEPEST and (entry or self._has_room(tag[1])):
            self._open(tag, local, entry)
        return tag.end()

    def _has_room(self, name: str) -> bool:
        in_prose = bool(self.open) and self.open[-1].prose
        self.plain += not in_prose
        return (in_prose or self.plain <= MOST_IN_ENTRY) and self.prefixes.have_room_for(name)

    def _is_entry(self, prefix: str, local: str) -> bool:
        inside_prose = bool(self.open) and self.open[-1].prose
        return local in _ENTRIES and not inside_prose and prefix in ("", self.root.lower().rpartition(":")[0])

    def _open(self, tag: re.Match[str], local: str, entry: bool) -> None:
        if entry:
            self.entry_at, self.plain = len(self.out), 0
        if not self.root:
            self.root = tag[1]
        self.prefixes.use(tag[1])
        self.out.append(f"<{tag[1]}{self.prefixes.attributes(tag[2])}>")
        parent = self.open[-1] if self.open else None
        if parent and parent.prose:
            self.open.append(_Element(tag[1], parent.room, prose=True))
        else:
            self.open.append(_Element(tag[1], _room(local), local in _PROSE, local in _ADDRESS_FIELDS, entry))
        if tag[2].endswith("/"):
            self.steps += 1  # it stands for two tags
            self._close()

    def _end_tag(self, at: int) -> int:
        tag = _END_TAG.match(self.text, at)
        if not tag:
            return self._after(">", at)
        self._close_through(tag[1])
        return tag.end()

    def _close_through(self, name: str) -> None:
        """Closes the innermost element of this name and all within it; none of the name: nothing."""
        key = name.lower()
        if any(element.name.lower() == key for element in self.open):
            while self._close().lower() != key:
                pass

    def _close(self) -> str:
        element = self.open.pop()
        self.out.append(f"</{element.name}>")
        if element.entry and self.entry_at is not None:
            self.whole.append((self.entry_at, len(self.out)))
            self.entry_at, self.plain = None, 0
        return element.name

    def _write(self, text: str, *, literal: bool = False) -> None:
        """Text of the innermost open element; `literal` stood in CDATA."""
        if not text or not self.open:
            return
        element = self.open[-1]
        if element.address:
            text = tidy(text)
        text = text[: element.room]
        element.room -= len(text)
        self.out.append(literal_text(text) if literal else mended_references(text).replace("]]>", "]]&gt;"))


def _room(local: str) -> int:
    return NAME_ROOM if local in _NAME_FIELDS else PROSE_ROOM if local in _PROSE else OTHER_ROOM


def mended(text: str, most_entries: int) -> Mended:
    """The feed with at most so many entries, well-formed, without DTD, comments and processing instructions.

    An entry that was not closed ends where the next begins; one within which the document ends is left out. Undeclared prefixes are
    declared. Never raises, takes time that grows with the length only.
    """
    return _Mender(NOT_XML.sub("", text), most_entries).run()
