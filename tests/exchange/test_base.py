"""What a workbook remembers of the plan it came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from any_plan import PLANS
from every_kind import extract_of, plan_of_every_kind
from hypothesis import given, settings
from make import make_entry, make_task

from planctl.exchange import base
from planctl.exchange.sheets import book_of
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from planctl.plan.model import Plan


def test_what_is_remembered_comes_back_out_of_its_lines() -> None:
    remembered = book_of(extract_of(plan_of_every_kind()), Translator("zh")).base
    found = base.read([list(line) for line in base.lines(remembered)])
    assert found is not None
    assert found.facts == remembered.facts
    for before, after in zip(remembered.rows, found.rows, strict=True):
        assert (after.sheet, after.id, after.digest) == (before.sheet, before.id, before.digest)
        assert {key: text for key, text in after.cells.items() if text} == {
            key: text for key, text in before.cells.items() if text
        }


def test_lines_of_somebody_else_are_nothing() -> None:
    assert base.read([]) is None
    assert base.read([["序号", "任务"], ["1", "甲"]]) is None
    assert base.read([["planctl", "2"], []]) is None


def test_a_sheet_that_lost_its_names_or_its_second_column_is_none_of_ours() -> None:
    assert base.read([["planctl", base.VERSION], ["year", "2020"]]) is None
    assert base.read([["planctl"], ["year"]]) is None


def test_every_change_of_an_item_changes_its_digest() -> None:
    task = make_task()
    changed = [
        replace(task, title="另一项"),
        replace(task, log=(make_entry("2020-06-30", note="甲"),)),
        replace(task, log=(make_entry("2020-06-30", note="乙"),)),
        replace(task, extra={"另": 1}),
    ]
    assert len({base.digest(item) for item in (task, *changed)}) == 5
    assert base.digest(task) == base.digest(make_task())


@given(PLANS)
@settings(max_examples=20)
def test_any_item_has_a_digest(plan: Plan) -> None:
    assert {len(base.digest(item)) for item in plan.items} <= {16}
