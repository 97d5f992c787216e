"""Plans side by side: each gets its answers in turn, and one that breaks or is stopped costs the others nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.outlets.served import Served
from tests.outlets.standin_sites import SITES
from warraq.crawl.visits.answers import Answer
from warraq.crawl.visits.visits import Errand
from warraq.errors import NothingReadError
from warraq.items import Reason

if TYPE_CHECKING:
    from warraq.crawl.visits.answers import Plan

PROGRAM = """
import json, sys
from warraq.crawl.visits.visits import Errand, Manner, carry_out

def plan(url):
    answer = yield url
    second = yield url
    return [answer.page and answer.page.status, str(answer.reason or ""), answer.moved_to, second.page is not None]

manners = [Manner(), Manner(delay=0.1), Manner(verify_tls=False)]
seen = []
errands = [Errand(plan(url), manners[number % 3]) for number, url in enumerate(sys.argv[1:])]
json.dump([carry_out(errands, seen.append), len(seen)], sys.stdout)
"""


def two_pages() -> Plan[list[str]]:
    first = yield "https://sahl.eg/1"
    second = yield "https://sahl.eg/2"
    return [first.failure, second.failure]


def broken() -> Plan[str]:
    yield "https://sahl.eg/1"
    raise NothingReadError("sahl: nothing")


def test_answers_and_failures_come_back_in_the_order_of_the_plans() -> None:
    with Served(SITES[1]) as served:
        root = served.sites[0].root
        served.moved |= {f"{root}/old": f"{root}/older", f"{root}/older": f"{root}/feed/"}
        served.gone.add(f"{root}/gone")
        done = served.python(PROGRAM, {}, f"{root}/feed/", f"{root}/gone", f"{root}/old", f"{root}/nowhere")
    assert done.returncode == 0, done.stderr
    results, asked = json.loads(done.stdout)
    assert results == [
        [200, "", None, True],
        [None, "gone", None, False],
        [200, "", f"{root}/feed/", True],
        [None, "gone", None, False],
    ]
    assert asked == 8


def test_a_plan_that_is_stopped_half_way_still_returns() -> None:
    errand = Errand(two_pages())
    errand.advance(None)
    errand.advance(Answer("https://sahl.eg/1", reason=Reason.GONE))
    errand.finish()
    assert errand.results == [["gone", "cut-short: stopped before its turn"]]


def test_a_plan_that_never_began_still_returns() -> None:
    errand = Errand(two_pages())
    errand.finish()
    assert errand.results == [["cut-short: stopped before its turn"] * 2]


def test_what_a_plan_raises_is_kept_for_the_end() -> None:
    errand = Errand(broken())
    errand.advance(None)
    errand.advance(Answer("https://sahl.eg/1", reason=Reason.GONE))
    assert errand.asks is None
    assert isinstance(errand.error, NothingReadError)


def test_a_plan_may_say_what_stands_in_the_place_of_an_error() -> None:
    errand = Errand(broken(), otherwise=lambda error: str(error))
    errand.advance(None)
    errand.advance(Answer("https://sahl.eg/1", reason=Reason.GONE))
    assert (errand.results, errand.error) == (["sahl: nothing"], None)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer("x", reason=Reason.DNS), "dns"),
        (Answer("x", reason=Reason.BLOCKED, detail="the site answered 403"), "blocked: the site answered 403"),
        (Answer("x"), ""),
    ],
    ids=["bare", "with detail", "none"],
)
def test_a_failure_is_one_phrase(answer: Answer, words: str) -> None:
    assert answer.failure == words
