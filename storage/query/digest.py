"""The stories of a time as one page to send: HTML that reads from right to left, or Markdown; no script, no request to anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from storage.search.filters import CREDITED
from storage.sql import chunks
from storage.tables import articles, attributions, outlets
from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, tzinfo

    from sqlalchemy import Connection

    from storage.query.stories import StoryLine

MOST_CARRIERS: Final = 12
"""Articles of a story that a digest names, the earliest."""
_MARKS_OF_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~.])")
_STYLE: Final = (
    "body{font-family:'Noto Naskh Arabic','Segoe UI',Tahoma,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;line-height:1.7}"
    "h2{margin-bottom:0}p.facts,footer{color:#555;margin-top:.2em}li{margin:.2em 0}a{color:#124}"
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One article of a story."""

    outlet_title: str
    url: str
    published_at: datetime | None
    published_day: date | None
    credits: tuple[str, ...]
    """Names of those it credits, itself left out."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """One story with who carried it."""

    line: StoryLine
    carriers: list[Carrier]
    """The earliest `MOST_CARRIERS`."""


def digest(connection: Connection, lines: Sequence[StoryLine]) -> list[DigestStory]:
    """The stories of a listing, in its order."""
    carriers = _carriers(connection, [line.id for line in lines])
    return [DigestStory(line, carriers.get(line.id, [])) for line in lines]


def _carriers(connection: Connection, story_ids: Sequence[int]) -> dict[int, list[Carrier]]:
    place = func.row_number().over(partition_by=articles.c.story_id, order_by=(articles.c.sort_at, articles.c.url)).label("place")
    own = (articles.c.id, articles.c.story_id, articles.c.url, articles.c.published_at, articles.c.published_day, articles.c.outlet_id)
    found: defaultdict[int, list[Carrier]] = defaultdict(list)
    for chunk in chunks(story_ids):
        ranked = select(*own, place).where(articles.c.story_id.in_(chunk)).subquery()
        query = select(ranked, outlets.c.title).join(outlets, outlets.c.id == ranked.c.outlet_id).where(ranked.c.place <= MOST_CARRIERS)
        rows = connection.execute(query.order_by(ranked.c.story_id, ranked.c.place)).all()
        named = _credits(connection, [row.id for row in rows])
        for row in rows:
            found[row.story_id].append(Carrier(row.title, row.url, row.published_at, row.published_day, named.get(row.id, ())))
    return found


def _credits(connection: Connection, article_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    name = func.coalesce(outlets.c.title, attributions.c.name).label("name")
    query = select(attributions.c.article_id, name).join(articles, articles.c.id == attributions.c.article_id)
    query = query.outerjoin(outlets, outlets.c.id == attributions.c.outlet_id).where(attributions.c.role.in_(CREDITED))
    query = query.where(attributions.c.outlet_id.is_distinct_from(articles.c.outlet_id)).order_by(attributions.c.id)
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for chunk in chunks(article_ids):
        for row in connection.execute(query.where(attributions.c.article_id.in_(chunk))):
            found[row.article_id][row.name] = None
    return {number: tuple(names) for number, names in found.items()}


# In words


def heading(since: datetime, until: datetime, zone: tzinfo) -> str:
    """What the digest is of; bounds are aware."""
    return f"قصص الأخبار من {_clock(since, zone)} إلى {_clock(until, zone)} ({zone})"


def _clock(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _when(moment: datetime | None, day: date | None, zone: tzinfo) -> str:
    return _clock(moment, zone) if moment else day.isoformat() if day else "بلا تاريخ"


def _facts(story: DigestStory) -> str:
    line = story.line
    origin = f"المصدر: {line.origin_title}" if line.origin_title else "المصدر غير معروف"
    return f"{origin} · مؤسسات: {line.outlet_count} · مقالات: {line.article_count}"


def _carried(carrier: Carrier) -> str:
    return f" — نسبته إلى {'، '.join(carrier.credits)}" if carrier.credits else ""


def _rest(story: DigestStory) -> int:
    return story.line.article_count - len(story.carriers)


def as_html(stories: Sequence[DigestStory], title: str, zone: tzinfo) -> str:
    """One file without anything beside it; what outlets wrote is text in it, and only web addresses are links."""
    body = "".join(part for story in stories for part in _html(story, zone))
    return (
        f'<!doctype html>\n<html lang="ar" dir="rtl">\n<head><meta charset="utf-8"><title>{_safe(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{_safe(title)}</h1>\n{body}<footer>ورّاق</footer>\n</body>\n</html>\n"
    )


def _html(story: DigestStory, zone: tzinfo) -> Iterator[str]:
    yield f"<h2>{_linked(story.line.title or '(بلا عنوان)', story.line.url)}</h2>\n<p class=facts>{_safe(_facts(story))}</p>\n<ul>\n"
    for carrier in story.carriers:
        when = _when(carrier.published_at, carrier.published_day, zone)
        yield f'<li><bdi dir="ltr">{when}</bdi> {_linked(carrier.outlet_title, carrier.url)}{_safe(_carried(carrier))}</li>\n'
    yield f"<li>و{_rest(story)} غيرها</li>\n</ul>\n" if _rest(story) > 0 else "</ul>\n"


def _safe(text: str) -> str:
    return escape(visible(text))


def _linked(text: str, url: str) -> str:
    shown = f"<bdi>{_safe(text)}</bdi>"
    return f'<a href="{_safe(url)}" rel="noreferrer">{shown}</a>' if url.startswith(("http://", "https://")) else shown


def as_markdown(stories: Sequence[DigestStory], title: str, zone: tzinfo) -> str:
    """CommonMark; what outlets wrote holds no marks of it."""
    return f"# {_plain(title)}\n\n" + "\n".join(part for story in stories for part in _markdown(story, zone))


def _markdown(story: DigestStory, zone: tzinfo) -> Iterator[str]:
    yield f"## {_link(story.line.title or '(بلا عنوان)', story.line.url)}\n\n{_plain(_facts(story))}\n"
    for carrier in story.carriers:
        when = _plain(_when(carrier.published_at, carrier.published_day, zone))
        yield f"- {when} {_link(carrier.outlet_title, carrier.url)}{_plain(_carried(carrier))}"
    if _rest(story) > 0:
        yield f"- و{_rest(story)} غيرها"
    yield ""


def _plain(text: str) -> str:
    return _MARKS_OF_MARKDOWN.sub(r"\\\1", visible(text))


def _link(text: str, url: str) -> str:
    address = visible(url).replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{_plain(text)}](<{address}>)" if url.startswith(("http://", "https://")) else _plain(text)
