"""CPU time of one date: the median and the 95th percentile by category of stamp, in microseconds.

    python benchmarks/dates.py [LABELS.jsonl]

With a file of labelled stamps (text, zone, now, category a line) it times those instead of the built-in ones. The last line is one JSON
object of [median, p95] by category.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from warraq.text.dates import parse_date

REPEATS = 30

STAMPS = {
    "day": ["الثلاثاء 12 مارس 2024", "12 آذار/مارس 2024", "12-03-2024", "٢٠٢٤/٣/١٢", "الثاني عشر من أيار 2024"],
    "time": ["12/03/2024 10:30 م", "10:30 م الثلاثاء 12 مارس 2024", "12 مارس 2024 - 22:30 بتوقيت غرينتش"],
    "labelled": ["نشر: 12/03/2024 10:30 | آخر تحديث: 13/03/2024 09:00", "12 مارس 2024 آخر تحديث 21:42 (توقيت مكة)"],
    "hijri": ["1 رمضان 1445 هـ الموافق 11 مارس 2024 م", "1/9/1445هـ"],
    "relative": ["منذ ساعتين و15 دقيقة", "مساء أمس الاثنين", "8 فبراير الماضي"],
    "machine": ["2024-03-12T22:30:00+02:00", "Tue, 12 Mar 2024 22:30:00 GMT"],
    "no date": ["أخبار محلية", "1540 مشاهدة", "وزارة النقل: تشغيل الخط الثالث لنقل الركاب خلال أسابيع", "- 5 " * 250],
}


def cases(path: str | None) -> dict[str, list[tuple[str, str, str]]]:
    """Category to text, zone and now."""
    found = defaultdict(list)
    if path is None:
        return {kind: [(text, "Africa/Cairo", "2024-03-12T22:30") for text in texts] for kind, texts in STAMPS.items()}
    for line in Path(path).read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["category"]].append((row["text"], row["zone"], row["now"] or "2026-01-31T12:00"))
    return found


def microseconds(text: str, zone: str, now: datetime) -> list[float]:
    spent = []
    for _ in range(REPEATS):
        started = time.process_time_ns()
        parse_date(text, zone, now, None)
        spent.append((time.process_time_ns() - started) / 1000)
    return spent


def main() -> None:
    figures, everything = {}, []
    for category, rows in sorted(cases(sys.argv[1] if len(sys.argv) > 1 else None).items()):
        spent = [one for text, zone, now in rows for one in microseconds(text, zone, datetime.fromisoformat(now))]
        everything += spent
        figures[category] = _summary(spent)
        print(f"{category:18}{figures[category][0]:8.1f}{figures[category][1]:8.1f} µs")
    print(json.dumps({**figures, "all": _summary(everything)}, ensure_ascii=False))


def _summary(spent: list[float]) -> list[float]:
    return [round(statistics.median(spent), 1), round(statistics.quantiles(spent, n=20)[-1], 1)]


if __name__ == "__main__":
    main()
