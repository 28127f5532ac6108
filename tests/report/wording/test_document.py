from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from hypothesis import given
from hypothesis import strategies as st
from make import make_day, make_done, make_entry, make_plan, make_priority, make_target, make_task
from places import GOLDEN

from planctl.blocks import BarChart, Blank, Heading, LineChart, Paragraph, Table
from planctl.plan.model import Plan, Unit
from planctl.report import Document, summarise, to_markdown, write_document
from planctl.report.wording.phrases import MOST_NAMED, short_ids
from planctl.report.wording.results import MOST_TOLD
from planctl.report.wording.shortcomings import MOST_ITEMS
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from conftest import Golden

Year = Callable[[], Plan]

ZH, EN = Translator("zh"), Translator("en")
LANGUAGES = pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])


def write(
    plan: Plan, t: Translator = ZH, day: date | None = None, *, ids: bool = True, since: date | None = None
) -> Document:
    return write_document(summarise(plan, make_day(day or plan.last_day, "over"), since=since), t, ids=ids)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, (Heading, Paragraph))]


def prose(document: Document) -> str:
    return "\n".join(texts(document))


def said(plan: Plan, t: Translator = ZH) -> str:
    return prose(write(plan, t))


# --- whole reports, word for word; read them when they change

YEARS: dict[str, Year] = {
    "example": years.example,
    "three": years.library,
    "twelve": years.livelihood,
    "no-english": lambda: years.without_english(years.library()),
    "no-targets": lambda: years.without_targets(years.library()),
    "nothing-done": lambda: years.untouched(years.library()),
    "everything-done": lambda: years.finished(years.library()),
}


@LANGUAGES
@pytest.mark.parametrize("name", YEARS)
def test_the_report_on_a_year_reads_as_agreed(name: str, t: Translator, golden: Golden) -> None:
    golden(f"report/{name}.{t.language}.md", to_markdown.render(write(YEARS[name](), t)))


@LANGUAGES
def test_the_report_on_a_quarter_reads_as_agreed(t: Translator, golden: Golden) -> None:
    document = write(years.example(), t, date(2020, 9, 30), since=date(2020, 7, 1))
    golden(f"report/third-quarter.{t.language}.md", to_markdown.render(document))


@LANGUAGES
def test_the_running_text_on_five_hundred_tasks_reads_as_agreed(t: Translator, golden: Golden) -> None:
    document = write(years.five_hundred(), t)
    end = document.blocks.index(Heading(t("report.head.tables")))
    running = Document(document.title, document.subtitle, document.language, document.blocks[:end])
    golden(f"report/five-hundred.{t.language}.md", to_markdown.render(running))


@LANGUAGES
def test_a_report_without_ids_reads_as_agreed(t: Translator, golden: Golden) -> None:
    golden(f"report/no-ids.{t.language}.md", to_markdown.render(write(years.library(), t, ids=False)))


def test_every_golden_report_is_compared() -> None:
    names = [*YEARS, "third-quarter", "five-hundred", "no-ids"]
    texts = {f"{name}.{language}.md" for name in names for language in ("zh", "en")}
    stored = {path.name for path in (GOLDEN / "report").iterdir()}
    assert stored == texts | {"example.json"}  # which is the JSON writer's


# --- title and order


@pytest.mark.parametrize(
    ("since", "day", "zh", "en"),
    [
        (None, date(2020, 12, 31), "落实情况总结", "Year-end summary of"),
        (None, date(2020, 6, 30), "》落实情况报告", "Progress report on"),
        (None, date(2021, 3, 1), "》落实情况报告", "Progress report on"),
        (date(2020, 1, 1), date(2020, 12, 31), "》落实情况总结", "Year-end summary of"),
        (date(2020, 1, 1), date(2020, 6, 30), "2020年上半年落实情况报告", "first half of 2020"),
        (date(2020, 7, 1), date(2020, 12, 31), "2020年下半年落实情况报告", "second half of 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), "2020年第二季度落实情况报告", "second quarter of 2020"),
        (date(2020, 10, 1), date(2020, 12, 31), "2020年第四季度落实情况报告", "fourth quarter of 2020"),
        (date(2020, 2, 1), date(2020, 2, 29), "2020年2月落实情况报告", "February 2020"),
        (date(2020, 5, 1), date(2020, 7, 31), "2020年5月1日至2020年7月31日", "1 May 2020 to 31 July 2020"),
        (date(2020, 4, 2), date(2020, 6, 30), "2020年4月2日至2020年6月30日", "2 April 2020 to 30 June 2020"),
    ],
)
def test_the_title_names_the_period(since: date | None, day: date, zh: str, en: str) -> None:
    plan = make_plan([make_task()], title="工作要点", title_en="Key tasks")
    assert zh in write(plan, ZH, day, since=since).title
    assert en in write(plan, EN, day, since=since).title


def test_the_title_nests_its_marks() -> None:
    plan = make_plan([make_task()], title="贯彻《纲要》的安排", title_en="Carrying out the “Outline”")
    assert write(plan, ZH).title == "《贯彻〈纲要〉的安排》落实情况总结"
    assert write(plan, EN).title == "Year-end summary of “Carrying out the ‘Outline’”"


def test_a_title_in_marks_does_not_get_them_twice() -> None:
    assert write(make_plan([make_task()], title="《实事清单》")).title == "《实事清单》落实情况总结"
    assert write(make_plan([make_task()], title="《甲》和《乙》")).title == "《〈甲〉和〈乙〉》落实情况总结"


@LANGUAGES
def test_the_date_stands_below_the_title(t: Translator) -> None:
    document = write(make_plan([make_task()]), t, date(2020, 3, 1))
    assert document.subtitle == {"zh": "截至2020年3月1日", "en": "As of 1 March 2020"}[t.language]
    assert document.whole[0] == Heading(document.title, level=1)


def test_the_sections_come_in_the_order_of_such_reports() -> None:
    headings = [
        block.text for block in write(years.example()).blocks if isinstance(block, Heading) and block.level == 2
    ]
    assert headings == [
        "一、2020年主要举措和成效",
        "二、存在的不足和原因",
        "三、主要负责人履职情况",
        "四、2021年主要安排",
        "附表",
    ]


def test_english_headings_have_numbers_and_below_them_letters() -> None:
    headings = [block.text for block in write(years.library(), EN).blocks if isinstance(block, Heading)]
    assert headings[:3] == ["1 Measures and results of 2021", "A. Better reading services", "B. Digital collections"]


def test_twelve_priorities_are_counted_in_chinese() -> None:
    assert "（十二）清淤疏浚河道" in texts(write(years.livelihood()))


def test_more_priorities_than_numerals_go_on_in_figures() -> None:
    plan = make_plan(*([make_task(id=f"{number}.1")] for number in range(1, 33)))
    assert "（三十）重点30" in texts(write(plan))
    assert "（31）重点31" in texts(write(plan))


@LANGUAGES
def test_the_chief_officers_duty_is_a_place_to_fill_in(t: Translator) -> None:
    [blank] = [block for block in write(years.example(), t).blocks if isinstance(block, Blank)]
    assert blank.text


@LANGUAGES
def test_a_plan_without_tasks_says_so_and_has_no_tables(t: Translator) -> None:
    document = write(make_plan(make_priority("1")), t)
    assert {"zh": "没有列入任务", "en": "lists no tasks"}[t.language] in prose(document)
    assert not any(isinstance(block, (Table, BarChart, LineChart)) for block in document.blocks)


# --- numbers in sentences


def test_one_is_not_plural_in_english() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01"), make_task(id="1.2", due=date(2020, 11, 1))])
    text = said(plan, EN)
    assert "sets out 2 tasks under 1 priority." in text
    assert (
        "1 of the 2 tasks is done (50%). The other one has not been started. Of the open tasks, 1 is overdue." in text
    )
    assert "The one task with a deadline of its own is still open." in text


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_english_never_counts_one_as_many(year: Year) -> None:
    assert not re.search(r"\b1 (tasks|priorities|days|are|have)\b", said(year(), EN))


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_chinese_sentences_have_full_width_marks(year: Year) -> None:
    plan = years.without_english(year())
    for text in texts(write(plan, ZH)):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]| [\u4e00-\u9fff]", text), text


@LANGUAGES
@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_no_sentence_has_a_hole_in_it(year: Year, t: Translator) -> None:
    for text in texts(write(year(), t)):
        assert not re.search(r"None(?! of)|\{|\}|  |。。|，。|：。|\.\.|\(\)|（）|“”|; ;|: \.", text), text


@LANGUAGES
def test_every_paragraph_ends_in_a_full_stop(t: Translator) -> None:
    for block in write(years.example(), t).blocks:
        if isinstance(block, Paragraph):
            assert block.text.endswith({"zh": "。", "en": "."}[t.language]), block.text


def test_a_hundred_percent_is_never_said_while_a_task_is_open() -> None:
    tasks = [make_done(f"1.{number}", "2020-05-01", "附件") for number in range(1, 300)]
    text = said(make_plan([*tasks, make_task(id="1.300")]))
    assert "完成率99.7%" in text
    assert "100%" not in text


def test_what_is_left_of_the_deadlines_is_a_count() -> None:
    day = date(2020, 11, 30)
    plan = make_plan([make_done("1.1", "2020-05-01", due=day), make_task(id="1.2", due=day), make_task(id="1.3")])
    assert "单独规定完成时限的2项任务中，尚有1项没有“清零”。" in said(plan)


def test_all_deadlines_met_are_cleared_to_zero() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", due=date(2020, 11, 30)), make_task(id="1.2")])
    assert "单独规定完成时限的1项任务，已“清零”。" in said(plan)


def test_without_deadlines_of_their_own_nothing_is_said_of_clearing() -> None:
    assert "清零" not in said(make_plan([make_task()]))


def test_dropped_tasks_are_told_and_left_out_of_the_total() -> None:
    drop = make_entry("2020-08-01", status="dropped", note="不再需要")
    plan = make_plan([make_done("1.1", "2020-05-01"), make_task(id="1.2", status="dropped", log=(drop,))])
    text = said(plan)
    assert "终止1项，其余1项计入总数。" in text
    assert "1项任务已完成。" in text
    assert "任务1.2：2020年8月1日终止，原因是不再需要。" in text


# --- tasks in sentences


def test_duties_are_told_apart_with_the_periods_in_which_they_were_kept_up() -> None:
    report = make_entry("2020-02-10", note="检查一次")
    plan = make_plan(
        [make_task(id="1.1", ongoing=True, log=(report,)), make_task(id="1.2", ongoing=True, every="half")]
    )
    assert "有2项长期坚持，不设时限，不计入完成率，在应报告的6个周期中有1个周期报告了情况。" in said(plan)
    assert "were reported on in 1 of 6 periods." in said(plan, EN)


def test_before_a_period_is_over_nothing_is_said_of_none_of_none() -> None:
    plan = make_plan([make_task(ongoing=True)])
    assert "目前尚未满一个报告周期。" in prose(write(plan, ZH, date(2020, 3, 10)))
    assert "no period for reporting on it is over yet." in prose(write(plan, EN, date(2020, 3, 10)))


def test_a_done_task_has_date_document_and_result() -> None:
    plan = make_plan([make_done("1.1", "2020-11-27", "甲〔2020〕1号", title="制定办法", note="已公布。")])
    assert "制定办法，2020年11月27日完成，见甲〔2020〕1号。已公布。" in texts(write(plan))
    assert "制定办法: done on 27 November 2020; see 甲〔2020〕1号." in texts(write(plan, EN))


def test_a_done_task_without_log_is_told_without_date() -> None:
    assert "任务1.1，已完成。" in texts(write(make_plan([make_task(status="done")])))


def test_a_title_that_begins_with_the_word_for_done_does_not_hear_it_twice() -> None:
    plan = make_plan([make_done("1.1", "2020-11-27", title="完成整合")])
    assert "完成整合，2020年11月27日办结。" in texts(write(plan))


def test_many_documents_are_counted() -> None:
    plan = make_plan([make_done("1.1", "2020-11-27", *(f"附件{number}" for number in range(1, 6)))])
    assert "见附件1、附件2、附件3等5份材料。" in said(plan)
    assert "see 附件1, 附件2, 附件3 and others (5 in all)." in said(plan, EN)


def test_a_figure_on_top_of_a_baseline_tells_what_was_added_and_what_there_is() -> None:
    plan = years.without_results(years.example())
    assert "新增100个，年底共有229个（基数129个）。" in said(plan)
    assert "Added: 100; total at the end of the year: 229 (baseline 129)." in said(plan, EN)


def test_a_figure_off_the_target_tells_the_target_too() -> None:
    task = make_done("1.1", "2020-11-27", target=make_target(100, "个", 129), reading=98)
    assert "新增98个（目标100个），年底共有227个（基数129个）。" in said(make_plan([task]))


def test_a_target_without_a_reading_says_nothing() -> None:
    text = said(make_plan([make_done("1.1", "2020-11-27", target=make_target(100))]))
    assert "目标" not in text


def test_decimal_figures_add_up_as_people_add_them() -> None:
    task = make_done("1.1", "2020-11-27", target=make_target(0.3, "亿元", 0.1), reading=0.2)
    assert "新增0.2亿元（目标0.3亿元），年底共有0.3亿元（基数0.1亿元）。" in said(make_plan([task]))


def test_english_keeps_units_that_are_no_counting_words() -> None:
    task = make_done("1.1", "2020-11-27", target=make_target(17000, "公里"), reading=16500)
    assert "Target: 17,000 公里; achieved: 16,500 公里." in said(make_plan([task]), EN)


def test_a_renamed_task_shows_both_names_in_the_language_of_the_report() -> None:
    plan = years.without_results(years.example())
    assert "推进《吉林省生态环境保护条例》立法（原称“推进《吉林省生态环境条例》立法”）" in said(plan)
    english = said(plan, EN)
    assert "Environmental Protection towards adoption (formerly “Advance the Jilin" in english
    assert "原称" not in english


def test_a_former_name_in_one_language_only_is_shown_all_the_same() -> None:
    plan = make_plan([make_task(title="新名", title_en="New name", formerly=("旧名",))])
    assert "New name (formerly “旧名”)" in said(plan, EN)


def test_marks_within_a_quoted_name_become_inner_ones() -> None:
    plan = make_plan([make_task(title="新名", formerly=("深化“放管服”改革",))])
    assert "新名（原称“深化‘放管服’改革”）" in said(plan)


def test_a_cause_is_told_as_recorded() -> None:
    log = (make_entry("2020-07-01", status="blocked", note="等待\n批复。"),)
    plan = make_plan([make_task(status="blocked", log=log)])
    assert "任务1.1：2020年7月1日起受阻，原因是等待 批复。" in texts(write(plan))
    assert "任务1.1: blocked since 1 July 2020. Reason: “等待 批复”." in texts(write(plan, EN))


@pytest.mark.parametrize("status", ["blocked", "dropped"])
def test_a_cause_that_nobody_recorded_is_not_made_up(status: str) -> None:
    entry = make_entry("2020-07-01", status=status)
    assert "没有记录原因。" in said(make_plan([make_task(status=status, log=(entry,))]))
    assert "没有记录" in said(make_plan([make_task(status=status)]))


def test_foreign_notes_of_done_tasks_stay_out_of_the_text() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", "A1", title_en="Task", note="通过验收")], title_en="Plan")
    assert "通过验收" not in said(plan, EN)


def test_the_reader_is_told_that_some_records_have_no_english() -> None:
    note = EN("report.quotes")
    assert note in texts(write(years.example(), EN))
    english = make_plan(
        make_priority("1", make_done("1.1", "2020-05-01", "A1", title_en="Task", lead="甲"), title_en="Part"),
        title_en="Plan",
        units=(Unit("甲", name_en="Bureau"),),
    )
    assert note not in texts(write(english, EN))
    assert ZH("report.quotes") not in texts(write(english, ZH))


def test_an_extension_names_both_deadlines_and_the_reason() -> None:
    assert (
        "3.加强行政复议信息化建设：完成时限由2020年10月31日延至2020年12月31日，"
        "原因是系统需与政务服务平台对接，改造量增加；目前推进中。" in texts(write(years.example()))
    )


def test_carried_tasks_stand_under_next_year() -> None:
    text = said(years.example())
    assert (
        "推进《吉林省地方金融监管条例》立法：列为2021年计划第3.1项，原因是草案未能在年内提请审议，转入下一年。" in text
    )


def carried(**over: Any) -> Plan:
    """Return a plan with a task that was carried over on 20 December."""
    log = (*over.pop("log", ()), make_entry("2020-12-20", carried_to="2021:1.3", note="没有赶上"))
    return make_plan([make_task(carried_to="2021:1.3", log=log, **over)])


def test_carrying_leaves_a_late_task_among_the_shortcomings() -> None:
    plan = carried(status="doing", due=date(2020, 11, 30), log=(make_entry("2020-03-01", status="doing"),))
    assert "任务1.1：应于2020年11月30日完成，已逾期20天，目前推进中（已结转下年）。" in texts(write(plan))
    assert "任务1.1: due on 30 November 2020, 20 days late; in progress (carried over)." in texts(write(plan, EN))


def test_carrying_leaves_a_blocked_task_with_its_reason() -> None:
    plan = carried(status="blocked", log=(make_entry("2020-07-01", status="blocked", note="等待批复"),))
    text = said(plan)
    assert "任务1.1：2020年7月1日起受阻，原因是等待批复。" in text
    assert "任务1.1：列为2021年计划第1.3项，原因是没有赶上。" in text


@pytest.mark.parametrize("status", ["todo", "doing", "blocked", "submitted"])
def test_carried_tasks_are_counted_under_their_status_and_beside_it(status: str) -> None:
    text = said(carried(status=status, log=(make_entry("2020-03-01", status=status),)))
    assert "未完成任务中，已结转下年1项。" in text
    assert not re.search("目前结转|其余.*结转", text)


def test_a_deadline_of_a_carried_task_is_not_cleared() -> None:
    text = said(carried(due=date(2020, 11, 30)))
    assert "单独规定完成时限的1项任务，尚未“清零”。其中1项已结转下年。" in text


def test_a_report_within_the_year_does_not_put_carried_tasks_among_the_next_steps() -> None:
    plan = carried(due=date(2020, 11, 30))
    text = prose(write(plan, day=date(2020, 12, 25)))
    assert "抓紧完成" not in text
    assert "逾期未完成" in text


def test_a_carried_task_with_an_odd_place_is_told_as_written() -> None:
    entry = make_entry("2020-12-20", carried_to="下一轮规划")
    plan = make_plan([make_task(carried_to="下一轮规划", log=(entry,))])
    assert "任务1.1：列为下一轮规划。" in texts(write(plan))


def test_done_tasks_without_evidence_are_a_count() -> None:
    assert "已完成任务中，有2项没有佐证材料。" in said(years.example())


# --- much and little


def test_a_sentence_names_a_few_tasks_and_counts_the_rest() -> None:
    tasks = [
        make_task(id=f"1.{n}", status="doing", log=(make_entry("2020-05-01", status="doing"),)) for n in range(1, 40)
    ]
    [sentence] = [text for text in texts(write(make_plan(tasks))) if text.startswith("正在推进的有")]
    assert sentence.startswith("正在推进的有39项，包括：任务1.1；")
    assert sentence.endswith("等。")
    assert sentence.count("任务") == MOST_NAMED - 1


def test_many_done_tasks_are_told_by_figures_and_documents_first() -> None:
    tasks = [make_done(f"1.{number}", "2020-05-01") for number in range(1, MOST_TOLD + 2)]
    tasks[-1] = make_done(tasks[-1].id, "2020-05-01", "附件", title="有文件的任务")
    document = write(make_plan(tasks))
    told = [text for text in texts(document) if "日完成" in text]
    assert len(told) == MOST_TOLD - 1
    assert told[-1].startswith(f"{MOST_TOLD - 1}.有文件的任务，")
    assert "其余2项已完成任务见表3。" in texts(document)


def test_up_to_the_limit_every_done_task_is_told() -> None:
    tasks = [make_done(f"1.{number}", "2020-05-01") for number in range(1, MOST_TOLD + 1)]
    assert len([text for text in texts(write(make_plan(tasks))) if "日完成" in text]) == MOST_TOLD


def test_many_overdue_tasks_are_counted() -> None:
    tasks = [make_task(id=f"1.{number}", due=date(2020, 6, 30)) for number in range(1, 31)]
    text = said(make_plan(tasks))
    assert "逾期未完成的任务30项。" in text
    assert f"其余{30 - MOST_ITEMS + 1}项见表3。" in text


def test_many_carried_tasks_are_counted() -> None:
    carried = [
        make_task(id=f"1.{n}", carried_to=f"2021:1.{n}", log=(make_entry("2020-12-20", carried_to=f"2021:1.{n}"),))
        for n in range(1, 31)
    ]
    assert f"其余{30 - MOST_ITEMS + 1}项见表3。" in said(make_plan(carried))


def test_a_priority_with_one_task_does_not_tell_it_twice() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01")], [make_task(id="2.1", status="doing")])
    assert not [text for text in texts(write(plan)) if text.startswith("本部分")]


def test_a_report_on_five_hundred_tasks_stays_readable() -> None:
    document = write(years.five_hundred())
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert len(paragraphs) < 150
    assert max(len(paragraph.text) for paragraph in paragraphs) < 200


# --- ids


@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        ((), ()),
        (("1.1",), ("1.1",)),
        (("1.1", "1.2"), ("1.1", "1.2")),
        (("1.9", "1.10", "1.11"), ("1.9–1.11",)),
        (("1.1", "1.2", "1.4", "1.5", "1.6", "2.7"), ("1.1", "1.2", "1.4–1.6", "2.7")),
        (("A.1", "A.x", "A.2"), ("A.1", "A.x", "A.2")),
        (("1.01", "1.02", "1.03"), ("1.01", "1.02", "1.03")),
    ],
)
def test_neighbouring_ids_are_shortened(ids: tuple[str, ...], shown: tuple[str, ...]) -> None:
    assert short_ids(ids) == shown


def test_very_many_ids_end_in_an_ellipsis() -> None:
    assert short_ids([f"{number}.1" for number in range(1, 99)])[-1] == "…"


@LANGUAGES
def test_every_paragraph_with_a_number_says_which_tasks_it_counts(t: Translator) -> None:
    bare = {t("report.quotes")}
    for block in write(years.example(), t).blocks:
        if isinstance(block, Paragraph) and block.text not in bare:
            assert block.ids, block.text
            assert not block.sentences or "".join(sentence.text for sentence in block.sentences) == block.text


@LANGUAGES
def test_without_ids_no_block_has_any(t: Translator) -> None:
    for block in write(years.example(), t, ids=False).blocks:
        assert not getattr(block, "ids", ())
        assert not getattr(block, "sentences", ())


# --- tables and charts


def tables(document: Document) -> dict[str, Table]:
    return {block.title: block for block in document.blocks if isinstance(block, Table)}


def test_tables_come_numbered_and_end_with_every_task() -> None:
    found = tables(write(years.example()))
    assert list(found) == [
        "表1 各方面完成情况",
        "表2 各单位牵头任务完成情况",
        "表3 各单位配合任务完成情况",
        "表4 各季度到期任务完成情况",
        "表5 任务清单",
    ]
    tasks = found["表5 任务清单"]
    assert (len(tasks.rows), tasks.wide) == (72, True)
    for table in found.values():
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.ids == () or len(table.ids) == len(table.rows)


def test_without_units_there_are_no_tables_of_units() -> None:
    assert list(tables(write(make_plan([make_task()])))) == [
        "表1 各方面完成情况",
        "表2 各季度到期任务完成情况",
        "表3 任务清单",
    ]


def test_a_column_in_which_no_task_has_anything_is_left_out() -> None:
    [tasks] = [table for table in tables(write(make_plan([make_task()]))).values() if table.wide]
    assert [column.key for column in tasks.columns] == ["id", "title", "status", "due"]


def test_the_total_of_a_table_counts_each_task_once() -> None:
    table = tables(write(years.example()))["表1 各方面完成情况"]
    keys = [column.key for column in table.columns]
    assert table.footer is not None
    for key in ("total", "done", "doing", "submitted", "blocked", "todo", "carried", "dropped"):
        place = keys.index(key)
        assert sum(int(str(row[place])) for row in table.rows) == int(str(table.footer[place]))


def test_the_burn_up_has_twelve_months_and_ends_where_the_year_does() -> None:
    [chart] = [block for block in write(years.example()).blocks if isinstance(block, LineChart)]
    (_, due), (_, done) = chart.lines
    assert (len(chart.months), due[-1], done[-1]) == (12, 69, 52)


def test_the_bars_show_done_of_all() -> None:
    bars = next(block for block in write(years.example()).blocks if isinstance(block, BarChart)).bars
    assert bars[0] == ("1 突出系统化，加快建设法治政府", 8, 11)


# --- any text


@LANGUAGES
@given(title=st.text(min_size=1).filter(str.strip), note=st.text(min_size=1))
def test_any_title_and_note_make_a_document(t: Translator, title: str, note: str) -> None:
    log = (make_entry("2020-07-01", status="blocked", note=note),)
    plan = make_plan([make_task(title=title, status="blocked", log=log)], title=title)
    assert all("\n" not in text for text in texts(write(plan, t)))
