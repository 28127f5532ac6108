"""Ended from outside at any moment: the right exit code, no traceback, the old file or the new one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, SMALL, amount, needs_strace, ours, planctl, start, under_strace
from places import PLAN_2020

if TYPE_CHECKING:
    from conftest import MakePlan
    from reliability.conftest import Tally

CODES = {
    signal.SIGINT: {130, -signal.SIGINT},
    signal.SIGTERM: {143, -signal.SIGTERM},
    signal.SIGHUP: {129, -signal.SIGHUP},
}


@pytest.fixture
def images(plan: MakePlan) -> tuple[bytes, bytes]:
    path = plan()
    before = path.read_bytes()
    assert planctl("done", "5.8", "-e", "文件").returncode == 0
    after = path.read_bytes()
    shutil.rmtree(path.parent)
    return before, after


def duration() -> float:
    begun = time.monotonic()
    planctl("list")
    return time.monotonic() - begun


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
def test_a_signal_at_any_time_ends_the_command_in_good_order(
    number: signal.Signals, plan: MakePlan, images: tuple[bytes, bytes], tally: Tally
) -> None:
    chance = random.Random(5)
    length = duration() * 2
    times = amount(12, 100)
    for _ in range(times):
        path = plan()
        process = start("done", "5.8", "-e", "文件")
        time.sleep(chance.uniform(0, length))
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert path.read_bytes() in images
        assert process.returncode != 0 or path.read_bytes() == images[1]
        assert out == b""
        if b"Traceback" in err:  # the interpreter itself was still starting, or already ending
            assert b"planctl/cli" not in err, err.decode()
        else:
            assert process.returncode in CODES[number] | {0}
        shutil.rmtree(path.parent)
    tally("signals at a random time", times)


@needs_strace
@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
@pytest.mark.parametrize("call", ["fsync", "renameat2", "flock"])
def test_a_signal_in_the_midst_of_writing_leaves_nothing_behind(
    number: signal.Signals, call: str, plan: MakePlan, images: tuple[bytes, bytes]
) -> None:
    path = plan()
    inject = f"inject={call}:signal={number.name}:when=1"
    run = under_strace("-o", "/dev/null", "-e", f"trace={call}", "-e", inject, arguments=("done", "5.8", "-e", "文件"))
    assert run.returncode in CODES[number] | {0}
    assert path.read_bytes() in images
    assert b"Traceback" not in run.stderr
    assert planctl("note", "5.9", "-m", "x").returncode == 0
    assert not ours(path)


def test_killed_again_and_again_it_still_works(plan: MakePlan, images: tuple[bytes, bytes], tally: Tally) -> None:
    chance = random.Random(7)
    length = duration() * 1.2
    times = amount(25, 300)
    torn = 0
    path = plan()
    for _ in range(times):
        shutil.copyfile(PLAN_2020, path)
        process = start("done", "5.8", "-e", "文件")
        time.sleep(chance.uniform(0, length))
        process.kill()
        process.communicate()
        torn += path.read_bytes() not in images
    assert torn == 0
    shutil.copyfile(PLAN_2020, path)
    run = planctl("done", "5.8", "-e", "文件")
    assert (run.returncode, path.read_bytes()) == (0, images[1])
    assert not ours(path)
    assert planctl("undo").returncode == 0
    assert path.read_bytes() == images[0]
    tally("kills at a random time", times)
    tally("torn files", torn)


@pytest.mark.parametrize("arguments", [("list", "--all"), ("list", "--json", "--all"), ("show", "5.8"), ("summary",)])
def test_a_closed_pipe_ends_it_quietly(arguments: tuple[str, ...], plan: MakePlan) -> None:
    plan()
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen([*PROGRAM, *arguments], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    _, err = process.communicate(timeout=20)
    assert process.returncode in {0, 141, -signal.SIGPIPE}
    assert err == b""


@pytest.mark.parametrize(
    "arguments", [("list", "--all"), ("list", "--json", "--all"), ("progress",), ("done", "5.8", "--json")]
)
def test_a_full_stdout_is_an_error_and_no_traceback(arguments: tuple[str, ...], plan: MakePlan) -> None:
    plan()
    with Path("/dev/full").open("w") as full:
        run = subprocess.run([*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=20)
    assert run.returncode == 7
    assert b"Traceback" not in run.stderr
    assert run.stderr.count(b"\n") >= 1


def test_without_any_streams_the_change_is_made(plan: MakePlan) -> None:
    path = plan(SMALL)
    command = " ".join([*PROGRAM, "done", "1.1", "<&- >&- 2>&-"])
    assert subprocess.run(["sh", "-c", command], check=False, timeout=20).returncode == 0
    assert 'status = "done"' in path.read_text(encoding="utf-8")
