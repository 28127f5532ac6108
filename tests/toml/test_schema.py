"""Plan data to the model and back, and every fault that it can have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import tomli_w
from make import make_entry, make_plan, make_priority, make_target, make_task
from places import BROKEN

from planctl.cells import safe
from planctl.errors import PlanInvalidError, Problem, Severity
from planctl.plan.model import LANGUAGES, Entry, Plan, Priority, Status, Task, Unit
from planctl.plan.target import Target
from planctl.store import planfile
from planctl.toml import schema
from planctl.toml.review import find_problems
from planctl.words.i18n import Translator
from planctl.words.locales import zh
from planctl.words.problems import describe

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Golden

BROKEN_PLANS = sorted(BROKEN.glob("*.toml"))
ALL_AT_ONCE = "all-at-once"
#: Sentences of the catalogue that put a line together, not a kind of fault.
FRAMES = {"line", "file"}
#: Kinds of faults that it takes two plans for; ``cli/commands/test_carry`` has them.
OF_TWO_PLANS = {"lost-link", "lost-plan"}
#: Kinds of faults that only the program finds, which tries the views of a plan; ``cli/test_own_views`` has them.
OF_VIEWS = {"view-hides", "wrong-view"}
#: Kinds of faults that lie between a plan and the text it comes from; ``cli/commands/test_plan`` has them.
OF_TEXTS = {"sentence-without-task", "source-nowhere"}
#: Kinds of faults of the templates of reports; ``report/template/test_reader`` and ``cli/test_templates`` have them.
OF_TEMPLATES = {
    "image",
    "open-head",
    "open-place",
    "raw-html",
    "template-unreadable",
    "unknown-head",
    "unknown-place",
}

HEAD = 'format = 1\nyear = 2020\ntitle = "计划"\n'
PRIORITY = f'{HEAD}\n[[priority]]\nid = "1"\ntitle = "重点"\n'
TASK = f'{PRIORITY}\n[[priority.task]]\nid = "1.1"\ntitle = "任务"\n'


def plan_of(text: str) -> Plan:
    plan = schema.parse(text).plan
    assert plan is not None
    return plan


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in schema.parse(text).problems()]


def problems_in(path: Path) -> tuple[Problem, ...]:
    try:
        return find_problems(schema.parse(planfile.read(path).text), today=date(2020, 7, 1), named=2020)
    except PlanInvalidError as error:  # it is no text
        return error.problems


# --- the corpus of broken plans --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", BROKEN_PLANS, ids=lambda path: path.stem)
def test_a_broken_plan_is_described_line_by_line(path: Path, language: str, golden: Golden) -> None:
    t = Translator(language)
    lines = [safe(describe(t, "plans/2020.toml", problem)) for problem in problems_in(path)]
    golden(f"../data/broken/{path.stem}.{language}.txt", "".join(f"{line}\n" for line in lines))


def test_every_kind_of_problem_has_a_broken_plan() -> None:
    known = {key.removeprefix("problem.") for key in zh.MESSAGES if key.startswith("problem.")}
    known -= (
        FRAMES
        | OF_TWO_PLANS
        | OF_VIEWS
        | OF_TEXTS
        | OF_TEMPLATES
        | {kind for kind in known if kind.startswith("place-")}
    )
    assert {path.stem.partition(".")[0] for path in BROKEN_PLANS} - {ALL_AT_ONCE} == known


@pytest.mark.parametrize("path", BROKEN_PLANS, ids=lambda path: path.stem)
def test_a_broken_plan_has_the_problem_it_is_called_by(path: Path) -> None:
    name = path.stem.partition(".")[0].removesuffix("-meant")
    codes = {problem.code for problem in problems_in(path)}
    assert len(codes) > 10 if name == ALL_AT_ONCE else name in codes


def test_the_corpus_has_no_stale_file() -> None:
    expected = {f"{path.stem}.{language}.txt" for path in BROKEN_PLANS for language in LANGUAGES}
    assert {path.name for path in BROKEN.iterdir()} == expected | {path.name for path in BROKEN_PLANS}


@pytest.mark.parametrize("path", BROKEN_PLANS, ids=lambda path: path.stem)
def test_problems_come_in_the_order_of_lines(path: Path) -> None:
    lines = [problem.line or 0 for problem in problems_in(path)]
    assert lines == sorted(lines)


@pytest.mark.parametrize("path", BROKEN_PLANS, ids=lambda path: path.stem)
def test_there_is_a_plan_exactly_if_no_problem_is_fatal(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    parsed = schema.parse(text)
    is_fatal = any(problem.severity is Severity.FATAL for problem in parsed.problems())
    assert (parsed.plan is None) == is_fatal


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_whole_plan_is_read_into_the_model() -> None:
    text = """\
format = 1
year = 2020
title = "计划"
title_en = "Plan"
lang = "zh"

[source]
section = "三"
published = 2020-03-13

[[unit]]
name = "省司法厅"
aliases = ["司法厅"]
name_en = "Department of Justice"

[[priority]]
id = "5"
title = "化解矛盾"
retired = ["5.9"]

[[priority.task]]
id = "5.4"
title = "新增100个工作室"
title_en = "Add 100 studios"
source = "(五)3"
status = "doing"
lead = "省司法厅"
support = ["省信访局"]
owner = "王芳"
due = 2020-11-30
start = 2020-02-01
target = { amount = 100, unit = "个", baseline = 129 }
reading = 36
refs = ["吉发〔2016〕30号"]
tags = ["民生"]
formerly = ["新增工作室"]
carried_from = "2019:5.2"
years_carried = 1
internal = true
log = [
  { on = 2020-04-02, by = "王芳", status = "doing", note = "启动", evidence = ["通知"], internal = true },
  { on = 2020-06-30, reading = 36, due = 2020-11-30, was = { due = 2020-10-31 } },
]
"""
    task = Task(
        id="5.4",
        title="新增100个工作室",
        title_en="Add 100 studios",
        source="(五)3",
        status=Status.DOING,
        lead="省司法厅",
        support=("省信访局",),
        owner="王芳",
        due=date(2020, 11, 30),
        start=date(2020, 2, 1),
        target=Target(100, "个", 129),
        reading=36,
        refs=("吉发〔2016〕30号",),
        tags=("民生",),
        formerly=("新增工作室",),
        carried_from="2019:5.2",
        years_carried=1,
        internal=True,
        log=(
            Entry(date(2020, 4, 2), by="王芳", status=Status.DOING, note="启动", evidence=("通知",), internal=True),
            Entry(date(2020, 6, 30), reading=36, due=date(2020, 11, 30), was={"due": date(2020, 10, 31)}),
        ),
    )
    assert schema.parse(text).problems() == ()
    assert plan_of(text) == Plan(
        2020,
        "计划",
        title_en="Plan",
        lang="zh",
        source={"section": "三", "published": date(2020, 3, 13)},
        units=(Unit("省司法厅", ("司法厅",), "Department of Justice"),),
        priorities=(Priority("5", "化解矛盾", items=(task,), retired=("5.9",)),),
    )


def test_carriage_returns_before_newlines_change_nothing() -> None:
    text = f'{TASK}due = 2020-02-30\nstatus = "x"\n'
    with_carriage_returns = schema.parse(text.replace("\n", "\r\n"))
    assert with_carriage_returns.problems() == schema.parse(text).problems()
    assert plan_of(TASK.replace("\n", "\r\n")) == plan_of(TASK)


@pytest.mark.parametrize("header", ["", "[priority.task.budget]\n", "[[priority.task.budget]]\n"])
def test_what_is_unknown_is_kept(header: str) -> None:
    text = f"{TASK}{header}amount = 30\n"
    task = plan_of(text).task("1.1")
    assert set(task.extra) == ({"budget"} if header else {"amount"})
    assert codes_of(text) == ["unknown-key"]


def test_a_log_out_of_order_is_read_by_date() -> None:
    text = f"{TASK}log = [\n  {{ on = 2020-06-01, note = 'b' }},\n  {{ on = 2020-03-01, note = 'a' }},\n]\n"
    assert [entry.note for entry in plan_of(text).task("1.1").log] == ["a", "b"]


def test_entries_of_one_day_keep_their_order() -> None:
    text = f"{TASK}log = [\n  {{ on = 2020-06-01, note = 'b' }},\n  {{ on = 2020-06-01, note = 'a' }},\n]\n"
    assert [entry.note for entry in plan_of(text).task("1.1").log] == ["b", "a"]
    assert codes_of(text) == []


@pytest.mark.parametrize("key", ["lead", "owner"])
def test_a_cleared_text_is_an_absent_one(key: str) -> None:
    task = plan_of(f'{TASK}{key} = " "\n').task("1.1")
    assert getattr(task, key) is None


def test_an_entry_tells_cleared_from_untouched() -> None:
    text = f'{TASK}log = [{{ on = 2020-03-01, lead = "", support = [] }}, {{ on = 2020-04-01, note = "x" }}]\n'
    cleared, untouched = plan_of(text).task("1.1").log
    assert (cleared.lead, cleared.support) == ("", ())
    assert (untouched.lead, untouched.support) == (None, None)


def test_integers_and_floats_stay_what_they_are() -> None:
    task = plan_of(f"{TASK}reading = 62.50\ntarget = {{ amount = 100 }}\n").task("1.1")
    assert task.target is not None
    assert (type(task.reading), type(task.target.amount)) == (float, int)


def test_an_impossible_date_hides_no_other_fault() -> None:
    text = f"{TASK}due = 2020-02-30\nstart = 2020-13-01\nid2 = 1\nsupport = 3\n"
    assert codes_of(text) == ["no-such-date", "no-such-date", "unknown-key", "not-texts"]


def test_an_impossible_date_is_complained_of_once_wherever_it_stands() -> None:
    text = f"{TASK}owner = 2020-02-30\nlog = [\n  {{ on = 2020-05-01 }},\n  {{ on = 2020-02-30T08:00:00Z }},\n]\n"
    assert codes_of(text) == ["no-such-date", "no-such-date"]


def test_one_file_may_hold_both_impossible_dates_and_broken_syntax() -> None:
    assert codes_of(f"{TASK}due = 2020-02-30\nstatus = doing\n") == ["no-such-date", "bare-text"]


def test_a_wrong_value_is_quoted_only_in_part() -> None:
    (problem,) = schema.parse(f'{TASK}due = "{"长" * 5000}"\n').problems()
    assert len(str(problem.fields["value"])) < 80


def test_hundreds_of_faults_are_all_told() -> None:
    tasks = "".join(f"[[priority.task]]\nid = 1.{number}\ndue = 2020-02-30\n" for number in range(300))
    assert len(codes_of(PRIORITY + tasks)) == 3 * 300


# --- and back --------------------------------------------------------------------------------------------------------


def test_a_table_has_no_absent_fields() -> None:
    assert schema.to_table(make_task(status="todo")) == {"id": "1.1", "title": "任务1.1", "status": "todo"}


def test_a_table_of_an_entry_says_what_was_cleared() -> None:
    table = schema.to_table(make_entry("2020-03-01", lead="", support=(), was={"lead": "省司法厅"}))
    assert table == {"on": date(2020, 3, 1), "lead": "", "support": [], "was": {"lead": "省司法厅"}}


def test_a_plan_written_from_tables_is_read_as_it_was() -> None:
    log = (
        make_entry("2020-03-01", status="doing", lead="省司法厅", was={"support": ("省公安厅",)}, extra={"x": [1]}),
        make_entry("2020-05-01", reading=1.5, added=True, evidence=("甲", "乙"), carried_to="2021:1.1"),
    )
    task = make_task(
        status="doing", lead="省司法厅", reading=1.5, target=make_target(3), log=log, carried_to="2021:1.1"
    )
    plan = make_plan(make_priority("1", task, retired=("1.2",)), units=(Unit("省司法厅", ("司法厅",)),))
    data = {
        "format": 1,
        "year": plan.year,
        "title": plan.title,
        "unit": schema.to_value(plan.units),
        "priority": schema.to_value(plan.priorities),
    }
    assert plan_of(tomli_w.dumps(data)) == plan
