"""What is heard in a file: what it says of a plan, what only a person can answer, and what was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.spelling import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.exchange.reading.sheet import Value


class Cell(NamedTuple):
    """What stands somewhere: a ``value``, and the address of the cell that holds it, on a sheet."""

    value: Value
    sheet: str
    at: str

    @property
    def text(self) -> str:
        """The value as text, as people keep text, and as spreadsheets show it."""
        return clean_text(str(self.value).upper() if isinstance(self.value, bool) else str(self.value))


class Question(NamedTuple):
    """Something that only a person can say: what ``text``, which stands in ``cells``, means.

    ``choices`` are the answers that are likely, each as it is given with ``--map``. ``code`` is the kind of question.
    """

    code: str
    sheet: str
    cells: tuple[str, ...]
    text: str
    choices: tuple[str, ...] = ()


class Remark(NamedTuple):
    """Something in a file that was not taken: where, what it says, and by ``code`` why."""

    code: str
    sheet: str
    cells: tuple[str, ...]
    text: str = ""


class Said(NamedTuple):
    """What a ledger says of one item: ``fields`` of it, and texts that a report has, by their names.

    ``id`` is the item's in the plan, ``None`` for a new one, which stands in the group that is called ``group``.
    ``cell`` is where it stands.
    """

    cell: Cell
    kind: str
    id: str | None
    group: str
    fields: Mapping[str, Any]


class Heard(NamedTuple):
    """All that files say of a plan: statements, units to be registered, questions, and what was not taken.

    ``unused`` are the texts of answers that nothing in the file asks for.
    """

    said: tuple[Said, ...]
    new_units: tuple[str, ...]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    unused: tuple[str, ...] = ()
