"""All commands under one name; what is heavy is imported inside the command that needs it, so that `--help` is quick."""

from __future__ import annotations

from typing import Annotated

import typer

from warraq.cli import (
    article,
    attribute,
    crawl,
    database,
    demo,
    doctor,
    export,
    extract,
    health,
    importing,
    outlets,
    quarantine,
    runs,
    schedule,
    search,
    stats,
    story,
)
from warraq.cli.answers import (
    coverage,
    digest,
    events,
    hits,
    serve,
    stories,
    trace,
    watch,
)

app = typer.Typer(
    help="Warraq (ورّاق) records the Arabic news: crawl outlets, find copies and sources, search what was stored.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:
    if asked:
        from warraq.version import version

        typer.echo(f"warraq {version()}")
        raise typer.Exit


@app.callback()
def warraq(
    version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and end.")] = False,
) -> None:
    """Holds what goes before a command; each command is a function of its own."""


app.command("list")(crawl.list_outlets)
app.command()(crawl.crawl)
app.command()(extract.extract)
app.command()(attribute.attribute)
app.command()(attribute.date)
app.command("import")(importing.import_articles)
app.command()(search.search)
app.command()(article.article)
app.command()(story.story)
app.command()(stories.stories)
app.command()(digest.digest)
app.command()(trace.trace)
app.command()(coverage.coverage)
app.add_typer(watch.app, name="watch")
app.command()(hits.hits)
app.command()(stats.stats)
app.command()(export.export)
app.command()(article.remove)
app.command()(outlets.resolve)
app.command()(schedule.schedule)
app.command()(serve.serve)
app.command()(runs.runs)
app.command()(events.events)
outlets.app.command()(health.health)
app.add_typer(outlets.app, name="outlets")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(database.app, name="db")
app.command()(doctor.doctor)
app.command()(demo.demo)
