"""The bytes of a plan file and the text they are: byte order mark, line ends, encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import PlanInvalidError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planctl.store.disk import Stamp

BOM = b"\xef\xbb\xbf"
#: Up to how many pairs of lines are compared to give a file of mixed line ends its own back.
COMPARABLE = 1_000_000


class PlanText(NamedTuple):
    """A plan file as it was read: its bytes, and its text with newlines as LF and without the byte order mark.

    ``stamp`` tells the file that was read; it is empty for bytes that came from elsewhere.
    """

    path: Path
    content: bytes
    text: str
    stamp: Stamp = ()


def decoded(path: Path, content: bytes, stamp: Stamp = ()) -> PlanText:
    """Return the text of ``content``, which was read at ``path``; raises ``PlanInvalidError`` if it is not UTF-8."""
    try:
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanInvalidError(str(path), (Problem("not-utf8", line, severity=Severity.FATAL),)) from error
    return PlanText(path, content, text.replace("\r\n", "\n"), stamp)


def shown(content: bytes | None) -> str:
    """Return the text of ``content`` to be looked at, whatever it is; none for no file."""
    return (content or b"").removeprefix(BOM).decode("utf-8", "replace").replace("\r\n", "\n")


def encoded(source: PlanText, text: str) -> bytes:
    """Return ``text`` with the byte order mark and the line ends of the file it was made from."""
    bom = BOM if source.content.startswith(BOM) else b""
    content = source.content.removeprefix(BOM)
    if b"\r\n" not in content:
        return bom + text.encode("utf-8")
    if content.count(b"\r\n") == content.count(b"\n"):
        return bom + text.replace("\n", "\r\n").encode("utf-8")
    return bom + _with_mixed_ends(content.decode("utf-8"), text).encode("utf-8")


def _with_mixed_ends(original: str, text: str) -> str:
    """Give every line that is still there its own line end; new lines take that of the first line."""
    old, new = original.splitlines(keepends=True), text.splitlines(keepends=True)
    plain = [line.replace("\r\n", "\n") for line in old]
    usual = "\r\n" if old[0].endswith("\r\n") else "\n"
    head = 0
    while head < min(len(old), len(new)) and plain[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and plain[-1 - tail] == new[-1 - tail]:
        tail += 1
    last, end = len(old) - tail, len(new) - tail
    lines = old[:head]
    for kept, first, count in _matches(plain[head:last], new[head:end]):
        found = old[head + first : head + first + count]
        lines += found if kept else [line.replace("\n", usual) for line in new[head + first : head + first + count]]
    return "".join([*lines, *old[last:]])


def _matches(old: list[str], new: list[str]) -> Iterator[tuple[bool, int, int]]:
    """Yield runs of lines that make up ``new``: whether they are ``old`` ones, where they begin there, how many."""
    if len(old) * len(new) > COMPARABLE:
        yield False, 0, len(new)
        return
    from difflib import SequenceMatcher

    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kept = tag == "equal"
        yield kept, first if kept else start, last - first if kept else end - start
