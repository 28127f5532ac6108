"""A plan out of an official text, as a user makes one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from official_texts import CONVENTIONS, FINDINGS, RESTARTING, RUN_IN, STANDARD
from places import ROOT

from planctl.errors import ExitCode
from planctl.toml import schema

if TYPE_CHECKING:
    from types import FrameType

    from conftest import MakePlan, Run

    from planctl.plan.model import Plan

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")


def write(text: str, name: str = "text.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def read(path: str) -> Plan:
    plan = schema.parse(Path(path).read_text(encoding="utf-8")).plan
    assert plan
    return plan


def schema_of(content: bytes) -> Plan:
    plan = schema.parse(content.decode()).plan
    assert plan
    return plan


def answer(run: Run, *typed: str) -> dict[str, Any]:
    result = run("draft", *typed, "--json")
    assert result.code == ExitCode.OK, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_a_draft_is_printed_with_how_it_was_made(run: Run) -> None:
    result = run("draft", write(SECTION), "--repair", "--lang", "en")
    assert result.code == ExitCode.OK
    assert result.out.startswith(
        "# Drafted by planctl out of text.txt: 30 sentences, 27 items; 3 pieces of the text gave"
    )
    plan = schema.parse(result.out).plan
    assert plan
    assert sum(1 for _ in plan.tasks) == 27
    assert "30 sentences, 27 items; 3 pieces of the text gave none" in result.err
    assert "line 5: 〔201536号 → 〔2015〕36号" in result.err


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ("丙丁。", "共 1 句，形成 1 项；每句都已写入", "1 sentence, 1 item; every sentence was used"),
        (
            "丙丁。\n附件",
            "共 1 句，形成 1 项；1 处没有形成",
            "1 sentence, 1 item; 1 piece of the text gave none",
        ),
        (
            "一是丙丁；二是戊己。\n附件\n附表",
            "共 1 句，形成 2 项；2 处没有形成",
            "1 sentence, 2 items; 2 pieces of the text gave none",
        ),
    ],
)
def test_one_none_and_many_are_counted_in_both_languages(run: Run, body: str, zh: str, en: str) -> None:
    write(f"2020年要点\n一、主要任务\n（一）甲乙。{body}\n")
    for lang, told in (("zh", zh), ("en", en)):
        result = run("draft", "text.txt", "--lang", lang)
        assert result.err.splitlines()[0] == told
        assert told in result.out.splitlines()[0]


@pytest.mark.parametrize("text", CONVENTIONS.values(), ids=CONVENTIONS.keys())
def test_a_draft_in_a_file_passes_check(run: Run, text: str) -> None:
    assert run("draft", write(text), "-o", "plans/2020.toml").code == ExitCode.OK
    assert run("check", "--strict").err == ""
    result = run("check", "--strict", "--text", "text.txt")
    assert (result.code, result.err) == (ExitCode.OK, ""), result.err


def test_who_made_a_plan_is_told_how_to_see_that_one(run: Run, plan: MakePlan) -> None:
    plan()
    assert (
        run("draft", write(SECTION), "-o", "drafted.toml").err.splitlines()[0].endswith("planctl --plan drafted.toml")
    )
    assert run("init", "2035").err.splitlines()[0].endswith("planctl --plan 2035")


def test_a_file_that_is_there_is_left_unless_told_and_undo_brings_it_back(run: Run, plan: MakePlan) -> None:
    path = plan()
    before = path.read_bytes()
    refused = run("draft", write(RUN_IN), "-o", "plans/2020.toml")
    assert (refused.code, path.read_bytes()) == (ExitCode.IO, before)
    assert "--overwrite" in refused.err
    assert run("draft", "text.txt", "-o", "plans/2020.toml", "-n", "--overwrite").code == ExitCode.OK
    assert path.read_bytes() == before
    assert run("draft", "text.txt", "-o", "plans/2020.toml", "--overwrite").code == ExitCode.OK
    assert path.read_bytes() != before
    assert run("undo").code == ExitCode.OK
    assert path.read_bytes() == before


def test_the_account_is_in_json(run: Run) -> None:
    text = RESTARTING + "3．6月前完成清理。\n[ 附表 ]\n4．总结20152020年工作。\n"
    document = answer(run, write(text))
    assert (document["kind"], document["plan"]["year"]) == ("draft", 2020)
    assert [task["source"] for task in document["tasks"]] == ["(一)1", "(一)2", "(二)1", "(二)2", "(二)3", "(二)4"]
    coverage = document["coverage"]
    assert (coverage["sentences"], coverage["items"], coverage["damaged"]) == (6, 6, 1)
    assert coverage["silent"] == [{"source": "(二)3", "text": "[ 附表 ]", "reason": "fragment"}]
    assert coverage["doubts"] == [
        {
            "source": "(二)3",
            "text": "6月前完成清理。",
            "code": "deadline",
            "phrase": "6月前",
            "readings": ["2020-05-31", "2020-06-30"],
        }
    ]


def test_every_doubt_and_every_silence_has_its_sentence_in_both_languages(run: Run) -> None:
    text = (
        "2020年工作要点\n一、主要任务\n引言。\n（一）深化改革。抓好以下工作：\n1．6月前印发。\n2．2月30日前完成。\n"
        "3．每月推进，年底前完成。\n4．约30家参加。\n5．压缩到3天。\n6．新建2个、改建3个。\n7．检查。（甲厅、乙局）\n"
        "8．清理。（甲厅、乙局牵头，丙委等配合）\n9．2021年3月起实施，年底前总结。\n10．！。\n11．开展。（此件公开）\n"
        "12．慰问，春节前完成。（责任领导：张三；责任人：李四）\n13．总结。\n完成时限：视情况\n残句\n（二）基本原则。坚持统一。\n"
    )
    write(text)
    for lang in ("zh", "en"):
        told = run("draft", "text.txt", "--lang", lang).err
        for words in (
            "6月前",
            "2月30日前",
            "每月",
            "约30家",
            "压缩到3天",
            "2个、3个",
            "甲厅、乙局",
            "丙委等",
            "2021-03-01",
            "春节前",
            "张三、李四",
            "“视情况”",
        ):
            assert words in told, (lang, words)
        for words in ("引言。", "抓好以下工作：", "（此件公开）", "残句", "坚持统一。"):
            assert words in told, (lang, words)


def test_clauses_are_split_where_asked(run: Run) -> None:
    document = answer(run, write(SECTION), "--split", "clause")
    assert "推动新增100个品牌个人调解工作室" in [task["title"] for task in document["tasks"]]


def test_findings_and_indicators_are_drafted_too(run: Run) -> None:
    assert run("draft", write(FINDINGS), "--as", "inspection", "-o", "plans/2020.toml").code == ExitCode.OK
    assert [item.id for item in read("plans/2020.toml").items] == ["D1.1", "D1.2", "D1.3", "D1.4"]
    assert run("draft", write(STANDARD), "--as", "指标", "--into", "2020").code == ExitCode.OK
    assert [item.id for item in read("plans/2020.toml").items][-1] == "K.4"
    assert run("check").code == ExitCode.OK


def test_a_plan_gets_what_it_lacks_as_one_step(run: Run, plan: MakePlan) -> None:
    path = plan()
    whole = run("draft", write(SECTION), "--into", "2020")
    assert whole.code == ExitCode.OK
    assert "2020.toml" in whole.err
    text = path.read_text(encoding="utf-8")
    start = text.index('[[priority.task]]\nid = "5.7"')
    path.write_text(text[:start] + text[text.index("[[priority.task]]", text.index('id = "5.8"')) :], encoding="utf-8")
    holed = path.read_bytes()
    shown = run("draft", "text.txt", "--into", "2020", "-n")
    assert '+source = "(五)3"' in shown.out
    assert path.read_bytes() == holed
    changed = answer(run, "text.txt", "--into", "2020", "--by", "王芳")
    assert [task["source"] for task in changed["tasks"]] == ["(五)3"]
    assert changed["tasks"][0]["id"] == "5.18"
    assert run("undo").code == ExitCode.OK
    assert [item.id for item in read(str(path)).tasks] == [item.id for item in schema_of(holed).tasks]


def test_the_year_of_the_plan_serves_a_text_without_one(run: Run, plan: MakePlan) -> None:
    plan()
    text = "一、主要任务\n（一）新的工作。开展专项检查。\n"
    assert run("draft", write(text)).code == ExitCode.USAGE
    assert run("draft", "text.txt", "--into", "2020").code == ExitCode.OK
    assert read("plans/2020.toml").priorities[-1].title == "新的工作"
    assert [item.source for item in read("plans/2020.toml").tasks][-1] is None
    other = run("draft", "text.txt", "--into", "2020", "--year", "2021")
    assert (other.code, "2021" in other.err) == (ExitCode.USAGE, True)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_comes_from_standard_input_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planctl", "draft", "-", "--lang", "zh"],
        input=RUN_IN.encode(encoding),
        cwd=tmp_path,
        env={**os.environ},
        capture_output=True,
        check=False,
    )
    assert done.returncode == ExitCode.OK, done.stderr
    assert "标准输入" in done.stdout.decode().splitlines()[0]
    assert "启动创建活动" in done.stdout.decode()


@pytest.mark.parametrize(
    ("content", "typed", "code"),
    [
        (b"", [], ExitCode.UNKNOWN),
        (b"\x00\x01\x02\xff" * 100, [], ExitCode.IO),
        (b"%PDF-1.7", [], ExitCode.IO),
        (b"An English text. It goes on. 1. First. 2. Second.", [], ExitCode.UNKNOWN),
        (("他走了很久。" * 400_000).encode(), [], ExitCode.UNKNOWN),
        (("第一章 初见\n" + "他来了。" * 5000 + "\n第二章 离别\n他走了。").encode(), [], ExitCode.UNKNOWN),
        (RUN_IN.encode(), ["--section", "九"], ExitCode.UNKNOWN),
        ("一、工作情况\n（一）甲。乙丙。".encode(), [], ExitCode.UNKNOWN),
        (RUN_IN.encode(), ["--split", "word"], ExitCode.USAGE),
        (RUN_IN.encode(), ["--as", "novel"], ExitCode.USAGE),
        (RUN_IN.encode(), ["--year", "20"], ExitCode.USAGE),
        (RUN_IN.encode(), ["--into", "2020", "-o", "x.toml"], ExitCode.USAGE),
        (RUN_IN.encode(), ["--overwrite"], ExitCode.USAGE),
        (RUN_IN.encode(), ["--into", "1999"], ExitCode.NO_PLAN),
        (RUN_IN.encode(), ["--plan", "2020"], ExitCode.USAGE),
        ("2020年分工表\n序号\t任务\n1\t制定办法\n".encode(), [], ExitCode.UNKNOWN),
    ],
    ids=range(16),
)
def test_what_cannot_be_drafted_ends_in_one_line(run: Run, content: bytes, typed: list[str], code: ExitCode) -> None:
    Path("text.txt").write_bytes(content)
    result = run("draft", "text.txt", *typed, "--lang", "en")
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1), result.err


def test_a_file_that_is_not_there_or_a_folder_is_told(run: Run) -> None:
    for name in ("missing.txt", "."):
        result = run("draft", name)
        assert (result.code, result.out, result.err.count("\n")) == (ExitCode.IO, "", 1)


def test_a_sentence_costs_the_same_however_many_there_are(run: Run) -> None:
    """Counted in steps of a comprehension and calls of functions, since times depend on what else goes on."""
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal steps
        steps += event == "call" and "planctl" in frame.f_code.co_filename

    def cost(size: int) -> int:
        nonlocal steps
        steps = 0
        parts = (f"（{number % 9 + 1}）" if number % 10 else f"{number // 10 % 90 + 1}．" for number in range(size))
        lines = (
            f"{part}开展第{size + number}轮检查，6月底前完成。（甲厅牵头，乙局配合）"
            for number, part in enumerate(parts)
        )
        file = write("\n".join(["2020年工作要点", "一、主要任务", *lines]))
        sys.setprofile(count)
        try:
            result = run("draft", file, "--quiet")
        finally:
            sys.setprofile(None)
        assert (result.code, result.out.count("轮检查")) == (ExitCode.OK, size)
        return steps

    cost(10)
    assert cost(240) < 5 * cost(60)


# --- what was not read ------------------------------------------------------------------------------------------------

SEVERAL = (
    "2020年工作要点\n一、重点任务\n（一）完善机制。制定甲方案。制定乙方案。制定丙方案。制定丁方案（省司法厅牵头，省信访局配合）。\n"
    "（责任单位：省司法厅、省信访局）\n"
)


def test_one_doubt_about_several_sentences_is_told_once_with_their_places(run: Run) -> None:
    told = run("draft", write(SEVERAL), "--lang", "zh").err.splitlines()
    assert told[1:] == ["(一)1—(一)3：没有说明由谁牵头，都列为配合单位：“省司法厅、省信访局”"]
    told = run("draft", write(SEVERAL.replace("）。\n（", "）。制定戊方案。\n（")), "--lang", "en").err.splitlines()
    assert told[1:] == ["(一)1–(一)3, (一)5: which unit leads is not said, all are supporting: “省司法厅、省信访局”"]


def test_a_deadline_of_a_note_that_cannot_be_read_is_told_with_the_first_sentence(run: Run) -> None:
    text = (
        "2020年工作要点\n一、重点任务\n（一）完善机制。制定甲方案。制定乙方案。\n（责任单位：甲厅；完成时限：6月前）\n"
    )
    told = run("draft", write(text), "--lang", "zh").err
    assert "(一)1、(一)2：“6月前”可以是 2020-05-31" in told
    assert told.count("6月前") == 1
    assert "制定甲方案。（等 2 句）" in told


def test_a_plan_to_add_to_that_is_not_there_is_named_with_its_option(run: Run) -> None:
    for lang in ("zh", "en"):
        result = run("draft", write(SECTION), "--into", "nope.toml", "--lang", lang)
        assert result.code == ExitCode.NO_PLAN
        assert len(result.err.splitlines()) == 1
        assert "--into" in result.err
        assert "nope.toml" in result.err
        assert "--plan" not in result.err


def test_a_draft_is_not_written_to_a_file_that_is_called_otherwise(run: Run) -> None:
    result = run("draft", write(SECTION), "-o", "x.json", "--lang", "en")
    assert (result.code, Path("x.json").exists()) == (ExitCode.USAGE, False)
    assert result.err.splitlines() == ["planctl: -o makes a plan, whose name ends in .toml: x.json"]


def test_a_packed_file_that_would_be_far_too_large_is_refused_with_one_line(run: Run) -> None:
    with zipfile.ZipFile("bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * 70_000_000)
    for typed in (("draft", "bomb.docx"), ("import", "bomb.docx", "--plan", "2020.toml")):
        result = run(*typed, "--lang", "en")
        assert result.code == ExitCode.IO
        assert len(result.err.splitlines()) == 1
        assert "bomb.docx" in result.err
