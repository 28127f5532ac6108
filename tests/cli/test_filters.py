"""The options that choose tasks: what each lets through, in either language, several at once, on any day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from places import EXAMPLE
from small_plan import SMALL

from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES
from planctl.plan.progress import Grade
from planctl.store import planfile
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan, Run

    Ids = Callable[..., list[str]]
    Tasks = list[dict[str, Any]]

DAY = ("--as-of", "2020-10-15")
FINISHED = {"submitted", "done"}


@pytest.fixture
def example(plan: MakePlan, run: Run) -> Path:
    """Return the plan that was played through a year, as a copy, with tags on some tasks and two without an owner."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for identifier, tags in (("5.8", '"民生", "重点 督办"'), ("5.9", '"民生"'), ("1.1", '"督办"')):
        text = text.replace(f'id = "{identifier}"\n', f'id = "{identifier}"\ntags = [{tags}]\n')
    path = plan(text)
    assert run("assign", "1.1,2.3", "--owner", "", env={"PLANCTL_TODAY": "2020-10-01"}).code == ExitCode.OK
    return path


@pytest.fixture
def ids(run: Run, example: Path) -> Ids:
    """Return a function that tells which tasks ``list`` shows in October."""

    def ask(*arguments: str) -> list[str]:
        result = run("list", "--json", *DAY, *arguments)
        assert result.code == ExitCode.OK, result.err
        return [task["id"] for task in json.loads(result.out)["tasks"]]

    return ask


@pytest.fixture
def tasks(run: Run, example: Path) -> Tasks:
    """Return all tasks as they were in October."""
    found: Tasks = json.loads(run("list", "--all", "--json", *DAY).out)["tasks"]
    return found


def is_open(task: dict[str, Any]) -> bool:
    return task["status"] not in {"done", "dropped"} and not task["carried_to"]


# --- grades


@pytest.mark.parametrize(
    "typed",
    [
        ["--grade", "overdue,behind"],
        ["--grade", "逾期", "--grade", "欠进度"],
        ["--grade=late、滞后"],
        ["--grade", "ＯＶＥＲＤＵＥ；behind"],
    ],
)
def test_grades_are_named_in_either_language(ids: Ids, tasks: Tasks, typed: list[str]) -> None:
    assert ids(*typed) == [task["id"] for task in tasks if task["grade"] in {"overdue", "behind"}] != []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("grade", Grade)
def test_a_grade_is_found_by_its_code_and_by_the_word_that_is_shown(
    ids: Ids, tasks: Tasks, grade: Grade, language: str
) -> None:
    wanted = [task["id"] for task in tasks if task["grade"] == grade]
    assert ids("--grade", grade.value) == wanted
    assert ids("--grade", Translator(language)(f"grade.{grade}")) == wanted


@pytest.mark.parametrize(("typed", "meant"), [("behnd", "behind"), ("欠进", "欠进度"), ("due-son", "due-soon")])
def test_a_mistyped_grade_is_refused_with_the_nearest(run: Run, example: Path, typed: str, meant: str) -> None:
    result = run("list", "--grade", typed, "--lang", "en")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert result.err.endswith(f"Did you mean {meant}?\n")


# --- tags and people


@pytest.mark.parametrize("typed", [["--tag", "民生,督办"], ["--tag", "督办", "--tag", "民生"], ["--tag", "民生、督办"]])
def test_one_of_several_tags_is_enough(ids: Ids, typed: list[str]) -> None:
    assert ids("--all", *typed) == ["1.1", "5.8", "5.9"]


def test_a_tag_is_meant_whole(ids: Ids) -> None:
    assert ids("--all", "--tag", "重点 督办") == ["5.8"]
    assert ids("--all", "--tag", "重点") == []


def test_owners_are_found_by_a_part_of_their_names_and_may_be_several(ids: Ids, tasks: Tasks) -> None:
    assert ids("--all", "--owner", "李四,王") == [
        task["id"] for task in tasks if any(part in (task["owner"] or "") for part in ("李四", "王"))
    ]
    one, other = ids("--all", "--owner", "李四"), ids("--all", "--owner", "张三")
    assert set(ids("--all", "--owner", "李四", "--owner", "张三")) == {*one, *other}


@pytest.mark.parametrize(
    ("option", "typed", "told"),
    [
        ("--owner", "张三丰", "张三丰”. Did you mean 张三"),
        ("--tag", "明生", "the tag “明生”. Did you mean 民生"),
        ("--tag", "xyz", "note: no task of this plan has the tag “xyz”\n"),
    ],
)
def test_a_name_that_the_plan_has_never_had_is_pointed_out_beside_the_answer(
    run: Run, example: Path, option: str, typed: str, told: str
) -> None:
    result = run("list", "--all", option, typed, "--json", "--lang", "en", *DAY)
    assert (result.code, json.loads(result.out)["tasks"]) == (ExitCode.OK, [])
    assert told in result.err
    assert run("list", option, typed, "--quiet", *DAY).err == ""


def test_an_owner_of_another_day_is_not_called_unknown(run: Run, example: Path) -> None:
    assert run("assign", "2.1", "--owner", "赵六", "--on", "2020-05-01").code == ExitCode.OK
    assert run("assign", "2.1", "--owner", "钱七", "--on", "2020-06-01").code == ExitCode.OK
    for day, found in (("2020-04-30", 0), ("2020-05-15", 1), ("2020-06-15", 0)):
        result = run("list", "--all", "--owner", "赵六", "--as-of", day, "--json")
        assert (len(json.loads(result.out)["tasks"]), result.err) == (found, "")


def test_what_has_nobody_is_found(ids: Ids, tasks: Tasks) -> None:
    assert ids("--unowned") == [task["id"] for task in tasks if is_open(task) and not task["owner"]] != []
    assert ids("--unassigned") == [task["id"] for task in tasks if is_open(task) and not task["lead"]]


# --- priorities and units


@pytest.mark.parametrize(
    "typed",
    [["-p", "5"], ["-p", "５.*"], ["-p", "突出协同化，化解社会矛盾纠纷"], ["-p", "协同化"], ["-p", "social CONFLICTS"]],
)
def test_a_priority_is_named_by_its_id_or_its_title(ids: Ids, tasks: Tasks, typed: list[str]) -> None:
    assert ids("--all", *typed) == [task["id"] for task in tasks if task["priority"] == "5"]


def test_priorities_by_id_and_by_title_make_a_list(ids: Ids, tasks: Tasks) -> None:
    assert ids("--all", "-p", "3,协同化") == [task["id"] for task in tasks if task["priority"] in {"3", "5"}]


@pytest.mark.parametrize(
    ("typed", "code"), [("9", ExitCode.UNKNOWN), ("突出", ExitCode.UNKNOWN), ("5,9", ExitCode.UNKNOWN)]
)
def test_a_priority_that_is_none_or_not_the_only_one_is_refused(run: Run, example: Path, typed: str, code: int) -> None:
    result = run("list", "-p", typed)
    assert (result.code, result.out) == (code, "")


def test_a_unit_whose_name_holds_a_comma_is_one(run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace('name_en = "Department of Justice"', 'name_en = "Justice, Law and Order"'))
    for option in ("--lead", "--unit"):
        found = json.loads(run("list", "--all", option, "Justice, Law and Order", "--json").out)["tasks"]
        assert [task["id"] for task in found] == ["1.1"]


# --- days


def test_deadlines_between_two_days_both_counted_in(ids: Ids, tasks: Tasks) -> None:
    assert ids("--due-after", "2020-10-31", "--due-before", "11月30日") == [
        task["id"] for task in tasks if is_open(task) and "2020-10-31" <= (task["due"] or "9999") <= "2020-11-30"
    ]
    assert ids("--all", "--due-after", "2021-01-01") == [
        task["id"] for task in tasks if (task["due"] or "") > "2020-12-31"
    ]


def test_a_weekday_lies_ahead_for_deadlines_and_behind_for_records(run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace("due = 2020-05-31", "due = 2020-07-03"))  # a Friday; today is the Wednesday before
    assert "1.2" in run("list", "--due-before", "Friday").out
    assert "1.2" not in run("list", "--due-before", "today").out
    assert "2.1" in run("list", "--quiet-since", "周五").out  # last recorded on the first of June
    assert "2.1" in run("list", "--quiet-since", "2020-06-02").out
    assert "2.1" not in run("list", "--quiet-since", "2020-06-01").out


def test_what_was_quiet_is_judged_as_of_the_day(run: Run, plan: MakePlan) -> None:
    plan(SMALL)
    listed = run("list", "--quiet-since", "2020-05-01", "--as-of", "2020-05-31", "--json").out
    assert {task["id"] for task in json.loads(listed)["tasks"]} == {"1.1", "1.2", "2.1"}


# --- states


@pytest.mark.parametrize("typed", ["carried", "已结转", "Carried over"])
def test_what_was_carried_over_is_found_by_that(run: Run, plan: MakePlan, typed: str) -> None:
    plan(SMALL)
    last_day = {"PLANCTL_TODAY": "2020-12-30"}
    assert run("carry", "2021", env=last_day).code == ExitCode.OK
    found = json.loads(run("--plan", "2020", "list", "-s", typed, "--json", env=last_day).out)["tasks"]
    assert [task["id"] for task in found] == ["1.2", "2.1"]
    before = run("--plan", "2020", "list", "-s", typed, "--as-of", "2020-12-29", "--json", env=last_day)
    assert json.loads(before.out)["tasks"] == []


def test_finished_tasks_that_no_document_shows(run: Run, plan: MakePlan) -> None:
    plan(SMALL)
    assert run("submit", "2.1", "-m", "报").code == ExitCode.OK

    def found(*arguments: str) -> list[str]:
        return [task["id"] for task in json.loads(run("list", *arguments, "--json").out)["tasks"]]

    assert found("--no-evidence") == ["2.1"]
    assert found("--no-evidence", "--all") == ["1.2", "2.1"]
    assert found("--no-evidence", "-s", "done") == []
    assert found("--no-evidence", "--as-of", "2020-06-29") == []


def test_all_conditions_are_to_hold_at_once(ids: Ids, tasks: Tasks) -> None:
    chosen = ids("--all", "--grade", "overdue", "-p", "3,5", "--unowned", "--due-before", "9月30日")
    assert chosen == [
        task["id"]
        for task in tasks
        if task["grade"] == "overdue"
        and task["priority"] in {"3", "5"}
        and not task["owner"]
        and task["due"] <= "2020-09-30"
    ]


def test_the_same_tasks_pass_in_every_form_of_the_answer(run: Run, ids: Ids) -> None:
    typed = ("--grade", "behind,overdue", "--due-after", "2020-10-01", *DAY)
    plain = run("list", *typed, "--plain").out.splitlines()[1:]
    drawn = run("list", *typed, terminal=True).out
    wanted = ids(*typed[:4])
    assert [line.split("\t")[0] for line in plain] == wanted != []
    assert all(identifier in drawn for identifier in wanted)


# --- grouping


@pytest.mark.parametrize("by", ["owner", "责任人", "Owner"])
def test_tasks_are_counted_by_owner(run: Run, example: Path, tasks: Tasks, by: str) -> None:
    groups = json.loads(run("progress", "--by", by, "--json", *DAY).out)["groups"]
    counts = {group["key"]: len(group["ids"]) for group in groups}
    assert counts == {
        name: sum((task["owner"] or "") == name for task in tasks) for name in {task["owner"] or "" for task in tasks}
    }
    assert groups[-1]["key"] == ""


def test_a_task_with_two_tags_is_counted_under_both_and_once_in_all(run: Run, example: Path, tasks: Tasks) -> None:
    document = json.loads(run("progress", "--by", "标签", "--json", *DAY).out)
    assert {group["key"]: group["ids"] for group in document["groups"] if group["key"]} == {
        "民生": ["5.8", "5.9"],
        "督办": ["1.1"],
        "重点 督办": ["5.8"],
    }
    total = document["total"]
    assert total["total"] + total["dropped"] + total["ongoing"] == len(tasks)
    drawn = run("progress", "--by", "tag", "--lang", "en", terminal=True).out
    assert "重点 督办" in drawn
    assert "nobody" not in drawn


# --- entries of the log


@pytest.fixture
def entries(run: Run, example: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that gives the entries that ``log`` shows at the end of the year."""

    def ask(*arguments: str) -> list[dict[str, Any]]:
        result = run("log", *arguments, "--json", env={"PLANCTL_TODAY": "2020-12-31"})
        assert result.code == ExitCode.OK, result.err
        found: list[dict[str, Any]] = json.loads(result.out)["entries"]
        return found

    return ask


def test_entries_are_numbered_within_their_task_whatever_is_shown_of_it(entries: Callable[..., Any]) -> None:
    everything = entries("5.8")
    assert [entry["number"] for entry in everything] == list(range(1, len(everything) + 1))
    assert len(everything) > 2
    assert entries("5.8", "--since", everything[1]["on"]) == everything[1:]
    assert entries("5.8", "--until", everything[1]["on"]) == everything[:2]


def test_the_number_in_the_record_of_a_task_is_the_one_in_the_log(run: Run, example: Path) -> None:
    plain = run("show", "5.8", "--plain", "--as-of", "2020-10-15").out
    record = plain.partition("on\tnumber\twhat\tby\n")[2].splitlines()
    listed = run("log", "5.8", "--plain", "--as-of", "2020-10-15").out.splitlines()[1:]
    assert [line.split("\t")[:2] for line in record] == [[line.split("\t")[0], line.split("\t")[2]] for line in listed]


def test_a_period_counts_both_its_days_in(entries: Callable[..., Any]) -> None:
    everything = entries()
    chosen = entries("--since", "2020-06-30", "--until", "三季度末")
    assert chosen == [entry for entry in everything if "2020-06-30" <= entry["on"] <= "2020-09-30"] != []
    assert {entry["on"] for entry in chosen} >= {"2020-06-30"}


def test_a_period_that_ends_before_it_begins_is_refused(run: Run, example: Path) -> None:
    result = run("log", "--since", "2020-06-02", "--until", "2020-06-01", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "Check --since and --until" in result.err
    assert run("log", "--since", "2020-06-01", "--until", "2020-06-01").code == ExitCode.OK


def test_entries_of_units_and_priorities_and_ids_at_once(entries: Callable[..., Any], example: Path) -> None:
    led = {item.id for item in planfile.load(example).plan.items if "省司法厅" in item.units}
    everything = entries()
    assert entries("-u", "司法厅") == [entry for entry in everything if entry["id"] in led] != []
    assert entries("-p", "1,协同化") == [entry for entry in everything if entry["id"][0] in "15"]
    assert entries("5", "-u", "司法厅", "-p", "5") == [
        entry for entry in everything if entry["id"] in led and entry["id"].startswith("5.")
    ]
    assert entries("1.1", "-p", "5") == []


def test_entries_by_some_people(run: Run, plan: MakePlan) -> None:
    plan(SMALL)
    for who, task in (("王芳", "1.2"), ("王强", "2.1"), ("李四", "2.1")):
        assert run("note", task, "-m", who, "--by", who).code == ExitCode.OK

    def notes(*typed: str) -> list[str]:
        return [entry["note"] for entry in json.loads(run("log", "--json", *typed).out)["entries"]]

    assert notes("--by", "王") == ["王芳", "王强"]
    assert notes("--by", "王芳,李四") == ["王芳", "李四"]
    assert notes("--by", "芳", "--by", "张三") == [None, "王芳"]
    assert notes("--by", "nobody") == []


def test_without_an_entry_people_are_told_and_scripts_get_the_header(run: Run, example: Path) -> None:
    typed = ("log", "--since", "2020-01-01", "--until", "2020-01-01", "--lang", "en")
    assert run(*typed, terminal=True).out == "no entry of the log fits\n"
    assert run(*typed, "--plain").out == "on\tid\tnumber\twhat\tby\n"
    assert json.loads(run(*typed, "--json").out)["entries"] == []
