"""Indicators judged: whether all that must be met are, and what the others add up to.

A hard indicator is met or not; a standard is met only when all of its hard ones are, and no share of them says so. The
others give points: those that the unit claims, which are the reading recorded with ``submitted``, and those that were
accepted, which are the reading recorded with ``done`` (else the claimed ones, else all that there are).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.counts import members
from planctl.plan.model import Indicator, Status
from planctl.plan.quantity import added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planctl.plan.progress import Ids, Standing
    from planctl.plan.target import Number


class Judgement(NamedTuple):
    """Indicators that have something in common, without the dropped ones.

    ``met`` are those of all ``ids`` that are, ``hard`` those that must be. ``points`` are what the others can give, of
    which ``own`` were claimed and ``accepted`` were given.
    """

    key: str
    ids: Ids
    met: Ids
    hard: Ids
    points: Number
    own: Number
    accepted: Number

    @property
    def hard_met(self) -> Ids:
        """The hard ones that are met."""
        return tuple(identifier for identifier in self.hard if identifier in set(self.met))

    @property
    def is_met(self) -> bool | None:
        """Whether every hard indicator is met; ``None`` if there are none."""
        return len(self.hard_met) == len(self.hard) if self.hard else None


def judge(rows: Iterable[Standing], key: str = "") -> Judgement:
    """Return the judgement of the indicators ``rows``."""
    items = [row.task for row in rows if isinstance(row.task, Indicator) and row.task.status is not Status.DROPPED]
    scored = [item for item in items if item.points is not None and not item.hard]
    return Judgement(
        key=key,
        ids=tuple(item.id for item in items),
        met=tuple(item.id for item in items if item.status is Status.DONE),
        hard=tuple(item.id for item in items if item.hard),
        points=_sum(item.points or 0 for item in scored),
        own=_sum(own_points(item) or 0 for item in scored),
        accepted=_sum(accepted_points(item) or 0 for item in scored),
    )


def by_standard(rows: Sequence[Standing]) -> tuple[Judgement, ...]:
    """Return the judgement of each standard, by its id, in the order of the document."""
    return _judged_by(rows, lambda row: (row.group,))


def by_heading(rows: Sequence[Standing]) -> tuple[Judgement, ...]:
    """Return the judgement under each of the first headings of their paths, in the order of the document."""
    return _judged_by(rows, _heading)


def _judged_by(rows: Sequence[Standing], keys: Callable[[Standing], Ids]) -> tuple[Judgement, ...]:
    return tuple(judge(some, key) for key, some in members(rows, keys).items())


def own_points(item: Indicator) -> Number | None:
    """Return the points that the unit claims: the reading recorded the last time that it was submitted."""
    return next((entry.reading for entry in reversed(item.log) if entry.status is Status.SUBMITTED), None)


def accepted_points(item: Indicator) -> Number | None:
    """Return the points that were given; ``None`` while the indicator is not done."""
    if item.status is not Status.DONE:
        return None
    given = next((entry.reading for entry in reversed(item.log) if entry.status is Status.DONE), None)
    claimed = own_points(item)
    return next((points for points in (given, claimed, item.points) if points is not None), None)


def _heading(row: Standing) -> Ids:
    return (row.task.path[0] if isinstance(row.task, Indicator) and row.task.path else "",)


def _sum(numbers: Iterable[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total = added(total, number)
    return total
