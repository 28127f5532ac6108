"""Every command that writes goes through the one transaction, and nobody else writes files."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from hazard import SMALL, needs_strace, planctl, under_strace

import planctl as package
from planctl.cli.app import COMMANDS

SOURCE = Path(package.__file__).parent
#: Modules that write files, and what else than plans they write.
WRITERS = {
    "disk.py": "the one that writes",
    "lock.py": "the lock file",
    "cli/startup.py": "opens the null device",
    "cli/editor.py": "the text for the editor, and the text that could not be used, in temporary folders",
    "cli/report.py": "a report, where --output says",
    "cli/completion.py": "nothing of a plan",
}
CALLS = {"write_text", "write_bytes", "unlink", "rename", "touch", "hardlink_to", "symlink_to"}
OS_CALLS = {
    "open",
    "replace",
    "rename",
    "unlink",
    "remove",
    "write",
    "pwrite",
    "truncate",
    "link",
    "fdopen",
    "removedirs",
}


@cache
def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    }


def writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Name):
        return function.id == "open" and any(_is_write_mode(item) for item in [*node.args[1:2], *_mode(node)])
    if not isinstance(function, ast.Attribute):
        return False
    if isinstance(function.value, ast.Name) and function.value.id == "os":
        return function.attr in OS_CALLS
    if function.attr == "open":
        return any(_is_write_mode(item) for item in [*node.args[:1], *_mode(node)])
    return function.attr in CALLS


def _mode(node: ast.Call) -> list[ast.expr]:
    return [word.value for word in node.keywords if word.arg == "mode"]


def _is_write_mode(node: ast.expr) -> bool:
    return not (isinstance(node, ast.Constant) and isinstance(node.value, str) and not set(node.value) & set("wax+"))


def test_files_are_written_in_one_module():
    found = {name for name, tree in modules().items() if any(writes(node) for node in ast.walk(tree))}
    assert found - WRITERS.keys() - {"steps.py", "planfile.py"} == set()


def test_steps_and_plans_are_only_ever_removed_where_they_are_not_written_by_disk():
    for name in ("steps.py", "planfile.py"):
        calls = [node.func for node in ast.walk(modules()[name]) if isinstance(node, ast.Call) and writes(node)]
        assert {call.attr for call in calls if isinstance(call, ast.Attribute)} <= {"unlink"}, name


def test_plans_are_replaced_by_planfile_alone():
    """``disk.replace`` and ``disk.create`` are the two ways to a plan; everybody else asks planfile."""
    callers = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"replace", "create"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "disk"
    }
    assert callers == {"planfile.py"}


def commands() -> dict[str, tuple[str, bool]]:
    flat = [spec for item in COMMANDS for spec in (item.commands or (item,))]
    return {spec.name: (spec.function, spec.writes) for spec in flat}


def reaches_transaction(function: str) -> bool:
    """Whether the command's function, or what it calls in its module, asks for a transaction."""
    module, _, name = function.partition(":")
    tree = modules()[module.removeprefix("planctl.").replace(".", "/") + ".py"]
    bodies = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    seen, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in bodies:
            continue
        seen.add(current)
        for node in ast.walk(bodies[current]):
            if isinstance(node, ast.Attribute) and (
                (node.attr == "change" and isinstance(node.value, ast.Name) and node.value.id == "session")
                or (node.attr in {"create", "transact", "rewrite"} and _is_named(node, "planfile"))
                or (node.attr in {"undo", "redo"} and _is_named(node, "history"))
            ):
                return True
            if isinstance(node, ast.Name):
                waiting.append(node.id)
    return False


def _is_named(node: ast.Attribute, name: str) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == name


def test_exactly_the_commands_that_say_so_write():
    listed = {name: writes for name, (_, writes) in commands().items()}
    asking = {name: reaches_transaction(function) for name, (function, _) in commands().items()}
    assert asking == listed


CALLS_OF_WRITERS = {
    "assign": ("assign", "1.1", "--lead", "甲局", "--new-unit"),
    "update": ("update", "1.1", "-s", "doing"),
    "start": ("start", "1.1"),
    "submit": ("submit", "1.1"),
    "done": ("done", "1.1"),
    "block": ("block", "1.1", "-m", "x"),
    "drop": ("drop", "1.1", "-m", "x"),
    "reopen": ("reopen", "1.3"),
    "note": ("note", "1.1", "-m", "x"),
    "add": ("add", "新", "-p", "1"),
    "edit": ("edit", "1.1"),
    "remove": ("remove", "1.1", "--yes"),
    "undo": ("undo",),
    "redo": ("redo",),
    "check": ("check", "--fix"),
    "carry": ("carry", "2021"),
    "init": ("init", "2020", "--yes"),
}
CLOSED = """
[[priority.task]]
id = "1.3"
title = "任务三"
status = "done"
log = [{ on = 2020-04-01, status = "done" }]

[[priority.task]]
id = "1.4"
title = "任务四"
status = "doing"
"""


def test_every_writing_command_is_tried_below():
    """A new command that writes has to be added to ``CALLS_OF_WRITERS``, and so be watched."""
    assert CALLS_OF_WRITERS.keys() == {name for name, (_, writes) in commands().items() if writes}


@needs_strace
@pytest.mark.parametrize("name", CALLS_OF_WRITERS)
def test_a_writing_command_locks_flushes_and_exchanges(name, plan, tmp_path, monkeypatch):
    path = plan(SMALL + CLOSED)
    monkeypatch.setenv("EDITOR", "sed -i s/任务一/改名/")
    if name in {"undo", "redo"}:
        assert planctl("note", "1.2", "-m", "x").returncode == 0
    if name == "redo":
        assert planctl("undo").returncode == 0
    target = path.with_name("2021.toml") if name == "carry" else path
    trace = tmp_path / "trace"
    before = path.stat().st_ino
    watched = "trace=flock,fsync,renameat2,rename,link,openat"
    run = under_strace("-y", "-o", str(trace), "-e", watched, arguments=CALLS_OF_WRITERS[name])
    assert run.returncode in {0, 1}, run.stderr.decode()
    lines = trace.read_text(errors="replace").splitlines()
    locked, flushed, put, kept = (
        [number for number, line in enumerate(lines) if all(part in line for part in parts)]
        for parts in (
            ("flock(", f"{target.name}.lock>"),
            ("fsync(", f".{target.name}."),
            (f'/{target.name}"', "link(" if name == "carry" else "RENAME_EXCHANGE"),
            ("fsync(", "/plans>"),
        )
    )
    assert all((locked, flushed, put, kept)), f"{name} goes around the transaction"
    assert locked[0] < flushed[0] < put[0] < kept[-1]
    assert name == "carry" or path.stat().st_ino != before
    opened = [line for line in lines if "openat(" in line and f'/{target.name}"' in line]
    assert all("O_RDONLY" in line for line in opened)
