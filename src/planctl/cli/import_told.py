"""An import in words: what changes, what was not taken and why, what has to be asked; and the same as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl import JSON_SCHEMA
from planctl.blocks import NEVER, Column, Paragraph, Table
from planctl.exchange.plain import to_json
from planctl.exchange.reading.names import FIELDS
from planctl.plan.keys import Kind
from planctl.toml.schema import to_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.cli.session import Session
    from planctl.exchange.reading.differences import Difference
    from planctl.exchange.reading.heard import Question, Remark
    from planctl.plan.model import Plan
    from planctl.words.i18n import Translator
    from planctl.words.plan_words import Words

#: How many cells are named of those of which the same is said, and how much of a text is quoted.
MOST_CELLS, MOST_QUOTED = 10, 60


class Told(NamedTuple):
    """What is to be told of an import: differences, what was not taken, open questions; whether it was ``applied``."""

    differences: Sequence[Difference] = ()
    remarks: Sequence[Remark] = ()
    questions: Sequence[Question] = ()
    applied: bool = False


def show_differences(session: Session, found: Sequence[Difference], words: Words) -> None:
    """Show what changes, a row a field; people see each item once above its fields, scripts in every row."""
    counted = Counter(one.item.id for one in found)
    found = [one for one in found if not (one.is_new and one.key.name == "title" and counted[one.item.id] > 1)]
    columns = (
        Column("id", session.t("column.id"), least=NEVER),
        Column("title", session.t("column.title"), least=NEVER),
        Column("field", session.t("import.field")),
        Column("before", session.t("import.before"), flexible=True),
        Column("after", session.t("import.after"), flexible=True),
    )
    rows = tuple(
        (
            one.item.id,
            words.title(one.item),
            session.t(f"column.{one.key.label}"),
            _spelled(one, one.before, words),
            _spelled(one, one.after, words),
        )
        for one in found
    )
    heads = {one.item.id: place for place, one in reversed(list(enumerate(found)))}
    between = tuple((place, Paragraph(_headed(found[place], words))) for place in sorted(heads.values()))
    if rows:
        session.write([Table(columns, rows, record=False, between=between)], doing="import.reading")


def _headed(one: Difference, words: Words) -> str:
    key = "import.new_item" if one.is_new else "import.item"
    return words.t(key, id=one.item.id, title=words.title(one.item))


def show_questions(session: Session, questions: Sequence[Question]) -> None:
    """Show what has to be answered, with the cells that it is about."""
    columns = (
        Column("cells", session.t("import.cells")),
        Column("asked", session.t("import.asked"), flexible=True),
        Column("choices", session.t("import.choices"), flexible=True),
    )
    rows = tuple((_place(one, session.t), _asked(one, session.t), " | ".join(one.choices)) for one in questions)
    session.write([Table(columns, rows)])


def tell_remarks(session: Session, remarks: Sequence[Remark]) -> None:
    """Say what was not taken, and why."""
    if remarks:
        session.say("import.not_taken", n=len(remarks))
    for one in remarks:
        what = session.t(f"import.left.{one.code}", text=_clipped(one.text), fields=", ".join(FIELDS))
        place = _place(one, session.t)
        session.say("import.remark" if place else "import.remark_of_all", place=place, what=what)


def asked(question: Question, t: Translator) -> str:
    """Return a question with the place of what it is about."""
    return t("import.remark", place=_place(question, t), what=_asked(question, t))


def write_json(session: Session, plan: Plan, told: Told) -> None:
    """Answer with everything that can be told, as one document."""
    document = {
        "schema": JSON_SCHEMA,
        "kind": "import",
        "plan": {"year": plan.year, "title": plan.title},
        "as_of": session.day.isoformat(),
        "applied": told.applied,
        "differences": list(map(_difference, told.differences)),
        "not_taken": [_located(one) | {"text": one.text} for one in told.remarks],
        "questions": [_located(one) | {"text": one.text, "choices": list(one.choices)} for one in told.questions],
    }
    session.write_json([to_json(document), "\n"])


def _difference(one: Difference) -> Mapping[str, object]:
    before, after = (_plain(to_value(value)) for value in (one.before, one.after))
    about = {"id": one.item.id, "title": one.item.title, "new": one.is_new}
    return about | {"field": one.key.written, "before": before, "after": after}


def _located(one: Question | Remark) -> dict[str, object]:
    return {"code": one.code, "sheet": one.sheet, "cells": list(one.cells)}


def _plain(value: Any) -> Any:
    """Return a TOML value as JSON has it: days as text."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _place(one: Question | Remark, t: Translator) -> str:
    """Return where something stands: the sheet, and the first of the cells."""
    cells = t("separator.list").join(one.cells[:MOST_CELLS]) + ("…" if len(one.cells) > MOST_CELLS else "")
    return t("import.place", sheet=one.sheet, cells=cells).strip()


def _asked(question: Question, t: Translator) -> str:
    return t(f"import.ask.{question.code}", text=_clipped(question.text))


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"


def _spelled(one: Difference, value: Any, words: Words) -> str:
    """Return a value of a difference in words, nothing for none."""
    words = words.on(one.item)
    if value == one.key.default or value in (None, ()):
        return ""
    if one.key.kind is Kind.RECORDS:  # of the records of an item, ledgers change nodes
        return words.t("separator.clause").join(f"{node.due} {node.goal}" for node in value)
    return words.value(one.key.kind, value)
