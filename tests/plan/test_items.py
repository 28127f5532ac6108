"""What is put into the groups of a plan and taken out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from make import make_plan, make_priority, make_task

from planctl.plan.ids import UnknownGroupError, UnknownTaskError
from planctl.plan.items import AddTask, NoSuchFieldError, RemoveTasks, refuse_foreign
from planctl.plan.model import Entry, Finding, Indicator, Inspection, Standard, Task, Unit
from planctl.toml.review import review

JUNE_1 = date(2020, 6, 1)


def test_a_new_task_comes_last_in_its_priority_with_the_next_number() -> None:
    plan = make_plan([make_task(id="1.9"), make_task(id="1.10")], [make_task(id="2.1")])
    outcome = AddTask("1", "新任务", JUNE_1, by="王芳", lead="甲", note="会议决定", accept_new=True).apply(plan)
    assert outcome.changed == ("1.11",)
    assert [task.id for task in outcome.plan.tasks] == ["1.9", "1.10", "1.11", "2.1"]
    assert outcome.plan.task("1.11").log == (Entry(JUNE_1, by="王芳", added=True, note="会议决定"),)
    assert outcome.plan.units == (Unit("甲"),)
    assert "state-mismatch" not in {fault.code for fault in review(outcome.plan)}


def test_a_task_can_only_be_added_to_a_priority_that_exists() -> None:
    assert AddTask("重点2", "新任务", JUNE_1).apply(make_plan([make_task()], [make_task(id="2.1")])).changed == ("2.2",)
    with pytest.raises(UnknownGroupError) as caught:
        AddTask("7", "新任务", JUNE_1).apply(make_plan([make_task()], [make_task(id="2.1")]))
    assert caught.value.fields == {"id": "7", "known": "1, 2"}
    with pytest.raises(UnknownGroupError) as caught:
        AddTask("1", "新任务", JUNE_1).apply(make_plan())
    assert caught.value.fields["known"] == "—"


def test_an_id_is_never_given_again_after_its_task_was_removed() -> None:
    plan = make_plan([make_task(id="1.1"), make_task(id="1.2")])
    without = RemoveTasks(("1.2",)).apply(plan)
    assert without.changed == ("1.2",)
    assert [task.id for task in without.plan.tasks] == ["1.1"]
    assert without.plan.priorities[0].retired == ("1.2",)
    assert AddTask("1", "新任务", JUNE_1).apply(without.plan).changed == ("1.3",)


def test_the_first_task_of_an_empty_priority_is_number_one() -> None:
    plan = make_plan(make_priority("A", title="重点"))
    assert AddTask("A", "新任务", JUNE_1).apply(plan).changed == ("A.1",)


def test_what_is_added_is_of_the_kind_of_its_group() -> None:
    plan = replace(
        make_plan([make_task(), make_task(id="1.2")]),
        inspections=(Inspection("D1", "督察"),),
        standards=(Standard("K", "体系"),),
    )
    found = AddTask("D1", "问题", JUNE_1, further={"area": "政务服务", "about": ["1"]}).apply(plan).plan
    finding = found.task("D1.1")
    assert (type(finding), finding.log[0].added) == (Finding, True)
    assert finding == Finding("D1.1", "问题", area="政务服务", about=("1.1", "1.2"), log=finding.log)
    judged = AddTask("体系", "指标", JUNE_1, further={"hard": True, "path": ("一、",)}).apply(found)
    assert (judged.changed, type(judged.plan.task("K.1"))) == (("K.1",), Indicator)
    assert [item.id for item in RemoveTasks(("D1.1", "K.1")).apply(judged.plan).plan.items] == ["1.1", "1.2"]
    with pytest.raises(UnknownTaskError):
        AddTask("D1", "问题", JUNE_1, further={"about": ["9.9"]}).apply(plan)


@pytest.mark.parametrize(
    ("kind", "name", "having"),
    [(Task, "area", ("finding",)), (Finding, "hard", ("indicator",)), (Task, "about", ("finding", "indicator"))],
)
def test_what_only_others_have_is_refused(kind: type[Task], name: str, having: tuple[str, ...]) -> None:
    with pytest.raises(NoSuchFieldError) as caught:
        refuse_foreign("1.1", kind, ["title", name])
    assert caught.value.fields == {"id": "1.1", "field": name, "kinds": having}
