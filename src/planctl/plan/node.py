"""Nodes of items as the plan file says them: what must be reached when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from planctl.plan.keys import Carry, Kind, about

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NodeMove:
    """That a node was put off, or brought forward, on the day ``on``: the day ``from_`` which, and why."""

    on: date = field(metadata=about(Kind.DAY))
    from_: date = field(metadata=about(Kind.DAY, written="from", label="node_from"))
    note: str | None = field(default=None, metadata=about(Kind.TEXT))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Node:
    """What an item must have reached on the day ``due``; ``done`` is the day on which it had, as ``evidence`` shows.

    Its ``goal`` tells it from the other nodes of the item.
    """

    due: date = field(metadata=about(Kind.DAY))
    goal: str = field(metadata=about(Kind.FILLED, identity=True, searched=True))
    done: date | None = field(default=None, metadata=about(Kind.DAY, label="node_done"))
    evidence: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS))
    moved: tuple[NodeMove, ...] = field(default=(), metadata=about(Kind.RECORDS, holds=NodeMove))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)

    def on(self, day: date) -> Node:
        """Return the node as it was at the end of ``day``: not reached later, and with the day that it had then."""
        later = [move for move in self.moved if move.on > day]
        is_done = self.done is not None and self.done <= day
        if not later and (is_done or self.done is None):
            return self
        return replace(
            self,
            due=min(later, key=lambda move: move.on).from_ if later else self.due,
            done=self.done if is_done else None,
            evidence=self.evidence if is_done else (),
            moved=tuple(move for move in self.moved if move.on <= day),
        )


#: What is declared of the nodes of an item; those that were not reached go over into the next year.
NODES = about(Kind.RECORDS, holds=Node, carry=Carry.REBUILT)
