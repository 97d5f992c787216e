"""Why a request gave no page: every exception and status of a download as one of the closed list of reasons."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from OpenSSL import SSL
from scrapy import exceptions as scrapy_errors
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import CertificateError, VerificationError
from twisted.internet import error as network_errors
from twisted.python.failure import Failure

from warraq.crawl.manners.resolver import PrivateAddressError
from warraq.crawl.manners.retry_after import HostHeldError
from warraq.crawl.manners.robots import RobotsRefusedError, RobotsUnreachableError
from warraq.crawl.manners.walls import wall_of
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

LONGEST_DETAIL: Final = 300

SOFT: Final = 0.5
HARD: Final = 1.0
PASSING: Final = 0.25
"""Points that a failure counts against a feed; at 30 it is taken for dead. As in Media Cloud's rss-fetcher: hard where the site refuses,
a quarter where our own network may be at fault, else a half."""

_BLOCKING: Final = frozenset({401, 402, 403, 407, 451})
_GONE: Final = frozenset({404, 410})
_PASSING_STATUSES: Final = frozenset({408, 409, 421, 423, 425, 429})
"""Client errors that another try may not meet."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a request gave no page."""

    reason: Reason
    detail: str = ""
    """For people; one line."""
    status: int | None = None
    """HTTP status; None where there was no answer."""
    retry_after: float | None = None
    """Seconds that the host asked to wait; None where it did not."""
    final: bool = False
    """Whether another try is of no use."""
    points: float = SOFT
    """What it counts against a feed."""


def classify(failure: Failure | BaseException) -> Failed:
    """The reason of a failure that an errback was given, or of an exception."""
    error = failure.value if isinstance(failure, Failure) else failure
    assert error is not None
    if isinstance(error, RobotsUnreachableError):
        cause = classify(error.cause)
        return replace(cause, detail=_line(f"robots.txt: {cause.detail}"))
    if isinstance(error, HostHeldError):
        return Failed(Reason.RATE_LIMITED, _line(error), error.status, error.seconds)
    if isinstance(error, HttpError):
        return of_response(error.response)
    return _of_exception(error)


def of_response(response: Response) -> Failed:
    """The reason of an answer with an error status."""
    status = response.status
    headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
    if wall := wall_of(status, headers, response.body):
        return Failed(Reason.BLOCKED, f"{wall} answered {status}", status, points=HARD)
    if status == HTTPStatus.UNAUTHORIZED:
        words = "the site answered 401, as it asks for a user and password; a secrets file may give them (docs/outlet-files.md)"
        return Failed(Reason.BLOCKED, words, status, points=HARD)
    if status in _BLOCKING:
        return Failed(Reason.BLOCKED, f"the site answered {status}", status, points=HARD)
    if status in _GONE:
        return Failed(Reason.GONE, f"the site answered {status}", status, final=True, points=HARD if status == 410 else SOFT)
    if 300 <= status < 400 and "location" in headers:
        return Failed(Reason.BAD_LINK, _line(f"leads to {headers['location']}"), status, final=True)
    if status == 429:
        return Failed(Reason.RATE_LIMITED, "the site answered 429", status)
    final = 400 <= status < 500 and status not in _PASSING_STATUSES
    return Failed(Reason.HTTP_STATUS, f"the site answered {status}", status, final=final)


# The first that fits counts. Scrapy wraps most of Twisted's errors; those that it does not are listed beside.
_REASONS: Final[tuple[tuple[tuple[type[BaseException], ...], Failed], ...]] = (
    ((PrivateAddressError,), Failed(Reason.PRIVATE_ADDRESS, final=True, points=HARD)),
    ((scrapy_errors.CannotResolveHostError, network_errors.DNSLookupError), Failed(Reason.DNS, points=PASSING)),
    ((scrapy_errors.DownloadConnectionRefusedError, network_errors.ConnectionRefusedError), Failed(Reason.REFUSED)),
    ((scrapy_errors.DownloadTimeoutError, network_errors.TimeoutError, network_errors.TCPTimedOutError), Failed(Reason.TIMEOUT)),
    ((scrapy_errors.DownloadCancelledError,), Failed(Reason.TOO_LARGE, "the answer is larger than is taken", final=True)),
    ((scrapy_errors.UnsupportedURLSchemeError, scrapy_errors.NotSupported), Failed(Reason.BAD_LINK, final=True, points=HARD)),
    ((scrapy_errors.ResponseDataLossError,), Failed(Reason.CONNECTION, "the answer is shorter than it says")),
    ((zlib.error, EOFError), Failed(Reason.CONNECTION)),
    ((ValueError,), Failed(Reason.BAD_LINK, final=True)),
)


def _of_exception(error: BaseException) -> Failed:
    if isinstance(error, RobotsRefusedError):
        return Failed(Reason.ROBOTS, _line(error), final=error.final, points=HARD)
    if tls := next((part for part in _parts(error) if _is_tls(part)), None):
        return Failed(Reason.TLS, _line(_tls_words(tls)))
    found = next((failed for types, failed in _REASONS if isinstance(error, types)), None)
    if found:
        return replace(found, detail=_line(error) or found.detail)
    if isinstance(error, scrapy_errors.IgnoreRequest):
        return _of_refusal(error)
    innermost = [part for part in _parts(error) if not (part.__cause__ or getattr(part, "reasons", None))]
    return Failed(Reason.CONNECTION, _line("; ".join(f"{type(part).__name__}: {part}" for part in innermost)))


def _of_refusal(error: scrapy_errors.IgnoreRequest) -> Failed:
    """Scrapy's own refusals tell their cause in words only."""
    words = str(error)
    if "DOWNLOAD_MAXSIZE" in words:
        return Failed(Reason.TOO_LARGE, _line(words), final=True)
    if "redirections" in words:
        return Failed(Reason.HTTP_STATUS, "more redirects than are followed")
    return Failed(Reason.BLOCKED if "robots" in words.lower() else Reason.CONNECTION, _line(words))


def _parts(error: BaseException) -> Iterator[BaseException]:
    """The error, what it wraps and what Twisted lists as its reasons, outermost first."""
    current: BaseException | None = error
    while current is not None:
        yield current
        for reason in getattr(current, "reasons", None) or ():
            if isinstance(reason, Failure) and reason.value is not None:
                yield reason.value
        current = current.__cause__


def _is_tls(error: BaseException) -> bool:
    return isinstance(error, SSL.Error | VerificationError | CertificateError)


def _tls_words(error: BaseException) -> str:
    """OpenSSL gives (library, function, reason) triples; the check of names has none."""
    if not isinstance(error, SSL.Error):
        return "the certificate is not for this host"
    triples = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return "; ".join(str(triple[-1]) for triple in triples) or f"{type(error).__name__}: {error}"


def _line(words: object) -> str:
    """The words on one line, without what a terminal would obey."""
    return "".join(filter(str.isprintable, " ".join(str(words).split())))[:LONGEST_DETAIL]
