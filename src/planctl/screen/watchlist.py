"""What needs looking after, on the overview: lists of tasks with days and people, and the commands that show more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planctl.blocks import Cell, Column, Paragraph, Table, Tone, Value
from planctl.plan import replay
from planctl.plan.days import DayState, state_of
from planctl.plan.nodes import NodeState
from planctl.plan.progress import DUE_SOON
from planctl.screen.nodes import state_cell
from planctl.words.plan_words import entry_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.progress import Standing
    from planctl.screen.views import Overview
    from planctl.words.plan_words import Words

#: Of tasks that are only counted, so many are named by their ids.
MOST_IDS = 10
#: The options with which ``list`` shows the tasks of a list.
LISTED_WITH = {
    "overdue": ("--overdue",),
    "blocked": ("-s", "blocked"),
    "behind": ("--grade", "behind"),
    "unassigned": ("--unassigned",),
}


def watched(view: Overview, most: int, words: Words) -> Table:
    """Return what needs looking after: a line with a number, the first ``most`` tasks, and what shows the others."""
    t = words.t
    rows: list[tuple[Value, ...]] = []
    between: list[tuple[int, Paragraph]] = []
    for key, found, tone in (
        ("overdue", view.overdue, Tone.BAD),
        ("due_next", view.due_next, Tone.WARN),
        ("blocked", view.blocked, Tone.BAD),
    ):
        heading = t("overview.blocked_since" if key == "blocked" and found else f"overview.{key}", n=len(found))
        between.append((len(rows), Paragraph(heading, tone if found else Tone.MUTED)))
        shown = found[: most + (len(found) == most + 1)]  # a line says no less than “and 1 more”
        rows += [_listed(row, words, is_blocked=key == "blocked") for row in shown]
        if more := len(found) - len(shown):
            text = t("overview.more", n=more, command=_command(key, view))
            between.append((len(rows), Paragraph(text, Tone.MUTED, indent=2)))
    if view.nodes.total:
        _add_nodes(view, most, words, rows, between)
    if view.duties:
        _add_duties(view, words, rows, between)
    counted = (_counted(key, getattr(view, key), view, words) for key in ("behind", "unreported", "unassigned"))
    between += [(len(rows), text) for text in (*counted, Paragraph(t("overview.hint"), Tone.MUTED))]
    columns = (
        Column("indent", ""),
        Column("due", ""),
        Column("id", ""),
        Column("title", "", flexible=True),
        Column("who", "", flexible=True),
    )
    return Table(columns, tuple(rows), lines=1, record=False, between=tuple(between), labels=False)


def _add_nodes(
    view: Overview, most: int, words: Words, rows: list[tuple[Value, ...]], between: list[tuple[int, Paragraph]]
) -> None:
    """Add the nodes that were missed or are due soon, in the same form as tasks."""
    found = view.nodes_next
    tone = Tone.BAD if any(row.state is NodeState.MISSED for row in found) else Tone.WARN
    heading = Paragraph(words.t("overview.nodes_next", n=len(found)), tone if found else Tone.MUTED)
    between.append((len(rows), heading))
    shown = found[: most + (len(found) == most + 1)]
    rows += [
        ("", words.day(row.node.due), Cell(row.row.task.id, Tone.STRONG), row.node.goal, state_cell(row, words))
        for row in shown
    ]
    if more := len(found) - len(shown):
        last = _last_day(view)
        command = " ".join(("planctl list --nodes", "--due-before", last, *view.asked))
        between.append((len(rows), Paragraph(words.t("overview.more", n=more, command=command), Tone.MUTED, indent=2)))


def _add_duties(
    view: Overview, words: Words, rows: list[tuple[Value, ...]], between: list[tuple[int, Paragraph]]
) -> None:
    """Add the duties, with the periods in which they were kept up and what was last recorded."""
    between.append((len(rows), Paragraph(words.t("overview.duties", n=len(view.duties)), Tone.MUTED)))
    shown = view.duties[: MOST_IDS + (len(view.duties) == MOST_IDS + 1)]
    for row in shown:
        last = replay.last_report(row.task)
        said = Cell(entry_text(last, words).replace("\n", " ") if last else "", Tone.MUTED)
        rows.append(("", words.due(row), Cell(row.task.id, Tone.STRONG), words.title(row.task), said))
    if more := len(view.duties) - len(shown):
        command = " ".join(("planctl list --sort due", *view.asked))
        text = words.t("overview.more_duties", n=more, command=command)
        between.append((len(rows), Paragraph(text, Tone.MUTED, indent=2)))


def _listed(row: Standing, words: Words, *, is_blocked: bool) -> tuple[Value, ...]:
    """Return a task with its deadline and who is to do it or, if it is blocked, since when and why."""
    task = row.task
    if is_blocked:
        since = replay.status_since(task)
        day, last = words.day(since) if since else "", replay.reason(task) or ""
    else:
        day, last = words.due(row), words.people(task)
    return ("", day, Cell(task.id, Tone.STRONG), words.title(task), Cell(last, Tone.MUTED))


def _counted(key: str, rows: Sequence[Standing], view: Overview, words: Words) -> Paragraph:
    """Return a line with a number, and the ids that are counted or, of many, the command that shows them."""
    line = words.t(f"overview.{key}", n=len(rows))
    if not rows:
        return Paragraph(line, Tone.MUTED)
    separator = words.t("separator.list")
    ids = separator.join(row.task.id for row in rows[:MOST_IDS])
    if len(rows) > MOST_IDS:
        ids = _command(key, view) or f"{ids}{separator}…"
    return Paragraph(f"{line}  {ids}", Tone.WARN, lines=1)


def _command(key: str, view: Overview) -> str:
    """Return the command that shows the whole of a list on the overview, nothing where there is none."""
    options = _filter_for(key, view)
    return " ".join(("planctl list", *options, *view.asked)) if options else ""


def _filter_for(key: str, view: Overview) -> tuple[str, ...]:
    """Return the options of ``list`` that choose the tasks of a list on the overview."""
    if key != "due_next":
        return LISTED_WITH.get(key, ())
    state, last = state_of(view.day), _last_day(view)
    if not view.overdue:
        return ("--due-before", last)
    first = view.day + timedelta(days=state is DayState.OVER)
    return ("--due-after", "today" if state is DayState.TODAY else first.isoformat(), "--due-before", last)


def _last_day(view: Overview) -> str:
    """Return the last day of those within which something is due soon, as it is typed."""
    return f"+{DUE_SOON.days}d" if state_of(view.day) is DayState.TODAY else (view.day + DUE_SOON).isoformat()
