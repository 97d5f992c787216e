"""CPU time of `find_sources` on articles of 2,400 characters with every outlet of the registry loaded.

    python benchmarks/attribution.py [FILE.txt …]

Without files it reads made-up articles. The last line is one JSON object.
"""

from __future__ import annotations

import json
import pathlib
import sys
import time

from warraq.attribution import Registry, find_sources
from warraq.outlet_files.registry import default_registry

CHARACTERS = 2_400
ROUNDS = 5

# One source in some 300 characters: the densest tenth of news articles has that many.
SENTENCES = (
    "القاهرة (رويترز) - قال متحدث باسم البلدية أمس إن الجسر الرئيسي سيفتح قبل نهاية الأسبوع، مؤكدا أن أعمال الصيانة انتهت وأن حركة المرور "
    "عادت إلى طبيعتها في معظم الأحياء بعد توقف دام ثلاثة أسابيع بسبب الأمطار التي هطلت على المدينة والقرى المجاورة لها.\n"
    "ووصلت اليوم سفينة تحمل ألف طن من القمح إلى الميناء، وقال العاملون فيه إن العالم كله ينتظر نتائج الموسم الجديد، فيما تستعد المدارس "
    "لاستقبال الطلاب في بداية الشهر المقبل، وسط دعوات إلى زيادة عدد الحافلات التي تنقلهم من القرى البعيدة.\n"
    "ونقلت صحيفة «الغارديان» البريطانية عن شاهد قوله إن الشوارع خالية، بينما يرى خبراء أن الأسعار ستتراجع مع وصول الشحنات الجديدة من "
    "المحصول، وأن السوق المحلية تحتاج إلى وقت حتى تستقر بعد شهور من التقلب الذي أرهق التجار والمستهلكين معا.\n"
    "وأضاف المصدر في حديث لـ«الشرق الأوسط» أن المدينة تستعد للعيد، وأن اللجنة ستعقد اجتماعا آخر خلال أيام لبحث ما تبقى من الملفات، ومنها "
    "ترميم السوق القديمة وتوسيع الطريق الساحلي الذي يربط الميناء بالمنطقة الصناعية في شرق المدينة.\n"
)


def articles(paths: list[str]) -> list[str]:
    """The texts cut into articles of 2,400 characters; the last piece of each is left out where it is shorter."""
    texts = [pathlib.Path(path).read_text(encoding="utf-8") for path in paths] or [SENTENCES * 100]
    return [text[start : start + CHARACTERS] for text in texts for start in range(0, len(text) - CHARACTERS + 1, CHARACTERS)]


def milliseconds_each(texts: list[str], registry: Registry) -> tuple[float, int]:
    """The best of some rounds, and how many sources all articles have together."""
    best, sources = float("inf"), 0
    for _ in range(ROUNDS):
        started = time.process_time()
        sources = sum(len(find_sources(text, registry=registry)) for text in texts)
        best = min(best, time.process_time() - started)
    return best / len(texts) * 1000, sources


def main() -> None:
    started = time.process_time()
    registry = default_registry()
    build = time.process_time() - started
    texts = articles(sys.argv[1:])
    each, sources = milliseconds_each(texts, registry)
    figures = {
        "outlets": len(registry.entries),
        "registry_ms": round(build * 1000, 1),
        "articles": len(texts),
        "sources_per_article": round(sources / len(texts), 2),
        "find_sources_ms": round(each, 3),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
