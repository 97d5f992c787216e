"""What a program has loaded is not looked through for garbage again and again."""

from __future__ import annotations

import gc
import subprocess
import sys

PROBE = """
import gc
from warraq import collector

collector.look_seldom()
assert gc.get_threshold()[0] > 700
loaded = [[] for _ in range(1000)]
collector.settle()
settled = gc.get_freeze_count()
assert settled > 1000 and not any(each is loaded for each in gc.get_objects())
later = [[] for _ in range(1000)]
collector.settle()
assert gc.get_freeze_count() <= settled and any(each is later for each in gc.get_objects())
"""


def test_what_is_loaded_is_settled_once() -> None:
    subprocess.run([sys.executable, "-c", PROBE], check=True)
    assert gc.isenabled()
