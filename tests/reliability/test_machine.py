"""Any sequence of commands, hands, crashes, undo and redo: the plan stays whole, and undo is exact."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL, amount
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planctl.errors import PlanctlError
from planctl.plan.amend import Amend
from planctl.plan.by_hand import RecordHandEdits
from planctl.plan.changes import Assign, Change, Update
from planctl.plan.describe import Describe
from planctl.plan.groups import AddGroup, MoveGroup, MoveTasks, RemoveGroup, RenameGroup
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import Status
from planctl.plan.targets import AskedTarget, Reading
from planctl.store import disk, history, planfile, restore, steps, transaction
from planctl.store.history import NothingToRedoError, NothingToUndoError, UndoConflictError
from planctl.store.restore import NothingToRestoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planctl.plan.model import Task

days = st.dates(date(2020, 1, 1), date(2020, 12, 31))
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)


def without_retired(content: bytes) -> bytes:
    return re.sub(rb"retired = .*\r?\n", b"", content)


class PlanFile(RuleBasedStateMachine):
    """One plan file and everything that can happen to it."""

    @initialize(
        frame=st.sampled_from([("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")]),
        end=st.booleans(),
    )
    def begin(self, frame: tuple[str, str], end: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "plans" / "2020.toml"
        self.path.parent.mkdir()
        text = SMALL if end else SMALL.rstrip("\n")
        self.path.write_bytes((frame[0] + text.replace("\n", frame[1])).encode())
        self.frame = frame
        self.given: set[str] = {"1", "1.1", "1.2"}
        self.done: list[tuple[bytes, bytes]] = []
        self.undone: list[tuple[bytes, bytes]] = []

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    # --- what commands do

    def tasks(self) -> list[Task]:
        return list(planfile.load(self.path).plan.tasks)

    def ids(self) -> list[str]:
        return [task.id for task in self.tasks()]

    def groups(self) -> list[str]:
        return [group.id for group in planfile.load(self.path).plan.priorities]

    @contextmanager
    def giving(self) -> Iterator[None]:
        """Run a block that gives ids, none of which was given before."""
        before = {*self.ids(), *self.groups()}
        yield
        new = {*self.ids(), *self.groups()} - before
        assert not new & self.given, f"{new} was given before"
        self.given |= new

    def change(self, request: Change) -> None:
        before = self.path.read_bytes()
        try:
            saved = transaction.transact(self.path, request)
        except PlanctlError:
            assert self.path.read_bytes() == before
            return
        after = self.path.read_bytes()
        assert planfile.load(self.path).plan == saved.outcome.plan
        if after != before:
            self.done.append((before, after))
            self.undone.clear()

    @rule(data=st.data(), on=days, status=st.sampled_from(Status), note=texts)
    def update(self, data: st.DataObject, on: date, status: Status, note: str) -> None:
        identifier = data.draw(st.sampled_from(self.ids() or ["1.1"]))
        self.change(Update((identifier,), on, status=status, note=note))

    @rule(data=st.data(), on=days, reading=st.integers(0, 100), relative=st.booleans(), due=st.none() | days)
    def report(self, data: st.DataObject, on: date, reading: int, relative: bool, due: date | None) -> None:
        identifier = data.draw(st.sampled_from(self.ids() or ["1.1"]))
        self.change(Update((identifier,), on, reading=Reading(reading, relative), due=due, evidence=("件",)))

    @rule(on=days, note=texts)
    def update_all(self, on: date, note: str) -> None:
        self.change(Update(tuple(self.ids()) or ("1.1",), on, note=note))

    @rule(data=st.data(), on=days, lead=texts, add=st.lists(texts, max_size=2).map(tuple))
    def assign(self, data: st.DataObject, on: date, lead: str, add: tuple[str, ...]) -> None:
        identifier = data.draw(st.sampled_from(self.ids() or ["1.1"]))
        self.change(Assign((identifier,), on, lead=lead, add=add, accept_new=True))

    @rule(data=st.data(), on=days, title=texts)
    def add(self, data: st.DataObject, on: date, title: str) -> None:
        with self.giving():
            self.change(AddTask(data.draw(st.sampled_from(self.groups())), title, on))

    @rule(data=st.data(), on=days, reading=st.integers(-9, 9), delete=st.booleans())
    def amend(self, data: st.DataObject, on: date, reading: int, delete: bool) -> None:
        task = data.draw(st.sampled_from(self.tasks()))
        number = data.draw(st.integers(1, len(task.log) or 1))
        said = {} if delete else {"on": on, "note": "更正"}
        asked = None if delete else Reading(reading, relative=True)
        self.change(Amend((task.id,), number, said, asked, delete=delete))

    @rule(data=st.data(), on=days, title=texts, amount=st.integers(1, 9))
    def describe(self, data: st.DataObject, on: date, title: str, amount: int) -> None:
        identifier = data.draw(st.sampled_from(self.ids()))
        self.change(Describe((identifier,), on, fields={"title": title}, target=AskedTarget(amount)))

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(self.ids()), min_size=1, max_size=2, unique=True))
        with self.giving():
            self.change(MoveTasks(tuple(ids), data.draw(st.sampled_from(self.groups()))))

    @rule(data=st.data(), title=st.sampled_from(["甲组", "乙组", "丙组"]))
    def add_group(self, data: st.DataObject, title: str) -> None:
        with self.giving():
            self.change(AddGroup(title, before=data.draw(st.none() | st.sampled_from(self.groups()))))

    @rule(data=st.data(), request=st.sampled_from([RemoveGroup, MoveGroup, lambda group: RenameGroup(group, "又名")]))
    def change_group(self, data: st.DataObject, request: Callable[[str], Change]) -> None:
        self.change(request(data.draw(st.sampled_from(self.groups()))))

    @rule(data=st.data())
    @precondition(lambda self: len(self.ids()) > 1)
    def remove(self, data: st.DataObject) -> None:
        self.change(RemoveTasks((data.draw(st.sampled_from(self.ids())),)))

    @rule(on=days)
    def record(self, on: date) -> None:
        self.change(RecordHandEdits(on))

    # --- undo and redo

    @rule()
    def undo(self) -> None:
        before = self.path.read_bytes()
        try:
            history.undo(self.path)
        except NothingToUndoError:
            assert not self.done or self.done[-1][1] != before
            return
        except UndoConflictError:
            assert self.path.read_bytes() == before
            assert self.done[-1][1] != before, "a conflict though nobody else changed anything"
            return
        while self.done:
            was, became = self.done.pop()
            if became == before:
                now = self.path.read_bytes()
                assert without_retired(now) == without_retired(was)  # the id of an added task retires
                self.undone.append((now, before))
                break
            if was != before:  # taken back by merging
                self.undone.append((self.path.read_bytes(), before))
                break

    @rule()
    def redo(self) -> None:
        before = self.path.read_bytes()
        try:
            history.redo(self.path)
        except (NothingToRedoError, UndoConflictError):
            assert self.path.read_bytes() == before
            return
        if self.undone and self.undone[-1][0] == before:
            assert self.path.read_bytes() == self.undone[-1][1]
        if self.undone:
            self.done.append((before, self.path.read_bytes()))
            self.undone.pop()

    # --- restore

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        before = self.path.read_bytes()
        kept = steps.listed(self.path)
        if not kept:
            with pytest.raises(NothingToRestoreError):
                restore.prepare(self.path)
            return
        step = data.draw(st.sampled_from(kept))
        restore.restore(restore.prepare(self.path, step.number))
        after = self.path.read_bytes()
        assert without_retired(after) == without_retired(step.images()[1] or b"")
        if after != before:
            self.done.append((before, after))
            self.undone.clear()

    @rule(damaged=st.sampled_from([None, b"", b"\xff", b"<<<<<<< HEAD\n"]), note=texts)
    def damage(self, damaged: bytes | None, note: str) -> None:
        """The file is lost just after a command, comes back, and what was found can be had again."""
        self.update_all(date(2020, 6, 30), note)
        good = self.path.read_bytes()
        if not steps.listed(self.path) or steps.listed(self.path)[-1].images()[1] != good:
            return
        self.path.unlink()
        if damaged is not None:
            self.path.write_bytes(damaged)
        restore.restore(restore.prepare(self.path))
        assert self.path.read_bytes() == good
        history.undo(self.path)
        assert (self.path.read_bytes() if self.path.exists() else None) == damaged
        history.redo(self.path)
        assert self.path.read_bytes() == good
        self.clone()  # else undo would bring the damage back

    # --- what happens from outside

    @rule(text=st.sampled_from(["# 手写", "# x"]))
    def edit_a_comment(self, text: str) -> None:
        content = self.path.read_bytes().decode()
        end = self.frame[1]
        self.path.write_bytes(content.replace(f"format = 1{end}", f"format = 1{end}{text}{end}", 1).encode())

    @rule(title=st.sampled_from(["手改", "再改"]))
    def edit_a_title(self, title: str) -> None:
        content = self.path.read_bytes().decode()
        self.path.write_bytes(content.replace('title = "任务二"', f'title = "{title}"', 1).encode())

    @rule(status=st.sampled_from(["doing", "submitted"]))
    def edit_a_status(self, status: str) -> None:
        content = self.path.read_bytes().decode()
        self.path.write_bytes(content.replace('status = "todo"', f'status = "{status}"', 1).encode())

    @rule(share=st.floats(0, 1))
    def crash_before_the_exchange(self, share: float) -> None:
        """A run was killed: its step and a part of its file are there, the plan is not changed."""
        folder = disk.work_folder(self.path)
        before = self.path.read_bytes()
        content = before.replace(b"2020", b"2020", 1) + b"# never saved"
        steps.record(
            self.path, steps.Note(label="crash", tasks=len(self.ids())), before, content, steps.listed(self.path)
        )
        (folder / ".2020.toml.1.tmp").write_bytes(content[: int(len(content) * share)])
        self.undone.clear()

    @rule()
    def clone(self) -> None:
        """Somebody goes on in another clone, which has the plan and nothing beside it."""
        shutil.rmtree(self.path.parent / disk.WORK_FOLDER, ignore_errors=True)
        self.done.clear()
        self.undone.clear()

    # --- what always holds

    @invariant()
    def the_plan_is_whole(self) -> None:
        if not hasattr(self, "path"):
            return
        loaded = planfile.load(self.path)
        content = self.path.read_bytes()
        assert content.startswith(self.frame[0].encode())
        if self.frame[1] == "\r\n":
            assert content.count(b"\n") == content.count(b"\r\n")
        ids = [task.id for task in loaded.plan.tasks]
        assert len(set(ids)) == len(ids)
        assert not list(self.path.parent.glob(".planctl/*kept*"))


PlanFile.TestCase.settings = settings(
    max_examples=amount(25, 1_000),
    stateful_step_count=amount(20, 40),
    suppress_health_check=list(HealthCheck),
)
TestPlanFile = PlanFile.TestCase
