"""What is looked at before a packed file (xlsx, ods, docx) is given to a library: that it is harmless.

The libraries trust sizes, references and entities. Here every part is unpacked through a counter first, and only looked
at as bytes. Rules: the format of ZIP files, and of the parts of ISO/IEC 29500 and ISO/IEC 26300 packages.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading.sheet import MOST_CELLS, FileRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many bytes a part may have when it is unpacked, and all parts together; how many parts there may be.
MOST_BYTES = 64 * 2**20
MOST_BYTES_IN_ALL = 160 * 2**20
MOST_PARTS = 5_000
#: The last row and the last column in which anything may stand.
LAST_ROW, LAST_COLUMN = 100_000, 1_000
_CHUNK = 2**18
#: Longer tags than this are not written by any office program.
_TAG = 2**14


class Package(NamedTuple):
    """What a packed file shows beside its cells: what was seen of each part that is a sheet, and remarks."""

    seen: dict[str, SheetSeen]
    names: dict[str, str]
    remarks: tuple[str, ...]


def inspect(content: bytes) -> Package:
    """Unpack everything in ``content`` once, without keeping it.

    Raises:
        FileRefusedError: It is broken, protected by a password, far too large, or built to do harm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _Inspector(packed).package()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise FileRefusedError(refusal="broken") from None


class _Inspector:
    """Goes through the parts of one package."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.total = 0
        self.seen: dict[str, SheetSeen] = {}
        self.remarks: dict[str, None] = {}

    def package(self) -> Package:
        parts = self.packed.infolist()
        if len(parts) > MOST_PARTS:
            raise FileRefusedError(refusal="bomb")
        for part in parts:
            self._look_at(part)
        names = _sheet_names(self.packed) if "xl/workbook.xml" in self.packed.namelist() else {}
        return Package(self.seen, names, tuple(self.remarks))

    def _look_at(self, part: zipfile.ZipInfo) -> None:
        if part.flag_bits & 1:
            raise FileRefusedError(refusal="password")
        if part.filename.startswith("xl/externalLinks/"):
            raise FileRefusedError(refusal="links")
        if re.match("(?:xl/(?:threadedC|c)|word/c)omments", part.filename):
            self.remarks["comments"] = None
        is_text = part.filename.endswith((".xml", ".rels"))
        is_sheet = re.match(r"xl/worksheets/[^/]+\.xml$", part.filename) is not None
        seen = SheetSeen() if is_sheet else None
        for number, chunk in enumerate(self._chunks(part)):
            if is_text:
                self._look_at_text(chunk, is_first=number == 0)
            if seen:
                seen.look_at(chunk)
        if seen:
            self.seen[part.filename] = seen

    def _look_at_text(self, chunk: bytes, *, is_first: bool) -> None:
        if is_first and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            raise FileRefusedError(refusal="broken")  # in another encoding nothing below would be seen
        if re.search(rb"<!(?:DOCTYPE|ENTITY)", chunk):
            raise FileRefusedError(refusal="entities")
        if b"encryption-data" in chunk:
            raise FileRefusedError(refusal="password")
        if re.search(_STRUCK, chunk):
            self.remarks["struck"] = None
        if b"<office:annotation" in chunk:
            self.remarks["comments"] = None

    def _chunks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what is in a part, each time with the end of what came before, so that no tag is torn apart."""
        size, before = 0, b""
        with self.packed.open(name=part) as unpacked:
            while chunk := unpacked.read(_CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                if size > MOST_BYTES or self.total > MOST_BYTES_IN_ALL:
                    raise FileRefusedError(refusal="bomb")
                yield before + chunk
                before = (before + chunk)[-_TAG:]


class SheetSeen:
    """What is seen of one sheet: how far its cells reach, what is hidden, which cells lack a value."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.rows = self.columns = 0
        self.without_value: dict[str, None] = {}
        self.hidden_rows: dict[int, None] = {}
        self.hidden_columns: dict[int, None] = {}

    def look_at(self, chunk: bytes) -> None:
        """See what is in a piece of the sheet, of which some may have been seen before.

        Raises:
            FileRefusedError: A cell is too far away.
        """
        for found in (*re.finditer(_FORMULA, chunk), *re.finditer(_FAILED, chunk)):
            if place := re.search(rb"\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']", found[0]):
                self.without_value[place[1].decode()] = None
        for found in re.finditer(_CELL, chunk):
            column, row = _column(found[1]), int(found[2])
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            if row > LAST_ROW or column > LAST_COLUMN or self.rows * self.columns > MOST_CELLS:
                raise FileRefusedError(refusal="far", cell=(found[1] + found[2]).decode())
        for found in re.finditer(_HIDDEN_ROW, chunk):
            if number := re.search(rb"\br=[\"']([0-9]{1,7})[\"']", found[0]):
                self.hidden_rows[int(number[1]) - 1] = None
        for found in re.finditer(_HIDDEN_COLUMN, chunk):
            ends = [re.search(rb"\b%s=[\"']([0-9]{1,5})[\"']" % name, found[0]) for name in (b"min", b"max")]
            if ends[0] and ends[1]:
                last = min(int(ends[1][1]), LAST_COLUMN)
                self.hidden_columns |= dict.fromkeys(range(int(ends[0][1]) - 1, last))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_names(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the sheets by the parts that hold them."""
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - not needed to tell of other packages

    try:
        book = fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - without entities, as was looked at above
        links = fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - the same
    except (ParseError, KeyError):
        return {}
    targets = {link.get("Id"): str(link.get("Target")).removeprefix("/xl/") for link in links}
    named = {}
    for sheet in book.findall(".//{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        named[f"xl/{targets.get(link)}"] = sheet.get("name", "")
    return named


#: A cell with something in it; one that is only formatted closes at once.
_CELL = rb"<(?:\w+:)?c\b(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>"
#: A cell with a formula that no program has worked out yet, unless its value is the empty text; and one with an error.
_FORMULA = (
    rb"<(?:\w+:)?c\b(?![^>]*\bt=[\"']str[\"'])[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FAILED = rb"<(?:\w+:)?c\b[^>]*\bt=[\"']e[\"'][^>]*>"
_STRUCK = rb"<(?:\w+:)?d?strike(?:\s*/>| (?:\w+:)?val=\"(?:1|true|on)\")|text-line-through-style=\"(?!none)"
_HIDDEN_ROW = rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>"
_HIDDEN_COLUMN = rb"<(?:\w+:)?col\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>"
