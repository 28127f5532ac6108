"""Workbooks of ours that come back: what was changed in them counts, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from any_plan import PLANS
from every_kind import extract_of, plan_of_every_kind
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import UNITS, opened, plan_with_units
from make import make_day, make_entry, make_plan, make_priority, make_target, make_task

from planctl.exchange import to_xlsx
from planctl.exchange.columns import COLUMNS
from planctl.exchange.extract import Extract
from planctl.exchange.reading.changes import Import
from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.returned import FileOfOtherYearError
from planctl.exchange.reading.sheet import Book, FileRefusedError, Sheet, address
from planctl.plan import progress, replay
from planctl.plan.model import LANGUAGES, Group, Indicator, Plan, Standard, Status, Unit
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calc import Calc

    from planctl.exchange.reading.heard import Heard
    from planctl.exchange.reading.sheet import Value

DAY = make_day("2020-06-30")


def plan_of(**over: Any) -> Plan:
    first = {"title": "印发方案", "lead": "省司法厅", "support": ("省财政厅",), "due": date(2020, 9, 30)}
    tasks = [
        make_task(
            **first | {"log": (make_entry("2020-05-01", status="doing", note="已起草"),), "status": "doing"} | over
        ),
        make_task(id="1.2", title="新增工作室", lead="省司法厅", target=make_target(100)),
        make_task(id="1.3", title="开展督察", lead="省财政厅", support=("省司法厅",)),
    ]
    return plan_with_units(tasks)


def exported(plan: Plan, *units: str, language: str = "zh") -> Book:
    """Return the workbook of ``plan``, or the one that ``units`` are to return, as it is read back."""
    rows = tuple(progress.standings(plan, DAY, Group))
    content = to_xlsx.render(Extract(plan, plan, DAY, rows, units=units), Translator(language))
    return open_file(content, "x", ".xlsx").book


def filled(book: Book, identifier: str, cells: Mapping[str, object], language: str = "zh") -> Book:
    """Return ``book`` with other values in the row of an item, by the keys of columns."""
    labels = {COLUMNS[key].label("task", Translator(language)): value for key, value in cells.items()}

    def changed(sheet: Sheet) -> Sheet:
        head = next((row for row in sheet.rows if set(labels) <= set(row)), ())
        rows = []
        for row in sheet.rows:
            now = [*row, *[None] * (len(head) - len(row))]
            if row and row[0] == identifier and head:
                for label, value in labels.items():
                    now[head.index(label)] = value  # type: ignore[call-overload] # any value of a cell
            rows.append(tuple(now))
        return sheet._replace(rows=tuple(rows))

    return book._replace(sheets=(changed(book.sheets[0]), *book.sheets[1:]))


def heard_of(book: Book, plan: Plan, answers: Mapping[str, str] | None = None) -> Heard:
    return hear(book, "x", plan, Terms(make_day("2020-07-01"), answers or {}))


def after(book: Book, plan: Plan, answers: Mapping[str, str] | None = None) -> Plan:
    heard = heard_of(book, plan, answers)
    assert heard.questions == ()
    return Import(lambda _: heard, date(2020, 7, 1), "李四", {}).apply(plan).plan


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("units", [(), ("省司法厅",), ("省司法厅", "省财政厅")])
def test_what_comes_back_as_it_went_out_changes_nothing(units: tuple[str, ...], language: str) -> None:
    plan = plan_of()
    heard = heard_of(exported(plan, *units, language=language), plan)
    assert (heard.said, heard.questions, heard.remarks) == ((), (), ())


def test_what_was_changed_on_a_sheet_that_is_only_for_reading_is_told() -> None:
    book = exported(plan_of())
    (place,) = (number for number, sheet in enumerate(book.sheets) if sheet.name == "进度")
    rows = tuple(tuple(99 if value == 3 else value for value in row) for row in book.sheets[place].rows)
    assert rows != book.sheets[place].rows
    sheets = (*book.sheets[:place], book.sheets[place]._replace(rows=rows), *book.sheets[place + 1 :])
    heard = heard_of(book._replace(sheets=sheets), plan_of())
    assert [(remark.code, remark.sheet) for remark in heard.remarks] == [("not-read-back", "进度")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_return_sheet_becomes_one_entry_for_each_task(language: str) -> None:
    plan = plan_of()
    book = exported(plan, "省司法厅", language=language)
    book = filled(book, "1.1", {"note": "已送审", "problem": "无编制", "evidence": "甲1号\n乙2号"}, language)
    book = filled(book, "1.2", {"reading": 36}, language)
    now = after(book, plan)
    (entry,) = now.task("1.1").log[1:]
    assert (entry.on, entry.by, entry.note, entry.problem) == (date(2020, 7, 1), "李四", "已送审", "无编制")
    assert entry.evidence == ("甲1号", "乙2号")
    assert (now.task("1.2").status, now.task("1.2").log[-1].reading) == (Status.DOING, 36)
    assert now.task("1.3") == plan.task("1.3")


def test_a_unit_that_has_another_name_by_now_is_no_change_of_the_item() -> None:
    plan = plan_of()
    book = filled(exported(plan), "1.1", {"lead": "省信访局"})
    renamed = replace(plan, units=(Unit("司法厅", aliases=("省司法厅",)), *plan.units[1:]))
    assert after(book, renamed).task("1.1").lead == "省信访局"


def test_a_state_is_chosen_by_its_word() -> None:
    plan = plan_of()
    assert (
        after(filled(exported(plan, "省司法厅"), "1.1", {"status": "待验收"}), plan).task("1.1").status
        is Status.SUBMITTED
    )


def test_a_unit_fills_in_only_what_is_for_it() -> None:
    plan = plan_of()
    heard = heard_of(filled(exported(plan, "省司法厅"), "1.1", {"due": date(2020, 12, 31), "title": "别的"}), plan)
    assert heard.said == ()
    assert [(remark.code, remark.text) for remark in heard.remarks] == [
        ("not-to-fill", "别的"),
        ("not-to-fill", "2020-12-31"),
    ]


def test_a_ledger_may_change_all_that_it_shows() -> None:
    plan = plan_of()
    book = filled(exported(plan), "1.1", {"due": "12月底", "lead": "省信访局", "title": "印发办法"})
    task = after(book, plan).task("1.1")
    assert (task.due, task.lead, task.title, task.formerly) == (
        date(2020, 12, 31),
        "省信访局",
        "印发办法",
        ("印发方案",),
    )


def test_an_emptied_cell_of_a_ledger_takes_away_and_of_a_return_sheet_says_nothing() -> None:
    plan = plan_of()
    task = after(filled(exported(plan), "1.1", {"lead": None, "due": None, "support": None, "note": None}), plan).task(
        "1.1"
    )
    assert (task.lead, task.due, task.support) == (None, None, ())
    assert set(task.log[-1].cleared) == {"lead", "due", "support"}
    assert after(filled(exported(plan, "省司法厅"), "1.1", {"status": None, "note": None}), plan) == plan


def test_a_row_that_is_older_than_the_plan_is_merged_by_field() -> None:
    old = plan_of()
    book = filled(exported(old), "1.1", {"due": date(2020, 10, 31), "note": "已送审"})
    now = plan_of(lead="省信访局")  # another field, meanwhile
    task = after(book, now).task("1.1")
    assert (task.lead, task.due, task.log[-1].note) == ("省信访局", date(2020, 10, 31), "已送审")


def test_a_field_that_was_changed_on_both_sides_is_asked_about_by_name() -> None:
    book = filled(exported(plan_of()), "1.1", {"due": date(2020, 10, 31)})
    now = plan_of(due=date(2020, 11, 30))
    (question,) = heard_of(book, now).questions
    assert (question.code, question.text, question.choices) == ("clash", "1.1 完成时限", ("plan", "file"))
    assert question.cells == (address(_place(book, date(2020, 10, 31))),)
    assert after(book, now, {"1.1 完成时限": "plan"}) == now
    assert after(book, now, {"1.1 完成时限": "file"}).task("1.1").due == date(2020, 10, 31)
    same = plan_of(due=date(2020, 10, 31))
    assert after(book, same) == same


def _place(book: Book, value: object) -> tuple[int, int]:
    sheet = book.sheets[0]
    return next((row, line.index(value)) for row, line in enumerate(sheet.rows) if value in line)


def test_a_report_is_added_to_what_others_reported_meanwhile() -> None:
    book = filled(exported(plan_of(), "省司法厅"), "1.1", {"note": "已送审"})
    log = (make_entry("2020-05-01", status="doing", note="已起草"), make_entry("2020-06-20", note="征求意见"))
    task = after(book, plan_of(log=log)).task("1.1")
    assert [entry.note for entry in task.log] == ["已起草", "征求意见", "已送审"]


def test_rows_in_another_order_and_columns_too_are_no_matter() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    sheet = book.sheets[0]
    rows = tuple(row[::-1] for row in sheet.rows[:3]) + tuple(row[::-1] for row in sheet.rows[:2:-1])
    assert (
        after(book._replace(sheets=(sheet._replace(rows=rows), *book.sheets[1:])), plan).task("1.1").log[-1].note
        == "已送审"
    )


def test_rows_that_were_put_in_are_new_tasks_of_a_ledger_and_told_of_a_return_sheet() -> None:
    plan = plan_of()
    for units, titles, codes in (((), ["回头看"], []), (("省司法厅",), [], ["extra-row"])):
        book = exported(plan, *units)
        sheet = book.sheets[0]
        head = next(row for row in sheet.rows if "具体举措" in row)
        new = tuple({"具体举措": "回头看", "重点任务": "重点1"}.get(str(label)) for label in head)
        grown = book._replace(sheets=(sheet._replace(rows=(*sheet.rows, new)), *book.sheets[1:]))
        heard = heard_of(grown, plan)
        assert [said.fields["title"] for said in heard.said] == titles
        assert [remark.code for remark in heard.remarks] == codes


def test_a_task_that_is_gone_is_told() -> None:
    plan = plan_of()
    book = filled(exported(plan), "1.3", {"note": "开始"})
    (group,) = plan.priorities
    smaller = replace(plan, priorities=(replace(group, items=group.items[:2], retired=("1.3",)),))
    heard = heard_of(book, smaller)
    assert [(remark.code, remark.text) for remark in heard.remarks] == [("gone", "1.3")]


def test_a_task_is_found_where_it_was_moved_to() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    (group,) = plan.priorities
    first, *others = group.items
    now = replace(
        plan,
        priorities=(
            replace(group, items=tuple(others), retired=("1.1",)),
            make_priority("2", replace(first, id="2.1", moved_from=("1.1",)), title="另一重点"),
        ),
    )
    assert after(book, now).task("2.1").log[-1].note == "已送审"
    assert told(heard_of(book, now)) == []


def test_what_a_ledger_cannot_change_is_told() -> None:
    plan = plan_of()
    heard = heard_of(filled(exported(plan), "1.1", {"group": "另一重点"}), plan)
    assert ("locked", "另一重点") in [(remark.code, remark.text) for remark in heard.remarks]


def changed(book: Book, **cells: object) -> Book:
    """Return ``book`` with other values in cells of its first sheet, by their addresses, such as ``A4``."""
    sheet = book.sheets[0]
    rows = [[*row, *[None] * 20] for row in sheet.rows] + [[None] * 40 for _ in range(4)]
    for place, value in cells.items():
        rows[int(place[1:]) - 1][ord(place[0]) - ord("A")] = value  # type: ignore[call-overload] # any value of a cell
    return book._replace(sheets=(sheet._replace(rows=tuple(map(tuple, rows))), *book.sheets[1:]))


def told(heard: Heard) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.code, one.cells, one.text) for one in heard.remarks]


def row_of(book: Book, identifier: str) -> int:
    return next(number for number, row in enumerate(book.sheets[0].rows, start=1) if row and row[0] == identifier)


def test_what_a_unit_wrote_beside_and_below_its_rows_is_told() -> None:
    plan = plan_of()
    book = exported(plan, "省司法厅")
    row, last = row_of(book, "1.1"), len(book.sheets[0].rows) + 1
    cells = {"Z3": "意见", f"Z{row}": "批语", f"Y{row}": "又及", f"A{last}": "填报人：王芳"}
    assert told(heard_of(changed(book, **cells), plan)) == [
        ("column", ("Z3",), "意见"),
        ("remark", (f"A{last}",), "填报人：王芳"),
        ("no-name", (f"Y{row}",), "又及"),
    ]


def test_a_column_under_another_name_is_told_and_two_of_one_name_are_asked_about() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    place = address(_place(book, "进展情况"))
    assert told(heard_of(changed(book, **{place: "情形"}), plan)) == [("column", (place,), "情形")]
    assert after(changed(book, **{place: "情形"}), plan, {"情形": "note"}).task("1.1").log[-1].note == "已送审"
    (question,) = heard_of(changed(book, Z3="进展情况"), plan).questions
    assert (question.code, question.cells) == ("double", (place, "Z3"))
    assert after(changed(book, Z3="进展情况"), plan, {"Z3": "-"}).task("1.1").log[-1].note == "已送审"


def test_rows_and_columns_that_nobody_sees_are_read_and_told() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    row, column = _place(book, "已送审")
    hidden = book.sheets[0]._replace(hidden_rows=(row,), hidden_columns=(column,))
    heard = heard_of(book._replace(sheets=(hidden, *book.sheets[1:])), plan)
    assert len(heard.said) == 1
    assert [code for code, _, _ in told(heard)] == ["hidden-rows", "hidden-columns"]


def test_rows_that_were_taken_out_are_told() -> None:
    plan = plan_of()
    book = exported(plan)
    assert told(heard_of(changed(book, **{f"A{row_of(book, '1.2')}": None}), plan))[0] == ("missing-rows", (), "1.2")
    sheet = book.sheets[0]
    fewer = sheet._replace(rows=tuple(row for row in sheet.rows if row[0] not in {"1.2", "1.3"}))
    assert told(heard_of(book._replace(sheets=(fewer, *book.sheets[1:])), plan)) == [("missing-rows", (), "1.2、1.3")]


def test_a_renamed_sheet_is_found_by_its_rows_and_a_new_one_is_told() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    renamed = book.sheets[0]._replace(name="我厅")
    assert after(book._replace(sheets=(renamed, *book.sheets[1:])), plan).task("1.1").log[-1].note == "已送审"
    heard = heard_of(book._replace(sheets=(*book.sheets, renamed)), plan)
    assert [(one.code, one.sheet) for one in heard.remarks] == [("not-read-back", "我厅")]


def test_a_number_and_a_title_that_do_not_belong_together_are_asked_about() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审", "title": "新增工作室"})
    (question,) = heard_of(book, plan).questions
    assert (question.code, question.text, question.choices) == ("row", "1.1 新增工作室", ("1.1", "1.2"))
    for identifier in ("1.1", "1.2"):
        now = after(book, plan, {"1.1 新增工作室": identifier})
        assert now.task(identifier).log[-1].note == "已送审"


def test_an_id_that_became_a_number_is_that_of_its_task() -> None:
    tasks = [make_task(title="甲", lead="省司法厅"), make_task(id="1.10", title="乙", lead="省司法厅")]
    plan = plan_with_units(tasks)
    book = filled(exported(plan, "省司法厅"), "1.10", {"note": "已送审"})
    typed = changed(book, **{f"A{row_of(book, '1.10')}": 1.1})
    now = after(typed, plan)
    assert (now.task("1.1"), now.task("1.10").log[-1].note) == (tasks[0], "已送审")
    assert [code for code, _, _ in told(heard_of(changed(book, **{f"A{row_of(book, '1.10')}": 1.3}), plan))] == [
        "missing-rows",
        "extra-row",
    ]


def test_a_sheet_of_another_plan_of_the_same_year_says_nothing_of_this_one() -> None:
    book = filled(exported(plan_of(), "省司法厅"), "1.1", {"note": "已送审"})
    heard = heard_of(book, plan_with_units([make_task(title="别的任务", lead="省司法厅")]))
    assert (heard.said, told(heard)[0][0]) == ((), "other-item")


def test_evidence_that_was_taken_out_is_told() -> None:
    log = (make_entry("2020-05-01", status="doing", note="已起草", evidence=("甲1号", "乙2号")),)
    plan = plan_of(log=log)
    heard = heard_of(filled(exported(plan), "1.1", {"evidence": "乙2号\n丙3号"}), plan)
    assert [(code, text) for code, _, text in told(heard)] == [("emptied", "甲1号")]
    assert heard.said[0].fields == {"evidence": ("乙2号", "丙3号")}


STANDING = {"problem": "无编制", "next": "六月前补齐", "help": "请协调编制"}


@pytest.mark.parametrize("units", [(), ("省司法厅",)])
def test_what_stands_in_a_row_still_stands_and_what_was_emptied_is_gone(units: tuple[str, ...]) -> None:
    plan = plan_of(log=(make_entry("2020-05-01", status="doing", note="已起草", **STANDING),))

    def left_by(cells: Mapping[str, object]) -> tuple[str | None, ...]:
        entry = after(filled(exported(plan, *units), "1.1", cells), plan).task("1.1").log[-1]
        return entry.note, entry.problem, entry.next, entry.help

    assert left_by({"note": "已送审"}) == ("已送审", *STANDING.values())
    assert left_by({"note": "已送审", "problem": None}) == ("已送审", None, "六月前补齐", "请协调编制")
    assert left_by({"problem": None, "next": None}) == ("已起草", None, None, "请协调编制")
    assert left_by({"evidence": "甲1号"})[1:] == (None, None, None)
    assert (
        replay.last_report(after(filled(exported(plan), "1.1", {"evidence": "甲1号"}), plan).task("1.1"))
        == plan.task("1.1").log[-1]
    )


def test_a_unit_says_that_it_submits_and_in_rows_that_it_leads() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"status": "已完成"})
    assert after(book, plan).task("1.1").status is Status.SUBMITTED
    assert [code for code, _, _ in told(heard_of(book, plan))] == ["submitted"]
    dropped = heard_of(filled(exported(plan, "省司法厅"), "1.1", {"status": "已终止", "note": "不办了"}), plan)
    assert dropped.said[0].fields == {"note": "不办了"}
    supported = heard_of(filled(exported(plan, "省司法厅"), "1.3", {"note": "代填"}), plan)
    assert (supported.said, [code for code, _, _ in told(supported)]) == ((), ["not-to-fill"])
    assert after(filled(exported(plan), "1.1", {"status": "已完成"}), plan).task("1.1").status is Status.DONE


def test_a_return_sheet_without_its_column_of_states_is_read_all_the_same() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已办结"})
    sheet = book.sheets[0]
    place = next(row.index("完成情况") for row in sheet.rows if "完成情况" in row)
    rows = tuple(row[:place] + row[place + 1 :] for row in sheet.rows)
    without = book._replace(sheets=(sheet._replace(rows=rows), *book.sheets[1:]))
    assert after(without, plan).task("1.1").status is Status.SUBMITTED


def test_a_title_in_english_stays_the_english_one() -> None:
    plan = plan_of(title_en="Issue the plan")
    task = after(filled(exported(plan, language="en"), "1.1", {"title": "Issue the new plan"}, "en"), plan).task("1.1")
    assert (task.title, task.title_en, task.formerly) == ("印发方案", "Issue the new plan", ())


def test_a_workbook_that_remembers_badly_is_refused() -> None:
    book = exported(plan_of(), "省司法厅")
    for number in (0, 5, 7, 8):  # the version, the language, the line between, the names

        def without(sheet: Sheet, number: int = number) -> Sheet:
            return sheet._replace(rows=sheet.rows[:number] + sheet.rows[number + 1 :])

        sheets = tuple(without(sheet) if sheet.name == "_planctl" else sheet for sheet in book.sheets)
        with pytest.raises(FileRefusedError) as caught:
            heard_of(book._replace(sheets=sheets), plan_of())
        assert caught.value.fields["refusal"] == "base"


def test_a_workbook_of_another_year_is_refused() -> None:
    with pytest.raises(FileOfOtherYearError) as caught:
        heard_of(exported(plan_of()), replace(plan_of(), year=2021))
    assert caught.value.fields == {"there": "2020", "year": 2021}


def test_a_return_sheet_that_a_unit_filled_in_with_libreoffice_comes_back_right(calc: Calc) -> None:
    plan = plan_of(lead=UNITS[0])
    rows = tuple(progress.standings(plan, DAY, Group))
    content = to_xlsx.render(Extract(plan, plan, DAY, rows, units=("省司法厅",)), Translator("zh"))
    cells = {
        "note": "已送审",
        "status": "已完成",
        "evidence": "吉司发〔2020〕9号",
        "lead": "省财政厅",
        "due": "2021-01-15",
    }
    typed = {_cell(open_file(content, "x", ".xlsx").book, "1.1", key): text for key, text in cells.items()}
    typed |= {_cell(open_file(content, "x", ".xlsx").book, "1.2", "note"): '=1+1 是"公式"'}
    assert heard_of(open_file(calc.typed(content, {}), "x", ".xlsx").book, plan).said == ()
    ledger = to_xlsx.render(Extract(plan, plan, DAY, rows), Translator("zh"))
    assert heard_of(open_file(calc.converted(ledger, "xlsx"), "x", ".xlsx").book, plan).remarks == ()
    back = after(open_file(calc.typed(content, typed), "x", ".xlsx").book, plan)
    task = back.task("1.1")
    assert (task.log[-1].note, task.status, task.evidence) == ("已送审", Status.SUBMITTED, ("吉司发〔2020〕9号",))
    assert (task.lead, task.due) == ("省司法厅", date(2020, 9, 30))  # locked
    assert back.task("1.2").log[-1].note == '=1+1 是"公式"'


def _cell(book: Book, identifier: str, key: str) -> str:
    """Return the address of what a workbook says of an item under the column ``key``."""
    label, rows = COLUMNS[key].label("task", Translator("zh")), book.sheets[0].rows
    column = next(row.index(label) for row in rows if label in row)
    return address((next(number for number, row in enumerate(rows) if row[0] == identifier), column))


def test_a_file_that_was_read_before_asks_nothing_however_its_cells_are_worded() -> None:
    plan = plan_of()
    cells = {
        "due": "10月底前完成",
        "lead": "省信访局",
        "title": "印发办法",
        "status": "待验收",
        "support": "省财政厅、省司法厅",
    }
    book = filled(exported(plan), "1.1", cells)
    book = filled(book, "1.2", {"target": "200个", "due": "长期坚持"})
    once = after(book, plan)
    assert once != plan
    assert after(book, once) == once


def test_what_an_indicator_weighs_is_not_changed_by_a_ledger() -> None:
    indicator = Indicator("K.1", "甲", points=3)
    plan = plan_with_units(standards=(Standard("K", "体系", items=(indicator,)),))
    book = exported(plan)
    assert heard_of(book, plan).remarks == ()
    place = address(_place(book, "分值"))[0] + str(row_of(book, "K.1"))
    assert told(heard_of(changed(book, **{place: 5}), plan)) == [("locked", (place,), "5")]


def test_a_report_is_recorded_once_whatever_was_reported_since() -> None:
    plan = plan_of()
    book = filled(exported(plan, "省司法厅"), "1.1", {"note": "已送审"})
    once = after(book, plan)
    task = once.task("1.1")
    later = replay.with_entry(task, make_entry("2020-07-02", note="已印发"))
    now = plan_with_units([later, *once.priorities[0].items[1:]])
    assert after(book, now) == now


def test_a_table_that_a_unit_put_under_its_own_is_told() -> None:
    plan = plan_of()
    book = exported(plan, "省司法厅")
    last = len(book.sheets[0].rows) + 2
    heard = heard_of(changed(book, **{f"A{last}": "任务名称", f"B{last}": "牵头单位", f"A{last + 1}": "甲"}), plan)
    assert told(heard) == [("second-table", (f"A{last}",), "")]


def with_note(plan: Plan, **fields: Any) -> Plan:
    """Return ``plan`` after somebody recorded more of its first task: a note, or ``fields`` of an entry."""
    (group,) = plan.priorities
    first, *others = group.items
    later = replay.with_entry(first, make_entry("2020-06-20", **{"note": "征求意见"} | fields))
    return replace(plan, priorities=(replace(group, items=(later, *others)),))


@pytest.mark.parametrize(
    ("key", "theirs", "ours"),
    [
        ("note", "甲", "乙"),
        ("problem", "甲", "乙"),
        ("next", "甲", "乙"),
        ("help", "甲", "乙"),
        ("evidence", ("甲1号",), ("乙2号",)),
    ],
)
def test_what_a_unit_reports_is_added_whatever_others_reported_meanwhile(key: str, theirs: Any, ours: Any) -> None:
    plan = plan_of()
    text = theirs if isinstance(theirs, str) else "\n".join(theirs)
    task = after(filled(exported(plan, "省司法厅"), "1.1", {key: text}), with_note(plan, **{key: ours})).task("1.1")
    assert [getattr(entry, key) for entry in task.log[1:]] == [ours, theirs]


@pytest.mark.parametrize(
    ("identifier", "key", "value"),
    [
        ("1.10", "id", 1.1),
        ("D1.1", "area", "财政"),
        ("D1.1", "about", "1.2"),
        ("D1.1", "nodes", "06-01 别的"),
        ("K.1", "path", "别的"),
    ],
)
def test_what_places_an_item_is_not_changed_by_a_ledger(identifier: str, key: str, value: Value) -> None:
    plan = plan_of_every_kind()
    book = open_file(to_xlsx.render(extract_of(plan), Translator("zh")), "x", ".xlsx").book
    label = COLUMNS[key].label(next(item.kind for item in plan.items if item.id == identifier), Translator("zh"))

    def changed(sheet: Sheet) -> Sheet:
        column = next((row.index(label) for row in sheet.rows if label in row), 0)
        rows = ((*row[:column], value, *row[column + 1 :]) if row[:1] == (identifier,) else row for row in sheet.rows)
        return sheet._replace(rows=tuple(rows))

    own = next(sheet for sheet in book.sheets if any(row[:1] == (identifier,) for row in sheet.rows))
    sheets = tuple(changed(sheet) if sheet is own else sheet for sheet in book.sheets)
    heard = heard_of(book._replace(sheets=sheets), plan)
    assert (heard.said, heard.questions) == ((), ())
    assert [remark.text for remark in heard.remarks if remark.code == "locked"] == [str(value)]


def test_a_unit_that_the_plan_calls_by_another_name_is_what_the_workbook_calls_it() -> None:
    first, *others = plan_of().priorities[0].items
    units = (Unit("省司法厅", aliases=("司法厅",)), Unit("省财政厅"), Unit("省信访局"))
    plan = make_plan([replace(first, lead="司法厅"), *others], units=units)
    book = open_file(to_xlsx.render(extract_of(plan), Translator("zh")), "x", ".xlsx").book
    task = after(filled(book, "1.1", {"lead": "省信访局"}), with_note(plan)).task("1.1")
    assert task.lead == "省信访局"


def called(plan: Plan) -> Plan:
    """Return ``plan`` with a title for each item, as every plan has."""
    return plan.with_groups(
        lambda group: replace(group, items=tuple(replace(item, title=f"{item.title}事") for item in group.items))
    )


@settings(max_examples=30)
@given(PLANS.map(called), st.sampled_from(LANGUAGES), st.booleans())
def test_any_plan_comes_back_without_news(plan: Plan, language: str, is_return: bool) -> None:
    units = tuple(dict.fromkeys(item.lead for item in plan.items if item.lead and item.lead.strip()))
    extract = extract_of(plan, *units[: 2 * is_return])
    heard = heard_of(opened(to_xlsx.render(extract, Translator(language))), plan)
    assert (heard.said, heard.questions) == ((), ())
    assert {remark.code for remark in heard.remarks} <= {"not-read-back"}


@pytest.mark.parametrize(
    ("reading", "other"),
    [
        (27832798855794.59, 27832798855794.7),
        (0.0, 1),
        (0.1 + 0.2, 0.30000000000001),
        (99999999999999.98, 99999999999999.9),
        (9.99999999999999, 9.99999999999998),
        (999999999999999, 999999999999998),
    ],
)
def test_a_number_of_many_digits_is_the_same_when_it_comes_back(reading: float, other: float) -> None:
    plan = plan_with_units([make_task(title="甲", reading=reading, log=(make_entry("2020-05-01", reading=reading),))])
    book = exported(plan)
    assert heard_of(book, plan).said == ()
    (said,) = heard_of(filled(book, "1.1", {"reading": other}), plan).said
    assert said.fields["reading"] == other
