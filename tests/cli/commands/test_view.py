"""The commands that look: which tasks they choose, in what order, on which day, and that they change nothing."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from places import EXAMPLE
from small_plan import SMALL

from planctl.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan, Run

FILTERED = ("list", "progress", "board", "timeline")


@pytest.fixture
def example(plan: MakePlan) -> Path:
    """Return the plan that was played through a year, as a copy."""
    return plan(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def ids(run: Run, example: Path) -> Callable[..., list[str]]:
    """Return a function that tells which tasks ``list`` shows."""

    def ask(*arguments: str) -> list[str]:
        result = run("list", "--json", "--as-of", "2020-10-15", *arguments)
        assert result.code == ExitCode.OK, result.err
        return [task["id"] for task in json.loads(result.out)["tasks"]]

    return ask


@pytest.fixture
def tasks(run: Run, example: Path) -> list[dict[str, Any]]:
    """Return a function that gives the tasks of ``list --all`` as of the 15th of October."""
    found: list[dict[str, Any]] = json.loads(run("list", "--all", "--json", "--as-of", "2020-10-15").out)["tasks"]
    return found


# --- choosing


def test_list_shows_the_open_tasks_and_all_of_them_on_demand(
    ids: Callable[..., list[str]], tasks: list[dict[str, Any]]
) -> None:
    assert set(ids("--all")) == {task["id"] for task in tasks}
    assert set(ids()) == {task["id"] for task in tasks if task["status"] not in {"done", "dropped"}}


@pytest.mark.parametrize(
    "typed", [["-s", "blocked,todo"], ["-s", "受阻", "-s", "未启动"], ["--status=blocked、未启动"]]
)
def test_statuses_are_named_in_either_language(
    ids: Callable[..., list[str]], tasks: list[dict[str, Any]], typed: list[str]
) -> None:
    assert ids(*typed) == [task["id"] for task in tasks if task["status"] in {"blocked", "todo"}] != []


def test_a_closed_status_needs_no_all(ids: Callable[..., list[str]], tasks: list[dict[str, Any]]) -> None:
    assert ids("-s", "done") == [task["id"] for task in tasks if task["status"] == "done"]


@pytest.mark.parametrize("typed", [["-p", "3,5"], ["-p3", "-p", "5.*"], ["--priority", "３，５"]])
def test_priorities_are_named_by_their_ids(
    ids: Callable[..., list[str]], tasks: list[dict[str, Any]], typed: list[str]
) -> None:
    assert ids("--all", *typed) == [task["id"] for task in tasks if task["priority"] in {"3", "5"}]


@pytest.mark.parametrize("name", ["省信访局", "信访局", "Public Complaints Bureau"])
def test_a_unit_is_found_by_any_of_its_names(
    ids: Callable[..., list[str]], tasks: list[dict[str, Any]], name: str
) -> None:
    leads = [task["id"] for task in tasks if task["lead"] == "省信访局"]
    assert ids("--all", "-l", name) == leads != []
    supported = [task["id"] for task in tasks if "省信访局" in (task["lead"], *task["support"])]
    assert ids("--all", "-u", name) == supported
    assert len(supported) > len(leads)


def test_the_other_filters(ids: Callable[..., list[str]], tasks: list[dict[str, Any]]) -> None:
    assert ids("--all", "--owner", "李四") == [task["id"] for task in tasks if task["owner"] == "李四"]
    assert ids("--overdue") == [task["id"] for task in tasks if task["overdue"]]
    assert ids("--due-before", "10月31日") == [
        task["id"]
        for task in tasks
        if (task["due"] or "9999") <= "2020-10-31" and task["status"] not in {"done", "dropped"}
    ]
    assert ids("--all", "--unassigned") == [task["id"] for task in tasks if task["lead"] is None]
    assert ids("--all", "-g", "调解工作室") == ["5.8"]
    assert ids("--all", "-g", "MEDIATION STUDIOS") == ["5.8"]
    assert ids("-g", "nothing like it") == []


def test_filters_are_all_to_hold(ids: Callable[..., list[str]], tasks: list[dict[str, Any]]) -> None:
    assert set(ids("--all", "-p", "5", "-l", "省信访局", "-s", "done")) == {
        task["id"] for task in tasks if (task["priority"], task["lead"], task["status"]) == ("5", "省信访局", "done")
    }


@pytest.mark.parametrize("command", FILTERED)
def test_every_view_takes_the_same_filter(run: Run, example: Path, command: str) -> None:
    named = ("--all", "-p", "5", "-l", "省信访局", "--as-of", "2020-10-15")
    wanted = {task["id"] for task in json.loads(run("list", *named, "--json").out)["tasks"]}
    found = json.loads(run(command, *named, "--json").out)
    text = json.dumps(found)
    assert {
        identifier for identifier in (f"5.{number}" for number in range(1, 19)) if f'"{identifier}"' in text
    } == wanted


@pytest.mark.parametrize(
    "option", ["--priority", "--lead", "--unit", "--owner", "--grep", "--sort", "--columns", "--due-before", "--as-of"]
)
def test_an_empty_value_is_refused_since_it_may_be_an_unset_variable(run: Run, example: Path, option: str) -> None:
    result = run("list", option, "", "--lang", "en")
    assert (result.code, result.out, result.err) == (ExitCode.USAGE, "", f"planctl: {option} needs a value\n")


# --- order and columns


def test_sorting_by_several_keys_up_and_down(ids: Callable[..., list[str]], tasks: list[dict[str, Any]]) -> None:
    by_due = sorted(tasks, key=lambda task: (task["ongoing"], task["due"]))
    assert ids("--all", "--sort", "due") == [task["id"] for task in by_due]
    dated = sorted((task["due"] for task in tasks if not task["ongoing"]), reverse=True)
    down = [*dated, *(task["due"] for task in tasks if task["ongoing"])]
    due = {task["id"]: task["due"] for task in tasks}
    assert [due[identifier] for identifier in ids("--all", "--sort", "-due,id")] == down
    assert ids("--all", "--sort", "时限,编号") == ids("--all", "--sort", "due,id")


def test_ids_sort_by_their_numbers(ids: Callable[..., list[str]]) -> None:
    numbers = [tuple(map(int, identifier.split("."))) for identifier in ids("--all", "--sort", "id")]
    assert numbers == sorted(numbers)


def test_columns_are_chosen_and_ordered(run: Run, example: Path) -> None:
    result = run("list", "--all", "--columns", "due,编号", "--columns", "标题")
    assert result.out.splitlines()[0] == "due\tid\ttitle"


# --- days


def test_a_view_is_replayed_to_its_day(run: Run, example: Path) -> None:
    def status(day: str) -> tuple[str, int | None]:
        [task] = json.loads(run("show", "5.8", "--json", "--as-of", day).out)["tasks"]
        return task["status"], task["reading"]

    assert status("2020-04-01") == ("todo", None)
    assert status("2020-04-02") == ("doing", None)
    assert status("6月30日") == ("doing", 36)
    assert status("三季度末") == ("doing", 71)
    assert status("年底") == ("done", 100)


def test_progress_grows_with_the_days(run: Run, example: Path) -> None:
    done = [
        json.loads(run("progress", "--json", "--as-of", day).out)["total"]["done"]
        for day in ("2020-01-01", "Q1", "Q2", "Q3", "eoy")
    ]
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] > done[1]


def test_a_task_with_two_units_is_counted_once_in_the_total(run: Run, example: Path) -> None:
    document = json.loads(run("progress", "--by", "unit", "--json", "--as-of", "eoy").out)
    assert sum(group["total"] for group in document["groups"]) > document["total"]["total"]
    by_priority = json.loads(run("progress", "--json", "--as-of", "eoy").out)
    assert document["total"] == by_priority["total"]


def test_another_year_than_today_s_is_pointed_out_on_a_screen(run: Run, example: Path) -> None:
    there = run("--lang", "en", terminal=True, env={"PLANCTL_TODAY": "2026-11-24"})
    assert "planctl --as-of 2020-12-31" in there.err
    assert run("--lang", "en", terminal=True).err == ""
    assert run("--lang", "en", env={"PLANCTL_TODAY": "2026-11-24"}).err == ""


# --- records


def test_records_come_in_the_order_in_which_they_were_named(run: Run, example: Path) -> None:
    document = json.loads(run("show", "5.8", "1.1..1.3", "2.1", "--json").out)
    assert [task["id"] for task in document["tasks"]] == ["5.8", "1.1", "1.2", "1.3", "2.1"]


def test_a_record_shows_the_sentence_it_comes_from(run: Run, plan: MakePlan, tmp_path: Path) -> None:
    plan()
    source = tmp_path / "report.txt"
    text = "\ufeff三、安排\n(一)标题。第一句。第二句。\n(五)标题。甲。乙。新增工作室100个。\n"
    source.write_text(text, encoding="utf-8")
    result = run("show", "5.8", "--text", "report.txt", "--json")
    assert json.loads(result.out)["tasks"][0]["source_text"] == "新增工作室100个。"
    drawn = run("show", "5.8", "--text", "report.txt", terminal=True, env={"PLANCTL_LANG": "zh"})
    assert "新增工作室100个。" in drawn.out


def test_a_source_text_that_cannot_be_had_is_told(run: Run, plan: MakePlan, tmp_path: Path) -> None:
    plan()
    (tmp_path / "gbk.txt").write_bytes("法治".encode("gbk"))
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    ends = dict.fromkeys(("missing.txt", "noise.txt", "plans"), ExitCode.IO)
    ends |= dict.fromkeys(("gbk.txt", "empty.txt"), ExitCode.UNKNOWN)  # of which no sentence is number 3 of part 五
    for name, code in ends.items():
        result = run("show", "5.8", "--text", name)
        assert (result.code, result.out) == (code, "")
        assert name in result.err


def test_the_log_of_some_tasks_or_of_all(run: Run, example: Path) -> None:
    everything = json.loads(run("log", "--json", "--as-of", "eoy").out)["entries"]
    assert [entry["on"] for entry in everything] == sorted(entry["on"] for entry in everything)
    some = json.loads(run("log", "5.8,5.9", "--json", "--as-of", "eoy").out)["entries"]
    assert some == [entry for entry in everything if entry["id"] in {"5.8", "5.9"}]


# --- what changed between two days


def diff(run: Run, *typed: str, today: str = "2020-12-31") -> dict[str, Any]:
    result = run("diff", *typed, "--json", env={"PLANCTL_TODAY": today})
    assert result.code == ExitCode.OK, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_the_difference_of_two_days_is_that_of_the_views_of_both(run: Run, example: Path) -> None:
    found = diff(run, "2020-06-25", "2020-10-15")
    for key, day in (("before", "2020-06-25"), ("after", "2020-10-15")):
        seen = json.loads(run("progress", "--json", "--as-of", day, env={"PLANCTL_TODAY": "2020-12-31"}).out)["total"]
        assert found[key] == seen
    changed = {task["id"]: task for task in found["tasks"]}
    assert changed["5.8"]["before"] == {"reading": None}
    assert [entry["number"] for entry in changed["5.8"]["entries"]] == [2, 3]
    assert (changed["1.11"]["before"], changed["1.11"]["lead"]) == (None, "省司法厅")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (["6月25日", "三季度末"], ("2020-06-25", "2020-09-30")),
        (["上周五"], ("2020-12-25", "2020-12-31")),
        (["last Friday"], ("2020-12-25", "2020-12-31")),
        (["-7d"], ("2020-12-24", "2020-12-31")),
        (["-1m", "-1d"], ("2020-11-30", "2020-12-30")),
        (["2020-06-30", "--as-of", "2020-09-30"], ("2020-06-30", "2020-09-30")),
        (["2020-06-30", "2020-06-30"], ("2020-06-30", "2020-06-30")),
    ],
)
def test_the_days_are_written_as_everywhere(run: Run, example: Path, typed: list[str], days: tuple[str, str]) -> None:
    found = diff(run, *typed)
    assert (found["since"], found["as_of"]) == days


def test_a_task_that_passes_on_one_of_the_days_is_told(run: Run, example: Path) -> None:
    done = diff(run, "2020-06-25", "2020-10-15", "-s", "done")["tasks"]
    assert [task["id"] for task in done if task["before"]["status"] != "done"] != []
    assert all(task["status"] == "done" for task in done)
    for task in diff(run, "2020-06-25", "2020-10-15", "-p", "5", "-u", "信访局")["tasks"]:
        assert task["priority"] == "5"
        assert "省信访局" in (task["lead"], *task["support"])


def test_on_a_day_when_nothing_happened_people_are_told_so(run: Run, example: Path) -> None:
    typed = ("diff", "2020-01-01", "2020-01-02", "--lang", "en")
    assert "nothing changed" in run(*typed, terminal=True).out
    assert run(*typed).out == "id\ttitle\tfield\tbefore\tafter\n"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["2020-07-01", "2020-06-30"], ExitCode.USAGE),
        (["2020-07-02"], ExitCode.USAGE),
        (["2020-06-01", "2020-06-30", "--as-of", "2020-06-30"], ExitCode.USAGE),
        (["soon"], ExitCode.USAGE),
        (["-x"], ExitCode.USAGE),
        ([], ExitCode.USAGE),
        (["1", "2", "3"], ExitCode.USAGE),
    ],
)
def test_days_that_make_no_sense_are_refused(run: Run, example: Path, typed: list[str], code: ExitCode) -> None:
    result = run("diff", *typed)
    assert (result.code, result.out) == (code, "")


def test_a_difference_to_a_day_to_come_is_a_forecast(run: Run, example: Path) -> None:
    result = run("diff", "2020-06-30", "2020-12-31", "--lang", "en")
    assert "has not come yet" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list", "--all"],
        ["show", "1.*"],
        ["progress"],
        ["board"],
        ["timeline"],
        ["units"],
        ["log"],
        ["diff", "2020-03-01"],
    ],
)
def test_looking_changes_nothing(run: Run, example: Path, tmp_path: Path, arguments: list[str]) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    for mode in ([], ["--json"]):
        assert run(*arguments, *mode).code == ExitCode.OK
    assert run(*arguments, terminal=True).code == ExitCode.OK
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


def test_an_owner_is_found_whatever_the_form_of_a_character(run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace('source = "(一)1"', 'owner = "葛\U000e0100城"'))
    assert "1.2" in run("list", "--owner", "葛城").out


# --- on a screen


def more_of(screen: str) -> list[tuple[str, int]]:
    """Return the commands that an overview names, each with how many tasks it is said to show."""
    heads = [(head.start(), int(head[1])) for head in re.finditer(r"^\S.*: (\d+) tasks?\b", screen, re.MULTILINE)]
    commands = re.finditer(r"planctl (list -.*)$", screen, re.MULTILINE)
    return [(found[1], max(head for head in heads if head[0] < found.start())[1]) for found in commands]


def busy_plan(day: date, *, with_overdue: bool) -> str:
    """Return a plan in which every list of the overview of ``day`` is long; some tasks are due on the day itself."""
    dues = [day - timedelta(5)] * 5 if with_overdue else []
    dues += [day + timedelta(days) for days in (0, 0, 0, 1, 7, 14, 14, 15)]
    tasks = [f'id = "1.{number}"\ntitle = "a"\ndue = {due}\n' for number, due in enumerate(dues, 1)]
    blocked = 'title = "b"\nstatus = "blocked"\nlog = [{ on = 2020-02-03, status = "blocked", note = "why" }'
    tasks += [f'id = "2.{number}"\n{blocked}]\n' for number in range(1, 6)]
    tasks.append(f'id = "2.6"\n{blocked}, {{ on = 2020-02-04, carried_to = "2021:2.6" }}]\ncarried_to = "2021:2.6"\n')
    head = 'format = 1\nyear = 2020\ntitle = "p"\n[[priority]]\nid = "1"\ntitle = "q"\n'
    return head + "".join(f"[[priority.task]]\n{task}" for task in tasks)


@pytest.mark.parametrize("with_overdue", [True, False])
@pytest.mark.parametrize(
    ("today", "options"),
    [
        ("2020-06-30", []),
        ("2020-12-31", ["--as-of", "2020-06-30"]),
        ("2020-12-31", ["--as-of", "6月30日", "--plan", "plans/2020.toml"]),
        ("2020-05-01", ["--as-of", "2020-06-30"]),  # a day to come
    ],
)
def test_a_command_named_on_the_overview_shows_what_is_counted_there(
    run: Run, plan: MakePlan, today: str, options: list[str], *, with_overdue: bool
) -> None:
    plan(busy_plan(date(2020, 6, 30), with_overdue=with_overdue))
    env = {"PLANCTL_TODAY": today, "COLUMNS": "200", "LINES": "24"}
    screen = run(*options, "--lang", "en", terminal=True, env=env)
    commands = more_of(screen.out)
    for command, count in commands:
        answer = run(*shlex.split(command), "--json", env=env)
        assert (answer.code, len(json.loads(answer.out)["tasks"])) == (ExitCode.OK, count), command
    is_late = with_overdue or (today > "2020-06-30")  # as what was due on a day that is over is late
    assert len(commands) == 3 + is_late, screen.out


def test_the_overview_says_since_when_and_why_a_task_is_blocked(run: Run, example: Path) -> None:
    screen = run("--as-of", "2020-10-20", "--lang", "en", terminal=True).out
    assert re.search(r"^  07-15 +2\.8 .* 国家部署文件尚未印发$", screen, re.MULTILINE)
    listed = run("list", "-s", "blocked", "--as-of", "2020-10-20", "--lang", "en", terminal=True).out
    assert re.search(r"^2\.8 .* 07-15 .*国家部署文件尚未印发$", listed, re.MULTILINE)
    assert "Status: blocked" in listed


def test_a_higher_screen_shows_more_of_what_is_late(run: Run, plan: MakePlan) -> None:
    plan(busy_plan(date(2020, 6, 30), with_overdue=True))
    env = {"PLANCTL_TODAY": "2020-06-30"}
    shown = [run(terminal=True, env=env | {"LINES": lines}).out for lines in ("18", "25", "50")]
    assert [screen.count("\n  06-25") for screen in shown] == [1, 2, 3]
    assert len(shown[1].splitlines()) <= 24


def test_a_list_has_headings_for_priorities_unless_it_is_sorted_or_piped(run: Run, example: Path) -> None:
    heading = "\n3 Precision: strengthen and improve rule-making\n"
    asked = ("list", "--as-of", "2020-10-20", "--lang", "en")
    assert heading in run(*asked, terminal=True).out
    assert heading not in run(*asked, "--sort", "due", terminal=True).out
    assert "Precision" not in run(*asked).out
    narrow = run(*asked, terminal=True, env={"COLUMNS": "60"}).out
    assert heading in narrow
    assert narrow.index("\n3 Precision") < narrow.index("\n3.1 ") < narrow.index("\n4 Well")


def test_what_every_task_of_a_list_has_alike_is_said_once_unless_it_was_asked_for(run: Run, plan: MakePlan) -> None:
    plan()
    screen = run("list", "-p", "1", "--lang", "en", terminal=True).out
    assert screen.splitlines()[0] == "Lead: (none); Status: not started; Due: 12-31; Grade: pending"
    assert screen.splitlines()[1].split() == ["ID", "Task"]
    asked = run("list", "-p", "1", "--columns", "id,status", "--lang", "en", terminal=True).out
    assert asked.count("not started") == 10
    one = run("list", "-g", "1.1", "--columns", "id", "--lang", "en", terminal=True)
    assert one.code == ExitCode.OK
    assert run("list", "-p", "1").out.splitlines()[0] == "id\ttitle\tlead\tstatus\tdue\tgrade"


def test_due_after_counts_the_day_itself_in(ids: Callable[..., list[str]], tasks: list[dict[str, Any]]) -> None:
    wanted = [task["id"] for task in tasks if "2020-10-31" <= (task["due"] or "9999") <= "2020-11-15"]
    assert ids("--all", "--due-after", "10月31日", "--due-before", "11月15日") == wanted != []
