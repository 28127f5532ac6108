"""Views in files: the same as on the screen or in a pipe, in the form that the ending names, over no other file."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from small_plan import SMALL

from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run

VIEWS = [
    [],
    ["list", "--all"],
    ["show", "1.1"],
    ["progress", "--by", "unit"],
    ["board"],
    ["timeline"],
    ["units"],
    ["findings"],
    ["indicators"],
    ["log"],
    ["diff", "2020-05-31"],
]


@pytest.fixture(autouse=True)
def small(plan: MakePlan) -> Path:
    return plan(SMALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_file_holds_what_would_have_been_shown(run: Run, tmp_path: Path, view: list[str], language: str) -> None:
    def written(name: str) -> str:
        result = run(*view, "-o", name, "--lang", language, env={"COLUMNS": "60"})
        assert (result.code, result.out) == (ExitCode.OK, ""), result.err
        assert result.err.endswith(f"{name}\n")
        return (tmp_path / name).read_text(encoding="utf-8")

    asked = (*view, "--lang", language)
    assert written("a.txt") == run(*asked, terminal=True, env={"COLUMNS": "60"}).out
    assert written("a.tsv") == run(*asked, "--plain").out
    assert json.loads(written("a.json")) == json.loads(run(*asked, "--json").out)
    picture = ET.fromstring(written("a.svg"))
    assert picture.tag.endswith("svg")
    shown = "".join((tmp_path / "a.txt").read_text(encoding="utf-8").split())
    assert set(shown) <= set("".join(picture.itertext()))


def test_the_same_view_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for ending in ("svg", "txt", "tsv", "json"):
        for name in ("a", "b"):
            assert run("list", "-o", f"{name}.{ending}").code == ExitCode.OK
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_picture_has_colours_even_where_a_screen_has_none(run: Run, tmp_path: Path) -> None:
    assert run("list", "--overdue", "-o", "a.SVG", env={"NO_COLOR": "1"}).code == ExitCode.OK
    assert "#cf222e" in (tmp_path / "a.SVG").read_text(encoding="utf-8")
    assert run("list", "-o", "a.txt", "--color", "always").code == ExitCode.OK
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_a_file_is_overwritten_only_when_told(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "a.txt"
    there.write_text("手写的", encoding="utf-8")
    refused = run("list", "-o", "a.txt", "--lang", "en")
    assert (refused.code, refused.out, there.read_text(encoding="utf-8")) == (ExitCode.IO, "", "手写的")
    assert "--yes" in refused.err
    assert run("list", "-o", "a.txt", "-y").code == ExitCode.OK
    assert "逾期的" in there.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.pdf", "a.md", "a", ".svg", "plans/2020.toml"])
def test_an_ending_that_names_no_form_is_refused_with_those_that_do(
    run: Run, small: Path, tmp_path: Path, name: str
) -> None:
    result = run("list", "-o", name, "--yes", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "Use one of .svg, .txt, .tsv, .json" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]
    assert small.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--json", "-o", "a.json"], ExitCode.OK),
        (["--plain", "-o", "a.tsv"], ExitCode.OK),
        (["--json", "-o", "a.svg"], ExitCode.USAGE),
        (["--plain", "-o", "a.txt"], ExitCode.USAGE),
        (["--yes"], ExitCode.USAGE),
        (["-o", ""], ExitCode.USAGE),
        (["-o", "nowhere/a.txt"], ExitCode.IO),
    ],
)
def test_what_contradicts_itself_or_cannot_be_written_leaves_nothing(
    run: Run, tmp_path: Path, arguments: list[str], code: ExitCode
) -> None:
    result = run("list", *arguments)
    assert (result.code, result.out) == (code, "")
    assert len(list(tmp_path.iterdir())) == 1 + (code == ExitCode.OK)


def test_the_option_may_stand_before_the_command(run: Run, tmp_path: Path) -> None:
    assert run("-o", "a.tsv", "list", "--all").code == ExitCode.OK
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8") == run("list", "--all").out
    assert run("-y", "list", "-o", "a.tsv").code == ExitCode.OK
    refused = run("-o", "b.tsv", "done", "1.2", "--lang", "en")
    assert (refused.code, "--output" in refused.err) == (ExitCode.USAGE, True)


def test_a_dash_is_standard_output(run: Run) -> None:
    assert run("list", "-o", "-") == run("list")


def test_commands_that_show_no_view_have_no_such_option(run: Run) -> None:
    for command in (["done", "1.2"], ["check"], ["undo", "--list"], ["schema"]):
        assert run(*command, "-o", "a.txt").code == ExitCode.USAGE
