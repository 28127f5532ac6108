"""A summary as the JSON document that scripts read: the typed numbers, with the ids behind every one of them."""

from __future__ import annotations

import json  # noqa: TID253 - this module is loaded only to answer with JSON
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planctl.report.numbers.figures import Fact, Month, Summary, Tally, UnitTally

SCHEMA = 1
STATES = ("todo", "doing", "blocked", "submitted", "done", "dropped", "carried", "overdue")
#: The lists of ids that are handed on as they are.
LISTS = ("added", "inherited", "overdue", "due_now", "due_soon", "behind", "extended", "undocumented", "unassigned")


def render(summary: Summary) -> str:
    """Return the JSON document of ``summary``, ending in a newline; what a public edition left out is not in it."""
    english = dict(summary.units_en)
    document = {
        "schema": SCHEMA,
        "kind": "summary",
        "plan": {"year": summary.year, "title": summary.title, "title_en": summary.title_en},
        "as_of": summary.day,
        "since": summary.since,
        "total": _tally(summary.total),
        "priorities": [_tally(tally) for tally in summary.priorities],
        "units": [_unit(row, english.get(row.unit)) for row in summary.units],
        "quarters": [_tally(tally) for tally in summary.quarters],
        "grades": {grade.value: ids for grade, ids in summary.grades},
        **{name: getattr(summary, name) for name in LISTS},
        "clearance": asdict(summary.clearance),
        "months": [_month(month) for month in summary.months],
        "changes": asdict(summary.changes) if summary.changes else None,
        "tasks": [_fact(fact) for fact in summary.facts],
    }
    return json.dumps(document, ensure_ascii=False, default=str) + "\n"


def _tally(tally: Tally) -> dict[str, Any]:
    ids = {state: getattr(tally, state) for state in STATES}
    return {
        "key": tally.key,
        "title": tally.title,
        "title_en": tally.title_en,
        "total": tally.total,
        **{state: len(found) for state, found in ids.items()},
        "percent": tally.percent,
        "ids": ids,
    }


def _unit(row: UnitTally, name_en: str | None) -> dict[str, Any]:
    return {"unit": row.unit or None, "name_en": name_en, "leads": _tally(row.leads), "supports": _tally(row.supports)}


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.month,
        "planned": month.due_so_far,
        "done": month.done_so_far,
        "ids": {"due": month.due, "done": month.done},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    target = fact.target
    return {
        "id": fact.id,
        "priority": fact.priority,
        "title": fact.title,
        "title_en": fact.title_en,
        "formerly": fact.formerly,
        "state": fact.state,
        "since": fact.since,
        "remark": fact.remark,
        "grade": fact.grade,
        "lead": fact.lead,
        "support": fact.support,
        "due": fact.due,
        "due_original": fact.due_first,
        "has_due": fact.has_due,
        "days_late": fact.days_late,
        "extension_reason": fact.extension if fact.is_extended else None,
        "target": target and {"amount": target.amount, "unit": target.unit, "baseline": target.baseline},
        "reading": fact.reading,
        "expected_reading": fact.expected if target else None,
        "evidence": fact.evidence,
        "carried_from": fact.carried_from,
        "carried_to": fact.carried_to,
        "carried_reason": fact.carrying,
    }
