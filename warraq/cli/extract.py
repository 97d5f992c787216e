"""`warraq extract`: pages in, articles out, one JSON object a line; nothing is stored."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warraq.cli.options import instant, json_object, lines_in
from warraq.cli.show import print_json
from warraq.errors import UsageError, WarraqError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.stage import Stage
    from warraq.crawl.page_reader.pool import Read
    from warraq.items import Article, Page

INTERNAL = ("country", "site_names", "found_as", "page", "stamps", "guid")
"""Fields that only lead to others; what they led to is shown."""

NOWHERE = "https://nowhere.invalid/"
"""Stands in for the address of a page that was given without one and names none; it is not shown."""

Given = tuple[str | None, "Page", str | None]
"""The file's name or None, the page, and the slug of its outlet or None."""


def extract(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…|URL|-", help="Pages: HTML or plain text files, .jsonl lists of them, a web address, or - for a list."
        ),
    ],
    url: Annotated[str | None, typer.Option("--url", help="Address the page came from.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Whose page it is; without it the address decides.")] = None,
    fetched_at: Annotated[
        str | None, typer.Option("--fetched-at", help="ISO time of fetching; without it relative dates stay null.")
    ] = None,
) -> None:
    """Read the articles of pages, with their sources. A page that is no article answers one line with `rejected`."""
    from pipelines.stage import Context, pure_stages
    from warraq import config
    from warraq.crawl.page_reader.handle import Bounds
    from warraq.crawl.page_reader.pool import read_in_turn
    from warraq.outlet_files.registry import default_registry, outlet_named

    stages = pure_stages(Context(outlet_named, default_registry))[:2]
    defaults = {"url": url, "outlet": outlet, "fetched_at": fetched_at}
    settings = config.load()
    with read_in_turn(Bounds(settings.read_seconds, settings.read_memory_mb)) as read:
        for source in sources:
            for file, page, slug in _pages(source, defaults):
                for row in _rows(page, slug, stages, read):
                    print_json({"file": file, **row})


def _pages(source: str, defaults: dict[str, Any]) -> Iterator[Given]:
    if source == "-":
        for number, line in lines_in():
            yield _listed(json_object(line, f"line {number}"), defaults, f"line {number}")
    elif source.startswith(("http://", "https://")):
        from warraq.crawl.visits.fetch import fetch

        yield None, fetch(source), defaults["outlet"]
    elif source.endswith(".jsonl"):
        lines = _bytes(source, source).decode("utf-8", "replace").splitlines()
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _listed(json_object(line, f"{source}, line {number}"), defaults, f"{source}, line {number}")
    else:
        yield _listed({"file": source}, defaults, source)


def _listed(row: dict[str, Any], defaults: dict[str, Any], place: str) -> Given:
    """One line of a list: `{"file" or "html", "url", "outlet", "fetched_at"}`."""
    from warraq.items import Page

    row = {**defaults, **row}
    if not row.get("file") and row.get("html") is None:
        raise UsageError(f"{place}: neither `file` nor `html`; say which page to read")
    body = _bytes(row["file"], place) if row.get("file") else str(row["html"]).encode()
    headers = {"content-type": "text/html; charset=utf-8"} if not row.get("file") else _type_of(row["file"])
    address = row.get("url") or ""
    return (
        row.get("file"),
        Page(address, body, instant(row.get("fetched_at"), "fetched_at"), headers=headers, origin="file"),
        row.get("outlet"),
    )


def _bytes(name: str, place: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise WarraqError(f"{place}: cannot read {name}: {error.strerror}") from None


def _type_of(name: str) -> dict[str, str]:
    return {"content-type": "text/plain"} if name.endswith(".txt") else {}


def _rows(page: Page, slug: str | None, stages: list[Stage], read: Read) -> Iterator[dict[str, Any]]:
    """The answers for one page."""
    from pipelines.stage import run_stages
    from spiders.article_page import harvest
    from warraq.crawl.refusal import Refused
    from warraq.outlet import OutletKnowledge
    from warraq.outlet_files.registry import lodgers, outlet_named, outlet_of

    outlet = _named(slug, outlet_named) if slug else outlet_of(page.address)
    got = harvest(page, page.url, OutletKnowledge(outlet, lodgers=lodgers(outlet) if outlet else ()), read)
    if got.verdict:
        yield {"url": page.url or None, "rejected": str(got.verdict.reason), "detail": got.verdict.detail}
    for article in got.articles:
        addressed = article.url.startswith(("http://", "https://"))
        article.url = article.url if addressed else f"{NOWHERE}{article.url}"
        try:
            row = article_row(run_stages(article, stages))
            yield row if addressed else {**row, "url": None}
        except Refused as refused:
            yield {"url": page.url or None, "position": article.position, "rejected": str(refused.reason), "detail": refused.detail}


def _named(slug: str, outlet_named: Any) -> Any:
    outlet = outlet_named(slug)
    if outlet is None:
        raise UsageError(f"--outlet {slug}: no such outlet; `warraq list` shows the names")
    return outlet


def article_row(article: Article) -> dict[str, Any]:
    """An article under the names of the store's columns."""
    from warraq.cli.attribute import source_row

    row = {field.name: getattr(article, field.name) for field in fields(article) if field.name not in INTERNAL}
    row["attributions"] = [source_row(source) for source in article.attributions]
    return row
