"""Collected robots.txt files: what the crawler reads of them is what Protego reads of the whole file."""

from __future__ import annotations

import json
import os
import pathlib
import re

import pytest
from protego import Protego
from scrapy.robotstxt import ProtegoRobotParser

from warraq.crawl.manners.robots import MOST_BYTES

CORPUS = os.environ.get("WARRAQ_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="WARRAQ_CORPUS names no folder with collected robots.txt files")

AGENTS = ("warraq", "Googlebot", "GPTBot", "*")


def files() -> list[pathlib.Path]:
    root = pathlib.Path(CORPUS or "")
    rows = [json.loads(line) for line in (root / "feeds/index.jsonl").read_text(encoding="utf-8").splitlines()]
    return [root / row["path"] for row in rows if row["kind"] == "robots"]


def test_collected_files_are_read_as_protego_reads_them() -> None:
    rules = 0
    for path in files():
        body = path.read_bytes()
        ours = ProtegoRobotParser(body[:MOST_BYTES], None)
        theirs = Protego.parse(body.decode("utf-8-sig", "ignore"))
        named = re.findall(rb"(?:dis)?allow:[ \t]*(/[^\s#]*)", body, re.IGNORECASE)
        urls = ["https://site.test/", *(f"https://site.test{rule.decode('latin-1').replace('*', 'x').rstrip('$')}" for rule in named)]
        for agent in AGENTS:
            assert [ours.allowed(url, agent) for url in urls] == [theirs.can_fetch(url, agent) for url in urls], path.name
            assert ours.crawl_delay(agent) == theirs.crawl_delay(agent), path.name
        rules += len(named)
    print(f"{len(files())} files with {rules} rules")
    assert rules > 1_000
