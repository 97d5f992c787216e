"""The data files of the press, read once: countries, names, nouns, topics, stock phrases, outlets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Country:
    """Offices, money and places of one country; the offices are sentence templates."""

    region_word: str
    municipality: str
    mayor: str
    governor: str
    currency: str
    months: str
    """Which month names its press writes: a key of `dates.MONTHS`."""
    names: str
    """Which table of people's names."""
    places: dict[str, list[str]]
    """Region to its towns."""


@dataclass(frozen=True, slots=True)
class Names:
    male: list[str]
    female: list[str]
    family: list[str]


@dataclass(frozen=True, slots=True)
class Topic:
    """What can be told of one kind of event: every list holds sentence templates that may be chosen one for another."""

    section: str
    keywords: list[str]
    official: str
    second: str
    titles: list[list[str]]
    """Headlines for each lead, in the order of the leads."""
    lead: list[str]
    details: list[str]
    voices: list[str]
    """Paragraphs that introduce the official by name and office."""
    quotes: list[str]
    """Paragraphs that need the official introduced."""
    background: list[str]
    cites: list[str]
    updates: list[str]
    numbers: dict[str, list[int | str]]
    money: dict[str, list[int | str]]
    pools: dict[str, list[str]]


@cache
def read_text(name: str) -> str:
    """The data file `name`, relative to this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The tables of the data file `name`, relative to this package; not to be changed."""
    return tomllib.loads(read_text(name))


@cache
def countries() -> Mapping[str, Country]:
    return {code: Country(**table) for code, table in read_toml("texts/world.toml").items()}


@cache
def names() -> Mapping[str, Names]:
    return {group: Names(**table) for group, table in read_toml("texts/names.toml").items()}


@cache
def nouns() -> Mapping[str, list[str]]:
    return read_toml("texts/nouns.toml")


@cache
def topics() -> Mapping[str, Topic]:
    """Topics by file stem, in alphabetical order."""
    entries = sorted(entry.name for entry in files(__package__).joinpath("texts/topics").iterdir() if entry.name.endswith(".toml"))
    empty: dict[str, Any] = {"numbers": {}, "money": {}, "pools": {}}
    return {name.removesuffix(".toml"): Topic(**(empty | read_toml(f"texts/topics/{name}"))) for name in entries}


@cache
def phrases() -> Mapping[str, list[str]]:
    """Stock phrases: what surrounds an article, and what those who republish add or swap."""
    return cast("Mapping[str, list[str]]", read_toml("texts/phrases.toml"))
