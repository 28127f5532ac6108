"""Text as paragraphs and runs of a Word document, so that Word takes the right typeface for each character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlsplit

from planctl.blocks import Mark
from planctl.cells import safe
from planctl.report.word.page import element, linked
from planctl.report.word.styles import BODY, CODE_FONTS, GREY, LINK, QUIET, STRESSED_FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Piece
    from planctl.report.word.styles import Look

#: Where a link in a document may lead; nobody should start a program by reading.
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes text of one language; text is data, and what XML or a reader cannot take of it is spelled out.

    ``looks`` are the kinds of paragraph by the ids of their styles. ``link`` makes an address known to the document and
    returns the name that it has there.
    """

    language: str
    looks: Mapping[str, Look]
    link: Callable[[str], str]

    def paragraph(
        self, *runs: BaseOxmlElement, style: str = BODY, shape: Iterable[BaseOxmlElement] = ()
    ) -> BaseOxmlElement:
        """Return a paragraph; ``shape`` says in what it differs from its style, in the order of the format."""
        named = [] if style == BODY else [element("pStyle", val=style)]
        return element("p", element("pPr", *named, *shape), *runs)

    def run(self, text: str, marks: Collection[Mark] = (), *, style: str = "") -> BaseOxmlElement:
        """Return a run; line feeds become breaks of the line."""
        style = style or (QUIET if Mark.QUIET in marks else "")
        fonts = self._fonts(marks)
        looks = [
            *([element("rStyle", val=style)] if style else []),
            *([element("rFonts", **fonts)] if fonts else []),
            *([element("b")] if Mark.STRONG in marks else []),
            *([element("i")] if Mark.EMPHASIS in marks and self.language != "zh" else []),
            *([element("shd", val="clear", color="auto", fill=GREY)] if Mark.PLACE in marks else []),
        ]
        run = cast("CT_R", element("r", element("rPr", *looks)))
        run.text = self.plain(text)
        return run

    def pieces(self, pieces: Iterable[Piece], marks: Collection[Mark] = ()) -> Iterator[BaseOxmlElement]:
        """Yield the runs of ``pieces``, all of them with ``marks`` too; those that lead somewhere are links."""
        for piece in pieces:
            where = _reachable(piece.address)
            run = self.run(piece.text, {*piece.marks, *marks}, style=LINK if where else "")
            yield linked(self.link(where), run) if where else run

    def _fonts(self, marks: Collection[Mark]) -> dict[str, str]:
        if self.language != "zh":
            return CODE_FONTS if Mark.CODE in marks else {}
        # Quotation marks, dashes and ellipses belong to both scripts; this makes them Chinese.
        fonts = {"hint": "eastAsia"}
        if Mark.EMPHASIS in marks:
            fonts |= STRESSED_FONTS
        return fonts | CODE_FONTS if Mark.CODE in marks else fonts

    @staticmethod
    def plain(text: str) -> str:
        """Return ``text`` as it can stand in a Word document."""
        return safe(text, newlines=True).translate(_NOT_IN_XML)


def tab() -> BaseOxmlElement:
    """Return a run that goes on at the next tabulator."""
    return element("r", element("tab"))


def _reachable(address: str) -> str:
    """Return an address as a document can have it; nothing for a place within the text and for what is no page."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    if address.startswith("#") or (scheme and scheme not in SCHEMES):
        return ""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]", errors="backslashreplace")


#: Noncharacters that are harmless on a screen but forbidden in XML 1.0.
_NOT_IN_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
