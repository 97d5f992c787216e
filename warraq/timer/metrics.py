"""Metrics for Prometheus, served by the timer on loopback; what the store knows is counted when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from storage.timing import due
from storage.watch.metrics import figures
from warraq import clock
from warraq.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from prometheus_client import Metric
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    from storage.store import Store

HOST: Final = "127.0.0.1"
BUCKETS: Final = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
"""Seconds: a poll that finds nothing new takes under one, a crawl ends after half an hour."""


class _Counted:
    """What the store says when it is asked."""

    def __init__(self, store: Store, names: Collection[str]) -> None:
        self.store = store
        self.names = names

    def collect(self) -> Iterator[Metric]:
        """As prometheus_client asks for it."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        now = clock.now()
        with self.store.read() as connection:
            found, waiting = figures(connection), due.due_outlets(connection, self.names, now, now)
        yield _family(GaugeMetricFamily("warraq_feeds", "Places to look.", labels=["state"]), found.feeds)
        yield GaugeMetricFamily("warraq_broken_feeds", "Feeds that fail for long.", value=found.broken_feeds)
        yield _family(CounterMetricFamily("warraq_articles", "Stored articles.", labels=["outlet"]), found.articles)
        yield _family(CounterMetricFamily("warraq_runs", "Ended crawls.", labels=["trigger", "outcome"]), found.runs)
        yield _family(GaugeMetricFamily("warraq_conditions", "What is wrong now.", labels=["kind"]), found.conditions)
        yield GaugeMetricFamily("warraq_due_outlets", "Outlets that are due and wait.", value=len(waiting))
        oldest = min((one.due_at for one in waiting), default=now)
        yield GaugeMetricFamily("warraq_queue_age_seconds", "How long the longest waits.", value=max(0.0, (now - oldest).total_seconds()))


Family = TypeVar("Family", "CounterMetricFamily", "GaugeMetricFamily")


def _family(family: Family, values: Mapping[str, int] | Mapping[tuple[str, str], int]) -> Family:
    for labels, value in values.items():
        family.add_metric([labels] if isinstance(labels, str) else list(labels), value)
    return family


def serve(store: Store, names: Collection[str], port: int) -> tuple[Callable[[float], None], Callable[[], None]]:
    """Serves the metrics from a thread; returns what a crawl's seconds are told to, and what ends it.

    Raises ConfigError where the port is taken or the package is missing.
    """
    try:
        from prometheus_client import CollectorRegistry, Histogram, start_http_server
    except ModuleNotFoundError:
        raise ConfigError("metrics_port: the package for metrics is missing; install it with: pip install 'warraq[metrics]'") from None
    registry = CollectorRegistry()
    registry.register(_Counted(store, names))
    durations = Histogram("warraq_crawl_seconds", "How long crawls took.", buckets=BUCKETS, registry=registry)
    try:
        server, thread = start_http_server(port, HOST, registry)
    except OSError as error:
        raise ConfigError(f"metrics_port {port}: {error.strerror}; choose another") from None

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return durations.observe, end
