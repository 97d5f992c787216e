"""The application: every resource as a page, as JSON, in the API and, where it lists articles, as a feed."""

from __future__ import annotations

from importlib.resources import files
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Body, FastAPI, Path, Query
from fastapi.responses import RedirectResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from warraq.version import version
from warraq.web.access import Access
from warraq.web.answering import Room
from warraq.web.api.parameters import SearchParameters
from warraq.web.problems import handle_problems
from warraq.web.public import HIDDEN
from warraq.web.resources import RESOURCES, Resource
from warraq.web.tracing import add_tracing

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from storage.store import Store
    from warraq.web.site import Site

LARGEST: Final = 2**63 - 1
"""The largest number that a store has."""
API: Final = "/api/v1"
_WHICH: Final = {"number": Annotated[int, Path(ge=1, le=LARGEST)], "name": Annotated[str, Path(max_length=300)]}


def make_app(store: Store, site: Site) -> ASGIApp:
    """The application that reads this store; the caller closes the store after it."""
    app = FastAPI(title="Warraq", version=version(), docs_url=None, redoc_url=None, openapi_url=None)
    room = Room(store, site)
    handle_problems(app, room)
    for resource in RESOURCES:
        if not (site.public and resource.name in HIDDEN):
            _add(app, room, resource)
    _add_rest(app, room)
    add_tracing(app, room, API)
    app.mount("/static", StaticFiles(directory=str(files("warraq.web") / "static")), name="static")
    return Access(GZipMiddleware(app, minimum_size=1000), site.hosts)


def _add(app: FastAPI, room: Room, resource: Resource) -> None:
    """The addresses of a resource; of those with an ending before the page's own, as a name may hold a dot."""
    app.add_api_route(API + resource.path, _endpoint(resource, room.json), summary=resource.says, name=resource.name)
    forms = {".json": room.json} | ({".atom": room.atom, ".rss": room.rss, ".feed.json": room.json_feed} if resource.articles else {})
    for ending, respond in sorted(forms.items(), key=lambda form: -len(form[0])):
        app.add_api_route(resource.path + ending, _endpoint(resource, respond), include_in_schema=False)
    app.add_api_route(resource.path, _endpoint(resource, room.page), include_in_schema=False)


def _endpoint(resource: Resource, respond: Callable[..., Response]) -> Callable[..., Response]:
    """A function with the signature that the framework reads the parameters from."""

    def endpoint(request: Request, **given: Any) -> Response:
        asked = given.pop("asked")
        return respond(request, resource, asked, *given.values())

    which = [name for name in _WHICH if f"{{{name}}}" in resource.path]
    kinds: dict[str, Any] = {"request": Request, **{name: _WHICH[name] for name in which}}
    kinds["asked"] = Annotated[resource.parameters, Query()]
    endpoint.__signature__ = Signature([Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind) for name, kind in kinds.items()])  # type: ignore[attr-defined]
    return endpoint


def _add_rest(app: FastAPI, room: Room) -> None:
    search = next(resource for resource in RESOURCES if resource.name == "search")

    def search_by_post(request: Request, asked: Annotated[SearchParameters, Body()]) -> Response:
        return room.json(request, search, asked)

    def reference() -> Response:
        return room.as_json(app.openapi())

    def front(request: Request) -> Response:
        lang = request.query_params.get("lang")
        return RedirectResponse("/stories?since=today" + ("&lang=en" if lang == "en" else ""), 307)

    search_by_post.__annotations__ = {"request": Request, "asked": Annotated[SearchParameters, Body()]}
    app.add_api_route(f"{API}/search", search_by_post, methods=["POST"], summary=search.says, name="search_by_post")
    app.add_api_route(f"{API}/openapi.json", reference, include_in_schema=False)
    app.add_api_route("/healthz", lambda: PlainTextResponse("ok\n"), include_in_schema=False)
    app.add_api_route("/", front, include_in_schema=False)
