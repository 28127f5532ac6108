"""Views of one's own: called by name, with what is typed behind; a wrong one is a fault of the plan, with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_plan import SMALL

from planctl.cli.table import COMMANDS
from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan, Run

#: The line of the plan on which the first view stands.
LINE = 7


@pytest.fixture
def views(plan: MakePlan) -> Callable[..., Path]:
    """Return a function that makes the small plan with some views."""

    def make(*lines: str, name: str = "2020.toml") -> Path:
        written = "\n".join(["[views]", *lines])
        return plan(SMALL.replace('lang = "zh"\n', f'lang = "zh"\n{written}\n', 1), name=name)

    return make


# --- what a view does


def test_a_view_is_what_its_command_line_shows(run: Run, views: Callable[..., Path]) -> None:
    views('late = "list --overdue --columns id,title"', "'done ones' = 'list -s done'", '"本周" = "log --since -90d"')
    assert run("late") == run("list", "--overdue", "--columns", "id,title")
    assert run("done ones") == run("list", "-s", "done")
    assert run("本周") == run("log", "--since", "-90d")
    assert run("late", terminal=True) == run("list", "--overdue", "--columns", "id,title", terminal=True)


def test_what_is_typed_before_and_behind_counts(run: Run, views: Callable[..., Path], tmp_path: Path) -> None:
    views('mine = "list --all"')
    assert run("mine", "-p", "2", "--json") == run("list", "--all", "-p", "2", "--json")
    assert run("--as-of", "2020-05-01", "--plain", "mine") == run("list", "--all", "--as-of", "2020-05-01", "--plain")
    assert run("mine", "-o", "a.tsv").code == ExitCode.OK
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8") == run("list", "--all").out


def test_words_in_quotes_stay_together(run: Run, views: Callable[..., Path]) -> None:
    views("""justice = 'list --all --lead "Department of Justice"'""")
    assert "1.1" in run("justice").out


@pytest.mark.parametrize("line", ["show 1.1", "progress --by owner", "board", "units", "diff -60d", "summary -q"])
def test_every_command_that_looks_can_be_a_view(run: Run, views: Callable[..., Path], line: str) -> None:
    views(f'mine = "{line}"')
    assert run("mine") == run(*line.split())


def test_the_views_are_those_of_the_plan_that_is_meant(run: Run, views: Callable[..., Path]) -> None:
    views('mine = "list -s done"')
    views('mine = "list -s blocked"', name="2019.toml")
    assert "1.1" in run("mine").out
    assert "2.1" in run("mine", "--plan", "2019").out
    assert "2.1" in run("--plan", "2019", "mine").out
    assert "2.1" in run("mine", env={"PLANCTL_PLAN": "2019"}).out


def test_help_about_a_view_is_help_about_its_command(run: Run, views: Callable[..., Path]) -> None:
    views('late = "list --overdue"')
    assert run("late", "--help") == run("help", "late") == run("list", "--help")


def test_help_and_completion_know_the_views(run: Run, views: Callable[..., Path]) -> None:
    views('late = "list --overdue"', '"本周" = "log --since -7d"')

    def offered(*words: str) -> list[str]:
        out = run(*words, env={"_PLANCTL_COMPLETE": "zsh"}).out
        return [line.split("\t")[0] for line in out.splitlines()]

    page = run("--help", "--lang", "en").out
    assert "Views of this plan:\n  late                      list --overdue\n" in page
    assert offered("la") == ["late"]
    assert offered("本") == ["本周"]
    assert offered("late", "--due-b") == ["--due-before"]
    assert offered("late", "-s", "blo") == ["blocked"]
    assert offered("本周", "5") == offered("log", "5")
    assert offered("show", "la") == []


def test_a_mistyped_view_is_suggested(run: Run, views: Callable[..., Path]) -> None:
    views('weekly = "log --since -7d"')
    result = run("wekly", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "Did you mean weekly" in result.err


def test_a_view_writes_nothing_in_the_plan(run: Run, views: Callable[..., Path], tmp_path: Path) -> None:
    path = views('late = "list --overdue"', 'wrong = "list --foo"')
    before = path.read_bytes()
    for typed in (["late"], ["wrong"], ["check"], ["late", "-s", "x"]):
        run(*typed)
    assert path.read_bytes() == before
    assert list(tmp_path.rglob("*.toml")) == [path]


# --- a view that is wrong

WRONG = [
    ("list --foo", "--foo"),
    ("list --sort foo", "foo"),
    ("list -s ongoingish", "ongoingish"),
    ("list -p 9", "9"),
    ("show 9.9", "9.9"),
    ("diff", ""),
    ("list 1.1", "1.1"),
    ("done 1.2", "done"),
    ("undo", "undo"),
    ("check", "check"),
    ("planctl list", "planctl"),
    ("late", "late"),
    ("", ""),
    ("list -g 'x", ""),
    ("list -o a.txt", "--output"),
    ("list -qo a.txt", "--output"),
    ("summary -o a.md", "--output"),
    ("list --plan 2019", "--plan"),
    ("list --lang=en", "--lang"),
    ("list --help", "--help"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", WRONG, ids=[line for line, _ in WRONG])
def test_a_wrong_view_is_a_fault_of_the_plan_with_its_line(
    run: Run, views: Callable[..., Path], tmp_path: Path, case: tuple[str, str], language: str
) -> None:
    line, told = case
    views(f'mine = """{line}"""')
    for behind in ([], ["-p", "1"]):
        result = run("mine", *behind, "--lang", language)
        assert (result.code, result.out) == (ExitCode.INVALID, "")
        assert result.err.startswith(f"plans/2020.toml:{LINE}: ")
        assert result.err.count("\n") == 1
        assert told in result.err
    checked = run("check", "--lang", language)
    assert (checked.code, checked.out + checked.err) == (ExitCode.NO, result.err)
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]
    assert run("list").code == ExitCode.OK


def test_check_names_every_wrong_view_in_json_too(run: Run, views: Callable[..., Path]) -> None:
    views('a = "list"', 'b = "list --foo"', 'c = "done 1.1"')
    problems = json.loads(run("check", "--json").out)["problems"]
    assert [(item["code"], item["line"]) for item in problems] == [("wrong-view", LINE + 1), ("wrong-view", LINE + 2)]


@pytest.mark.parametrize("name", ["list", "ls", "done", "git", "help", "-x", "merge-driver"])
def test_a_view_cannot_hide_a_command(run: Run, views: Callable[..., Path], name: str) -> None:
    views()
    plain = run("list", "--lang", "en")
    views(f'"{name}" = "log"')
    checked = run("check", "--lang", "en")
    assert checked.code == ExitCode.NO
    assert f"plans/2020.toml:{LINE}: error: no view can be called “{name}”" in checked.out
    assert run("list", "--lang", "en") == plain


def test_every_name_of_a_command_is_taken(run: Run, views: Callable[..., Path]) -> None:
    names = [name for spec in COMMANDS for name in (spec.name, *spec.aliases)]
    views(*(f'{name} = "log"' for name in names))
    codes = [problem["code"] for problem in json.loads(run("check", "--json").out)["problems"]]
    assert codes == ["view-hides"] * len(names)


@pytest.mark.parametrize(
    ("behind", "code"), [(["--sort", "foo"], ExitCode.USAGE), (["-p", "9"], ExitCode.UNKNOWN), (["x"], ExitCode.USAGE)]
)
def test_what_is_wrong_behind_a_view_is_no_fault_of_the_plan(
    run: Run, views: Callable[..., Path], behind: list[str], code: ExitCode
) -> None:
    views('late = "list --overdue"', 'other = "list --foo"')
    typed = run("late", *behind)
    assert typed == run("list", "--overdue", *behind)
    assert typed.code == code


def test_a_view_is_tried_with_the_plan_it_stands_in(run: Run, views: Callable[..., Path], plan: MakePlan) -> None:
    views('mine = "show 1.1"', name="other.toml")
    plan(SMALL.replace("1.1", "1.7"))
    assert run("--plan", "plans/other.toml", "mine", "--foo").code == ExitCode.USAGE
    assert run("check", "--plan", "plans/other.toml").code == ExitCode.OK


def test_a_view_that_is_no_text_keeps_the_plan_from_being_read(run: Run, views: Callable[..., Path]) -> None:
    views("late = 3")
    result = run("list", "--lang", "en")
    assert result.code == ExitCode.INVALID
    assert "views.late must be text" in result.err


def test_a_plan_that_is_broken_is_told_of_where_its_views_are_called(run: Run, plan: MakePlan) -> None:
    plan("[views]\nqqq = 'list'\n[[[")
    assert run("qqq").code == ExitCode.INVALID
    assert run("lsit").code == ExitCode.USAGE  # which can be meant for a command
    assert run("--help").code == ExitCode.OK


def test_without_a_plan_there_are_no_views(run: Run) -> None:
    assert run("qqq").code == ExitCode.USAGE
    assert run("--help").code == ExitCode.OK
    assert run("qqq", "--plan", "nowhere.toml").code == ExitCode.USAGE


def test_views_go_over_into_the_next_year(run: Run, views: Callable[..., Path], tmp_path: Path) -> None:
    views('late = "list --overdue"')
    assert run("carry", "2021").code == ExitCode.OK
    assert 'late = "list --overdue"' in (tmp_path / "plans" / "2021.toml").read_text(encoding="utf-8")
