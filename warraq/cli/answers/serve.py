"""`warraq serve`: the store as pages, an API and feeds."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.show import err
from warraq.errors import UsageError, WarraqError

if TYPE_CHECKING:
    from warraq.config import Config
    from warraq.web.site import Site

Host = Annotated[str, typer.Option("--host", help="Address to listen on; others than this machine's own let others read.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0: any that is free.")]
Public = Annotated[
    bool, typer.Option("--public", help="For strangers: headlines, times, sources and stories, and no texts; see docs/web.md.")
]


def serve(host: Host = "127.0.0.1", port: Port = 8050, public: Public = False) -> None:
    """Read the store in a browser, until Ctrl-C: stories, search, articles with their sources marked, outlets, runs; an API and feeds.

    Needs the extra `web`.
    """
    try:
        import uvicorn

        from warraq.web.app import make_app
    except ModuleNotFoundError as error:
        raise UsageError(f"warraq serve needs {error.name}: pip install 'warraq[web]'") from None
    from storage.store import Store
    from warraq import config

    settings = config.load()
    with Store.open(settings.database_url, read_only=True) as store:
        app = make_app(store, site(settings, host, public=public))
        server = uvicorn.Server(uvicorn.Config(app, host, port, log_level="warning", server_header=False, limit_concurrency=200))
        listening = _bound(host, port)
        name = f"[{host}]" if ":" in host else host
        err.print(f"reading room: http://{name}:{listening.getsockname()[1]}/ (Ctrl-C ends it)")
        for end in (signal.SIGINT, signal.SIGTERM):
            signal.signal(end, signal.SIG_IGN)  # the server hears them itself, ends in good order, and raises them again
        server.run([listening])


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address; raises WarraqError that names it where there can be none."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise WarraqError(f"cannot listen on {host} port {port}: {error.strerror}; name others by --host and --port") from None


def site(settings: Config, host: str, *, public: bool) -> Site:
    """How the reading room is set up by the settings and the options."""
    from warraq.web.site import Site

    hosts = frozenset({host.lower(), *(name.lower() for name in settings.web_hosts)})
    return Site(hosts, public=public, public_body=settings.public_body, zone=settings.zone)
