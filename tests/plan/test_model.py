"""What the model knows of itself, without any day and without any other plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from make import make_entry, make_plan, make_task

from planctl.plan.letter import Letter
from planctl.plan.model import Status


def test_a_task_is_open_until_it_is_closed_or_carried() -> None:
    tasks = [make_task(status=status) for status in Status]
    assert [task.status.value for task in tasks if not task.is_open] == ["done", "dropped"]
    assert not make_task(status="doing", carried_to="2021:1.1").is_open


def test_what_stands_still_or_ends_without_result_needs_a_reason() -> None:
    assert {status.value for status in Status if status.needs_reason} == {"blocked", "dropped"}


def test_units_are_the_lead_and_then_who_supports_each_once() -> None:
    assert make_task(lead="甲局", support=("乙局", "甲局", "乙局")).units == ("甲局", "乙局")
    assert make_task(support=("乙局",)).units == ("乙局",)


def test_evidence_is_what_the_whole_log_names_each_once() -> None:
    log = (make_entry("2020-03-01", evidence=("甲", "乙")), make_entry("2020-05-01", evidence=("乙", "丙")))
    assert make_task(log=log).evidence == ("甲", "乙", "丙")


def test_a_plan_knows_its_tasks_in_their_order_and_the_days_of_its_year() -> None:
    plan = make_plan([make_task(id="1.2"), make_task(id="1.1")], [make_task(id="2.1")])
    assert [task.id for task in plan.tasks] == ["1.2", "1.1", "2.1"]
    assert (plan.first_day, plan.last_day) == (date(2020, 1, 1), date(2020, 12, 31))


def test_a_task_and_its_priority_are_found_by_an_exact_id() -> None:
    plan = make_plan([make_task(id="1.1")], [make_task(id="2.1")])
    assert plan.task("2.1").id == "2.1"
    assert plan.group_of("2.1").id == "2"
    for find in (plan.task, plan.group_of):
        with pytest.raises(KeyError):
            find("2.10")


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ({"title": "Goals"}, "company"),
        ({"title": "工作要点"}, "government"),
        ({"title": "工作要点", "lang": "en"}, "company"),
        ({"title": "Goals", "lang": "zh"}, "government"),
        ({"title": "Goals", "source": {"title": "A document"}}, "government"),
        ({"title": "工作要点", "report": Letter(template="company")}, "company"),
        ({"title": "工作要点", "report": Letter(signer="某局")}, "government"),
    ],
)
def test_a_report_is_an_office_s_if_a_document_or_chinese_tells_of_one(said: dict[str, Any], template: str) -> None:
    assert make_plan(**said).template == template
