"""The head of an article's page: title, description, and the structured data that the outlet offers, if any."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from warraq.newsroom.model import Profile, Truth

LINK_TYPES: Final = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def charset(profile: Profile) -> str:
    return f'<meta charset="{profile.encoding}">' if profile.declares_encoding else ""


def head(profile: Profile, truth: Truth, image: str) -> str:
    """All elements of the head but charset and style."""
    lines = [f"<title>{escape(truth.title)} - {escape(profile.title)}</title>"]
    lines.append(_meta("name", "description", truth.summary))
    if profile.feed:
        lines.append(f'<link rel="alternate" type="{LINK_TYPES[profile.feed]}" title="{escape(profile.title)}" href="{profile.feed_path}">')
    if profile.structured != "none":
        lines += _open_graph(profile, truth, image)
    if profile.structured == "meta":
        lines += _published_meta(profile, truth)
    if profile.structured == "json-ld":
        lines.append(_json_ld(profile, truth, image))
    return "\n".join(lines)


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _open_graph(profile: Profile, truth: Truth, image: str) -> list[str]:
    values = {"type": "article", "title": truth.title, "description": truth.summary, "url": truth.canonical_url, "image": image}
    values |= {"site_name": profile.title, "locale": f"ar_{profile.country}"}
    canonical = f'<link rel="canonical" href="{escape(truth.canonical_url)}">'
    return [canonical, *(_meta("property", f"og:{name}", value) for name, value in values.items())]


def _published_meta(profile: Profile, truth: Truth) -> list[str]:
    lines = [_meta("property", "article:section", truth.section)]
    if truth.published_at:
        lines.append(_meta("property", "article:published_time", truth.published_at.astimezone(profile.zone).isoformat()))
    if truth.modified_at:
        lines.append(_meta("property", "article:modified_time", truth.modified_at.astimezone(profile.zone).isoformat()))
    lines += [_meta("property", "article:tag", keyword) for keyword in truth.keywords]
    return [*lines, *(_meta("name", "author", author) for author in truth.authors)]


def _json_ld(profile: Profile, truth: Truth, image: str) -> str:
    published = truth.published_at.astimezone(profile.zone).isoformat() if truth.published_at else None
    modified = truth.modified_at.astimezone(profile.zone).isoformat() if truth.modified_at else published
    organization = {"@type": "Organization", "name": profile.title, "logo": {"@type": "ImageObject", "url": "/media/logo.svg"}}
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": truth.canonical_url,
        "headline": truth.title,
        "description": truth.summary,
        "image": [image],
        "datePublished": published,
        "dateModified": modified,
        "author": [{"@type": "Person", "name": author} for author in truth.authors] or organization,
        "publisher": organization,
        "articleSection": truth.section,
        "keywords": list(truth.keywords),
        "inLanguage": "ar",
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
