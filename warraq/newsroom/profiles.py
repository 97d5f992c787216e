"""The invented outlets: the hand-made ones out of `outlets.toml`, and as many more as a large press needs."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from warraq.newsroom.model import Fault, Profile
from warraq.newsroom.seeding import seeded
from warraq.newsroom.world import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TUPLES: Final = frozenset({"templates", "aliases", "spelling", "credit_shapes", "disallow", "bylines"})


def load_profiles(count: int | None, seed: int) -> list[Profile]:
    """The hand-made outlets, cut to `count` or followed by further ones made from `seed`; None: the hand-made alone.

    Raises ValueError when more are asked for than there are names.
    """
    data = read_toml("outlets.toml")
    profiles = [_profile(name, table) for name, table in data["outlets"].items()]
    if count is None or count <= len(profiles):
        return profiles[:count]
    further = list(data["further"].items())
    if count > len(profiles) + len(further):
        raise ValueError(f"{count} outlets asked for, {len(profiles) + len(further)} have names: add names to newsroom/outlets.toml")
    return profiles + [_further(name, table, data["habits"], seed) for name, table in further[: count - len(profiles)]]


def _profile(name: str, table: Mapping[str, object]) -> Profile:
    unknown = set(table) - {field.name for field in fields(Profile)}
    if unknown:
        raise ValueError(f"newsroom/outlets.toml, {name}: unknown key {', '.join(sorted(unknown))}")
    values = {key: _value(key, value) for key, value in table.items()}
    return Profile(name=name, **values)  # type: ignore[arg-type]


def _value(key: str, value: object) -> object:
    if key in _TUPLES and isinstance(value, list):
        return tuple(value)
    return Fault(value) if key == "fault" and isinstance(value, str) else value


def _further(name: str, table: Mapping[str, object], habits: Mapping[str, Iterable[Mapping[str, object]]], seed: int) -> Profile:
    """An outlet with a name of its own and, by lot, one of each group of habits."""
    rng = seeded(seed, name, "habits")
    values: dict[str, object] = {"first_number": rng.randrange(1000, 900_000)}
    for group in habits.values():
        values |= rng.choice(list(group))
    return _profile(name, {**values, **table})
