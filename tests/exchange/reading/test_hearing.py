"""A ledger of ours as the beginning of another plan: what its items were, they are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from every_kind import extract_of, plan_of_every_kind
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import UNITS, opened
from make import make_day, make_entry, make_plan, make_target, make_task

from planctl.exchange import base, to_xlsx
from planctl.exchange.reading.changes import Import
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.plan.duties import Every
from planctl.plan.model import LANGUAGES, Finding, Indicator, Inspection, Plan, Priority, Standard, Status, Task, Unit
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from planctl.exchange.reading.heard import Heard
    from planctl.exchange.reading.sheet import Book

DAY = "2020-07-01"
NEW = Plan(2020, "新计划")


def exported(plan: Plan, language: str = "zh") -> Book:
    return opened(to_xlsx.render(extract_of(plan, on=DAY), Translator(language)))


def heard_anew(book: Book) -> Heard:
    return hear(book, "文件", NEW, Terms(make_day(DAY), {}, accept_new=True, is_new=True))


def made(book: Book) -> Plan:
    """Return the plan that is made of a workbook."""
    heard = heard_anew(book)
    assert heard.questions == ()
    return Import(lambda _: heard, date.fromisoformat(DAY), None, {}, is_new=True).apply(NEW).plan


@st.composite
def items(draw: st.DrawFn, kind: type[Task], identifier: str) -> Task:
    """An item as offices have them, recorded as far as it has come."""
    lead, *support = (*draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3)), None)
    fields: dict[str, Any] = {"lead": lead, "support": tuple(filter(None, support))}
    if draw(st.booleans()):
        fields |= {"due": draw(st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31)))}
        status = draw(st.sampled_from(Status))
    else:
        fields |= {"ongoing": True, "every": draw(st.none() | st.sampled_from([every.value for every in Every]))}
        status = Status.TODO
    if status is not Status.TODO:
        note = "等待批复" if status.needs_reason else draw(st.sampled_from(["已起草", None]))
        fields |= {"status": status, "log": (make_entry("2020-06-01", status=status, note=note),)}
    if kind is Task and status is Status.DOING and draw(st.booleans()):
        fields |= {"target": make_target(100), "reading": draw(st.integers(0, 120) | st.sampled_from([0.5, 62.25]))}
    return kind(identifier, f"任务{identifier.replace('.', '之')}", **fields)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with items of every kind."""

    def some(kind: type[Task], group: str) -> tuple[Task, ...]:
        return tuple(draw(items(kind, f"{group}.{number}")) for number in range(1, draw(st.integers(1, 3)) + 1))

    priorities = (Priority("1", "依法行政", items=some(Task, "1")), Priority("2", "营商环境", items=some(Task, "2")))
    inspections = (Inspection("D1", "专项督察", items=some(Finding, "D1")),)  # type: ignore[arg-type] # as it says
    standards = (Standard("K", "示范标准", items=some(Indicator, "K")),)  # type: ignore[arg-type] # as it says
    plan = make_plan(*priorities, units=tuple(map(Unit, UNITS)))
    return replace(plan, inspections=inspections, standards=standards)


def said(plan: Plan) -> list[tuple[object, ...]]:
    """Return what a ledger says of each item of ``plan``; one without a deadline has that of the plan."""
    return [
        (group.title, item.kind, item.title, item.lead, item.support, item.status, item.reading, item.target)
        + ((True, item.every) if item.ongoing else (False, item.due or plan.last_day))
        for group in plan.groups
        for item in group.items
    ]


@settings(max_examples=40)
@given(plans(), st.sampled_from(LANGUAGES))
def test_a_ledger_makes_a_plan_with_the_same_items(plan: Plan, language: str) -> None:
    assert said(made(exported(plan, language))) == said(plan)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_that_shows_items_once_more_adds_none_and_is_told(language: str) -> None:
    plan = plan_of_every_kind()
    book = exported(plan, language)
    assert [item.id for item in made(book).items] == ["1.1", "1.2", "1.3", "2.1", "D1.1", "D1.2", "K.1"]
    told = [one.sheet for one in heard_anew(book).remarks if one.code == "not-read-back"]
    assert told == [Translator(language)("ledger.sheet.nodes")]


def test_a_sheet_that_somebody_put_in_is_read_for_a_new_plan() -> None:
    book = exported(make_plan([make_task(title="甲")]))
    own = book.sheets[0]._replace(name="别的", rows=(("任务名称", "牵头单位"), ("乙", "省司法厅")))
    assert [item.title for item in made(book._replace(sheets=(*book.sheets, own))).items] == ["甲", "乙"]


def test_a_workbook_that_has_forgotten_where_it_is_from_makes_a_new_plan_still() -> None:
    book = exported(make_plan([make_task(title="甲")]))
    sheets = tuple(sheet._replace(rows=sheet.rows[1:]) if sheet.name == base.SHEET else sheet for sheet in book.sheets)
    spoilt = book._replace(sheets=sheets)
    assert [item.title for item in made(spoilt).items] == ["甲"]
    with pytest.raises(FileRefusedError):
        hear(spoilt, "文件", NEW, Terms(make_day(DAY), {}))
