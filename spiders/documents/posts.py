"""WordPress's lists of posts (developer.wordpress.org/rest-api, and that of wordpress.com) as items of a JSON Feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def feed_item(post: object) -> dict[str, object]:
    """The item that says what a post says; empty where it is no post: it needs an address."""
    if not isinstance(post, dict):
        return {}
    link = next((post[name] for name in ("link", "URL", "url") if isinstance(post.get(name), str)), None)
    if not link:
        return {}
    return {
        "id": _rendered(post, "guid"),
        "url": link,
        "title": _rendered(post, "title"),
        "date_published": _moment(post, "date"),
        "date_modified": _moment(post, "modified"),
        "summary": _rendered(post, "excerpt"),
        "content_html": _rendered(post, "content"),
    }


def _rendered(post: Mapping[str, object], name: str) -> str:
    value = post.get(name)
    value = value.get("rendered") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _moment(post: Mapping[str, object], name: str) -> str | None:
    """`date_gmt` states no zone and means UTC; `date` is the site's own clock."""
    value = post.get(f"{name}_gmt")
    if isinstance(value, str) and value and not value.startswith("0000"):
        return value if value.endswith("Z") else f"{value}Z"
    own = post.get(name)
    return own if isinstance(own, str) else None
