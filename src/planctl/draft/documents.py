"""Documents as lines and tables: plain text, Markdown, web pages, Word, told apart by what their bytes are."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from planctl import charsets
from planctl.draft.marks import Level, Mark, as_mark, read_mark
from planctl.errors import ExitCode, MissingPackageError, PlanctlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A document of more bytes is not read.
MOST_BYTES = 64 * 1024 * 1024


class NoTextError(PlanctlError):
    """The file ``path`` holds no text that could be read here."""

    exit_code = ExitCode.IO
    key = "error.draft_no_text"


class TooLargeError(PlanctlError):
    """The file ``path`` has more than ``limit`` megabytes."""

    exit_code = ExitCode.IO
    key = "error.draft_too_large"


class Line(NamedTuple):
    """A paragraph; a heading has its level, from 1, and one of a list that is not numbered is an ``item``."""

    text: str
    heading: int = 0
    is_item: bool = False


#: The rows of a table, merged cells filled.
Table = tuple[tuple[str, ...], ...]


class Document(NamedTuple):
    """What a document says: its lines, numbered as they are printed, and its tables."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...] = ()


def read_document(content: bytes, path: str) -> Document:
    """Return what the document of ``content`` says, which was read at ``path``.

    One that is packed was looked at before, so that it is harmless to unpack (``exchange.reading.guard``).

    Raises:
        MissingPackageError: It is a web page or a Word document, and the extra is not installed.
        NoTextError, TooLargeError: It is neither, and no text, or too much of it.
    """
    if len(content) > MOST_BYTES:
        raise TooLargeError(path=path, limit=MOST_BYTES >> 20)
    if content.startswith(b"PK\x03\x04"):
        _refuse_archive(content, path)
        return _document(*_loaded("docx", path).read(content, path))
    text = decoded(content, path)
    if path.lower().endswith((".html", ".htm")) or _HTML.match(text):
        return _document(*_loaded("html", path).read(text))
    if path.lower().endswith((".md", ".markdown")) or re.match(r"#{1,6} ", text):
        return _document(*_loaded("markdown", path).read(text))
    return _plain(text.splitlines())


def _loaded(form: str, path: str) -> _Reader:
    """Load the reader of a form, which is done only when it is asked for."""
    try:
        reader: _Reader = import_module(f"planctl.draft.from_{form}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"docx", "lxml"}:
            raise
        raise MissingPackageError(format=path, package="python-docx") from error
    return reader


def _refuse_archive(content: bytes, path: str) -> None:
    """Refuse what is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_word = "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NoTextError(path=path) from error
    if not is_word:
        raise NoTextError(path=path)


def decoded(content: bytes, path: str) -> str:
    """Return the text of ``content``, in any of the encodings of ``charsets``.

    Raises:
        NoTextError: It is none of them, or holds what no text has.
    """
    text = None if content.startswith(_OTHERS) else charsets.decoded(content)
    if text is None or charsets.has_controls(text):
        raise NoTextError(path=path)
    return text


#: How files begin that people take for texts: PDF, the older formats of Office, pictures.
_OTHERS = (
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def _document(lines: Iterable[Line], tables: Iterable[Table]) -> Document:
    return Document(tuple(_numbered(list(lines))), tuple(tables))


def _numbered(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the texts of ``lines``; headings of a level of which none has a number, and items, are numbered here."""
    levels = _levels_of_headings(lines)
    counts = dict.fromkeys(Level, 0)
    for text, heading, is_item in lines:
        level = levels.get(heading) if heading else Level.ITEM if is_item and not read_mark(text) else None
        if level is None or not text.strip():
            counts[Level.ITEM] = 0 if heading or text.strip() else counts[Level.ITEM]
            yield text
            continue
        counts[level] += 1
        counts |= dict.fromkeys((below for below in Level if below > level), 0)
        yield f"{as_mark(level, counts[level])}{text}"


def _levels_of_headings(lines: Sequence[Line]) -> dict[int, Level]:
    """Return as what headings without numbers count; the one at the top of a document is its title."""
    headings = [line for line in lines if line.heading]
    used = sorted({line.heading for line in headings})
    bare = [level for level in used if not any(read_mark(line.text) for line in headings if line.heading == level)]
    if used and sum(line.heading == used[0] for line in headings) == 1 and used[0] in bare:
        bare, used = bare[1:], used[1:]
    return {level: Level(min(used.index(level) + 1, Level.ITEM)) for level in bare}


def _plain(lines: Sequence[str]) -> Document:
    """Return a plain text: lines with tabs, and with bars, are rows of tables."""
    prose: list[str] = []
    tables: list[Table] = []
    for is_table, group in groupby(lines, key=is_row):
        rows = list(group)
        if is_table and len(rows) > 1:
            tables.append(tuple(map(cells, rows)))
        else:
            prose += rows
    return Document(tuple(prose), tuple(tables))


_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|p)\b", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Whether ``line`` of a text is a row of a table."""
    bare = line.strip()
    mark = read_mark(bare) or re.match("[·•●○■□◆◇▪➢]", bare)
    rest = bare if mark is None else bare[mark.end if isinstance(mark, Mark) else mark.end() :]
    # what Word numbers by itself is saved as text with a tab behind the number
    return "\t" in rest.strip() or (line.strip().startswith("|") and line.count("|") > 1)


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row of a table in a text."""
    inner = line.strip("\r\n")
    if "\t" in inner:
        return tuple(cell.strip() for cell in inner.split("\t"))
    return tuple(cell.strip() for cell in inner.strip().strip("|").split("|"))


if TYPE_CHECKING:
    from typing import Any, Protocol

    class _Reader(Protocol):
        """A module that reads one form."""

        def read(self, content: Any, path: str = "") -> tuple[Iterable[Line], Iterable[Table]]: ...
