"""A round of reports as the plan file says it; what it means is told by ``planctl.plan.rounds``."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from planctl.plan.keys import Carry, Kind, about

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Figures:
    """How many tasks a round counted when it was closed; ``done`` and ``overdue`` are among the ``total``."""

    total: int = field(metadata=about(Kind.COUNT, label="round_total"))
    done: int = field(metadata=about(Kind.COUNT))
    overdue: int = field(metadata=about(Kind.COUNT))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class States:
    """Which tasks a closed round counted as done, and which as overdue."""

    done: tuple[str, ...] = field(metadata=about(Kind.ORDERED))
    overdue: tuple[str, ...] = field(metadata=about(Kind.ORDERED))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of reports of the days ``from_`` … ``to``, awaited ``until`` a day, frozen when it was ``closed``."""

    id: str = field(metadata=about(Kind.ID, identity=True, label="round"))
    from_: date = field(metadata=about(Kind.DAY, written="from", label="round_from"))
    to: date = field(metadata=about(Kind.DAY, label="round_to"))
    until: date = field(metadata=about(Kind.DAY, label="round_until"))
    closed: date | None = field(default=None, metadata=about(Kind.DAY, label="round_closed"))
    figures: Figures | None = field(default=None, metadata=about(Kind.RECORD, holds=Figures))
    states: States | None = field(default=None, metadata=about(Kind.RECORD, holds=States))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)


#: What is declared of the rounds of a plan; they stay in their year.
ROUNDS = about(Kind.RECORDS, written="round", holds=Round, carry=Carry.LEFT)
