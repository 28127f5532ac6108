"""A plan as rows of a CSV file: every field, and back to the letter."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from any_plan import PLANS, exactly
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_plan, make_task
from years import example

from planctl.exchange import records
from planctl.exchange.columns import LONGEST_TEXT
from planctl.plan.model import LANGUAGES, Plan
from planctl.toml.schema import to_table
from planctl.words.i18n import Translator

ZH = Translator("zh")


def through_a_file(plan: Plan, t: Translator) -> list[list[str]]:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(records.rows(plan, t))
    return list(csv.reader(io.StringIO(file.getvalue(), newline="")))


@given(PLANS, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_a_plan_comes_back_with_every_field(plan: Plan, language: str) -> None:
    t = Translator(language)
    assert exactly(records.table_of(through_a_file(plan, t), t)) == exactly(to_table(plan))


def test_the_sample_year_comes_back() -> None:
    assert records.table_of(through_a_file(example(), ZH), ZH) == to_table(example())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_are_called_alike(language: str) -> None:
    names = records.header(Translator(language))
    assert len(set(names)) == len(names)
    kinds = [Translator(language)(f"kind.{kind}") for kind in ("plan", "priority", "task", "finding", "indicator")]
    assert len(set(kinds)) == len(kinds)


def test_every_row_has_a_cell_for_every_column() -> None:
    width = len(records.header(ZH))
    assert {len(row) for row in records.rows(example(), ZH)} == {width}


@pytest.mark.parametrize(
    "spelling", ["{0.year}/{0.month}/{0.day}", "{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日"]
)
def test_days_come_back_as_spreadsheet_programs_spell_them(spelling: str) -> None:
    def saved(cell: str) -> str:
        return spelling.format(date.fromisoformat(cell)) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) else cell

    rows = [[*map(saved, row)] for row in through_a_file(example(), ZH)]
    assert rows != through_a_file(example(), ZH)
    assert records.table_of(rows, ZH) == to_table(example())


def test_rows_are_in_the_words_of_people() -> None:
    row = dict(zip(records.header(ZH), list(records.rows(example(), ZH))[2], strict=True))
    assert (row["类别"], row["所属组"], row["编号"], row["状态"], row["配合单位"]) == (
        "任务",
        "1",
        "1.1",
        "已完成",
        "省政府办公厅",
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("'tis", "''tis"),
        ("", "'"),
        ("1.10", "'1.10"),
        ("007", "'007"),
        ("1e5", "'1e5"),
        ("12345678901", "'12345678901"),
        ("6-30", "'6-30"),
        ("2020-06-30", "'2020-06-30"),
        ("2021:3.1", "'2021:3.1"),
        ("10:30 pm", "'10:30 pm"),
        ("(5)", "'(5)"),
        (".5", "'.5"),
        ("1 1/2", "'1 1/2"),
        ("￥1,000", "'￥1,000"),
        ("１２", "'１２"),
        ("＝1+1", "'＝1+1"),
        ("2020年6月30日", "'2020年6月30日"),
        ("Mar 1", "'Mar 1"),
        ("5-May-2020", "'5-May-2020"),
        ("true", "'true"),
        ("may", "may"),
        ("5.8", "5.8"),
        ("5", "5"),
        ("D1.3", "D1.3"),
        ("吉司发〔2020〕12号", "吉司发〔2020〕12号"),
        ("a=b", "a=b"),
    ],
)
def test_text_that_a_spreadsheet_would_take_for_something_else_is_marked(text: str, cell: str) -> None:
    assert records.guarded(text) == cell
    assert records.bare(cell) == text


def test_a_long_text_is_judged_in_no_time() -> None:
    for text in (" " * 30_000 + "甲", "1" * 30_000 + "甲", "1 am" * 10_000):
        assert records.guarded(text) in {text, f"'{text}"}


@given(st.text())
def test_marked_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = records.guarded(text)
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert cell
    assert records.bare(cell) == text


def test_what_a_spreadsheet_would_cut_is_named() -> None:
    plan = make_plan([make_task(title="长" * (LONGEST_TEXT + 1)), make_task(id="1.2", title="长" * LONGEST_TEXT)])
    assert records.cut_by_spreadsheets(plan, ZH) == ("1.1",)


def test_a_row_of_no_kind_is_refused() -> None:
    rows = through_a_file(example(), ZH)
    rows[1][0] = "别的"
    with pytest.raises(KeyError):
        records.table_of(rows, ZH)
