"""What the page about outlet files shows holds."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_example_of_the_page_is_a_sound_file(tmp_path: Path) -> None:
    from warraq.outlet_files import read_outlet

    text = (DOCS / "outlet-files.md").read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    path = tmp_path / "qa" / "dawhatalkhabar.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert [layout.id for layout in read_outlet(path).layouts] == ["2024", "2025"]
