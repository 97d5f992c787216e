"""Templates, and what they may call: every text from outside is made visible and escaped, every address is checked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from warraq.text.visible import visible
from warraq.web import dates
from warraq.web.pages import views
from warraq.web.pages.catalogue import word

if TYPE_CHECKING:
    from datetime import date

    from starlette.requests import Request

    from warraq.web.api.parameters import Shown
    from warraq.web.dates import Language
    from warraq.web.resources import Answer, Resource
    from warraq.web.site import Site


class Pages:
    """Writes pages; one for all requests."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.environment = Environment(
            loader=PackageLoader("warraq.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_visible,
        )
        self.environment.filters["web"] = web_address

    def page(self, request: Request, resource: Resource, asked: Shown, answer: Answer) -> str:
        """The page of an answer."""
        given = self._given(request, asked.lang) | {"resource": resource, "asked": asked, "answer": answer}
        return self.environment.get_template(f"{resource.name}.html").render(given | views.of(resource.name, answer, asked))

    def problem(self, request: Request, status: int, words: str) -> str:
        """A page that says what went wrong."""
        language: Language = "en" if request.query_params.get("lang") == "en" else "ar"
        given = self._given(request, language) | {"resource": None, "status": status, "words": words}
        return self.environment.get_template("problem.html").render(given)

    def title_of(self, request: Request, page: str) -> str:
        """What a feed of the request is called; `page`: the path of the page that lists the same."""
        words = request.query_params.get("q", "")
        return f"ورّاق: {words}" if words else f"ورّاق {page}"

    def _given(self, request: Request, language: Language) -> dict[str, Any]:
        return {
            "lang": language,
            "t": partial(word, language=language),
            "moment": partial(self._moment, language=language),
            "number": partial(dates.number, language=language),
            "zone": str(self.site.zone),
            "public": self.site.public,
            "here": partial(_here, request),
            "to": partial(_to, language),
            "path": request.url.path,
            "request_is_read": request.method == "GET" and request.url.path != "/trace",
        }

    def _moment(self, value: date | None, language: Language) -> str:
        return dates.moment(value, language, self.site.zone)


def web_address(url: str | None) -> str | None:
    """The address where a browser may follow it: of the web, and no program; None for any other."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _visible(value: object) -> object:
    """A text as a page may show it; nothing for None."""
    if value is None:
        return ""
    return visible(value, lines=True) if type(value) is str else value


def _here(request: Request, ending: str = "", **changed: object) -> str:
    """The address of this page with other parameters; None takes one out; `ending` of its twins."""
    query = dict(request.query_params) | changed
    return _address(request.url.path + ending, query)


def _to(language: Language, *parts: object, **query: object) -> str:
    """The address of another page in the same language."""
    path = "/" + "/".join(quote(str(part), safe="") for part in parts)
    return _address(path, query | ({"lang": "en"} if language == "en" else {}))


def _address(path: str, query: dict[str, Any]) -> str:
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    return path + (f"?{urlencode(kept)}" if kept else "")
