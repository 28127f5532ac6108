"""Text as paragraphs and runs of a Word document, so that Word takes the right typeface for each character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from planctl.cells import safe
from planctl.report.word.page import element
from planctl.report.word.styles import BODY, QUIET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes text of one language; text is data, and what XML or a reader cannot take of it is spelled out."""

    language: str

    def paragraph(
        self, *runs: BaseOxmlElement, style: str = BODY, shape: Iterable[BaseOxmlElement] = ()
    ) -> BaseOxmlElement:
        """Return a paragraph; ``shape`` says in what it differs from its style."""
        named = [] if style == BODY else [element("pStyle", val=style)]
        return element("p", element("pPr", *named, *shape), *runs)

    def run(self, text: str, *, is_bold: bool = False, is_quiet: bool = False) -> BaseOxmlElement:
        """Return a run; line feeds become breaks of the line."""
        marks = [element("rStyle", val=QUIET)] if is_quiet else []
        if self.language == "zh":
            # Quotation marks, dashes and ellipses belong to both scripts; this makes them Chinese.
            marks.append(element("rFonts", hint="eastAsia"))
        if is_bold:
            marks.append(element("b"))
        run = cast("CT_R", element("r", element("rPr", *marks)))
        run.text = self.plain(text)
        return run

    @staticmethod
    def plain(text: str) -> str:
        """Return ``text`` as it can stand in a Word document."""
        return safe(text, newlines=True).translate(_NOT_IN_XML)

    def ids(self, ids: Iterable[str], *, before: str, after: str = "") -> list[BaseOxmlElement]:
        """Return ids as a quiet run between the texts ``before`` and ``after``, no run if there are none."""
        joined = " ".join(ids)
        return [self.run(f"{before}{joined}{after}", is_quiet=True)] if joined else []


#: Noncharacters that are harmless on a screen but forbidden in XML 1.0.
_NOT_IN_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
