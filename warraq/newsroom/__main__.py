"""`python -m warraq.newsroom`: serves the press until interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from warraq import clock
from warraq.newsroom import Newsroom


def main(arguments: list[str] | None = None) -> int:
    """Parses the command line and serves; returns 0 when interrupted, 1 when the port is taken, 2 for a value out of range."""
    options = _parser().parse_args(arguments)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        room = Newsroom(options.now or clock.now, seed=options.seed, port=options.port, outlets=options.outlets)
    except OSError as error:
        print(f"port {options.port}: {error.strerror}; choose another with --port, or 0 for any free one", file=sys.stderr)
        return 1
    except (ValueError, OverflowError) as error:
        print(error, file=sys.stderr)
        return 2
    with room:
        if options.write_outlets:
            room.write_outlets(options.write_outlets)
        count = sum(1 for name in room.press.profiles for _ in room.press.slots(name))
        hosts = ", ".join(room.url(name) for name in room.press.profiles)
        print(f"newsroom: {len(room.press.profiles)} outlets, {count} articles on port {room.port} ({hosts}); Ctrl-C ends it", flush=True)
        stop.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warraq.newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=8099, help="0 for any free one (default: 8099)")
    parser.add_argument("--now", type=_instant, help="stand still at this ISO 8601 instant instead of following the clock")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other news (default: 1)")
    parser.add_argument("--outlets", type=int, help="how many outlets (default: the hand-made ones)")
    parser.add_argument("--write-outlets", type=Path, metavar="FOLDER", help="write the outlet files for this port into FOLDER")
    return parser


def _instant(text: str) -> datetime:
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO 8601 instant, such as 2026-03-01T12:00:00+00:00") from None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
