"""A plan small enough to be read at a glance, and for every command a line to try on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = """\
format = 1
year = 2020
title = "小计划"
title_en = "A small plan"
lang = "zh"

[[unit]]
name = "省司法厅"
aliases = ["司法厅"]
name_en = "Department of Justice"

[[priority]]
id = "1"
title = "重点一"
title_en = "First"

[[priority.task]]
id = "1.1"
title = "完成的"
title_en = "Done one"
status = "done"
lead = "省司法厅"
target = { amount = 100, unit = "个", baseline = 129 }
reading = 100
log = [
  { on = 2020-03-02, by = "张三", lead = "省司法厅" },
  { on = 2020-06-30, status = "done", reading = 100, note = "验收", evidence = ["a.pdf"] },
]

[[priority.task]]
id = "1.2"
title = "逾期的"
due = 2020-05-31
status = "todo"
source = "(一)1"
tags = ["甲"]

[[priority]]
id = "2"
title = "重点二"

[[priority.task]]
id = "2.1"
title = "受阻的"
title_en = "Blocked one"
status = "blocked"
log = [
  { on = 2020-06-01, status = "blocked", note = "等批复" },
]
"""

READING = {
    "overview": ([], "overview"),
    "list": (["list", "--all"], "tasks"),
    "show": (["show", "1.1,2.1"], "tasks"),
    "progress": (["progress"], "progress"),
    "progress --by unit": (["progress", "--by", "unit"], "progress"),
    "board": (["board"], "board"),
    "timeline": (["timeline"], "tasks"),
    "units": (["units"], "units"),
    "list --nodes": (["list", "--nodes"], "nodes"),
    "findings": (["findings"], "findings"),
    "indicators": (["indicators"], "indicators"),
    "log": (["log"], "log"),
    "diff": (["diff", "2020-05-31"], "diff"),
    "round status": (["round", "status"], "round"),
    "round list": (["round", "list"], "rounds"),
    "summary": (["summary"], "summary"),
    "undo --list": (["undo", "--list"], "steps"),
    "restore --list": (["restore", "--list"], "steps"),
}
WRITING = {
    "assign": ["assign", "1.2", "--lead", "省司法厅"],
    "update": ["update", "1.2", "-m", "备注"],
    "start": ["start", "1.2"],
    "submit": ["submit", "1.2"],
    "done": ["done", "1.2", "-e", "b.pdf"],
    "block": ["block", "1.2", "-m", "原因"],
    "drop": ["drop", "1.2", "-m", "原因"],
    "reopen": ["reopen", "1.1"],
    "return": ["return", "1.2", "-m", "材料不全"],
    "note": ["note", "1.2", "-m", "备注"],
    "amend": ["amend", "2.1", "-m", "等省里批复"],
    "add": ["add", "新任务", "-p", "2"],
    "set": ["set", "1.2", "--title", "改名的"],
    "move": ["move", "1.2", "--to", "2"],
    "group add": ["group", "add", "重点三"],
    "group rename": ["group", "rename", "1", "改名的重点"],
    "group move": ["group", "move", "2", "--before", "1"],
    "group remove": ["group", "remove", "3", "--yes"],
    "node add": ["node", "add", "1.2", "Q3", "开题"],
    "node done": ["node", "done", "1.2", "1"],
    "node move": ["node", "move", "1.2", "1", "Q4", "-m", "延期"],
    "node remove": ["node", "remove", "1.2", "1"],
    "round open": ["round", "open", "2020-06", "--until", "28"],
    "round close": ["round", "close", "2020-06", "--on", "2020-07-01"],
    "edit": ["edit", "1.2"],
    "remove": ["remove", "1.2", "--yes"],
    "undo": ["undo"],
    "redo": ["redo"],
    "restore": ["restore"],
    "check --fix": ["check", "--fix"],
    "carry": ["carry", "2021"],
    "import": ["import", "台账.csv", "--yes"],
    "init": ["init", "2022"],
}


def prepare(run: Callable[..., Any], name: str) -> dict[str, str]:
    """Make what a command needs to have something to do, and return the environment it needs."""
    if name in {"undo", "redo", "restore", "undo --list", "restore --list"}:
        run("note", "1.2", "-m", "一步")
    if name == "return":
        run("submit", "1.2")
    if name in {"node done", "node move", "node remove", "list --nodes"}:
        run("node", "add", "1.2", "Q2", "调研")
    if name == "group remove":
        run("group", "add", "空的重点")
    if name in {"round status", "round list", "round close"}:
        run("round", "open", "2020-06", "--until", "28")
    if name == "import":
        Path("台账.csv").write_text("任务名称,责任人\n逾期的,王芳\n", encoding="utf-8")
    if name == "redo":
        run("undo")
    if name == "restore":
        Path("plans/2020.toml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    return {"EDITOR": "sed -i s/todo/doing/"}
