"""Undo and redo: exact where nothing else happened, and never at the cost of what others did."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.plan.carry import CarryOver
from planctl.plan.changes import Assign, Update
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.merge import Clash
from planctl.plan.model import Status
from planctl.store import history, planfile, steps, transaction
from planctl.store.history import NothingToRedoError, NothingToUndoError, NotInEffectError, UndoConflictError
from planctl.store.steps import UnknownStepError
from planctl.store.transaction import Terms

if TYPE_CHECKING:
    from conftest import MakePlan

    from planctl.plan.changes import Change
    from planctl.store.transaction import Saved

DAY = date(2020, 6, 30)


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return plan(SMALL)


def do(path: Path, change: Change, label: str = "") -> Saved:
    return transaction.transact(path, change, terms=Terms(label=label))


def done(*ids: str, on: date = DAY, note: str = "办结") -> Update:
    return Update(ids or ("1.1",), on, status=Status.DONE, note=note)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CHANGES = {
    "done": done(),
    "many": done("1.1", "1.2"),
    "assign": Assign(("1.2",), DAY, lead="乙局", support=("甲局",), owner="王芳", accept_new=True),
    "add": AddTask("1", "新", DAY),
    "remove": RemoveTasks(("1.1",)),
    "remove with log": RemoveTasks(("1.2",)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_right_after_a_change_gives_back_the_same_bytes(change: Change, path: Path) -> None:
    before = path.read_bytes()
    do(path, change)
    after = path.read_bytes()
    assert after != before
    is_new = isinstance(change, AddTask)
    for _ in range(2):
        history.undo(path)
        gone = b'retired = ["1.3"]\n' if is_new else b""
        assert path.read_bytes().replace(gone, b"") == before
        history.redo(path)
        assert path.read_bytes() == after


def test_one_command_is_one_step_however_many_tasks_it_touched(path: Path) -> None:
    do(path, done("1.1", "1.2"), "done 1.1 1.2")
    turned = history.undo(path)
    assert turned.step.note.label == "done 1.1 1.2"
    assert turned.saved.outcome.changed == ("1.1", "1.2")
    with pytest.raises(NothingToUndoError):
        history.undo(path)


def test_steps_are_taken_back_one_after_the_other_and_made_again_in_order(path: Path) -> None:
    images = [path.read_bytes()]
    for number in range(4):
        do(path, Update(("1.1",), DAY, note=f"第{number}条"))
        images.append(path.read_bytes())
    for image in reversed(images[:-1]):
        history.undo(path)
        assert path.read_bytes() == image
    for image in images[1:]:
        history.redo(path)
        assert path.read_bytes() == image
    with pytest.raises(NothingToRedoError):
        history.redo(path)


def test_a_new_change_ends_what_could_be_made_again(path: Path) -> None:
    do(path, done())
    history.undo(path)
    do(path, Update(("1.2",), DAY, note="别的"))
    with pytest.raises(NothingToRedoError):
        history.redo(path)


def test_what_others_changed_elsewhere_stays(path: Path) -> None:
    do(path, done())
    edit(path, "任务二", "别人改名")
    edit(path, "# 末尾", "# 别人写的")
    history.undo(path)
    text = path.read_text(encoding="utf-8")
    assert "别人改名" in text
    assert "# 别人写的" in text
    assert planfile.load(path).plan.task("1.1").status is Status.TODO
    assert not planfile.load(path).plan.task("1.1").log


def test_what_others_recorded_on_the_same_task_stays(path: Path) -> None:
    do(path, done())
    edit(path, "# 末尾", "# 末尾")
    edit(path, "budget = 3\n", 'budget = 4\nowner = "李强"\n')
    edit(path, 'note = "办结" },\n', 'note = "办结" },\n  { on = 2020-07-05, note = "别人记的" },\n')
    history.undo(path)
    task = planfile.load(path).plan.task("1.1")
    assert (task.status, task.owner, task.extra["budget"]) == (Status.TODO, "李强", 4)
    assert [entry.note for entry in task.log] == ["别人记的"]


def test_a_field_that_others_changed_since_is_named_and_nothing_is_written(path: Path) -> None:
    do(path, done())
    edit(path, 'status = "done"', 'status = "blocked"')
    before = path.read_bytes()
    with pytest.raises(UndoConflictError) as caught:
        history.undo(path)
    (conflict,) = caught.value.conflicts
    assert (conflict.clash, conflict.place, conflict.field) == (Clash.CHANGED, "1.1", "status")
    assert path.read_bytes() == before


def test_an_added_task_that_others_went_on_with_is_not_taken_out(path: Path) -> None:
    do(path, AddTask("1", "新", DAY))
    edit(path, 'title = "新"', 'title = "新的"')
    with pytest.raises(UndoConflictError):
        history.undo(path)


def test_a_removed_task_comes_back_though_others_changed_the_plan(path: Path) -> None:
    do(path, RemoveTasks(("1.1",)))
    edit(path, "任务二", "别人改名")
    history.undo(path)
    plan = planfile.load(path).plan
    assert plan.task("1.1").title == "任务一"
    assert plan.task("1.2").title == "别人改名"
    assert plan.priorities[0].retired == ()


def test_the_id_of_an_undone_task_is_never_given_again(path: Path) -> None:
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    do(path, Update(("1.1",), DAY, note="其间"))
    do(path, AddTask("1", "又一次", DAY))
    plan = planfile.load(path).plan
    assert [task.id for task in plan.tasks] == ["1.1", "1.2", "1.4"]
    assert plan.priorities[0].retired == ("1.3",)


def test_the_id_of_an_undone_task_stays_burnt_when_its_step_is_long_forgotten(path: Path) -> None:
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    for number in range(steps.KEPT + 10):
        do(path, Update(("1.1",), DAY, note=f"第{number}条"))
    do(path, AddTask("1", "又一次", DAY))
    assert [task.id for task in planfile.load(path).plan.tasks][-1] == "1.4"


def test_undoing_is_itself_in_the_list(path: Path) -> None:
    do(path, done(), "done 1.1")
    history.undo(path)
    history.redo(path)
    listed = [(step.note.kind, step.note.label, in_effect) for step, in_effect in history.past(path)]
    assert listed == [("redo", "done 1.1", True), ("undo", "done 1.1", False), ("do", "done 1.1", False)]


def test_the_last_fifty_steps_can_be_taken_back(path: Path) -> None:
    images = []
    for number in range(steps.KEPT + 3):
        do(path, Update(("1.1",), DAY, note=f"第{number}条"))
        images.append(path.read_bytes())
    for image in reversed(images[2:-1]):
        history.undo(path)
        assert path.read_bytes() == image
    with pytest.raises(NothingToUndoError):
        history.undo(path)


def test_steps_are_kept_compressed(plan: MakePlan) -> None:
    path = plan()
    size = path.stat().st_size
    for number in range(10):
        do(path, Update(("5.8",), DAY, note=f"第{number}条"))
    kept = [file.stat().st_size for file in steps.folder_of(path).iterdir()]
    assert max(kept) < size / 2


def test_a_step_whose_change_never_reached_the_plan_is_passed_over(path: Path) -> None:
    do(path, done())
    between = path.read_bytes()
    do(path, Update(("1.2",), DAY, note="没有写成"))
    path.write_bytes(between)  # as after a kill before the file was replaced
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_damaged_step_is_passed_over(path: Path) -> None:
    do(path, done())
    do(path, Update(("1.2",), DAY, note="x"))
    newest = max(steps.folder_of(path).iterdir())
    for length in range(0, newest.stat().st_size, 7):
        content = newest.read_bytes()
        newest.write_bytes(content[:length])
        history.past(path)
        newest.write_bytes(content)
    newest.write_bytes(newest.read_bytes()[:-5])
    do(path, Update(("1.2",), DAY, note="y"))
    assert history.undo(path).saved.outcome.changed == ("1.2",)


def test_a_dry_run_of_undo_changes_nothing(path: Path) -> None:
    do(path, done())
    before = path.read_bytes()
    assert history.undo(path, dry_run=True).saved.after == SMALL
    assert path.read_bytes() == before
    assert len(history.past(path)) == 1


def test_undo_where_nothing_was_done_says_so(path: Path) -> None:
    with pytest.raises(NothingToUndoError) as caught:
        history.undo(path)
    assert caught.value.exit_code == 1


def test_stacks_of_steps() -> None:
    def step(number: int, kind: str, of: int = 0) -> steps.Step:
        return steps.Step(number, steps.Note(kind=kind, of=of), Path(), (0, 0, 0))

    made = [
        step(1, "do"),
        step(2, "do"),
        step(3, "undo", 2),
        step(4, "redo", 3),
        step(5, "undo", 4),
        step(6, "undo", 1),
    ]
    done, undone = steps.stacks(made)
    assert ([item.number for item in done], [item.number for item in undone]) == ([], [5, 6])
    done, undone = steps.stacks([*made, step(7, "do")])
    assert ([item.number for item in done], [item.number for item in undone]) == ([7], [])


# --- ids -------------------------------------------------------------------------------------------------------------


def test_the_id_of_an_undone_task_is_written_down_as_retired(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    text = path.read_text(encoding="utf-8")
    assert text == before.replace('title = "重点一"\n', 'title = "重点一"\nretired = ["1.3"]\n')


def test_the_id_of_an_undone_task_is_not_given_again_in_another_clone(path: Path, tmp_path: Path) -> None:
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    clone = tmp_path / "clone" / "2020.toml"
    clone.parent.mkdir()
    clone.write_bytes(path.read_bytes())
    do(clone, AddTask("1", "又一次", DAY))
    plan = planfile.load(clone).plan
    assert [task.id for task in plan.tasks] == ["1.1", "1.2", "1.4"]
    assert plan.priorities[0].retired == ("1.3",)


def test_redo_gives_the_same_id_again_and_no_longer_retires_it(path: Path) -> None:
    do(path, AddTask("1", "一次", DAY))
    after = path.read_bytes()
    history.undo(path)
    history.redo(path)
    assert path.read_bytes() == after
    history.undo(path)
    do(path, AddTask("1", "又一次", DAY))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1", "1.2", "1.4"]


def test_an_id_is_retired_also_if_others_changed_the_plan_before_the_undo(path: Path) -> None:
    do(path, AddTask("1", "一次", DAY))
    edit(path, "任务二", "别人改名")
    history.undo(path)
    assert planfile.load(path).plan.priorities[0].retired == ("1.3",)
    history.redo(path)
    plan = planfile.load(path).plan
    assert (plan.task("1.3").title, plan.priorities[0].retired) == ("一次", ())


def test_steps_of_an_earlier_version_are_still_read(path: Path) -> None:
    do(path, done())
    (step,) = steps.folder_of(path).iterdir()
    heading, _, packed = step.read_bytes().partition(b"\n")
    old = {**json.loads(heading), "gone": []}
    del old["beside"]
    step.write_bytes(json.dumps(old).encode() + b"\n" + packed)
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_plan_made_in_the_place_of_a_deleted_one_starts_afresh(path: Path) -> None:
    do(path, AddTask("1", "一次", DAY), "add 一次")
    path.unlink()
    transaction.create(path, 'format = 1\nyear = 2020\ntitle = "新"\n[[priority]]\nid = "1"\ntitle = "一"\n')
    assert not any(in_effect for _, in_effect in history.past(path))
    with pytest.raises(NothingToUndoError):
        history.undo(path)
    do(path, AddTask("1", "头一项", DAY))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1"]


# --- one step alone --------------------------------------------------------------------------------------------------


@pytest.fixture
def three(path: Path) -> Path:
    """A plan with three steps: 1.1 done, a lead for 1.1, a note on 1.2."""
    do(path, done(), "first")
    do(path, Assign(("1.1",), DAY, lead="乙局", accept_new=True), "second")
    do(path, Update(("1.2",), DAY, note="其后"), "third")
    return path


def test_a_step_by_its_number_is_taken_back_alone(three: Path) -> None:
    turned = history.undo(three, 1)
    assert (turned.step.note.label, turned.saved.outcome.changed) == ("first", ("1.1",))
    task = planfile.load(three).plan.task("1.1")
    assert (task.status, task.lead, len(task.log)) == (Status.TODO, "乙局", 1)
    assert planfile.load(three).plan.task("1.2").log[-1].note == "其后"
    assert [(step.number, in_effect) for step, in_effect in history.past(three)] == [
        (4, False),
        (3, True),
        (2, True),
        (1, False),
    ]


def test_redo_makes_again_the_step_that_was_taken_back_by_number(three: Path) -> None:
    before = planfile.load(three).plan
    history.undo(three, 1)
    history.redo(three)
    assert planfile.load(three).plan == before


def test_without_a_number_the_last_step_that_is_left_comes_next(three: Path) -> None:
    history.undo(three, 2)
    assert history.undo(three).step.number == 3
    assert history.undo(three).step.number == 1
    assert three.read_text(encoding="utf-8").replace('[[unit]]\nname = "乙局"\n\n', "") == SMALL


def test_a_step_that_a_later_one_overruled_goes_and_the_later_one_stays(path: Path) -> None:
    for day in (date(2020, 10, 31), date(2020, 11, 30)):
        do(path, Update(("1.2",), DAY, due=day))
    edit(path, "due = 2020-11-30", "due = 2020-11-30\nbudget = 5")
    do(path, Update(("1.2",), DAY, note="其后"))
    history.undo(path, 1)
    task = planfile.load(path).plan.task("1.2")
    assert task.due == date(2020, 11, 30)
    assert [entry.due for entry in task.log if entry.due] == [task.due]
    assert task.extra["budget"] == 5


def test_a_step_that_a_later_one_builds_on_is_named_and_nothing_is_written(path: Path) -> None:
    do(path, AddTask("1", "新", DAY))
    do(path, done("1.3"))
    before = path.read_bytes()
    with pytest.raises(UndoConflictError) as caught:
        history.undo(path, 1)
    assert [conflict.place for conflict in caught.value.conflicts] == ["1.3"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [0, 4, 100])
def test_a_number_that_no_step_has_is_refused_with_those_there_are(number: int, three: Path) -> None:
    with pytest.raises(UnknownStepError) as caught:
        history.undo(three, number)
    assert (caught.value.exit_code, caught.value.fields["first"], caught.value.fields["last"]) == (5, 1, 3)


def test_a_step_that_was_taken_back_is_not_taken_back_again(three: Path) -> None:
    history.undo(three, 2)
    for number in (2, 4):  # the step, and the undoing of it
        with pytest.raises(NotInEffectError) as caught:
            history.undo(three, number)
        assert caught.value.exit_code == 1


def test_a_step_of_which_nothing_is_left_cannot_be_taken_back(three: Path) -> None:
    edit(three, ', note = "其后"', ', note = "另写"')
    three.write_text(three.read_text(encoding="utf-8").replace('  { on = 2020-06-30, note = "另写" },\n', ""))
    with pytest.raises(NotInEffectError):
        history.undo(three, 3)


def test_where_no_step_is_kept_no_number_can_be_taken_back(path: Path) -> None:
    with pytest.raises(NothingToUndoError):
        history.undo(path, 1)


def test_an_added_task_that_is_taken_back_by_number_leaves_its_id_retired(path: Path) -> None:
    do(path, AddTask("1", "误录", DAY))
    do(path, AddTask("1", "对的", DAY))
    history.undo(path, 1)
    plan = planfile.load(path).plan
    assert [task.id for task in plan.tasks] == ["1.1", "1.2", "1.4"]
    assert plan.priorities[0].retired == ("1.3",)


def test_a_comment_without_a_comma_before_it_leaves_no_blank_line_behind(plan: MakePlan) -> None:
    path = plan(SMALL.replace('note = "启动" },\n', 'note = "启动" } # 注\n'))
    before = path.read_text(encoding="utf-8")
    do(path, Update(("1.2",), DAY, note="后"))
    edit(path, "任务一", "别人改名")
    history.undo(path)
    text = path.read_text(encoding="utf-8")
    assert text.replace("别人改名", "任务一").replace('"启动" }, # 注', '"启动" } # 注') == before


# --- two plans -------------------------------------------------------------------------------------------------------

CARRY = CarryOver(2021, date(2020, 12, 31))


@pytest.fixture
def both(path: Path) -> tuple[Path, Path]:
    """The plan of 2020 and that of 2021, which a carry has made."""
    new = path.with_name("2021.toml")
    transaction.carry_over(path, new, CARRY, terms=Terms(label="carry 2021"))
    return path, new


@pytest.mark.parametrize("side", [0, 1])
def test_a_carry_is_taken_back_in_both_plans_from_either(side: int, both: tuple[Path, Path]) -> None:
    texts = [path.read_bytes() for path in both]
    turned = history.undo(both[side])
    assert turned.beside
    assert turned.beside[0] == both[1 - side]
    assert both[0].read_text(encoding="utf-8") == SMALL
    assert not both[1].exists()
    history.redo(both[0])
    assert [path.read_bytes() for path in both] == texts
    history.undo(both[1])
    assert both[0].read_text(encoding="utf-8") == SMALL
    assert not both[1].exists()


def test_of_a_plan_that_was_there_before_only_what_was_carried_goes_and_its_ids_retire(path: Path) -> None:
    new = path.with_name("2021.toml")
    before = 'format = 1\nyear = 2021\ntitle = "明年"\n\n[[priority]]\nid = "1"\ntitle = "重点一"\n'
    new.write_text(before, encoding="utf-8")
    transaction.carry_over(path, new, CARRY)
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL
    assert new.read_text(encoding="utf-8") == before + 'retired = ["1.1", "1.2"]\n'


def test_of_a_made_plan_that_was_changed_since_only_what_was_carried_goes(both: tuple[Path, Path]) -> None:
    old, new = both
    do(new, AddTask("1", "明年的", DAY))
    history.undo(old)
    plan = planfile.load(new).plan
    assert [task.title for task in plan.tasks] == ["明年的"]
    assert plan.priorities[0].retired == ("1.1", "1.2")
    assert old.read_text(encoding="utf-8") == SMALL


def test_a_carry_whose_task_others_went_on_with_is_not_taken_back_in_either_plan(both: tuple[Path, Path]) -> None:
    old, new = both
    do(new, done("1.1"))
    texts = [path.read_bytes() for path in both]
    with pytest.raises(UndoConflictError) as caught:
        history.undo(old)
    assert caught.value.fields["path"] == new
    assert [path.read_bytes() for path in both] == texts


@pytest.mark.parametrize("side", [0, 1])
def test_a_carry_is_taken_back_by_its_number_in_both_plans_and_what_came_after_stays(
    side: int, both: tuple[Path, Path]
) -> None:
    old, new = both
    do(old, Update(("1.1",), DAY, note="旧年的"))
    do(new, AddTask("1", "明年的", DAY))
    turned = history.undo(both[side], 1)
    assert turned.beside
    assert planfile.load(old).plan.task("1.1").carried_to is None
    assert planfile.load(old).plan.task("1.1").log[-1].note == "旧年的"
    assert [task.title for task in planfile.load(new).plan.tasks] == ["明年的"]
    history.redo(both[side])
    assert planfile.load(old).plan.task("1.1").carried_to == "2021:1.1"
    assert planfile.load(new).plan.task("1.1").carried_from == "2020:1.1"


def test_a_later_step_in_one_of_them_is_taken_back_first_and_alone(both: tuple[Path, Path]) -> None:
    old, new = both
    do(new, AddTask("1", "明年的", DAY))
    assert history.undo(new).beside is None
    assert planfile.load(old).plan.task("1.1").carried_to == "2021:1.1"


def test_a_carry_that_ended_between_its_two_files_is_completed_and_taken_back_as_one(path: Path) -> None:
    new = path.with_name("2021.toml")
    before = path.read_bytes()
    transaction.carry_over(path, new, CARRY)
    path.write_bytes(before)  # as after a kill before the second file was replaced
    max(steps.folder_of(path).iterdir()).unlink()
    transaction.carry_over(path, new, CARRY)
    assert planfile.load(path).plan.task("1.1").carried_to == "2021:1.1"
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL
    assert not new.exists()
