"""What people call things: they are led to what it is called here, never to its opposite, and nothing is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from small_plan import SMALL

from planctl.cli.app import build
from planctl.cli.inputs import parse_grades
from planctl.cli.synonyms import (
    COMMAND_WORDS,
    OPTION_WORDS,
    STATUS_WORDS,
    commands_meant,
    options_called,
    statuses_meant,
)
from planctl.cli.table import COMMANDS, OVERVIEW, find_command
from planctl.errors import ExitCode
from planctl.plan.status_words import parse_statuses

if TYPE_CHECKING:
    from conftest import MakePlan, Run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("delete", "remove"), ("rm", "remove"), ("删除", "remove"), ("Delete", "remove")],
        *[("finish", "done"), ("complete", "done"), ("close", "done"), ("完成", "done"), ("办结", "done")],
        *[("report", "summary"), ("总结", "summary"), ("find", "list -g"), ("search", "list -g"), ("查找", "list -g")],
        *[("逾期", "list --overdue"), ("stats", "progress"), ("unassign", 'assign --lead ""'), ("unblock", "start")],
        *[
            ("2021", "--plan 2021"),
            ("5.8", "show 5.8"),
            ("５.８", "show 5.8"),
            ("lst", "list"),
            ("git-setup", "git setup"),
            ("delte", "remove"),
            ("fnish", "done"),
            ("reprot", "summary"),
        ],
    ],
)
def test_a_command_is_found_by_what_people_call_it(run: Run, typed: str, meant: str) -> None:
    result = run("--lang", "en", typed)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert result.err.endswith(f"Did you mean {meant}?\n")
    assert f"是不是想写 {meant}？" in run("--lang", "zh", typed).err


@pytest.mark.parametrize("typed", ["rename", "改名", "priority", "重点", "mv", "correct", "recover"])
def test_what_is_called_so_is_never_taken_for_something_else(typed: str) -> None:
    targets = {phrase.partition(" ")[0] for phrase, words in COMMAND_WORDS.items() if typed in words}
    assert {phrase.partition(" ")[0] for phrase in commands_meant(typed)} <= targets


@pytest.mark.parametrize("typed", ["incomplete", "unfinished", "undone", "notdone"])
def test_a_mistyped_word_is_never_its_opposite(typed: str) -> None:
    assert "done" not in commands_meant(typed)


def test_every_command_that_is_named_is_there() -> None:
    named = {phrase.partition(" ")[0] for phrase in COMMAND_WORDS}
    assert {name for name in named if find_command(name) is None} == set()


@pytest.mark.parametrize("phrase", [phrase for phrase in COMMAND_WORDS if " -" in phrase])
def test_every_option_that_is_named_with_a_command_is_one_of_its_own(phrase: str) -> None:
    name, _, option = phrase.partition(" ")
    spec = find_command(name)
    assert spec is not None
    assert option.split()[0] in {written for item in build(spec).params for written in item.opts}


def test_every_other_option_that_is_named_is_there() -> None:
    specs = [*(spec for spec in COMMANDS if spec.function), OVERVIEW]
    known = {name for spec in specs for item in build(spec).params for name in item.opts}
    assert OPTION_WORDS.keys() - known == set()


def test_no_name_of_a_command_is_explained_as_if_it_were_none() -> None:
    names = {name for spec in COMMANDS for name in (spec.name, *spec.aliases)}
    assert names.isdisjoint(word for words in COMMAND_WORDS.values() for word in words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["list", "--search", "x"], "--grep"),
        (["list", "--deadline", "eoy"], "--due-before"),
        (["list", "--逾期"], "--overdue"),
        (["list", "--dept", "x"], "--lead or --unit"),
        (["update", "1.2", "--progress", "5"], "--reading"),
        (["done", "1.2", "--date", "5-1"], "--on"),
        (["remove", "1.2", "--force"], "--yes"),
        (["list", "--yaer", "2020"], None),
    ],
)
def test_an_option_is_found_by_what_people_call_it(
    run: Run, plan: MakePlan, typed: list[str], meant: str | None
) -> None:
    path = plan(SMALL)
    result = run("--lang", "en", *typed)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert path.read_text(encoding="utf-8") == SMALL
    assert meant is None or result.err.endswith(f"Did you mean {meant}?\n")


def test_only_options_that_the_command_has_are_suggested() -> None:
    assert options_called("--assignee", {"--owner", "--plan"}) == ("--owner",)
    assert options_called("--assignee", {"--plan"}) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("未完成", "todo,doing,blocked,submitted"),
        ("open", "todo,doing,blocked,submitted"),
        ("closed", "done,dropped"),
        ("overdue", "--overdue"),
        ("逾期", "--overdue"),
        ("behind", "--grade behind"),
        ("Due-Soon", "--grade due-soon"),
    ],
)
def test_what_is_no_status_is_led_to_what_finds_it(run: Run, plan: MakePlan, typed: str, meant: str) -> None:
    plan(SMALL)
    result = run("list", "-s", typed, "--lang", "en")
    assert (result.code, result.out) == (ExitCode.UNKNOWN, "")
    assert result.err.endswith(f"Did you mean {meant}?\n")


@pytest.mark.parametrize("meant", STATUS_WORDS)
def test_what_is_suggested_for_a_status_works(run: Run, plan: MakePlan, meant: str) -> None:
    plan(SMALL)
    typed = meant.split() if meant.startswith("--") else ["-s", meant]
    assert run("list", *typed).code == ExitCode.OK


@pytest.mark.parametrize("command", ["list", "update"])
@pytest.mark.parametrize("typed", ["未完成", "未办结", "不受阻", "unfinished", "not done", "incomplete", "uncompleted"])
def test_the_opposite_of_a_status_is_never_suggested(run: Run, plan: MakePlan, typed: str, command: str) -> None:
    path = plan(SMALL)
    result = run(*(["list"] if command == "list" else ["update", "1.2"]), "-s", typed, "--lang", "en")
    assert result.code == ExitCode.UNKNOWN
    assert not re.search("Did you mean (已?完成|done|finished|complete|completed|已?办结|受阻)[?]", result.err)
    assert path.read_text(encoding="utf-8") == SMALL


def test_words_for_statuses_are_not_statuses_themselves() -> None:
    for word in (word for words in STATUS_WORDS.values() for word in words):
        assert statuses_meant(word)
        with pytest.raises(Exception, match=r"error\.unknown_status"):
            parse_statuses(word)
    assert parse_grades("behind")
