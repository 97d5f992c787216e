"""A dated report of what still answers, worst first, as Markdown or JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from warraq.discovery.live import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from warraq.discovery.live import Probe

MEANINGS = {
    State.DEAD: "Gone, or no such document any more",
    State.UNREACHABLE: "No answer or a refusal; another day may be answered",
    State.MOVED: "Answers elsewhere, for good",
    State.EMPTY: "Can be read and names nothing",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of many outlets found."""

    checked_at: datetime
    """UTC."""
    probes: tuple[Probe, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Places by state, worst first."""
        found = Counter(probe.state for probe in self.probes)
        return {str(state): found[state] for state in State}

    @property
    def exit_code(self) -> int:
        """0 where nothing is dead, 1 where something is, 3 where nothing could be reached."""
        if self.counts[State.DEAD]:
            return 1
        return 3 if self.counts[State.UNREACHABLE] == len(self.probes) else 0

    def worst_first(self) -> list[Probe]:
        """The places by state, then by outlet."""
        order = list(State)
        return sorted(self.probes, key=lambda probe: (order.index(probe.state), probe.outlet))


def as_json(report: Report) -> dict[str, object]:
    """The report as values for JSON."""
    return {
        "checked_at": report.checked_at,
        "outlets": len({probe.outlet for probe in report.probes}),
        "states": report.counts,
        "probes": [asdict(probe) for probe in report.worst_first()],
    }


def as_markdown(report: Report) -> str:
    """The report for people: counts, then what calls for a change, with the change."""
    return "\n".join([*_head(report), *(line for state in MEANINGS for line in _section(state, report.worst_first()))]) + "\n"


def _head(report: Report) -> Iterator[str]:
    outlets = len({probe.outlet for probe in report.probes})
    yield from (f"# What still answers, {report.checked_at:%Y-%m-%d}", "")
    yield from (f"{len(report.probes)} feeds, sitemaps and listings of {outlets} outlets, asked at {report.checked_at:%H:%M} UTC.", "")
    yield from ("| state | places |", "|---|---|")
    yield from (f"| {state} | {count} |" for state, count in report.counts.items())


def _section(state: State, probes: Sequence[Probe]) -> Iterator[str]:
    found = [probe for probe in probes if probe.state is state]
    if not found:
        return
    yield from ("", f"## {state.capitalize()} ({len(found)})", "", f"{MEANINGS[state]}.", "")
    yield from ("| outlet | place | why | proposed change |", "|---|---|---|---|")
    for probe in found:
        cells = (f"`{probe.outlet}`", f"{probe.kind} {probe.url}", probe.detail, probe.proposal)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
