"""What a change did, told to the one who made it: a line a task, warnings, and for a dry run the difference."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planctl.cli.nodes_told import tell_nodes
from planctl.errors import Problem
from planctl.plan import progress, replay
from planctl.plan.closing import evening_of, new_differences
from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import Group, Status, Task
from planctl.plan.moves import moves
from planctl.plan.oddities import new_oddities
from planctl.plan.units import with_canonical_units
from planctl.screen.views import ChangeReport
from planctl.words.plan_words import Words, entry_text
from planctl.words.problems import sentence

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from planctl.cli.session import Session
    from planctl.plan.keys import Key
    from planctl.plan.model import Entry, Plan
    from planctl.plan.moves import Move
    from planctl.plan.oddities import Oddity
    from planctl.screen.views import View
    from planctl.store.transaction import Saved

#: How many tasks are named of those of which the same is said.
MOST_NAMED = 10
#: What entries tell, and what follows from a new title.
_TOLD_OTHERWISE = {*replay.LOGGED_FIELDS, "nodes", "log", "formerly"}


def confirm_change(session: Session, saved: Saved) -> None:
    """Tell what ``saved`` changed: on stderr in words, on stdout as JSON or, for a dry run, as a difference."""
    tell_change(session, saved)
    answer_change(session, saved)


def tell_change(session: Session, saved: Saved) -> None:
    """Tell on stderr, a line a task, what ``saved`` changed and what to mind."""
    old = {task.id: task for task in saved.old.items}
    new = {task.id: task for task in saved.outcome.plan.items}
    words = Words.of(session.t, saved.outcome.plan)
    groups: list[tuple[str, Mapping[str, object]]] = list(_changed_groups(saved.old, saved.outcome.plan, words))
    groups += _changed_rounds(saved.old, saved.outcome.plan)
    if (saved.outcome.changed or saved.outcome.unchanged or groups) and session.is_one_of_several:
        session.say("change.plan", year=saved.outcome.plan.year)
    _tell_units(session, saved)
    for key, fields in groups:
        session.say(key, **fields)
    moved = {move.new: move for move in moves(saved.old, saved.outcome.plan).values()}
    for identifier in saved.outcome.changed:
        before, after = old.get(identifier), new.get(identifier)
        if identifier in moved:
            _tell_moved(session, moved[identifier], saved.outcome.plan, words)
        elif after is not None and before is not None:
            _tell_change(session, before, after, words, saved.outcome.plan)
            _tell_taken_back(session, before, after)
        elif after is not None:
            session.say("change.added", id=identifier, title=words.title(after))
        elif before is not None and all(move.old != identifier for move in moved.values()):
            _tell_removed(session, before, words)
    for identifier in saved.outcome.unchanged:
        _tell_unchanged(session, new[identifier], words, saved.outcome.status)
    _tell_left(session, saved)
    tell_to_mind(session, saved)


def tell_to_mind(session: Session, saved: Saved) -> None:
    """Tell on stderr what to mind of ``saved``: what was waited for, what is odd, which figures differ now."""
    _tell_waits(session, saved)
    _tell_oddities(session, saved)
    _tell_rounds(session, saved)
    _tell_who(session, saved)


def answer_nothing(session: Session) -> None:
    """Answer that no task changed, where ``--json`` asks."""
    if session.options.json:
        session.show(ChangeReport(session.plan, session.day, ()))


def answer_change(session: Session, saved: Saved, view: View | None = None) -> None:
    """Answer with the changed tasks where ``--json`` asks, with the difference where nothing was to be written.

    What is no task has a ``view`` of its own.
    """
    if session.options.json:
        session.show(view or _report(session, saved))
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
    rows = {row.task.id: row for row in progress.standings(plan, session.day, Group)}
    changed = tuple(rows[identifier] for identifier in saved.outcome.changed if identifier in rows)
    known = {replace(group, items=(), retired=()) for group in saved.old.groups}
    groups = tuple(group for group in after.groups if replace(group, items=(), retired=()) not in known)
    return ChangeReport(plan, session.day, changed, groups)


def tell_groups(session: Session, before: Plan, after: Plan) -> None:
    """Say on stderr which groups came, went, have another title or stand elsewhere."""
    for key, fields in _changed_groups(before, after, Words.of(session.t, after)):
        session.say(key, **fields)


def _changed_groups(former: Plan, after: Plan, words: Words) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is to be said of the groups: the ones that came, went, have another title or stand elsewhere."""
    old, new = ({group.id: group for group in plan.groups} for plan in (former, after))
    for group in (group for group in new.values() if group.id not in old):
        yield "group.added", {"kind": words.t(f"kind.{group.kind}"), "id": group.id, "title": words.title(group)}
    for group in (group for group in old.values() if group.id not in new):
        yield "group.removed", {"kind": words.t(f"kind.{group.kind}"), "id": group.id, "title": words.title(group)}
    for group in new.values():
        before = old.get(group.id)
        if before and (before.title, before.title_en) != (group.title, group.title_en):
            is_told = words.title(before) != words.title(group)
            titles = (words.title(before), words.title(group)) if is_told else _both_titles(before, group)
            kind = words.t(f"kind.{group.kind}")
            yield "group.renamed", {"kind": kind, "id": group.id, "before": titles[0], "after": titles[1]}
    shared = [identifier for identifier in new if identifier in old]
    if shared != [identifier for identifier in old if identifier in new]:
        yield "group.order", {"ids": words.t("separator.list").join(new)}


def _changed_rounds(before: Plan, after: Plan) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what is to be said of the rounds that came, went, or were closed or opened again, with its fields."""
    old, new = ({one.id: one for one in plan.rounds} for plan in (before, after))
    for one in new.values():
        former = old.get(one.id)
        fields: dict[str, object] = {"id": one.id, "first": one.from_, "last": one.to, "until": one.until}
        if former is None:
            yield "round.told_open", fields
        if one.closed and one.figures and not (former and former.closed):
            counts = {"total": one.figures.total, "done": one.figures.done, "overdue": one.figures.overdue}
            yield "round.told_closed", {"id": one.id, "evening": evening_of(one, one.closed), **counts}
        elif former and former.closed and not one.closed:
            yield "round.told_reopened", fields
    for one in old.values():
        if one.id not in new:
            yield "round.told_gone", {"id": one.id}


def _both_titles(before: Group, after: Group) -> tuple[str, str]:
    """Return the titles before and after where only the one of the other language changed."""
    if before.title == after.title:
        return before.title_en or "—", after.title_en or "—"
    return before.title, after.title


def _tell_moved(session: Session, move: Move, plan: Plan, words: Words) -> None:
    home = words.title(plan.group_of(move.new))
    title = words.title(plan.task(move.new))
    session.say("change.moved", old=move.old, id=move.new, title=title, group=move.group, home=home)


def _tell_units(session: Session, saved: Saved) -> None:
    known = {unit.name for unit in saved.old.units}
    for unit in saved.outcome.plan.units:
        if unit.name not in known:
            session.say("change.new_unit", name=unit.name)


def _tell_change(session: Session, before: Task, after: Task, words: Words, plan: Plan) -> None:
    """Tell every entry that is new, with the values before it, and every other field that is not what it was."""
    words = words.on(after)
    title = words.title(after)
    lost, news = tell_amended(session, before, after, words)
    for entry in lost:
        session.say("change.entry_gone", id=after.id, title=title, on=entry.on, what=_on_a_line(entry, words))
    for entry in news:
        former = {name: replay.value_on(before, name, entry.on) for name in replay.LOGGED_FIELDS}
        former["due"] = former["due"] or plan.last_day
        session.say("change.done", id=after.id, title=title, what=_on_a_line(entry, words, former))
        if after.carried_to and after.status.is_closed and not before.status.is_closed and entry.status is after.status:
            session.warn("change.closed_carried", id=after.id, there=after.carried_to)
        if entry.status is not None and entry.status is not after.status:
            session.say("change.overruled", id=after.id, on=entry.on, status=words.status_name(after.status))
    told = tell_nodes(session, before, after, words)
    fields = _changed_fields(before, after, words, _TOLD_OTHERWISE)
    if fields or (before.log == after.log and not told):
        what = session.t("separator.clause").join(fields)
        session.say("change.fields" if fields else "change.edited", id=after.id, title=title, what=what)


def tell_amended(session: Session, before: Task, after: Task, words: Words) -> tuple[list[Entry], list[Entry]]:
    """Tell of the one entry that says something else; return the entries lost and new that are still to be told."""
    lost, news = replay.entries_added(after, before), replay.entries_added(before, after)
    if not (len(lost) == len(news) == 1 and len(before.log) == len(after.log)):
        return lost, news
    what = session.t("separator.clause").join(_changed_fields(lost[0], news[0], words))
    session.say("change.amended", id=after.id, title=words.title(after), on=lost[0].on, what=what)
    return [], []


def _on_a_line(entry: Entry, words: Words, former: Mapping[str, Any] = MappingProxyType({})) -> str:
    return entry_text(entry, words, former).replace("\n", " ")


def _changed_fields(before: Any, after: Any, words: Words, but: Container[str] = ()) -> list[str]:
    """Return the keys of two versions of a record, ``but`` for some, with their values before and after."""
    found = []
    for key in (key for key in keys_of(type(after)) if key.name not in but):
        if getattr(before, key.name) != getattr(after, key.name) and key.kind is not Kind.WAS:
            old, new = (_spelled(getattr(record, key.name), key, words) for record in (before, after))
            found.append(words.t("change.field", field=words.t(f"column.{key.label}"), before=old, after=new))
    return found


def _spelled(value: Any, key: Key, words: Words) -> str:
    """Return the value of ``key`` in words."""
    if value == key.default:
        return words.t("list.nobody")
    return words.value(key.kind, value)


def _tell_removed(session: Session, task: Task, words: Words) -> None:
    session.say("change.removed", id=task.id, title=words.title(task))
    if task.carried_to:
        session.say("change.removed_carried", id=task.id, there=task.carried_to)
    if task.carried_from:
        session.say("change.removed_from", id=task.id, there=task.carried_from)


def _tell_waits(session: Session, saved: Saved) -> None:
    """Say of tasks that are put under way what they still wait for, and of those that are gone what waits for them."""
    plan = saved.outcome.plan
    if not any(task.waits_for for task in plan.items):
        return
    old = {task.id: task for task in saved.old.items}
    rows = {row.task.id: row for row in progress.standings(plan, session.day, Group)}
    for identifier in saved.outcome.changed:
        row, before = rows.get(identifier), old.get(identifier)
        if row is None:
            waiting = [task.id for task in plan.items if identifier in task.waits_for]
            if waiting:
                ids = session.t("separator.list").join(waiting)
                session.warn("change.removed_awaited", id=identifier, ids=ids)
        elif row.waits and row.task.status is Status.DOING and before and before.status is Status.TODO:
            session.say("change.waits", id=identifier, waits=session.t("separator.list").join(row.waits))


def _tell_taken_back(session: Session, before: Task, after: Task) -> None:
    """Say of a task that is followed here again that the plan it was carried to has it, too."""
    year, _, there = (before.carried_to or "").partition(":")
    if there and after.carried_to is None:
        session.say("change.carried_back", id=after.id, year=year, there=there)


def _tell_oddities(session: Session, saved: Saved) -> None:
    """Point out what is odd now and was not before; of what is so of many tasks, one tells the rest."""
    alike: dict[str, list[Oddity]] = {}
    known = {task.id for task in saved.old.items} if moves(saved.old, saved.outcome.plan) else None
    ids = [identifier for identifier in saved.outcome.changed if known is None or identifier in known]
    for oddity in new_oddities(saved.old, saved.outcome.plan, ids, session.today):
        alike.setdefault(oddity.code, []).append(oddity)
    for oddities in alike.values():
        first = oddities[0].fields["id"]
        others = list(dict.fromkeys(str(item.fields["id"]) for item in oddities if item.fields["id"] != first))
        for oddity in oddities:
            if oddity.fields["id"] == first:
                problem = Problem(oddity.code, fields=oddity.details)
                session.warn("warning.odd", sentence=sentence(session.t, problem))
        if others:
            names = session.t("separator.list").join(others[:MOST_NAMED]) + ("…" if len(others) > MOST_NAMED else "")
            session.warn("warning.likewise", n=len(others), ids=names)


def _tell_rounds(session: Session, saved: Saved) -> None:
    """Warn that what was recorded of a day makes the figures of a closed round differ."""
    for difference in new_differences(saved.old, saved.outcome.plan):
        fields = {"round": difference.round.id, "id": difference.id}
        then, now = (session.t(f"round.state_{state}") for state in (difference.then, difference.now))
        session.warn("round.told_differs", **fields, then=then, now=now)


def _tell_who(session: Session, saved: Saved) -> None:
    """Say once, at the first record of a plan, how records get a name, if this one has none."""
    is_first = not any(task.log for task in saved.old.items)
    made = [entry for task in saved.outcome.plan.items for entry in task.log] if is_first else []
    if made and not any(entry.by for entry in made) and not session.writing.dry_run:
        session.say("change.by_hint")


def _tell_left(session: Session, saved: Saved) -> None:
    """Count the tasks that were reached and left as they are, and say why."""
    left, asked = len(saved.outcome.left), saved.outcome.asked
    if left and asked:
        session.say("change.left_without", n=left, status=session.t(f"status.{asked}"))
    elif left:
        session.say("change.left", n=left)
    if lacking := len(saved.outcome.lacking):
        session.say("change.left_lacking", n=lacking)


def _tell_unchanged(session: Session, task: Task, words: Words, wanted: Status | None) -> None:
    if not task.status.is_closed or wanted is None:
        session.say("change.unchanged", id=task.id, title=words.title(task))
        return
    label = words.on(task).status_name(task.status)
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
