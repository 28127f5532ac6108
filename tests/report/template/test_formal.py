"""Who says what of the formal parts, and who wins."""

from __future__ import annotations

from planctl.plan.letter import Letter
from planctl.report.template.built_in import built_in
from planctl.report.template.formal import Said, formal_parts
from planctl.report.template.reader import read_template

PLANNED = Letter(title="计划的", addressee="省政府", number="1号", signer="省司法厅", attachments=("表",))
OWN = read_template("+++\nlang = 'zh'\n\ntitle = '自己的'\n+++\n\n甲\n", "x.md")


def test_people_s_template_wins_over_the_plan_with_the_lines_of_both() -> None:
    parts = formal_parts(OWN, PLANNED, is_annual=True)
    assert parts["title"] == [Said("自己的", 4), Said("计划的", key="title")]
    assert parts["number"] == [Said("1号", key="number")]
    assert parts["date"] == []


def test_the_plan_wins_over_a_built_in_template() -> None:
    titles = formal_parts(built_in("government", "zh"), PLANNED, is_annual=True)["title"]
    assert (titles[0], len(titles)) == (Said("计划的", key="title"), 2)


def test_of_another_report_than_the_annual_one_the_plan_says_only_to_whom_it_goes_and_from_whom() -> None:
    parts = formal_parts(OWN, PLANNED, is_annual=False)
    assert {name for name, said in parts.items() if any(each.key for each in said)} == {"addressee", "signer"}


def test_a_plan_may_say_nothing() -> None:
    assert formal_parts(OWN, None, is_annual=True)["signer"] == []
