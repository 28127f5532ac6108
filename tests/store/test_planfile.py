"""Finding, reading and above all writing plan files: only what must change does, and nobody's work is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from hazard import SMALL
from hypothesis import given
from hypothesis import strategies as st

from planctl.errors import (
    CannotReadError,
    CannotWriteError,
    ConflictError,
    EditFailedError,
    ExitCode,
    FileExistsAlreadyError,
    NoSuchPlanError,
    NotAFileError,
    NotTextError,
    PlanInvalidError,
    PlanNotFoundError,
    TooLargeError,
    UnknownTaskError,
)
from planctl.plan.changes import AddTask, Assign, RemoveTasks, Update
from planctl.plan.model import Status
from planctl.store import disk, planfile, plantext, steps
from planctl.store.disk import MountPointError
from planctl.store.planfile import PlanShrankError, Terms
from planctl.toml import edits

DAY = date(2020, 6, 30)


def done(*ids: str):
    return lambda _: Update(ids or ("1.1",), DAY, status=Status.DONE, evidence=("文件",))


def note(text: str, *ids: str):
    return lambda _: Update(ids or ("1.1",), DAY, note=text)


@pytest.fixture
def path(plan):
    return plan(SMALL)


class Told(list[tuple[str, dict[str, object]]]):
    def __call__(self, key: str, /, **fields: object) -> None:
        self.append((key, fields))


# --- finding ---------------------------------------------------------------------------------------------------------


def test_the_newest_year_in_the_nearest_folder_is_found(plan, tmp_path):
    plan(SMALL, name="2019.toml")
    newest = plan(SMALL)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert planfile.find(None, {}, below) == newest
    assert planfile.find("2019", {}, below).name == "2019.toml"
    assert planfile.find(None, {"PLANCTL_PLAN": "2019"}, below).name == "2019.toml"


@pytest.mark.parametrize("choice", ["2031", "../../etc/nothing", "a/../../x", "２０２０", "~nobody-of-this-name/x"])
def test_a_plan_that_does_not_exist_is_named(choice, path, tmp_path):
    with pytest.raises(NoSuchPlanError):
        planfile.find(choice, {}, tmp_path)


def test_no_plan_anywhere_says_where_it_was_looked_for(tmp_path):
    with pytest.raises(PlanNotFoundError):
        planfile.find(None, {}, tmp_path)


# --- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_ordinary_file_is_refused_at_once(make, tmp_path):
    path = tmp_path / "2020.toml"
    make(path)
    with pytest.raises(NotAFileError):
        planfile.load(path)
    with pytest.raises(NotAFileError):
        planfile.transact(path, done())
    assert planfile.peek_language(path) is None


@pytest.mark.parametrize("target", ["2020.toml", "nowhere"])
def test_a_link_that_leads_nowhere_cannot_be_read(target, tmp_path):
    path = tmp_path / "2020.toml"
    path.symlink_to(target)
    with pytest.raises(CannotReadError):
        planfile.load(path)
    with pytest.raises(CannotReadError):
        planfile.transact(path, done())


def test_a_file_over_8_megabytes_is_refused_by_its_size(tmp_path):
    path = tmp_path / "2020.toml"
    path.write_bytes(b"#" * (disk.LARGEST + 1))
    with pytest.raises(TooLargeError):
        planfile.load(path)


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b'a="\xd6\xd0"'])
def test_another_encoding_is_a_located_problem(content, tmp_path):
    path = tmp_path / "2020.toml"
    path.write_bytes(b"format = 1\n" + content)
    with pytest.raises(PlanInvalidError) as caught:
        planfile.load(path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("not-utf8", 2)]


# --- only what must change -------------------------------------------------------------------------------------------


def test_one_status_change_is_the_status_line_and_a_log_line(plan):
    path = plan()
    before = path.read_text(encoding="utf-8").splitlines()
    planfile.transact(path, note("一", "5.8"))
    first = path.read_text(encoding="utf-8").splitlines()
    planfile.transact(path, done("5.8"))
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
        lambda _: Assign(("1.2",), DAY, lead="乙局", support=("丙厅",), new_units=("乙局", "丙厅")),
        lambda _: AddTask("1", "新", DAY),
        lambda _: RemoveTasks(("1.1",)),
    ],
    ids=["done", "two", "note", "assign", "add", "remove"],
)
def test_every_other_line_keeps_its_bytes(frame, change, path):
    path.write_bytes(frame(SMALL))
    before = path.read_bytes()
    saved = planfile.transact(path, change)
    after = path.read_bytes()
    assert planfile.load(path).plan == saved.outcome.plan
    assert after.startswith(plantext.BOM) == before.startswith(plantext.BOM)
    assert after.endswith(b"\n") == before.endswith(b"\n")
    gone = [line for line in before.splitlines(keepends=True) if line not in after.splitlines(keepends=True)]
    text = b"".join(gone).decode()
    if "1.1" in saved.outcome.changed and len(gone) > 3:  # removed with the whole task
        return
    assert len(gone) <= 3, text


def test_lines_of_mixed_ends_keep_their_own(path):
    path.write_bytes(SMALL.replace("\n", "\r\n", 5).encode())
    before = path.read_bytes().splitlines(keepends=True)
    planfile.transact(path, done())
    after = path.read_bytes().splitlines(keepends=True)
    assert [line for line in before if line not in after] == ['status = "todo"   # 注\n'.encode()]


@given(st.text(), st.text())
def test_whatever_is_noted_is_read_back(text, evidence):
    loaded = _loaded(SMALL)
    wanted = Update(("1.1",), DAY, note=text or "x", evidence=(evidence,)).apply(loaded.plan).plan
    written = planfile.edited(loaded, wanted)
    assert plantext.decoded(loaded.source.path, plantext.encoded(loaded.source, written)).text == written


def test_what_is_not_unicode_is_refused(path):
    before = path.read_bytes()
    with pytest.raises(NotTextError):
        planfile.transact(path, note("\udcff"))
    assert path.read_bytes() == before


def test_a_dry_run_leaves_no_trace(path):
    before = path.read_bytes()
    saved = planfile.transact(path, done(), dry_run=True)
    assert saved.before != saved.after
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == ["2020.toml"]


def test_nothing_to_change_writes_nothing(path):
    planfile.transact(path, done())
    before = path.stat().st_mtime_ns
    planfile.transact(path, done())
    assert path.stat().st_mtime_ns == before


def test_an_edit_that_would_mean_something_else_is_refused(path, monkeypatch):
    before = path.read_bytes()
    right = edits.apply
    monkeypatch.setattr(edits, "apply", lambda text, steps: right(text, steps).replace("任务二", "任务三"))
    with pytest.raises(EditFailedError) as caught:
        planfile.transact(path, done())
    assert caught.value.exit_code is ExitCode.BUG
    assert path.read_bytes() == before


# --- others who write ------------------------------------------------------------------------------------------------


def interrupted_by(path, texts, change):
    """A decision during which somebody saves each of ``texts`` in turn."""
    left = list(texts)

    def decide(plan):
        if left:
            path.write_text(left.pop(0), encoding="utf-8")
        return change(plan)

    return decide


def test_a_change_is_made_again_to_what_somebody_saved_meanwhile(path):
    planfile.transact(path, interrupted_by(path, [SMALL.replace("任务二", "改名")], done()))
    text = path.read_text(encoding="utf-8")
    assert "改名" in text
    assert 'status = "done"' in text


def test_a_change_of_what_somebody_changed_meanwhile_is_a_conflict(path):
    theirs = SMALL.replace('status = "todo"', 'status = "blocked"')
    with pytest.raises(ConflictError):
        planfile.transact(path, interrupted_by(path, [theirs], done()))
    assert path.read_text(encoding="utf-8") == theirs


def test_a_change_of_a_task_that_is_gone_is_refused(path):
    theirs = SMALL.replace('id = "1.1"', 'id = "1.9"')
    with pytest.raises((ConflictError, UnknownTaskError)):
        planfile.transact(path, interrupted_by(path, [theirs], note("x")))
    assert path.read_text(encoding="utf-8") == theirs


def test_a_file_that_never_rests_is_given_up(path):
    texts = [SMALL.replace("任务二", f"改名{number}") for number in range(5)]
    with pytest.raises(ConflictError):
        planfile.transact(path, interrupted_by(path, texts, done()))
    assert path.read_text(encoding="utf-8") in texts


def test_a_file_saved_by_half_is_waited_for(plan):
    path = plan()
    whole = path.read_bytes()
    planfile.transact(path, done("5.8"))
    path.write_bytes(whole[: len(whole) // 2])
    threading.Timer(0.15, lambda: path.write_bytes(whole)).start()
    planfile.transact(path, done("5.9"))
    assert len(list(planfile.load(path).plan.tasks)) == 70


@pytest.mark.parametrize("half", ["", SMALL[: SMALL.index("[[priority.task]]")]])
def test_a_plan_that_lost_its_tasks_is_not_written_to(half, path):
    planfile.transact(path, done())
    path.write_text(half, encoding="utf-8")
    with pytest.raises((PlanShrankError, PlanInvalidError)) as caught:
        planfile.transact(path, lambda _: AddTask("1", "新", DAY))
    assert caught.value.exit_code in {ExitCode.CONFLICT, ExitCode.INVALID}
    assert path.read_text(encoding="utf-8") == half


def test_a_plan_that_lost_tasks_on_purpose_is_taken_when_told(path):
    planfile.transact(path, done())
    path.write_text(SMALL[: SMALL.index("[[priority.task]]")], encoding="utf-8")
    planfile.transact(path, lambda _: AddTask("1", "新", DAY), terms=Terms(accept_loss=True))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1"]
    planfile.transact(path, note("以后照常"))


def test_removing_tasks_by_command_is_no_loss(path):
    planfile.transact(path, lambda _: RemoveTasks(("1.1",)))
    planfile.transact(path, note("x", "1.2"))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.2"]


def test_one_task_of_a_small_plan_may_be_deleted_by_hand(path):
    planfile.transact(path, lambda _: AddTask("1", "误录", DAY))
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[priority.task]]")], encoding="utf-8")
    planfile.transact(path, note("照常", "1.1"))
    assert [task.id for task in planfile.load(path).plan.tasks] == ["1.1", "1.2"]


# --- links and metadata ----------------------------------------------------------------------------------------------


def test_a_link_stays_a_link_and_its_target_is_written(path, tmp_path):
    link = tmp_path / "当前.toml"
    link.symlink_to(path)
    planfile.transact(link, done())
    assert link.is_symlink()
    assert 'status = "done"' in path.read_text(encoding="utf-8")
    assert (path.parent / ".planctl" / "2020.toml.lock").exists()
    assert not (tmp_path / ".planctl").exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_stays(mode, path):
    path.chmod(mode)
    planfile.transact(path, done())
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_file_that_is_read_only_is_not_replaced(path):
    path.chmod(0o444)
    with pytest.raises(CannotWriteError):
        planfile.transact(path, done())
    assert path.read_text(encoding="utf-8") == SMALL


def test_extended_attributes_stay(path):
    try:
        os.setxattr(path, "user.office", b"1")
    except OSError:
        pytest.skip("no extended attributes here")
    planfile.transact(path, done())
    assert os.getxattr(path, "user.office") == b"1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(path):
    os.chown(path, 1234, 1234)
    planfile.transact(path, done())
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1234)


def test_of_a_second_name_it_is_said_that_it_keeps_the_old_text(path):
    twin = path.with_name("twin")
    os.link(path, twin)
    told = Told()
    planfile.transact(path, done(), terms=Terms(tell=told))
    assert [key for key, _ in told] == ["write.hard_link"]
    assert twin.read_text(encoding="utf-8") == SMALL


def test_a_file_mounted_by_itself_is_refused_with_advice(path, tmp_path):
    target = tmp_path / "mounted" / "2020.toml"
    target.parent.mkdir()
    target.write_text(SMALL, encoding="utf-8")
    if subprocess.run(["mount", "--bind", path, target], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(MountPointError) as caught:
            planfile.transact(target, done())
        assert caught.value.exit_code is ExitCode.IO
        assert path.read_text(encoding="utf-8") == SMALL
        assert not list(disk.leftovers(target))
    finally:
        subprocess.run(["umount", target], check=True)


def test_a_link_in_the_place_of_the_work_folder_is_refused(path, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (path.parent / ".planctl").symlink_to(elsewhere)
    with pytest.raises(CannotWriteError):
        planfile.transact(path, done())
    assert not list(elsewhere.iterdir())
    assert path.read_text(encoding="utf-8") == SMALL


def test_the_work_folder_ignores_itself_in_git(path):
    planfile.transact(path, done())
    assert (path.parent / ".planctl" / ".gitignore").read_text() == "*\n"


# --- leftovers -------------------------------------------------------------------------------------------------------


def test_an_unfinished_file_of_a_killed_run_is_cleared(path):
    planfile.transact(path, done())
    half = path.read_bytes()[:100]
    left = path.parent / ".planctl" / ".2020.toml.999.tmp"
    left.write_bytes(half)
    planfile.transact(path, note("x"))
    assert not left.exists()


def test_a_text_that_somebody_saved_in_the_moment_of_a_kill_is_kept_and_told_of(path):
    planfile.transact(path, done())
    left = path.parent / ".planctl" / ".2020.toml.999.tmp"
    left.write_text(SMALL.replace("任务二", "别人改的"), encoding="utf-8")
    told = Told()
    planfile.transact(path, note("x"), terms=Terms(tell=told))
    ((key, fields),) = told
    assert key == "write.kept"
    assert "别人改的" in Path(str(fields["path"])).read_text(encoding="utf-8")


# --- new plans -------------------------------------------------------------------------------------------------------


def test_a_new_plan_is_made_with_its_folder(tmp_path):
    path = tmp_path / "plans" / "2021.toml"
    planfile.create(path, SMALL)
    assert path.read_text(encoding="utf-8") == SMALL
    assert stat.S_IMODE(path.stat().st_mode) & 0o444 == 0o444 & ~_umask()


def test_a_plan_that_is_there_is_not_overwritten_without_being_told(path):
    with pytest.raises(FileExistsAlreadyError):
        planfile.create(path, SMALL.replace("任务一", "别的"))
    assert path.read_text(encoding="utf-8") == SMALL


def test_an_overwritten_plan_can_be_brought_back(path):
    from planctl.store import history

    planfile.create(path, SMALL.replace("任务一", "别的"), overwrite=True)
    history.undo(path)
    assert path.read_text(encoding="utf-8") == SMALL


def test_only_so_many_steps_are_kept(path):
    for number in range(steps.KEPT + 5):
        planfile.transact(path, note(f"第{number}条"))
    assert len(steps.listed(path)) == steps.KEPT


def test_a_lock_that_is_held_ends_in_a_conflict_and_nothing_is_written(path):
    from planctl.store import lock

    file = disk.work_folder(path) / "2020.toml.lock"
    start = time.monotonic()
    with lock.held(file, path), pytest.raises(ConflictError):
        planfile.transact(path, done(), terms=Terms(wait=0.2))
    assert time.monotonic() - start < 2
    assert path.read_text(encoding="utf-8") == SMALL


def _loaded(text: str):
    from planctl.toml import schema

    parsed = schema.parse(text)
    assert parsed.plan is not None
    return planfile.LoadedPlan(plantext.decoded(Path("2020.toml"), text.encode()), parsed, parsed.plan)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
