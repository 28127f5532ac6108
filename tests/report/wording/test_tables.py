"""The tables of a report: counts by part, months, every task, every node."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import years
from make import make_done, make_entry, make_level, make_plan, make_priority, make_target, make_task
from reports import phrases

from planctl.blocks import Cell, Table
from planctl.plan.node import Node
from planctl.report.template.places import TABLES
from planctl.report.wording.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.blocks import Value
    from planctl.plan.model import Plan

JULY = date(2020, 7, 15)
YEARS = pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])


def of(plan: Plan, name: str, language: str = "zh", *, is_official: bool = True) -> Table:
    found = table(phrases(plan, language, is_official=is_official), name)
    assert found is not None
    return found


def text(value: Value) -> str:
    assert isinstance(value, (str, Cell))
    return value.text if isinstance(value, Cell) else value


def rows(found: Table) -> list[list[str]]:
    return [[text(value) for value in row] for row in found.rows]


def column(found: Table, key: str) -> list[str]:
    place = [column.key for column in found.columns].index(key)
    return [row[place] for row in rows(found)]


# --- counts


@YEARS
@pytest.mark.parametrize("name", ["priorities", "leads", "quarters"])
def test_the_total_counts_each_task_once(year: Callable[[], Plan], name: str) -> None:
    found = of(year(), name)
    if found.footer is None:
        assert len(found.rows) == 1
        return
    for place, each in enumerate(found.columns):
        if each.key not in {"priority", "lead", "quarter", "percent"}:
            assert sum(int(text(row[place])) for row in found.rows) == int(text(found.footer[place]))


@YEARS
@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_cell_for_every_column(year: Callable[[], Plan], name: str) -> None:
    found = table(phrases(year()), name)
    assert found is None or all(len(row) == len(found.columns) for row in found.rows)


def test_only_states_that_a_task_is_in_have_a_column() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01"), make_task(id="1.2")])
    assert [each.key for each in of(plan, "priorities").columns] == [
        *("priority", "total", "done", "todo", "overdue", "percent"),
    ]


def test_a_priority_without_tasks_has_a_dash_for_its_percentage() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01")], make_priority("2"))
    assert column(of(plan, "priorities"), "percent") == ["100%", "—"]


def test_units_are_those_that_lead_and_nobody_comes_last() -> None:
    plan = make_plan([make_task(id="1.1"), make_task(id="1.2", lead="甲"), make_task(id="1.3", support=("乙",))])
    assert column(of(plan, "leads"), "lead") == ["甲", "未明确"]
    assert column(of(plan, "leads", "en"), "lead") == ["甲", "Nobody"]
    assert column(of(plan, "supports"), "support") == ["乙"]


def test_without_units_there_are_no_tables_of_units() -> None:
    p = phrases(make_plan([make_task()]))
    assert table(p, "leads") is None
    assert table(p, "supports") is None
    assert table(p, "nodes") is None


def test_without_tasks_there_is_no_table() -> None:
    p = phrases(make_plan(make_priority("1")))
    assert [table(p, name) for name in TABLES] == [None] * len(TABLES)


def test_a_company_has_no_lead_units() -> None:
    plan = make_plan([make_task(lead="Support", title_en="Do it")])
    assert of(plan, "leads", "en", is_official=False).columns[0].label == "Lead"
    assert of(plan, "leads", "en").columns[0].label == "Lead unit"


# --- months


@YEARS
def test_months_say_what_the_numbers_say(year: Callable[[], Plan]) -> None:
    p = phrases(year())
    found = table(p, "months")
    assert found is not None
    assert column(found, "due") == [str(month.due_so_far) for month in p.summary.months]
    assert column(found, "done") == [
        "" if month.done_so_far is None else str(month.done_so_far) for month in p.summary.months
    ]


# --- every task


def test_every_task_stands_in_the_list_with_its_days_figures_and_documents() -> None:
    entry = make_entry("2020-02-01", due=date(2020, 12, 1), was={"due": date(2020, 6, 30)})
    plan = make_plan(
        [
            make_done(
                "1.1", "2020-05-01", "文件1", "文件2", title="做甲", formerly=("做老甲",), lead="甲", support=("乙",)
            ),
            make_task(id="1.2", due=date(2020, 12, 1), log=(entry,), target=make_target(100), reading=36),
            make_task(id="1.3", ongoing=True, target=make_level(450, 200)),
        ]
    )
    found = of(plan, "tasks")
    assert found.wide
    assert [each.key for each in found.columns] == [
        *("id", "title", "lead", "support", "status", "due", "done_on", "figure", "evidence"),
    ]
    assert rows(found) == [
        ["1.1", "做甲（原称“做老甲”）", "甲", "乙", "已完成", "2020-12-31", "2020-05-01", "", "文件1、文件2"],
        ["1.2", "任务1.2", "", "", "未启动", "2020-12-01（原定2020-06-30）", "", "36/100", ""],
        ["1.3", "任务1.3", "", "", "未启动", "长期坚持，不设时限", "", "— → 200", ""],
    ]


def test_a_column_in_which_no_task_has_anything_is_left_out() -> None:
    assert [each.key for each in of(make_plan([make_task()]), "tasks").columns] == ["id", "title", "status", "due"]


@YEARS
def test_the_list_has_every_task_once(year: Callable[[], Plan]) -> None:
    plan = year()
    assert column(of(plan, "tasks"), "id") == [task.id for task in plan.tasks]


# --- nodes


def test_nodes_stand_with_what_became_of_them() -> None:
    nodes = (
        Node(date(2020, 3, 31), "方案印发", done=date(2020, 3, 20)),
        Node(date(2020, 6, 30), "试点"),
        Node(date(2020, 12, 1), "推开"),
    )
    p = phrases(make_plan([make_task(nodes=nodes)]), day=JULY)
    found = table(p, "nodes")
    assert found is not None
    assert column(found, "goal") == ["方案印发", "试点", "推开"]
    assert column(found, "due") == ["2020-03-31", "2020-06-30", "2020-12-01"]
    assert [getattr(row[-1], "tone", None) for row in found.rows] == ["good", "bad", "normal"]
