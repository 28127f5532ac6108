"""Putting right what was recorded wrongly: one entry of a log says something else, or is taken out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan import replay
from planctl.plan.changes import NegativeReadingError, NothingToChangeError, ReasonRequiredError, change_tasks
from planctl.plan.ids import task_ids
from planctl.plan.keys import keys_of
from planctl.plan.model import NOTHING, Entry
from planctl.plan.quantity import added
from planctl.plan.spelling import is_blank
from planctl.plan.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.plan.changes import Outcome
    from planctl.plan.model import Plan, Task
    from planctl.plan.target import Number
    from planctl.plan.targets import Reading

#: What an entry says beside the day, who made it, and whom it is for.
_WHY = ("status", "note")
_TOLD = tuple(key for key in keys_of(Entry) if key.name not in {"on", "by", "internal", "was"})


class UnknownEntryError(PlanctlError):
    """The log of the task ``id`` has ``known`` entries, and so none of the ``number``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_entry"


class NotItsEvidenceError(PlanctlError):
    """The entry ``number`` of the task ``id`` does not name ``value`` as evidence."""

    exit_code = ExitCode.UNKNOWN
    key = "error.not_its_evidence"


class NothingLeftError(UsageError):
    """The entry ``number`` of the task ``id`` would say nothing any more."""

    key = "error.nothing_left"


class LastingEntryError(UsageError):
    """The entry ``number`` of the task ``id`` says how the task came or went, which others know of, too."""

    key = "error.lasting_entry"


@dataclass(frozen=True, slots=True)
class Amend:
    """Let the entry ``number`` of tasks, from 1, or their last one say what is ``said`` instead, or ``delete`` it.

    ``said`` are fields of the entry: ``None`` for one that it shall not speak of any more, ``""`` or an empty tuple for
    a lead, support or owner that was taken away. Units are given as typed; with ``accept_new`` those that the plan does
    not know yet are put into its register. ``evidence`` comes to what the entry names, ``wrong_evidence`` goes.

    Raises ``UnknownEntryError``, ``NotItsEvidenceError``, ``LastingEntryError``, ``NothingLeftError``,
    ``NothingToChangeError``, ``ReasonRequiredError``, ``NegativeReadingError``, and as units and ids do.
    """

    ids: tuple[str]
    number: int | None = None
    said: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)
    reading: Reading | None = None
    evidence: tuple[str, ...] = ()
    wrong_evidence: tuple[str, ...] = ()
    delete: bool = False
    accept_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the log of the task put right and its state folded anew."""
        if not (self.delete or self.said or self.reading or self.evidence or self.wrong_evidence):
            raise NothingToChangeError
        names = UnitNames(plan, accept_new=self.accept_new)
        said = dict(self.said)
        if said.get("lead"):
            said["lead"] = names.lead(said["lead"])
        if said.get("support"):
            said["support"] = names.many(said["support"])
        grown = replace(plan, units=names.register())
        return change_tasks(
            grown, task_ids(plan, self.ids), lambda task: _with_true_titles(task, self._amended(task, said))
        )

    def _amended(self, task: Task, said: Mapping[str, Any]) -> Task:
        number = len(task.log) if self.number is None else self.number
        if not 1 <= number <= len(task.log):
            raise UnknownEntryError(id=task.id, number=number, known=len(task.log))
        before, entry, after = task.log[: number - 1], task.log[number - 1], task.log[number:]
        for value in self.wrong_evidence:
            if value not in entry.evidence:
                raise NotItsEvidenceError(id=task.id, number=number, value=value)
        if self.delete:
            if entry.added or entry.carried_to is not None:
                raise LastingEntryError(id=task.id, number=number)
            return replay.with_log(task, (*before, *after))
        amended = self._rewritten(entry, said, replace(task, log=before, reading=_reading_before(task, before)))
        if not any(getattr(amended, key.name) != key.default for key in _TOLD):
            raise NothingLeftError(id=task.id, number=number)
        if amended.on == entry.on:
            return replay.with_log(task, (*before, amended, *after))
        return replay.with_log(task, (*before, *after, amended))

    def _rewritten(self, entry: Entry, said: Mapping[str, Any], earlier: Task) -> Entry:
        """Return what ``entry`` shall say; ``earlier`` is the task with the entries and the reading before it."""
        reading = {"reading": self._new_reading(earlier)} if self.reading else {}
        taken = tuple(name for name in ("lead", "support", "owner") if said.get(name) in ("", ()))
        news = {**said, **reading} | dict.fromkeys(taken)
        kept = tuple(name for name in entry.cleared if name not in news)
        evidence = (item for item in (*entry.evidence, *self.evidence) if item not in self.wrong_evidence)
        amended = replace(entry, **news, cleared=(*kept, *taken), evidence=tuple(dict.fromkeys(evidence)))
        is_reason_due = amended.status is not None and amended.status.needs_reason and not news.keys().isdisjoint(_WHY)
        if is_reason_due and is_blank(amended.note):
            raise ReasonRequiredError(status=str(amended.status))
        return amended

    def _new_reading(self, earlier: Task) -> Number | None:
        if self.reading is None or not self.reading.relative:
            return self.reading and self.reading.amount
        origin = earlier.target.origin if earlier.target else 0
        wanted = added(origin if earlier.reading is None else earlier.reading, self.reading.amount)
        if wanted < 0:
            raise NegativeReadingError(id=earlier.id, reading=wanted)
        return wanted


def _reading_before(task: Task, entries: Sequence[Entry]) -> Number | None:
    """Return the reading of ``task`` after the first ``entries`` of its log."""
    said = [entry.reading for entry in entries if entry.sets("reading")]
    before: Number | None = said[-1] if said else replay.value_on(task, "reading", date.min)
    return before


def _with_true_titles(before: Task, after: Task) -> Task:
    """Return ``after``, whose log was put right, without the former titles that it never had, and without its own."""
    wrong = _titles(before) - _titles(after)
    if not wrong:
        return after
    return replace(after, formerly=tuple(title for title in after.formerly if title not in {*wrong, after.title}))


def _titles(task: Task) -> set[object]:
    """Return every title that ``task`` has or, as its log tells, had."""
    told = (title for entry in task.log for title in (entry.title, entry.was.get("title")))
    return {task.title, *told}
