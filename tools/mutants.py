"""Mutation testing: would the tests notice if a guard were gone? `make mutants`; CONTRIBUTING.md says more.

Cosmic Ray makes the mutants, runs the tests over each and keeps the results. This draws the sample, says which tests guard which file, and
works on copies of the tree, so that no file of yours changes. A run that was ended goes on where it was when it is started again.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

import attrs
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.plugins import get_operator
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cosmic_ray.work_item import WorkResult

ROOT: Final = Path(__file__).resolve().parent.parent
SESSIONS: Final = ROOT / "build" / "mutants"
SEED: Final = 14
SIZE: Final = 150
FLOOR: Final = 75.0
"""Percent of the mutants that the tests must notice."""
PATIENCE: Final = 4.0
"""How many times as long as without it the tests of a mutant may take; one that makes them hang is noticed."""
LONGEST: Final = 600.0
"""Seconds that tests may take without a mutant."""

GUARDS: Final = {
    "pipelines/": ("tests/pipelines", "tests/storage/test_article_fields.py"),
    "spiders/outlet.py": ("tests/spiders/test_outlet_spider.py", "tests/crawl/test_bad_feeds.py", "tests/crawl/test_chain.py"),
    **dict.fromkeys(
        (
            "warraq/crawl/run.py",
            "warraq/crawl/open_run.py",
            "warraq/crawl/polls.py",
            "warraq/crawl/records.py",
            "warraq/crawl/rehearsal.py",
        ),
        ("tests/crawl/test_poll_book.py", "tests/crawl/test_open_run.py", "tests/crawl/test_runs_of_crawls.py"),
    ),
    "storage/ledger/": ("tests/storage/test_ledger.py", "tests/storage/test_runs.py", "tests/storage/test_quarantine.py"),
    "storage/write/": ("tests/storage/test_write.py", "tests/storage/test_writer.py", "tests/storage/test_ledger.py"),
    "storage/timing/": ("tests/scheduler/test_due.py", "tests/scheduler/test_polls.py", "tests/storage/test_runs.py"),
    "warraq/timer/": ("tests/scheduler/test_timer_steps.py", "tests/scheduler/test_watching.py", "tests/scheduler/test_loop.py"),
    "warraq/timer/chores.py": ("tests/scheduler/test_daily_chores.py",),
    "warraq/timer/process.py": ("tests/scheduler/test_child.py",),
}
"""The tests of each file by how its path begins, the longest beginning first; the quickest tests first."""

OPERATORS: Final = (
    "AddNot",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "NumberReplacer",
    "ZeroIterationForLoop",
    "ExceptionReplacer",
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "BitAnd_BitOr", "BitOr_BitAnd")),
)
"""One mistake that a person could make for each kind of code; the library's twelve replacements of each `+` would crowd the rest out."""

Place = tuple[int, int]


def mutants() -> Iterator[MutationSpec]:
    """Every mutant of the guarded files, in the order of their paths; one for each place and operator."""
    operators = {name: get_operator(name)() for name in (f"core/{operator}" for operator in OPERATORS)}
    for path in guarded():
        source = (ROOT / path).read_text("utf-8")
        idle, lines = _idle(source), source.splitlines()
        nodes = list(ast_nodes(get_ast(source)))
        for name, operator in operators.items():
            places = [place for node in nodes for place in operator.mutation_positions(node)]
            for occurrence, (start, end) in enumerate(places):
                told = start in (place[0] for place in places[:occurrence]) or _is_bare_star(lines[start[0] - 1][start[1] :])
                if not told and not any(first <= start < last for first, last in idle):
                    yield MutationSpec(path, name, occurrence, start, end)


def guarded() -> list[str]:
    """The files to be mutated, as paths from the root."""
    files = (file for start in GUARDS for file in ((ROOT / start).rglob("*.py") if start.endswith("/") else [ROOT / start]))
    return sorted(str(file.relative_to(ROOT)) for file in files if file.exists() and file.name != "__init__.py")


def guards_of(path: Path) -> tuple[str, ...]:
    """The tests that are to notice a mutant of this file."""
    return GUARDS[max((start for start in GUARDS if str(path).startswith(start)), key=len)]


def _idle(source: str) -> list[tuple[Place, Place]]:
    """Where nothing is mutated: annotations, decorators, what stands under TYPE_CHECKING, asserts for mypy, and the module's constants.

    That 501 stands in the place of a chosen 500 is no fault that a test should notice.
    """
    tree = ast.parse(source)
    constants = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return [_span(part) for node in ast.walk(tree) for part in _idle_parts(node) if part is not None] + [_span(node) for node in constants]


def _idle_parts(node: ast.AST) -> list[ast.expr | ast.stmt | None]:
    if isinstance(node, ast.AnnAssign | ast.arg):
        return [node.annotation]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.returns, *node.decorator_list]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list]
    for_types = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return [node] if for_types or isinstance(node, ast.Assert) else []  # type: ignore[list-item]


def _is_bare_star(rest: str) -> bool:
    """Whether a line goes on with the `*` of a signature, which the library takes for a product."""
    return rest.startswith("*") and rest[1:].lstrip()[:1] in ("", ",")


def _span(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def drawn(every: Sequence[MutationSpec], size: int, seed: int) -> list[WorkItem]:
    """The sample: the same for the same mutants and seed, a small one the beginning of a large one."""
    shuffled = random.Random(seed).sample(every, len(every))  # noqa: S311 - no secret
    return [WorkItem.single(f"{number:04}", mutant) for number, mutant in enumerate(shuffled[:size])]


def session_of(every: Sequence[MutationSpec], seed: int) -> Path:
    """Where the results are kept of a sample of these mutants of the files as they are."""
    known = hashlib.sha256(repr([(mutant.operator_name, mutant.occurrence) for mutant in every]).encode())
    for path in guarded():
        known.update((ROOT / path).read_bytes())
    return SESSIONS / f"{known.hexdigest()[:12]}-{seed}.sqlite"


# Running


@dataclass(frozen=True)
class Copy:
    """A copy of the tree, in which one mutant at a time lives."""

    folder: Path

    def make(self) -> None:
        words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        for name in filter(None, subprocess.check_output(words, cwd=ROOT, text=True).split("\0")):  # noqa: S603
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.folder / name)
        subprocess.check_call([sys.executable, "-m", "compileall", "-q", str(self.folder)])  # noqa: S603

    def command(self, tests: Sequence[str]) -> str:
        """Runs these tests on the copy; one engine, as a guard that only one of them has is rare."""
        words = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "--hypothesis-seed=0",
            "-k",
            "not postgresql",
            *tests,
        ]
        folder = shlex.quote(str(self.folder))
        return shlex.join(["sh", "-c", f"cd {folder} && PYTHONPATH={folder} exec {shlex.join(words)}"])

    def seconds(self, tests: Sequence[str]) -> float:
        """How long the tests take without any mutant; raises RuntimeError where they fail."""
        begun = time.monotonic()  # noqa: TID251 - no part of the program
        outcome, output = run_tests(self.command(tests), LONGEST)
        if outcome is not TestOutcome.SURVIVED:
            raise RuntimeError(f"{' '.join(tests)} fail without any mutant; mend that first:\n{output[-3000:]}")
        return time.monotonic() - begun  # noqa: TID251

    def test(self, item: WorkItem, patience: float) -> WorkResult:
        (mutant,) = item.mutations
        here = attrs.evolve(mutant, module_path=self.folder / mutant.module_path)
        return mutate_and_test([here], self.command(guards_of(mutant.module_path)), patience)


def run(session: WorkDB, pending: list[WorkItem], processes: int) -> None:
    """Tests the mutants, so many at once, and keeps each result as it comes."""
    with tempfile.TemporaryDirectory(prefix="warraq-mutants-") as folder, ThreadPoolExecutor(processes) as pool:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(processes):
            copy = Copy(Path(folder) / str(number))
            copy.make()
            copies.put(copy)
        patience: dict[tuple[str, ...], float] = {}

        def work(item: WorkItem) -> WorkResult:
            copy, tests = copies.get(), _guards(item)
            try:
                if tests not in patience:
                    patience[tests] = PATIENCE * copy.seconds(tests)
                return copy.test(item, patience[tests])
            finally:
                copies.put(copy)

        running = {pool.submit(work, item): item for item in pending}
        try:
            for number, done in enumerate(as_completed(running), 1):
                item, result = running[done], done.result()
                session.set_result(item.job_id, result)
                print(f"{number}/{len(pending)} {item.job_id} {_told(item)}: {_verdict(result)}", flush=True)
        except BaseException:
            print("stops when the tests that run have ended; start it again to go on", flush=True)
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _guards(item: WorkItem) -> tuple[str, ...]:
    return guards_of(item.mutations[0].module_path)


def _told(item: WorkItem) -> str:
    (mutant,) = item.mutations
    return f"{mutant.module_path}:{mutant.start_pos[0]} {mutant.operator_name.removeprefix('core/')}"


def _verdict(result: WorkResult) -> str:
    return result.test_outcome.value if result.test_outcome else result.worker_outcome.value


def report(session: WorkDB) -> int:
    """Prints the survivors and the share that was noticed; returns 0, or 1 under the floor, or 3 where some are still to be tested."""
    done = sorted(session.completed_work_items, key=lambda pair: pair[0].job_id)
    for item, result in done:
        if not result.is_killed:
            print(f"\n{item.job_id} {_told(item)}", *(_changed_lines(result.diff or "")), sep="\n")
    killed = sum(result.is_killed for _, result in done)
    percent = 100 * killed / max(1, len(done))
    print(f"\n{killed} of {len(done)} mutants were noticed: {percent:.0f} %; {session.num_work_items - len(done)} are still to be tested")
    return 3 if len(done) < session.num_work_items else int(percent < FLOOR)


def _changed_lines(diff: str) -> list[str]:
    return [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE, help="how many mutants (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="which ones (%(default)s)")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (%(default)s)")
    parser.add_argument("--only", default="", help="only those of files whose path begins so")
    parser.add_argument("--again", action="store_true", help="test the survivors again, after tests were written for them")
    parser.add_argument("--report", action="store_true", help="tell what is known, and test nothing")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the copies are removed
    SESSIONS.mkdir(parents=True, exist_ok=True)
    every = list(mutants())
    with use_db(str(session_of(every, asked.seed)), WorkDB.Mode.create) as session:
        known = {item.job_id for item in session.work_items}
        session.add_work_items(item for item in drawn(every, asked.size, asked.seed) if item.job_id not in known)
        again = [item for item, result in session.completed_work_items if asked.again and not result.is_killed]
        pending = sorted([*session.pending_work_items, *again], key=lambda item: item.job_id)
        pending = [item for item in pending if str(item.mutations[0].module_path).startswith(asked.only)]
        if pending and not asked.report:
            run(session, pending, asked.processes)
        return report(session)


if __name__ == "__main__":
    sys.exit(main())
