"""What inspections found and how far it is put right, what standards ask for and how much of it is met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import years
from make import make_entry, make_plan, make_task
from reports import paragraphs, phrases, texts

from planctl.plan.model import Finding, Indicator, Inspection, Plan, Standard, Status
from planctl.plan.node import Node
from planctl.report.wording.other_kinds import MOST_TOLD, findings, indicators

JULY = date(2020, 7, 15)
JUNE = date(2020, 6, 30)


def finding(number: int, **over: Any) -> Finding:
    return Finding(f"D1.{number}", f"问题{number}", title_en=f"Problem {number}", **over)


def indicator(number: int, **over: Any) -> Indicator:
    return Indicator(f"K.{number}", f"指标{number}", title_en=f"Indicator {number}", **over)


def inspected(*found: Finding) -> Plan:
    return replace(make_plan([make_task()]), inspections=(Inspection("D1", "督察", title_en="Check", items=found),))


def judged(*items: Indicator) -> Plan:
    return replace(make_plan([make_task()]), standards=(Standard("K", "体系", title_en="System", items=items),))


def both(plan: Plan, tell: Any = findings) -> tuple[list[str], list[str]]:
    chinese, english = (texts(tell(phrases(plan, language, day=JULY))) for language in ("zh", "en"))
    return chinese, english


# --- findings


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (
            [finding(1, status=Status.DONE)],
            "督察发现1个问题，已整改销号。",
            "“Check” found one problem, which has been closed out.",
        ),
        (
            [finding(1, status=Status.DONE), finding(2, status=Status.DONE)],
            "督察发现2个问题，已全部整改销号。",
            "“Check” found 2 problems, all of which have been closed out.",
        ),
        ([finding(1, due=JUNE)], "督察发现1个问题，正在整改。", "“Check” found one problem; it is being put right."),
        (
            [finding(1, due=JUNE), finding(2)],
            "督察发现2个问题，均在整改，其中逾期1个。",
            "“Check” found 2 problems; all are being put right, one of them overdue.",
        ),
        (
            [finding(1, status=Status.SUBMITTED), finding(2, status=Status.SUBMITTED)],
            "督察发现2个问题，均已报请验收。",
            "“Check” found 2 problems; all await acceptance.",
        ),
        (
            [finding(1, status=Status.DONE), finding(2), finding(3, status=Status.DROPPED)],
            "督察发现3个问题，已整改销号1个；其余问题中，正在整改1个、不再整改1个。",
            (
                "“Check” found 3 problems, of which one has been closed out; "
                "1 is being put right and 1 is no longer pursued."
            ),
        ),
        (
            [finding(1, area="收费"), finding(2, area="审批", status=Status.SUBMITTED)],
            "督察发现2个方面2个问题，正在整改1个、已报请验收1个。",
            "“Check” found 2 problems in 2 areas; 1 is being put right and 1 awaits acceptance.",
        ),
    ],
)
def test_all_some_and_none_are_told_as_such(found: list[Finding], zh: str, en: str) -> None:
    chinese, english = both(inspected(*found))
    assert (chinese[0], english[0]) == (zh, en)


MET = Node(JUNE, "甲", done=JUNE)


@pytest.mark.parametrize(
    ("nodes", "zh", "en"),
    [
        ([MET], "提出的1项整改措施已落实。", "The measure decided on has been taken."),
        (
            [MET, replace(MET, goal="乙")],
            "提出的2项整改措施已全部落实。",
            "All 2 measures decided on have been taken.",
        ),
        (
            [MET, Node(JUNE, "乙")],
            "提出的2项整改措施已落实1项。",
            "Of the 2 measures decided on, one has been taken.",
        ),
        ([Node(JUNE, "乙")], "提出的1项整改措施尚未落实。", "The one measure decided on has not been taken."),
        (
            [Node(JUNE, "乙"), Node(JUNE, "丙")],
            "提出的2项整改措施均未落实。",
            "None of the 2 measures decided on has been taken.",
        ),
    ],
)
def test_measures_are_counted_beside_the_problems(nodes: list[Node], zh: str, en: str) -> None:
    chinese, english = both(inspected(finding(1, nodes=tuple(nodes))))
    assert chinese[0].endswith(zh)
    assert english[0].endswith(en)


def test_what_is_not_put_right_is_told_with_its_cause_the_latest_first() -> None:
    log = (make_entry("2020-07-01", status="doing", problem="缺少人手"),)
    plan = inspected(
        finding(1, due=date(2020, 7, 10)),
        finding(2, status=Status.DONE),
        finding(3, due=JUNE, lead="省司法厅", status=Status.DOING, log=log),
    )
    chinese, english = both(plan)
    assert chinese[1:] == [
        "尚未销号的2个问题：",
        "问题3（省司法厅牵头），因缺少人手，逾期15天。",
        "问题1，逾期5天。",
    ]
    assert english[1:] == [
        "There are 2 problems that are not closed out yet:",
        "Problem 3 (省司法厅): 15 days overdue. Reason: “缺少人手”.",
        "Problem 1: 5 days overdue.",
    ]


def test_many_problems_are_told_up_to_a_number_and_then_counted() -> None:
    chinese, english = both(inspected(*(finding(number) for number in range(1, MOST_TOLD + 3))))
    assert len(chinese) == len(english) == 2 + MOST_TOLD
    assert (chinese[-1], english[-1]) == ("另有3个问题尚未销号。", "Another 3 problems are not closed out.")


def test_without_inspections_and_findings_nothing_is_said() -> None:
    assert both(make_plan([make_task()])) == ([], [])
    assert both(inspected()) == ([], [])


# --- indicators


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [
        ([indicator(1, status=Status.DONE)], "体系1项指标已达标。", "The one indicator of “System” is met."),
        ([indicator(1)], "体系1项指标未达标。", "The one indicator of “System” is not met."),
        ([indicator(1), indicator(2)], "体系2项指标均未达标。", "None of the 2 indicators of “System” is met."),
        (
            [indicator(1, status=Status.DONE), indicator(2), indicator(3)],
            "体系3项指标已达标1项，尚有2项未达标。",
            "Of the 3 indicators of “System”, one is met and 2 are not.",
        ),
        (
            [indicator(1, hard=True, status=Status.DONE), indicator(2)],
            "尚有1项未达标。其中1项硬性指标已达标。",
            "one is not. The one that must be met is.",
        ),
        (
            [indicator(1, hard=True), indicator(2, hard=True), indicator(3, status=Status.DONE)],
            "其中2项硬性指标均未达标。",
            "None of the 2 that must be met is.",
        ),
        (
            [indicator(1, hard=True), indicator(2, hard=True, status=Status.DONE), indicator(3)],
            "其中2项硬性指标已达标1项。",
            "Among the 2 that must be met, one is.",
        ),
        (
            [
                indicator(1, points=3, status=Status.DONE, log=(make_entry("2020-06-01", status="done", reading=2.5),)),
                indicator(2, points=2),
            ],
            "计分指标共5分，自评0分，已认定2.5分。",
            "The others can give 5 points; 0 were claimed and 2.5 accepted.",
        ),
    ],
)
def test_indicators_are_counted_by_whether_they_are_met(items: list[Indicator], zh: str, en: str) -> None:
    chinese, english = both(judged(*items), indicators)
    assert zh in chinese[0]
    assert en in english[0]


def test_hard_indicators_that_are_not_met_are_named() -> None:
    log = (make_entry("2020-07-01", status="doing", problem="材料不全"),)
    plan = judged(indicator(1, hard=True, status=Status.DOING, log=log), indicator(2), indicator(3, hard=True))
    chinese, english = both(plan, indicators)
    assert chinese[1:] == ["尚未达标的硬性指标2项：", "指标1，因材料不全。", "指标3。"]
    assert english[1] == "There are 2 indicators that must be met and are not yet:"


def test_a_dropped_indicator_does_not_count() -> None:
    assert both(judged(indicator(1, status=Status.DROPPED)), indicators) == ([], [])


def test_the_ids_behind_the_numbers_are_those_of_the_items() -> None:
    p = phrases(years.example())
    first = next(paragraphs(findings(p)))
    assert first.pieces[0].ids == tuple(row.task.id for row in p.summary.findings)
