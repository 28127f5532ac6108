"""Contradictions of two changes in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from planctl.plan.keys import keys_of
from planctl.plan.merge import Clash, MergeConflictError
from planctl.plan.model import Status
from planctl.plan.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.cli.session import Session
    from planctl.plan.merge import Conflict
    from planctl.words.i18n import Translator


@contextmanager
def conflicts_told(session: Session) -> Iterator[None]:
    """Run a block whose change may contradict another one, which is then told in full before it ends in an error."""
    try:
        yield
    except MergeConflictError as error:
        tell_conflicts(session, error.conflicts)
        raise


def tell_conflicts(session: Session, conflicts: Iterable[Conflict]) -> None:
    """Name every contradiction on stderr: the task, the field, both values."""
    for conflict in conflicts:
        tell_conflict(session, conflict, f"conflict.{conflict.clash}")


def tell_conflict(session: Session, conflict: Conflict, key: str) -> None:
    """Name one contradiction on stderr by the sentence ``key``."""
    session.warn(
        key,
        place=conflict.place or session.t("conflict.plan"),
        field=field_name(session.t, _label(conflict)),
        ours=shown(session.t, conflict.ours) if conflict.clash is Clash.CHANGED else "",
        theirs=shown(session.t, conflict.theirs) if conflict.clash is Clash.CHANGED else "",
    )


def _label(conflict: Conflict) -> str:
    """Return by what key the field is called: those of a node, which is named by its goal, have names of their own."""
    _, _, goal = conflict.place.partition(" ")
    labels = {key.written: key.label for key in keys_of(Node)} if goal else {}
    return labels.get(conflict.field, conflict.field)


def field_name(t: Translator, field: str) -> str:
    """Return what people call a field; a key that planctl does not know is called what it is."""
    return t(f"column.{field}") if t.has(f"column.{field}") else field


def shown(t: Translator, value: object) -> str:
    """Return the value of a field as text."""
    if isinstance(value, Status):
        return t(f"status.{value}")
    if isinstance(value, tuple):
        return t("separator.list").join(map(str, value)) or t("conflict.nothing")
    return t("conflict.nothing") if value is None or value == "" else str(value)
