"""Writes the outlet files of the invented outlets, for a crawler that is to visit them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from warraq.newsroom.press import article_pattern
from warraq.newsroom.sitemaps import INDEX_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from warraq.newsroom.model import Profile
    from warraq.newsroom.press import Press


def outlet_files(press: Press, folder: Path) -> list[Path]:
    """Writes a TOML file an outlet, `<country>/<name>.toml` below `folder`, with addresses on the press's port; returns the files."""
    written = []
    for profile in press.profiles.values():
        path = folder / (profile.country.lower() if profile.region else "int") / f"{profile.name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(outlet_toml(press, profile), "utf-8")
        written.append(path)
    return written


def outlet_toml(press: Press, profile: Profile) -> str:
    """The outlet file of one invented outlet."""
    values: dict[str, object] = {"name": profile.name, "title": profile.title}
    if profile.region:
        values["country"] = profile.country
    values |= {
        "timezone": profile.timezone,
        "domains": [profile.host],
        "aliases": list(profile.aliases or (profile.title, f"{profile.kind_word} {profile.title}")),
        "common_word": profile.common_word,
        "kind": profile.kind,
        "feeds": [press.url(profile.name, profile.feed_path)] if profile.feed else [],
        "sitemaps": [press.url(profile.name, INDEX_PATH)] if profile.sitemap else [],
        "listings": [press.url(profile.name, profile.listing)] if profile.listing else [],
        "article_url": rf"^http://{profile.host.replace('.', chr(92) + '.')}:\d+{article_pattern(profile)}",
        "evidence": "invented, for the newsroom",
    }
    # JSON strings, lists and booleans are TOML as well.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
