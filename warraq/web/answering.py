"""One question, asked of the store and answered as a page, as JSON or as a feed."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from fastapi.encoders import jsonable_encoder
from starlette.responses import RedirectResponse, Response

from storage.deadline import within
from storage.query.heads import heads
from warraq.text.visible import escaped
from warraq.web import feeds
from warraq.web.feeds import Channel, Item
from warraq.web.pages.render import Pages
from warraq.web.public import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from storage.query.heads import Head
    from storage.store import Store
    from warraq.web.api.parameters import Shown
    from warraq.web.resources import Answer, Resource
    from warraq.web.site import Site

FEEDS: Final = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".feed.json": "application/feed+json"}
"""Endings of a listing's feeds, with their media types."""


class Room:
    """Answers from one store; each method takes the request, the resource, its parameters, and which one where the path names one."""

    def __init__(self, store: Store, site: Site) -> None:
        self.store = store
        self.site = site
        self.pages = Pages(site)

    def json(self, request: Request, resource: Resource, asked: Shown, *which: Any) -> Response:
        """The answer itself; a story that was merged answers as the one that lives on."""
        answer = self._ask(resource, asked, *which)
        moved = _moved(request, resource, answer, *which)
        return moved or self.as_json(answer, request)

    def page(self, request: Request, resource: Resource, asked: Shown, *which: Any) -> Response:
        """The answer as a page."""
        answer = self._ask(resource, asked, *which)
        moved = _moved(request, resource, answer, *which)
        return moved or _known(request, self.pages.page(request, resource, asked, answer).encode(), "text/html; charset=utf-8")

    def atom(self, request: Request, resource: Resource, asked: Shown, *which: Any) -> Response:
        """The articles of the answer as Atom."""
        return self._feed(feeds.atom, ".atom", request, resource, asked, *which)

    def rss(self, request: Request, resource: Resource, asked: Shown, *which: Any) -> Response:
        """The same as RSS."""
        return self._feed(feeds.rss, ".rss", request, resource, asked, *which)

    def json_feed(self, request: Request, resource: Resource, asked: Shown, *which: Any) -> Response:
        """The same as JSON Feed."""
        return self._feed(feeds.json_feed, ".feed.json", request, resource, asked, *which)

    def as_json(self, answer: Answer, request: Request | None = None) -> Response:
        """Any answer as JSON; instants are ISO 8601 in UTC."""
        written = escaped(json.dumps(jsonable_encoder(answer), ensure_ascii=False)).encode()
        return _known(request, written, "application/json")

    def _ask(self, resource: Resource, asked: Shown, *which: Any) -> Answer:
        with self.store.read() as connection, within(connection, self.site.seconds):
            answer = resource.answer(connection, *which, asked)
        return shown(resource.name, answer, body=self.site.public_body) if self.site.public else answer

    def _feed(
        self, write: Callable[[Channel], bytes], ending: str, request: Request, resource: Resource, asked: Shown, *which: Any
    ) -> Response:
        assert resource.articles is not None
        if "order" in type(asked).model_fields and "order" not in asked.model_fields_set:
            asked = asked.model_copy(update={"order": "newest"})
        answer = self._ask(resource, asked, *which)
        with self.store.read() as connection, within(connection, self.site.seconds):
            listed = heads(connection, resource.articles(answer))
        channel = self._channel(request, ending, answer, listed)
        return _known(request, write(channel), f"{FEEDS[ending]}; charset=utf-8")

    def _channel(self, request: Request, ending: str, answer: Answer, listed: list[Head]) -> Channel:
        own = str(request.url)
        path = request.url.path.removesuffix(ending)
        page = str(request.url.replace(path=path))
        following = answer.get("next")
        after = str(request.url.include_query_params(cursor=following)) if following else None
        items = [self._item(head) for head in sorted(listed, key=lambda head: head.sort_at, reverse=True)]
        newest = max((item.updated for item in items), default=feeds.NEVER)
        return Channel(self.pages.title_of(request, path), page, own, newest, items, after)

    def _item(self, head: Head) -> Item:
        parts = urlsplit(head.url)
        lead = head.lead if not self.site.public or self.site.public_body else ""
        site = f"{parts.scheme}://{parts.netloc}/"
        return Item(
            url=head.url,
            title=head.title or head.url,
            summary=lead,
            updated=head.sort_at,
            published=head.published_at,
            outlet=head.outlet_title,
            site=site,
            origin=head.origin_title,
            language=head.language,
        )


def _moved(request: Request, resource: Resource, answer: Answer, *which: Any) -> Response | None:
    """Where to the one that was asked for has moved: a story that was merged, an article that became another's earlier text."""
    if resource.name not in ("story", "article") or answer["id"] == which[0]:
        return None
    path = request.url.path.replace(f"/{which[0]}", f"/{answer['id']}", 1)
    query = urlencode(list(request.query_params.multi_items()))
    return RedirectResponse(path + (f"?{query}" if query else ""), 301)


def _known(request: Request | None, body: bytes, kind: str) -> Response:
    """The answer, or that the asker has it already."""
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request is not None and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)
