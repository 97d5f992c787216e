"""`warraq trace`: where a text from anywhere stands in the store, who was first, who carried it, crediting whom."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, isolate, moment, out, print_json, print_table, shown, zone_name
from warraq.errors import NothingReadError, UsageError, WarraqError

if TYPE_CHECKING:
    from storage.stories.trace import Trace, TracedArticle, TracedStory
    from warraq.items import Page

MARKUP: Final = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
FILE_NAME: Final = re.compile(r"\S+\.(?:txt|html?|md)")
ARTICLES_SHOWN: Final = 12
"""Articles of a story that a table shows; JSON has all."""


def trace(
    source: Annotated[
        str, typer.Argument(metavar="FILE|TEXT|URL|-", help="The text, a file or page that holds it, or - for standard input.")
    ],
    as_json: AsJson = False,
) -> None:
    """Find the stories that contain a text from anywhere: who was first, who carried it, crediting whom. Nothing is stored.

    Ends with 3 where nothing is found, or the text is too short. See docs/stories.md.
    """
    from storage.store import Store
    from storage.stories.trace import trace as ask
    from warraq import config

    text = _text(source)
    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        found = ask(connection, text)
    if as_json:
        print_json(found)
    else:
        show_trace(found)
    for missing in found.left_out:
        err.print(f"not searched: {missing}")
    if found.too_short:
        raise NothingReadError(f"{found.words} words are too short to be traced; look for them with: warraq search '\"…\"'")
    if not found.stories:
        since = (
            f"not in this store since {found.since}" if found.since else "the store holds no text to compare with yet; warraq crawl NAME"
        )
        raise NothingReadError(since)


def _text(source: str) -> str:
    """What is to be traced: a page's headline and text, a file's text, or the words themselves."""
    if source == "-":
        return _read(sys.stdin.buffer.read(), "")
    if source.startswith(("http://", "https://")):
        from warraq.crawl.visits.fetch import fetch

        return _of_page(fetch(source))
    if FILE_NAME.fullmatch(source) and not Path(source).exists():
        raise UsageError(f"{source}: no such file; write the text itself, a file, an address or -")
    try:
        return _read(Path(source).read_bytes(), source) if os.path.isfile(source) else source
    except OSError as error:
        raise WarraqError(f"cannot read {source}: {error.strerror}") from None


def _read(body: bytes, name: str) -> str:
    from warraq.items import Page
    from warraq.text.encoding import decode

    if name.endswith((".html", ".htm")) or MARKUP.match(body):
        return _of_page(Page("", body, None, headers={"content-type": "text/html"}, origin="file"))
    return decode(body, kind="text").text


def _of_page(page: Page) -> str:
    """Headline and text of the page's own article; raises NothingReadError with the reason where it has none."""
    from spiders.article_page import harvest
    from warraq import config
    from warraq.crawl.page_reader.handle import Bounds
    from warraq.crawl.page_reader.pool import read_in_turn
    from warraq.outlet import OutletKnowledge
    from warraq.outlet_files.registry import lodgers, outlet_of

    settings = config.load()
    outlet = outlet_of(page.address)
    with read_in_turn(Bounds(settings.read_seconds, settings.read_memory_mb)) as read:
        got = harvest(page, page.url, OutletKnowledge(outlet, lodgers=lodgers(outlet) if outlet else ()), read)
    if not got.articles:
        raise NothingReadError(f"{page.url or 'the page'}: no article in it ({got.verdict.reason if got.verdict else 'nothing was read'})")
    own = got.articles[0]
    return f"{own.title or ''}\n{own.body}"


# What is shown


def show_trace(found: Trace) -> None:
    """The stories with who carried them, and the text with what stands nowhere marked."""
    for story in found.stories:
        _show_story(story)
    if found.stories:
        _show_sentences(found)


def _show_story(story: TracedStory) -> None:
    origin = isolate(story.origin_title or "?")
    first = moment(story.first_published_at, named=True) or "not stated"
    facts = f"{story.share:.0%} of it in story {story.id}: from {origin} ({story.origin_rule}), first {first}, {story.outlet_count} outlets"
    rows = [_row(article) for article in story.articles[:ARTICLES_SHOWN]]
    print_table(
        ("article", f"when {zone_name()}", "outlet", "share", "credits", "headline"),
        rows,
        title=facts,
        right=("share", "credits", "headline"),
    )
    if story.article_count > len(rows):
        out.print(f"… and {story.article_count - len(rows)} more: warraq story {story.id}")
    out.print()


def _row(article: TracedArticle) -> tuple[object, ...]:
    when = moment(article.published_at or article.published_day) or f"seen {moment(article.sort_at)}"
    share = "" if article.share is None else f"{article.share:.0%}"
    return article.article_id, when, article.outlet_title, share, "، ".join(article.credits), article.title or "(no title)"


def _show_sentences(found: Trace) -> None:
    out.print(f"{found.share:.0%} of the text stands in these; what stands nowhere has a ? before it:")
    for sentence in found.sentences:
        mark: Any = sentence.article_id if sentence.article_id is not None else "?"
        out.print(shown(f"{mark:>8}  {isolate(sentence.text.strip())}"))
