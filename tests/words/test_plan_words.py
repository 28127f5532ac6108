"""Plan data in a reader's words."""

from __future__ import annotations

from datetime import date

import pytest
from make import make_done, make_entry, make_plan, make_priority, make_target, make_task

from planctl.blocks import Cell, Tone
from planctl.plan import counts, progress
from planctl.plan.counts import By, Group
from planctl.plan.keys import Kind
from planctl.plan.model import LANGUAGES, Entry, Status, Task, Unit
from planctl.plan.progress import Grade, Standing
from planctl.words.i18n import Translator
from planctl.words.plan_words import Words, entry_text, number

TODAY = date(2020, 6, 30)
PLAN = make_plan(
    make_priority("1", make_task(title="清理规章", title_en="Review rules"), title="制度", title_en="Rules"),
    make_priority("2", make_task(id="2.1"), title="执法"),
    units=(Unit("省司法厅", name_en="Justice"), Unit("省公安厅")),
)
ZH = Words.of(Translator("zh"), PLAN)
EN = Words.of(Translator("en"), PLAN)


def row(task: Task) -> Standing:
    return progress.assess(task, "1", PLAN, TODAY)


def groups(by: By) -> list[Group]:
    tasks = [make_task(lead="省司法厅", due=date(2020, 7, 1)), make_task(id="1.2", carried_to="2021:1.2")]
    return list(counts.groups(PLAN, [row(task) for task in tasks], by))


def test_titles_and_names_are_english_where_there_is_english() -> None:
    first, second = PLAN.tasks
    assert [ZH.title(first), EN.title(first), EN.title(second)] == ["清理规章", "Review rules", "任务2.1"]
    assert [ZH.unit("省司法厅"), EN.unit("省司法厅"), EN.unit("省公安厅"), EN.unit("省民政厅")] == [
        "省司法厅",
        "Justice",
        "省公安厅",
        "省民政厅",
    ]
    assert [EN.unit(None), ZH.unit("")] == ["", ""]
    assert Words(Translator("en")).unit("省司法厅") == "省司法厅"
    assert [EN.title(priority) for priority in PLAN.priorities] == ["Rules", "执法"]


@pytest.mark.parametrize(
    ("kind", "value", "chinese", "english"),
    [
        (Kind.TEXT, "某事", "某事", "某事"),
        (Kind.UNIT, "省司法厅", "省司法厅", "Justice"),
        (Kind.UNITS, ("省司法厅", "省公安厅"), "省司法厅、省公安厅", "Justice, 省公安厅"),
        (Kind.TEXTS, ("甲", "乙"), "甲、乙", "甲, 乙"),
        (Kind.STATUS, Status.BLOCKED, "受阻", "blocked"),
        (Kind.DAY, TODAY, "2020-06-30", "2020-06-30"),
        (Kind.NUMBER, 3.0, "3", "3"),
        (Kind.COUNT, 2, "2", "2"),
        (Kind.FLAG, True, "是", "yes"),
    ],
)
def test_a_value_is_worded_by_its_kind(kind: Kind, value: object, chinese: str, english: str) -> None:
    assert [ZH.value(kind, value), EN.value(kind, value)] == [chinese, english]


@pytest.mark.parametrize("kind", [Kind.TABLE, Kind.LINES, Kind.WAS, Kind.RECORDS])
def test_a_table_has_no_words_as_a_whole(kind: Kind) -> None:
    with pytest.raises(ValueError, match=kind.name):
        ZH.value(kind, {})


@pytest.mark.parametrize(
    ("by", "chinese", "english"),
    [
        (By.PRIORITY, ["制度", "执法"], ["Rules", "执法"]),
        (By.LEAD, ["省司法厅", "（无）"], ["Justice", "(none)"]),
        (By.UNIT, ["省司法厅", "（无）"], ["Justice", "(none)"]),
        (By.QUARTER, ["2020年第三季度", "2020年第四季度"], ["Q3 2020", "Q4 2020"]),
        (By.STATUS, ["未启动"], ["not started"]),
        (By.GRADE, ["临期", "待启动"], ["due soon", "pending"]),
    ],
)
def test_a_group_has_a_name_in_each_language(by: By, chinese: list[str], english: list[str]) -> None:
    assert [ZH.group(group, by) for group in groups(by)] == chinese
    assert [EN.group(group, by) for group in groups(by)] == english


def test_a_day_of_the_plans_year_needs_no_year_on_a_screen() -> None:
    assert ZH.day(TODAY) == Cell("06-30", code="2020-06-30")
    assert ZH.day(date(2021, 1, 31)) == Cell("2021-01-31", code="2021-01-31")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_grade_has_a_name_and_a_code(language: str) -> None:
    words = Words.of(Translator(language), PLAN)
    names = [words.status(row(make_task(status=status))) for status in Status]
    assert [cell.code for cell in names] == [status.value for status in Status]
    assert len({cell.text for cell in names}) == len(Status)
    for grade in Grade:
        assert words.t(f"grade.{grade}")


def test_a_carried_task_keeps_its_status_and_gets_a_mark() -> None:
    carried = row(make_task(status="doing", carried_to="2021:1.1"))
    assert ZH.status(carried) == Cell("推进中·结转", Tone.MUTED, "doing")
    assert EN.status(carried) == Cell("in progress, carried", Tone.MUTED, "doing")
    assert ZH.status(row(make_task(status="done", carried_to="2021:1.1"))).text == "已完成"


def test_an_overdue_task_says_for_how_long() -> None:
    late = make_task(due=date(2020, 6, 29))
    assert ZH.grade(row(late)) == Cell("逾期 1 天", Tone.BAD, "overdue")
    assert [EN.grade(row(make_task(due=date(2020, 6, day)))).text for day in (29, 28)] == ["1 day late", "2 days late"]
    assert ZH.grade(row(make_done("1.1", "2020-06-01", due=date(2020, 5, 1)))).text == "已完成"


@pytest.mark.parametrize(
    ("task", "text"),
    [
        (make_task(target=make_target(100), reading=36), "36/100 个"),
        (make_task(target=make_target(62.5, None)), "0/62.5"),
        (make_task(reading=1.0), "1"),
        (make_task(), ""),
    ],
)
def test_a_reading_stands_before_its_target(task: Task, text: str) -> None:
    assert ZH.reading(row(task)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(36, "36"), (36.0, "36"), (62.5, "62.5"), (0.1 + 0.2, "0.3"), (999999999999999, "999999999999999"), (-5, "-5")],
)
def test_a_number_has_no_needless_digits(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("entry", "chinese", "english"),
    [
        (make_entry(TODAY, added=True), "新增任务", "task added"),
        (make_entry(TODAY, status="doing", note="启动"), "状态：推进中；启动", "status: in progress; 启动"),
        (make_entry(TODAY, reading=36.0), "完成数：36", "reading: 36"),
        (make_entry(TODAY, lead="省司法厅"), "牵头单位：省司法厅", "lead: Justice"),
        (make_entry(TODAY, lead=""), "牵头单位：（无）", "lead: (none)"),
        (
            make_entry(TODAY, support=("省司法厅", "省公安厅")),
            "配合单位：省司法厅、省公安厅",
            "support: Justice, 省公安厅",
        ),
        (make_entry(TODAY, support=()), "配合单位：（无）", "support: (none)"),
        (make_entry(TODAY, owner=""), "责任人：（无）", "owner: (none)"),
        (make_entry(TODAY, due=date(2020, 9, 30)), "完成时限：2020-09-30", "due: 2020-09-30"),
        (
            make_entry(TODAY, due=date(2020, 9, 30), was={"due": date(2020, 6, 30)}),
            "完成时限：2020-09-30（原为 2020-06-30）",
            "due: 2020-09-30 (was 2020-06-30)",
        ),
        (make_entry(TODAY, carried_to="2021:1.3"), "结转到 2021:1.3", "carried to 2021:1.3"),
        (make_entry(TODAY, evidence=("甲", "乙")), "佐证材料：甲、乙", "evidence: 甲, 乙"),
        (make_entry(TODAY), "", ""),
    ],
)
def test_an_entry_is_told_as_one_phrase(entry: Entry, chinese: str, english: str) -> None:
    assert entry_text(entry, ZH) == chinese
    assert entry_text(entry, EN) == english
