"""Bytes on the disk: read whole, or replaced in one step. It knows nothing of what the bytes say.

Whatever fails, and wherever the process is killed, a file is the old one or the new one, never anything between.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import (
    CannotReadError,
    CannotWriteError,
    ExitCode,
    FileExistsAlreadyError,
    NotAFileError,
    PlanctlError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 8 * 1024 * 1024
#: Where the lock, undo steps and unfinished files of the plans in a folder are kept.
WORK_FOLDER = ".planctl"
READS = 5
#: Of ``renameat2``: exchange two names; taken relative to the working directory.
RENAME_EXCHANGE, AT_FDCWD = 2, -100
#: How long, in seconds, a file may be held open by somebody else where that keeps it from being replaced.
HELD_OPEN = 2.5


class TooLargeError(PlanctlError):
    """``path`` is larger than ``limit`` megabytes, more than any plan needs."""

    exit_code = ExitCode.IO
    key = "error.too_large"


class MountPointError(CannotWriteError):
    """``path`` is a mount point, such as a single file handed into a container, and cannot be replaced."""

    key = "error.mount_point"


class ChangedUnderneathError(Exception):
    """The file is not, or no longer, what was expected; it was left as somebody else saved it."""


# --- reading ---------------------------------------------------------------------------------------------------------


#: What tells a file from what it is after somebody wrote to it or put another in its place, as far as the system knows.
Stamp = tuple[int, ...]


class Content(NamedTuple):
    """The bytes of a file, and its stamp when they were read."""

    content: bytes
    stamp: Stamp


def read(path: Path, largest: int = LARGEST) -> Content:
    """Return what is in the ordinary file at ``path``, of ``largest`` bytes, read while nobody was writing to it.

    Raises:
        CannotReadError, NotAFileError, TooLargeError: The file cannot be had.
    """
    found = Content(b"", ())
    for _ in range(READS):
        try:
            found, is_settled = _read_once(path, largest)
        except OSError as error:
            raise CannotReadError(path=path, errno=error.errno) from error
        if is_settled:
            break
    return found


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read_once(path: Path, largest: int) -> tuple[Content, bool]:
    """Return the content, and whether the file stayed the same while it was read."""
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_RDONLY | flags)
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise NotAFileError(path=path)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise TooLargeError(path=path, limit=largest // 1024 // 1024)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    is_settled = len(content) == after.st_size and before.st_mtime_ns == after.st_mtime_ns
    return Content(content, _stamp(after)), is_settled


# --- writing ---------------------------------------------------------------------------------------------------------


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Run a block that writes to ``path``, or to files of ours on its behalf.

    Raises:
        CannotWriteError: The system refused anything; it is told of ``path``, which people know.
    """
    try:
        yield
    except OSError as error:
        raise CannotWriteError(path=path, errno=error.errno) from error


def make_folder(path: Path) -> None:
    """Make the folder ``path`` unless it is there, and those above it.

    Raises:
        CannotWriteError: The system refused.
    """
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)


def work_folder(real: Path) -> Path:
    """Return the folder for planctl's own files beside the file ``real``; it is made, and made to ignore itself in git.

    Raises:
        CannotWriteError: It cannot be made, or is a link, so that ``real`` cannot be written.
    """
    folder = real.parent / WORK_FOLDER
    with writing(real):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        ignore = folder / ".gitignore"
        if not ignore.exists() or not ignore.stat().st_size:
            _write_out(ignore, b"*\n", os.O_TRUNC)
    return folder


def write(path: Path, content: bytes, *, about: Path | None = None) -> None:
    """Put a file of ``content`` at ``path`` in one step, over one that may be there.

    Raises:
        CannotWriteError: The system refused; it is told of ``about``, where ``path`` is a file of ours.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with writing(about or path):
        try:
            _write_out(temporary, content)
            _rename(temporary, path)
        except BaseException:
            _remove(temporary)
            raise


def replace(real: Path, content: bytes, expected: Content) -> bool:
    """Put ``content`` in the place of ``real``, which must be as ``expected``; return whether it is surely on the disk.

    Mode, owner and extended attributes stay. Where the system can exchange two files, what comes out is looked at, so
    that not even a file saved in the last moment is lost; elsewhere the file is read once more right before.

    Raises:
        ChangedUnderneathError: The file held something else; nothing was changed.
        CannotWriteError: The system refused; nothing was changed.
    """
    temporary = _temporary(real)
    with writing(real):
        try:
            _write_out(temporary, content, like=real)
            if _stamp(real.stat()) != expected.stamp:
                _check(real, expected.content)
            is_exchanged = _exchange(temporary, real)
            if not is_exchanged:
                _check(real, expected.content)
                _rename(temporary, real)
        except BaseException as error:
            _discard(temporary, content)
            if isinstance(error, OSError) and error.errno == errno.EBUSY:
                raise MountPointError(path=real) from error
            raise
        if is_exchanged:
            _look_at_what_came_out(temporary, real, content, expected.content)
    return flush_folder(real.parent)


def create(real: Path, content: bytes) -> bool:
    """Put a new file of ``content`` at ``real``; return whether it is surely on the disk.

    Raises:
        FileExistsAlreadyError: Something is there already.
        CannotWriteError: The system refused.
    """
    temporary = _temporary(real)
    with writing(real):
        try:
            _write_out(temporary, content)
            _link(temporary, real)
        finally:
            _remove(temporary)
    return flush_folder(real.parent)


def take_away(real: Path, expected: bytes) -> bool:
    """Remove the file ``real``, which must hold ``expected``; return whether that is surely on the disk.

    Raises:
        ChangedUnderneathError: The file held something else; it was left as it was.
        CannotWriteError: The system refused.
    """
    temporary = _temporary(real)
    with writing(real):
        _check(real, expected)
        _rename(real, temporary)
        if temporary.read_bytes() != expected:  # saved in the last moment
            _link(temporary, real)
            _remove(temporary)
            raise ChangedUnderneathError
        _remove(temporary)
    return flush_folder(real.parent)


def leftovers(real: Path) -> list[Path]:
    """Return what unfinished replacements of ``real`` left behind; to be called by the holder of its lock only."""
    folder = real.parent / WORK_FOLDER
    with writing(real):
        return [path for path in folder.iterdir() if path.name.startswith(f".{real.name}.") and path.suffix == ".tmp"]


def set_aside(path: Path, real: Path) -> Path:
    """Give a leftover of ``real`` that may be somebody's work a name under which it stays; return it."""
    number = 1
    while os.path.lexists(kept := path.with_name(f"{real.name}.kept-{number}")):
        number += 1
    with writing(kept):
        _rename(path, kept)
    return kept


def flush_folder(folder: Path) -> bool:
    """Ask the system to keep the renaming itself; not every file system can, and then it is false."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


def _temporary(real: Path) -> Path:
    return work_folder(real) / f".{real.name}.{os.getpid()}.tmp"


def _write_out(path: Path, content: bytes, flags: int = os.O_EXCL, like: Path | None = None) -> None:
    """Write a file and wait until the disk has it; with ``like``, give it that file's mode, owner and attributes."""
    flags |= os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666 if like is None else 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if like is not None:
            _copy_metadata(like, path, file.fileno())
        os.fsync(file.fileno())


def _copy_metadata(source: Path, target: Path, descriptor: int) -> None:
    """Give ``target`` (open as ``descriptor``) the mode of ``source``, and its owner and attributes if we may."""
    wanted, present = source.stat(), os.fstat(descriptor)
    if hasattr(os, "fchown") and (wanted.st_uid, wanted.st_gid) != (present.st_uid, present.st_gid):
        with suppress(OSError):
            os.fchown(descriptor, wanted.st_uid, wanted.st_gid)
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(source):
                os.setxattr(descriptor, name, os.getxattr(source, name))
    target.chmod(stat.S_IMODE(wanted.st_mode))


def _check(real: Path, expected: bytes) -> None:
    if read(real).content != expected:
        raise ChangedUnderneathError


def _look_at_what_came_out(temporary: Path, real: Path, content: bytes, expected: bytes) -> None:
    """Undo the exchange if somebody saved the file just before it; ``temporary`` is what was at ``real`` then."""
    try:
        came_out = temporary.read_bytes()
    except OSError:  # the file was as expected a moment before; what came out stays for the next run to look at
        return
    if came_out != expected:
        _exchange(temporary, real)
        if temporary.read_bytes() != content:  # saved twice in this moment: the later one counts
            _exchange(temporary, real)
    _remove(temporary)
    if came_out != expected:
        raise ChangedUnderneathError


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two files in one step; false where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - only for writing

    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    if function(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _link(source: Path, target: Path) -> None:
    """Give a file a second name that is not taken yet; raises ``FileExistsAlreadyError``."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise FileExistsAlreadyError(path=target) from None
    except (AttributeError, PermissionError, NotImplementedError):  # no hard links here: look, then rename
        if os.path.lexists(target):
            raise FileExistsAlreadyError(path=target) from None
        _rename(source, target)


def _rename(source: Path, target: Path) -> None:
    """Rename over ``target``; where a file that is open cannot be replaced, try for a while."""
    end = time.monotonic() + HELD_OPEN
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 - spelled so that a test finds whoever else renames files
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _discard(temporary: Path, content: bytes) -> None:
    """Remove an unfinished file of ``content``, but nothing that an exchange may have put there."""
    with suppress(OSError):
        if content.startswith(temporary.read_bytes()):
            temporary.unlink()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
