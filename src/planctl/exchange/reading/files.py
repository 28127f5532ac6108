"""Which kind of file it is, by what is in it and not by its name, and the tables in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.exchange.reading.json_tables import parse_json, read_json
from planctl.exchange.reading.sheet import Book, FileRefusedError
from planctl.exchange.reading.text_tables import decoded, is_encoding, read_csv

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How an OLE file, as of Excel 97 and Word 97, begins.
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


class FileContent(NamedTuple):
    """What a file holds: tables, or the ``data`` of a whole plan that planctl wrote, as JSON has it."""

    book: Book
    data: Mapping[str, Any] | None = None


def open_file(content: bytes, name: str, suffix: str, encoding: str | None = None) -> FileContent:
    """Return what is in a file called ``name`` with the ``suffix`` ``.xlsx`` or another.

    Raises:
        FileRefusedError: It is of no kind that is read here, or it is refused by what reads it.
        MissingPackageError: A library is not there.
    """
    if encoding and not is_encoding(encoding):
        raise FileRefusedError(refusal="no-encoding", encoding=encoding)
    if content.startswith(b"PK"):
        return FileContent(_packed(content, name))
    if content.startswith(_OLE):
        from planctl.exchange.reading.spreadsheets import read_spreadsheet  # noqa: PLC0415 - not for text

        return FileContent(read_spreadsheet(content))
    text = decoded(content, encoding)
    if text.lstrip().startswith("<"):
        raise FileRefusedError(refusal="web")
    if suffix.lower() == ".json" or text.lstrip()[:1] in {"{", "["}:
        data = parse_json(content, encoding)
        if isinstance(data, dict) and data.get("kind") == "plan" and isinstance(data.get("plan"), dict):
            return FileContent(Book(()), data)
        return FileContent(read_json(data, name))
    return FileContent(read_csv(content, name, encoding))


def _packed(content: bytes, name: str) -> Book:
    if b"word/document.xml" in content:
        from planctl.exchange.reading.word_tables import read_word  # noqa: PLC0415 - slow to load

        return read_word(content, name)
    if b"xl/workbook.xml" in content or b"content.xml" in content:
        from planctl.exchange.reading.spreadsheets import read_spreadsheet  # noqa: PLC0415 - not for documents

        return read_spreadsheet(content)
    raise FileRefusedError(refusal="kind")
