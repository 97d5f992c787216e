"""Pages as sites should not send them, each with what a crawl is to make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.crawl.fault_server import FAULTS, Visit
from warraq.items import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

NEW, REJECTED, FAILED = Outcome.NEW, Outcome.REJECTED, Outcome.FAILED

SENTENCES = (
    "افتتحت بلدية الوادي الأخضر صباح اليوم السوق رقم {0} بحضور أهالي الحي وعدد من التجار الذين انتظروا هذا المشروع منذ سنوات.",
    "وقال رئيس البلدية إن السوق رقم {0} يضم ثمانين دكانا ومظلات للباعة وساحة تتسع لمئتي سيارة، وإن العمل فيه استمر أحد عشر شهرا.",
    "وأضاف أن إيجار السوق رقم {0} سيبقى على حاله عامين كاملين، وأن البلدية ستخصص عشرة دكاكين لأصحاب الحرف اليدوية في القرى المجاورة.",
)
"""Paragraphs of an invented article, each told from others by a number: what recurs on an outlet's pages is no text of theirs."""


@dataclass(frozen=True, slots=True)
class Case:
    """One page or answer, at the path that is its key, and what comes of its address."""

    number: int
    """In the table of docs/faults.md."""
    answer: Callable[[Visit], None]
    outcome: Outcome
    reason: Reason | None = None


def title(number: int) -> str:
    return f"بلدية الوادي الأخضر تفتتح السوق رقم {number}"


def page(number: int, head: str = "", extra: str = "", heading: str | None = None) -> str:
    """An article page with `head` in its head and `extra` behind its paragraphs."""
    paragraphs = "".join(f"<p>{sentence.format(number)}</p>" for sentence in SENTENCES)
    shown = title(number) if heading is None else heading
    name = f"<title>{shown}</title>" if shown else ""
    headline = f"<h1>{shown}</h1>" if shown else ""
    return f"<!DOCTYPE html><html><head>{name}{head}</head><body><article>{headline}{paragraphs}{extra}</article></body></html>"


def stamped(moment: str) -> str:
    return f'<meta property="article:published_time" content="{moment}">'


def sent(body: bytes | str, content_type: str = "text/html; charset=utf-8") -> Callable[[Visit], None]:
    """An answer with this body."""
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return lambda visit: visit.respond("200 OK", data, f"Content-Type: {content_type}")


def _stated(number: int) -> str:
    return page(number, '<meta charset="windows-1256">')


SHORT = (REJECTED, Reason.TOO_SHORT)
BROKEN = (FAILED, Reason.CONNECTION)
SLOW = (FAILED, Reason.TIMEOUT)
LARGE = (REJECTED, Reason.TOO_LARGE)
ERROR = (FAILED, Reason.HTTP_STATUS)

ANSWERS: dict[str, tuple[int, tuple[Outcome, Reason]]] = {
    "/hang": (1, SLOW),
    "/drip-body": (2, SLOW),
    "/drip-headers": (3, SLOW),
    "/huge-header": (4, BROKEN),
    "/many-headers": (5, SHORT),
    "/short-body": (6, BROKEN),
    "/reset": (7, BROKEN),
    "/noise": (8, BROKEN),
    "/endless": (9, LARGE),
    "/declares-100-gb": (10, LARGE),
    "/bomb-gzip": (11, LARGE),
    "/bomb-br": (12, LARGE),
    "/bomb-deflate": (13, LARGE),
    "/bomb-zstd": (14, LARGE),
    "/coding-lies": (15, BROKEN),
    "/to-file": (16, (REJECTED, Reason.BAD_LINK)),
    "/loop": (18, ERROR),
    "/to-javascript": (19, (REJECTED, Reason.BAD_LINK)),
    "/to-nowhere": (20, SHORT),
    "/to-arabic": (21, SHORT),
    "/refresh-to-file": (22, (REJECTED, Reason.NO_ARTICLE)),
    "/503-wait": (23, (FAILED, Reason.RATE_LIMITED)),
    "/429": (24, (FAILED, Reason.RATE_LIMITED)),
    "/410": (25, (REJECTED, Reason.GONE)),
    "/304": (26, ERROR),
    "/999": (27, ERROR),
    "/bad-status-line": (28, BROKEN),
    "/empty": (29, (REJECTED, Reason.EMPTY)),
    "/cookies": (30, SHORT),
    "/long-link": (31, (REJECTED, Reason.LISTING)),
    "/500": (35, ERROR),
}
"""The faults of the server that a crawl meets, by path: number, outcome and reason; a page that came is too short to be an article."""

PAGES: dict[str, Case] = {
    "/soft-404": Case(36, sent("<title>عذرا، الصفحة غير موجودة</title><h1>404</h1><p>لم نعثر عليها</p>"), REJECTED, Reason.SOFT_404),
    "/captcha": Case(36, sent("<title>لحظة من فضلك</title><p>تحقق من أنك لست روبوتا</p>"), FAILED, Reason.BLOCKED),
    "/login": Case(36, sent("<title>تسجيل الدخول</title><form><input name=u><input type=password></form>"), REJECTED, Reason.LOGIN),
    "/cp1256": Case(38, sent(page(38).encode("cp1256"), "text/html; charset=windows-1256"), NEW),
    "/cp1256-as-utf-8": Case(39, sent(page(39).encode("cp1256")), NEW),
    "/meta-charset": Case(40, sent(_stated(40).encode("cp1256"), "text/html"), NEW),
    "/no-charset": Case(41, sent(page(41).encode("cp1256"), "text/html"), NEW),
    "/unknown-charset": Case(42, sent(page(42), "text/html; charset=x-nobody"), NEW),
    "/controls": Case(44, sent(page(44).replace("رقم 44", "رقم\x00\x0b 44")), NEW),
    "/surrogates": Case(45, sent(page(45, extra="<p>وختم بقوله \u202bشكرا\u202c لكم جميعا مي\u200cخواهم \ud83d ســلام.</p>")), NEW),
    "/utf-16": Case(46, sent(page(46).encode("utf-16"), "text/html"), NEW),
    "/emoji": Case(47, sent(page(47, heading=title(47) + " 🎉")), NEW),
    "/long-title": Case(48, sent(page(48, heading="عنوان طويل جدا " * 60)), NEW),
    "/huge-title": Case(48, sent(page(48, heading="x" * 9_000_000)), REJECTED, Reason.TOO_LARGE),
    "/entities": Case(
        50, sent('<!DOCTYPE html [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>' + page(50, extra="<p>وذكر البيان &xxe; في آخره.</p>")), NEW
    ),
    "/deep": Case(52, sent("<div>" * 200_000 + page(52)), REJECTED, Reason.TOO_COMPLEX),
    "/pdf": Case(58, sent(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + bytes(range(256)) * 40), REJECTED, Reason.NOT_HTML),
    "/bytes": Case(58, sent(bytes(range(1, 200)) * 50), REJECTED, Reason.NOT_HTML),
    "/large-json-ld": Case(59, sent(page(59, f'<script type="application/ld+json">["{"x" * 5_000_000}"</script>')), NEW),
    "/no-such-day": Case(60, sent(page(60, stamped("2026-02-30T25:10:00+00:00"))), NEW),
    "/arabic-digits": Case(61, sent(page(61, stamped("١ آذار ٢٠٢٦"))), NEW),
    "/year-2099": Case(62, sent(page(62, stamped("2099-01-01T10:00:00+00:00"))), NEW),
    "/bare": Case(63, sent(page(63, heading="")), NEW),
    "/script": Case(65, sent(page(65, extra="<p onclick='alert(1)'>وانتهى الحفل <script>alert(65)</script>مساء.</p>")), NEW),
    "/calendar": Case(67, sent(page(67, extra="<a href='/calendar/next'>اليوم التالي</a>")), NEW),
    "/injection": Case(78, sent(page(78, heading=title(78) + "\x1b[31m\r\nERROR خبر كاذب")), NEW),
    "/endless-text": Case(79, sent(page(79, extra=f"<p>{' '.join(f'جملة {number}' for number in range(60_000))}</p>")), *LARGE),
}
"""By path."""

CASES = {path: Case(number, FAULTS[path], *came) for path, (number, came) in ANSWERS.items()} | PAGES
