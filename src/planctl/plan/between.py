"""What became of tasks between two days: the fields that a log tells, what was recorded, and what became late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.nodes import NodeState, state_on
from planctl.plan.replay import LOGGED_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.model import Entry
    from planctl.plan.node import Node
    from planctl.plan.progress import Standing


class Difference(NamedTuple):
    """A task as it stood on the first day, if it was in the plan, and on the second.

    ``entries`` were recorded after the first, each with its number in the log of the task.
    """

    before: Standing | None
    row: Standing
    entries: tuple[tuple[int, Entry], ...]

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """The values before and after of each field that has another one; a task that is new had none."""
        pairs = {name: (_value(self.before, name), _value(self.row, name)) for name in LOGGED_FIELDS}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    @property
    def nodes(self) -> tuple[tuple[str, Node, Node | None], ...]:
        """What became of the nodes, ``met``, ``missed`` or ``moved``: each with what it was on the first day."""
        earlier = {node.goal: node for node in self.before.task.nodes} if self.before else {}
        pairs = ((node, earlier.get(node.goal)) for node in self.row.task.nodes)
        return tuple((what, node, was) for node, was in pairs if (what := self._became(node, was)))

    def _became(self, node: Node, was: Node | None) -> str | None:
        state = state_on(node, self.row.day)
        before = state_on(was, self.before.day) if was and self.before else NodeState.OPEN
        if state is not before and state is not NodeState.OPEN:
            return state.value
        return "moved" if was and was.due != node.due else None

    @property
    def was_overdue(self) -> bool:
        """Whether the task was overdue on the first day."""
        return self.before is not None and self.before.is_overdue

    @property
    def says_something(self) -> bool:
        """Whether anything became of the task."""
        is_late = self.row.is_overdue is not self.was_overdue
        return self.before is None or is_late or bool(self.entries or self.fields or self.nodes)


def differences(before: Iterable[Standing], after: Iterable[Standing]) -> Iterator[Difference]:
    """Yield what became of tasks that stood so ``before`` and so ``after``, in the order of the document."""
    earlier = {row.task.id: row for row in before}
    for row in after:
        then = earlier.get(row.task.id)
        known = len(then.task.log) if then else 0
        entries = tuple(enumerate(row.task.log[known:], start=known + 1))
        found = Difference(then, row, entries)
        if found.says_something:
            yield found


def _value(row: Standing | None, field: str) -> Any:
    """Return a field as it counts: a deadline that is only implied is one, too, if the task was there before."""
    if row is None:
        return LOGGED_FIELDS[field]
    counted = {"due": row.due, "reading": row.reading}
    return counted.get(field, getattr(row.task, field))
