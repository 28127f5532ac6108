"""What people do to a plan, as frozen requests: each turns a plan into the next one. Pure; writing is ``planfile``'s.

Every change of a task's state is one dated log entry together with the stored fields that it folds to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from planctl.errors import UsageError
from planctl.plan import replay
from planctl.plan.ids import choose, task_ids
from planctl.plan.model import Entry, Group, Plan, Status, Task
from planctl.plan.quantity import added
from planctl.plan.reach import reach
from planctl.plan.spelling import is_blank
from planctl.plan.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from planctl.plan.target import Number
    from planctl.plan.targets import Reading


class ReasonRequiredError(UsageError):
    """A task becomes ``status`` only with a reason."""

    key = "error.reason_required"


class NegativeReadingError(UsageError):
    """The reading of the task ``id`` would become ``reading``, less than nothing."""

    key = "error.negative_reading"


class NothingToChangeError(UsageError):
    """The command was given nothing to record."""

    key = "error.nothing_to_change"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The next plan. ``changed``, ``unchanged`` and ``left`` are ids; an unchanged one already was what was asked for.

    What is ``left`` is closed or was carried over, and was reached by a group, a range or a pattern. A task that was
    ``rewritten`` as text is named with its lines before and after. ``asked`` is the status without which a task was
    left, ``status`` the one that was to be recorded, if any. Those ``lacking`` were reached in the same ways, but do
    not have the node that was meant.
    """

    plan: Plan
    changed: tuple[str, ...]
    unchanged: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    rewritten: tuple[str, str, str] | None = None
    asked: Status | None = None
    status: Status | None = None
    lacking: tuple[str, ...] = ()


class Change(Protocol):
    """Anything that turns a plan into the next one."""

    def apply(self, plan: Plan) -> Outcome:
        """Return the plan after the change; the given one stays as it is."""


@runtime_checkable
class NamesTasks(Protocol):
    """A change of tasks that were named by ``ids`` as people type them."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids as typed."""


@dataclass(frozen=True, slots=True)
class Update:
    """Record something that happened to some tasks on the day ``on``: one entry for each.

    Work begins with the first reading: it puts a task that was not begun under way, unless a status is given. Fields
    that are ``cleared`` have no value any more. ``takes_back`` takes up again what is closed, and takes carried tasks
    back from the year that they went over to.

    Raises ``ReasonRequiredError`` where the new status demands a note, ``NothingToChangeError`` if nothing is to be
    recorded, and as ``reach`` does.
    """

    ids: tuple[str, ...]
    on: date
    by: str | None = None
    status: Status | None = None
    reading: Reading | None = None
    note: str | None = None
    note_en: str | None = None
    problem: str | None = None
    next: str | None = None
    help: str | None = None
    due: date | None = None
    evidence: tuple[str, ...] = ()
    internal: bool = False
    nothing: bool = False
    cleared: tuple[str, ...] = ()
    takes_back: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the entries; a task of which nothing would change gets none."""
        is_news = any(value is not None for value in (self.status, self.reading, self.due))
        if not (is_news or self._is_said or self.note or self.evidence or self.cleared):
            raise NothingToChangeError
        if self.status is not None and self.status.needs_reason and is_blank(self.note):
            raise ReasonRequiredError(status=self.status.value)
        if self.takes_back:
            return replace(change_tasks(plan, task_ids(plan, self.ids), self._recorded), status=self.status)
        reached = reach(plan, self.ids, self.on, self.status)
        outcome = change_tasks(plan, reached.ids, self._recorded)
        return replace(outcome, left=reached.left, status=self.status)

    @property
    def _is_said(self) -> bool:
        """Whether it is said what is in the way, comes next or is asked of others, or that there is nothing to say."""
        return any((self.problem, self.next, self.help, self.nothing))

    def _recorded(self, task: Task) -> Task:
        then = replay.task_on(task, self.on) or task
        reading = self._new_reading(then)
        entry = Entry(
            on=self.on,
            by=self.by,
            status=self._new_status(then, reading),
            reading=reading,
            due=self.due if self.due != then.due else None,
            note=self.note or None,
            note_en=self.note_en or None,
            problem=self.problem or None,
            next=self.next or None,
            help=self.help or None,
            evidence=tuple(item for item in dict.fromkeys(self.evidence) if item not in then.evidence),
            internal=self.internal,
            nothing=self.nothing,
            cleared=tuple(field for field in self.cleared if getattr(then, field) != replay.LOGGED_FIELDS[field]),
            carried_to="" if self.takes_back and then.carried_to else None,
        )
        is_news = entry.evidence or self._is_said or any(map(entry.sets, replay.LOGGED_FIELDS))
        return replay.with_entry(task, entry) if is_news or (entry.note and not self._is_done_already(then)) else task

    def _new_status(self, then: Task, reading: Number | None) -> Status | None:
        """A status that lacks its reason is recorded once more, with the reason."""
        if self.status is None:
            return Status.DOING if reading is not None and then.status is Status.TODO else None
        lacks_reason = then.status.needs_reason and is_blank(replay.reason(then))
        return self.status if self.status is not then.status or lacks_reason else None

    def _is_done_already(self, then: Task) -> bool:
        """Whether the only point of the call, a status, is there already, so that its note adds nothing."""
        return self.status is not None and self.status is then.status and then.status.is_closed

    def _new_reading(self, then: Task) -> int | float | None:
        if self.reading is None:
            return None
        now = replay.latest_reading(then)
        before = (then.target.origin if then.target else 0) if now is None else now
        wanted = added(before, self.reading.amount) if self.reading.relative else self.reading.amount
        if wanted < 0:
            raise NegativeReadingError(id=then.id, reading=wanted)
        return wanted if wanted != now else None


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take closed tasks up again with what ``update`` says, carried ones too; open tasks stay as they are."""

    update: Update

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids as typed."""
        return self.update.ids

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the closed ones among the tasks reopened."""
        ids = task_ids(plan, self.update.ids)
        closed = {task.id for task in plan.items if not task.is_open}
        wanted = tuple(identifier for identifier in ids if identifier in closed)
        outcome = replace(self.update, ids=wanted, takes_back=True).apply(plan)
        changed = set(outcome.changed)
        return replace(outcome, unchanged=tuple(identifier for identifier in ids if identifier not in changed))


class ReturnReasonError(UsageError):
    """A task is sent back only with a reason."""

    key = "error.return_reason"


class NotSubmittedError(UsageError):
    """The tasks ``id`` were not reported as finished, so that there is nothing to send back."""

    key = "error.not_submitted"


@dataclass(frozen=True, slots=True)
class Return:
    """Send tasks that were reported as finished back to be worked on, with a reason, as ``update`` says it.

    Tasks that were reached by a group, a range or a pattern and are not submitted are left.

    Raises ``ReturnReasonError``, ``NotSubmittedError``, and as ``Update`` does.
    """

    update: Update

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids as typed."""
        return self.update.ids

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the submitted ones among the tasks under way again."""
        if is_blank(self.update.note):
            raise ReturnReasonError
        reached = reach(plan, self.ids, self.update.on)
        then = {task.id: replay.task_on(task, self.update.on) or task for task in plan.items}
        others = [item for item in reached.ids if then[item].status is not Status.SUBMITTED]
        singly = choose(plan, self.ids).singly
        if wrong := [item for item in others if item in singly]:
            raise NotSubmittedError(id=", ".join(wrong))
        outcome = replace(self.update, ids=tuple(item for item in reached.ids if item not in others)).apply(plan)
        return replace(outcome, left=(*reached.left, *others), asked=Status.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who does some tasks. ``None`` leaves a field as it is, ``""`` and the empty tuple clear it.

    Units are given as typed; with ``accept_new`` those that the plan does not know yet are put into its register.

    Raises ``UnknownUnitError`` and ``SeveralLeadsError``, ``NothingToChangeError`` if nothing is to be assigned, and as
    ``reach`` does.
    """

    ids: tuple[str, ...]
    on: date
    by: str | None = None
    lead: str | None = None
    support: tuple[str, ...] | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    owner: str | None = None
    note: str | None = None
    accept_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the tasks assigned, one entry for each whose assignment changes."""
        if self.lead is None and self.support is None and self.owner is None and not (self.add or self.remove):
            raise NothingToChangeError
        names = UnitNames(plan, accept_new=self.accept_new)
        named = replace(
            self,
            lead=names.lead(self.lead),
            support=None if self.support is None else names.many(self.support),
            add=names.many(self.add),
            remove=names.many(self.remove),
        )
        aliases = {alias: unit.name for unit in plan.units for alias in unit.aliases}
        grown = replace(plan, units=names.register())
        reached = reach(plan, self.ids, self.on)
        return replace(change_tasks(grown, reached.ids, lambda task: named.assigned(task, aliases)), left=reached.left)

    def assigned(self, task: Task, names: Mapping[str, str]) -> Task:
        """Return ``task`` as assigned; ``names`` are the proper names of units by their aliases.

        Of this request, too, all units are proper names now; the task may have them under an alias.
        """
        then = replay.task_on(task, self.on) or task
        lead = then.lead if self.lead is None else self.lead or None
        lead = then.lead if lead and then.lead and names.get(then.lead) == lead else lead
        support = self._new_support(then, lead, names)
        owner = then.owner if self.owner is None else self.owner or None
        entry = replace(
            entry_of({"lead": lead, "support": support, "owner": owner}, then, self.on),
            by=self.by,
            note=self.note or None,
        )
        is_news = any(map(entry.sets, replay.LOGGED_FIELDS))
        return replay.with_entry(task, entry) if is_news else task

    def _new_support(self, then: Task, lead: str | None, names: Mapping[str, str]) -> tuple[str, ...]:
        """A unit either leads a task or supports it; one that stays keeps the spelling it had."""
        written = {names.get(unit, unit): unit for unit in then.support}
        named = written if self.support is None else self.support
        away = {*self.remove, names.get(lead, lead) if lead else lead}
        return tuple(written.get(unit, unit) for unit in dict.fromkeys((*named, *self.add)) if unit not in away)


def entry_of(fields: Mapping[str, Any], then: Task, on: date) -> Entry:
    """Return an entry of the day ``on`` that sets those ``fields`` that ``then``, a task, has otherwise."""
    news = {name: value for name, value in fields.items() if value != getattr(then, name)}
    cleared = tuple(name for name, value in news.items() if name in replay.CLEARABLE and value in (None, ()))
    said: dict[str, Any] = {name: "" if value is None else value for name, value in news.items() if name not in cleared}
    return Entry(on=on, cleared=cleared, **said)


def change_tasks(plan: Plan, ids: Sequence[str], change: Callable[[Task], Task]) -> Outcome:
    """Return ``plan`` with ``change`` made to the tasks ``ids``; one that comes back equal counts as unchanged."""
    wanted, changed = set(ids), set[str]()

    def changed_task(task: Task) -> Task:
        after = change(task) if task.id in wanted else task
        if after == task:
            return task
        changed.add(task.id)
        return after

    def changed_group(group: Group) -> Group:
        items = tuple(map(changed_task, group.items))
        is_same = all(after is before for after, before in zip(items, group.items, strict=True))
        return group if is_same else replace(group, items=items)

    return Outcome(
        plan.with_groups(changed_group),
        tuple(identifier for identifier in ids if identifier in changed),
        tuple(identifier for identifier in ids if identifier not in changed),
    )


def with_group(plan: Plan, group: Group) -> Plan:
    """Return ``plan`` with ``group`` in the place of the one of the same id."""
    return plan.with_groups(lambda item: group if item.id == group.id else item)
