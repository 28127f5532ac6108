"""The command import: what it shows, asks, refuses and writes."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Stream
from ledgers import workbook
from small_plan import SMALL

from planctl.cli import main
from planctl.cli.busy import Patience
from planctl.cli.session import Session
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from conftest import MakePlan, Run

    from planctl.plan.model import Plan

HEADER = ["任务名称", "牵头单位", "完成时限", "进展情况"]


@pytest.fixture(autouse=True)
def small(plan: MakePlan) -> Path:
    """Return the small plan."""
    return plan(SMALL)


def ledger(*rows: list[object], header: list[str] = HEADER) -> str:
    Path("台账.xlsx").write_bytes(workbook([header, *rows]))
    return "台账.xlsx"


def read(path: Path) -> Plan:
    found = schema.parse(path.read_text(encoding="utf-8")).plan
    assert found is not None
    return found


def test_it_shows_each_change_and_applies_all_as_one_step(run: Run, small: Path) -> None:
    before = small.read_bytes()
    file = ledger(["逾期的", "司法厅", "9月底", "已起草"], ["新的", None, "年底", None])
    result = run("import", file, "--yes", "--by", "李四")
    assert (result.code, result.out.splitlines()) == (
        0,
        [
            "id\ttitle\tfield\tbefore\tafter",
            "1.2\t逾期的\t牵头单位\t\t省司法厅",
            "1.2\t逾期的\t完成时限\t2020-05-31\t2020-09-30",
            "1.2\t逾期的\t说明\t\t已起草",
            "3.1\t新的\t完成时限\t\t2020-12-31",
        ],
    )
    assert "改动 1 项，新增 1 项" in result.err
    assert "3 台账" in result.err
    now = read(small)
    assert (now.task("1.2").lead, now.task("1.2").log[-1].by) == ("省司法厅", "李四")
    assert now.priorities[-1].title == "台账"
    assert run("undo").code == 0
    assert read(small).priorities == read_text(before).priorities


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_people_see_an_item_once_above_its_fields(run: Run, width: str) -> None:
    file = ledger(["逾期的", "司法厅", "9月底", "已起草"], ["新的", None, "年底", None])
    result = run("import", file, "--dry-run", env={"COLUMNS": width}, terminal=True)
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines[2:] == [
        "1.2 逾期的",
        "牵头单位 省司法厅",
        "完成时限 2020-05-31 2020-09-30",
        "说明 已起草",
        "3.1 新的（新增）",
        "完成时限 2020-12-31",
    ]


def read_text(content: bytes) -> Plan:
    found = schema.parse(content.decode()).plan
    assert found is not None
    return found


def test_what_was_not_understood_is_listed_with_its_cells(run: Run) -> None:
    file = ledger(["逾期的", None, "尽快", None], header=[*HEADER[:3], "我们的列"])
    result = run("import", file, "--yes")
    assert result.code == 0
    assert "台账 D1：“我们的列”一列不知道是什么" in result.err
    assert "台账 C2：“尽快”不是能识别的时限" in result.err


def test_questions_that_nobody_answers_are_the_answer_and_nothing_is_applied(run: Run, small: Path) -> None:
    before = small.read_bytes()
    file = ledger(["逾期的", "司法局", "6月前", "已起草"])
    result = run("import", file, "--yes")
    assert result.code == 1
    assert result.out.splitlines() == [
        "cells\tasked\tchoices",
        "台账 C2\t“6月前”是哪一天\t2020-05-31 | 2020-06-30",
        "台账 B2\t计划里没有“司法局”这个单位；登记新单位请答 new 或加 --new-unit\t司法厅 | 省司法厅 | new",
    ]
    assert "有 2 个问题没有答案" in result.err
    assert small.read_bytes() == before
    assert run("undo", "--list").out.count("\n") == 1


def test_answers_are_remembered_in_the_plan(run: Run, small: Path) -> None:
    file = ledger(["逾期的", "司法局", "6月前", "甲"], header=["任务名称", "承办单位", "完成时限", "进展情况"])
    answers = ["--map", "承办单位=lead", "--map", "司法局=省司法厅", "--map", "6月前=2020-06-30"]
    assert run("import", file, "--yes", *answers).code == 0
    assert read(small).ledger == {"承办单位": "lead", "司法局": "省司法厅", "6月前": "2020-06-30"}
    file = ledger(["受阻的", "司法局", "6月前", "乙"], header=["任务名称", "承办单位", "完成时限", "进展情况"])
    assert run("import", file, "--yes").code == 0
    assert (read(small).task("2.1").lead, str(read(small).task("2.1").due)) == ("省司法厅", "2020-06-30")
    assert run("check").code == 0


def test_the_name_of_a_column_is_remembered_as_names_are_compared(run: Run, small: Path) -> None:
    header = ["任务名称", "承办 单位：", "完成时限"]
    assert run("import", ledger(["逾期的", "司法厅", None], header=header), "-y", "--map", "承办 单位：=lead").code == 0
    assert read(small).ledger == {"承办单位": "lead"}
    file = ledger(["受阻的", "司法厅", None], header=["任务名称", "*承办单位", "完成时限"])
    assert run("import", file, "-y", "--map", "＊承办单位=lead").code == 0
    assert (read(small).ledger, read(small).task("2.1").lead) == ({"承办单位": "lead"}, "省司法厅")


class SlowReader(Stream):
    """Somebody at a terminal, who says yes after another person has saved ``text`` in the plan at ``path``."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__("是\n".encode(), is_terminal=True)
        self.path, self.saved = path, text

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # as in the base, whose type is that of bytes
        self.path.write_text(self.saved, encoding="utf-8")
        return super().readline(size)


def test_what_a_file_says_is_heard_anew_if_the_plan_was_changed_meanwhile(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ledger(["逾期的", "司法厅", None, "已起草"], ["受阻的", None, "9月底", None])
    theirs = SMALL.replace('"2.1"', '"2.7"').replace("due = 2020-05-31\n", 'lead = "省司法厅"\n')
    for name, stream in (("stdin", SlowReader(small, theirs)), ("stdout", Stream()), ("stderr", Stream())):
        stream.is_terminal = True
        monkeypatch.setattr(sys, name, stream)
    assert main(["import", file]) == 0
    now = read(small)
    (entry,) = now.task("1.2").log
    assert (entry.lead, entry.note) == (None, "已起草")
    assert str(now.task("2.7").due) == "2020-09-30"
    assert [task.id for task in now.tasks] == ["1.1", "1.2", "2.7"]


def test_an_address_and_a_registration_hold_for_one_file(run: Run, small: Path) -> None:
    file = ledger(["逾期的", "新局", "6月底", None], header=["任务名称", "牵头单位", "完成时限", "某列"])
    assert run("import", file, "--yes", "--map", "D1=-", "--map", "新局=new").code == 0
    assert dict(read(small).ledger) == {}
    assert [unit.name for unit in read(small).units] == ["省司法厅", "新局"]


def test_somebody_at_a_terminal_is_asked(run: Run, small: Path) -> None:
    file = ledger(["逾期的", "司法局", "6月前", None])
    result = run("import", file, stdin="2\n省司法厅\ny\n", terminal=True)
    assert result.code == 0
    assert "“6月前”是哪一天" in result.err
    assert (str(read(small).task("1.2").due), read(small).task("1.2").lead) == ("2020-06-30", "省司法厅")


def test_who_answers_no_changes_nothing(run: Run, small: Path) -> None:
    before = small.read_bytes()
    result = run("import", ledger(["逾期的", None, "9月底", None]), stdin="n\n", terminal=True)
    assert (result.code, small.read_bytes()) == (1, before)
    assert "没有写入" in result.err


def test_without_anybody_to_confirm_it_needs_yes_and_a_dry_run_writes_nothing(run: Run, small: Path) -> None:
    before = small.read_bytes()
    file = ledger(["逾期的", None, "9月底", None])
    result = run("import", file)
    assert (result.code, result.out) == (2, "")
    result = run("import", file, "-n")
    assert (result.code, small.read_bytes()) == (0, before)
    assert "2020-09-30" in result.out


def test_json_tells_differences_remarks_and_questions(run: Run) -> None:
    file = ledger(["逾期的", None, "9月底", "x"], header=[*HEADER[:3], "我们的列"])
    told = json.loads(run("import", file, "-y", "--json").out)
    assert (told["schema"], told["kind"], told["plan"]["year"], told["applied"]) == (1, "import", 2020, True)
    assert told["differences"] == [
        {"id": "1.2", "title": "逾期的", "new": False, "field": "due", "before": "2020-05-31", "after": "2020-09-30"}
    ]
    assert told["not_taken"] == [{"code": "column", "sheet": "台账", "cells": ["D1"], "text": "我们的列"}]
    asked = json.loads(run("import", ledger(["逾期的", None, "6月前", None]), "-y", "--json").out)
    assert (asked["applied"], asked["differences"]) == (False, [])
    assert asked["questions"] == [
        {"code": "due", "sheet": "台账", "cells": ["C2"], "text": "6月前", "choices": ["2020-05-31", "2020-06-30"]}
    ]


def test_the_same_again_changes_nothing(run: Run, small: Path) -> None:
    file = ledger(["逾期的", None, "9月底", "已起草"])
    run("import", file, "-y")
    before = small.read_bytes()
    result = run("import", file)
    assert (result.code, result.out, small.read_bytes()) == (0, "", before)
    assert "没有新内容" in result.err


def test_a_plan_that_does_not_exist_is_made(run: Run) -> None:
    Path("b.xlsx").write_bytes(workbook([["某市2021年台账"], HEADER, ["甲", "市司法局", "6月底", None]]))
    result = run("import", "b.xlsx", "--plan", "2021", "--new-unit", "--yes")
    assert result.code == 0
    made = read(Path("plans/2021.toml"))
    assert (made.year, made.title, made.units[0].name) == (2021, "某市2021年台账", "市司法局")
    assert [(task.id, str(task.due), task.log) for task in made.tasks] == [("1.1", "2021-06-30", ())]
    assert run("check", "--plan", "2021").code == 0


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_what_was_exported_comes_back_without_a_change(ending: str, run: Run, small: Path) -> None:
    assert run("export", "-o", f"x.{ending}").code == 0
    before = small.read_bytes()
    assert run("import", f"x.{ending}").code == 0
    assert small.read_bytes() == before


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_an_exported_plan_is_made_again_elsewhere(ending: str, run: Run, small: Path) -> None:
    assert run("export", "-o", f"x.{ending}").code == 0
    assert run("import", f"x.{ending}", "--plan", "again.toml", "--yes").code == 0
    assert read(Path("again.toml")) == read(small)


def test_a_file_that_is_refused_is_named_with_the_reason(run: Run) -> None:
    Path("x.xlsx").write_bytes(b"PK\x03\x04")
    result = run("import", "x.xlsx")
    assert (result.code, result.out, result.err.count("\n")) == (7, "", 1)
    assert "x.xlsx" in result.err
    Path("folder.xlsx").mkdir()
    Path("empty.csv").touch()
    for name, reason in (
        ("folder.xlsx", "不是台账。可以读取 .xlsx、.xls、.ods、.csv、.json、.docx"),
        ("empty.csv", "里面是空的"),
    ):
        result = run("import", name)
        assert (result.code, result.out, result.err) == (7, "", f"planctl：没有读取 {name}：{reason}\n")


def test_a_row_costs_the_same_however_many_there_are(run: Run, small: Path) -> None:
    """Counted in steps of a comprehension and calls of functions, since times depend on what else goes on."""
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal steps
        steps += event == "call" and "planctl" in frame.f_code.co_filename

    def cost(size: int) -> int:
        nonlocal steps
        steps = 0
        rows = [f"任务{number},省司法厅,6月底,已起草" for number in range(size)]
        Path("many.csv").write_text("\n".join([",".join(HEADER), *rows]), encoding="utf-8")
        sys.setprofile(count)
        try:
            assert run("import", "many.csv", "--yes", "--new-unit", "--plan", f"many{size}.toml", "--json").code == 0
        finally:
            sys.setprofile(None)
        return steps

    cost(10)
    assert cost(240) < 5 * cost(60)


def test_while_it_takes_long_a_person_sees_that_it_works(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Patience.__init__, "__defaults__", (0.0,))
    monkeypatch.setattr("planctl.cli.busy.PAUSE", 0.0)
    file = ledger(["逾期的", "司法厅", "9月底", "已起草"])
    drawn = run("import", file, "-n", terminal=True)
    assert "正在读取" in drawn.err
    assert "正在读取" not in drawn.out
    assert "正在读取" not in run("import", file, "-n").err


def test_the_bar_is_there_while_the_plan_is_compared_and_drawn(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bars: list[bool] = []
    at_work: list[bool] = []

    @contextmanager
    def busy(_: Session, _key: str) -> Iterator[None]:
        assert not any(bars), "a bar within another"
        bars.append(True)
        yield
        bars.pop()

    def watched(module: str, name: str) -> None:
        found = getattr(import_module(module), name)

        def call(*arguments: object, **named: object) -> object:
            at_work.append(any(bars))
            return found(*arguments, **named)

        monkeypatch.setattr(f"{module}.{name}", call)

    monkeypatch.setattr(Session, "busy", busy)
    watched("planctl.cli.imports", "hear")
    watched("planctl.cli.imports", "differences")
    watched("planctl.cli.imports", "transact")
    watched("planctl.screen.tables", "draw")
    run("import", ledger(["逾期的", "司法厅", "9月底", "已起草"]), "-y", terminal=True)
    assert at_work == [True] * 4


def test_days_lie_in_the_year_of_the_plan_that_is_made(run: Run) -> None:
    file = ledger(["印发方案", None, "9月底", "已起草"])
    for words, day in ((("--as-of", "6月30日"), "2019-06-30"), (("--on", "2019-05-01"), "2019-05-01")):
        result = run("import", file, "--plan", "2019", "--yes", "--lang", "zh", *words)
        assert (result.code, "2019 年的计划：" in result.err) == (0, True), result.err
        (task,) = read(Path("plans/2019.toml")).tasks
        assert [str(entry.on) for entry in task.log] == [day]
        Path("plans/2019.toml").unlink()


def test_only_a_toml_file_is_made(run: Run) -> None:
    file = ledger(["印发方案", None, "9月底", None])
    result = run("import", file, "--plan", "没有.xlsx", "--yes")
    assert (result.code, Path("没有.xlsx").exists()) == (3, False)


def test_what_is_odd_is_told_as_with_every_change(run: Run) -> None:
    file = ledger(["逾期的", None, "2031年2月1日", None])
    assert "1.2 的完成时限 2031-02-01 不在 2020 年内" in run("import", file, "--yes").err
    assert (
        "1.1 的完成时限 2031-02-01 不在 2021 年内" in run("import", file, "--plan", "2021", "--yes", "--lang", "zh").err
    )


def test_what_list_says_as_json_is_read_as_a_ledger(run: Run) -> None:
    Path("l.json").write_text(run("list", "--all", "--json").out, encoding="utf-8")
    assert run("import", "l.json", "--yes").code in {0, 1}


def test_an_answer_that_nothing_asks_for_is_told_and_not_remembered(run: Run, small: Path) -> None:
    file = ledger(["印发方案", "司法厅", None, None])
    result = run("import", file, "--yes", "--map", "承办单位=leed")
    assert result.code == 0
    assert "--map '承办单位=leed'：文件里没有用到" in result.err
    assert "leed" not in small.read_text(encoding="utf-8")
    assert run("export", "-o", "x.json").code == 0
    assert "--map 'a=b'：文件里没有用到" in run("import", "x.json", "--map", "a=b").err


def test_a_workbook_that_was_exported_may_become_a_new_plan(run: Run, small: Path) -> None:
    assert run("export", "-o", "x.xlsx").code == 0
    result = run("import", "x.xlsx", "--plan", "2021", "--new-unit", "--yes")
    assert result.code == 0, result.err
    titles = [task.title for task in read(small).tasks]
    assert [task.title for task in read(Path("plans/2021.toml")).tasks] == titles


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [("某市2021年台账", "new.toml", 2021), ("2020—2021年台账", "new.toml", 2020), ("某市2021年台账", "2022", 2022)],
)
def test_a_new_plan_is_of_the_year_in_its_title(run: Run, title: str, name: str, year: int) -> None:
    Path("l.csv").write_text(f"{title},,\n要做的,牵头单位,完成时限\n甲,省司法厅,年底\n", encoding="utf-8")
    result = run("import", "l.csv", "--plan", name, "--map", "要做的=title", "--new-unit", "--yes")
    assert result.code == 0, result.err
    made = read(Path(name) if name.endswith(".toml") else Path("plans") / f"{name}.toml")
    assert (made.year, made.title) == (year, title)
    assert made.task("1.1").due == date(year, 12, 31)
