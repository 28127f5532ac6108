"""A plan whose file is gone is found by the steps that are kept of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.plan.carry import CarryOver
from planctl.plan.changes import Update
from planctl.store import history, transaction
from planctl.store.gone import find_gone, gone_from
from planctl.store.planfile import NoSuchPlanError, PlanNotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan

DAY = date(2020, 6, 30)


def touched(path: Path) -> Path:
    """Return a plan that a command has written to."""
    transaction.transact(path, Update(("1.1",), DAY, note="甲"))
    return path


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return touched(plan(SMALL))


@pytest.mark.parametrize("choice", [None, "2020", "２０２０", "plans/2020.toml"])
def test_a_plan_is_found_by_what_it_is_called_whether_it_is_there_or_gone(
    choice: str | None, path: Path, tmp_path: Path
) -> None:
    assert find_gone(choice, {}, tmp_path, 2020) == path
    path.unlink()
    assert find_gone(choice, {}, tmp_path, 2020) == path
    assert find_gone(None, {"PLANCTL_PLAN": "2020"}, tmp_path, 2020) == path


def test_it_is_found_from_a_folder_below(path: Path, tmp_path: Path) -> None:
    path.unlink()
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_gone(None, {}, below, 2031) == path
    assert find_gone("2020", {}, below, 2031) == path


def test_what_is_there_comes_before_what_is_gone(path: Path, plan: MakePlan, tmp_path: Path) -> None:
    path.unlink()
    other = plan(SMALL, name="2021.toml")
    assert find_gone(None, {}, tmp_path, 2020) == other
    assert find_gone("2020", {}, tmp_path, 2020) == path
    assert gone_from(path.parent) == [path]


def test_of_several_that_are_gone_this_year_s_is_meant_else_the_newest(
    path: Path, plan: MakePlan, tmp_path: Path
) -> None:
    others = [touched(plan(SMALL, name=f"{year}.toml")) for year in (2019, 2021)]
    for each in (path, *others):
        each.unlink()
    assert find_gone(None, {}, tmp_path, 2020) == path
    assert find_gone(None, {}, tmp_path, 2031) == others[1]


def test_a_link_whose_target_is_gone_is_found_by_the_steps_beside_the_target(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "当前.toml"
    link.symlink_to(path)
    path.unlink()
    assert find_gone("当前.toml", {}, tmp_path, 2020) == link


def test_where_no_steps_are_kept_it_is_as_if_there_never_had_been_a_plan(plan: MakePlan, tmp_path: Path) -> None:
    plan(SMALL).unlink()
    with pytest.raises(NoSuchPlanError):
        find_gone("2020", {}, tmp_path, 2020)
    with pytest.raises(PlanNotFoundError):
        find_gone(None, {}, tmp_path, 2020)


def test_a_plan_that_carrying_made_and_undo_took_away_is_missed_by_nobody(path: Path, tmp_path: Path) -> None:
    new = path.with_name("2021.toml")
    transaction.carry_over(path, new, CarryOver(2021, DAY))
    history.undo(path)
    assert gone_from(path.parent) == []
    path.unlink()
    assert find_gone(None, {}, tmp_path, 2021) == path
    assert find_gone("2021", {}, tmp_path, 2021) == new
