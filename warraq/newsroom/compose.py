"""Writes a story: draws people, places and figures for a topic and fills its sentences with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.newsroom import world
from warraq.newsroom.dates import month, weekday
from warraq.newsroom.grammar import Facts, draw_numbers, fill
from warraq.newsroom.model import Person, Story
from warraq.words.calendar import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from warraq.newsroom.model import Profile
    from warraq.newsroom.world import Country, Names, Topic

_LINES: Final = ((0, 1, 3), (1, 2, 4), (2, 3, 5), (3, 4, 6), (0, 4, 5), (1, 5, 6), (0, 2, 6))
"""The lines of the Fano plane: three of seven details a story, any two lines sharing one. With four leads and three voices the same
choice comes back after 84 turns."""
_SHORT_SHARE: Final = 0.25
"""Share of stories with a detail less."""
_CITE_SHARE: Final = 0.35
"""Share of stories that quote another outlet for a claim."""


def compose(topic: Topic, turn: int, country: Country, writer: Profile, peers: Sequence[Profile], local: datetime, rng: Random) -> Story:
    """The `turn`-th story of `topic`, set in `country`, written by `writer` at its local time `local`; `peers` are whom it may cite.

    Stories of one topic with other turns differ in most of their sentences, so that only copies look like copies.
    """
    facts = _facts(topic, country, writer, local, rng)
    reporter = _person(world.names()[country.names], rng)
    cited = rng.choice(peers) if peers and topic.cites and rng.random() < _CITE_SHARE else None
    if cited:
        facts.values["cited"] = cited.known_as
        facts.female["c"] = cited.kind_word.endswith("ة")

    def write(templates: Sequence[str]) -> tuple[str, ...]:
        return tuple(fill(template, facts, rng) for template in templates)

    titles = write(topic.titles[turn % len(topic.lead)])
    first = rng.randrange(len(titles))
    return Story(
        titles=titles[first:] + titles[:first],
        paragraphs=write(_outline(topic, turn, cited is not None, rng)),
        updates=write(topic.updates),
        section=topic.section,
        keywords=write(topic.keywords),
        town=facts.values["town"],
        reporter=reporter,
        cited=(cited.name,) if cited else (),
    )


def _outline(topic: Topic, turn: int, cites: bool, rng: Random) -> list[str]:
    """The sentence templates of one story, in order: a lead, a detail, the voice that introduces the official, then more of each."""
    details = [topic.details[at] for at in sorted(_LINES[turn % len(_LINES)])]
    if rng.random() < _SHORT_SHARE:
        details.pop()
    outline = [topic.lead[turn % len(topic.lead)], details[0], topic.voices[turn % len(topic.voices)], *details[1:]]
    if rng.random() < 0.6:
        outline.insert(rng.randint(3, len(outline)), rng.choice(topic.quotes))
    if cites:
        outline.insert(rng.randint(3, len(outline)), rng.choice(topic.cites))
    return [*outline, topic.background[(turn // 3 + turn // 84) % len(topic.background)]]


def _facts(topic: Topic, country: Country, writer: Profile, local: datetime, rng: Random) -> Facts:
    region, towns = rng.choice(sorted(country.places.items()))
    town, town2 = rng.sample(towns, 2)
    facts = Facts({"region_name": region, "region": f"{country.region_word} {region}", "town": town, "town2": town2})
    facts.values |= {"self": writer.known_as, "currency": country.currency, "municipality": country.municipality.replace("$town", town)}
    facts.values |= _calendar(local, country.months, rng)
    facts.values |= draw_numbers(topic.numbers, world.nouns(), rng)
    money = draw_numbers(topic.money, world.nouns(), rng)
    facts.values |= {name: f"{amount} {country.currency}" for name, amount in money.items()}
    facts.values |= {name: rng.choice(pool).replace("$town", town) for name, pool in topic.pools.items()}
    _cast(topic, country, facts, rng)
    return facts


def _calendar(local: datetime, months: str, rng: Random) -> dict[str, str]:
    part = "صباح" if local.hour < 12 else "ظهر" if local.hour < 15 else "عصر" if local.hour < 18 else "مساء"
    following = local.replace(day=1, month=local.month % 12 + 1)
    ahead = (local.weekday() + rng.randint(2, 5)) % 7
    return {
        "today": weekday(local),
        "yesterday": WEEKDAYS[local.weekday() - 1],
        "tomorrow": f"غدا {WEEKDAYS[(local.weekday() + 1) % 7]}",
        "next_day": f"يوم {WEEKDAYS[ahead]} المقبل",
        "part": part,
        "this_month": f"شهر {month(local, months)}",
        "next_month": month(following, months),
        "year": str(local.year),
    }


def _cast(topic: Topic, country: Country, facts: Facts, rng: Random) -> None:
    """Puts people in office: `$official` and the like are office and name, `$official_name` and `$official_family` the name alone."""
    offices = (("official", "a", topic.official), ("second", "b", topic.second), ("mayor", "m", country.mayor))
    for name, key, office in (*offices, ("governor", "g", country.governor)):
        # An office without a feminine form, such as captain of a men's team, is held by a man.
        person = _person(world.names()[country.names], rng, women="[" in office)
        facts.female[key] = person.female
        facts.values |= {f"{name}_name": person.name, f"{name}_family": person.family}
        facts.values[name] = f"{fill(office, facts, rng, key)} {person.name}".strip()


def _person(names: Names, rng: Random, women: bool = True) -> Person:
    female = women and rng.random() < 0.4
    return Person(f"{rng.choice(names.female if female else names.male)} {rng.choice(names.family)}", female)
