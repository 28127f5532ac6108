"""What stands in a sentence for a place: one value of the plan, with the sign that belongs to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import replay
from planctl.plan.model import Status
from planctl.report.numbers.figures import Punctuality
from planctl.report.wording.opening import scope_name
from planctl.report.wording.results import completion

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.counts import Group
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases


class Value(NamedTuple):
    """A value as text, with the tasks that it counts; ``None`` if the plan has it not, or not yet."""

    text: str | None
    ids: Ids = ()


def count(p: Phrases, name: str, part: Group | None) -> Value:
    """Return how many tasks of a ``part`` of the plan, or which percentage of them, ``name`` counts."""
    group = part or p.summary.total
    if name == "percent":
        return _percent(p, group.percent, group.totalled)
    if name == "on_time":
        return _on_time(p, set(group.ids))
    ids = _counted(p, name, group)
    return Value(str(group.total if name == "total" else len(ids)), ids)


def _counted(p: Phrases, name: str, group: Group) -> Ids:
    match name:
        case "total":
            return group.totalled
        case "open":
            return group.unfinished
        case "added":
            added = set(p.summary.added)
            return tuple(identifier for identifier in group.ids if identifier in added)
        case _:
            return group.parts[name]


def _on_time(p: Phrases, ids: set[str]) -> Value:
    due, done = (tuple(each for each in some if each in ids) for some in p.summary.on_time)
    return _percent(p, Punctuality(due, done).percent, due)


def _percent(p: Phrases, percent: float | None, ids: Ids) -> Value:
    return Value(None if percent is None else p.percent(percent), ids)


def of_item(p: Phrases, name: str, row: Standing) -> Value:
    """Return what ``name`` is of one item: its title, its reading, when it was done, by which documents."""
    task, text = row.task, None
    match name:
        case "title":
            text = p.title(task)
        case "reading":
            text = None if row.reading is None else p.number(row.reading)
        case "done_on":
            done = replay.status_since(task) if task.status is Status.DONE else None
            text = p.day(done) if done else None
        case "evidence":
            documents = dict.fromkeys(document for entry in completion(task) for document in entry.evidence)
            text = p.evidence(tuple(documents) or task.evidence) or None
    return Value(text, (task.id,))


def of_plan(p: Phrases, name: str) -> Value:
    """Return what ``name`` is of the report as a whole."""
    year = p.summary.plan.year
    match name:
        case "year":
            return Value(str(year))
        case "next_year":
            return Value(str(year + 1))
        case "day":
            return Value(p.full_day(p.summary.day))
        case "plan":
            return Value(p.plan_title)
        case "scope":
            name = scope_name(p)
            return Value(p.t("report.scope.value", name=name) if name else "")
        case _:
            return Value(_period(p, p.summary.since or p.summary.plan.first_day, p.summary.day))


def _period(p: Phrases, first: date, last: date) -> str:
    """Return the name of a period: that of a year, half, quarter or month if it is one, else its two days."""
    months = last.month - first.month + 1
    is_whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    if is_whole and months in _PERIODS and last.month % months == 0:
        name = _PERIODS[months].format(last.month // months)
        return p.t(f"report.period.{name}", year=first.year, month=p.months("report.months")[first.month - 1])
    return p.span(first, last)


#: The keys of the periods that have a name, by their number of months.
_PERIODS = {1: "month", 3: "quarter{}", 6: "half{}", 12: "year"}
