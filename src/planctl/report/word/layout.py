"""The sheets that a document lies on: size, margins, and the type area between them.

The page of GB/T 9704-2012 is A4 with a type area of 156 × 225 mm for 22 lines of 28 characters. Other documents have
the same margin on all sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.report.document import Paper

if TYPE_CHECKING:
    from planctl.report.document import Document

#: Twentieths of a point, the measure of Word documents, in a millimetre.
PER_MM = 1440 / 25.4


class Layout(NamedTuple):
    """Width, height and margins of a sheet, and how far from its foot a page number stands, in millimetres.

    One that is turned sideways may have less room for the number. ``is_gridded`` if characters stand in a grid.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_foot: float
    number_foot_wide: float
    is_gridded: bool = False

    def turned(self) -> Layout:
        """Return the sheet turned sideways, with its head where its left margin was."""
        return Layout(
            width=self.height,
            height=self.width,
            top=self.left,
            bottom=self.right,
            left=self.bottom,
            right=self.top,
            number_foot=self.number_foot_wide,
            number_foot_wide=self.number_foot,
        )

    @property
    def room(self) -> int:
        """The width of the type area in twentieths of a point."""
        return int((self.width - self.left - self.right) * PER_MM)


#: The dashes of the page number are 7 mm below the type area.
_GB_T_9704 = Layout(210, 297, 37, 35, 28, 26, number_foot=25, number_foot_wide=15, is_gridded=True)
_A4 = Layout(210, 297, 25, 25, 25, 25, number_foot=13, number_foot_wide=13)
_LETTER = Layout(215.9, 279.4, 25.4, 25.4, 25.4, 25.4, number_foot=12.7, number_foot_wide=12.7)


def layout(document: Document) -> Layout:
    """Return the sheets for ``document``; an official one in Chinese lies on those of the standard in any case."""
    if document.is_compact:
        return _narrow(_LETTER if document.paper is Paper.LETTER else _A4)
    if document.language == "zh" and (document.is_official or document.paper is Paper.A4):
        return _GB_T_9704
    return _LETTER if document.paper is Paper.LETTER else _A4


def _narrow(sheet: Layout) -> Layout:
    """Return a sheet for a document that has to find room on one."""
    return sheet._replace(top=18, bottom=18, left=22, right=22, number_foot=9)
