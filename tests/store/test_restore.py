"""A plan as a step left it comes back whatever is there now, and what was there is not lost by it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.errors import ConflictError
from planctl.plan.carry import CarryOver
from planctl.plan.changes import Update
from planctl.plan.groups import AddGroup
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import Status
from planctl.store import history, planfile, restore, steps, transaction
from planctl.store.history import CannotTakeBackError, UndoConflictError
from planctl.store.planfile import NoSuchPlanError
from planctl.store.restore import NoPlanInStepError, NothingToRestoreError
from planctl.store.steps import UnknownStepError
from planctl.store.transaction import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan

    from planctl.plan.changes import Change
    from planctl.store.transaction import Saved

DAY = date(2020, 6, 30)
NEW = 'format = 1\nyear = 2020\ntitle = "新"\n\n[[priority]]\nid = "1"\ntitle = "一"\n'
#: What may be found in the place of a plan.
DAMAGED = {
    "emptied": b"",
    "blank": b"\n",
    "half a file": SMALL.encode()[:-90],
    "half merged": b"<<<<<<< HEAD\n" + SMALL.encode() + b"=======\n>>>>>>> theirs\n",
    "a zip": b"PK\x03\x04\x00\xff\xfe\x00\r\n",
    "GBK": SMALL.encode("gbk"),
}


@pytest.fixture
def path(plan: MakePlan) -> Path:
    """Three steps: a note on 1.2, then 1.1 done, then a new task 1.3."""
    path = plan(SMALL)
    for label, change in (("one", note("甲")), ("two", done()), ("three", AddTask("1", "新", DAY))):
        transaction.transact(path, change, terms=Terms(label=label))
    return path


def note(text: str, key: str = "1.2") -> Change:
    return Update((key,), DAY, note=text)


def done() -> Change:
    return Update(("1.1",), DAY, status=Status.DONE, evidence=("件",))


def bring_back(path: Path, number: int | None = None) -> Saved:
    return restore.restore(restore.prepare(path, number), terms=Terms(label="restore"))


def image(path: Path, number: int) -> bytes:
    """Return what the step of this number left."""
    content = steps.numbered(path, steps.listed(path), number).images()[1]
    assert content is not None
    return content


# --- what comes back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_the_last_good_plan_comes_back_over_anything_and_what_was_there_can_be_had_again(
    content: bytes, path: Path
) -> None:
    good = path.read_bytes()
    path.write_bytes(content)
    saved = bring_back(path)
    assert path.read_bytes() == good
    assert saved.outcome.changed == ("1.1", "1.2", "1.3")
    history.undo(path)
    assert path.read_bytes() == content
    history.redo(path)
    assert path.read_bytes() == good


def test_a_file_that_is_gone_comes_back_and_undo_takes_it_away_again(path: Path) -> None:
    good = path.read_bytes()
    path.unlink()
    bring_back(path)
    assert path.read_bytes() == good
    turned = history.undo(path)
    assert not path.exists()
    assert turned.is_whole
    history.redo(path)
    assert path.read_bytes() == good


def test_the_steps_before_can_still_be_taken_back_after_a_restoration(path: Path) -> None:
    path.write_bytes(b"x")
    bring_back(path)
    history.undo(path)
    path.write_bytes(image(path, 3))
    history.undo(path)
    history.undo(path)
    assert planfile.load(path).plan.task("1.1").status is Status.TODO


def test_a_step_by_its_number_comes_back_with_later_ids_as_retired(path: Path) -> None:
    bring_back(path, 1)
    text = path.read_text(encoding="utf-8")
    assert text == image(path, 1).decode().replace('title = "重点一"\n', 'title = "重点一"\nretired = ["1.3"]\n')
    transaction.transact(path, AddTask("1", "再来", DAY))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1", "1.2", "1.4"]


def test_ids_that_a_later_step_retired_stay_retired(path: Path) -> None:
    transaction.transact(path, RemoveTasks(("1.3",)))
    path.write_bytes(b"")
    bring_back(path, 2)
    assert planfile.load(path).plan.priorities[0].retired == ("1.3",)


def test_a_restoration_of_a_good_plan_is_undone_to_the_byte(path: Path) -> None:
    before = path.read_bytes()
    bring_back(path, 1)
    history.undo(path)
    assert path.read_bytes() == before


def test_what_was_changed_since_a_restoration_of_a_good_plan_stays_when_it_is_taken_back(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "# 后来的\n", encoding="utf-8")
    bring_back(path, 2)
    transaction.transact(path, note("其后"))
    number = steps.listed(path)[-2].number
    history.undo(path, number)
    plan = planfile.load(path).plan
    assert plan.task("1.3").title == "新"
    assert [entry.note for entry in plan.task("1.2").log][-1] == "其后"
    assert "# 后来的" in path.read_text(encoding="utf-8")  # the text is the one from before, with what was changed


def test_over_what_was_no_plan_a_restoration_is_taken_back_only_if_nothing_was_changed_since(path: Path) -> None:
    path.write_bytes(b"x y")
    bring_back(path)
    transaction.transact(path, note("其后"))
    before = path.read_bytes()
    with pytest.raises(CannotTakeBackError):
        history.undo(path, 4)
    assert path.read_bytes() == before
    history.undo(path)
    history.undo(path)
    assert path.read_bytes() == b"x y"


@pytest.mark.parametrize("change", [AddTask("1", "误录", DAY), AddGroup("误录")])
def test_an_id_that_was_given_and_taken_back_since_does_not_stand_in_the_way(change: Change, path: Path) -> None:
    path.write_bytes(b"x y")
    bring_back(path)
    transaction.transact(path, change)
    history.undo(path)
    history.undo(path)
    assert path.read_bytes() == b"x y"


def test_what_was_taken_back_is_not_the_last_good_plan(path: Path) -> None:
    good = path.read_bytes()
    path.write_bytes(b"x")
    transaction.create(path, NEW, overwrite=True)
    history.undo(path)
    bring_back(path)
    assert path.read_bytes() == good


def test_the_plan_that_an_undo_left_is_the_last_good_one(path: Path) -> None:
    history.undo(path)
    good = path.read_bytes()
    path.write_bytes(b"x")
    bring_back(path)
    assert path.read_bytes() == good
    assert b"retired" in good


def test_bytes_of_any_frame_come_back(plan: MakePlan) -> None:
    for number, frame in enumerate((b"\xef\xbb\xbf", b"")):
        path = plan(SMALL, name=f"202{number}.toml")
        path.write_bytes(frame + SMALL.replace("\n", "\r\n", 9).rstrip("\n").encode())
        transaction.transact(path, note("甲"))
        good = path.read_bytes()
        path.write_bytes(b"")
        bring_back(path)
        assert path.read_bytes() == good


# --- what it means ---------------------------------------------------------------------------------------------------


def test_nothing_is_to_be_done_where_the_plan_is_as_the_step_left_it(path: Path) -> None:
    assert restore.prepare(path).is_done
    assert restore.prepare(path, 3).is_done
    assert not restore.prepare(path, 2).is_done
    before = path.read_bytes()
    bring_back(path)
    assert (path.read_bytes(), len(steps.listed(path))) == (before, 3)


def test_only_a_good_plan_that_no_step_has_is_overwritten_with_a_question(path: Path) -> None:
    assert not restore.prepare(path, 1).overwrites
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("任务二", "手改"), encoding="utf-8")
    assert restore.prepare(path).overwrites
    path.write_text(whole[: whole.index("[[priority.task]]")], encoding="utf-8")  # looks half saved
    assert not restore.prepare(path).overwrites
    path.write_text(SMALL, encoding="utf-8")
    assert not restore.prepare(path).overwrites


def test_a_dry_run_writes_nothing(path: Path) -> None:
    good = path.read_text(encoding="utf-8")
    path.write_bytes(b"x")
    saved = restore.restore(restore.prepare(path), dry_run=True)
    assert (saved.before, saved.after) == ("x", good)
    assert path.read_bytes() == b"x"
    assert len(steps.listed(path)) == 3


def test_what_somebody_saved_since_it_was_looked_at_is_not_overwritten(path: Path) -> None:
    path.write_bytes(b"x")
    prepared = restore.prepare(path)
    path.write_bytes(b"y")
    with pytest.raises(ConflictError):
        restore.restore(prepared)
    assert path.read_bytes() == b"y"


@pytest.mark.parametrize("number", [0, 4, 99])
def test_a_step_that_is_not_kept_is_refused_with_those_that_are(number: int, path: Path) -> None:
    with pytest.raises(UnknownStepError) as caught:
        restore.prepare(path, number)
    assert (caught.value.exit_code, caught.value.fields["first"], caught.value.fields["last"]) == (5, 1, 3)


def test_where_nothing_is_kept_there_is_nothing_to_restore(plan: MakePlan) -> None:
    with pytest.raises(NothingToRestoreError) as caught:
        restore.prepare(plan(SMALL))
    assert caught.value.exit_code == 1


def test_a_step_that_left_no_plan_is_refused(path: Path) -> None:
    path.write_bytes(b"x")
    bring_back(path)
    history.undo(path)
    with pytest.raises(NoPlanInStepError) as caught:
        restore.prepare(path, 5)
    assert caught.value.exit_code == 5


def test_a_damaged_step_is_passed_over(path: Path) -> None:
    newest = max(steps.folder_of(path).iterdir())
    newest.write_bytes(newest.read_bytes()[:-5])
    path.write_bytes(b"")
    assert restore.prepare(path).step.number == 2
    with pytest.raises(NoPlanInStepError):
        restore.prepare(path, 3)


# --- which steps are in effect ---------------------------------------------------------------------------------------


def effective(path: Path) -> list[int]:
    return sorted(step.number for step, in_effect in history.past(path) if in_effect)


def test_steps_that_a_restoration_put_behind_are_not_in_effect_until_it_is_taken_back(path: Path) -> None:
    bring_back(path, 1)
    assert effective(path) == [1, 4]
    history.undo(path)
    assert effective(path) == [1, 2, 3]
    history.redo(path)
    assert effective(path) == [1, 6]


def test_what_came_after_a_restoration_stays_in_effect_when_that_is_taken_back_and_made_again(path: Path) -> None:
    bring_back(path, 1)  # 4
    transaction.transact(path, note("丁"))  # 5
    assert effective(path) == [1, 4, 5]
    history.undo(path, 4)  # 6
    assert effective(path) == [1, 2, 3, 5]
    history.redo(path)  # 7
    assert effective(path) == [1, 5, 7]
    history.undo(path, 7)
    history.redo(path)  # 9
    assert effective(path) == [1, 5, 9]
    history.undo(path, 5)
    assert effective(path) == [1, 9]
    assert planfile.load(path).plan.task("1.2").log[-1].note == "甲"


def test_a_step_that_was_taken_back_and_restored_is_in_effect_and_can_be_taken_back(path: Path) -> None:
    history.undo(path)  # 4
    bring_back(path, 3)
    assert effective(path) == [1, 2, 3, 5]
    history.undo(path, 2)
    assert planfile.load(path).plan.task("1.1").status is Status.TODO
    assert effective(path) == [1, 3, 5]


# --- other plans of the name -----------------------------------------------------------------------------------------


def test_the_plan_that_was_here_before_the_present_one_comes_back_to_the_byte(path: Path) -> None:
    good = path.read_bytes()
    path.unlink()
    transaction.create(path, NEW)
    transaction.transact(path, AddTask("1", "头一项", DAY))
    assert [step.number for step, _ in history.past(path)] == [5, 4, 3, 2, 1]
    bring_back(path, 3)
    assert path.read_bytes() == good


@pytest.mark.parametrize("content", [SMALL.encode(), b"x y", b""], ids=["good", "broken", "empty"])
def test_what_a_new_plan_was_put_over_comes_back_to_the_byte(content: bytes, plan: MakePlan) -> None:
    path = plan(SMALL)
    path.write_bytes(content)
    transaction.create(path, NEW.replace("一", "二"), overwrite=True)
    history.undo(path)
    assert path.read_bytes() == content
    history.redo(path)
    assert path.read_text(encoding="utf-8") == NEW.replace("一", "二")


def test_a_plan_that_was_put_over_another_one_and_went_on_is_not_mixed_with_it(path: Path) -> None:
    transaction.create(path, NEW, overwrite=True)
    transaction.transact(path, AddTask("1", "新计划的", DAY))
    with pytest.raises(UndoConflictError):
        history.undo(path, 4)


def test_a_plan_that_carrying_made_comes_back_when_it_is_gone(path: Path) -> None:
    new = path.with_name("2021.toml")
    transaction.carry_over(path, new, CarryOver(2021, date(2020, 12, 31)))
    good = new.read_bytes()
    new.unlink()
    bring_back(new)
    assert new.read_bytes() == good


def test_a_plan_that_is_gone_has_nothing_to_undo_or_redo(path: Path) -> None:
    path.unlink()
    for turn in (history.undo, history.redo):
        with pytest.raises(NoSuchPlanError):
            turn(path)
