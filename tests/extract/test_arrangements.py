"""A second article after a label comes apart from the first in whatever elements label, headline and text stand."""

from __future__ import annotations

import itertools
import random

import pytest

from tests.extract.pages_of_zaafaran import read
from tests.extract.test_aggregator_page import BODY, CREDIT, HEADLINES, KEYWORDS, PAGE_TITLE, READ_ALSO, RELATED, SECOND_BODY, SECOND_TITLE

LABELS = ("h2", "h3", "p", "b", "div", "strong")
HEADS = ("h2", "h3", "p", "b", "a", "br")
INLINE = ("b", "strong", "span")
WRAPS = (
    "{}",
    "<div>{}</div>",
    "<div class=more>{}</div>",
    "<section>{}</section>",
    "<blockquote>{}</blockquote>",
    "<div><div class=in>{}</div></div>",
    "<table><tr><td>{}</td></tr></table>",
)


def page(label: str, head: str, text: str, *, wrap: str = "{}", source: str = "نبأ", first: str = "p", named: str = "") -> str:
    """A text, credit and keywords, then a label and a whole second text in the elements that are named, then ten headlines."""
    title = {"br": f"{SECOND_TITLE}<br>", "a": f"<a href='/n/55'>{SECOND_TITLE}</a><br>"}.get(head)
    title = title or f"<{head}>{SECOND_TITLE}</{head}>{'<br>' * (head in INLINE)}"
    second = wrap.format(f"<{label}{named}>{READ_ALSO}</{label}>{title}{_lines(text, [*filter(None, [source]), *SECOND_BODY])}")
    items = "".join(f"<li><a href='/n/{number}'>{headline}</a></li>" for number, headline in enumerate(HEADLINES))
    related = f"<h3>{RELATED}</h3><ul>{items}</ul>"
    return (
        f"<!doctype html><html lang=ar><head><meta charset=utf-8><title>{PAGE_TITLE}</title></head><body><h1>{PAGE_TITLE}</h1>"
        f"<div class=text>{_lines(first, BODY)}<p>{CREDIT}</p><p>{KEYWORDS}</p>{second}</div>{related}</body></html>"
    )


def _lines(text: str, lines: tuple[str, ...] | list[str]) -> str:
    return "".join(f"<p>{line}</p>" if text == "p" else f"{line}<br>" for line in lines)


def parts(html: str) -> list[tuple[str | None, str]]:
    return [(article.title, article.body) for article in read(html, "https://jamea.test/news/1").articles]


WHOLE = [(PAGE_TITLE, "\n".join(BODY)), (SECOND_TITLE, "\n".join(SECOND_BODY))]


@pytest.mark.parametrize("label", LABELS)
def test_every_arrangement_of_label_headline_and_text(label: str) -> None:
    for head, text in itertools.product(HEADS, ("p", "br")):
        assert parts(page(label, head, text)) == WHOLE, (label, head, text)


@pytest.mark.parametrize("start", range(0, 72, 12))
def test_arrangements_by_chance(start: int) -> None:
    for seed in range(start, start + 12):
        draw = random.Random(seed)  # noqa: S311 - pages, no secrets
        label, head = draw.choice((*LABELS, "h4", "h5", "span", "center")), draw.choice((*HEADS, "h4", "div", "strong"))
        html = page(
            label,
            head,
            draw.choice(("p", "br")),
            wrap=draw.choice(WRAPS),
            source=draw.choice(("نبأ", "نبأ", "")),
            first=draw.choice(("p", "br")),
            named=draw.choice(("", " class=label", " id=next")),
        )
        assert parts(html) == WHOLE, seed
