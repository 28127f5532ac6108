"""Undo and redo: exact where nothing else happened, and never at the cost of what others did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hazard import SMALL
from make import make_plan, make_task

from planctl.plan.changes import AddTask, Assign, RemoveTasks, Update
from planctl.plan.merge import Clash
from planctl.plan.model import Status
from planctl.store import history, planfile, steps
from planctl.store.history import NothingToRedoError, NothingToUndoError, UndoConflictError
from planctl.store.planfile import Terms

DAY = date(2020, 6, 30)


@pytest.fixture
def path(plan):
    return plan(SMALL)


def do(path, change, label=""):
    return planfile.transact(path, lambda _: change, terms=Terms(label=label))


def done(*ids, on=DAY, note="办结"):
    return Update(ids or ("1.1",), on, status=Status.DONE, note=note)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CHANGES = {
    "done": done(),
    "many": done("1.1", "1.2"),
    "assign": Assign(("1.2",), DAY, lead="乙局", support=("甲局",), owner="王芳", new_units=("乙局",)),
    "add": AddTask("1", "新", DAY),
    "remove": RemoveTasks(("1.1",)),
    "remove with log": RemoveTasks(("1.2",)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_right_after_a_change_gives_back_the_same_bytes(change, path):
    before = path.read_bytes()
    do(path, change)
    after = path.read_bytes()
    assert after != before
    history.undo(path)
    assert path.read_bytes() == before
    history.redo(path)
    assert path.read_bytes() == after
    history.undo(path)
    assert path.read_bytes() == before


def test_one_command_is_one_step_however_many_tasks_it_touched(path):
    do(path, done("1.1", "1.2"), "done 1.1 1.2")
    turned = history.undo(path)
    assert turned.step.note.label == "done 1.1 1.2"
    assert turned.saved.outcome.changed == ("1.1", "1.2")
    with pytest.raises(NothingToUndoError):
        history.undo(path)


def test_steps_are_taken_back_one_after_the_other_and_made_again_in_order(path):
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


def test_a_new_change_ends_what_could_be_made_again(path):
    do(path, done())
    history.undo(path)
    do(path, Update(("1.2",), DAY, note="别的"))
    with pytest.raises(NothingToRedoError):
        history.redo(path)


def test_what_others_changed_elsewhere_stays(path):
    do(path, done())
    edit(path, "任务二", "别人改名")
    edit(path, "# 末尾", "# 别人写的")
    history.undo(path)
    text = path.read_text(encoding="utf-8")
    assert "别人改名" in text
    assert "# 别人写的" in text
    assert planfile.load(path).plan.task("1.1").status is Status.TODO
    assert not planfile.load(path).plan.task("1.1").log


def test_what_others_recorded_on_the_same_task_stays(path):
    do(path, done())
    edit(path, "# 末尾", "# 末尾")
    edit(path, "budget = 3\n", 'budget = 4\nowner = "李强"\n')
    edit(path, 'note = "办结" },\n', 'note = "办结" },\n  { on = 2020-07-05, note = "别人记的" },\n')
    history.undo(path)
    task = planfile.load(path).plan.task("1.1")
    assert (task.status, task.owner, task.extra["budget"]) == (Status.TODO, "李强", 4)
    assert [entry.note for entry in task.log] == ["别人记的"]


def test_a_field_that_others_changed_since_is_named_and_nothing_is_written(path):
    do(path, done())
    edit(path, 'status = "done"', 'status = "blocked"')
    before = path.read_bytes()
    with pytest.raises(UndoConflictError) as caught:
        history.undo(path)
    (conflict,) = caught.value.conflicts
    assert (conflict.clash, conflict.place, conflict.field) == (Clash.CHANGED, "1.1", "status")
    assert path.read_bytes() == before


def test_an_added_task_that_others_went_on_with_is_not_taken_out(path):
    do(path, AddTask("1", "新", DAY))
    edit(path, 'title = "新"', 'title = "新的"')
    with pytest.raises(UndoConflictError):
        history.undo(path)


def test_a_removed_task_comes_back_though_others_changed_the_plan(path):
    do(path, RemoveTasks(("1.1",)))
    edit(path, "任务二", "别人改名")
    history.undo(path)
    plan = planfile.load(path).plan
    assert plan.task("1.1").title == "任务一"
    assert plan.task("1.2").title == "别人改名"
    assert plan.priorities[0].retired == ()


def test_the_id_of_an_undone_task_is_never_given_again(path):
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    do(path, Update(("1.1",), DAY, note="其间"))
    assert "retired" not in path.read_text(encoding="utf-8")
    do(path, AddTask("1", "又一次", DAY))
    plan = planfile.load(path).plan
    assert [task.id for task in plan.tasks] == ["1.1", "1.2", "1.4"]
    assert plan.priorities[0].retired == ("1.3",)


def test_the_id_of_an_undone_task_stays_burnt_when_its_step_is_long_forgotten(path):
    do(path, AddTask("1", "一次", DAY))
    history.undo(path)
    for number in range(steps.KEPT + 10):
        do(path, Update(("1.1",), DAY, note=f"第{number}条"))
    do(path, AddTask("1", "又一次", DAY))
    assert [task.id for task in planfile.load(path).plan.tasks][-1] == "1.4"


def test_undoing_is_itself_in_the_list(path):
    do(path, done(), "done 1.1")
    history.undo(path)
    history.redo(path)
    listed = [(step.note.kind, step.note.label, in_effect) for step, in_effect in history.past(path)]
    assert listed == [("redo", "done 1.1", True), ("undo", "done 1.1", False), ("do", "done 1.1", False)]


def test_the_last_fifty_steps_can_be_taken_back(path):
    images = []
    for number in range(steps.KEPT + 3):
        do(path, Update(("1.1",), DAY, note=f"第{number}条"))
        images.append(path.read_bytes())
    for image in reversed(images[2:-1]):
        history.undo(path)
        assert path.read_bytes() == image
    with pytest.raises(NothingToUndoError):
        history.undo(path)


def test_steps_are_kept_compressed(plan):
    path = plan()
    size = path.stat().st_size
    for number in range(10):
        do(path, Update(("5.8",), DAY, note=f"第{number}条"))
    kept = [file.stat().st_size for file in steps.folder_of(path).iterdir()]
    assert max(kept) < size / 2


def test_a_step_whose_change_never_reached_the_plan_is_passed_over(path):
    do(path, done())
    between = path.read_bytes()
    do(path, Update(("1.2",), DAY, note="没有写成"))
    path.write_bytes(between)  # as after a kill before the file was replaced
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_damaged_step_is_passed_over(path):
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


def test_a_dry_run_of_undo_changes_nothing(path):
    do(path, done())
    before = path.read_bytes()
    assert history.undo(path, dry_run=True).saved.after == SMALL
    assert path.read_bytes() == before
    assert len(history.past(path)) == 1


def test_undo_where_nothing_was_done_says_so(path):
    with pytest.raises(NothingToUndoError) as caught:
        history.undo(path)
    assert caught.value.exit_code == 1


def test_stacks_of_steps():
    def step(number, kind, of=0):
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


def test_burnt_ids_are_those_that_the_plan_does_not_know():
    kept = steps.Step(1, steps.Note(kind="undo", gone=(("1", "1.1"), ("1", "1.7"))), Path(), (0, 0, 0))
    assert steps.burnt([kept], make_plan([make_task(id="1.1")])) == {"1": ("1.7",)}
