"""Lists that people and scripts get alike: what is on record of a task, log entries, units, steps, faults.

What differs between them stands in ``people`` and ``scripts``.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Block, Cell, Column, Fields, Paragraph, Table, Tone, Value
from planctl.cells import safe
from planctl.plan import replay
from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import GROUPS
from planctl.screen import rounds
from planctl.screen.columns import USUAL_COLUMNS, task_table
from planctl.screen.views import ChangeReport, CheckReport, LogReport, RoundList, RoundReport, StepList, log_rows
from planctl.words import problems
from planctl.words.plan_words import Words, entry_text, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planctl.plan.progress import Standing
    from planctl.screen.views import LogRow, StepRow, UnitsReport
    from planctl.words.i18n import Translator

#: In a list of steps, a step that changed more tasks than this only counts them.
MOST_IDS = 6
#: The views that look the same to everybody.
Alike = ChangeReport | LogReport | RoundReport | RoundList | StepList | CheckReport


def alike(view: Alike, t: Translator) -> list[Block]:
    """Return ``view`` as blocks in the language of ``t``."""
    match view:
        case ChangeReport():
            return [task_table(view.rows, USUAL_COLUMNS, Words.of(t, view.plan))]
        case LogReport():
            return [log_table(view.entries, Words.of(t, view.plan))]
        case RoundReport():
            return [rounds.units_table(view, Words.of(t, view.plan))]
        case RoundList():
            return [rounds.list_table(view, Words.of(t, view.plan))]
        case StepList():
            return [_steps(view, t)]
        case CheckReport():
            return _faults(view, t)
        case _:
            assert_never(view)


def record_of(row: Standing, words: Words) -> dict[str, str | Cell]:
    """Return everything known of a task but its log, by the keys of plain output; what is absent is left out."""
    values = _worded(row, words)
    for key in _DECLARED[type(row.task)]:
        if (value := getattr(row.task, key.name)) != key.default:
            values.setdefault(key.written, words.value(key.kind, value))
    return {key: value for key, value in values.items() if value}


#: What is declared of items of each kind; the English title, the target and records are told in other ways.
_DECLARED = {
    table: [
        key
        for key in keys_of(table)
        if key.shown and key.kind is not Kind.RECORDS and key.name not in {"title_en", "target"}
    ]
    for table in (kind.item_type() for kind in GROUPS)
}


def _worded(row: Standing, words: Words) -> dict[str, str | Cell]:
    """Return what has its place at the top of a record, what follows from a record, and what has words of its own."""
    task, t = row.task, words.t
    listed = t("separator.list")
    title = words.title(task)
    return {
        "id": task.id,
        "title": title,
        "title_other": task.title if title != task.title else task.title_en or "",
        "formerly": listed.join(task.formerly),
        "status": words.status(row),
        "reason": (replay.reason(task) or "") if task.status.needs_reason else "",
        "grade": words.grade(row),
        "problem": row.problem or "",
        "help": row.help or "",
        "next": _planned(row, words),
        "returned": _returned(row, words),
        "lead": words.unit(task.lead) or Cell(t("list.nobody"), Tone.MUTED, ""),
        "support": listed.join(map(words.unit, task.support)),
        "owner": task.owner or "",
        "start": task.start.isoformat() if task.start else "",
        "due": Cell(words.t("due.endless"), code="ongoing") if row.kept else row.due.isoformat(),
        "kept": Cell(_kept(row, words), code=f"{row.kept.kept}/{row.kept.of}") if row.kept else "",
        "due_original": row.due_original.isoformat() if row.is_extended else "",
        "reading": _reading(row, words),
        "from": number(task.target.from_) if task.target and task.target.from_ is not None else "",
        "baseline": number(task.target.baseline) if task.target and task.target.baseline is not None else "",
        "evidence": "\n".join(task.evidence),
        "refs": "\n".join(task.refs),
        "waits_for": listed.join(task.waits_for),
        "waits": listed.join(row.waits) if row.waits != task.waits_for else "",
        "awaited_by": listed.join(row.awaited_by),
        "open_findings": listed.join(row.findings),
        "tags": ", ".join(task.tags),
        "source": task.source or "",
    }


def _planned(row: Standing, words: Words) -> str | Cell:
    """Return what was last said to come next; people are told what came since, too."""
    found = replay.planned(row.task)
    if found is None or not row.is_unfinished:
        return ""
    entry, since = found
    came = "\n".join(words.t("record.came", on=later.on, what=entry_text(later, words.on(row.task))) for later in since)
    said = words.t("record.planned", next=entry.next, on=entry.on)
    return Cell(f"{said}\n{came or words.t('record.nothing_came')}", code=entry.next or "")


def _kept(row: Standing, words: Words) -> str:
    """Return in how many periods a duty was kept up, and what was last said of it."""
    last = replay.last_report(row.task)
    if last is None:
        return words.kept(row)
    return words.t("kept.last", kept=words.kept(row), on=last.on, what=entry_text(last, words))


def _returned(row: Standing, words: Words) -> str | Cell:
    """Return how often a task was sent back, and why the last time."""
    returns = replay.returns(row.task)
    if not returns:
        return ""
    text = words.t("record.returned", n=len(returns), on=returns[-1].on, reason=returns[-1].note or "")
    return Cell(text, code=str(len(returns)))


def _reading(row: Standing, words: Words) -> str | Cell:
    """Return how much of a quantity is reached; people are told of which part of the way that is, too."""
    reading, target = words.reading(row), row.task.target
    if target is None:
        return reading
    share = target.share(row.reached)
    if target.is_level:  # who is past it has all of it
        share = min(share, 1)
    percent = max(0, floor(100 * share))
    return Cell(words.t("record.reading_share", reading=reading, percent=percent), code=reading)


def labelled(values: Mapping[str, str | Cell], words: Words) -> Fields:
    """Return values with their labels, by their keys."""
    return Fields(tuple((key, words.t(f"column.{key}"), value) for key, value in values.items()))


def log_table(entries: Iterable[LogRow], words: Words) -> Table:
    """Return log entries, each with the id of its task and its number there."""
    t = words.t
    columns = (
        Column("on", t("column.on")),
        Column("id", t("column.id")),
        Column("number", t("column.number")),
        Column("what", t("column.what"), flexible=True),
        Column("by", t("column.by")),
    )
    return Table(
        columns,
        tuple(
            (
                entry.on.isoformat(),
                Cell(row.task.id, Tone.STRONG),
                str(number),
                entry_text(entry, words.on(row.task)),
                entry.by or "",
            )
            for row, number, entry in entries
        ),
    )


def log_of(row: Standing, words: Words) -> Table:
    """Return the log of a single task, which need not be named on every line."""
    whole = log_table(log_rows(row), words)
    on, _, *others = whole.columns
    return Table((on, *others), tuple((on, *others) for on, _, *others in whole.rows), record=False)


def units_table(view: UnitsReport, words: Words) -> Table:
    """Return the numbers of what each unit has to do."""
    keys = ("leads", "supports", "open", "done", "overdue")
    columns = (
        Column("unit", words.t("column.unit"), flexible=True),
        *(Column(key, words.t(f"column.{key}"), right=True) for key in keys),
    )
    rows: list[tuple[Value, ...]] = []
    for row in view.rows:
        both = row.both
        counts = (len(ids) for ids in (row.leads.ids, row.supports.ids, both.unfinished, both.done))
        rows.append((words.unit(row.unit), *map(str, counts), overdue_cell(both.overdue)))
    return Table(columns, tuple(rows), record=False)


def overdue_cell(ids: tuple[str, ...]) -> Cell:
    """Return the number of overdue tasks, for a column of them."""
    return Cell(str(len(ids)), Tone.BAD if ids else Tone.MUTED)


def _steps(view: StepList, t: Translator) -> Table:
    """Return the steps that commands made."""
    columns = (
        Column("number", t("column.number")),
        Column("when", t("column.when")),
        Column("step", t("column.step"), flexible=True),
        Column("tasks", t("column.tasks")),
        Column("in_effect", t("column.in_effect")),
        Column("total", t("column.tasks_after"), right=True),
    )
    return Table(columns, tuple(_step(step, t) for step in view.steps))


def _step(step: StepRow, t: Translator) -> tuple[Value, ...]:
    what = t(f"step.{step.kind}", label=step.label or t("undo.unnamed"), of=step.of)
    if step.beside:
        what = t("step.beside", step=what, path=step.beside[0])
    ids = ", ".join(step.tasks)
    return (
        Cell(str(step.number), Tone.STRONG),
        step.when,
        what,
        Cell(t("step.many", n=len(step.tasks)), code=ids) if len(step.tasks) > MOST_IDS else ids,
        Cell(t("step.in_effect"), code="yes") if step.in_effect else "",
        str(step.total),
    )


def _faults(view: CheckReport, t: Translator) -> list[Block]:
    """Return a line for each problem, in the form that editors read: file, line, severity, sentence."""
    lines = [safe(problems.describe(t, view.path, problem)) for problem in view.problems]
    return [Paragraph("\n".join(lines), wrapped=False)] if lines else []
