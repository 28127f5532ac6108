"""What people see, drawn at four widths and bare, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from looks import bare, drawn
from make import make_done, make_entry, make_plan, make_priority, make_target, make_task
from places import GOLDEN, PLAN_2020

from planctl.blocks import Paragraph, Table
from planctl.cells import width as cells
from planctl.errors import Problem, Severity
from planctl.plan import replay
from planctl.plan.counts import By
from planctl.plan.days import Day
from planctl.plan.model import LANGUAGES, Plan, Unit
from planctl.plan.progress import standings
from planctl.plan.query import SortKey
from planctl.plan.units import known_units
from planctl.screen import people, scripts, views
from planctl.screen.columns import BY_WORDS, COLUMN_WORDS, SORT_WORDS, TASK_COLUMNS
from planctl.toml import schema
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from conftest import Golden

    from planctl.blocks import Block
    from planctl.screen.views import View

TODAY = date(2020, 6, 30)
WIDTHS = (60, 80, 100, 120)

PLAN = make_plan(
    make_priority(
        "1",
        make_done(
            "1.1",
            "2020-03-20",
            "吉政办发〔2020〕8号",
            title="制定法治政府建设年度报告工作规定",
            title_en="Issue rules on annual law-based government reports",
            lead="省司法厅",
            due=date(2020, 3, 31),
        ),
        make_task(
            id="1.2",
            title="健全“党委领导、人大主导、政府依托、各方参与”的立法工作机制，提高立法精细化水平",
            title_en="Improve the legislative mechanism: Party leadership, people's congress guidance, government help",
            status="doing",
            lead="省司法厅",
            support=("省公安厅",),
            due=date(2020, 6, 25),
            log=(
                make_entry(
                    "2020-02-10", by="李明", status="doing", lead="省司法厅", support=("省公安厅",), note="印发方案"
                ),
                make_entry("2020-05-20", by="李明", due=date(2020, 6, 25), was={"due": date(2020, 5, 31)}, note="延期"),
            ),
        ),
        make_task(
            id="1.3", title="启动示范创建活动", title_en="Launch the demonstration campaign", due=date(2020, 7, 10)
        ),
        title="突出系统化，加快建设法治政府",
        title_en="Systematic work: speed up the building of a law-based government",
    ),
    make_priority(
        "5",
        make_task(
            id="5.8",
            title="新增100个品牌个人调解工作室",
            title_en="Add 100 branded personal mediation studios",
            source="(五)3",
            status="doing",
            lead="省司法厅",
            owner="王芳",
            target=make_target(100, "个", 129),
            reading=36,
            tags=("民生",),
            log=(
                make_entry("2020-04-02", by="王芳", status="doing", lead="省司法厅", owner="王芳", evidence=("方案",)),
                make_entry("2020-05-29", by="王芳", reading=36, note="上半年新建36个"),
            ),
        ),
        make_task(
            id="5.9",
            title="推进土地领域行政裁决工作",
            title_en="Take forward administrative adjudication on land",
            status="blocked",
            lead="省自然资源厅",
            log=(make_entry("2020-06-01", status="blocked", lead="省自然资源厅", note="等待上位法"),),
        ),
        make_task(
            id="5.10",
            title="推进草原领域行政裁决工作",
            status="dropped",
            log=(make_entry("2020-04-30", status="dropped", note="并入5.9"),),
        ),
        make_task(
            id="5.11",
            title="完善救济衔接机制",
            carried_to="2021:5.3",
            refs=("吉办发〔2019〕40号", "国办发〔2018〕118号"),
        ),
        title="突出协同化，化解社会矛盾纠纷",
        title_en="Coordination: resolve social conflicts and disputes",
    ),
    title="吉林省2020年法治政府建设主要安排",
    title_en="Jilin Province: arrangements for law-based government, 2020",
    units=(
        Unit("省司法厅", ("司法厅",), "Department of Justice"),
        Unit("省公安厅", name_en="Department of Public Security"),
    ),
)
ROWS = tuple(standings(PLAN, TODAY))


def step_row(number: int, kind: str, label: str, tasks: tuple[str, ...], **rest: Any) -> views.StepRow:
    made = datetime(2020, 6, 30, 9, number, tzinfo=UTC)
    row = views.StepRow(number, kind, None, made, label, tasks, total=70, in_effect=False)
    return row._replace(**rest)


VIEWS: dict[str, View] = {
    "overview": views.overview(PLAN, TODAY),
    "list": views.TaskList(PLAN, TODAY, ROWS, by_group=True),
    "list-blocked": views.TaskList(PLAN, TODAY, (ROWS[4], ROWS[4]._replace(task=replace(ROWS[4].task, id="5.12")))),
    "list-columns": views.TaskList(
        PLAN, TODAY, ROWS, ("id", "title", "support", "due_original", "reading", "updated"), full=True
    ),
    "list-empty": views.TaskList(PLAN, TODAY, ()),
    "show": views.TaskRecords(PLAN, TODAY, ROWS[1:4], {"5.8": "加强人民调解工作，推动新增100个品牌个人调解工作室。"}),
    "progress": views.progress_report(PLAN, TODAY, ROWS, By.PRIORITY),
    "progress-unit": views.progress_report(PLAN, TODAY, ROWS, By.UNIT),
    "progress-grade": views.progress_report(PLAN, TODAY, ROWS, By.GRADE),
    "board": views.board(PLAN, TODAY, ROWS),
    "timeline": views.Timeline(PLAN, TODAY, ROWS),
    "units": views.units_report(PLAN, TODAY, ROWS, known_units(PLAN)),
    "units-none": views.units_report(make_plan([make_task()]), TODAY, (), ()),
    "log": views.log_report(PLAN, TODAY, ROWS),
    "diff": views.diff_report(
        PLAN,
        TODAY,
        date(2020, 4, 1),
        before=standings(replay.plan_on(PLAN, date(2020, 4, 1)), Day.seen(date(2020, 4, 1), TODAY)),
        after=ROWS,
    ),
    "diff-nothing": views.diff_report(PLAN, TODAY, TODAY, before=ROWS, after=ROWS),
    "change": views.ChangeReport(PLAN, TODAY, ROWS[:2]),
    "steps": views.StepList(
        PLAN,
        TODAY,
        (
            step_row(6, "restore", "restore 4", tuple(f"1.{number}" for number in range(1, 8)), of=4, in_effect=True),
            step_row(5, "overwrite", "init 2020 --overwrite", (), total=0),
            step_row(4, "do", "carry 2021", ("1.1", "1.2"), beside=("2021.toml", 1), in_effect=True),
            step_row(3, "undo", "", ("1.1",), of=2),
            step_row(2, "do", "drop 1.1 -m 重复", ("1.1",)),
            step_row(1, "do", "start 1.*", ("1.1", "1.2"), in_effect=True),
        ),
    ),
    "check": views.CheckReport(
        "plans/2020.toml",
        (
            Problem("no-format", None, severity=Severity.WARNING),
            Problem("duplicate-id", 12, {"id": "1.1", "first": 5}, Severity.FATAL),
        ),
    ),
}


def plan_2020() -> Plan:
    plan = schema.parse(PLAN_2020.read_text(encoding="utf-8")).plan
    assert plan is not None
    return plan


# --- as a whole ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_was_read_and_approved(name: str, language: str, golden: Golden) -> None:
    view = VIEWS[name]
    pages = [f"=== {width} ===\n{drawn(view, language, width)}" for width in WIDTHS]
    golden(f"screens/{name}.{language}.txt", "\n".join([*pages, f"=== plain ===\n{bare(view, language)}"]))


def test_every_golden_screen_is_of_a_view() -> None:
    assert {path.name for path in (GOLDEN / "screens").iterdir()} == {
        f"{name}.{language}.txt" for name in VIEWS for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in VIEWS if name != "check"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen(name: str, language: str, width: int) -> None:
    assert [line for line in drawn(VIEWS[name], language, width).splitlines() if cells(line) > width] == []


@pytest.mark.parametrize("name", VIEWS)
def test_plain_output_has_a_language_only_in_titles_and_names(name: str) -> None:
    """Keys, codes and dates are for programs; a log and what there is instead of a table are told in words."""
    chinese, english = (bare(VIEWS[name], language).splitlines() for language in LANGUAGES)
    assert len(chinese) == len(english)
    if name.startswith(("list", "change", "timeline", "board")):
        assert [line.split("\t")[0] for line in chinese] == [line.split("\t")[0] for line in english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_task_is_lost_at_any_width(language: str) -> None:
    for width in WIDTHS:
        for name in ("list", "list-columns", "timeline"):
            screen = drawn(VIEWS[name], language, width)
            assert all(row.task.id in screen for row in ROWS)


# --- single points ---------------------------------------------------------------------------------------------------


def composed(view: View, language: str = "zh") -> list[Block]:
    return people.compose(view, Translator(language), 80)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_of_2020_fits_a_small_terminal(language: str) -> None:
    for day in (date(2020, 2, 1), date(2020, 12, 20), date(2021, 1, 1)):
        lines = drawn(views.overview(plan_2020(), day), language, 80).splitlines()
        assert len(lines) <= 24
        assert max(cells(line) for line in lines) <= 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_overview_fits_a_small_terminal(language: str) -> None:
    late = [
        make_task(
            id=f"1.{number}",
            title="任务" * 40,
            status="doing",
            due=date(2020, 6, number),
            log=(make_entry("2020-02-01", status="doing"),),
        )
        for number in range(1, 21)
    ]
    soon = [make_task(id=f"2.{number}", title="任务" * 40, due=date(2020, 7, number)) for number in range(1, 14)]
    titled = [
        make_priority(str(number), *tasks, title="重点" * 40)
        for number, tasks in enumerate([late, soon, [make_task(id="3.1", carried_to="2021:3.1")], [], []], 1)
    ]
    lines = drawn(views.overview(make_plan(*titled, title="计划" * 25), TODAY), language, 80).splitlines()
    assert len(lines) <= 24


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_title_that_is_cut_somewhere_can_be_seen_whole_elsewhere(language: str, width: int) -> None:
    assert "…" in drawn(VIEWS["overview"], language, 60)
    assert "…" in drawn(VIEWS["list"], language, 80)
    whole = views.TaskList(PLAN, TODAY, ROWS, full=True)
    assert "…" not in drawn(VIEWS["progress"], language, width) + drawn(whole, language, width)


def test_what_people_can_type_for_columns_sorting_and_grouping_is_no_word_for_two_of_them() -> None:
    assert (list(SORT_WORDS), list(BY_WORDS)) == (list(SortKey), list(By))
    for choices in (COLUMN_WORDS, SORT_WORDS, BY_WORDS):
        words = [word for key, others in choices.items() for word in (key, *others)]
        assert all(choices.values())
        assert len(words) == len(set(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_can_be_shown(language: str) -> None:
    keys = tuple(TASK_COLUMNS)
    table, *_ = composed(views.TaskList(PLAN, TODAY, ROWS, keys), language)
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == [Translator(language)(f"column.{key}") for key in keys]
    lines = bare(views.TaskList(PLAN, TODAY, ROWS[3:4], keys), language).splitlines()
    titles = {"zh": "新增100个品牌个人调解工作室", "en": "Add 100 branded personal mediation studios"}
    units = {"zh": "省司法厅", "en": "Department of Justice"}
    assert dict(zip(*(line.split("\t") for line in lines), strict=True)) == {
        "id": "5.8",
        "priority": "5",
        "title": titles[language],
        "lead": units[language],
        "support": "",
        "owner": "王芳",
        "status": "doing",
        "since": "2020-04-02",
        "reason": "",
        "grade": "ahead",
        "problem": "",
        "next": "",
        "help": "",
        "waits_for": "",
        "start": "",
        "due": "2020-12-31",
        "due_original": "2020-12-31",
        "reading": "36/100 个",
        "evidence": "方案",
        "updated": "2020-05-29",
        "note": "上半年新建36个",
        "carried_to": "",
        "source": "(五)3",
        "area": "",
        "path": "",
        "weight": "",
        "about": "",
        "tags": "民生",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_column(language: str) -> None:
    assert TASK_COLUMNS.keys() <= set(re.findall("[a-z_]+", Translator(language)("option.columns")))


def test_a_long_list_stops_on_a_screen_and_says_how_many_more() -> None:
    assert all(str(people.MOST_ROWS) in Translator(language)("option.full") for language in LANGUAGES)
    rows = ROWS * 100
    table, foot = composed(views.TaskList(PLAN, TODAY, rows))
    assert isinstance(table, Table)
    assert isinstance(foot, Paragraph)
    assert len(table.rows) == people.MOST_ROWS
    assert "700" in foot.text
    whole = composed(views.TaskList(PLAN, TODAY, rows, full=True))[0]
    piped = scripts.compose(views.TaskList(PLAN, TODAY, rows), Translator("zh"))[0]
    assert isinstance(whole, Table)
    assert isinstance(piped, Table)
    assert len(whole.rows) == len(piped.rows) == 700


def test_the_columns_that_were_asked_for_are_shown_in_that_order() -> None:
    table, *_ = composed(views.TaskList(PLAN, TODAY, ROWS, ("due", "id")))
    assert isinstance(table, Table)
    assert [column.key for column in table.columns] == ["due", "id"]


def test_a_narrow_board_stands_its_columns_one_below_the_other() -> None:
    wide, narrow = (drawn(VIEWS["board"], "zh", width) for width in (120, 60))
    assert "推进中 2" in wide
    assert narrow.index("推进中 2") < narrow.index("受阻 1")
    assert narrow.count("\n") > wide.count("\n")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_on_a_board_has_the_deadline_and_who_is_to_do_it_and_an_empty_line_below(width: int) -> None:
    view = views.board(PLAN, TODAY, [row for row in ROWS if row.task.status == "doing"])
    lines = drawn(view, "zh", width).splitlines()
    foot = next(number for number, line in enumerate(lines) if line.startswith("     06-25 省司法厅"))
    assert lines[foot + 1] == ""
    assert any(line.startswith("     12-31 王芳、省司法厅") for line in lines[foot + 2 :])


@pytest.mark.parametrize(
    ("day", "marked"),
    [
        (date(2020, 10, 16), "1  2  3  4  5  6  7  8  9  10|11 12"),
        (date(2020, 10, 15), "1  2  3  4  5  6  7  8  9 |10 11 12"),
        (date(2020, 1, 2), "1 |2  3  4  5  6  7  8  9  10 11 12"),
        (date(2020, 12, 31), "1  2  3  4  5  6  7  8  9  10 11 12|"),
        (date(2021, 6, 30), "1  2  3  4  5  6  7  8  9  10 11 12"),
    ],
)
@pytest.mark.parametrize("width", [60, 71, 72, 120])
def test_a_timeline_has_a_scale_with_its_day_marked(day: date, marked: str, width: int) -> None:
    screen = drawn(views.Timeline(PLAN, day, ROWS), "en", width)
    heading = next(line for line in screen.splitlines() if line.startswith("ID "))
    assert marked in heading
    assert (f"| {day}  " in screen) is (day.year == 2020)
    place = heading.index("1 ")
    months = next(line for line in screen.splitlines() if "━━√" in line)
    assert months.index("━━√") == place + 6  # in March


@pytest.mark.parametrize(
    ("identifier", "months"),
    [
        ("1.1", "--v........."),
        ("1.2", "-=--=!......"),
        ("1.3", "------o....."),
        ("5.8", "---==------o"),
        ("5.9", "-----=-----o"),
        ("5.10", "---x........"),
    ],
)
def test_a_timeline_has_a_letter_for_every_month(identifier: str, months: str) -> None:
    lines = [line.split("\t") for line in bare(VIEWS["timeline"], "en").splitlines()]
    assert [line[2] for line in lines if line[0] == identifier] == [months]


@pytest.mark.parametrize(
    ("start", "due", "months"),
    [
        (date(2019, 10, 1), date(2020, 3, 1), "--o........."),
        (date(2020, 5, 1), None, "....-------o"),
        (date(2020, 11, 1), date(2021, 2, 1), "..........--"),
        (date(2021, 1, 1), date(2021, 2, 1), "............"),
        (date(2018, 1, 1), date(2019, 2, 1), "............"),
    ],
)
def test_a_timeline_shows_one_year_of_a_longer_work(start: date, due: date | None, months: str) -> None:
    plan = make_plan([make_task(start=start, due=due)])
    view = views.Timeline(plan, date(2020, 1, 1), tuple(standings(plan, date(2019, 1, 1))))
    assert bare(view, "en").splitlines()[1].split("\t")[2] == months


def test_a_record_of_a_blocked_task_says_why() -> None:
    assert "reason\t等待上位法" in bare(views.TaskRecords(PLAN, TODAY, (ROWS[4],), {}), "zh")
    assert "reason" not in bare(views.TaskRecords(PLAN, TODAY, (ROWS[3],), {}), "zh")


def test_a_check_is_a_line_a_problem_and_silent_if_there_is_none() -> None:
    assert bare(VIEWS["check"], "en").count("\n") == 2
    assert bare(VIEWS["check"], "en").splitlines()[1].startswith("plans/2020.toml:12: error: ")
    assert drawn(VIEWS["check"], "en", 40) == bare(VIEWS["check"], "en")
    assert bare(views.CheckReport("plans/2020.toml", ()), "en") == ""
    hostile = Problem("bad-id", 3, {"id": "a\nb\x1b", "value": "a\nb\x1b", "field": "id"})
    assert bare(views.CheckReport("plans/2020.toml", (hostile,)), "en").count("\n") == 1


def test_an_overview_for_programs_is_the_table_of_progress() -> None:
    assert bare(VIEWS["overview"], "en") == bare(VIEWS["progress"], "en")


# --- tasks that were carried over ------------------------------------------------------------------------------------

CARRIED = make_plan(
    [
        make_task(
            id="1.1",
            title="更换借阅系统",
            status="blocked",
            lead="技术部",
            due=date(2020, 9, 30),
            carried_to="2021:1.1",
            log=(
                make_entry("2020-03-02", status="doing"),
                make_entry("2020-08-03", status="blocked", note="招标失败"),
                make_entry("2020-11-20", carried_to="2021:1.1"),
            ),
        ),
        make_task(id="1.2", title="延长开放时间", status="doing", lead="读者部"),
    ]
)
DECEMBER = date(2020, 12, 20)
CARRIED_ROWS = tuple(standings(CARRIED, DECEMBER))


@pytest.mark.parametrize(("language", "mark"), [("zh", "受阻·结转"), ("en", "blocked, carried")])
def test_a_list_shows_the_status_of_a_carried_task_with_a_mark(language: str, mark: str) -> None:
    view = views.TaskList(CARRIED, DECEMBER, CARRIED_ROWS, ("id", "status", "grade", "carried_to"))
    assert mark in drawn(view, language, 80)
    assert bare(view, language).splitlines()[1] == "1.1\tblocked\toverdue\t2021:1.1"


@pytest.mark.parametrize(("language", "late"), [("zh", "逾期 51 天"), ("en", "51 days late")])
def test_a_carried_task_stays_as_late_as_it_was_on_the_day_of_carrying(language: str, late: str) -> None:
    assert late in drawn(views.TaskList(CARRIED, DECEMBER, CARRIED_ROWS, ("id", "grade")), language, 80)


def test_a_board_marks_carried_tasks_under_their_status() -> None:
    board = drawn(views.board(CARRIED, DECEMBER, CARRIED_ROWS), "zh", 30)
    assert "受阻 1\n1.1  （已结转）更换借阅系统\n     09-30 技术部\n" in board
    assert bare(views.board(CARRIED, DECEMBER, CARRIED_ROWS), "zh").splitlines()[2].startswith("blocked\t1.1\t")


def test_a_timeline_points_on_in_the_month_of_carrying() -> None:
    timeline = views.Timeline(CARRIED, DECEMBER, CARRIED_ROWS)
    assert bare(timeline, "zh").splitlines()[1].split("\t")[2] == "--=----=!.>."
    assert "━━→" in drawn(timeline, "zh", 120)


@pytest.mark.parametrize("by", [By.PRIORITY, By.STATUS, By.GRADE])
def test_progress_says_beside_the_numbers_how_many_are_carried_over(by: By) -> None:
    report = views.progress_report(CARRIED, DECEMBER, CARRIED_ROWS, by)
    assert "其中已结转：1 项" in drawn(report, "zh", 80)
    assert not any(line.startswith("carried") for line in bare(report, "zh").splitlines())


def test_units_have_a_carried_task_among_the_unfinished_ones() -> None:
    report = views.units_report(CARRIED, DECEMBER, CARRIED_ROWS, ("技术部",))
    assert bare(report, "en").splitlines()[1] == "技术部\t1\t0\t1\t0\t1"
    assert "其中已结转：1 项" in drawn(report, "zh", 80)
