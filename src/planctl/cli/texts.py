"""Official texts that people have beside a plan: read from a file or standard input, for ``draft`` and ``--text``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.draft.documents import MOST_BYTES, read_document
from planctl.errors import CannotReadError, PlanctlError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.cli.session import Session
    from planctl.draft.documents import Document

#: What stands for standard input.
INPUT = "-"


def document_in(session: Session, path: str) -> Document:
    """Return the document in the file ``path``, or in standard input.

    Raises:
        CannotReadError: The system refuses.
        FileRefusedError: It is packed, and broken or built to do harm.
        NoTextError, TooLargeError, MissingPackageError: It is nothing that can be read here.
    """
    if path == INPUT:
        if sys.stdin.isatty():
            session.say("note.waiting")
        return _document(sys.stdin.buffer.read(MOST_BYTES + 1), path)
    try:
        with Path(path).expanduser().open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotReadError(path=path, errno=error.errno) from error
    return _document(content, path)


def _document(content: bytes, path: str) -> Document:
    if content.startswith(b"PK\x03\x04"):
        from planctl.exchange.reading import guard

        with about(path):
            guard.inspect(content)
    return read_document(content, path)


@contextmanager
def about(path: str) -> Iterator[None]:
    """Have errors that are about a text name the file ``path``."""
    try:
        yield
    except PlanctlError as error:
        error.fields.setdefault("path", path)
        raise
