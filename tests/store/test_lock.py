"""One planctl at a time, whoever dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from planctl.errors import CannotWriteError, ExitCode
from planctl.store import lock
from planctl.store.lock import LockedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HOLDER = """
import sys, time
from pathlib import Path
from planctl.store import lock
with lock.held(Path(sys.argv[1]), Path("p")):
    print("held", flush=True)
    time.sleep(30)
"""


@pytest.fixture
def held_elsewhere(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A process that holds the lock."""
    path = tmp_path / "2020.lock"
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield path, process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_lock_that_is_held_is_waited_for_and_told_of_once(
    held_elsewhere: tuple[Path, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    path, process = held_elsewhere
    told = []
    with (
        pytest.raises(LockedError) as caught,
        lock.held(path, tmp_path, seconds=0.3, tell=lambda *a, **k: told.append((a, k))),
    ):
        pass
    assert [(key, str(process.pid) in fields["holder"]) for (key,), fields in told] == [("lock.waiting", True)]
    assert caught.value.exit_code is ExitCode.CONFLICT
    assert str(process.pid) in str(caught.value.fields["holder"])


def test_giving_up_takes_as_long_as_asked_and_no_longer(
    held_elsewhere: tuple[Path, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    start = time.monotonic()
    with pytest.raises(LockedError), lock.held(held_elsewhere[0], tmp_path, seconds=0.5):
        pass
    assert 0.5 <= time.monotonic() - start < 2


def test_a_lock_is_free_when_its_holder_is_killed(
    held_elsewhere: tuple[Path, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    path, process = held_elsewhere
    threading.Timer(0.2, process.kill).start()
    with lock.held(path, tmp_path, seconds=10):
        pass


def test_the_lock_file_is_never_deleted(tmp_path: Path) -> None:
    path = tmp_path / "2020.lock"
    with lock.held(path, tmp_path):
        inode = path.stat().st_ino
    with lock.held(path, tmp_path):
        assert path.stat().st_ino == inode
    assert path.read_text().split()[0] == str(os.getpid())


def test_a_link_in_the_place_of_the_lock_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    target = tmp_path / "bashrc"
    target.write_text("alias")
    path = tmp_path / "2020.lock"
    path.symlink_to(target)
    with pytest.raises(CannotWriteError), lock.held(path, tmp_path):
        pass
    assert target.read_text() == "alias"


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_cannot_be_the_lock(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "2020.lock"
    make(path)
    with pytest.raises(CannotWriteError), lock.held(path, tmp_path):
        pass
