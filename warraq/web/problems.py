"""What went wrong, said where it was asked: as a page, or as problem+json (RFC 9457) to a program."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from warraq.errors import GoneError, MissingError, StoreError, TooSlowError, UsageError, WarraqError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

    from warraq.web.answering import Room

STATUS: Final[dict[type[Exception], int]] = {GoneError: 410, MissingError: 404, UsageError: 400, TooSlowError: 504, StoreError: 503}
"""The status of each error, the narrower kinds first."""
_OPTION: Final = re.compile(r"--([a-z]+(?:-[a-z]+)*)")


def handle_problems(app: FastAPI, room: Room) -> None:
    """Answers each kind of error in words that name the mend."""

    def handle(request: Request, error: Exception) -> Response:
        status, words = told(error)
        if room.site.public and status >= 500:
            words = "the store cannot answer just now"
        if request.url.path.startswith("/api/") or request.url.path.endswith(".json"):
            return problem(status, words)
        return Response(room.pages.problem(request, status, words), status, media_type="text/html; charset=utf-8")

    for kind in (WarraqError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)


def told(error: Exception) -> tuple[int, str]:
    """Status and sentence of an error."""
    if isinstance(error, RequestValidationError):
        return 400, "; ".join(_wrong(one) for one in error.errors())
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)
    return status, _OPTION.sub(lambda option: option[1].replace("-", "_"), str(error))


def problem(status: int, words: str) -> Response:
    """An error for a program."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/problem+json")


def _wrong(one: Any) -> str:
    where = ".".join(str(part) for part in one["loc"] if part not in ("query", "body", "path"))
    return f"{where}: {one['msg']}" if where else str(one["msg"])
