"""Every command that writes goes through the one transaction. Who may write files at all is test_architecture's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hazard import SMALL, needs_strace, planctl, under_strace
from places import ROOT

from planctl.cli.table import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan

CALLS_OF_WRITERS = {
    "assign": ("assign", "1.1", "--lead", "甲局", "--new-unit"),
    "update": ("update", "1.1", "-s", "doing"),
    "start": ("start", "1.1"),
    "submit": ("submit", "1.1"),
    "done": ("done", "1.1"),
    "block": ("block", "1.1", "-m", "x"),
    "drop": ("drop", "1.1", "-m", "x"),
    "reopen": ("reopen", "1.3"),
    "return": ("return", "1.5", "-m", "x"),
    "note": ("note", "1.1", "-m", "x"),
    "add": ("add", "新", "-p", "1"),
    "amend": ("amend", "1.3", "-m", "x"),
    "set": ("set", "1.1", "--title", "改名"),
    "move": ("move", "1.1", "--to", "2"),
    "group add": ("group", "add", "新"),
    "group rename": ("group", "rename", "1", "新"),
    "group move": ("group", "move", "2", "--before", "1"),
    "group remove": ("group", "remove", "2", "--yes"),
    "node add": ("node", "add", "1.1", "Q3", "x"),
    "node done": ("node", "done", "1.4", "1"),
    "node move": ("node", "move", "1.4", "1", "Q4", "-m", "x"),
    "node remove": ("node", "remove", "1.4", "1"),
    "round open": ("round", "open", "2020-06", "--until", "28"),
    "round close": ("round", "close", "2020-06", "--on", "2020-07-01"),
    "edit": ("edit", "1.1"),
    "remove": ("remove", "1.1", "--yes"),
    "undo": ("undo",),
    "redo": ("redo",),
    "check": ("check", "--fix"),
    "carry": ("carry", "2021"),
    "restore": ("restore",),
    "import": ("import", "ledger.csv", "--yes"),
    "init": ("init", "2020", "--overwrite"),
    "draft": ("draft", str(ROOT / "examples" / "section-three.txt"), "--into", "2020"),
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
nodes = [{ due = 2020-06-30, goal = "开题" }]

[[priority.task]]
id = "1.5"
title = "任务五"
status = "submitted"
log = [{ on = 2020-04-01, status = "submitted" }]

[[priority]]
id = "2"
title = "重点二"
"""


def test_every_writing_command_is_tried_below() -> None:
    """A new command that writes has to be added to ``CALLS_OF_WRITERS``, and so be watched."""
    alone = {spec.name for spec in COMMANDS if spec.writes}
    grouped = {f"{group.name} {spec.name}" for group in COMMANDS for spec in group.commands if spec.writes}
    assert CALLS_OF_WRITERS.keys() == alone | grouped


@needs_strace
@pytest.mark.parametrize("name", CALLS_OF_WRITERS)
def test_a_writing_command_locks_flushes_and_exchanges(
    name: str, plan: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan(SMALL + CLOSED)
    monkeypatch.setenv("EDITOR", "sed -i s/任务一/改名/")
    if name in {"undo", "redo", "restore"}:
        assert planctl("note", "1.2", "-m", "x").returncode == 0
    if name == "import":
        (tmp_path / "ledger.csv").write_text("任务名称,责任人\n任务一,王芳\n", encoding="utf-8")
    if name == "round close":
        assert planctl("round", "open", "2020-06", "--until", "28").returncode == 0
    if name == "redo":
        assert planctl("undo").returncode == 0
    if name == "restore":
        path.write_bytes(b"<<<<<<< HEAD\n")
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
