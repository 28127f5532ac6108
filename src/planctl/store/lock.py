"""One planctl writes to a plan at a time: a lock file beside the plan, held through the operating system.

The system frees the lock when its holder ends, however it ends; so the file is never deleted and never stale. It is an
aid: what keeps a change from being lost is that the plan is compared before it is replaced.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from planctl.errors import CannotWriteError, ConflictError
from planctl.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: How long to wait for another planctl, in seconds, and how often to look.
PATIENCE = 5.0
PAUSE = 0.02


class Tell(Protocol):
    """Says something to the user while work goes on: a catalogue key and the fields of its sentence."""

    def __call__(self, key: str, /, **fields: object) -> None:
        """Say it."""


class LockedError(ConflictError):
    """Another planctl, ``holder``, wrote to ``path`` for more than ``seconds``; nothing was written."""

    key = "error.locked"


def silent(_key: str, /, **_fields: object) -> None:
    """Say nothing."""


def file_of(real: Path) -> Path:
    """Return the lock file of the plan at ``real``; its folder is made."""
    return disk.work_folder(real) / f"{real.name}.lock"


@contextmanager
def held(path: Path, plan: Path, *, seconds: float = PATIENCE, tell: Tell = silent) -> Iterator[None]:
    """Hold the lock file ``path`` of ``plan``, waiting up to ``seconds`` and telling once for whom (``lock.waiting``).

    On file systems that know no locks it is not held, and nothing is said.

    Raises:
        LockedError: Somebody else held it all the time.
        CannotWriteError: The lock file cannot be had, as when it is a link or a folder.
    """
    try:
        descriptor = _open(path)
    except OSError as error:
        raise CannotWriteError(path=path, errno=error.errno) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise CannotWriteError(path=path, errno=errno.EINVAL)
        _wait(descriptor, plan, seconds, tell)
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()} {_host()}\n".encode())
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _open(path: Path) -> int:
    """Open the lock file, for reading alone if it is another user's; a link is refused."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except PermissionError:
        return os.open(path, os.O_RDONLY | flags)


def _wait(descriptor: int, plan: Path, seconds: float, tell: Tell) -> None:
    end = time.monotonic() + seconds
    is_told = False
    while not _take(descriptor):
        if time.monotonic() >= end:
            raise LockedError(path=plan, holder=_holder(descriptor), seconds=f"{seconds:g}")
        if not is_told:
            tell("lock.waiting", path=plan, holder=_holder(descriptor))
            is_told = True
        time.sleep(PAUSE)


def _holder(descriptor: int) -> str:
    """Return the process and host that wrote themselves into the lock file."""
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, 200).decode("utf-8", "replace").strip() or "?"
    return "?"


if sys.platform == "win32":
    import msvcrt

    #: Locks are mandatory there, so the byte that is locked is one that nobody reads.
    FAR_BYTE = 1 << 30

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        """Try to get the lock; true also where the file system has none to give."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
