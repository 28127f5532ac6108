"""What changed between two days, in words: a line a task for people, a line a field for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.blocks import Cell, Column, Table, Tone, Value
from planctl.plan.keys import keys_of
from planctl.plan.model import Status, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.between import Difference
    from planctl.screen.views import DiffReport
    from planctl.words.plan_words import Words

_KINDS = {key.name: key.kind for key in keys_of(Task)}


def changes_table(rows: Iterable[Difference], words: Words) -> Table:
    """Return a line for each task with everything that became of it."""
    columns = (
        Column("id", words.t("column.id")),
        Column("title", words.t("column.title"), flexible=True),
        Column("what", words.t("column.changed"), flexible=True),
    )
    between = words.t("separator.clause")
    told = [(item.row.task, between.join(_told(item, words))) for item in rows]
    return Table(columns, tuple((Cell(task.id, Tone.STRONG), words.title(task), what) for task, what in told))


def fields_table(rows: Iterable[Difference], words: Words) -> Table:
    """Return a line for each value that changed, with the one before."""
    columns = tuple(Column(key, key) for key in ("id", "title", "field", "before", "after"))
    lines = ((item.row.task.id, words.title(item.row.task), *line) for item in rows for line in _fields(item, words))
    return Table(columns, tuple(lines))


def counts_table(view: DiffReport, words: Words) -> Table:
    """Return how many tasks there were in each state on the two days, and by how many there are more or fewer."""
    t = words.t
    labels = {"total": t("total")} | {status.value: t(f"status.{status}") for status in Status}
    labels |= {"carried": t("column.carried"), "overdue": t("column.overdue")}
    then, now = ({"total": group.total} | {key: len(ids) for key, ids in group.parts.items()} for group in view.counts)
    rows = tuple(
        (label, str(then[key]), str(now[key]), f"{now[key] - then[key]:+d}" if now[key] != then[key] else "")
        for key, label in labels.items()
        if then[key] or now[key]
    )
    days = [Column(str(day), str(day), right=True) for day in (view.since, view.day)]
    columns = (Column("count", t("column.count")), *days, Column("change", t("column.change"), right=True))
    return Table(columns, rows, record=False)


def _told(item: Difference, words: Words) -> Iterator[str]:
    """Yield what became of a task, piece by piece."""
    words = words.on(item.row.task)
    t = words.t
    if item.before is None:
        yield t("entry.added")
    for name, (before, after) in item.fields.items():
        then, now = (_text(_value(name, value, words)) for value in (before, after))
        change = t("entry.from_to", before=then, after=now or t("list.nobody")) if then and item.before else now
        yield t(f"entry.{name}", **{name: change})
    if item.row.is_overdue and not item.was_overdue:
        yield t("diff.overdue")
    for what, node, was in item.nodes:
        yield t(f"entry.node_{what}", goal=node.goal, before=was.due if was else "", after=node.due)
    for _, entry in item.entries:
        if entry.evidence:
            yield t("entry.evidence", evidence=t("separator.list").join(entry.evidence))
        if entry.note:
            yield t("entry.note", note=entry.note.replace("\n", " "))


def _fields(item: Difference, words: Words) -> Iterator[tuple[Value, ...]]:
    words = words.on(item.row.task)
    if item.before is None:
        yield "added", "", next((entry.on.isoformat() for _, entry in item.entries if entry.added), "")
    for name, (before, after) in item.fields.items():
        yield name, _value(name, before, words), _value(name, after, words)
    if item.row.is_overdue is not item.was_overdue:
        yield "overdue", *(("yes" if is_late else "no") for is_late in (item.was_overdue, item.row.is_overdue))
    for what, node, was in item.nodes:
        days = (str(was.due) if was else "", f"{node.due} {node.goal}") if what == "moved" else ("", node.goal)
        yield f"node {what}", *days
    for _, entry in item.entries:
        yield from (("evidence", "", document) for document in entry.evidence)
        if entry.note:
            yield "note", "", entry.note


def _value(name: str, value: Any, words: Words) -> Value:
    if value in {None, "", ()}:
        return ""
    if name == "due":
        return words.day(value)
    text = words.value(_KINDS[name], value)
    return Cell(text, code=value.value) if name == "status" else text


def _text(value: Value) -> str:
    return value.text if isinstance(value, Cell) else str(value)
