"""Which template a report is written by, and in which language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from places import EXAMPLE

if TYPE_CHECKING:
    from conftest import MakePlan, Run

OWN = """\
+++
lang = "zh"
title = "我们的报告"
+++

这是我们写的话，共{total}项。
"""


@pytest.fixture(autouse=True)
def example(plan: MakePlan) -> Path:
    return plan(EXAMPLE.read_text(encoding="utf-8"))


def beside(path: Path, kind: str, text: str) -> Path:
    """Put a template beside the plan at a path."""
    there = path.with_name(f"{path.stem}.{kind}.md")
    there.write_text(text, encoding="utf-8")
    return there


# --- which one


def test_the_template_beside_the_plan_serves_every_report_on_the_year(run: Run, example: Path) -> None:
    beside(example, "report", OWN)
    for arguments in ([], ["--as-of", "2020-09-30"], ["--public"]):
        assert run("summary", *arguments).out.startswith("我们的报告\n\n这是我们写的话，共")


@pytest.mark.parametrize(
    "arguments", [["--brief"], ["--period", "Q2"], ["-p", "5"], ["-u", "省司法厅"], ["--since", "2020-04-01"]]
)
def test_it_serves_no_report_of_another_kind(run: Run, example: Path, arguments: list[str]) -> None:
    beside(example, "report", OWN)
    assert "我们写的话" not in run("summary", *arguments).out


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("brief", ["--brief"]),
        ("brief", ["--brief", "-p", "5"]),
        ("period", ["--period", "Q2"]),
        ("period", ["-p", "5"]),
        ("period", ["-u", "省司法厅"]),
        ("period", ["--since", "2020-04-01"]),
    ],
)
def test_each_kind_has_its_own(run: Run, example: Path, kind: str, arguments: list[str]) -> None:
    beside(example, kind, OWN)
    assert "我们写的话" in run("summary", *arguments).out


def test_without_one_the_plan_names_the_built_in_one(run: Run, example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    assert "第一责任人" in run("summary").out
    example.write_text(re.sub(r"(?m)^\[source\]", '[report]\ntemplate = "company"\n\n[source]', text), encoding="utf-8")
    assert "第一责任人" not in run("summary").out


def test_a_template_can_be_named_or_be_a_file(run: Run, example: Path, tmp_path: Path) -> None:
    beside(example, "report", OWN)
    (tmp_path / "另一份.md").write_text("只有{done}项。\n", encoding="utf-8")
    assert "进展简报" in run("summary", "--template", "brief").out
    assert "进展简报" in run("summary", "--template", "简报").out
    assert "只有" in run("summary", "--template", "另一份.md").out


def test_a_template_that_is_not_there_is_named(run: Run) -> None:
    result = run("summary", "--template", "没有.md")
    assert (result.code, result.out) == (7, "")
    assert "没有.md" in result.err


def test_two_plans_have_each_its_own(run: Run, example: Path) -> None:
    (example.parent / "2019.toml").write_text(
        example.read_text(encoding="utf-8").replace("year = 2020", "year = 2019"), encoding="utf-8"
    )
    beside(example, "report", OWN)
    assert "我们写的话" in run("summary", "--plan", "2020").out
    assert "我们写的话" not in run("summary", "--plan", "2019").out


# --- in which language


def test_the_environment_does_not_change_the_language_of_a_template(run: Run, example: Path) -> None:
    beside(example, "report", OWN)
    for env in ({"LANG": "en_US.UTF-8"}, {"PLANCTL_LANG": "en"}):
        assert run("summary", env=env).out.startswith("我们的报告")


def test_a_typed_language_takes_the_template_of_that_language(run: Run, example: Path) -> None:
    beside(example, "report", OWN)
    beside(example, "report.en", "Our own words: {total}.\n")
    assert "Our own words" in run("summary", "--lang", "en").out
    assert "我们写的话" in run("summary", "--lang", "zh").out


def test_without_one_of_that_language_the_built_in_one_is_taken_and_said(run: Run, example: Path) -> None:
    beside(example, "report", OWN)
    result = run("summary", "--lang", "en")
    assert result.out.startswith("Report on the implementation of")
    assert "plans/2020.report.en.md" in result.err


def test_a_template_without_a_language_is_in_that_of_the_plan(run: Run, example: Path) -> None:
    beside(example, "report", "截至{day}，{title:3.6}。\n")
    assert "生态环境保护条例" in run("summary", env={"PLANCTL_LANG": "en"}).out


def test_a_typed_template_in_another_language_than_typed_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text(OWN, encoding="utf-8")
    result = run("summary", "--template", "t.md", "--lang", "en")
    assert (result.code, result.out) == (2, "")


# --- what is wrong with one


def test_everything_wrong_with_a_template_is_told_at_once_with_its_line(run: Run, example: Path) -> None:
    beside(example, "report", "+++\ntitel = 'x'\n+++\n\n{totl}项\n\n文中{opening}。\n\n<b>\n\n{open\n")
    result = run("summary")
    assert (result.code, result.out) == (4, "")
    lines = result.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"plans/2020.report.md:{number}" for number in (2, 5, 7, 9, 11)]
    assert "total" in lines[1]


def test_what_the_plan_has_not_is_told_with_what_is_near(run: Run, example: Path) -> None:
    beside(example, "report", "{reading:5.88}\n\n{done:司法}\n\n{done:9}\n\n{results:七}\n")
    result = run("summary", "--format", "docx", "-o", "x.docx")
    assert (result.code, result.out) == (4, "")
    assert not Path("x.docx").exists()
    assert "5.8" in result.err.splitlines()[0]
    assert "省司法厅" in result.err.splitlines()[1]


def test_numbers_need_no_template(run: Run, example: Path) -> None:
    beside(example, "report", "{totl}\n")
    assert json.loads(run("summary", "--json").out)["kind"] == "summary"


def test_a_place_in_the_formal_parts_of_the_plan_is_checked_too(run: Run, example: Path) -> None:
    text = example.read_text(encoding="utf-8").replace("[source]", '[report]\ntitle = "{yaer}年"\n\n[source]')
    example.write_text(text, encoding="utf-8")
    line = text[: text.index("{yaer}")].count("\n") + 1
    result = run("summary")
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(f"plans/2020.toml:{line}: ")
    assert run("check").out.splitlines()[-1].startswith(f"plans/2020.toml:{line}: ")


def test_check_tells_of_templates_beside_the_plan(run: Run, example: Path) -> None:
    before = run("check")
    beside(example, "report", "一句话。\n\n{fill: 经费情况}\n")
    beside(example, "brief", "{totl}\n")
    result = run("check")
    told = result.out.removeprefix(before.out).splitlines()
    assert [line.split(": ")[0] for line in told] == ["plans/2020.brief.md:1", "plans/2020.report.md:3"]
    assert "经费情况" in told[1]
    assert result.code == 1
    document = json.loads(run("check", "--json").out)
    assert [problem["path"] for problem in document["problems"]][-2:] == ["plans/2020.brief.md", "plans/2020.report.md"]


def test_places_to_fill_in_are_told_where_people_wrote_them(run: Run, example: Path) -> None:
    head = '[report]\ntitle = "{fill: 标题}报告"\nsigner = "{fill: 署名}"\n\n[source]'
    text = example.read_text(encoding="utf-8").replace("[source]", head)
    example.write_text(text, encoding="utf-8")
    lines = [text[: text.index(word)].count("\n") + 1 for word in ("{fill: 标题}", "{fill: 署名}")]
    beside(example, "report", "+++\nlang = 'zh'\naddressee = '{fill: 主送}'\n+++\n\n正文。\n")
    places = json.loads(run("summary", "--check", "--json").out)["places"]
    found = {(place["path"], place["line"], place["text"]) for place in places}
    assert found == {
        ("plans/2020.toml", lines[0], "标题"),
        ("plans/2020.toml", lines[1], "署名"),
        ("plans/2020.report.md", 3, "主送"),
    }
    told = run("check").out
    assert all(f"plans/2020.toml:{line}: " in told for line in lines)


@pytest.mark.parametrize("options", [("--brief",), ("--period", "2020-06"), ("-p", "5"), ("--template", "brief")])
def test_what_the_plan_says_of_its_report_is_of_the_whole_year(
    run: Run, example: Path, options: tuple[str, ...]
) -> None:
    head = (
        '[report]\ntitle = "全年总报告"\nnumber = "样例〔2021〕1号"\ndate = 2021-01-15\nsigner = "省司法厅"\n'
        'addressee = "省政府"\nattachments = ["表一"]\n\n[source]'
    )
    example.write_text(example.read_text(encoding="utf-8").replace("[source]", head), encoding="utf-8")
    annual = run("summary", "--format", "md").out
    assert all(
        word in annual for word in ("全年总报告", "样例〔2021〕1号", "2021年1月15日", "省司法厅", "省政府：", "表一")
    )
    other = run("summary", "--format", "md", *options).out
    assert [word for word in ("全年总报告", "样例〔2021〕1号", "2021年1月15日", "表一") if word in other] == []
    assert "省政府：" in other


def test_a_template_beside_the_plan_that_is_no_text_is_one_problem_of_many(run: Run, example: Path) -> None:
    before = run("check").out
    example.with_name("2020.report.md").write_bytes(b"\xff\xfe\x00")
    example.with_name("2020.brief.md").mkdir()
    told = run("check").out.removeprefix(before).splitlines()
    assert [line.partition("：")[0].split(": ")[0] for line in told] == ["plans/2020.brief.md", "plans/2020.report.md"]
    assert run("summary").code == 7


def test_code_stands_as_it_is_written(run: Run, example: Path) -> None:
    beside(example, "report", '正文`{x}`。\n\n```\n{"a": 1, "b": "{fill: 一}"}\n```\n\n    {done}\n')
    result = run("summary", "--format", "md", "--public")
    assert result.code == 0, result.err
    assert all(word in result.out for word in ("`{x}`", '{"a": 1, "b": "{fill: 一}"}', "{done}"))
    assert json.loads(run("summary", "--check", "--json").out)["places"] == []
    assert "plans/2020.report.md" not in run("check").out


@pytest.mark.parametrize(
    "body",
    [
        "1. ## {internal} 密\n\n   密文\n2. 乙\n",
        "- {internal} 密\n\n  密文\n- 乙\n",
        "> {internal} 密\n>\n> 密文\n\n乙\n",
        "| 项 | 数 |\n| --- | --- |\n| 密 | {fill: 一} |\n| 乙 | 2 |\n",
        "　　{internal}密文\n\n乙\n",
    ],
)
def test_what_is_internal_or_unfinished_is_in_no_public_edition(run: Run, example: Path, body: str) -> None:
    beside(example, "report", body)
    assert "密" in run("summary", "--format", "md").out
    public = run("summary", "--format", "md", "--public").out
    assert "密" not in public
    assert "乙" in public


@pytest.mark.parametrize("body", ["甲{internal} 密\n", "| {internal} 密 |\n| --- |\n| 1 |\n", "{internal}\n\n密\n"])
def test_a_mark_that_protects_nothing_is_a_fault(run: Run, example: Path, body: str) -> None:
    beside(example, "report", body)
    assert run("summary").code == 4


def test_a_template_without_a_language_is_in_that_of_the_plan_however_it_is_named(run: Run, example: Path) -> None:
    beside(example, "report", "截至{day}。\n")
    english = {"PLANCTL_LANG": "", "LANG": "en_US.UTF-8", "LC_ALL": ""}
    found = {
        run("summary", *typed, "--format", "md", env=english).out
        for typed in ((), ("--template", "plans/2020.report.md"))
    }
    assert len(found) == 1


@pytest.mark.parametrize("options", [("--template", "brief"), ("--ids",), ("--no-ids",)])
def test_numbers_take_no_layout(run: Run, example: Path, options: tuple[str, ...]) -> None:
    assert example.exists()
    assert run("summary", "--json", *options).code == 2


def test_what_lies_too_deep_to_be_read_is_a_fault_and_not_left_out(run: Run, example: Path) -> None:
    lists = [f"{'  ' * depth}- 层{depth}\n" for depth in range(30)]
    beside(example, "report", "".join(lists[:15]))
    assert "层14" in run("summary", "--format", "md").out
    for body, line in (("".join(lists), 22), ("> " * 60 + "层\n", 3), ("**a " * 400 + "b**" * 400 + "\n", 3)):
        beside(example, "report", f"甲\n\n{body}")
        result = run("summary")
        assert (result.code, result.out) == (4, "")
        assert result.err.startswith(f"plans/2020.report.md:{line}: ")


def test_a_report_on_a_part_without_a_period_tells_what_came_of_it(run: Run, example: Path) -> None:
    assert example.exists()
    part = run("summary", "-p", "5", "--format", "md", "--as-of", "eoy").out
    assert "新增品牌个人调解工作室100个" in part
    assert "新增品牌个人调解工作室100个" not in run("summary", "-p", "5", "--period", "2020-02", "--format", "md").out
    for group, word in (("D1", "24个问题"), ("K", "48项指标")):
        assert word in run("summary", "-p", group, "--format", "md", "--as-of", "eoy").out
