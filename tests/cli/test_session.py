"""What every command shares: which plan is meant, which day, which form and colour the answer has, what is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planctl.errors import ExitCode

if TYPE_CHECKING:
    from conftest import MakePlan, Result, Run


def year_of(result: Result) -> int:
    assert result.code == ExitCode.OK, result.err
    year: int = json.loads(result.out)["plan"]["year"]
    return year


# --- the plan


def test_the_plan_of_this_year_here_or_above_is_meant(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in ("2019", "2021", "2020"):
        run("init", year)
    assert year_of(run("list", "--json")) == 2020
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert year_of(run("list", "--json")) == 2020
    assert year_of(run("list", "--json", env={"PLANCTL_TODAY": "2021-01-01"})) == 2021
    assert year_of(run("list", "--json", env={"PLANCTL_TODAY": "2024-01-01"})) == 2021  # the newest
    assert year_of(run("list", "--json", "--plan", "2019")) == 2019


def test_a_plan_is_named_by_year_path_or_environment(run: Run, tmp_path: Path) -> None:
    for year in ("2019", "2021"):
        run("init", year)
    there = tmp_path / "else where"
    there.mkdir()
    (there / "x.toml").write_bytes((tmp_path / "plans" / "2019.toml").read_bytes())
    assert year_of(run("list", "--json", "--plan", "2019")) == 2019
    assert year_of(run("list", "--json", "--plan", "２０１９")) == 2019
    assert year_of(run("list", "--json", "--plan", "else where/x.toml")) == 2019
    assert year_of(run("list", "--json", "--plan", str(there / "x.toml"))) == 2019
    assert year_of(run("list", "--json", "--plan", "~/else where/x.toml")) == 2019
    assert year_of(run("list", "--json", env={"PLANCTL_PLAN": "2019"})) == 2019
    assert year_of(run("list", "--json", "--plan", "2021", env={"PLANCTL_PLAN": "2019"})) == 2021
    assert year_of(run("list", "--json", env={"PLANCTL_PLAN": ""})) == 2021


@pytest.mark.parametrize("arguments", [["--plan", ""], ["--plan", " "]])
def test_a_plan_without_a_name_is_not_the_newest_one(run: Run, plan: MakePlan, arguments: list[str]) -> None:
    path = plan()
    before = path.read_bytes()
    assert run("start", "1.1", *arguments).code == ExitCode.USAGE
    assert run(*arguments, "start", "1.1").code == ExitCode.USAGE
    assert path.read_bytes() == before


def test_errors_name_the_plan_as_seen_from_here(
    run: Run, plan: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan("[[[")
    assert run("list").err.startswith("plans/2020.toml:1: ")
    plan("", name="2021.toml")
    (tmp_path / "plans" / "2021.toml").unlink()
    (tmp_path / "plans" / "2021.toml").mkdir()
    assert "planctl: plans/2021.toml is not an ordinary file" in run("list", "--plan", "2021", "--lang", "en").err
    below = tmp_path / "plans" / "2021.toml"
    monkeypatch.chdir(below)
    assert str(tmp_path) in run("list", "--plan", str(tmp_path / "plans" / "2020.toml")).err


# --- the day


def test_the_day_of_an_answer_is_today_or_as_of(run: Run, plan: MakePlan) -> None:
    plan()
    assert json.loads(run("list", "--json").out)["as_of"] == "2020-07-01"
    for typed in ("2020-09-30", "20200930", "9月30日", "三季度末", "Q3", "２０２０－０９－３０", "+91d"):
        assert json.loads(run("list", "--json", "--as-of", typed).out)["as_of"] == "2020-09-30"


@pytest.mark.parametrize(
    ("day", "state"), [("2020-06-30", "over"), ("2020-07-01", "today"), ("2020-07-02", "forecast")]
)
def test_json_says_whether_the_day_is_over(run: Run, plan: MakePlan, day: str, state: str) -> None:
    plan()
    assert json.loads(run("list", "--json", "--as-of", day).out)["day"] == state


@pytest.mark.parametrize("command", ["list", "progress", "board", "timeline", "units", "show 1.1", "log", "summary"])
def test_a_day_to_come_is_said_to_be_a_forecast(run: Run, plan: MakePlan, command: str) -> None:
    plan()
    ahead = run(*command.split(), "--as-of", "2020-12-31", "--lang", "en")
    assert ahead.err.count("2020-12-31 has not come yet") == 1
    assert "has not come yet" not in ahead.out
    assert "not come yet" not in run(*command.split(), "--lang", "en").err
    assert "not come yet" not in run(*command.split(), "--as-of", "2020-06-30", "--lang", "en").err


@pytest.mark.parametrize("command", ["progress", "board", "timeline"])
def test_a_drawn_forecast_says_so_in_its_caption(run: Run, plan: MakePlan, command: str) -> None:
    plan()
    drawn = run(command, "--as-of", "2020-12-31", "--lang", "en", terminal=True)
    assert "forecast for 2020-12-31" in " ".join(drawn.out.split())
    assert "not come yet" in drawn.err


def test_what_is_due_on_a_day_is_late_once_that_day_is_over(run: Run, plan: MakePlan) -> None:
    plan()
    grades = {
        today: {task["id"]: task["grade"] for task in json.loads(found.out)["tasks"]}
        for today in ("2020-12-31", "2021-01-01")
        for found in [run("list", "--json", "--as-of", "2020-12-31", env={"PLANCTL_TODAY": today})]
    }
    assert "overdue" not in grades["2020-12-31"].values()
    assert set(grades["2021-01-01"].values()) == {"overdue"}


def test_where_there_are_several_plans_a_confirmation_names_its_year(run: Run, plan: MakePlan) -> None:
    plan()
    assert "2020:" not in run("start", "1.1", "--lang", "en").err
    run("init", "2021")
    for arguments in (["submit", "1.1"], ["submit", "1.1"], ["undo"], ["redo"]):
        assert "in the plan of 2020:\n" in run(*arguments, "--lang", "en").err


def test_help_and_version_do_not_ask_for_the_day(run: Run) -> None:
    for arguments in (["--version"], ["--help"], ["list", "-h"], ["help"]):
        assert run(*arguments, env={"PLANCTL_TODAY": "soon"}).code == ExitCode.OK


# --- the language


@pytest.mark.parametrize("typed", ["en", "EN", "en_GB.UTF-8", "en-US"])
def test_a_language_is_named_as_people_write_it(run: Run, typed: str) -> None:
    assert "there is no" in run("--lang", typed, "lsit").err


@pytest.mark.parametrize("typed", ["fr", "english", "c", "zhongwen"])
def test_a_language_that_is_not_spoken_is_refused(run: Run, typed: str) -> None:
    result = run("--lang", typed, "list")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "zh, en" in result.err


@pytest.mark.parametrize(
    ("environment", "is_chinese"),
    [
        ({"PLANCTL_LANG": "zh", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, True),  # the plan's
        ({"LC_ALL": "POSIX"}, True),
    ],
)
def test_without_an_option_the_environment_and_then_the_plan_choose(
    run: Run, plan: MakePlan, environment: dict[str, str], is_chinese: bool
) -> None:
    plan()
    assert ("没有" in run("lsit", env=environment).err) is is_chinese


# --- the form


def test_a_page_is_drawn_only_for_a_terminal(run: Run, plan: MakePlan) -> None:
    plan()
    assert "\t" in run("list").out
    assert "\t" not in run("list", terminal=True).out
    assert "\t" not in run("list", "--color", "always").out
    assert "\t" in run("list", "--plain", terminal=True).out


@pytest.mark.parametrize(
    ("arguments", "env", "has_colour"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color=never"], {"CLICOLOR_FORCE": "1"}, False),
        ([], {"CLICOLOR": "0"}, False),
        ([], {"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
        ([], {"TERM": "dumb"}, False),
        (["--color", "auto"], {"FORCE_COLOR": "0"}, True),
    ],
)
def test_colour_is_as_asked_for(
    run: Run, plan: MakePlan, arguments: list[str], env: dict[str, str], has_colour: bool
) -> None:
    plan()
    result = run("list", *arguments, terminal=True, env={"NO_COLOR": "", "TERM": "xterm", **env})
    assert ("\x1b[" in result.out) is has_colour


@pytest.mark.parametrize("columns", ["", "0", "-1", "wide", "８０"])
def test_a_width_that_makes_no_sense_is_not_used(run: Run, plan: MakePlan, columns: str) -> None:
    plan()
    assert run("list", terminal=True, env={"COLUMNS": columns}) == run("list", terminal=True, env={"COLUMNS": "80"})


# --- what is said beside


def test_quiet_leaves_only_warnings(run: Run, plan: MakePlan) -> None:
    plan()
    assert run("start", "1.1", "-q").err == ""
    assert run("-q", "start", "1.2").err == ""
    assert "1.3" in run("done", "1.3", "-q").err


def test_what_is_said_goes_to_stderr(run: Run, plan: MakePlan) -> None:
    plan()
    result = run("start", "1.1", "--by", "王芳", "--lang", "en")
    assert (result.out, result.err.count("\n")) == ("", 1)


def test_an_unset_home_is_no_failure(run: Run, plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    plan()
    monkeypatch.delenv("HOME")
    assert run("list").code == ExitCode.OK
    assert Path("plans/2020.toml").exists()


@pytest.mark.parametrize("command", [["undo"], ["redo"], ["init", "2021"], ["completion", "bash"], ["git", "setup"]])
@pytest.mark.parametrize("before", [True, False])
def test_a_day_is_refused_where_it_would_change_nothing(
    run: Run, plan: MakePlan, command: list[str], before: list[str]
) -> None:
    plan()
    day = ["--as-of", "2020-06-30"]
    result = run(*day, *command) if before else run(*command, *day)
    assert (result.code, result.out) == (2, "")
    assert "--as-of" in result.err
