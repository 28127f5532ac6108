"""The tables of a Word document as sheets, each named after the paragraph above it.

Rules: WordprocessingML of ISO/IEC 29500-1, 17.4 (``gridSpan``, ``vMerge``).
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from planctl.errors import MissingPackageError
from planctl.exchange.reading import guard
from planctl.exchange.reading.sheet import Book, FileRefusedError, Place, Sheet, Value, address
from planctl.word_xml import W as _W
from planctl.word_xml import inside, is_deleted, lines_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_word(content: bytes, name: str) -> Book:
    """Return the tables of the document in ``content``; one without a paragraph above it is called ``name``.

    Raises:
        MissingPackageError: The library is not there.
        FileRefusedError: The file is broken, protected, far too large, built to do harm, or has no table.
    """
    if find_spec("docx") is None:
        raise MissingPackageError(format="docx", package="python-docx")
    package = guard.inspect(content)
    from docx import Document  # noqa: PLC0415 - slow to load

    try:
        body = Document(io.BytesIO(content)).element.body
        sheets = tuple(_tables(body, name))
    except (SyntaxError, KeyError, ValueError, AttributeError):
        raise FileRefusedError(refusal="broken") from None
    if not sheets:
        raise FileRefusedError(refusal="tables")
    return Book(sheets, package.remarks)


def _tables(body: Any, name: str) -> Iterator[Sheet]:
    above = name
    for element in inside(body, f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}p":
            above = text_of(element).strip() or above
        else:
            yield _sheet(element, above)


def _sheet(table: Any, name: str) -> Sheet:
    rows: list[list[Value]] = []
    merges: list[tuple[Place, Place]] = []
    open_merges: dict[int, Place] = {}  # by the column they begin in
    spans: dict[Place, Place] = {}
    for number, row in enumerate(inside(table, f"{_W}tr")):
        cells: list[Value] = [None] * _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        for cell in () if is_deleted(row) else inside(row, f"{_W}tc"):
            column, width = len(cells), _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            if column + width > guard.LAST_COLUMN or number >= guard.LAST_ROW:
                raise FileRefusedError(refusal="far", cell=address((number, column + width - 1)))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(f"{_W}val") == "restart":
                open_merges.pop(column, None)
            if merge is not None:
                open_merges.setdefault(column, (number, column))
            start = open_merges.get(column, (number, column))
            spans[start] = (number, column + width - 1)
            text = "\n".join(lines_of(cell)).strip()
            cells += [text if text and start == (number, column) else None, *[None] * (width - 1)]
        rows.append(cells)
    merges += [(start, end) for start, end in spans.items() if start != end]
    return Sheet(name, tuple(map(tuple, rows)), tuple(merges))


def _number(element: Any, otherwise: int = 0) -> int:
    return otherwise if element is None else int(element.get(f"{_W}val", otherwise))
