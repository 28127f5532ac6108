"""The columns of a table of tasks, each declared once: what people may call it, and how it is filled.

A column's heading is the message ``column.<key>``. Tasks are sorted, and in part grouped, by what columns show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Cell, Column, Table, Tone, Value
from planctl.plan import replay
from planctl.plan.counts import By
from planctl.plan.query import SortKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from planctl.plan.model import Task
    from planctl.plan.progress import Standing
    from planctl.words.plan_words import Words


class TaskColumn(NamedTuple):
    """A column: the ``words`` that people may type for its key, and what stands in it for a task."""

    words: tuple[str, ...]
    cell: Callable[[Standing, Words], Value]
    right: bool = False
    flexible: bool = False


#: Every column that a table of tasks can have, by its key.
TASK_COLUMNS: dict[str, TaskColumn] = {
    "id": TaskColumn(("编号",), lambda row, _: Cell(row.task.id, Tone.STRONG)),
    "priority": TaskColumn(("重点",), lambda row, _: row.group),
    "title": TaskColumn(("任务", "标题"), lambda row, words: words.title(row.task), flexible=True),
    "lead": TaskColumn(("牵头单位", "牵头"), lambda row, words: words.unit(row.task.lead)),
    "support": TaskColumn(
        ("配合单位", "配合"), lambda row, words: words.t("separator.list").join(map(words.unit, row.task.support))
    ),
    "owner": TaskColumn(("责任人",), lambda row, _: row.task.owner or ""),
    "status": TaskColumn(("状态",), lambda row, words: words.status(row)),
    "grade": TaskColumn(("评价", "进度评价"), lambda row, words: words.grade(row)),
    "since": TaskColumn(("何时起", "起于", "自"), lambda row, words: _day(replay.status_since(row.task), words)),
    "reason": TaskColumn(("原因", "理由"), lambda row, _: _one_line(reason_of(row)), flexible=True),
    "problem": TaskColumn(("存在问题", "问题"), lambda row, _: _one_line(row.problem or ""), flexible=True),
    "next": TaskColumn(("下一步", "下一步打算"), lambda row, _: _one_line(row.next or ""), flexible=True),
    "help": TaskColumn(("需协调", "需要协调"), lambda row, _: _one_line(row.help or ""), flexible=True),
    "waits_for": TaskColumn(
        ("等待", "前置"), lambda row, words: words.t("separator.list").join(row.task.waits_for), flexible=True
    ),
    "start": TaskColumn(("开始日期", "开始"), lambda row, words: _day(row.task.start, words)),
    "due": TaskColumn(("完成时限", "时限"), lambda row, words: words.due(row)),
    "due_original": TaskColumn(("原定时限",), lambda row, words: "" if row.kept else words.day(row.due_original)),
    "reading": TaskColumn(("完成数", "读数"), lambda row, words: words.reading(row), right=True),
    "evidence": TaskColumn(("佐证材料", "佐证"), lambda row, words: words.t("separator.list").join(row.task.evidence)),
    "updated": TaskColumn(("最近记录",), lambda row, words: _day(row.task.log[-1].on if row.task.log else None, words)),
    "note": TaskColumn(("说明", "备注"), lambda row, _: _last_note(row.task), flexible=True),
    "carried_to": TaskColumn(("结转到", "结转"), lambda row, _: row.task.carried_to or ""),
    "source": TaskColumn(("出处",), lambda row, _: row.task.source or ""),
    "area": TaskColumn(("方面",), lambda row, _: getattr(row.task, "area", None) or ""),
    "path": TaskColumn(("层级",), lambda row, _: " / ".join(getattr(row.task, "path", ())), flexible=True),
    "weight": TaskColumn(("分值", "硬性"), lambda row, words: words.weight(row.task)),
    "about": TaskColumn(("涉及", "涉及任务"), lambda row, words: words.t("separator.list").join(row.about)),
    "tags": TaskColumn(("标签",), lambda row, _: ", ".join(row.task.tags)),
}
#: The columns of a list that asks for none in particular.
USUAL_COLUMNS = ("id", "title", "lead", "status", "due", "grade")
#: The same of other items than tasks, by their kind.
OTHER_COLUMNS = {
    "finding": ("id", "title", "area", "lead", "status", "due", "grade"),
    "indicator": ("id", "title", "weight", "lead", "status", "reading", "grade"),
}
#: What is asked of tasks that are blocked, besides.
BLOCKED_COLUMNS = ("since", "reason")

#: What people may type for the keys of columns, of sorting and of grouping.
COLUMN_WORDS: dict[str, tuple[str, ...]] = {key: column.words for key, column in TASK_COLUMNS.items()}
SORT_WORDS: dict[str, tuple[str, ...]] = {key: COLUMN_WORDS[key] for key in SortKey}
_OTHER_GROUPS = {
    By.UNIT: ("单位",),
    By.TAG: COLUMN_WORDS["tags"],
    By.QUARTER: ("季度",),
    By.INSPECTION: ("督察",),
    By.STANDARD: ("指标体系",),
}
BY_WORDS: dict[str, tuple[str, ...]] = {by: COLUMN_WORDS.get(by) or _OTHER_GROUPS[by] for by in By}


def reason_of(row: Standing) -> str:
    """Return why a task is blocked or dropped, nothing where that is unknown or it is neither."""
    return (replay.reason(row.task) or "") if row.task.status.needs_reason else ""


def task_table(rows: Iterable[Standing], keys: Sequence[str], words: Words, *, lines: int = 0) -> Table:
    """Return ``rows`` as a table with the columns ``keys``; a drawn title takes up to ``lines`` lines (0: any)."""
    chosen, rows = [TASK_COLUMNS[key] for key in keys], tuple(rows)
    kinds = {row.task.kind for row in rows}
    labels = {"title": f"kind.{kinds.pop()}.title"} if len(kinds) == 1 else {}
    columns = tuple(
        Column(key, words.t(labels.get(key, f"column.{key}")), column.right, column.flexible)
        for key, column in zip(keys, chosen, strict=True)
    )
    cells = [column.cell for column in chosen]
    return Table(columns, tuple([tuple([cell(row, words) for cell in cells]) for row in rows]), lines=lines)


def _day(day: date | None, words: Words) -> Value:
    return words.day(day) if day else ""


def _last_note(task: Task) -> str:
    return _one_line(next((entry.note for entry in reversed(task.log) if entry.note), ""))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
