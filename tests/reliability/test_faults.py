"""A system call fails, or the process is killed at it: the file is the old or the new one, and exit 0 means the new."""

from __future__ import annotations

import itertools
import re
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL, amount, needs_strace, ours, planctl, under_strace

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from reliability.conftest import Tally

CALLS = ("write", "fsync", "renameat2", "rename", "openat", "close", "fchmod", "chmod", "flock", "mkdir", "unlink")
ERRORS = ("ENOSPC", "EIO", "EINTR")
CHANGE = ("done", "1.1", "-e", "文件", "--wait", "0")

pytestmark = needs_strace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    return tmp_path


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()
    plan = folder / "plans" / "2020.toml"
    plan.write_text(SMALL, encoding="utf-8")
    return plan


@pytest.fixture
def images(folder: Path) -> tuple[bytes, bytes]:
    """The bytes before and after the change."""
    plan = fresh(folder)
    before = plan.read_bytes()
    assert planctl(*CHANGE).returncode == 0
    return before, plan.read_bytes()


def numbers(call: str, folder: Path) -> list[int]:
    """Which calls of this name concern planctl's own files; in a reduced run, some of them."""
    fresh(folder)
    trace = folder / "trace"
    under_strace("-y", "-o", str(trace), "-e", f"trace={call}", arguments=CHANGE)
    lines = [line for line in trace.read_text(errors="replace").splitlines() if re.search(rf"\b{call}\(", line)]
    first = next((index for index, line in enumerate(lines, 1) if "plans" in line or "/2020" in line), 1)
    wanted = list(range(first, len(lines) + 1))
    few = 3 if call in {"openat", "close"} else len(wanted)
    return wanted[:: max(1, len(wanted) // amount(few, len(wanted)))] if wanted else []


def check(plan: Path, images: tuple[bytes, bytes], run: CompletedProcess[bytes], *, fault: str) -> bytes:
    _before, after = images
    content = plan.read_bytes()
    assert content in images, f"{fault}: torn"
    assert run.returncode != 0 or content == after, f"{fault}: exit 0, but the old file"
    assert b"Traceback" not in run.stderr, f"{fault}: {run.stderr.decode()}"
    return content


@pytest.mark.parametrize("call", CALLS)
def test_a_failing_call_leaves_the_old_file_or_the_new_one(
    call: str, folder: Path, images: tuple[bytes, bytes], tally: Tally
) -> None:
    injected = 0
    errors = itertools.cycle(ERRORS)
    for number in numbers(call, folder):
        for error in ERRORS if amount(0, 1) else [next(errors)]:
            plan = fresh(folder)
            fault = f"inject={call}:error={error}:when={number}"
            run = under_strace("-o", "/dev/null", "-e", f"trace={call}", "-e", fault, arguments=CHANGE)
            content = check(plan, images, run, fault=fault)
            follow_up(plan, content, images, fault)
            injected += 1
    tally("system calls made to fail", injected)


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_any_call_leaves_the_old_file_or_the_new_one(
    call: str, folder: Path, images: tuple[bytes, bytes], tally: Tally
) -> None:
    killed = 0
    for number in numbers(call, folder):
        plan = fresh(folder)
        fault = f"inject={call}:signal=KILL:when={number}"
        run = under_strace("-o", "/dev/null", "-e", f"trace={call}", "-e", fault, arguments=CHANGE)
        content = check(plan, images, run, fault=fault)
        follow_up(plan, content, images, fault)
        killed += 1
    tally("kills at a system call", killed)


def follow_up(plan: Path, content: bytes, images: tuple[bytes, bytes], fault: str) -> None:
    """The next command works, clears what is planctl's own, and undo still finds its way back."""
    stranger = plan.parent / ".planctl" / "mine.txt"
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_text("x")
    run = planctl("note", "1.2", "-m", "下一步")
    assert run.returncode == 0, f"{fault}: {run.stderr.decode()}"
    assert not ours(plan), f"{fault}: {ours(plan)}"
    assert stranger.exists()
    assert not list(plan.parent.rglob("*kept*")), fault
    assert planctl("undo").returncode == 0, fault
    assert plan.read_bytes() == content, fault
    if content == images[1]:
        planctl("undo")
        assert plan.read_bytes() in images, fault


def test_a_failing_flush_of_the_folder_is_told_and_the_change_is_saved(
    folder: Path, images: tuple[bytes, bytes]
) -> None:
    plan = fresh(folder)
    trace = folder / "trace"
    under_strace("-o", str(trace), "-e", "trace=fsync", arguments=CHANGE)
    last = trace.read_text().count("fsync(")
    plan = fresh(folder)
    fault = f"inject=fsync:error=EIO:when={last}"
    run = under_strace("-o", "/dev/null", "-e", "trace=fsync", "-e", fault, arguments=("--lang", "en", *CHANGE))
    assert (run.returncode, plan.read_bytes()) == (0, images[1])
    assert b"did not confirm" in run.stderr


def test_the_file_is_flushed_before_it_is_renamed_and_the_folder_after(folder: Path) -> None:
    fresh(folder)
    trace = folder / "trace"
    under_strace("-y", "-o", str(trace), "-e", "trace=fsync,renameat2,rename", arguments=CHANGE)
    calls = trace.read_text(errors="replace").splitlines()
    swap = next(index for index, line in enumerate(calls) if "renameat2(" in line and "2020.toml" in line)
    assert any("fsync(" in line and ".2020.toml." in line for line in calls[:swap])
    assert any("fsync(" in line and "/plans>" in line for line in calls[swap:])


def test_a_file_saved_in_the_last_moment_is_not_lost(folder: Path, tally: Tally) -> None:
    """Between the last look and the exchange somebody saves: their text stays, and the change is made to it."""
    plan = fresh(folder)
    delay = "inject=renameat2:delay_enter=700000:when=1"
    end = time.monotonic() + 10

    def save() -> None:
        while not ours(plan) and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(0.35)
        new = plan.with_name("new")
        new.write_text(SMALL.replace("任务二", "改过的任务二"), encoding="utf-8")
        new.replace(plan)

    editor = threading.Thread(target=save)
    editor.start()
    run = under_strace("-o", "/dev/null", "-e", "trace=renameat2", "-e", delay, arguments=CHANGE)
    editor.join()
    text = plan.read_text(encoding="utf-8")
    assert "改过的任务二" in text
    assert run.returncode == 0
    assert 'status = "done"' in text
    tally("files saved by an editor at the moment of the exchange", 1)
