"""One process that reads pages, as the crawl sees it: started, asked, watched and ended."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.crawl.page_reader.worker import NO_MEMORY, READY, SIZE
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from warraq.items import Extraction, Page
    from warraq.outlet import OutletKnowledge

START_SECONDS: Final = 60.0
"""For its imports, 0.2 s of CPU, on a machine that does much else."""
LAST_SECONDS: Final = 5.0
"""For leaving, once it has let go of the socket."""
_MODULE: Final = "warraq.crawl.page_reader.worker"
_PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading a page may take."""

    seconds: float
    """Real ones, as a clock that runs fast makes no reader faster. The slowest of 436 stored news pages takes 0.11 s of CPU, the slowest of
    38 kinds of page that were made to be slow and keep to the bounds of a document 11 s."""
    memory_mb: int
    """Of address space; 0: no bound. Those 436 pages take 0.14 GB, the largest of those kinds 0.46 GB."""


class UnreadError(Exception):
    """A page that could not be read; `reason` for the ledger, the words for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Reader:
    """A process that reads one page at a time. `sound` is False from when one could not be read in its bounds; it must then be ended."""

    def __init__(self, bounds: Bounds) -> None:
        """Starts it, in a group of its own: Ctrl-C in a terminal is the crawl's to answer."""
        self.bounds = bounds
        self.sound = False
        self._told: dict[str, OutletKnowledge] = {}
        """What it knows of each outlet."""
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        command = [sys.executable, "-P", "-m", _MODULE, str(bounds.seconds), str(bounds.memory_mb)]
        # It imports what this process would, wherever that comes from.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
        with theirs, ExitStack() as undone:
            undone.callback(self._socket.close)
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment, process_group=0
            )
            undone.pop_all()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    async def ready(self) -> None:
        """Waits until it can be asked; raises UnreadError where it does not come up."""
        async with self._watched("starting its reader", START_SECONDS):
            await self._exactly(len(READY))

    async def read(self, page: Page, knowledge: OutletKnowledge) -> Extraction:
        """What `warraq.extract.extract` says of the page; raises UnreadError."""
        key = knowledge.outlet.name if knowledge.outlet else ""
        fresh = None if self._told.get(key) == knowledge else knowledge
        self._told[key] = knowledge
        async with self._watched("reading it", self.bounds.seconds):
            message = pickle.dumps((page, key, fresh))
            await asyncio.get_running_loop().sock_sendall(self._socket, SIZE.pack(len(message)) + message)
            (size,) = SIZE.unpack(await self._exactly(SIZE.size))
            answer: Extraction | str = pickle.loads(await self._exactly(size))  # noqa: S301 - from the process started here
        if isinstance(answer, str):
            raise UnreadError(Reason.PARSE_ERROR, answer)
        return answer

    async def end(self) -> None:
        """Ends it at once, whatever it is at: it holds nothing that could be lost."""
        self.sound = False
        self._socket.close()
        self._process.kill()
        await asyncio.to_thread(self._process.wait)

    @asynccontextmanager
    async def _watched(self, doing: str, seconds: float) -> AsyncIterator[None]:
        """Bounds what is done with the process, and tells what became of it."""
        self.sound = False
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            raise UnreadError(Reason.OVERRUN, f"{doing} took more than {seconds:g} s") from None
        except (EOFError, OSError):
            raise await self._death() from None
        self.sound = True

    async def _death(self) -> UnreadError:
        """Why it ended; its end of the socket closes a moment before."""
        with suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self._process.wait, LAST_SECONDS)
        code = self._process.returncode
        if code == NO_MEMORY:
            return UnreadError(Reason.OVERRUN, f"reading it took more than {self.bounds.memory_mb} MB of memory")
        ended = f"was ended by a signal: {signal.strsignal(-code)}" if code is not None and code < 0 else f"ended with {code}"
        return UnreadError(Reason.READER_DIED, f"the process that read it {ended}")

    async def _exactly(self, size: int) -> bytes:
        """So many bytes; raises EOFError where the other end is closed before."""
        data = bytearray()
        while len(data) < size:
            piece = await asyncio.get_running_loop().sock_recv(self._socket, min(_PIECE, size - len(data)))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)
