"""What a task is, as opposed to what happened to it: its title, its target, where it comes from, its tags."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planctl.errors import UsageError
from planctl.plan import replay
from planctl.plan.changes import NothingToChangeError, change_tasks, entry_of
from planctl.plan.items import refuse_foreign
from planctl.plan.mentions import read_about
from planctl.plan.model import NOTHING
from planctl.plan.reach import reach
from planctl.plan.waiting import as_awaited, read_waits, refuse_circles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planctl.plan.changes import Outcome
    from planctl.plan.model import Plan, Task
    from planctl.plan.targets import AskedTarget


class SameTitleError(UsageError):
    """Several tasks were to have one title."""

    key = "error.same_title"


class NoDutyError(UsageError):
    """The task ``id`` has an end, so that nothing is asked of it once in a while."""

    key = "error.no_duty"


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what some tasks are. A new title or target is an entry of the day ``on``, so that earlier days keep theirs.

    ``fields`` are those of a task, ``None`` for one to be taken away; of the tags and other sets those
    ``added`` come and those ``removed`` go, by field. An earlier title is kept in ``formerly``.

    Raises ``NothingToChangeError`` if nothing is to be said, ``SameTitleError``, ``WaitsInCircleError``,
    ``NoSuchFieldError``, ``NoDutyError``, and as ``reach``, ``read_waits``, ``read_about`` and ``AskedTarget`` do.
    """

    ids: tuple[str, ...]
    on: date
    by: str | None = None
    fields: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)
    target: AskedTarget | None = None
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    note: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the tasks as described; one that is so already stays."""
        if not (self.fields or self.target or any(self.added.values()) or any(self.removed.values())):
            raise NothingToChangeError
        added = {**self.added, "waits_for": read_waits(plan, self.added.get("waits_for", ()))}
        removed = {**self.removed, "waits_for": as_awaited(self.removed.get("waits_for", ()))}
        if about := self.added.get("about"):
            added["about"] = read_about(plan, about)
        removed["about"] = as_awaited(self.removed.get("about", ()))
        asked = replace(self, added=added, removed=removed)
        reached = reach(plan, self.ids, self.on)
        if len(reached.ids) + len(reached.left) > 1 and "title" in self.fields:
            raise SameTitleError
        outcome = change_tasks(plan, reached.ids, asked.described)
        if added["waits_for"]:
            refuse_circles(outcome.plan)
        return replace(outcome, left=reached.left)

    def described(self, task: Task) -> Task:
        """Return ``task`` as described."""
        said = (*self.fields, *(name for sets in (self.added, self.removed) for name in sets if sets[name]))
        refuse_foreign(task.id, type(task), said)
        then = replay.task_on(task, self.on) or task
        dated = {name: value for name, value in self.fields.items() if name in replay.LOGGED_FIELDS}
        if self.target:
            dated["target"] = self.target.over(then.target, task.id)
        entry = replace(entry_of(dated, then, self.on), by=self.by, note=self.note or None)
        described = replay.with_entry(task, entry) if any(map(entry.sets, dated)) else task
        undated: dict[str, Any] = {name: value for name, value in self.fields.items() if name not in dated}
        for name in {**self.added, **self.removed}:
            if not (self.added.get(name) or self.removed.get(name)):
                continue
            items = (*getattr(task, name), *self.added.get(name, ()))
            undated[name] = tuple(item for item in dict.fromkeys(items) if item not in self.removed.get(name, ()))
        if described.title != task.title:
            undated["formerly"] = tuple(dict.fromkeys((*task.formerly, task.title)))
        found = replace(described, **undated)
        if self.fields.get("every") and not found.ongoing:
            raise NoDutyError(id=task.id)
        return found
