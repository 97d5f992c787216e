"""What learning saves and costs: pages of one site read in order as a crawl does, beside the generic reader alone.

    python benchmarks/learning.py [--heavy | FOLDER SET …]

Without arguments the pages are those of the small press; --heavy makes them as large as news sites serve them, in six mark-ups. FOLDER
holds `pages/index.jsonl`, whose rows name a `set`, a `path`, a `url` and, where it is known, the true text; each SET of them is taken for
one site. Figures are of the pages that a learned layout read alone: CPU milliseconds a page of both readers (the second of two readings),
and the mean share of words in lines that equal the true text's, or the generic reader's where that is all there is. The last line is one
JSON object.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from chain_pages import sites

from storage.learned import knowledge
from storage.ledger import outlets
from storage.store import Store
from warraq.extract import extract
from warraq.extract.check import same_lines
from warraq.items import Page
from warraq.newsroom import Press
from warraq.newsroom.pages import article_page
from warraq.outlet import LEARNED_READER, Outlet, OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAVY = 8
"""Pages of each mark-up beside those that its layouts may be learned from."""
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Truth = str | None


def of_press() -> Iterator[tuple[str, list[tuple[Page, Truth]]]]:
    """The pages of each outlet of the press, oldest first."""
    press = Press(NOW, seed=6)
    for name, profile in press.profiles.items():
        header = {"content-type": f"text/html; charset={profile.encoding}"}
        slots = [(slot, press.url(name, press.path(slot))) for slot in reversed(press.slots(name))]
        yield (
            name,
            [
                (Page(url, article_page(press, slot).encode(profile.encoding, "xmlcharrefreplace"), headers=header), press.truth(slot).body)
                for slot, url in slots
            ],
        )


def of_heavy_pages() -> Iterator[tuple[str, list[tuple[Page, Truth]]]]:
    """Pages of 200 kB of one outlet in each mark-up."""
    for site in sites(HEAVY):
        yield site.markup, [(page, None) for page in site.pages]


def of_folder(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, list[tuple[Page, Truth]]]]:
    """The pages of each set."""
    rows = [json.loads(line) for line in (folder / "pages" / "index.jsonl").read_text("utf-8").splitlines() if line.strip()]
    for name in names:
        mine = [row for row in rows if row["set"] == name]
        yield (
            name,
            [
                (Page(row["url"] or f"file:///{row['path']}", (folder / row["path"]).read_bytes(), origin="file"), _truth(row))
                for row in mine
            ],
        )


def _truth(row: dict[str, dict[str, str] | None]) -> Truth:
    return (row.get("truth") or {}).get("body")


def milliseconds(page: Page, known: OutletKnowledge) -> float:
    extract(page, known)
    started = time.process_time()
    extract(page, known)
    return (time.process_time() - started) * 1000


def measure(store: Store, name: str, pages: Sequence[tuple[Page, Truth]]) -> dict[str, float]:
    outlet = Outlet(name.replace("-", "_"), "?", (f"{name}.test",))
    costs: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    with store.write() as connection:
        outlet_id = outlets.sync_outlets(connection, [outlet])[outlet.name]
        known = knowledge.load(connection, outlet)
        for page, truth in pages:
            found = extract(page, known)
            plain = extract(page, OutletKnowledge(outlet))
            if found.articles and plain.articles and found.articles[0].extractor.startswith(LEARNED_READER):
                costs.append((milliseconds(page, known), milliseconds(page, OutletKnowledge(outlet))))
                true = truth or plain.articles[0].body
                right.append((same_lines(found.articles[0].body, true), same_lines(plain.articles[0].body, true)))
            known = knowledge.observe(connection, outlet, outlet_id, found.observations, NOW) or known
    if not costs:
        return {"pages": len(pages), "learned": 0}
    figures = {"learned ms": median(cost for cost, _ in costs), "generic ms": median(cost for _, cost in costs)}
    figures |= {"learned right": mean(share for share, _ in right), "generic right": mean(share for _, share in right)}
    figures["times cheaper"] = figures["generic ms"] / figures["learned ms"]
    return {"pages": len(pages), "learned": len(costs)} | {key: round(value, 3) for key, value in figures.items()}


def main() -> None:
    folder, *names = sys.argv[1:] or [""]
    made = of_heavy_pages() if folder == "--heavy" else of_folder(Path(folder), names) if folder else of_press()
    with tempfile.TemporaryDirectory() as place, Store.open(f"sqlite:///{place}/store.db") as store:
        found = {name: measure(store, name, pages) for name, pages in made if pages}
    for name, figures in found.items():
        print(f"{name:16}", "  ".join(f"{key} {value:g}" for key, value in figures.items()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
