"""Every change costs the same per item however large the plan is: counted in calls and not in seconds."""

from __future__ import annotations

import gc
import shutil
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from planctl.plan.by_hand import RecordHandEdits
from planctl.plan.carry import CarryOver
from planctl.plan.changes import Assign, Reopen, Update
from planctl.plan.counts import work_of_units
from planctl.plan.items import RemoveTasks
from planctl.plan.merge import merge
from planctl.plan.model import Status
from planctl.plan.progress import standings
from planctl.plan.units import known_units
from planctl.store import history, transaction
from planctl.store.edited import edited
from planctl.store.planfile import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from conftest import MakePlan

    from planctl.plan.changes import Change

DAY = date(2020, 7, 1)
FEW, MANY = 60, 240
#: What goes through a whole text: reading it, finding its headers, putting it together anew.
WHOLE = ("parse", "locate", "spliced")


class Counted(NamedTuple):
    """How often functions of planctl were called, all in all and those that go through the whole text."""

    calls: int
    whole: dict[str, int]


def text_of(size: int) -> str:
    parts = ['format = 1\nyear = 2020\ntitle = "计划"\n']
    for priority in range(1, 5):
        parts.append(f'\n[[priority]]\nid = "{priority}"\ntitle = "重点{priority}"\n')
        for number in range(1, size // 4 + 1):
            status = ("todo", "doing", "done")[number % 3]
            log = f'log = [\n  {{ on = 2020-03-02, status = "{status}", note = "说明" }}, # 注\n]\n'
            parts.append(
                f'\n# {priority}.{number}\n[[priority.task]]\nid = "{priority}.{number}"\ntitle = "任务"\n'
                f'status = "{status}"\nlead = "单位{number}"\nowner = "张三"\n{"" if status == "todo" else log}'
            )
    return "".join(parts)


def counted(act: Callable[[], object]) -> Counted:
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "planctl" in frame.f_code.co_filename and "/tests/" not in frame.f_code.co_filename:
            calls[frame.f_code.co_name] += 1

    gc.disable()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
        gc.enable()
    return Counted(calls.total(), {name: calls[name] for name in WHOLE})


def prepared(plan: MakePlan, size: int) -> Path:
    path = plan(text_of(size))
    shutil.rmtree(path.parent / ".planctl", ignore_errors=True)
    path.with_name("2021.toml").unlink(missing_ok=True)
    return path


def change(request: Change) -> Callable[[Path], Callable[[], object]]:
    return lambda path: lambda: transaction.transact(path, request)


def undone(path: Path) -> Callable[[], object]:
    transaction.transact(path, Update(("*",), DAY, note="x"))
    return lambda: history.undo(path)


def carried(path: Path) -> Callable[[], object]:
    return lambda: transaction.carry_over(path, path.with_name("2021.toml"), CarryOver(2021, DAY))


def by_hand(path: Path) -> Callable[[], object]:
    path.write_text(path.read_text(encoding="utf-8").replace('"todo"', '"doing"'), encoding="utf-8")
    return lambda: transaction.transact(path, RecordHandEdits(DAY))


def merged(path: Path) -> Callable[[], object]:
    base = load(path)
    ours = Update(("*",), DAY, note="甲").apply(base.plan).plan
    theirs = Assign(("*",), DAY, owner="李四").apply(base.plan).plan
    return lambda: edited(base, merge(base.plan, ours, theirs).plan)


def units(path: Path) -> Callable[[], object]:
    plan = load(path).plan
    return lambda: work_of_units(plan, standings(plan, DAY), known_units(plan))


ACTS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "assign": change(Assign(("*",), DAY, owner="李四", lead="新局", accept_new=True)),
    "update": change(Update(("*",), DAY, note="进展", due=date(2020, 11, 30))),
    "remove": change(RemoveTasks(("*1",))),
    "reopen": change(Reopen(Update(("*",), DAY, status=Status.DOING, note="再办"))),
    "check --fix": by_hand,
    "undo": undone,
    "carry": carried,
    "merge": merged,
    "units": units,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_four_times_as_many_items_cost_four_times_as_much(
    act: Callable[[Path], Callable[[], object]], plan: MakePlan
) -> None:
    few = counted(act(prepared(plan, FEW)))
    many = counted(act(prepared(plan, MANY)))
    assert many.calls <= 4.2 * few.calls
    assert many.whole == few.whole
    assert max(many.whole.values()) <= 5
