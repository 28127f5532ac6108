"""A plan beside the text that it comes from."""

from __future__ import annotations

from make import make_task
from places import PLAN_2020, ROOT

from planctl.draft.compare import compare
from planctl.draft.outline import read_outline
from planctl.plan.model import Plan, Priority
from planctl.toml import schema

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8").splitlines()


def plan_of(*sources: str | None) -> Plan:
    tasks = tuple(make_task(id=f"1.{number}", source=source) for number, source in enumerate(sources, 1))
    return Plan(2020, "计划", source={"section": "三"}, priorities=(Priority("1", "重点", items=tasks),))


def test_our_plan_and_our_source_meet() -> None:
    plan = schema.parse(PLAN_2020.read_text(encoding="utf-8")).plan
    assert plan
    assert compare(plan, read_outline(SECTION)) == ((), ())


def test_places_that_lead_nowhere_and_sentences_without_a_task_are_found() -> None:
    text = ["三、主要安排", "先说明。", "（一）甲。第一句。第二句。", "（二）乙。第三句。"]
    found = compare(plan_of("(一)1", "(一)9", None), read_outline(text))
    assert [item.id for item in found.nowhere] == ["1.2"]
    assert found.without == (("(一)2", "第二句。"), ("(二)1", "第三句。"))


def test_a_text_without_the_chapter_has_no_sentences_to_miss() -> None:
    found = compare(plan_of("(一)1"), read_outline(["一、情况", "（一）甲。第一句。"]))
    assert ([item.id for item in found.nowhere], found.without) == (["1.1"], ())
    assert compare(plan_of(), read_outline([])).without == ()
