"""A whole plan that went out as CSV or JSON comes back as it was, and what was changed in it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from any_plan import PLANS, exactly
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import plan_with_units
from make import make_day, make_entry, make_plan, make_priority, make_task
from years import example

from planctl.exchange import to_csv, to_json
from planctl.exchange.extract import Extract
from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.exchange.reading.whole import Replace, data_of, whole_plan
from planctl.plan.model import LANGUAGES, Unit
from planctl.toml.schema import to_table
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan

DAY = date(2020, 7, 1)
FORMS = {".csv": to_csv, ".json": to_json}


def written(plan: Plan, ending: str, language: str = "zh") -> bytes:
    render: Callable[[Extract, Translator], bytes] = FORMS[ending].render
    return render(Extract(plan, plan, make_day(DAY), ()), Translator(language))


@pytest.mark.parametrize("ending", FORMS)
@given(PLANS, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_a_plan_comes_back_exactly(ending: str, plan: Plan, language: str) -> None:
    data = data_of(open_file(written(plan, ending, language), "x", ending))
    assert data is not None
    data.pop("format", None)
    assert exactly(data) == exactly(to_table(plan))


@pytest.mark.parametrize("ending", FORMS)
def test_the_sample_year_comes_back(ending: str) -> None:
    plan = whole_plan(open_file(written(example(), ending), "x", ending))
    assert plan == example()
    assert Replace(example(), DAY, None).apply(example()).plan == example()


def test_what_is_no_plan_of_ours_is_none() -> None:
    assert whole_plan(open_file("任务名称,牵头单位\n甲,乙\n".encode(), "x", ".csv")) is None


@pytest.mark.parametrize(("was", "now"), [("\n重点,", "\n要点,"), ("\n任务,", "\n事务,")])
def test_a_plan_that_was_spoilt_is_refused(was: str, now: str) -> None:
    text = written(example(), ".csv").decode("utf-8-sig").replace("\r\n", "\n")
    assert was in text
    with pytest.raises(FileRefusedError) as caught:
        whole_plan(open_file(text.replace(was, now, 1).encode(), "x", ".csv"))
    assert caught.value.fields == {"refusal": "plan"}
    with pytest.raises(FileRefusedError):
        whole_plan(open_file(b'{"kind": "plan", "plan": {"year": "x"}}', "x", ".json"))


def test_what_was_changed_is_recorded_and_what_is_missing_stays() -> None:
    first, second = make_task(title="甲"), make_task(id="1.2", title="乙")
    plan = plan_with_units(make_priority("1", first, second, title="一"))
    wanted = replace(
        plan,
        units=(*plan.units, Unit("新单位")),
        priorities=(
            make_priority("1", replace(first, title="丙", lead="省司法厅"), title="一"),
            make_priority("2", make_task(id="2.1", title="丁")),
        ),
    )
    outcome = Replace(wanted, DAY, "李四").apply(plan)
    assert set(outcome.changed) == {"1.1", "2.1"}
    task = outcome.plan.task("1.1")
    assert (task.title, task.formerly, task.lead) == ("丙", ("甲",), "省司法厅")
    assert task.log == (make_entry(DAY, by="李四", title="丙", lead="省司法厅", was={"title": "甲"}),)
    assert [item.id for item in outcome.plan.tasks] == ["1.1", "1.2", "2.1"]
    assert outcome.plan.units[-1].name == "新单位"


def test_a_plan_that_is_to_be_made_is_the_file_itself() -> None:
    wanted = make_plan([make_task()])
    assert Replace(wanted, DAY, None, is_new=True).apply(make_plan()).plan is wanted
