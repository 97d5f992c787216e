from __future__ import annotations

import contextlib
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from scrapy import exceptions as scrapy_errors
from scrapy.http import TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as network_errors
from twisted.python.failure import Failure

from tests.crawl.fault_server import FAULTS, Certificate, FaultServer
from tests.crawl.visit import Came, visit
from warraq.crawl.manners.failures import classify
from warraq.crawl.manners.resolver import PrivateAddressError
from warraq.crawl.manners.retry_after import HostHeldError
from warraq.crawl.manners.robots import RobotsRefusedError, RobotsUnreachableError
from warraq.items import Reason

if TYPE_CHECKING:
    from pathlib import Path

HOSTS = {"*.test": "127.0.0.1"}

# What comes of each fault: a status where a page comes, else the reason and whether it is final.
OUTCOMES: dict[str, int | tuple[Reason, bool]] = {
    "/hang": (Reason.TIMEOUT, False),
    "/drip-body": (Reason.TIMEOUT, False),
    "/drip-headers": (Reason.TIMEOUT, False),
    "/huge-header": (Reason.CONNECTION, False),
    "/many-headers": 200,
    "/short-body": (Reason.CONNECTION, False),
    "/reset": (Reason.CONNECTION, False),
    "/close": (Reason.CONNECTION, False),
    "/noise": (Reason.CONNECTION, False),
    "/bad-status-line": (Reason.CONNECTION, False),
    "/endless": (Reason.TOO_LARGE, True),
    "/declares-100-gb": (Reason.TOO_LARGE, True),
    "/bomb-gzip": (Reason.TOO_LARGE, True),
    "/bomb-br": (Reason.TOO_LARGE, True),
    "/bomb-deflate": (Reason.TOO_LARGE, True),
    "/bomb-zstd": (Reason.TOO_LARGE, True),
    "/coding-lies": (Reason.CONNECTION, False),
    "/to-file": (Reason.BAD_LINK, True),
    "/to-javascript": (Reason.BAD_LINK, True),
    "/to-nowhere": 200,
    "/to-arabic": 200,
    "/%D8%AE%D8%A8%D8%B1": 200,
    "/loop": (Reason.HTTP_STATUS, False),
    "/refresh-to-file": 200,
    "/503-wait": (Reason.RATE_LIMITED, False),
    "/503": (Reason.HTTP_STATUS, False),
    "/429": (Reason.RATE_LIMITED, False),
    "/500": (Reason.HTTP_STATUS, False),
    "/404": (Reason.GONE, True),
    "/410": (Reason.GONE, True),
    "/304": (Reason.HTTP_STATUS, False),
    "/400": (Reason.HTTP_STATUS, True),
    "/999": (Reason.HTTP_STATUS, False),
    "/403": (Reason.BLOCKED, False),
    "/403-cloudflare": (Reason.BLOCKED, False),
    "/page": 200,
    "/empty": 200,
    "/cookies": 200,
    "/long-link": 200,
}


@pytest.fixture(scope="module")
def visits() -> dict[str, Came]:
    """What came of each fault, each at a host of its own, all in one crawl."""
    with FaultServer() as server:
        urls = {path: server.url(path, f"host-{number}.test") for number, path in enumerate(FAULTS)}
        patience = {url: 1.0 for path, url in urls.items() if OUTCOMES[path] == (Reason.TIMEOUT, False)}
        came = visit(list(urls.values()), patience=patience, WARRAQ_HOSTS=HOSTS, ROBOTSTXT_OBEY=False)
    return {path: came[url] for path, url in urls.items()}


@pytest.mark.parametrize("path", FAULTS)
def test_every_fault_ends_with_its_reason(path: str, visits: dict[str, Came]) -> None:
    came = visits[path]
    assert (came.status if came.reason is None else (Reason(came.reason), came.final)) == OUTCOMES[path]
    assert came.reason is None or came.detail


def test_details_name_what_happened(visits: dict[str, Came]) -> None:
    assert visits["/403-cloudflare"].detail == "Cloudflare answered 403"
    assert visits["/to-file"].detail == "leads to file:///etc/passwd"
    assert visits["/short-body"].detail == "the answer is shorter than it says"
    assert visits["/503-wait"].retry_after == 120


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Came]:
    """Hosts whose encryption cannot be trusted, and one that refuses the connection."""
    folder: Path = tmp_path_factory.mktemp("certificates")
    certificates = {
        "self-signed": Certificate("self-signed.test"),
        "run-out": Certificate("run-out.test", timedelta(days=-3)),
        "wrong-host": Certificate("other.test"),
    }
    with contextlib.ExitStack() as stack:
        urls = {}
        for name, certificate in certificates.items():
            server = stack.enter_context(FaultServer())
            server.context = certificate.context(folder)
            urls[name] = server.url("/page", f"{name}.test")
        plain = stack.enter_context(FaultServer())
        urls["no-tls"] = plain.url("/page", "no-tls.test").replace("http:", "https:")
        with socket.create_server(("127.0.0.1", 0)) as closed:
            urls["refused"] = f"http://refused.test:{closed.getsockname()[1]}/"
        came = visit(list(urls.values()), WARRAQ_HOSTS=HOSTS, ROBOTSTXT_OBEY=False)
        trusting = visit([urls["self-signed"]], WARRAQ_HOSTS=HOSTS, ROBOTSTXT_OBEY=False, DOWNLOAD_VERIFY_CERTIFICATES=False)
    return {name: came[url] for name, url in urls.items()} | {"opted-out": trusting[urls["self-signed"]]}


@pytest.mark.parametrize("name", ["self-signed", "run-out", "wrong-host", "no-tls"])
def test_encryption_that_cannot_be_trusted(name: str, tls: dict[str, Came]) -> None:
    assert (tls[name].reason, tls[name].final) == (Reason.TLS, False)
    assert tls[name].detail


def test_certificate_of_another_host_is_told(tls: dict[str, Came]) -> None:
    assert tls["wrong-host"].detail == "the certificate is not for this host"


def test_outlet_may_opt_out_of_the_check(tls: dict[str, Came]) -> None:
    assert tls["opted-out"].status == 200


def test_refused_connection(tls: dict[str, Came]) -> None:
    assert tls["refused"].reason == Reason.REFUSED


@pytest.mark.parametrize(
    ("error", "reason", "points"),
    [
        pytest.param(PrivateAddressError("a.test", "10.0.0.1"), Reason.PRIVATE_ADDRESS, 1.0, id="private address"),
        pytest.param(HostHeldError("a.test", 60.0), Reason.RATE_LIMITED, 0.5, id="held"),
        pytest.param(RobotsRefusedError("no", final=True), Reason.ROBOTS, 1.0, id="robots.txt"),
        pytest.param(RobotsUnreachableError(scrapy_errors.CannotResolveHostError("x")), Reason.DNS, 0.25, id="robots.txt unreachable"),
        pytest.param(scrapy_errors.CannotResolveHostError("x"), Reason.DNS, 0.25, id="dns"),
        pytest.param(network_errors.DNSLookupError("x"), Reason.DNS, 0.25, id="dns, twisted"),
        pytest.param(network_errors.TCPTimedOutError(), Reason.TIMEOUT, 0.5, id="connecting took too long"),
        pytest.param(network_errors.NoRouteError(), Reason.CONNECTION, 0.5, id="no route"),
        pytest.param(network_errors.ConnectionLost(), Reason.CONNECTION, 0.5, id="lost"),
        pytest.param(scrapy_errors.UnsupportedURLSchemeError("ftp"), Reason.BAD_LINK, 1.0, id="scheme"),
        pytest.param(scrapy_errors.NotSupported("no handler"), Reason.BAD_LINK, 1.0, id="handler off"),
        pytest.param(scrapy_errors.IgnoreRequest("max redirections reached"), Reason.HTTP_STATUS, 0.5, id="redirects"),
        pytest.param(OSError("disk"), Reason.CONNECTION, 0.5, id="anything else"),
    ],
)
def test_exceptions(error: Exception, reason: Reason, points: float) -> None:
    assert (classify(error).reason, classify(error).points) == (reason, points)
    assert classify(Failure(error)) == classify(error)
    assert classify(error).detail


@pytest.mark.parametrize(
    ("status", "reason", "final", "points"),
    [
        (401, Reason.BLOCKED, False, 1.0),
        (402, Reason.BLOCKED, False, 1.0),
        (403, Reason.BLOCKED, False, 1.0),
        (451, Reason.BLOCKED, False, 1.0),
        (404, Reason.GONE, True, 0.5),
        (410, Reason.GONE, True, 1.0),
        (408, Reason.HTTP_STATUS, False, 0.5),
        (418, Reason.HTTP_STATUS, True, 0.5),
        (500, Reason.HTTP_STATUS, False, 0.5),
        (520, Reason.HTTP_STATUS, False, 0.5),
    ],
)
def test_statuses(status: int, reason: Reason, final: bool, points: float) -> None:
    failed = classify(HttpError(TextResponse("https://a.test/", status=status)))
    assert (failed.reason, failed.status, failed.final, failed.points) == (reason, status, final, points)


def test_detail_is_one_bounded_line() -> None:
    detail = classify(OSError("a\nb\x1b[31m" + "c" * 9_000)).detail
    assert detail.isprintable()
    assert len(detail) <= 300
