"""`warraq schedule`: the timer."""

from __future__ import annotations

from typing import Annotated

import typer


def schedule(
    once: Annotated[bool, typer.Option("--once", help="Crawl what is due now, then end; for cron and systemd timers.")] = False,
) -> None:
    """Crawl every outlet when it is due, until Ctrl-C or SIGTERM.

    With --once ends with 0 when done, 1 when a crawl failed, 3 when it was interrupted.
    """
    from warraq.timer.run import main

    raise typer.Exit(main(once=once))
