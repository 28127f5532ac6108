"""The command that brings a plan back: named where it helps, and only there, and meaning the plan that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.cli.way_back import about, restorable
from planctl.errors import CannotReadError, CannotWriteError, PlanctlError
from planctl.store.planfile import NoSuchPlanError, PlanNotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run

TODAY = {"PLANCTL_TODAY": "2020-07-01"}


@pytest.fixture
def path(plan: MakePlan, run: Run) -> Path:
    made = plan(SMALL)
    run("start", "1.1")
    return made


def test_a_plan_that_is_gone_is_found_by_every_way_to_miss_it(path: Path) -> None:
    path.unlink()
    for error in (
        CannotReadError(path=path, errno=2),
        NoSuchPlanError(path=path, choice="2020"),
        NoSuchPlanError(path=path, choice="plans/2020.toml"),
        PlanNotFoundError(where=path.parents[1], year=2020),
    ):
        assert restorable(error, TODAY) == path


@pytest.mark.parametrize(
    "error",
    [
        CannotReadError(path="plans/2020.toml", errno=13),
        CannotWriteError(path="plans/2020.toml", errno=2),
        CannotReadError(path="报告.txt", errno=2),
        NoSuchPlanError(path="plans/2019.toml", choice="2019"),
        PlanctlError(path="plans/2020.toml"),
    ],
)
def test_other_errors_are_not_about_a_plan_that_could_come_back(error: PlanctlError, path: Path) -> None:
    assert restorable(error, TODAY) is None
    path.unlink()
    assert restorable(error, TODAY) is None


def test_a_plan_is_named_only_where_another_one_is_meant_without(
    path: Path, plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_year = plan(SMALL.replace("2020", "2021"), name="2021.toml")
    elsewhere = path.parents[1] / "旧 计划" / "plan.toml"
    assert about("undo", path, TODAY) == "planctl undo"
    assert about("undo", next_year, TODAY) == "planctl undo --plan 2021"
    assert about("undo", path, {"PLANCTL_TODAY": "2021-01-05"}) == "planctl undo --plan 2020"
    assert about("undo", path, {**TODAY, "PLANCTL_PLAN": "2021"}) == "planctl undo --plan 2020"
    assert about("undo", elsewhere, TODAY) == "planctl undo --plan '旧 计划/plan.toml'"
    monkeypatch.chdir(path.parents[2])
    assert about("undo", path, TODAY) == f"planctl undo --plan {path.relative_to(path.parents[2])}"
