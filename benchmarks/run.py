"""Time planctl against bare programs, in one run: `python benchmarks/run.py`.

The first table has single commands beside a bare Typer and Rich program, bare Python and parsing the file; the second
has changes of many tasks at once beside parsing and writing the file, and beside the same on a quarter of the tasks.

Prints ratios of medians, not milliseconds: machines differ, ratios hardly do. Every command is a whole process, run in
turn with what it is compared with; peak memory is that of one more run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BARE_PYTHON = "pass"
#: What a Typer program costs that draws the same table with nothing else in it: the measure of `list` and `progress`.
BARE_TYPER = """
import sys, typer
app = typer.Typer(add_completion=False)

@app.command()
def table(path: str) -> None:
    from rich.console import Console
    from rich.table import Table
    drawn = Table("ID", "Task", "Lead", "Status", "Due", "Grade", box=None)
    for line in open(path, encoding="utf-8"):
        drawn.add_row(*line.rstrip("\\n").split("\\t"))
    Console(width=100, force_terminal=True, color_system=None).print(drawn)

app()
"""
PARSE_ONLY = "import sys, tomli; tomli.load(open(sys.argv[1], 'rb'))"
PARSE_AND_WRITE = """
import sys, tomli, tomli_w
with open(sys.argv[1], "rb") as file:
    plan = tomli.load(file)
with open(sys.argv[1] + ".written", "wb") as file:
    tomli_w.dump(plan, file)
"""
SIZES = (50, 1_000, 10_000)
LINE = "{:>6}  {:<22} {:>12} {:>9} {:>10} {:>8} {:>7}"
CHANGED_SIZES = (250, 1_000, 4_000, 10_000)
#: In a plan of fewer tasks the start of the program is all that is measured.
SMALLEST_QUARTER = 250
CHANGED_LINE = "{:>6}  {:<14} {:>8} {:>15} {:>10} {:>11} {:>8}"
#: What stands for ids, those of all tasks of a plan, and those of a fifth of them.
IDS, ALL, FIFTH = "IDS", "*", "1.*"


def main() -> None:
    """Measure every command at every size and print tables of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command")
    parser.add_argument("--sizes", type=int, nargs="*", help="numbers of tasks")
    parser.add_argument("--only", choices=("commands", "changes"), help="print one of the two tables")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.only != "changes":
            measure_commands(Path(folder), options.sizes or SIZES, options.runs)
        if options.only is None:
            print()
        if options.only != "commands":
            measure_changes(Path(folder), options.sizes or CHANGED_SIZES, options.runs)


# --- single commands -------------------------------------------------------------------------------------------------


def measure_commands(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Print the table of single commands."""
    print(LINE.format("tasks", "command", "/ Typer+Rich", "/ Python", "/ parsing", "peak MB", "x file"))
    for size in sizes:
        measure_size(folder, size, runs)


def measure_size(folder: Path, size: int, runs: int) -> None:
    """Print a line for each command on a plan of ``size`` tasks."""
    plan = folder / f"{size}.toml"
    plan.write_text(make_plan(size), encoding="utf-8")
    rows = folder / f"{size}.tsv"
    rows.write_text(run([*planctl(plan), "list", "--all", "--plain"]), encoding="utf-8")
    drawn = ["--color", "always", "--full"]
    commands = {
        "list --all (drawn)": ["list", "--all", *drawn],
        "list --all --plain": ["list", "--all", "--plain"],
        "list --all --json": ["list", "--all", "--json"],
        "progress (drawn)": ["progress", "--color", "always"],
        "progress --json": ["progress", "--json"],
        "done": ["done", "1.1", "-e", "sample", "-q"],
    }
    if size > max(SIZES[:2]):
        del commands["list --all (drawn)"]  # a table of so many rows is nothing that a person looks at
    for name, arguments in commands.items():
        measured = [*planctl(plan), *arguments]
        rivals = {
            "typer": [sys.executable, "-c", BARE_TYPER, str(rows)],
            "python": [sys.executable, "-c", BARE_PYTHON],
            "parse": [sys.executable, "-c", PARSE_ONLY, str(plan)],
        }
        pristine = plan.read_bytes()
        times, peak = compare(measured, rivals, runs, partial(plan.write_bytes, pristine))
        own = times.pop("own")
        ratios = {name: own / rival for name, rival in times.items()}
        numbers = [f"{ratios[name]:.2f}" for name in ("typer", "python", "parse")]
        print(LINE.format(size, name, *numbers, f"{peak / 1e6:.0f}", f"{peak / plan.stat().st_size:.1f}"), flush=True)


# --- changes of many tasks -------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """A command that changes many tasks: what is typed, and what must happen first in the folder of the plan.

    ``IDS`` stands for the tasks that are meant. Of them it changes the ``share``.
    """

    typed: tuple[str, ...]
    prepare: Callable[[Path, str], None] = lambda _folder, _ids: None
    share: float = 1


def measure_changes(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Print the table of changes: of all tasks at every size, and of a fifth of the largest plan."""
    print(CHANGED_LINE.format("tasks", "command", "changed", "/ parse+write", "per task", "/ a quarter", "peak MB"))
    for size in sizes:
        for name in CHANGES:
            measure_change(folder, size, runs, name, FIFTH if name == "remove" else ALL)
    for name in CHANGES:
        measure_change(folder, max(sizes), runs, name, FIFTH)


def measure_change(folder: Path, size: int, runs: int, name: str, ids: str) -> None:
    """Print a line for one change of the tasks ``ids`` in a plan of ``size``."""
    change, prepared, world = CHANGES[name], folder / "prepared", folder / "world"
    sizes = {"own": size} if size // 4 < SMALLEST_QUARTER else {"own": size, "quarter": size // 4}
    for part, count in sizes.items():
        prepare(prepared / part, count, change, ids)

    def renew() -> None:
        shutil.rmtree(world, ignore_errors=True)
        shutil.copytree(prepared, world)

    commands = {part: command_of(change, world / part, ids) for part in sizes}
    rivals = {"file": [sys.executable, "-c", PARSE_AND_WRITE, str(world / "own" / "2020.toml")], **commands}
    times, peak = compare(rivals.pop("own"), rivals, runs, renew)
    shutil.rmtree(prepared)
    changed = round(size * change.share * (1 if ids == ALL else 1 / 5))
    ratio = times["own"] / times["file"]
    growth = f"{times['own'] / times['quarter']:.2f}" if "quarter" in times else ""
    numbers = [f"{ratio:.2f}", f"{ratio * size / changed:.2f}", growth, f"{peak / 1e6:.0f}"]
    print(CHANGED_LINE.format(size, name, changed, *numbers), flush=True)


def command_of(change: Change, folder: Path, ids: str) -> list[str]:
    """Return the command line that makes ``change`` to the tasks ``ids`` of the plan in ``folder``."""
    typed = (ids if word == IDS else str(folder / word) if word.endswith(".toml") else word for word in change.typed)
    return [*planctl(folder / "2020.toml"), *typed, "--quiet"]


def prepare(folder: Path, size: int, change: Change, ids: str) -> None:
    """Make ``folder`` what it is right before ``change``."""
    folder.mkdir(parents=True)
    (folder / "2020.toml").write_text(make_plan(size), encoding="utf-8")
    change.prepare(folder, ids)


def updated(folder: Path, ids: str) -> None:
    """Have a step to undo."""
    run([*planctl(folder / "2020.toml"), "update", ids, "-m", "进展", "-q"])


def on_two_branches(folder: Path, ids: str) -> None:
    """Have what git hands to a merge driver: the plan as it was, and as it is on two branches."""
    changes = {"ours": ["update", ids, "-m", "进展"], "theirs": ["assign", ids, "--owner", "李四"], "base": None}
    for name, change in changes.items():
        copy = folder / f"{name}.toml"
        shutil.copyfile(folder / "2020.toml", copy)
        if change:
            run([*planctl(copy), *change, "-q"])


def changed_by_hand(folder: Path, ids: str) -> None:
    """Give tasks another status without recording it."""
    plan = folder / "2020.toml"
    first, border, others = plan.read_text(encoding="utf-8").partition('\n[[priority]]\nid = "2"')
    first, others = _with_other_statuses(first), _with_other_statuses(others) if ids == ALL else others
    plan.write_text(first + border + others, encoding="utf-8")


def _with_other_statuses(text: str) -> str:
    return re.sub(
        r'^status = "(\w+)"$',
        lambda found: f'status = "{"submitted" if found[1] == "doing" else "doing"}"',
        text,
        flags=re.MULTILINE,
    )


CHANGES = {
    "assign": Change(("assign", IDS, "--lead", "新局", "--owner", "李四", "--new-unit")),
    "update": Change(("update", IDS, "-m", "进展", "-d", "2020-11-30")),
    "remove": Change(("remove", IDS, "--yes")),
    "carry": Change(("carry", "2021", IDS), share=4 / 5),  # the others are done
    "undo": Change(("undo",), updated),
    "merge-driver": Change(("merge-driver", "base.toml", "ours.toml", "theirs.toml"), on_two_branches),
    "check --fix": Change(("check", "--fix"), changed_by_hand),
}


# --- measuring -------------------------------------------------------------------------------------------------------


def compare(
    measured: list[str], rivals: dict[str, list[str]], runs: int, renew: Callable[[], object]
) -> tuple[dict[str, float], int]:
    """Run everything in turn; return the median seconds of each by name and the peak bytes of what is measured.

    ``renew`` puts everything back before each turn, so that a command that changes it has the same to do every time.
    """
    commands = {**rivals, "own": measured}  # what is measured comes last, as it may change what the others read
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        renew()
        for name, command in commands.items():
            started = time.perf_counter()
            run(command)
            if number:  # the first turn warms the caches
                seconds[name].append(time.perf_counter() - started)
    renew()
    peak = peak_of(measured)
    renew()
    return {name: statistics.median(times) for name, times in seconds.items()}, peak


def peak_of(command: list[str]) -> int:
    """Return the peak resident size of ``command`` in bytes."""
    probe = f"import resource, subprocess; subprocess.run({command!r}, stdout=subprocess.DEVNULL, check=True); "
    probe += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    unit = 1 if sys.platform == "darwin" else 1024
    return int(run([sys.executable, "-c", probe])) * unit


def run(command: list[str]) -> str:
    """Run ``command`` to its end and return what it printed."""
    environment = os.environ | {"PLANCTL_LANG": "en", "PLANCTL_TODAY": "2020-07-01", "COLUMNS": "100"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=True)  # noqa: S603 - our own commands
    return done.stdout


def planctl(plan: Path) -> list[str]:
    """Return the command line of planctl for ``plan``."""
    program = shutil.which("planctl", path=str(Path(sys.executable).parent))
    return [program or "planctl", "--plan", str(plan)]


def make_plan(size: int) -> str:
    """Return a plan of ``size`` tasks that looks like one in the middle of its year."""
    statuses = ("todo", "doing", "done", "blocked", "submitted")
    parts = ['format = 1\nyear = 2020\ntitle = "测试计划"\nlang = "zh"\n']
    for priority in range(1, 6):
        parts.append(f'\n[[priority]]\nid = "{priority}"\ntitle = "第{priority}项重点工作"\n')
        for number in range(1, size // 5 + 1):
            status = statuses[number % 5]
            log = "" if status == "todo" else make_log(status, number)
            parts.append(
                f'\n# {priority}.{number}\n[[priority.task]]\nid = "{priority}.{number}"\n'
                f'title = "完成第{priority}部分第{number}项工作任务并形成报告"\n'
                f'title_en = "Finish item {number} of part {priority}"\n'
                f'source = "(一){number % 6 + 1}"\nstatus = "{status}"\nlead = "单位{number % 30}"\n'
                f'support = ["单位{(number + 7) % 30}"]\nowner = "张三"\ndue = 2020-{number % 12 + 1:02}-15\n{log}'
            )
    return "".join(parts)


def make_log(status: str, number: int) -> str:
    """Return a log of one or two entries that ends in ``status``."""
    entries = ['  { on = 2020-03-02, by = "张三", status = "doing", note = "方案印发" },\n']
    if status != "doing":
        evidence = f'evidence = ["样例〔2020〕{number}号"]'
        entries.append(
            f'  {{ on = 2020-06-20, by = "李四", status = "{status}", note = "进展情况说明", {evidence} }},\n'
        )
    return "log = [\n" + "".join(entries) + "]\n"


if __name__ == "__main__":
    main()
