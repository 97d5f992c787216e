"""What an outlet file's `keep` and `block` leave out, by address, headline and section, before a page is asked for and after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import DocumentKind
from warraq.outlet_files.patterns import BoundedPattern, SlowPatternError
from warraq.text.fold import fold
from warraq.text.urls import canonical_url, host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.items import Article, Entry
    from warraq.outlet import Outlet, Rules

_BEFORE_A_WORD: Final = "(?:[وف]?(?:[بك]?ال|لل))?"
"""What may be glued to a word that a rule names: «أبراج» is found in «الأبراج», «وبالأبراج» and «للأبراج» too."""

SHORTEST_GLUED: Final = 3
"""Letters of a word from which on it is found with that before it."""

SHORTEST_JOINED: Final = 4
"""The same for a single «و» or «ف», which often is a letter of a shorter word."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of an article; an empty field is not known."""

    addresses: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(slots=True)
class Selection:
    """The rules of one outlet, for what one document names: their patterns share the time that a document has."""

    outlet: Outlet
    _patterns: dict[str, BoundedPattern] = field(default_factory=dict)

    def of_entry(self, entry: Entry) -> Verdict | None:
        """Why an entry is left without a look at its page; None: it is not, only its page can tell, or a person gave it."""
        if entry.origin == "given" or not (self.outlet.keep or self.outlet.block):
            return None
        return self._verdict(entry, self._of_entry(entry), whole=False)

    def of_article(self, entry: Entry, article: Article) -> Verdict | None:
        """Why the article of an entry's page is left; None where it is not."""
        if entry.origin == "given" or not (self.outlet.keep or self.outlet.block):
            return None
        before = self._of_entry(entry)
        title, section = ((words,) if words else () for words in (article.title, article.section))
        said = Said((*before.addresses, article.url), (*before.titles, *title), (*before.sections, *section))
        verdict = self._verdict(entry, said, whole=True)
        return replace(verdict, http_status=article.page.status) if verdict and article.page else verdict

    def _of_entry(self, entry: Entry) -> Said:
        """An address on a host of others, which may only count clicks, tells nothing; nor do the words of a link that a page has cut."""
        own = same_outlet(host_of(entry.url), self.outlet.domains)
        title = entry.title if entry.origin != DocumentKind.LISTING else None
        return Said((entry.url,) if own else (), (title,) if title else (), entry.categories)

    def _verdict(self, entry: Entry, said: Said, *, whole: bool) -> Verdict | None:
        key = canonical_url(entry.url)
        block, keep = self.outlet.block, self.outlet.keep
        try:
            if block and (rule := next(self._fitting(block, said), None)):
                return Verdict(key, Outcome.SKIPPED, Reason.NOT_CHOSEN, f"block.{rule}", final=True)
            if keep is None or next(self._fitting(keep, said), None) or not (whole or _is_told(keep, said)):
                return None
        except SlowPatternError as error:
            return Verdict(key, Outcome.FAILED, Reason.NOT_CHOSEN, str(error))
        return Verdict(key, Outcome.SKIPPED, Reason.NOT_CHOSEN, "no rule of keep fits", final=True)

    def _fitting(self, rules: Rules, said: Said) -> Iterator[str]:
        """The rules that fit, in words; the cheapest are tried first."""
        sections, titles = tuple(map(fold, said.sections)), tuple(map(fold, said.titles))
        yield from (f"section: {name}" for name in rules.section if any(_phrase(name).fullmatch(section) for section in sections))
        yield from (f"title: {words}" for words in rules.title if any(_phrase(words).search(title) for title in titles))
        yield from (f"url: {pattern}" for pattern in rules.url if any(self._found(pattern, address) for address in said.addresses))

    def _found(self, pattern: str, address: str) -> bool:
        if pattern not in self._patterns:
            self._patterns[pattern] = BoundedPattern(pattern)
        return self._patterns[pattern].found_in(address)


def _is_told(rules: Rules, said: Said) -> bool:
    """Whether all that the rules ask for is known, so that the page could add nothing."""
    return all(known for asked, known in ((rules.section, said.sections), (rules.title, said.titles), (rules.url, said.addresses)) if asked)


@lru_cache(maxsize=1_000)
def _phrase(words: str) -> re.Pattern[str]:
    """What finds a rule's words in folded text, as whole words in a row."""
    row = r"\s+".join(map(_word, fold(words).split()))
    return re.compile(rf"(?<!\w){row}(?!\w)")


def _word(word: str) -> str:
    bare = word.removeprefix("ال") if len(word) >= SHORTEST_GLUED + 2 else word
    if len(bare) < SHORTEST_GLUED:
        return re.escape(bare)
    return ("[وف]?" if len(bare) >= SHORTEST_JOINED else "") + _BEFORE_A_WORD + re.escape(bare)
