"""The page of an official document, GB/T 9704-2012, as a Word document with nothing on it yet.

A4 with a type area of 156 × 225 mm for 22 lines of 28 characters, and page numbers between dashes, odd ones right and
even ones left. The only module that imports python-docx; what stands on the page is no concern of it.
"""
# ruff: noqa: TID253 - this module is itself imported only to write a Word document

from __future__ import annotations

from io import BytesIO
from math import floor
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from planctl.report.word.styles import NUMBER, PITCH, fonts_xml, styles_xml
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

#: Width and height of the sheet, and its margins, in millimetres.
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
#: From the foot of the sheet to that of a page number, whose dashes are then 7 mm below the type area.
NUMBER_FOOT = 25
#: The same on a sheet turned sideways, which has less room there.
NUMBER_FOOT_WIDE = 15
#: Twentieths of a point, the measure of Word documents, in a millimetre.
PER_MM = 1440 / 25.4
#: What is added to a character of 16 points so that 28 fill a line, in 4096ths of a point.
CHARACTER = floor(((WIDTH - LEFT - RIGHT) * PER_MM / 20 / 28 - 16) * 4096)
#: python-docx takes no longer title among the properties.
LONGEST_PROPERTY = 255


def empty(language: str, title: str) -> WordDocument:
    """Return a document in the styles of ``language`` without a paragraph; ``title`` is what its properties say."""
    word = docx.Document()
    _drop_parts(word)
    _replace(word.styles.element, styles_xml(language, nsdecls("w")))
    _replace(word.settings.element, _SETTINGS.format(namespaces=nsdecls("w")))
    _set_properties(word, language, title)
    section = word.sections[0]
    _lay(section, is_wide=False)
    _replace(section.footer.paragraphs[0]._p, _number("right"))  # noqa: SLF001 - the only way to a field
    _replace(section.even_page_footer.paragraphs[0]._p, _number("left"))  # noqa: SLF001 - the same
    return word


def add(word: WordDocument, elements: Iterable[BaseOxmlElement]) -> None:
    """Put elements at the end of the document, whose very last one says how its last sheets lie."""
    end = word.element.body[-1]
    for added in elements:
        end.addprevious(added)


def turn(word: WordDocument, *, is_wide: bool) -> None:
    """Begin new sheets, upright or turned sideways; a paragraph has to be the last thing before.

    A paragraph says how the sheets up to it lie. python-docx makes an empty one for that, which would take up a line or
    even a page; the last paragraph that there is says it as well.
    """
    _lay(word.add_section(WD_SECTION.NEW_PAGE), is_wide=is_wide)
    empty_one = word.element.body[-2]
    empty_one.getprevious().get_or_add_pPr().append(empty_one.pPr.find(qn("w:sectPr")))
    word.element.body.remove(empty_one)


def text_width(*, is_wide: bool = False) -> int:
    """Return the width of the type area in twentieths of a point."""
    return int((HEIGHT - TOP - BOTTOM if is_wide else WIDTH - LEFT - RIGHT) * PER_MM)


def element(name: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """Return the element ``w:name`` with attributes of the same namespace and its children."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def to_bytes(word: WordDocument) -> bytes:
    """Return the document as a file; unlike one that python-docx saves, it does not contain the time of day."""
    saved, result = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return result.getvalue()


def _drop_parts(word: WordDocument) -> None:
    """Keep nothing of the template that python-docx starts from but what a document needs."""
    package = word.part.package
    assert package, "a new document is in a package"
    for relations in (package.rels, word.part.rels):
        for identifier, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] not in _NEEDED:
                del relations[identifier]
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts_xml(nsdecls("w")).encode(), package)
    word.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)


def _lay(section: Section, *, is_wide: bool) -> None:
    """Give a section its sheets; those turned sideways have their head where the left margin was."""
    width, height = (HEIGHT, WIDTH) if is_wide else (WIDTH, HEIGHT)
    margins = (LEFT, RIGHT, BOTTOM, TOP) if is_wide else (TOP, BOTTOM, LEFT, RIGHT)
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance = Mm(NUMBER_FOOT_WIDE if is_wide else NUMBER_FOOT)
    sheet = section._sectPr  # noqa: SLF001 - python-docx knows no grid
    for grid in sheet.findall(qn("w:docGrid")):
        sheet.remove(grid)
    pitch = round(PITCH * 20)
    upright = element("docGrid", type="linesAndChars", linePitch=pitch, charSpace=CHARACTER)
    sheet.append(element("docGrid", type="lines", linePitch=pitch) if is_wide else upright)


def _replace(root: BaseOxmlElement, xml: str) -> None:
    """Put the content of ``xml`` into an element in place of what it has."""
    for child in list(root):
        root.remove(child)
    root.extend(list(parse_xml(xml)))


def _set_properties(word: WordDocument, language: str, title: str) -> None:
    """Say what the document is; nothing that depends on the day or on who writes it."""
    properties = word.core_properties
    properties.title, properties.language = title[:LONGEST_PROPERTY], TYPOGRAPHY[language].tag
    properties.author = properties.comments = ""
    core = properties._element  # noqa: SLF001 - python-docx can set a date but not take it away
    for name in ("dcterms:created", "dcterms:modified"):
        for date in core.findall(qn(name)):
            core.remove(date)


def _number(side: str) -> str:
    """Return a paragraph with the page number, one character away from the ``side`` of the type area."""
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{NUMBER}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        "<w:r><w:t>— </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t> —</w:t></w:r></w:p>"
    ).replace("<w:t>", '<w:t xml:space="preserve">')


_NEEDED = {"officeDocument", "core-properties", "styles", "settings"}

#: Different page numbers on odd and even pages; layout as in Word 2013 and later, with Chinese spacing of marks.
_SETTINGS = (
    "<w:settings {namespaces}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
