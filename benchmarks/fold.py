"""How many articles of 2,400 characters are folded in a second of CPU time, and what the way back to the original adds.

    python benchmarks/fold.py [FILE.txt …]

Without files it folds made-up prose. The last line is one JSON object.
"""

from __future__ import annotations

import json
import pathlib
import sys
import timeit
from typing import TYPE_CHECKING

from warraq.text.fold import fold, fold_map

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = 2_400
ROUNDS = 300

SENTENCE = (
    "وقال المتحدث باسم البلدية، أمس (الثلاثاء)، إنّ أعمال الصيانة في الشارع الرئيسي «ستنتهي قبل نهاية الأسبوع»، مؤكداً أن حركة "
    "المرور عادت إلى طبيعتها في معظم الأحياء؛ وأضاف أن 25 فريقاً يعملون على مدار الساعة، وفق ما ذكرت صحيفة الميناء.\n"
)


def articles(paths: list[str]) -> list[str]:
    """The texts cut into articles of 2,400 characters; the last piece of each is left out where it is shorter."""
    texts = [pathlib.Path(path).read_text(encoding="utf-8") for path in paths] or [SENTENCE * 200]
    return [text[start : start + CHARACTERS] for text in texts for start in range(0, len(text) - CHARACTERS + 1, CHARACTERS)]


def seconds_each(work: Callable[[str], object], texts: list[str]) -> float:
    best = min(timeit.repeat(lambda: [work(text) for text in texts], number=1, repeat=max(3, ROUNDS // len(texts))))
    return best / len(texts)


def main() -> None:
    texts = articles(sys.argv[1:])
    folding = seconds_each(fold, texts)
    mapping = seconds_each(lambda text: fold_map(text).original_span(0, 10), texts)
    figures = {
        "articles": len(texts),
        "fold_per_second": round(1 / folding),
        "fold_us": round(folding * 1e6, 1),
        "fold_and_map_us": round(mapping * 1e6, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
