"""What outlets do to a text that they take over: twenty-one kinds of edits, each a function from one text to another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A title and a body of paragraphs."""

    title: str
    body: tuple[str, ...]


Edit: TypeAlias = Callable[[random.Random, Text, Sequence[Text]], Text]
"""Takes other texts too, for what they lend: headlines, paragraphs, words."""

HEAD = ("الرئيسية", "أخبار", "شارك هذا الخبر", "محرر الموقع", "تم النشر قبل قليل", "حجم الخط")
FOOT = ("تابعونا على شبكات التواصل", "جميع الحقوق محفوظة لموقع المنصة الإخبارية", "الأكثر قراءة اليوم", "اشترك في النشرة البريدية")
PERSIAN = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی"})
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def new_headline(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    return Text(rng.choice(others).title, text.body)


def furniture(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    return Text(text.title, (" ".join(HEAD), *text.body, " ".join(FOOT)))


def cut(share: float) -> Edit:
    """Leaves out so many of the paragraphs, wherever they stand, but not all."""

    def edit(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
        kept = max(1, round(len(text.body) * (1 - share)))
        chosen = sorted(rng.sample(range(len(text.body)), kept))
        return Text(text.title, tuple(text.body[number] for number in chosen))

    return edit


def respelled(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    def spell(paragraph: str) -> str:
        paragraph = paragraph.translate(PERSIAN).translate(EASTERN)
        for letter, other in (("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("ئ", "ي")):
            paragraph = paragraph.replace(letter, other) if rng.random() < 0.7 else paragraph
        return re.sub(r"(?<=\w)(?=\w)", lambda _: rng.choice(("ـ", "َ", "ِ")) if rng.random() < 0.06 else "", paragraph)

    return Text(spell(text.title), tuple(map(spell, text.body)))


def read_also(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    place = rng.randrange(1, len(text.body) + 1)
    inserted = tuple(f"اقرأ أيضا: {other.title}" for other in rng.sample(others, 3))
    return Text(text.title, text.body[:place] + inserted + text.body[place:])


def appended(count: int) -> Edit:
    """Adds paragraphs of another text at the end."""

    def edit(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
        return Text(text.title, text.body + rng.choice(others).body[:count])

    return edit


def inserted(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    """Puts a paragraph of another text somewhere in the middle."""
    place = rng.randrange(1, len(text.body))
    return Text(text.title, text.body[:place] + rng.choice(others).body[:1] + text.body[place:])


def passage(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    """Keeps half of the text in one piece, without its opening."""
    words = [word for paragraph in text.body for word in paragraph.split()]
    first = rng.randrange(len(words) // 5, len(words) // 2)
    return Text(text.title, (" ".join(words[first : first + len(words) // 2]),))


def lead(share: float) -> Edit:
    """Keeps the opening sentences only, at least twenty words."""

    def edit(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
        words = [word for paragraph in text.body for word in paragraph.split()]
        return Text(text.title, (" ".join(words[: max(20, round(len(words) * share))]),))

    return edit


def live_update(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    """Raises the first number and puts a paragraph of news on top."""
    body = list(text.body)
    body[0] = re.sub(r"\d+", lambda found: str(int(found[0]) + rng.randrange(1, 9)), body[0], count=1)
    return Text(f"تحديث: {text.title}", (*body, rng.choice(others).body[0]))


def words_changed(share: float) -> Edit:
    """Drops, replaces or doubles so many of the words, anywhere."""

    def edit(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
        vocabulary = " ".join(rng.choice(others).body).split()

        def change(word: str) -> str:
            return rng.choice(("", rng.choice(vocabulary), f"{word} {rng.choice(vocabulary)}"))

        def paragraph(old: str) -> str:
            return " ".join(change(word) if rng.random() < share else word for word in old.split())

        return Text(text.title, tuple(map(paragraph, text.body)))

    return edit


def shuffled(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    return Text(text.title, tuple(rng.sample(text.body, len(text.body))))


def combined(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    for edit in (cut(0.2), respelled, read_also, furniture, new_headline):
        text = edit(rng, text, others)
    return text


def round_up(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    """Three texts under one headline, the given one at any place."""
    parts = [text, *rng.sample(others, 2)]
    rng.shuffle(parts)
    return Text("جولة في أخبار اليوم", tuple(paragraph for part in parts for paragraph in part.body))


def second_item(rng: random.Random, text: Text, others: Sequence[Text]) -> Text:
    """The text behind another one of half its length or more, whose headline stands over both."""
    first = rng.choice([other for other in rng.sample(others, 50) if 2 * len(" ".join(other.body)) >= len(" ".join(text.body))] or others)
    return Text(first.title, (*first.body, *text.body))


EDITS: dict[str, Edit] = {
    "new headline": new_headline,
    "furniture": furniture,
    "cut 10%": cut(0.1),
    "cut 30%": cut(0.3),
    "cut 50%": cut(0.5),
    "respelled": respelled,
    "read also": read_also,
    "1 paragraph more": appended(1),
    "3 paragraphs more": appended(3),
    "inserted": inserted,
    "passage": passage,
    "lead 20%": lead(0.2),
    "lead 40%": lead(0.4),
    "live update": live_update,
    "words 5%": words_changed(0.05),
    "words 10%": words_changed(0.1),
    "words 20%": words_changed(0.2),
    "shuffled": shuffled,
    "combined": combined,
    "round-up": round_up,
    "round-up of two": second_item,
}
