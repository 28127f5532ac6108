"""What a change did, told to the one who made it: a line a task, warnings, and for a dry run the difference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from planctl.plan import progress, replay
from planctl.plan.model import Status
from planctl.plan.units import with_canonical_units
from planctl.screen.views import ChangeReport
from planctl.words.plan_words import Words, entry_text

if TYPE_CHECKING:
    from planctl.cli.session import Session
    from planctl.plan.model import Plan, Task
    from planctl.store.transaction import Saved


def confirm_change(session: Session, saved: Saved) -> None:
    """Tell what ``saved`` changed: on stderr in words, on stdout as JSON or, for a dry run, as a difference."""
    tell_change(session, saved)
    answer_change(session, saved)


def tell_change(session: Session, saved: Saved) -> None:
    """Tell on stderr, a line a task, what ``saved`` changed and what to mind."""
    old = {task.id: task for task in saved.old.tasks}
    new = {task.id: task for task in saved.outcome.plan.tasks}
    if (saved.outcome.changed or saved.outcome.unchanged) and session.is_one_of_several:
        session.say("change.plan", year=saved.outcome.plan.year)
    _tell_units(session, saved)
    _tell_days(session, saved)
    for identifier in saved.outcome.changed:
        _tell_change(session, old.get(identifier), new.get(identifier), saved.outcome.plan)
    for identifier in saved.outcome.unchanged:
        _tell_unchanged(session, new[identifier])


def answer_nothing(session: Session) -> None:
    """Answer that no task changed, where ``--json`` asks."""
    if session.options.json:
        session.show(ChangeReport(session.plan, session.day, ()))


def answer_change(session: Session, saved: Saved) -> None:
    """Answer with the changed tasks where ``--json`` asks, with the difference where nothing was to be written."""
    if session.options.json:
        session.show(_report(session, saved))
    elif session.writing.dry_run:
        _show_difference(session, saved)
    if session.writing.dry_run:
        session.say("change.dry_run")
    if not saved.is_durable:
        session.warn("change.not_durable")


def _report(session: Session, saved: Saved) -> ChangeReport:
    """Return the changed tasks as they are now, or as they were on the day of ``--as-of``."""
    after = saved.outcome.plan
    plan = with_canonical_units(replay.plan_on(after, session.day) if session.options.as_of else after)
    rows = {row.task.id: row for row in progress.standings(plan, session.day)}
    changed = tuple(rows[identifier] for identifier in saved.outcome.changed if identifier in rows)
    return ChangeReport(plan, session.day, changed)


def _tell_units(session: Session, saved: Saved) -> None:
    known = {unit.name for unit in saved.old.units}
    for unit in saved.outcome.plan.units:
        if unit.name not in known:
            session.say("change.new_unit", name=unit.name)


def _tell_days(session: Session, saved: Saved) -> None:
    """Point out entries on a day when the views of today, or of the plan's year, do not have them."""
    plan = saved.outcome.plan
    known = {task.id: task.log for task in saved.old.tasks}
    changed = set(saved.outcome.changed)
    tasks = (task for task in plan.tasks if task.id in changed)
    days = {entry.on for task in tasks for entry in task.log if entry not in known.get(task.id, ())}
    for on in sorted(days)[-1:]:
        if on > session.today:
            session.say("change.in_future", on=on)
        elif on.year > plan.year:
            session.say("change.after_year", on=on, year=plan.year)


def _tell_change(session: Session, before: Task | None, after: Task | None, plan: Plan) -> None:
    words = Words.of(session.t, plan)
    if after is None:
        assert before is not None, "a changed task was there before or is there now"
        session.say("change.removed", id=before.id, title=words.title(before))
        return
    if before is None:
        session.say("change.added", id=after.id, title=words.title(after))
        _warn(session, None, after, plan)
        return
    news = [entry for entry in after.log if entry not in before.log]
    if not news:
        session.say("change.edited", id=after.id, title=words.title(after))
    for entry in news:
        session.say(
            "change.done", id=after.id, title=words.title(after), what=entry_text(entry, words).replace("\n", " ")
        )
        if entry.status is not None and entry.status is not after.status:
            session.say("change.overruled", id=after.id, on=entry.on, status=session.t(f"status.{after.status}"))
    _warn(session, before, after, plan)


def _warn(session: Session, before: Task | None, after: Task, plan: Plan) -> None:
    if after.status is Status.DONE and not after.evidence:
        session.warn("warning.no_evidence", id=after.id)
    if after.status.needs_reason and not replay.reason(after):
        session.warn(
            "warning.no_reason", id=after.id, status=session.t(f"status.{after.status}"), code=after.status.value
        )
    if after.due and (before is None or after.due != before.due) and after.due.year != plan.year:
        session.warn("warning.due_outside_year", id=after.id, due=after.due, year=plan.year)


def _tell_unchanged(session: Session, task: Task) -> None:
    words = Words(session.t)
    if not task.status.is_closed:
        session.say("change.unchanged", id=task.id, title=words.title(task))
        return
    label = session.t(f"status.{task.status}")
    if since := replay.status_since(task):
        session.say("change.unchanged_since", id=task.id, status=label, since=since)
    else:
        session.say("change.unchanged_status", id=task.id, status=label)


def _show_difference(session: Session, saved: Saved) -> None:
    from difflib import unified_diff

    from planctl.cells import safe

    name = session.shown_path
    lines = unified_diff(saved.before.splitlines(), saved.after.splitlines(), name, name, n=1, lineterm="")
    sys.stdout.writelines(f"{safe(line)}\n" for line in lines)
