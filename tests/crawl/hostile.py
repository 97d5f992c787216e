"""Pages that no reader survives, a foreign reader that misbehaves where a page says so, and the readers that run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.crawl.bad_pages import page

if TYPE_CHECKING:
    from collections.abc import Callable

MISREADER = '''
"""Takes the place of trafilatura in a test: reads the paragraphs, and does first what the page says."""

import os
import re
import signal
import sys
from types import SimpleNamespace


def hang():
    re.match("(a|a)*$", "a" * 100 + "b")


def swell():
    bytearray(1 << 34)


def die():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave():
    sys.exit(3)


def bare_extraction(tree, **options):
    for wanted in tree.xpath("//@data-reader"):
        {"hang": hang, "swell": swell, "die": die, "leave": leave}[wanted]()
    return SimpleNamespace(text="\\n".join(paragraph.text_content() for paragraph in tree.iter("p")))
'''


def place_misreader(folder: Path) -> Path:
    """Puts the foreign reader into the folder; whoever has that in front of its path reads with it."""
    package = folder / "foreign" / "trafilatura"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(MISREADER, encoding="utf-8")
    return package.parent


def that_makes_it(what: str, number: int) -> str:
    """An article on which the foreign reader does this: hang (inside C), swell, die or leave."""
    return page(number, extra=f"<i data-reader='{what}'></i>")


def many_attributes() -> str:
    """An element of 500,000 attributes, each of which the parser compares with all before it: minutes, inside C."""
    return page(1, extra=f"<i {' '.join(f'a{number}' for number in range(500_000))}></i>")


def much_text() -> str:
    """A paragraph of 800,000 words, of which many lists of words are made."""
    return page(2, extra=f"<p>{'كلمة ' * 800_000}</p>")


def readers(belongs: Callable[[dict[str, str]], bool]) -> list[int]:
    """The processes that read pages and have such an environment."""
    return [pid for pid in map(int, filter(str.isdigit, (path.name for path in Path("/proc").iterdir()))) if _is_reader(pid, belongs)]


def _is_reader(pid: int, belongs: Callable[[dict[str, str]], bool]) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        variables = Path(f"/proc/{pid}/environ").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return False
    return b"warraq.crawl.page_reader.worker" in command and belongs(dict(variable.partition("=")[::2] for variable in variables))
