"""The commands about a plan as a whole: a new one, and what is wrong with one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL
from places import ROOT

from planctl.errors import ExitCode
from planctl.toml import schema

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run


SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")

# --- init


def test_a_new_plan_has_nothing_wrong_and_can_be_used_at_once(run: Run, tmp_path: Path) -> None:
    result = run("init", "2021", "--title", "计划", "-p", "优化环境", "-p", "化解纠纷", "--lang", "zh")
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert "plans/2021.toml" in result.err
    assert run("check", "--strict").code == ExitCode.OK
    assert run("add", "一项任务", "-p", "2").code == ExitCode.OK
    assert run("show", "2.1").code == ExitCode.OK
    plan = schema.parse((tmp_path / "plans" / "2021.toml").read_text(encoding="utf-8")).plan
    assert plan is not None
    assert (plan.year, plan.title, plan.lang) == (2021, "计划", "zh")
    assert [item.title for item in plan.priorities] == ["优化环境", "化解纠纷"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_plan_can_be_continued_by_hand_as_its_comment_says(run: Run, tmp_path: Path, language: str) -> None:
    run("init", "2021", "--lang", language)
    path = tmp_path / "plans" / "2021.toml"
    text = path.read_text(encoding="utf-8")
    example = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith("#") and (line.endswith("[[priority.task]]") or " = " in line)
    ]
    assert example[0] == "[[priority.task]]"
    path.write_text(text + "\n" + "\n".join(example) + "\n", encoding="utf-8")
    assert run("check").out == ""
    assert run("show", "1.1").code == ExitCode.OK


def test_the_day_of_adoption_is_kept_and_tells_what_was_added_later(run: Run, tmp_path: Path) -> None:
    assert run("init", "2020", "--adopted", "3月13日", "-p", "优化环境").code == ExitCode.OK
    assert "adopted = 2020-03-13\n" in (tmp_path / "plans" / "2020.toml").read_text(encoding="utf-8")
    run("add", "一项任务", "-p", "1", "--on", "2020-03-13")
    run("add", "另一项任务", "-p", "1", "--on", "2020-03-14")
    assert json.loads(run("summary", "--json").out)["added"] == ["1.2"]


def test_a_plan_without_a_day_of_adoption_claims_nothing_of_it(run: Run) -> None:
    run("init", "2020", "-p", "优化环境")
    run("add", "一项任务", "-p", "1")
    assert json.loads(run("summary", "--json").out)["added"] == []


def test_the_example_brings_its_own_day_of_adoption(run: Run) -> None:
    assert run("init", "--example", "--adopted", "2020-03-01").code == ExitCode.USAGE


def test_without_a_year_it_is_this_year(run: Run, tmp_path: Path) -> None:
    run("init")
    assert [path.name for path in tmp_path.glob("plans/*.toml")] == ["2020.toml"]


@pytest.mark.parametrize("typed", ["２０２１", "2021"])
def test_a_year_is_read_in_any_width(run: Run, tmp_path: Path, typed: str) -> None:
    assert run("init", typed).code == ExitCode.OK
    assert (tmp_path / "plans" / "2021.toml").exists()


@pytest.mark.parametrize("typed", ["20", "20211", "1899", "9999", "二〇二一", "2021年", "../x", "-2021"])
def test_what_is_no_year_is_refused(run: Run, tmp_path: Path, typed: str) -> None:
    assert run("init", typed).code == ExitCode.USAGE
    assert list(tmp_path.rglob("*.toml")) == []


@pytest.mark.parametrize("flags", [[], ["--yes"], ["--dry-run"], ["--json"]])
def test_init_over_a_plan_is_refused_and_says_what_is_there(run: Run, plan: MakePlan, flags: list[str]) -> None:
    path = plan()
    before = path.read_bytes()
    result = run("init", "2020", "--lang", "zh", *flags)
    assert (result.code, result.out) == (ExitCode.IO, "")
    assert "《吉林省2020年法治政府建设主要安排》，共 70 项任务" in result.err
    assert "--yes" not in result.err
    assert path.read_bytes() == before


def test_told_to_overwrite_init_puts_a_new_plan_over_the_old_one_and_undo_brings_it_back(
    run: Run, plan: MakePlan
) -> None:
    path = plan()
    before = path.read_bytes()
    result = run("init", "2020", "--overwrite", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert result.err.endswith("To take this back: planctl undo\n")
    assert path.read_bytes() != before
    run("undo")
    assert path.read_bytes() == before


def test_the_way_to_take_an_overwriting_back_names_the_plan_where_another_one_is_meant_without(
    run: Run, plan: MakePlan
) -> None:
    plan()
    plan(SMALL, name="2021.toml")
    assert "planctl undo --plan 2021\n" in run("init", "2021", "--overwrite").err


@pytest.mark.parametrize("text", ["", "[[[", SMALL + "<<<<<<< HEAD\n"])
def test_what_cannot_be_read_is_not_overwritten_either_and_comes_back_by_undo(
    run: Run, plan: MakePlan, text: str
) -> None:
    path = plan(text)
    result = run("init", "2020", "--lang", "en")
    assert result.code == ExitCode.IO
    assert "cannot be read as a plan" in result.err
    assert "overwrite" not in result.err
    assert run("init", "2020", "--overwrite").code == ExitCode.OK
    run("undo")
    assert path.read_text(encoding="utf-8") == text


def test_the_example_is_the_shipped_plan(run: Run, plan: MakePlan, tmp_path: Path) -> None:
    assert run("init", "--example").code == ExitCode.OK
    made = (tmp_path / "plans" / "2020.toml").read_bytes()
    assert plan().read_bytes() == made
    assert run("init", "2021", "--example").code == ExitCode.USAGE
    assert run("init", "--example", "--title", "x", "--yes").code == ExitCode.USAGE
    assert run("init", "--example", "-p", "x", "--yes").code == ExitCode.USAGE


def test_plan_says_where_the_new_one_goes(run: Run, tmp_path: Path) -> None:
    assert run("init", "2021", "--plan", "elsewhere/work.toml").code == ExitCode.OK
    assert (tmp_path / "elsewhere" / "work.toml").exists()
    assert run("init", "--plan", "2022").code == ExitCode.OK
    assert (tmp_path / "plans" / "2022.toml").exists()
    assert run("list", "--plan", "elsewhere/work.toml").code == ExitCode.OK


@pytest.mark.parametrize("arguments", [["--title", ""], ["-p", ""], ["-p", "甲", "-p", " "]])
def test_a_plan_and_its_priorities_need_names(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    assert run("init", "2021", *arguments).code == ExitCode.USAGE
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_dry_run_prints_the_plan_and_writes_none(run: Run, tmp_path: Path) -> None:
    result = run("init", "2021", "--dry-run")
    assert schema.parse(result.out).plan is not None
    assert list(tmp_path.rglob("*.toml")) == []


@pytest.mark.parametrize("title", ['有"引号"', "a\\b", "两\n行", "\x1b[31m", "it's", "🙂", "a#b"])
def test_any_title_is_read_back_as_it_was(run: Run, title: str) -> None:
    assert run("init", "2021", "--title", title).code == ExitCode.OK
    assert json.loads(run("list", "--json").out)["plan"]["title"] == title


# --- check


def test_check_is_silent_about_a_clean_plan(run: Run, plan: MakePlan) -> None:
    plan()
    assert run("check") == run("check", "--strict")
    assert run("check").out == run("check").err == ""


@pytest.fixture
def hand_made(plan: MakePlan) -> Path:
    """Return a plan in which a person changed a state and left no entry, with a warning besides."""
    path = plan()
    text = path.read_text(encoding="utf-8").replace('source = "(五)3"\nstatus = "todo"', 'status = "doing"', 1)
    path.write_text(text.replace('title = "', 'colour = "red"\ntitle = "', 1), encoding="utf-8")
    return path


def test_check_names_file_line_and_what_to_do(run: Run, hand_made: Path) -> None:
    result = run("check", "--lang", "en")
    assert (result.code, result.err) == (ExitCode.NO, "")
    warning, error = result.out.splitlines()
    assert warning.startswith("plans/2020.toml:")
    assert ": warning: unknown key colour" in warning
    assert ": error: task 5." in error
    assert "planctl check --fix" in error


def test_warnings_alone_count_only_if_strict(run: Run, hand_made: Path) -> None:
    run("check", "--fix")
    assert run("check").code == ExitCode.OK
    assert "colour" in run("check").out
    assert run("check", "--strict").code == ExitCode.NO


def test_fix_records_a_hand_made_change_as_an_entry_of_today(run: Run, hand_made: Path) -> None:
    before = hand_made.read_text(encoding="utf-8").splitlines()
    result = run("check", "--fix", "--by", "王芳", "--lang", "en")
    assert result.code == ExitCode.OK
    assert "in progress" in result.err
    after = hand_made.read_text(encoding="utf-8").splitlines()
    assert '  { on = 2020-07-01, by = "王芳", status = "doing" },' in after
    assert len(after) == len(before) + 3
    run("undo")
    assert hand_made.read_text(encoding="utf-8").splitlines() == before


def test_fix_in_json_is_one_document(run: Run, hand_made: Path) -> None:
    document = json.loads(run("check", "--fix", "--json").out)
    assert [problem["code"] for problem in document["problems"]] == ["unknown-key"]


def test_check_names_the_way_back_of_a_plan_that_cannot_be_used_if_there_is_one(run: Run, plan: MakePlan) -> None:
    path = plan(SMALL)
    path.write_text("[[[", encoding="utf-8")
    assert run("check").err == ""
    path.write_text(SMALL, encoding="utf-8")
    run("note", "1.1", "-m", "x")
    assert run("check").err == ""
    path.write_text("[[[", encoding="utf-8")
    assert "planctl restore" in run("check").err
    assert run("check", "--quiet").err == ""


@pytest.mark.parametrize("text", ["", "[[[", "year = 1", "\ufeffformat = 1\nyear = 2020\n"])
def test_check_tells_what_keeps_a_plan_from_being_read_and_that_is_a_no(run: Run, plan: MakePlan, text: str) -> None:
    plan(text)
    result = run("check", "--lang", "en")
    assert result.code == ExitCode.NO
    assert result.out.startswith("plans/2020.toml")
    assert ": error: " in result.out


# --- check beside the text that a plan comes from


def test_check_beside_its_text_names_sources_that_lead_nowhere_and_sentences_that_nobody_does(
    run: Run, plan: MakePlan, tmp_path: Path
) -> None:
    path = plan()
    (tmp_path / "text.txt").write_text(SECTION, encoding="utf-8")
    assert run("check", "--strict", "--text", "text.txt").err == ""
    text = path.read_text(encoding="utf-8")
    changed = text.replace('source = "(一)3"', 'source = "(一)30"')
    path.write_text(changed, encoding="utf-8")
    result = run("check", "--text", "text.txt", "--lang", "en")
    line = changed[: changed.index("(一)30")].count("\n") + 1
    assert result.code == ExitCode.NO
    assert f"plans/2020.toml:{line}: " in result.out + result.err
    assert "the text has no sentence (一)30" in result.out + result.err
    assert "no task comes from (一)3: 启动法治政府建设达标创建" in result.out + result.err


def test_a_sentence_that_nobody_does_is_a_warning(run: Run, plan: MakePlan, tmp_path: Path) -> None:
    plan()
    more = SECTION.replace("启动法治政府建设", "编印工作手册。启动法治政府建设", 1)
    (tmp_path / "text.txt").write_text(more, encoding="utf-8")
    assert run("check", "--text", "text.txt").code == ExitCode.OK
    assert run("check", "--text", "text.txt", "--strict").code == ExitCode.NO
    assert run("check").err == run("check", "--strict").err == ""


def test_a_text_to_check_beside_that_is_not_there_is_told(run: Run, plan: MakePlan) -> None:
    plan()
    result = run("check", "--text", "missing.txt")
    assert (result.code, "missing.txt" in result.err) == (ExitCode.IO, True)
