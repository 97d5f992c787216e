"""`warraq story`: one story with its chain: from whom it comes, who carried it, when, crediting whom, and how it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from warraq.cli.options import LARGEST, AsJson
from warraq.cli.show import moment, out, print_json, print_table, zone_name
from warraq.errors import UsageError
from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from storage.stories.chain import StoryDetail
    from warraq.dedup.difference import Change

CHANGE_STYLES = {"removed": "red", "added": "green"}
JOINING = ("copy", "update", "excerpt")
"""Relations that put an article into a story; they say more of it there than the others."""
LONGEST_SAME = 60
"""Characters of an unchanged stretch that are shown; of a longer one its beginning and end are."""


def story(
    number: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=LARGEST, help="As `warraq article` and the table `articles` show it (story_id).")
    ],
    as_json: AsJson = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show word by word how each article differs from the first.")] = False,
) -> None:
    """One story: its origin, and who carried it."""
    from storage.store import Store
    from storage.stories.chain import story as read
    from storage.stories.chain import texts_of
    from warraq import config

    with Store.open(config.load().database_url, read_only=True) as store, store.read() as connection:
        found = read(connection, number)
        if found is None:
            raise UsageError(f"story {number}: not in the store; `warraq article ID` shows the story of an article")
        changes = dict(_changes(found, texts_of(connection, found.story["id"]))) if diff else {}
    if as_json:
        print_json(found.as_dict() | ({"changes": {key: _as_rows(value) for key, value in changes.items()}} if diff else {}))
        return
    show_story(found)
    for article_id, stretches in changes.items():
        out.print(f"\narticle {article_id}, beside the first:")
        out.print(_coloured(stretches))


def show_story(found: StoryDetail) -> None:
    """Origin, facts and chain, for a person."""
    row = found.story
    name = row["origin_title"] or row["origin_name"] or "?"
    facts = [
        ("origin", f"{name} ({row['origin_rule']})"),
        ("articles", row["article_count"]),
        ("outlets", row["outlet_count"]),
    ]
    facts += [("first published", moment(row["first_published_at"], named=True) or "not stated")]
    facts += [("doubt", words) for words in _doubts(found)]
    print_table((f"story {row['id']}", ""), facts)
    columns = ("", "article", f"when {zone_name()}", "outlet", "headline", "credits", "cites", "is")
    members = {row["article_id"] for row in found.articles}
    rows = (_chain_row(row, members) for row in found.articles)
    print_table(columns, rows, title="Chain", right=("headline", "credits", "cites"))


def _doubts(found: StoryDetail) -> Iterator[str]:
    """Where the origin is unsure: who states an earlier time than the first article, and when the polls first saw it."""
    if found.story["origin_rule"] != "unsure":
        return
    first = next(row for row in found.articles if row["article_id"] == found.story["first_article_id"])
    for row in found.articles:
        stated = moment(row["published_at"] or row["published_day"])
        if row["first_seen_at"] and stated and row["sort_at"] < first["sort_at"] and row["outlet"] != first["outlet"]:
            yield f"{row['outlet_title']} states {stated}, and was first seen {moment(row['first_seen_at'])}"


def _chain_row(row: dict[str, Any], members: set[int]) -> tuple[object, ...]:
    inside = [link for link in row["links"] if link["other_id"] in members]
    closest = min(inside, key=lambda link: (link["relation"] not in JOINING, -link["score"]), default=None)
    relation = f"{closest['relation']} of {closest['other_id']} ({closest['score']:.0%})" if closest else ""
    when = moment(row["published_at"] or row["published_day"]) or f"fetched {moment(row['sort_at'])}"
    return row["place"], row["article_id"], when, row["outlet_title"], row["title"], row["credits"], row["cites"], relation


def _changes(found: StoryDetail, texts: dict[int, str]) -> Iterator[tuple[int, list[Change]]]:
    from warraq.dedup.difference import diff

    first = found.story["first_article_id"]
    for row in found.articles:
        if row["article_id"] != first:
            yield row["article_id"], diff(texts[first], texts[row["article_id"]])


def _as_rows(stretches: list[Change]) -> list[dict[str, str]]:
    return [{"kind": change.kind, "before": change.before, "after": change.after} for change in stretches]


def _coloured(stretches: list[Change]) -> Text:
    from rich.text import Text

    row = Text()
    for change in stretches:
        if change.kind == "same":
            row.append(visible(_shortened(change.after)) + " ")
            continue
        row.append(visible(f"[-{change.before}-] ") if change.before else "", CHANGE_STYLES["removed"])
        row.append(visible(f"[+{change.after}+] ") if change.after else "", CHANGE_STYLES["added"])
    return row


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_SAME else f"{words[: LONGEST_SAME // 2]} … {words[-LONGEST_SAME // 2 :]}"
