"""The generated parts of docs/outlet-files.md and docs/outlets.md."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from itertools import groupby
from textwrap import dedent
from typing import TYPE_CHECKING

from warraq.outlet import Layout, Outlet, Rules
from warraq.outlet_files.checks import FEED_HOSTS, countries
from warraq.outlet_files.files import all_entries, all_outlets
from warraq.outlet_files.folders import NO_COUNTRY, PACKAGED
from warraq.outlet_files.schema import CITED_KEYS, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from warraq.outlet_files.schema import Key


def keys_page() -> str:
    """Every key of an outlet file: its type, whether it is required, its default and its meaning."""
    lines = ["## Keys of an outlet file", "", *_table(field_docs(Outlet), keys_of(Outlet))]
    lines += ["", "## Keys of a `[[layouts]]` table", "", *_table(field_docs(Layout), keys_of(Layout))]
    lines += ["", "## Keys of a `[keep]` and a `[block]` table", "", *_table(field_docs(Rules), keys_of(Rules))]
    lines += ["", "## Keys of an `[[outlet]]` table in `cited.toml`", "", ", ".join(f"`{name}`" for name in CITED_KEYS) + ": as above."]
    services = (f"- `{host}`: {reason}" for host, reason in FEED_HOSTS.items())
    lines += ["", "## Feed services, whose addresses are taken for a site's own", "", *services]
    return "\n".join(lines) + "\n"


def outlets_page() -> str:
    """The packaged outlets that have spiders, by country."""
    outlets = sorted(all_outlets([PACKAGED]), key=_folder)
    cited = len(all_entries([PACKAGED])) - len(outlets)
    lines = [f"{len(outlets)} outlets have spiders; {cited} more are known by name, so that texts which cite them are understood.", ""]
    for folder, found in groupby(outlets, _folder):
        lines += [*_outlets_of(folder, list(found)), ""]
    return "\n".join(lines)


def field_docs(schema: type[Outlet | Layout | Rules]) -> dict[str, str]:
    """The words under each field, which Python itself throws away."""
    body = ast.parse(dedent(inspect.getsource(schema))).body[0]
    assert isinstance(body, ast.ClassDef)
    docs: dict[str, str] = {}
    name = None
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs[name] = " ".join(str(node.value.value).split())
            name = None
    return docs


def _table(docs: Mapping[str, str], keys: Mapping[str, Key]) -> Iterator[str]:
    yield from ("| key | type | default | meaning |", "|---|---|---|---|")
    for name, key in keys.items():
        yield f"| `{name}` | {key.type} | {_default(key)} | {docs[name]} |"


def _default(key: Key) -> str:
    if key.required:
        return "**required**"
    plain = {True: "true", False: "false", None: "absent", (): "none"}
    return plain[key.default] if isinstance(key.default, bool | tuple | None) else f"`{key.default}`"


def _folder(outlet: Outlet) -> str:
    return outlet.country or NO_COUNTRY


def _outlets_of(folder: str, outlets: Sequence[Outlet]) -> Iterator[str]:
    yield from (f"## {countries().get(folder, 'No one country')} ({len(outlets)})", "")
    yield from ("| name | title | kind | looked for in | evidence |", "|---|---|---|---|---|")
    for outlet in outlets:
        yield f"| `{outlet.name}` | {outlet.title} | {outlet.kind} | {_places(outlet)} | {outlet.evidence} |"


def _places(outlet: Outlet) -> str:
    counts = Counter(kind for kind, _ in outlet.places)
    return ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in counts.items())
