"""Long answers page by page: only where the user has named a pager, and only on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from places import EXAMPLE

from planctl.cli.pager import pager_of
from planctl.errors import ExitCode

if TYPE_CHECKING:
    from conftest import MakePlan, Run

PAGER = {"PLANCTL_PAGER": "sh -c 'cat > paged.txt'", "LINES": "24", "PLANCTL_LANG": "en"}
PAGED = Path("paged.txt")


@pytest.fixture(autouse=True)
def example(plan: MakePlan) -> None:
    """Put the plan that was played through a year into the folder."""
    plan(EXAMPLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", [["list", "--all"], ["timeline"], ["board"], ["summary"], ["show", "1.*"]])
def test_a_long_answer_on_a_terminal_goes_to_the_pager_that_is_set(run: Run, command: list[str]) -> None:
    shown = run(*command, terminal=True, env={"PLANCTL_LANG": "en"})
    paged = run(*command, terminal=True, env=PAGER)
    assert (paged.code, paged.out) == (ExitCode.OK, "")
    assert PAGED.read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize("arguments", [["--json"], ["--plain"]])
def test_what_is_for_programs_never_goes_to_a_pager(run: Run, arguments: list[str]) -> None:
    assert run("list", "--all", *arguments, terminal=True, env=PAGER).out != ""
    assert run("list", "--all", "--color", "always", env=PAGER).out != ""  # into a pipe
    assert not PAGED.exists()


def test_what_fits_the_screen_is_shown_at_once(run: Run) -> None:
    assert run("list", "-p", "5", "-s", "submitted", terminal=True, env=PAGER).out != ""
    assert not PAGED.exists()


@pytest.mark.parametrize("value", ["", "  "])
def test_no_pager_is_set_by_an_empty_value_or_by_the_one_of_other_programs(run: Run, value: str) -> None:
    env = {**PAGER, "PLANCTL_PAGER": value, "PAGER": PAGER["PLANCTL_PAGER"]}
    assert run("list", "--all", terminal=True, env=env).out != ""
    assert not PAGED.exists()


@pytest.mark.parametrize("pager", ["no-such-pager", "no-such-pager 'unclosed", "."])
def test_a_pager_that_cannot_be_run_hides_nothing(run: Run, pager: str) -> None:
    shown = run("list", "--all", terminal=True, env={"PLANCTL_LANG": "en"})
    assert run("list", "--all", terminal=True, env={**PAGER, "PLANCTL_PAGER": pager}) == shown


def test_a_pager_that_is_left_early_is_no_failure(run: Run) -> None:
    assert run("list", "--all", terminal=True, env={**PAGER, "PLANCTL_PAGER": "true"}).code == ExitCode.OK


def test_a_paged_list_has_no_end_before_its_last_task(run: Run, plan: MakePlan) -> None:
    head = 'format = 1\nyear = 2020\ntitle = "p"\n[[priority]]\nid = "1"\ntitle = "q"\n'
    tasks = "".join(f'[[priority.task]]\nid = "1.{number}"\ntitle = "t"\n' for number in range(1, 602))
    plan(head + tasks)
    run("list", terminal=True, env=PAGER)
    text = PAGED.read_text(encoding="utf-8")
    assert "\n1.601 " in text
    assert "601 tasks" in text
    assert "--full" not in text
    assert "--full" in run("list", terminal=True, env={"PLANCTL_LANG": "en"}).out


def test_the_words_of_a_pager_are_read_as_a_shell_reads_them() -> None:
    assert pager_of({"PLANCTL_PAGER": "less -R '-P a b'"}) == ["less", "-R", "-P a b"]
    assert pager_of({}) == []
