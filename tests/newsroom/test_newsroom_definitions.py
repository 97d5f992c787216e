"""The outlet files of the invented outlets: what the crawler's own check accepts, and patterns that match their articles."""

from __future__ import annotations

import re
import tomllib

from warraq.newsroom import Press, outlet_files
from warraq.outlet_files import all_outlets, check_all


def test_the_files_pass_the_check_of_outlet_files(room, tmp_path):
    written = room.write_outlets(tmp_path)
    assert len(written) == 13
    assert check_all([tmp_path]) == []
    assert {outlet.name for outlet in all_outlets([tmp_path])} == set(room.press.profiles)


def test_forty_outlets_pass_it_too(room, tmp_path):
    outlet_files(Press(room.press.now, outlets=40), tmp_path)
    assert check_all([tmp_path]) == []


def test_addresses_carry_the_port_and_articles_match_the_pattern(room, tmp_path):
    for path in room.write_outlets(tmp_path):
        outlet = tomllib.loads(path.read_text("utf-8"))
        places = outlet["feeds"] + outlet["sitemaps"] + outlet["listings"]
        assert places
        assert all(place.startswith(f"http://{outlet['name']}.test:{room.port}/") for place in places)
        pattern = re.compile(outlet["article_url"])
        assert all(pattern.search(article.url) for article in room.press.articles(outlet["name"]))
        assert not any(pattern.search(room.url(outlet["name"], other)) for other in ("/", "/about", "/section/2026", "/media/7.svg"))
