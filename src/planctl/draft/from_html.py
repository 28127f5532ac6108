"""Web pages as lines and tables, without what is no text of the page, such as scripts and menus.

Without lxml the import of this module fails.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from planctl.draft.documents import Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"script", "style", "noscript", "head", "nav", "footer", "select", "button", "form", "template"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "section",
        "article",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "dd",
        "dt",
    }
    | {"body", "center", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "aside", "header", "dl"}
)
#: How far a cell may be stretched; more is a mistake, or meant to do harm.
_MOST_SPANNED = 200


def read(text: str, _: str = "") -> tuple[list[Line], list[Table]]:
    """Return the lines and the tables of the page ``text``."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(bare, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [], []
    for element in list(root.iter(*_SKIPPED)):
        element.drop_tree()
    tables = []
    for element in list(root.iter("table")):
        if len(rows := _rows(element)) > 1 and max(map(len, rows)) > 1:
            tables.append(rows)
            element.drop_tree()
    return list(_lines(root)), tables


def _lines(root: Any) -> Iterator[Line]:
    """Yield the paragraphs of the page, by the blocks in which text stands."""
    pieces: list[str] = []
    heading, is_item = 0, False
    numbers: list[int | None] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            yield from _flushed(pieces, heading, is_item=is_item)
            is_start = event == "start"
            heading = int(tag[1]) if is_start and re.fullmatch("h[1-6]", tag) else 0
            is_item = is_start and tag == "li"
            if tag in {"ul", "ol"}:
                numbers = [*numbers, 0 if tag == "ol" else None] if is_start else numbers[:-1]
            elif is_item and numbers and numbers[-1] is not None:
                numbers[-1] += 1
                is_item = False
                pieces.append(f"{numbers[-1]}．")
        text = (element.text if event == "start" else element.tail) or ""
        holder = element if event == "start" else element.getparent()
        if "\n" in text and holder is not None and (holder.tag == "pre" or any(holder.iterancestors("pre"))):
            first, *rest = text.split("\n")
            for line in rest:
                yield from _flushed([*pieces, first], heading, is_item=is_item)
                pieces, first = [], line
            text = first
        pieces.append(text)
    yield from _flushed(pieces, heading, is_item=is_item)


def _flushed(pieces: list[str], heading: int, *, is_item: bool) -> Iterator[Line]:
    """Yield what has gathered as one line, and begin anew; a bare number waits for its text."""
    text = re.sub(r"\s*\n\s*", "", "".join(pieces)).replace("\xa0", " ").strip()
    if re.fullmatch("[0-9]+．", text):
        return
    pieces.clear()
    if text:
        yield Line(text, heading, is_item)


def _rows(table: Any) -> Table:
    """Return the rows of a table, the text of a merged cell in each place that it covers."""
    rows: list[tuple[str, ...]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        waiting = [cell for cell in row if cell.tag in {"td", "th"}]
        while waiting or len(cells) in below:
            column = len(cells)
            if column in below:
                left, text = below.pop(column)
                cells.append(text)
                if left > 1:
                    below[column] = (left - 1, text)
                continue
            cell = waiting.pop(0)
            text = re.sub(r"\s+", " ", cell.text_content()).strip()
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    below[len(cells)] = (down - 1, text)
                cells.append(text)
        rows.append(tuple(cells))
    return tuple(rows)


def _span(cell: Any, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPANNED) if re.fullmatch("[0-9]{1,9}", written) else 1
