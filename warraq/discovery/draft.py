"""The text of an outlet file, each line with where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from warraq.discovery.findings import newest
from warraq.outlet import DocumentKind
from warraq.outlet_files.folders import NO_COUNTRY
from warraq.text.visible import escaped, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from warraq.discovery.findings import Source
    from warraq.discovery.survey import Survey
    from warraq.outlet import Outlet


def path_of(outlet: Outlet) -> str:
    """Where the file stands below a folder of outlet files: `eg/name.toml`."""
    return f"{(outlet.country or NO_COUNTRY).lower()}/{outlet.name}.toml"


def file_text(found: Survey, now: datetime) -> str:
    """A commented outlet file; `now` is aware."""
    return "\n".join([*_head(found, now), *_who(found), *_places(found, now), *_pattern(found), *_evidence(found, now)]) + "\n"


def quoted(text: str) -> str:
    """A TOML string; a JSON string is one, but for DEL."""
    return escaped(json.dumps(visible(text), ensure_ascii=False))


def _head(found: Survey, now: datetime) -> Iterator[str]:
    yield f"# Drafted on {now:%Y-%m-%d} from {found.front_url}"
    yield f"# Look it through, then try it: warraq crawl {found.outlet.name} --max-items 10 --dry-run"
    if found.identity.language not in (None, "ar"):
        yield f"# The front page reads as language {found.identity.language!r}, not Arabic."


def facts(outlet: Outlet, country_from: str, *, zone_said: bool) -> Iterator[str]:
    """The lines of who the outlet is, those that nothing said with a word on what to do."""
    yield from (f"name = {quoted(outlet.name)}", f"title = {quoted(outlet.title)}")
    if outlet.country:
        yield f"country = {quoted(outlet.country)} # {comment(country_from)}"
    else:
        yield "# country: nothing on the site says it; with one the file belongs into the folder of that country"
    unsaid = "" if zone_said else " # nothing on the site says it; set the zone of the clock times on its pages"
    yield f"timezone = {quoted(outlet.timezone)}{unsaid}"
    yield f"domains = {_list(outlet.domains)}"
    if outlet.aliases:
        yield f"aliases = {_list(outlet.aliases)} # add how credit lines write the name"
    yield f"kind = {quoted(outlet.kind)}"


def _who(found: Survey) -> Iterator[str]:
    return facts(found.outlet, found.identity.country_from, zone_said=found.identity.timezone is not None)


def _places(found: Survey, now: datetime) -> Iterator[str]:
    for key, kind in (("feeds", DocumentKind.FEED), ("sitemaps", DocumentKind.SITEMAP)):
        sources = [source for source in found.sources if source.kind is kind]
        if sources:
            yield from (f"{key} = [", *(f"    {quoted(source.url)}, # {_about(source, found.outlet, now)}" for source in sources), "]")
    for source in found.sources:
        if source.kind is DocumentKind.LISTING:
            used = source.url in found.outlet.listings
            yield f"{'' if used else '# '}listings = [{quoted(source.url)}] # {_about(source, found.outlet, now)}"
            yield from (
                () if used else ("# The listing is left to the feeds and news sitemaps, which name the same articles with their times.",)
            )
    if found.left_out:
        yield "# Looked at and left out:"
        yield from (f"#   {comment(left.url)}: {comment(left.why)}" for left in found.left_out)


def _about(source: Source, outlet: Outlet, now: datetime) -> str:
    moment = newest(source.entries, outlet, now)
    dated = f", the newest of {moment:%Y-%m-%d}" if moment else ""
    return comment(f"{source.found}; {len(source.entries)} articles{dated}")


def _pattern(found: Survey) -> Iterator[str]:
    if found.pattern is None:
        yield "# article_url: the addresses seen have no common shape that sections lack; any address of the domains is taken"
        return
    hits, misses = len(found.pattern.found), found.pattern.missed
    yield f"article_url = '{found.pattern.pattern}' # finds {hits} of the {hits + len(misses)} articles seen"
    yield from (f"#   not {comment(url)}" for url in misses[:3])


def _evidence(found: Survey, now: datetime) -> Iterator[str]:
    kinds = [source.kind for source in found.sources]
    counts = (f"{kinds.count(kind)} {kind}{'s' * (kinds.count(kind) > 1)}" for kind in dict.fromkeys(kinds))
    yield f"evidence = {quoted(', '.join(counts) + f' read on {now:%Y-%m-%d}')}"
    if found.outlet.examples:
        yield f"examples = {_list(found.outlet.examples)}"


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def comment(text: str) -> str:
    """One line of a TOML comment, which may hold no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
