"""A text that is sent to be traced: as a form of the page, as JSON of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from warraq.errors import UsageError
from warraq.web.api import trace
from warraq.web.api.parameters import Shown
from warraq.web.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.responses import Response

    from warraq.web.answering import Room


class Sent(BaseModel):
    """What is to be traced."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=trace.LONGEST_TRACED, description="A text, or the address of an article in the store.")


class Traced(Shown):
    """The text behind an answer, for its page."""

    text: str = ""


def add_tracing(app: FastAPI, room: Room, api: str) -> None:
    """The page `/trace`, its JSON, and the same in the API."""

    def asked(text: str, language: Any = "ar") -> tuple[Resource, Traced]:
        most = trace.LONGEST_OF_STRANGERS if room.site.public else trace.LONGEST_TRACED
        if len(text) > most:
            raise UsageError(f"text: {len(text):,} letters are too many; {most:,} are taken")
        resource = Resource("trace", "/trace", lambda connection, _: trace.answer(connection, text), Traced, "")
        return resource, Traced(text=text, lang="en" if language == "en" else "ar")

    def empty(request: Request) -> Response:
        resource = Resource("trace", "/trace", lambda connection, _: {}, Traced, "")
        return room.page(request, resource, Traced(lang="en" if request.query_params.get("lang") == "en" else "ar"))

    def by_program(request: Request, sent: Sent) -> Response:
        return room.json(request, *asked(sent.text))

    def by_form(request: Request, form: bytes) -> Response:
        fields = parse_qs(form.decode("utf-8", "replace"), max_num_fields=10)
        return room.page(request, *asked(fields.get("text", [""])[0], fields.get("lang", [""])[0]))

    _annotate(by_program, request=Request, sent=Annotated[Sent, Body()])
    _annotate(by_form, request=Request, form=Annotated[bytes, Body(media_type="application/x-www-form-urlencoded")])
    app.add_api_route(f"{api}/trace", by_program, methods=["POST"], summary="Where a text from anywhere stands.", name="trace")
    app.add_api_route("/trace.json", by_program, methods=["POST"], include_in_schema=False)
    _annotate(empty, request=Request)
    app.add_api_route("/trace", empty, include_in_schema=False)
    app.add_api_route("/trace", by_form, methods=["POST"], include_in_schema=False)


def _annotate(endpoint: Callable[..., Response], **kinds: Any) -> None:
    """Gives the framework the types themselves, which it cannot look up by name within a function."""
    endpoint.__annotations__ = kinds
