"""What a plan lacks of a draft, added to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from official_texts import FINDINGS, RUN_IN
from places import PLAN_2020, ROOT

from planctl.draft.documents import read_document
from planctl.draft.drafting import Request, draft
from planctl.draft.into import AddDraft, is_of_same_text
from planctl.plan.model import Plan
from planctl.toml import schema

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")
DAY = date(2020, 7, 1)


def plan_of(text: str, kind: str = "plan") -> Plan:
    return draft(read_document(text.encode(), "a.txt"), Request(kind), "zh").plan


def shipped() -> Plan:
    plan = schema.parse(PLAN_2020.read_text(encoding="utf-8")).plan
    assert plan
    return plan


def test_a_plan_that_has_every_sentence_lacks_nothing() -> None:
    outcome = AddDraft(plan_of(SECTION), DAY).apply(shipped())
    assert (outcome.changed, outcome.plan) == ((), shipped())


def test_what_is_lacking_comes_into_its_group_with_a_new_id() -> None:
    full = shipped()
    fifth = full.priorities[4]
    kept = tuple(item for item in fifth.items if item.source != "(五)3")
    holed = full.having({type(fifth): (*full.priorities[:4], replace(fifth, title="另一个名称", items=kept))})
    outcome = AddDraft(plan_of(SECTION), DAY, "王芳").apply(holed)
    assert outcome.changed == ("5.18",)
    added = outcome.plan.task("5.18")
    assert (added.source, added.target and added.target.amount) == ("(五)3", 100)
    assert [(entry.on, entry.by, entry.added) for entry in added.log] == [(DAY, "王芳", True)]
    assert AddDraft(plan_of(SECTION), DAY).apply(outcome.plan).changed == ()


def test_a_group_that_is_lacking_comes_too_also_of_another_kind() -> None:
    assert not is_of_same_text(shipped(), plan_of(RUN_IN))
    first = AddDraft(plan_of(RUN_IN), DAY).apply(Plan(2020, "计划"))
    assert [group.title for group in first.plan.priorities] == ["深化改革，转变职能", "加强监管，规范执法"]
    assert first.changed == ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")
    both = AddDraft(plan_of(FINDINGS, "inspection"), DAY).apply(first.plan)
    assert [group.id for group in both.plan.inspections] == ["D1"]
    assert both.changed == ("D1.1", "D1.2", "D1.3", "D1.4")


def test_a_sentence_that_took_the_place_of_another_is_added() -> None:
    text = "2020年要点\n一、主要任务\n（一）改革。制定办法。开展检查。"
    plan = plan_of(text)
    revised = plan_of(text.replace("制定办法。", "建立机制。制定办法。"))
    outcome = AddDraft(revised, DAY).apply(plan)
    assert [outcome.plan.task(changed).title for changed in outcome.changed] == ["建立机制"]
    assert AddDraft(revised, DAY).apply(outcome.plan).changed == ()


def test_tasks_of_the_same_title_are_told_by_their_places() -> None:
    text = "2020年要点\n一、主要任务\n（一）改革。开展检查。\n（二）执法。"
    plan = plan_of(text + "公布结果。")
    outcome = AddDraft(plan_of(text + "公布结果。开展检查。"), DAY).apply(plan)
    assert [outcome.plan.task(changed).source for changed in outcome.changed] == ["(二)2"]
    assert AddDraft(plan_of(text + "公布结果。开展检查。"), DAY).apply(outcome.plan).changed == ()
