"""The summary command: forms, files, editions."""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from places import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run


@pytest.fixture(autouse=True)
def example(plan: MakePlan) -> Path:
    return plan(EXAMPLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("总结.md", "# 《".encode()),
        ("总结.html", b"<!doctype html>"),
        ("总结.docx", b"pk"),
        ("总结.json", b'{"schema": 1, "kind": "summary"'),
        ("总结.txt", "《".encode()),
        ("总结.HTM", b"<!doctype html>"),
    ],
)
def test_the_ending_of_the_file_chooses_the_form(run: Run, tmp_path: Path, name: str, beginning: bytes) -> None:
    result = run("summary", "-o", name)
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / name).read_bytes().lower().startswith(beginning)
    assert f"已写入 {name}" in result.err


def test_an_ending_that_names_no_form_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("summary", "-o", "总结.pdf")
    assert (result.code, result.out) == (2, "")
    assert "text, md, html, docx, json" in result.err
    assert not (tmp_path / "总结.pdf").exists()


def test_the_format_wins_over_the_ending(run: Run, tmp_path: Path) -> None:
    run("summary", "-o", "总结.pdf", "--format", "markdown")
    assert (tmp_path / "总结.pdf").read_text(encoding="utf-8").startswith("# ")


def test_a_file_is_overwritten_only_when_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "总结.md").write_text("手写的", encoding="utf-8")
    refused = run("summary", "-o", "总结.md")
    assert (refused.code, (tmp_path / "总结.md").read_text(encoding="utf-8")) == (7, "手写的")
    assert "--yes" in refused.err
    assert run("summary", "-o", "总结.md", "--yes").code == 0
    assert (tmp_path / "总结.md").read_text(encoding="utf-8") != "手写的"


def test_a_folder_that_is_not_there_leaves_nothing(run: Run, tmp_path: Path) -> None:
    result = run("summary", "-o", "没有/总结.md")
    assert (result.code, result.out) == (7, "")
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_the_same_plan_gives_the_same_bytes(run: Run, tmp_path: Path, form: str) -> None:
    run("summary", "-o", f"a.{form}")
    run("summary", "-o", f"b.{form}")
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_without_a_day_today_is_meant_and_after_the_year_its_last(run: Run) -> None:
    assert "截至2020年11月25日" in run("summary", env={"PLANCTL_TODAY": "2020-11-25"}).out
    assert "截至2020年12月31日" in run("summary", env={"PLANCTL_TODAY": "2021-01-08"}).out
    assert "截至2020年6月30日" in run("summary", "--as-of", "6月30日").out


def test_json_is_one_document(run: Run) -> None:
    document = json.loads(run("summary", "--json").out)
    assert (document["schema"], document["kind"], document["as_of"]) == (1, "summary", "2020-07-01")


def test_a_report_on_a_period_tells_what_changed_in_it(run: Run) -> None:
    half = run("summary", "--as-of", "2020-06-30", "--since", "2020-01-01", "--lang", "en").out
    assert "Changes in this period" in half
    assert "Changes in this period" not in run("summary", "--as-of", "2020-06-30", "--lang", "en").out


def test_a_public_edition_leaves_out_what_is_internal_and_says_so_beside_it(run: Run) -> None:
    whole, public = run("summary"), run("summary", "--public")
    assert "排查信访积案稳定风险" in whole.out
    assert "排查信访积案稳定风险" not in public.out
    assert "公开版略去内部任务 1 项" in public.err
    assert "略去" not in public.out


def test_ids_can_be_left_out(run: Run) -> None:
    assert "1.1–1.11" in run("summary", "--format", "md", "--as-of", "eoy").out
    assert "1.1–1.11" not in run("summary", "--format", "md", "--as-of", "eoy", "--no-ids").out


def test_done_tasks_without_evidence_are_listed_beside_the_report(run: Run) -> None:
    result = run("summary", "--as-of", "eoy")
    assert "提醒：2 项已完成任务没有佐证材料（2.9、4.5）" in result.err


def test_a_document_is_not_poured_into_a_terminal(run: Run) -> None:
    result = run("summary", "--format", "docx", terminal=True)
    assert (result.code, result.out) == (2, "")
    assert "-o" in result.err


def test_what_a_form_needs_is_named_when_it_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "docx" or "report.to_docx" in name]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("page", "styles", "table", "text"):
        monkeypatch.delitem(sys.modules, f"planctl.report.word.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    result = run("summary", "-o", "总结.docx")
    assert (result.code, result.out) == (7, "")
    assert "python -m pip install python-docx" in result.err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_on_a_terminal_no_line_is_too_wide(run: Run, language: str, width: str) -> None:
    from planctl.cells import width as cells

    result = run("summary", "--lang", language, terminal=True, env={"COLUMNS": width})
    assert max(map(cells, result.out.splitlines())) <= int(width)


@pytest.mark.parametrize("columns", ["80", "100", "120"])
def test_a_task_takes_few_lines_of_the_table_on_a_screen(run: Run, columns: str) -> None:
    env = {"COLUMNS": columns, "PLANCTL_LANG": "zh"}
    screen = run("summary", "--as-of", "2020-10-16", terminal=True, env=env).out
    lines = screen[screen.rindex("\n编号") :].splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"\d+\.\d+ ", line)]
    heights = [after - before for before, after in pairwise(starts)]
    assert len(heights) == 71
    assert max(heights) <= 4
    assert sum(heights) < 72 * 2.1
