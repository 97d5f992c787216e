"""Processes that read pages: the same answers, bounds of time and memory, deaths, and none that is left over."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.crawl import hostile
from tests.crawl.bad_pages import page
from warraq.crawl.page_reader.handle import Bounds, UnreadError
from warraq.crawl.page_reader.pool import Readers
from warraq.crawl.page_reader.worker import READY
from warraq.extract import extract
from warraq.items import Extraction, Page, Reason
from warraq.outlet import Layout, LearnedLayout, Outlet, OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

KNOWN = OutletKnowledge(Outlet("wadi", "الوادي", ("wadi.test",)))
TAUGHT = OutletKnowledge(KNOWN.outlet, frozenset({"سطر يتكرر"}), (LearnedLayout(Layout("7", "article"), trusted=False),))
AMPLE = Bounds(60, 1024)
FIRM = Bounds(1, 256)


def given(html: str, number: int = 0) -> Page:
    return Page(f"https://wadi.test/{number}", html.encode(), headers={"content-type": "text/html; charset=utf-8"})


@pytest.fixture
def misreader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets readers read with a foreign reader that does what pages say."""
    monkeypatch.syspath_prepend(str(hostile.place_misreader(tmp_path)))


@pytest.fixture(autouse=True)
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the readers of a test be told from all others."""
    monkeypatch.setenv("READERS_OF", str(tmp_path))


def mine() -> list[int]:
    return hostile.readers(lambda variables: variables.get("READERS_OF") == os.environ["READERS_OF"])


def read_all(bounds: Bounds, pages: Sequence[tuple[Page, OutletKnowledge]]) -> list[Extraction | tuple[Reason, str]]:
    """What became of each page, read one after the other; fails where a reader is left over."""

    async def told(readers: Readers, page: Page, knowledge: OutletKnowledge) -> Extraction | tuple[Reason, str]:
        try:
            return await readers.read(page, knowledge)
        except UnreadError as error:
            return error.reason, str(error)

    async def work() -> list[Extraction | tuple[Reason, str]]:
        readers = Readers(bounds)
        readers.enter()
        answers = [await told(readers, *given) for given in pages]
        assert len(mine()) <= 1
        await readers.leave()
        return answers

    answers = asyncio.run(work())
    assert mine() == []
    return answers


def test_a_reader_says_what_extract_says_with_the_knowledge_of_the_moment() -> None:
    pages = [(given(page(number), number), known) for number, known in enumerate((KNOWN, TAUGHT, TAUGHT, OutletKnowledge(), KNOWN))]
    answers = read_all(AMPLE, pages)
    assert answers == [extract(*one) for one in pages]
    told = [bool(answer.observations.checks) for answer in answers if isinstance(answer, Extraction)]
    assert told == [False, True, True, False, False]


@pytest.mark.usefixtures("misreader")
@pytest.mark.parametrize(
    ("what", "reason", "words"),
    [
        pytest.param("hang", Reason.OVERRUN, "more than 1 s", id="hangs inside C"),
        pytest.param("swell", Reason.OVERRUN, "more than 256 MB of memory", id="takes memory"),
        pytest.param("die", Reason.READER_DIED, "Segmentation fault", id="is ended by a signal"),
        pytest.param("leave", Reason.READER_DIED, "ended with 3", id="ends by itself"),
    ],
)
def test_a_reader_that_breaks_costs_its_page_alone(what: str, reason: Reason, words: str) -> None:
    before, broken, after = read_all(FIRM, [(given(html), KNOWN) for html in (page(1), hostile.that_makes_it(what, 2), page(3))])
    assert isinstance(before, Extraction)
    assert before.articles
    assert isinstance(after, Extraction)
    assert after.articles
    assert isinstance(broken, tuple)
    assert (broken[0], words in broken[1]) == (reason, True)


@pytest.mark.parametrize(
    ("html", "bounds", "words"),
    [
        pytest.param(hostile.many_attributes, FIRM, "more than 1 s", id="attributes without end"),
        pytest.param(hostile.much_text, Bounds(60, 200), "more than 200 MB", id="text without end"),
    ],
)
def test_a_page_that_no_reader_survives(html: Callable[[], str], bounds: Bounds, words: str) -> None:
    ((reason, told), after) = read_all(bounds, [(given(html()), KNOWN), (given(page(3)), KNOWN)])
    assert (reason, words in told) == (Reason.OVERRUN, True)
    assert isinstance(after, Extraction)


@pytest.mark.usefixtures("misreader")
def test_nobody_waits_for_a_page_that_hangs() -> None:
    async def work() -> tuple[int, Extraction]:
        readers = Readers(FIRM)
        readers.enter()
        hanging = asyncio.ensure_future(readers.read(given(hostile.that_makes_it("hang", 1)), KNOWN))
        other = await readers.read(given(page(2)), KNOWN)
        turns = 0
        while not hanging.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert isinstance(hanging.exception(), UnreadError)
        await readers.leave()
        return turns, other

    turns, other = asyncio.run(work())
    assert other.articles
    assert turns > 5


@pytest.mark.usefixtures("misreader")
def test_a_page_that_is_given_up_ends_its_reader() -> None:
    async def work() -> None:
        readers = Readers(AMPLE)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(3):
                await readers.read(given(hostile.that_makes_it("hang", 1)), KNOWN)

    asyncio.run(work())
    assert mine() == []


def test_a_reader_that_is_gone_is_not_asked() -> None:
    async def work() -> Extraction:
        readers = Readers(AMPLE)
        readers.enter()
        await readers.read(given(page(1)), KNOWN)
        (pid,) = mine()
        os.kill(pid, 9)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        answer = await readers.read(given(page(2)), KNOWN)
        await readers.leave()
        return answer

    assert asyncio.run(work()).articles


def test_a_reader_that_cannot_come_up_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "trafilatura.py").write_text("raise SystemExit(7)", encoding="utf-8")
    assert read_all(AMPLE, [(given(page(1)), KNOWN)]) == [(Reason.READER_DIED, "the process that read it ended with 7")]


def test_no_reader_outlives_the_last_crawl_that_uses_it() -> None:
    async def work() -> list[int]:
        readers = Readers(AMPLE)
        readers.enter()
        readers.enter()
        await readers.read(given(page(1)), KNOWN)
        await readers.leave()
        between = mine()
        await readers.leave()
        return between

    assert len(asyncio.run(work())) == 1
    assert mine() == []


def test_a_reader_that_nobody_asks_any_more_ends_by_itself() -> None:
    ours, theirs = socket.socketpair()
    with ours, subprocess.Popen([sys.executable, "-m", "warraq.crawl.page_reader.worker", "60", "0"], stdin=theirs.fileno()) as reader:
        theirs.close()
        assert ours.recv(1) == READY
        reader.terminate()  # meant for the crawl
        ours.close()
        assert reader.wait(30) == 0
