"""How a plan file is found by who is about to write to it: whole, half saved, broken or not there."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.errors import CannotReadError, PlanInvalidError
from planctl.plan.changes import Update
from planctl.plan.items import AddTask
from planctl.store import disk, lock, planfile, state, transaction
from planctl.store.state import PlanShrankError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan

DAY = date(2020, 6, 30)
NO_TASKS = SMALL[: SMALL.index("[[priority.task]]")]


@pytest.fixture
def path(plan: MakePlan) -> Path:
    """A plan that a command has written to."""
    path = plan(SMALL)
    transaction.transact(path, Update(("1.1",), DAY, note="甲"))
    return path


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how long it was waited."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def settled(path: Path) -> state.State:
    with lock.held(lock.file_of(path), path):
        return state.settled(path, accept_loss=False)


def test_a_plan_is_found_with_its_bytes_and_its_steps(path: Path) -> None:
    found = state.look(path)
    assert found.content == path.read_bytes()
    assert found.there().plan == planfile.load(path).plan
    assert (found.number, found.fault) == (2, None)


def test_where_there_is_no_file_there_are_no_bytes_and_no_plan(path: Path) -> None:
    path.unlink()
    found = state.look(path)
    assert (found.content, found.loaded, found.number) == (None, None, 2)
    with pytest.raises(CannotReadError):
        found.there()


@pytest.mark.parametrize("content", [b"", b"x y", b"\xff\xfe"])
def test_what_is_no_plan_is_found_and_only_who_wants_a_plan_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    found = state.look(path)
    assert (found.content, found.loaded) == (content, None)
    with pytest.raises(PlanInvalidError):
        found.there()


@pytest.mark.parametrize("text", [NO_TASKS, "x y"])
def test_what_looks_half_saved_is_waited_for(text: str, path: Path, waits: list[float]) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises((PlanShrankError, PlanInvalidError)):
        settled(path).there()
    assert waits == [pause for pause in state.PAUSES if pause]


@pytest.mark.parametrize("text", [NO_TASKS, "x y"])
def test_what_was_saved_long_ago_is_not_waited_for(text: str, path: Path, waits: list[float]) -> None:
    path.write_text(text, encoding="utf-8")
    long_ago = path.stat().st_mtime - state.AT_REST - 1
    os.utime(path, (long_ago, long_ago))
    with pytest.raises((PlanShrankError, PlanInvalidError)):
        settled(path).there()
    assert waits == []


def test_an_old_copy_that_was_put_back_is_whole_though_it_has_fewer_tasks(path: Path, waits: list[float]) -> None:
    old = path.read_bytes()
    for title in ("三", "四", "五"):
        transaction.transact(path, AddTask("1", title, DAY))
    path.write_bytes(old)
    assert len(list(settled(path).there().plan.tasks)) == 2
    assert waits == []
    transaction.transact(path, AddTask("1", "又一项", DAY))


def test_a_copy_that_no_step_has_is_taken_for_half_saved(path: Path, waits: list[float]) -> None:
    for title in ("三", "四", "五"):
        transaction.transact(path, AddTask("1", title, DAY))
    path.write_bytes(SMALL.encode() + b"# from git\n")
    with pytest.raises(PlanShrankError) as caught:
        settled(path).there()
    assert (caught.value.fields["before"], caught.value.fields["now"]) == (5, 2)
    assert waits


def test_a_file_that_is_too_large_is_not_looked_into(path: Path) -> None:
    path.write_bytes(b"#" * (disk.LARGEST + 1))
    with pytest.raises(disk.TooLargeError):
        state.look(path)
