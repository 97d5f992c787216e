"""A small store as the reading room shows it: an agency's text, two copies, an article of many sources, and hostile ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from pipelines.importing.importer import Importer
from storage.store import Store
from warraq.web.app import make_app
from warraq.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = (
    "أعلنت بلدية واحة النخيل افتتاح سوق جديد للتمور يضم 40 متجرا بعد أعمال استمرت عامين في وسط المدينة القديمة.\n"
    "وقال رئيس البلدية سالم الراوي إن السوق سيوفر 120 فرصة عمل لأبناء الواحة، وإن الافتتاح يأتي قبل موسم الحصاد.\n"
    "ويتوقع التجار أن يستقبل السوق زوارا من المدن المجاورة في أيام العطل، وأن تنخفض أسعار التمور مع نهاية الموسم."
)
OTHER = "انتهت أعمال صيانة الجسر الشرقي فوق الوادي الكبير بعد أربعة أشهر، وفتح الطريق أمام السيارات والحافلات مساء السبت الماضي."
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\u202eنص مقلوب",
    "نص \u2066 معزول بلا نهاية",
    "\u2069\u2069 نهاية بلا بداية",
    "'\"><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "x" * 1_000_000,
)


def row(host: str, number: int, title: str, body: str, at: str, **more: Any) -> dict[str, Any]:
    return {
        "url": f"https://{host}/{number}",
        "title": title,
        "body": body,
        "published_at": at,
        "fetched_at": "2026-03-09T12:00:00Z",
        **more,
    }


ROWS = [
    row("sada.test", 1, "سوق جديد للتمور في واحة النخيل", NEWS, "2026-03-09T08:00:00Z", language="ar"),
    row("mawja.test", 2, "افتتاح سوق التمور", f"{NEWS}\nالمصدر: وكالة صدى", "2026-03-09T09:30:00Z"),
    row("riyah.test", 3, "واحة النخيل تفتتح سوقها", NEWS, "2026-03-09T10:00:00Z"),
    row(
        "riyah.test",
        4,
        "الجسر الشرقي يفتح من جديد",
        f"{OTHER}\nونقلت صحيفة «المنارة» عن المقاول قوله إن العمل انتهى.",
        "2026-03-08T19:00:00Z",
    ),
    *(row("aduw.test", 10 + place, text[:200], f"{OTHER}\n{text}", "2026-03-07T10:00:00Z") for place, text in enumerate(HOSTILE)),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store, open for reading only."""
    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'store.db'}"
    with Store.open(url) as store, Importer(store) as importer:
        answers = [answer for one in ROWS for answer in importer.take([one])]  # one by one, so that they are numbered in this order
        assert {answer["outcome"] for answer in answers} <= {"new", "rejected"}
    with Store.open(url, read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def room(filled: Store) -> Iterator[TestClient]:
    """The reading room as whoever runs it sees it."""
    with TestClient(make_app(filled, Site()), base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def street(filled: Store) -> Iterator[TestClient]:
    """The reading room as strangers see it."""
    with TestClient(make_app(filled, Site(public=True)), base_url="http://localhost", follow_redirects=False) as client:
        yield client
