"""The columns of ledgers: what they are called, what stands in them, which field that is."""

from __future__ import annotations

from datetime import date

import pytest
from every_kind import extract_of, plan_of_every_kind, with_task
from hypothesis import given
from hypothesis import strategies as st
from make import make_entry

from planctl.exchange.columns import COLUMNS, LEDGERS, NODE_COLUMNS, CellValue, Holds, Teller, length_in_cell, spelled
from planctl.plan.duties import Every
from planctl.plan.keys import keys_of
from planctl.plan.model import GROUPS, LANGUAGES, Entry, Plan, Task
from planctl.plan.terms import Term, read_terms
from planctl.words.i18n import Translator

ITEMS = {kind.item_type().kind: kind.item_type() for kind in GROUPS}


def cells(identifier: str, language: str = "zh") -> dict[str, CellValue]:
    extract = extract_of(plan_of_every_kind())
    row = next(row for row in extract.rows if row.task.id == identifier)
    teller = Teller.of(Translator(language), extract.seen)
    return {key: COLUMNS[key].cell(row, teller) for key in LEDGERS[row.task.kind] + NODE_COLUMNS}


def test_a_row_says_what_an_office_keeps_of_a_task() -> None:
    assert cells("1.1") == {
        "id": "1.1",
        "group": "突出协同化",
        "title": "新增100个品牌个人调解工作室",
        "lead": "省司法厅",
        "support": "省信访局\n省工商联",
        "owner": "王芳",
        "due": date(2020, 12, 31),
        "target": "100 个",
        "reading": 36,
        "note": "新建36个",
        "problem": "两县无专职人员",
        "next": "8月底前培训",
        "help": "请协调编制",
        "status": "推进中",
        "grade": "有风险",
        "evidence": "吉司发〔2020〕12号\n=1+1",
        "quarter1": "03-31 方案印发（03-20 已达到）",
        "quarter2": "06-30 五个市试点（逾期）",
        "quarter3": "",
        "quarter4": "",
        "other_year": "2021-03-31 总结（未到期）",
    }


def test_progress_is_what_was_last_noted() -> None:
    plan = with_task(
        plan_of_every_kind(), log=(make_entry("2020-04-02", note="印发"), make_entry("2020-05-02", reading=3))
    )
    row = extract_of(plan).rows[0]
    assert COLUMNS["note"].cell(row, Teller.of(Translator("zh"), plan)) == "印发"


def test_a_note_in_english_is_for_english_readers() -> None:
    plan = with_task(plan_of_every_kind(), log=(make_entry("2020-04-02", note="印发", note_en="issued"),))
    row = extract_of(plan).rows[0]
    said = [COLUMNS["note"].cell(row, Teller.of(Translator(language), plan)) for language in ("zh", "en")]
    assert said == ["印发", "issued"]


def test_in_english_it_says_so_in_english() -> None:
    said = cells("1.1", "en")
    assert (said["title"], said["lead"], said["status"]) == ("Add 100 studios", "Department of Justice", "in progress")


def test_a_duty_has_no_deadline_but_says_how_often_it_is_reported_on() -> None:
    assert cells("1.2")["due"] == "长期坚持，每季度"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("every", [None, *(every.value for every in Every)])
def test_what_a_cell_says_of_a_duty_is_read_as_that(every: str | None, language: str) -> None:
    said = due(with_task(plan_of_every_kind(), ongoing=True, every=every, due=None), language)
    assert isinstance(said, str)
    assert read_terms(said, today=date(2020, 7, 1), year=2020) == (Term(ongoing=True, every=every),)


@given(st.none() | st.dates(date(1900, 1, 1), date(9998, 12, 31)), st.sampled_from(LANGUAGES))
def test_what_a_cell_says_of_a_deadline_is_read_as_that(day: date | None, language: str) -> None:
    said = due(with_task(plan_of_every_kind(), due=day), language)
    read = read_terms(spelled(said), today=date(2020, 7, 1), year=2020)
    assert (said, read) == (day or date(2020, 12, 31), (Term(due=day or date(2020, 12, 31)),))


def due(plan: Plan, language: str) -> CellValue:
    """Return what stands in the cell for the deadline of the first item."""
    extract = extract_of(plan)
    return COLUMNS["due"].cell(extract.rows[0], Teller.of(Translator(language), extract.seen))


def test_findings_and_indicators_have_columns_and_words_of_their_own() -> None:
    finding, indicator = cells("D1.1"), cells("K.1")
    assert (finding["area"], finding["nodes"], finding["about"], finding["status"]) == (
        "政务服务",
        "06-01 增设窗口（逾期）",
        "1.1",
        "已销号",
    )
    assert (indicator["path"], indicator["weight"]) == ("一级 / 二级", "硬性")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LEDGERS)
def test_no_two_columns_of_a_ledger_are_called_alike(kind: str, language: str) -> None:
    labels = [COLUMNS[key].label(kind, Translator(language)) for key in LEDGERS[kind]]
    assert len(set(labels)) == len(labels)


def test_offices_find_the_columns_that_they_know() -> None:
    labels = [COLUMNS[key].label(Task.kind, Translator("zh")) for key in LEDGERS[Task.kind]]
    usual = ["序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限", "进展情况", "存在问题"]
    usual += ["下一步打算", "完成情况", "佐证材料"]
    assert [label for label in labels if label in usual] == usual


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_column_that_is_read_back_is_called_as_the_model_has_it(kind: str) -> None:
    tables = {Holds.ITEM: ITEMS[kind], Holds.REPORT: Entry}
    for column in (COLUMNS[key] for key in LEDGERS[kind]):
        if column.holds in tables:
            assert column.key in {key.name for key in keys_of(tables[column.holds])}


def test_units_fill_in_reports_and_nothing_else() -> None:
    assert {column.key for column in COLUMNS.values() if column.filled} == {
        column.key for column in COLUMNS.values() if column.holds is Holds.REPORT
    }


@pytest.mark.parametrize(("value", "text"), [(date(2020, 6, 30), "2020-06-30"), (36, "36"), (2.5, "2.5"), ("甲", "甲")])
def test_a_cell_is_remembered_as_text(value: CellValue, text: str) -> None:
    assert spelled(value) == text


def test_length_is_counted_as_spreadsheets_do() -> None:
    assert (length_in_cell("甲a"), length_in_cell("😀")) == (2, 2)
