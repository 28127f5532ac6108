"""Putting right what was recorded wrongly: one entry of a log says something else, or is taken out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    from collections.abc import Mapping

    from planctl.plan.changes import Outcome, Reading
    from planctl.plan.model import Number, Plan, Task

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
            grown, task_ids(plan, self.ids), lambda task: _formerly_settled(task, self._amended(task, said))
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
        amended = self._rewritten(entry, said, replace(task, log=before))
        if not any(getattr(amended, key.name) != key.default for key in _TOLD):
            raise NothingLeftError(id=task.id, number=number)
        if amended.on == entry.on:
            return replay.with_log(task, (*before, amended, *after))
        return replay.with_log(task, (*before, *after, amended))

    def _rewritten(self, entry: Entry, said: Mapping[str, Any], earlier: Task) -> Entry:
        """Return what ``entry`` shall say; ``earlier`` is the task with the entries before it."""
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
        now = replay.latest_reading(replace(earlier, reading=None))
        wanted = added((earlier.target.origin if earlier.target else 0) if now is None else now, self.reading.amount)
        if wanted < 0:
            raise NegativeReadingError(id=earlier.id, reading=wanted)
        return wanted


def _formerly_settled(before: Task, after: Task) -> Task:
    """Return ``after`` without the titles that it had only by an entry that is no more."""
    if after.title == before.title or after.title not in after.formerly:
        return after
    return replace(after, formerly=after.formerly[: after.formerly.index(after.title)])
