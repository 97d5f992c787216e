"""Which outlet a shared name means, and when that stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]


@pytest.mark.parametrize(
    ("text", "country", "outlet", "slug"),
    [
        pytest.param("ذكرت صحيفة «المنارة» أن الجسر أغلق.", None, None, None, id="nothing decides"),
        pytest.param("ذكرت قناة «المنارة» أن الجسر أغلق.", None, None, "manara_tv", id="kind word"),
        pytest.param("ذكرت صحيفة «المنارة» الأردنية أن الجسر أغلق.", None, None, "manara_jo", id="nationality"),
        pytest.param("ذكرت صحيفة المنارة المغربية أن الجسر أغلق.", None, None, "manara_ma", id="nationality in the name"),
        pytest.param("ذكرت صحيفة «المنارة» اليابانية أن الجسر أغلق.", None, None, None, id="nationality of none"),
        pytest.param("ذكرت صحيفة «المنارة» أن الجسر أغلق.", "JO", None, "manara_jo", id="country of the page"),
        pytest.param("المصدر: المنارة", None, "manara_ma", "manara_ma", id="the page itself"),
        pytest.param("حلب - رمال:", None, None, "rimal_north", id="city of its datelines"),
        pytest.param("درعا - رمال:", None, None, "rimal_south", id="city of the other's datelines"),
        pytest.param("حمص - رمال:", None, None, None, id="city of neither"),
        pytest.param("قالت وكالة الأنباء الرملية إن الجسر أغلق.", None, None, None, id="rival agencies"),
        pytest.param("ذكرت صحيفة بيلد التي تصدر بلغة الأفريكانز أن الجسر أغلق.", None, None, None, id="another language"),
        pytest.param("ذكرت صحيفة بيلد الألمانية أن الجسر أغلق.", None, None, "bild", id="fitting nationality"),
    ],
)
def test_resolution(find: Find, text: str, country: str | None, outlet: str | None, slug: str | None) -> None:
    (source,) = find(text, country=country, outlet=outlet)
    assert source.outlet == slug


def test_a_name_settled_once_is_settled_in_the_whole_article(find: Find) -> None:
    sources = find("قالت صحيفة «المنارة» الأردنية إن الجسر أغلق.\nالمصدر: المنارة")
    assert {source.outlet for source in sources} == {"manara_jo"}
