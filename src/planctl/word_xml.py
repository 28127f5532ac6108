"""The XML of Word as text, as it would be printed: with what was inserted under review, without what was deleted.

Nothing is opened here: whoever has an element of a document asks what it says. Rules: WordprocessingML of
ISO/IEC 29500-1, 17.3 (runs), 17.5 (content controls) and 17.13.5 (revisions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What rows, cells and paragraphs may be wrapped in.
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
#: What was deleted or moved away; and what programs show that do not know a shape, which says the same as the shape.
_GONE = {f"{W}del", f"{W}moveFrom", _FALLBACK}
_BOX = f"{W}txbxContent"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def inside(element: Any, *tags: str) -> Iterator[Any]:
    """Yield the children with one of ``tags``, also those that stand in fields to fill in or were inserted."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, *tags)


def text_of(paragraph: Any, *, with_boxes: bool = True) -> str:
    """Return what a paragraph says, that of shapes in it too unless they are left out."""
    gone = _GONE if with_boxes else {*_GONE, _BOX}
    return "".join(_pieces(paragraph, gone))


def _pieces(element: Any, gone: set[str]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in gone and child.tag != f"{W}pPr":
            yield from _pieces(child, gone)


def lines_of(element: Any) -> Iterator[str]:
    """Yield the paragraphs of a cell, those of tables in it, too."""
    for child in element:
        if child.tag == f"{W}p":
            yield text_of(child)
        elif child.tag not in _GONE:
            yield from lines_of(child)


def is_deleted(row: Any) -> bool:
    """Whether a row of a table was deleted under review."""
    return row.find(f"{W}trPr/{W}del") is not None
