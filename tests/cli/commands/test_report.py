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
        ("总结.md", "# 关于".encode()),
        ("总结.html", b"<!doctype html>"),
        ("总结.docx", b"pk"),
        ("总结.json", b'{"schema": 1, "kind": "summary"'),
        ("总结.txt", "关于".encode()),
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
    assert "What happened" in half
    assert "What happened" not in run("summary", "--as-of", "2020-06-30", "--lang", "en").out


def test_a_public_edition_leaves_out_what_is_internal_and_says_so_beside_it(run: Run) -> None:
    whole, public = run("summary"), run("summary", "--public")
    assert "排查信访积案稳定风险" in whole.out
    assert "排查信访积案稳定风险" not in public.out
    assert "公开版略去内部任务 1 项" in public.err
    assert "略去" not in public.out


@pytest.mark.parametrize(("form", "has_ids"), [("md", True), ("text", True), ("html", False)])
def test_ids_stand_in_plain_forms_unless_asked_otherwise(run: Run, form: str, *, has_ids: bool) -> None:
    said = "1.1—1.11"
    assert (said in run("summary", "--format", form, "--as-of", "eoy").out) is has_ids
    assert said in run("summary", "--format", form, "--as-of", "eoy", "--ids").out
    assert said not in run("summary", "--format", form, "--as-of", "eoy", "--no-ids").out


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


# --- kinds of reports


def test_a_brief_says_the_same_on_a_page(run: Run) -> None:
    result = run("summary", "--brief", "--as-of", "eoy")
    assert "69项任务完成52项（75.4%）" in result.out
    assert len(result.out) < 1_000


def test_a_period_has_its_name_in_the_title_and_its_events_in_the_text(run: Run) -> None:
    result = run("summary", "--period", "2020-06")
    assert result.out.startswith("吉林省2020年法治政府建设主要安排（样例）：2020年6月进展情况")
    document = json.loads(run("summary", "--period", "2020-06", "--json").out)
    assert (document["since"], document["as_of"], document["day"]) == ("2020-06-01", "2020-06-30", "over")
    assert f"完成{len(document['changes']['done'])}项：" in result.out


def test_the_period_that_runs_is_told_until_today(run: Run) -> None:
    document = json.loads(run("summary", "--period", "Q3", "--json").out)
    assert (document["since"], document["as_of"], document["day"]) == ("2020-07-01", "2020-07-01", "today")


@pytest.mark.parametrize("other", [("--as-of", "eoy"), ("--since", "2020-01-01")])
def test_a_period_is_its_own_days(run: Run, other: tuple[str, str]) -> None:
    result = run("summary", "--period", "Q2", *other)
    assert (result.code, result.out) == (2, "")
    assert other[0] in result.err


def test_a_report_can_be_on_a_priority_or_on_a_unit(run: Run) -> None:
    five = json.loads(run("summary", "-p", "5", "--json").out)
    assert {task["priority"] for task in five["tasks"]} == {"5"}
    unit = json.loads(run("summary", "-u", "信访局", "--json").out)
    assert all("省信访局" in (task["lead"], *task["support"]) for task in unit["tasks"])
    assert "省信访局" in run("summary", "-u", "信访局").out.splitlines()[0]
    assert run("summary", "-u", "某局").code == 5
    assert run("summary", "-p", "9").code == 5


# --- templates


def test_a_template_is_written_out_and_used_from_then_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.report.md"
    assert run("template", "government", "-o", str(path)).code == 0
    before = run("summary").out
    path.write_text(
        path.read_text(encoding="utf-8").replace("现将有关情况报告如下", "我们写的一句话"), encoding="utf-8"
    )
    assert run("summary").out == before.replace("现将有关情况报告如下", "我们写的一句话")


def test_a_template_with_words_in_it_is_not_written_over_by_chance(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text("我写的", encoding="utf-8")
    refused = run("template", "company", "-o", "t.md")
    assert (refused.code, refused.out) == (7, "")
    assert "--overwrite" in refused.err
    assert run("template", "company", "-o", "t.md", "--overwrite").code == 0
    assert run("template", "company", "-o", "plans/2020.toml", "--overwrite").code == 7


@pytest.mark.parametrize("name", ["government", "company", "brief", "period"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_template_writes_what_the_summary_writes_without_one(
    run: Run, tmp_path: Path, name: str, language: str
) -> None:
    text = run("template", name, "--lang", language).out
    assert json.loads(run("template", name, "--lang", language, "--json").out)["text"] == text
    (tmp_path / "t.md").write_text(text, encoding="utf-8")
    mine = run("summary", "--template", "t.md", "--lang", language, "--as-of", "eoy")
    assert mine.code == 0
    if name != "company":  # whose words a file of that text has only where the plan names it
        assert mine.out == run("summary", "--template", name, "--lang", language, "--as-of", "eoy").out


def test_an_unknown_template_is_refused_with_those_that_there_are(run: Run) -> None:
    result = run("template", "goverment")
    assert (result.code, result.out) == (2, "")
    assert "government" in result.err


def test_check_tells_what_is_still_to_be_filled_in(run: Run, tmp_path: Path) -> None:
    result = run("summary", "--check", "--as-of", "eoy")
    assert result.code == 1
    assert "党政主要负责人履职情况" in result.out
    (tmp_path / "plans" / "2020.report.md").write_text(
        "一。\n\n{fill: 经费}和{done_on:1.3}，{done}项。\n", encoding="utf-8"
    )
    assert run("summary", "--check", "--as-of", "eoy").out.splitlines() == [
        "plans/2020.report.md:3: 待填：经费",
        "plans/2020.report.md:3: 待填：1.3的完成日期",
    ]
    document = json.loads(run("summary", "--check", "--json", "--as-of", "eoy").out)
    assert [place["place"] for place in document["places"]] == ["{fill:经费}", "{done_on:1.3}"]
    (tmp_path / "plans" / "2020.report.md").write_text("一。\n", encoding="utf-8")
    assert run("summary", "--check").out == ""
    assert run("summary", "--check").code == 0


def test_a_public_edition_has_no_place_to_fill_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plans" / "2020.report.md").write_text(
        "## 一、经费\n\n经费{fill: 经费}万元。\n\n## 二、内部\n\n{internal}只给自己看。\n\n## 三、其他\n\n都看得到。\n",
        encoding="utf-8",
    )
    whole, public = run("summary", "--format", "md"), run("summary", "--format", "md", "--public")
    assert "【**经费**】" in whole.out
    assert "只给自己看" in whole.out
    assert [line for line in public.out.splitlines() if line] == ["# 工作情况报告", "## 一、其他", "都看得到。"]


# --- paper


def test_paper_is_for_what_is_printed(run: Run) -> None:
    assert run("summary", "--paper", "letter", "--lang", "en", "-o", "a.docx").code == 0
    assert run("summary", "--paper", "letter", "--lang", "en", "-o", "a.html").code == 0
    assert run("summary", "--paper", "letter", "--lang", "en", "-o", "a.md").code == 2
    chinese = run("summary", "--paper", "letter", "-o", "b.docx")
    assert chinese.code == 2
    assert "A4" in chinese.err
    assert run("summary", "--paper", "a5", "-o", "c.docx").code == 2
