"""Time planctl against a bare Typer and Rich program and against bare Python, in one run: `python benchmarks/run.py`.

Prints ratios, not milliseconds: machines differ, ratios hardly do. Every command is a whole process, run in turn with
what it is compared with; peak memory is the largest of its runs. A second table times changes of very many tasks.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
#: Parse the file and write it once: the measure of a change of many tasks.
PARSE_AND_WRITE = """
import pathlib, sys, tomli, tomli_w
path = pathlib.Path(sys.argv[1])
path.with_suffix(".copy").write_text(tomli_w.dumps(tomli.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
"""
SIZES = (50, 1_000, 10_000)
ENVIRONMENT = {"PLANCTL_LANG": "en", "PLANCTL_TODAY": "2020-07-01", "COLUMNS": "100"}
BULK_SIZES = (250, 1_000, 4_000, 10_000)
BULK_LINE = "{:>6}  {:<22} {:>12} {:>16} {:>12}"
LINE = "{:>6}  {:<22} {:>12} {:>9} {:>10} {:>8} {:>7}"


def main() -> None:
    """Measure every command at every size and print a table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of tasks")
    parser.add_argument("--only", choices=["commands", "bulk"], help="print only one of the two tables")
    options = parser.parse_args()
    if options.only != "bulk":
        print_commands(options.sizes, options.runs)
    if options.only != "commands":
        print_bulk(BULK_SIZES)


def print_commands(sizes: list[int], runs: int) -> None:
    """Print the table of single commands."""
    with tempfile.TemporaryDirectory() as folder:
        print(LINE.format("tasks", "command", "/ Typer+Rich", "/ Python", "/ parsing", "peak MB", "x file"))
        for size in sizes:
            measure_size(Path(folder), size, runs)


def print_bulk(sizes: tuple[int, ...]) -> None:
    """Print the table of changes of many tasks: against parsing and writing the file, and against a plan before."""
    print(BULK_LINE.format("tasks", "command", "/ pars+write", "/ smaller plan", "x as large"))
    before: dict[str, tuple[float, int]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            plan = Path(folder) / "plans" / "2020.toml"
            plan.parent.mkdir()
            for name, seconds, measure in bulk_times(plan, size):
                growth = ("", "")
                if name in before:
                    growth = (f"{seconds / before[name][0]:.1f}", f"{size / before[name][1]:.1f}")
                before[name] = seconds, size
                print(BULK_LINE.format(size, name, f"{seconds / measure:.1f}", *growth), flush=True)


def bulk_times(plan: Path, size: int) -> Iterator[tuple[str, float, float]]:
    """Yield each change with its seconds and those of parsing and writing the file, the shortest of three runs."""
    text = make_plan(size)
    everything = ["assign", "*", "--owner", "李四"]
    acts: dict[str, list[list[str]]] = {
        "assign all": [everything],
        "assign 2,000": [["assign", *(f"{part}.1..{part}.400" for part in range(1, 6)), "--owner", "李四"]],
        "update all": [["update", "*", "-m", "进展"]],
        "remove a fifth": [["remove", "1.*", "--yes"]],
        "check --fix a fifth": [["check", "--fix"]],
        "carry all": [["carry", "2021"]],
        "undo assign": [everything, ["undo"]],
        "merge-driver": [],
    }
    if size <= max(BULK_SIZES[:-1]):
        del acts["assign 2,000"]
    for name, commands in acts.items():
        taken = [bulk_time(plan, text, name, commands) for _ in range(3)]
        yield name, min(seconds for seconds, _ in taken), min(measure for _, measure in taken)


def bulk_time(plan: Path, text: str, name: str, commands: list[list[str]]) -> tuple[float, float]:
    """Return the seconds of the last of ``commands``, and those of parsing and writing the file right before it."""
    for path in (*plan.parent.glob("*.toml"), *plan.parent.glob("*.copy")):
        path.unlink()
    shutil.rmtree(plan.parent / ".planctl", ignore_errors=True)
    plan.write_text(text, encoding="utf-8")
    if name == "merge-driver":
        commands = [merge_of(plan, text)]
    if name == "check --fix a fifth":
        plan.write_text(text.replace('status = "doing"\n', 'status = "submitted"\n'), encoding="utf-8")
    for command in commands[:-1]:
        run([*planctl(plan), *command])
    measure = timed([sys.executable, "-c", PARSE_AND_WRITE, str(plan)])
    return timed([*planctl(plan), *commands[-1], "-q"]), measure


def merge_of(plan: Path, text: str) -> list[str]:
    """Return the command that merges two versions of ``plan`` that each changed every task."""
    versions = {name: plan.with_name(f"{name}.toml") for name in ("base", "ours", "theirs")}
    for path in versions.values():
        path.write_text(text, encoding="utf-8")
    run([*planctl(versions["ours"]), "assign", "*", "--owner", "李四", "-q"])
    run([*planctl(versions["theirs"]), "update", "*", "-m", "进展", "-q"])
    return ["merge-driver", *map(str, versions.values())]


def timed(command: list[str]) -> float:
    """Return the seconds that a process takes; it may answer no."""
    environment = os.environ | ENVIRONMENT
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - our own commands
    return time.perf_counter() - started


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
        times, peak = compare(measured, rivals, runs, plan)
        own = times.pop("own")
        ratios = {name: own / rival for name, rival in times.items()}
        numbers = [f"{ratios[name]:.2f}" for name in ("typer", "python", "parse")]
        print(LINE.format(size, name, *numbers, f"{peak / 1e6:.0f}", f"{peak / plan.stat().st_size:.1f}"), flush=True)


def compare(measured: list[str], rivals: dict[str, list[str]], runs: int, plan: Path) -> tuple[dict[str, float], int]:
    """Run everything in turn; return the median seconds of each by name and the peak bytes of what is measured.

    The plan is put back before each turn, so that a command that changes it has the same to do every time.
    """
    pristine = plan.read_bytes()
    commands = {"own": measured, **rivals}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        plan.write_bytes(pristine)
        for name, command in commands.items():
            started = time.perf_counter()
            run(command)
            if number:  # the first turn warms the caches
                seconds[name].append(time.perf_counter() - started)
    plan.write_bytes(pristine)
    peak = peak_of(measured)
    plan.write_bytes(pristine)
    return {name: statistics.median(times) for name, times in seconds.items()}, peak


def peak_of(command: list[str]) -> int:
    """Return the peak resident size of ``command`` in bytes."""
    probe = f"import resource, subprocess; subprocess.run({command!r}, stdout=subprocess.DEVNULL, check=True); "
    probe += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    unit = 1 if sys.platform == "darwin" else 1024
    return int(run([sys.executable, "-c", probe])) * unit


def run(command: list[str]) -> str:
    """Run ``command`` to its end and return what it printed."""
    environment = os.environ | ENVIRONMENT
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
