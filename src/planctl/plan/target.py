"""The quantity that an item has to reach, as the plan file says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from planctl.plan.keys import Kind, about

if TYPE_CHECKING:
    from collections.abc import Mapping


Number = int | float
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Target:
    """The quantity in ``unit`` that a task has to reach: so much more, or a level.

    The one is an ``amount``, on top of ``baseline`` where there was something; the other goes up or down from ``from_``
    to ``to``. A target has either ``amount`` or the other two.
    """

    amount: Number | None = field(default=None, metadata=about(Kind.AMOUNT))
    unit: str | None = field(default=None, metadata=about(Kind.TEXT, label="measure"))
    baseline: Number | None = field(default=None, metadata=about(Kind.NUMBER))
    from_: Number | None = field(default=None, metadata=about(Kind.NUMBER, written="from"))
    to: Number | None = field(default=None, metadata=about(Kind.NUMBER))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)

    def __str__(self) -> str:
        """Return what is to be reached, as ``100 个`` or, from where to where, as ``450 → 200 ms``."""
        return f"{self.origin:.15g} → {self.goal_text}" if self.is_level else self.goal_text

    #: The keys that a target needs, in one way or the other.
    NEEDED: ClassVar = (("amount",), ("from", "to"))

    @property
    def is_level(self) -> bool:
        """Whether a level is to be reached, from where things stand, and not so much more."""
        return self.to is not None

    @property
    def origin(self) -> Number:
        """The reading of a task of which none was recorded."""
        return self.from_ or 0

    @property
    def goal(self) -> Number:
        """The reading with which the target is reached."""
        return (self.amount or 0) if self.to is None else self.to

    @property
    def goal_text(self) -> str:
        """The goal with its unit, as ``100 个``."""
        return f"{self.goal:.15g} {self.unit or ''}".rstrip()

    def is_reached(self, reading: Number | None) -> bool:
        """Whether ``reading`` is at the goal or past it, on the side away from the origin."""
        now = self.origin if reading is None else reading
        return now <= self.goal if self.goal < self.origin else now >= self.goal

    def share(self, reading: Number | None) -> float:
        """Return which part of the way to the goal is made: below 0 behind the origin, above 1 past the goal."""
        now = self.origin if reading is None else reading
        return (now - self.origin) / (self.goal - self.origin)
