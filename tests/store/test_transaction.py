"""Writing plan files: only what must change does, and nobody's work is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL
from hypothesis import given
from hypothesis import strategies as st

from planctl.errors import (
    CannotReadError,
    CannotWriteError,
    ConflictError,
    ExitCode,
    FileExistsAlreadyError,
    NotAFileError,
    NotTextError,
    PlanInvalidError,
)
from planctl.plan.changes import Assign, Outcome, Update
from planctl.plan.ids import UnknownTaskError
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import Status
from planctl.store import disk, planfile, plantext, steps, transaction
from planctl.store.disk import MountPointError
from planctl.store.edited import EditFailedError, edited
from planctl.store.state import PlanShrankError
from planctl.store.steps import Note
from planctl.store.transaction import Draft, Terms
from planctl.toml import edits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import MakePlan

    from planctl.plan.changes import Change
    from planctl.plan.model import Plan
    from planctl.store.state import State

DAY = date(2020, 6, 30)


def done(*ids: str) -> Change:
    return Update(ids or ("1.1",), DAY, status=Status.DONE, evidence=("文件",))


def note(text: str, *ids: str) -> Change:
    return Update(ids or ("1.1",), DAY, note=text)


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return plan(SMALL)


class Told(list[tuple[str, dict[str, object]]]):
    def __call__(self, key: str, /, **fields: object) -> None:
        self.append((key, fields))


# --- what cannot be written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_ordinary_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    with pytest.raises(NotAFileError):
        transaction.transact(path, done())


@pytest.mark.parametrize("target", ["2020.toml", "nowhere"])
def test_a_link_that_leads_nowhere_cannot_be_changed(target: str, tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    path.symlink_to(target)
    with pytest.raises(CannotReadError):
        transaction.transact(path, done())


# --- only what must change -------------------------------------------------------------------------------------------


def test_one_status_change_is_the_status_line_and_a_log_line(plan: MakePlan) -> None:
    path = plan()
    before = path.read_text(encoding="utf-8").splitlines()
    transaction.transact(path, note("一", "5.8"))
    first = path.read_text(encoding="utf-8").splitlines()
    transaction.transact(path, done("5.8"))
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(first) == len(before) + 3
    line = next(index for index, old in enumerate(first) if old != after[index])
    assert (first[line], after[line]) == ('status = "todo"', 'status = "done"')
    assert after[: line + 3] + after[line + 4 :] == [*first[:line], 'status = "done"', *first[line + 1 :]]
    assert after[line + 3] == '  { on = 2020-06-30, status = "done", evidence = ["文件"] },'


FRAMES = {
    "plain": lambda text: text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: plantext.BOM + text.encode(),
    "bom and crlf": lambda text: plantext.BOM + text.replace("\n", "\r\n").encode(),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
    "mixed ends": lambda text: text.replace("\n", "\r\n", 7).encode(),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize(
    "change",
    [
        done(),
        done("1.1", "1.2"),
        note("甲\n乙"),
        Assign(("1.2",), DAY, lead="乙局", support=("丙厅",), accept_new=True),
        AddTask("1", "新", DAY),
        RemoveTasks(("1.1",)),
    ],
    ids=["done", "two", "note", "assign", "add", "remove"],
)
def test_every_other_line_keeps_its_bytes(frame: Callable[[str], bytes], change: Change, path: Path) -> None:
    path.write_bytes(frame(SMALL))
    before = path.read_bytes()
    saved = transaction.transact(path, change)
    after = path.read_bytes()
    assert planfile.load(path).plan == saved.outcome.plan
    assert after.startswith(plantext.BOM) == before.startswith(plantext.BOM)
    assert after.endswith(b"\n") == before.endswith(b"\n")
    gone = [line for line in before.splitlines(keepends=True) if line not in after.splitlines(keepends=True)]
    text = b"".join(gone).decode()
    if "1.1" in saved.outcome.changed and len(gone) > 3:  # removed with the whole task
        return
    assert len(gone) <= 3, text


def test_lines_of_mixed_ends_keep_their_own(path: Path) -> None:
    path.write_bytes(SMALL.replace("\n", "\r\n", 5).encode())
    before = path.read_bytes().splitlines(keepends=True)
    transaction.transact(path, done())
    after = path.read_bytes().splitlines(keepends=True)
    assert [line for line in before if line not in after] == ['status = "todo"   # 注\n'.encode()]


@given(st.text(), st.text())
def test_whatever_is_noted_is_read_back(text: str, evidence: str) -> None:
    loaded = _loaded(SMALL)
    wanted = Update(("1.1",), DAY, note=text or "x", evidence=(evidence,)).apply(loaded.plan).plan
    written = edited(loaded, wanted)
    assert plantext.decoded(loaded.source.path, plantext.encoded(loaded.source, written)).text == written


def test_what_is_not_unicode_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(NotTextError):
        transaction.transact(path, note("\udcff"))
    assert path.read_bytes() == before


def test_a_dry_run_leaves_no_trace(path: Path) -> None:
    before = path.read_bytes()
    saved = transaction.transact(path, done(), dry_run=True)
    assert saved.before != saved.after
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == ["2020.toml"]


def test_nothing_to_change_writes_nothing(path: Path) -> None:
    transaction.transact(path, done())
    before = path.stat().st_mtime_ns
    transaction.transact(path, done())
    assert path.stat().st_mtime_ns == before


def test_an_edit_that_would_mean_something_else_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    right = edits.apply
    monkeypatch.setattr(
        "planctl.store.edited.apply", lambda text, steps: right(text, steps).replace("任务二", "任务三")
    )
    with pytest.raises(EditFailedError) as caught:
        transaction.transact(path, done())
    assert caught.value.exit_code is ExitCode.BUG
    assert path.read_bytes() == before


# --- others who write ------------------------------------------------------------------------------------------------


@dataclass
class Interrupted:
    """A change during which somebody saves each of ``texts`` at ``path`` in turn."""

    path: Path
    texts: list[str]
    change: Change

    def apply(self, plan: Plan) -> Outcome:
        if self.texts:
            self.path.write_text(self.texts.pop(0), encoding="utf-8")
        return self.change.apply(plan)


def test_a_change_is_made_again_to_what_somebody_saved_meanwhile(path: Path) -> None:
    transaction.transact(path, Interrupted(path, [SMALL.replace("任务二", "改名")], done()))
    text = path.read_text(encoding="utf-8")
    assert "改名" in text
    assert 'status = "done"' in text


def test_a_change_of_what_somebody_changed_meanwhile_is_a_conflict(path: Path) -> None:
    theirs = SMALL.replace('status = "todo"', 'status = "blocked"')
    with pytest.raises(ConflictError):
        transaction.transact(path, Interrupted(path, [theirs], done()))
    assert path.read_text(encoding="utf-8") == theirs


def test_a_change_of_a_task_that_is_gone_is_refused(path: Path) -> None:
    theirs = SMALL.replace('id = "1.1"', 'id = "1.9"')
    with pytest.raises(UnknownTaskError):
        transaction.transact(path, Interrupted(path, [theirs], note("x")))
    assert path.read_text(encoding="utf-8") == theirs


def test_a_file_that_never_rests_is_given_up(path: Path) -> None:
    texts = [SMALL.replace("任务二", f"改名{number}") for number in range(5)]
    with pytest.raises(ConflictError):
        transaction.transact(path, Interrupted(path, list(texts), done()))
    assert path.read_text(encoding="utf-8") in texts


def test_a_file_saved_by_half_is_waited_for(plan: MakePlan) -> None:
    path = plan()
    whole = path.read_bytes()
    transaction.transact(path, done("5.8"))
    path.write_bytes(whole[: len(whole) // 2])
    threading.Timer(0.15, lambda: path.write_bytes(whole)).start()
    transaction.transact(path, done("5.9"))
    assert len(list(planfile.load(path).plan.tasks)) == 70


@pytest.mark.parametrize("half", ["", SMALL[: SMALL.index("[[priority.task]]")]])
def test_a_plan_that_lost_its_tasks_is_not_written_to(half: str, path: Path) -> None:
    transaction.transact(path, done())
    path.write_text(half, encoding="utf-8")
    with pytest.raises((PlanShrankError, PlanInvalidError)) as caught:
        transaction.transact(path, AddTask("1", "新", DAY))
    assert caught.value.exit_code in {ExitCode.CONFLICT, ExitCode.INVALID}
    assert path.read_text(encoding="utf-8") == half


def test_a_plan_that_lost_tasks_on_purpose_is_taken_when_told(path: Path) -> None:
    transaction.transact(path, done())
    path.write_text(SMALL[: SMALL.index("[[priority.task]]")], encoding="utf-8")
    transaction.transact(path, AddTask("1", "新", DAY), terms=Terms(accept_loss=True))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1"]
    transaction.transact(path, note("以后照常"))


def test_removing_tasks_by_command_is_no_loss(path: Path) -> None:
    transaction.transact(path, RemoveTasks(("1.1",)))
    transaction.transact(path, note("x", "1.2"))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.2"]


def test_one_task_of_a_small_plan_may_be_deleted_by_hand(path: Path) -> None:
    transaction.transact(path, AddTask("1", "误录", DAY))
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[priority.task]]")], encoding="utf-8")
    transaction.transact(path, note("照常", "1.1"))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1", "1.2"]


# --- links and metadata ----------------------------------------------------------------------------------------------


def test_a_link_stays_a_link_and_its_target_is_written(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "当前.toml"
    link.symlink_to(path)
    transaction.transact(link, done())
    assert link.is_symlink()
    assert 'status = "done"' in path.read_text(encoding="utf-8")
    assert (path.parent / ".planctl" / "2020.toml.lock").exists()
    assert not (tmp_path / ".planctl").exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_stays(mode: int, path: Path) -> None:
    path.chmod(mode)
    transaction.transact(path, done())
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_file_that_is_read_only_is_not_replaced(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(CannotWriteError):
        transaction.transact(path, done())
    assert path.read_text(encoding="utf-8") == SMALL


def test_extended_attributes_stay(path: Path) -> None:
    try:
        os.setxattr(path, "user.office", b"1")
    except OSError:
        pytest.skip("no extended attributes here")
    transaction.transact(path, done())
    assert os.getxattr(path, "user.office") == b"1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(path: Path) -> None:
    os.chown(path, 1234, 1234)
    transaction.transact(path, done())
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1234)


def test_of_a_second_name_it_is_said_that_it_keeps_the_old_text(path: Path) -> None:
    twin = path.with_name("twin")
    os.link(path, twin)
    told = Told()
    transaction.transact(path, done(), terms=Terms(tell=told))
    assert [key for key, _ in told] == ["write.hard_link"]
    assert twin.read_text(encoding="utf-8") == SMALL


def test_a_file_mounted_by_itself_is_refused_with_advice(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "mounted" / "2020.toml"
    target.parent.mkdir()
    target.write_text(SMALL, encoding="utf-8")
    if subprocess.run(["mount", "--bind", path, target], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(MountPointError) as caught:
            transaction.transact(target, done())
        assert caught.value.exit_code is ExitCode.IO
        assert path.read_text(encoding="utf-8") == SMALL
        assert not list(disk.leftovers(target))
    finally:
        subprocess.run(["umount", target], check=True)


def test_a_link_in_the_place_of_the_work_folder_is_refused(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (path.parent / ".planctl").symlink_to(elsewhere)
    with pytest.raises(CannotWriteError):
        transaction.transact(path, done())
    assert not list(elsewhere.iterdir())
    assert path.read_text(encoding="utf-8") == SMALL


def test_the_work_folder_ignores_itself_in_git(path: Path) -> None:
    transaction.transact(path, done())
    assert (path.parent / ".planctl" / ".gitignore").read_text() == "*\n"


# --- leftovers -------------------------------------------------------------------------------------------------------


def test_an_unfinished_file_of_a_killed_run_is_cleared(path: Path) -> None:
    transaction.transact(path, done())
    half = path.read_bytes()[:100]
    left = path.parent / ".planctl" / ".2020.toml.999.tmp"
    left.write_bytes(half)
    transaction.transact(path, note("x"))
    assert not left.exists()


def test_a_text_that_somebody_saved_in_the_moment_of_a_kill_is_kept_and_told_of(path: Path) -> None:
    transaction.transact(path, done())
    left = path.parent / ".planctl" / ".2020.toml.999.tmp"
    left.write_text(SMALL.replace("任务二", "别人改的"), encoding="utf-8")
    told = Told()
    transaction.transact(path, note("x"), terms=Terms(tell=told))
    ((key, fields),) = told
    assert key == "write.kept"
    assert "别人改的" in Path(str(fields["path"])).read_text(encoding="utf-8")


# --- new plans -------------------------------------------------------------------------------------------------------


def test_a_new_plan_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2021.toml"
    transaction.create(path, SMALL)
    assert path.read_text(encoding="utf-8") == SMALL
    assert stat.S_IMODE(path.stat().st_mode) & 0o444 == 0o444 & ~_umask()


def test_a_plan_that_is_there_is_not_overwritten_without_being_told(path: Path) -> None:
    with pytest.raises(FileExistsAlreadyError):
        transaction.create(path, SMALL.replace("任务一", "别的"))
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_plan_that_somebody_makes_at_the_same_time_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "2021.toml"

    reads = 0

    def draft(states: Sequence[State]) -> list[Draft]:
        nonlocal reads
        reads += 1
        if reads == 1:
            path.write_text(SMALL, encoding="utf-8")
            plan = planfile.load(path).plan
            return [Draft(Outcome(plan, ()), b"x", Note())]
        assert states[0].content == SMALL.encode()
        return [Draft(Outcome(states[0].there().plan, ()), states[0].content, Note())]

    transaction.rewrite([path], draft, dry_run=False, terms=Terms())
    assert reads == 2
    assert path.read_text(encoding="utf-8") == SMALL


def test_an_overwritten_plan_can_be_brought_back(path: Path) -> None:
    from planctl.store import history

    transaction.create(path, SMALL.replace("任务一", "别的"), overwrite=True)
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL


def test_only_so_many_steps_are_kept(path: Path) -> None:
    for number in range(steps.KEPT + 5):
        transaction.transact(path, note(f"第{number}条"))
    assert len(steps.listed(path)) == steps.KEPT


def test_a_lock_that_is_held_ends_in_a_conflict_and_nothing_is_written(path: Path) -> None:
    from planctl.store import lock

    file = disk.work_folder(path) / "2020.toml.lock"
    start = time.monotonic()
    with lock.held(file, path), pytest.raises(ConflictError):
        transaction.transact(path, done(), terms=Terms(wait=0.2))
    assert time.monotonic() - start < 2
    assert path.read_text(encoding="utf-8") == SMALL


def _loaded(text: str) -> planfile.LoadedPlan:
    from planctl.toml import schema

    parsed = schema.parse(text)
    assert parsed.plan is not None
    return planfile.LoadedPlan(plantext.decoded(Path("2020.toml"), text.encode()), parsed, parsed.plan)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
