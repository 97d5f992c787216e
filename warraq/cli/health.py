"""`warraq outlets health`: who is silent, broken or blocked, worst first, with the reason."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli.options import AsJson
from warraq.cli.show import err, print_rows

HEALTH_COLUMNS = ("state", "outlet", "reason", "since", "last_good_at", "last_day", "usual", "waiting", "needs_script")


def health(
    everything: Annotated[bool, typer.Option("--all", help="Those that are well too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Who is silent, broken or blocked, worst first.

    Each with the reason in words, since when, and its last good run; an outlet that is well stands there too where a script draws some of
    its pages. Ends with 0 also when something is wrong: the answer is the table.
    """
    from dataclasses import asdict

    from storage.store import Store
    from storage.timing.timers import at_work
    from storage.watch.health import health as judge
    from warraq import clock, config
    from warraq.timer.telling import failures

    settings = config.load()
    with Store.open(settings.database_url, read_only=True) as store, store.read() as connection:
        judged = judge(connection, clock.now(), settings.crawl_seconds)
        timers = at_work(connection, clock.now())
    rows = [asdict(one) for one in judged if everything or as_json or one.state != "ok" or one.needs_script]
    print_rows(rows, HEALTH_COLUMNS, as_json=as_json, right=HEALTH_COLUMNS[5:])
    for name, told in failures(settings).items():
        err.print(f"target {name}: {told}")
    ill = sum(one.state != "ok" for one in judged)
    err.print(f"{len(judged)} outlets watched, {ill or 'none'} of them not well; timers at work: {len(timers) or 'none'}")
