"""Fills sentence templates: values, agreement in gender, free choices, counted nouns.

A template is ordinary Arabic with three marks: `$name` is replaced by a value, `[قال|قالت]` agrees with a person (`[b:قال|قالت]` with
another one, by key), `{نحو|قرابة}` is a free choice. A value glued to the preposition ل contracts as it must: ل + المجلس = للمجلس.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

_GENDER: Final = re.compile(r"\[(?:([a-z]):)?([^\[\]|]*)\|([^\[\]|]*)\]")
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_VALUE: Final = re.compile(r"(?:(?<!\w)(و?ل))?\$([a-z_0-9]+)")


@dataclass(slots=True)
class Facts:
    """What a story is about: the values of its sentences, and who in it is a woman."""

    values: dict[str, str] = field(default_factory=dict)
    female: dict[str, bool] = field(default_factory=dict)
    """By person key: `a` the official, `b` the second voice, `m` the mayor, `g` the governor, `c` the outlet cited (its kind word)."""


def fill(template: str, facts: Facts, rng: Random, person: str = "a") -> str:
    """The sentence that `template` gives with `facts`; `person` is whom unkeyed gender marks agree with.

    Raises KeyError naming a value or person that the facts lack.
    """
    text = _GENDER.sub(lambda m: m[3] if facts.female[m[1] or person] else m[2], template)
    text = _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), text)
    return _VALUE.sub(lambda m: _attach(m[1] or "", facts.values[m[2]]), text)


def _attach(prefix: str, value: str) -> str:
    if prefix and value.startswith("ال"):
        return prefix + "ل" + value[2:]
    return prefix + value


def counted(number: int, forms: Sequence[str]) -> str:
    """`number` and its noun in the form that follows it: (3 to 10, 11 to 99, round hundreds); 1 and 2 are not for digits."""
    tail = number % 100
    few, many, hundred = forms
    return f"{number} {few if 3 <= tail <= 10 else many if tail > 10 else hundred}"


def draw_numbers(table: Mapping[str, Sequence[int | str]], nouns: Mapping[str, Sequence[str]], rng: Random) -> dict[str, str]:
    """A value for each row `name = [lowest, highest, step, noun]`; a row without a noun gives the bare number."""
    drawn = {}
    for name, (low, high, step, *noun) in table.items():
        number = rng.randrange(int(low), int(high) + 1, int(step))
        drawn[name] = counted(number, nouns[str(noun[0])]) if noun else str(number)
    return drawn
