"""The export command: forms, files, filters, sheets for units."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from places import EXAMPLE
from python_calamine import CalamineWorkbook
from years import example

from planctl.cli.busy import Patience
from planctl.exchange import base, records
from planctl.plan import progress
from planctl.toml.schema import to_table
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from types import FrameType

    from conftest import MakePlan, Run

    from planctl.plan.progress import Standing

ENV = {"PLANCTL_TODAY": "2020-12-05", "PLANCTL_LANG": "zh"}
ZH = Translator("zh")


@pytest.fixture(autouse=True)
def year(plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    return plan(EXAMPLE.read_text(encoding="utf-8"))


def ids(path: str, sheet: int = 0) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python(skip_empty_area=False)[3:]
    return [str(row[0]) for row in rows if row[1]]


def csv_plan(path: str) -> dict[str, object]:
    _, *rows = csv.reader(io.StringIO(Path(path).read_bytes().decode("utf-8-sig"), newline=""))
    return records.table_of(rows, ZH)


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.csv", "台账.json", "台账.ics", "台账.XLSX"])
def test_the_ending_chooses_the_form_and_the_same_plan_gives_the_same_bytes(run: Run, name: str) -> None:
    result = run("export", "-o", name)
    assert (result.code, result.out, result.err) == (0, "", f"已写入 {name}\n")
    before = Path(name).read_bytes()
    assert run("export", "-o", name, "--yes").code == 0
    assert Path(name).read_bytes() == before


def test_without_filters_everything_is_in_it(run: Run) -> None:
    run("export", "-o", "a.xlsx")
    run("export", "-o", "a.csv")
    run("export", "-o", "a.json")
    assert ids("a.xlsx") == [task.id for task in example().tasks]
    assert csv_plan("a.csv") == to_table(example())
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["complete"] is True


def test_filters_are_those_of_lists(run: Run) -> None:
    for words in (["-p", "5", "-s", "doing"], ["--overdue"], ["-l", "省信访局", "--all"], ["-g", "复议", "--all"]):
        listed = [line.partition("\t")[0] for line in run("list", *words, "--plain").out.splitlines()[1:]]
        run("export", *words, "-o", "a.xlsx", "-y")
        run("export", *words, "-o", "a.csv", "-y")
        assert ids("a.xlsx") == listed != []
        plan = csv_plan("a.csv")
        groups = plan["priority"]
        assert isinstance(groups, list)
        assert [task["id"] for group in groups for task in group["task"]] == listed
    run("export", "--overdue", "-o", "a.json")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["complete"] is False


def test_a_unit_gets_a_sheet_to_return_with_what_is_open(run: Run) -> None:
    run("export", "-u", "司法厅", "-u", "省信访局", "-o", "a.xlsx")
    book = CalamineWorkbook.from_path("a.xlsx")
    assert [name for name in book.sheet_names if " " not in name][:2] == ["省司法厅", "省信访局"]
    listed = json.loads(run("list", "-u", "省信访局", "--json").out)["tasks"]
    assert set(ids("a.xlsx", book.sheet_names.index("省信访局"))) == {task["id"] for task in listed}
    remembered = base.read(book.get_sheet_by_name(base.SHEET).to_python(skip_empty_area=False))
    assert remembered is not None
    assert (remembered.facts["kind"], remembered.facts["year"], remembered.facts["day"]) == (
        "return",
        "2020",
        "2020-12-05",
    )


def test_in_other_forms_a_unit_is_a_filter_like_any_other(run: Run) -> None:
    run("export", "-u", "省信访局", "-o", "a.csv")
    groups = csv_plan("a.csv")["priority"]
    assert isinstance(groups, list)
    found = [task for group in groups for task in group["task"]]
    assert "done" in {task["status"] for task in found}
    assert all("省信访局" in {task.get("lead"), *task.get("support", ())} for task in found)


def test_each_unit_that_leads_something_open_gets_a_file_of_its_own(run: Run) -> None:
    result = run("export", "--each-unit", "报送/十二月", "--json")
    items = [
        item for name in ("list", "findings", "indicators") for item in json.loads(run(name, "--json").out)["tasks"]
    ]
    names = {f"2020 {item['lead']}.xlsx" for item in items if item["lead"]}
    assert {path.name for path in Path("报送/十二月").iterdir()} == names
    document = json.loads(result.out)
    assert (document["schema"], document["kind"], document["as_of"]) == (1, "export", "2020-12-05")
    assert {file["path"] for file in document["files"]} == {f"报送/十二月/{name}" for name in names}
    assert run("export", "--each-unit", "报送/一家", "-u", "省信访局").code == 0
    assert [path.name for path in Path("报送/一家").iterdir()] == ["2020 省信访局.xlsx"]


def test_names_of_units_make_names_of_files(run: Run, year: Path) -> None:
    run("assign", "5.2", "--lead", "甲/乙:丙", "--new-unit")
    run("export", "--each-unit", "报送", "-u", "甲/乙:丙")
    assert [path.name for path in Path("报送").iterdir()] == ["2020 甲-乙-丙.xlsx"]


def test_two_units_get_two_files_though_their_names_look_alike(run: Run) -> None:
    open_ones = [task["id"] for task in json.loads(run("list", "--json").out)["tasks"]]
    for identifier, unit in zip(open_ones, ("甲/乙", "甲:乙", "长" * 100), strict=False):
        run("assign", identifier, "--lead", unit, "--new-unit")
    run("export", "--each-unit", "报送")
    names = {path.name for path in Path("报送").iterdir()}
    assert {"2020 甲-乙.xlsx", "2020 甲-乙 2.xlsx"} < names
    assert f"2020 {'长' * 63}.xlsx" in names


def test_where_one_file_cannot_be_written_it_is_said_which_were(run: Run) -> None:
    first, second = (line.rpartition("/")[2] for line in run("export", "--each-unit", "报送").err.splitlines()[:2])
    Path("再报", second).mkdir(parents=True)
    refused = run("export", "--each-unit", "再报", "--json")
    assert (refused.code, refused.out) == (7, "")
    assert refused.err.splitlines()[0] == f"已写入 再报/{first}"
    assert f"无法写入 再报/{second}" in refused.err.splitlines()[1]
    assert [path.name for path in Path("再报").iterdir() if path.is_file()] == [first]


def test_what_no_unit_leads_is_said_to_be_on_no_sheet(run: Run) -> None:
    assert "没有牵头单位" not in run("export", "--each-unit", "报送").err
    run("assign", "5.3", "--no-lead")
    run("assign", "5.5", "--no-lead")
    assert "提醒：2 项没有牵头单位，不在任何一份报送表里" in run("export", "--each-unit", "报送", "-y").err


def test_nothing_is_written_over_before_it_is_said_and_then_none_of_several(run: Run) -> None:
    Path("报送").mkdir()
    (Path("报送") / "2020 省信访局.xlsx").write_text("手写的", encoding="utf-8")
    refused = run("export", "--each-unit", "报送")
    assert (refused.code, len(list(Path("报送").iterdir()))) == (7, 1)
    assert "--yes" in refused.err
    assert (Path("报送") / "2020 省信访局.xlsx").read_text(encoding="utf-8") == "手写的"
    assert run("export", "--each-unit", "报送", "-y").code == 0
    Path("a.csv").write_text("手写的", encoding="utf-8")
    assert run("export", "-o", "a.csv").code == 7


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "-o"),
        (["-o", "a.pdf"], 2, ".xlsx, .csv, .json, .ics"),
        (["-o", "plans/2020.toml"], 2, ".xlsx, .csv, .json, .ics"),
        (["-o", "a.csv", "--each-unit", "b"], 2, "--each-unit"),
        (["-o", "a.csv", "--events"], 2, ".ics"),
        (["-o", "没有/a.csv"], 7, "没有/a.csv"),
        (["--each-unit", "plans/2020.toml"], 7, "2020.toml"),
        (["-o", "文件夹.csv"], 7, "无法写入 文件夹.csv"),
        (["-o", "a.csv", "-u", "没有的单位"], 5, "没有的单位"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line_and_leaves_nothing(
    run: Run, words: list[str], code: int, said: str, tmp_path: Path
) -> None:
    Path("文件夹.csv").mkdir()
    result = run("export", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert said in result.err
    assert {path.name for path in tmp_path.iterdir()} == {"plans", "文件夹.csv"}


def test_a_text_that_no_cell_takes_is_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    run("update", "5.2", "--problem", "-" + "长" * 40_000)
    result = run("export", "-o", "a.xlsx")
    assert result.code == 7
    assert "5.2 的“存在问题”有 40,001 个字符" in result.err
    assert not (tmp_path / "a.xlsx").exists()
    told = run("export", "-o", "a.csv")
    assert told.code == 0
    assert "5.2 的内容超过一个单元格的容量" in told.err


def test_an_earlier_day_is_handed_over_as_it_was(run: Run) -> None:
    run("export", "--as-of", "2020-06-30", "-o", "a.csv")
    run("export", "--as-of", "2020-06-30", "-o", "a.xlsx")
    listed = json.loads(run("list", "--all", "--as-of", "2020-06-30", "--json").out)["tasks"]
    groups = csv_plan("a.csv")["priority"]
    assert isinstance(groups, list)
    assert [task["status"] for group in groups for task in group["task"]] == [task["status"] for task in listed]
    title = CalamineWorkbook.from_path("a.xlsx").get_sheet_by_index(0).to_python()[1][0]
    assert title == f"截至 2020-06-30　共 {len(listed)} 项"


def test_a_ledger_of_a_part_says_so(run: Run) -> None:
    run("export", "-p", "5", "-o", "a.xlsx")
    run("export", "--all", "-o", "b.xlsx")
    part, whole = (CalamineWorkbook.from_path(name) for name in ("a.xlsx", "b.xlsx"))
    for sheet in (0, part.sheet_names.index("进度")):
        assert part.get_sheet_by_index(sheet).to_python()[1][0] == "截至 2020-12-05　摘录 18 项"
    assert str(whole.get_sheet_by_index(0).to_python()[1][0]).startswith("截至 2020-12-05　共 ")
    assert part.get_sheet_by_name("进度").to_python()[-1][0] == "所列任务"


def test_a_forecast_says_that_it_is_one(run: Run) -> None:
    assert "2020-12-31" in run("export", "--as-of", "2020-12-31", "-o", "a.ics").err


def test_nothing_found_is_said(run: Run) -> None:
    assert "没有符合条件的事项" in run("export", "-g", "没有的话", "-o", "a.xlsx").err
    nothing = run("export", "-g", "没有的话", "--each-unit", "报送")
    assert (nothing.code, list(Path("报送").iterdir())) == (0, [])


def test_events_are_asked_for(run: Run) -> None:
    run("export", "--events", "-o", "a.ics")
    calendar = icalendar.Calendar.from_ical(Path("a.ics").read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.walk("VEVENT")
    assert not calendar.walk("VTODO")


def test_in_english_it_is_english(run: Run) -> None:
    run("export", "-o", "a.xlsx", "--lang", "en")
    book = CalamineWorkbook.from_path("a.xlsx")
    assert book.sheet_names[0] == "Ledger"
    assert book.get_sheet_by_index(0).to_python()[2][:4] == ["No.", "Priority", "Task", "Lead"]


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "xlsxwriter" or "to_xlsx" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("export", "-o", "a.xlsx")
    assert (result.code, result.out) == (7, "")
    assert "python -m pip install xlsxwriter" in result.err
    assert not (tmp_path / "a.xlsx").exists()


def test_the_plan_is_not_touched(run: Run, year: Path) -> None:
    before = year.read_bytes()
    run("export", "-o", "a.json")
    assert year.read_bytes() == before
    assert [path.name for path in year.parent.iterdir()] == ["2020.toml"]


def test_while_it_takes_long_a_person_sees_that_it_works(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patience.__init__, "__defaults__", (0.0,))
    monkeypatch.setattr("planctl.cli.busy.PAUSE", 0.0)
    assert "正在生成台账" in run("export", "-o", "a.xlsx", terminal=True).err
    assert "正在生成台账" not in run("export", "-o", "a.xlsx", "-y").err


def test_the_reading_of_the_plan_counts_as_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patience.__init__, "__defaults__", (0.1,))
    monkeypatch.setattr("planctl.cli.busy.PAUSE", 0.0)
    standings = progress.standings

    def slowly(*arguments: Any) -> list[Standing]:
        time.sleep(0.3)
        return standings(*arguments)

    monkeypatch.setattr(progress, "standings", slowly)
    monkeypatch.setattr("planctl.cli.commands.export.write", lambda *_: b"")
    assert "正在生成台账" in run("export", "-o", "a.json", terminal=True).err


def large(size: int) -> str:
    """Return a plan of so many tasks, a quarter as many groups and units."""
    lines = ["format = 1", "year = 2020", 'title = "大计划"']
    for group in range(size // 4):
        lines += ["[[priority]]", f'id = "{group + 1}"', f'title = "重点{group}"']
        for number in range(4):
            lines += ["[[priority.task]]", f'id = "{group + 1}.{number + 1}"', 'title = "任务"', 'status = "todo"']
            lines += [f'lead = "第{group}局"', 'nodes = [{ due = 2020-06-30, goal = "方案印发" }]']
    return "\n".join(lines)


@pytest.mark.parametrize(
    "words", [["-o", "a.xlsx"], ["-o", "a.csv"], ["-o", "a.json"], ["-o", "a.ics"], ["--each-unit", "报送"]]
)
def test_an_item_costs_the_same_however_many_there_are(run: Run, year: Path, words: list[str]) -> None:
    def cost(size: int) -> int:
        calls = 0

        def count(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        year.write_text(large(size), encoding="utf-8")
        sys.setprofile(count)
        try:
            assert run("export", *words, "-y").code == 0
        finally:
            sys.setprofile(None)
        return calls

    cost(12)
    assert cost(240) < 5 * cost(60)
