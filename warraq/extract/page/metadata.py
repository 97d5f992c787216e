"""Gathers what a page says about its article in JSON-LD, meta and link elements, each kind of statement in order of trust."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from warraq.extract.page import jsonld
from warraq.extract.page.identity import Own, own_article
from warraq.extract.page.wording import bare
from warraq.items import Stamp
from warraq.text.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.identity import Match
    from warraq.extract.page.jsonld import Json, Object

PUBLISHED_METAS: Final = """
    article:published_time article:published og:article:published_time og:published_time og:pubdate datepublished parsely-pub-date
    sailthru.date pubdate publishdate publish-date publish_date published_date publication_date published_time publishtime
    dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date cxenseparse:recs:publishtime
    article.published article_date_original originalpublicationdate datecreated date_published bt:pubdate date created pub_date
""".split()  # noqa: SIM905 - a vocabulary reads better as words
"""Names under which pages state the publication, the specific before the vague."""
MODIFIED_METAS: Final = """
    article:modified_time article:modified og:article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified
    lastmodified last-modified modified_time article.updated date_modified updated_time revised
""".split()  # noqa: SIM905
_TITLE_METAS: Final = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title")
_AUTHOR_METAS: Final = (
    *("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "twitter:creator"),
)
_SECTION_METAS: Final = ("article:section", "og:article:section", "parsely-section", "section", "articlesection", "category", "dc.subject")
_KEYWORD_METAS: Final = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
_SUMMARY_METAS: Final = ("og:description", "description", "twitter:description", "dc.description")
_IMAGE_METAS: Final = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail", "image")
_SITE_METAS: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright")
_LANGUAGE_METAS: Final = ("og:locale", "content-language", "language", "dc.language", "inlanguage")
_REGION_METAS: Final = ("geo.region", "geo.country", "og:country-name", "place:country", "country")
_SCHEMA_DATES: Final = (
    *(("datePublished", "published"), ("coverageStartTime", "published"), ("dateCreated", "published")),
    ("dateModified", "modified"),
)

DOUBLE_HEAD: Final = 60
"""Characters at the head of a text that do not recur by chance."""

_LIST_SEPARATOR: Final = re.compile(r"\s*[,،;؛|\n]\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The statements of one page, none of them judged yet; empty where the page makes none."""

    headline: str | None = None
    """Of JSON-LD."""
    titles: tuple[str, ...] = ()
    """Of meta elements, mostly Open Graph."""
    document_title: str = ""
    """Text of <title>."""
    site_names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Authors that JSON-LD declares to be persons, or does not say what they are."""
    authors: tuple[str, ...] = ()
    """Authors of meta elements, people, outlets and addresses of profiles alike, and the accounts to which JSON-LD refers."""
    sections: tuple[str, ...] = ()
    """Of JSON-LD, then of meta elements; also keys and numbers."""
    trail: tuple[str, ...] = ()
    """Names of JSON-LD's breadcrumbs, from the home page to the article or its section."""
    keyword_lists: tuple[tuple[str, ...], ...] = ()
    summaries: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """What the page calls its own address: rel=canonical, og:url, JSON-LD."""
    language: str | None = None
    locales: tuple[str, ...] = ()
    """Tags of languages with or without a region (`ar_JO`), of the page's root and of meta elements."""
    regions: tuple[str, ...] = ()
    """Countries and regions (`JO`, `JO-AM`) of the publisher's address and of meta elements."""
    body: str | None = None
    """articleBody, paragraphs one a line where it has any."""
    stamps: tuple[Stamp, ...] = ()
    types: frozenset[str] = field(default_factory=frozenset)
    """JSON-LD types and, with the prefix `og:`, the Open Graph type."""


def read_metadata(tree: HtmlElement, address: str = "") -> Metadata:
    """What the tree's JSON-LD, meta and link elements say; `address` is the page's own, empty where it has none.

    Of the articles that JSON-LD describes only the one that names this page or its headline is believed.
    """
    values = [value for script in tree.iter("script") if _is_jsonld(script) for value in jsonld.load(script.text or "")]
    objects = jsonld.objects_of(values)
    metas = _Metas(tree)
    titles, document_title = _unique(metas.all(*_TITLE_METAS)), clean_line(_title_of(tree))
    stated = (*_canonical(tree), *metas.all("og:url"))
    match = _own_article(tree, objects, Own.of(address, stated, (*titles, document_title))) if objects else None
    article = match.found if match else {}
    others = [found for found in objects if found is not article and not jsonld.is_article(found)]
    return Metadata(
        headline=_first(*_said(article, "headline")),
        titles=titles,
        document_title=document_title,
        site_names=_unique((*metas.all(*_SITE_METAS), *_said(article, "publisher", "name"))),
        people=_unique(_people(article.get("author"))) or _unique(_people(article.get("creator"))),
        authors=_unique((*metas.all(*_AUTHOR_METAS), *_people(jsonld.referred(article.get("author"), objects)))),
        sections=_unique((*_said(article, "articleSection"), *metas.all(*_SECTION_METAS))),
        trail=_unique(map(clean_line, jsonld.trail_of(objects))),
        keyword_lists=(*(metas.listed(name) for name in _KEYWORD_METAS), tuple(_split_all(_said(article, "keywords", "name")))),
        summaries=_unique((*metas.all(*_SUMMARY_METAS), *_said(article, "description"))),
        images=_unique((*metas.all(*_IMAGE_METAS), *_said(article, "image", "url", "contentUrl"), *_said(article, "thumbnailUrl"))),
        addresses=_unique((*stated, *_said(article, "url"), *_said(article, "mainEntityOfPage", "@id"))),
        language=_first(*_said(article, "inLanguage"), *metas.all(*_LANGUAGE_METAS)),
        locales=_unique((tree.get("lang") or "", *metas.all(*_LANGUAGE_METAS), *_said(article, "inLanguage"))),
        regions=_unique((*jsonld.countries_of(objects), *metas.all(*_REGION_METAS))),
        body=_undoubled(clean_text("\n".join(jsonld.texts(article.get("articleBody"))))) or None,
        stamps=(*_schema_stamps(article, named=match is not None and match.named), *metas.stamps()),
        types=frozenset((*jsonld.types_of((article, *others)), *(f"og:{name}" for name in metas.all("og:type")))),
    )


def _own_article(tree: HtmlElement, objects: Sequence[Object], own: Own) -> Match | None:
    """The headings are looked through only where what the page says of itself names no article that tells its headline and date."""
    match = own_article(objects, own)
    if match is not None and match.named and {"headline", "datePublished"} <= match.found.keys():
        return match
    printed = (bare(clean_line(heading.text_content())) for heading in tree.iter("h1", "h2"))
    return own_article(objects, replace(own, headlines=(*own.headlines, *filter(None, printed))))


def _title_of(tree: HtmlElement) -> str:
    return next((title.text_content() for title in tree.iter("title") if _in_head(title)), "")


class _Metas:
    """The meta elements of a tree by lower-case name."""

    def __init__(self, tree: HtmlElement) -> None:
        self.values: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            content = clean_line(meta.get("content") or "")
            name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or (meta.get("itemprop") if _in_head(meta) else None)
            if content and name:
                self.values.setdefault(name.strip().lower(), []).append(content)

    def all(self, *names: str) -> list[str]:
        """The first value under each of the names."""
        return [self.values[name][0] for name in names if name in self.values]

    def listed(self, name: str) -> tuple[str, ...]:
        return tuple(_split_all(self.values.get(name, ())))

    def stamps(self) -> Iterator[Stamp]:
        yield from (Stamp(self.values[name][0], "meta", "published", name) for name in PUBLISHED_METAS if name in self.values)
        yield from (Stamp(self.values[name][0], "meta", "modified", name) for name in MODIFIED_METAS if name in self.values)


def _schema_stamps(article: Object, *, named: bool) -> Iterator[Stamp]:
    for name, kind in _SCHEMA_DATES:
        for value in _said(article, name)[:1]:
            yield Stamp(value, "json-ld", "modified" if kind == "modified" else "published", name, "" if named else "unnamed")


def _said(article: Object, name: str, *keys: str) -> list[str]:
    return [line for text in jsonld.texts(article.get(name), *(keys or ("name", "@value"))) if (line := clean_line(text))]


def _people(value: Json) -> Iterator[str]:
    """Names of authors, without those that are declared to be an organisation."""
    for author in value if isinstance(value, list) else [value]:
        if not (isinstance(author, dict) and any("Organization" in name for name in jsonld.texts(author.get("@type")))):
            yield from (clean_line(name) for name in jsonld.texts(author, "name"))


def _canonical(tree: HtmlElement) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href").strip()


def _is_jsonld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _in_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("head", "html")


def _split_all(lists: Iterable[str]) -> Iterator[str]:
    for text in lists:
        yield from filter(None, _LIST_SEPARATOR.split(text.strip()))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _first(*texts: str) -> str | None:
    return texts[0] if texts else None


def _undoubled(text: str) -> str:
    """The text once, where a content system wrote it twice in a row."""
    again = text.find(text[:DOUBLE_HEAD], 1)
    return text[:again].strip() if again * 2 > len(text) - DOUBLE_HEAD and text[again:] in text[: again + DOUBLE_HEAD] else text
