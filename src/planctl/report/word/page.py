"""Sheets with page numbers as a Word document with nothing on it yet.

An official document has its page numbers between dashes, odd ones right and even ones left (GB/T 9704-2012), any other
in the middle. The only module that imports python-docx; what stands on the page is no concern of it.
"""
# ruff: noqa: TID253 - this module is itself imported only to write a Word document

from __future__ import annotations

from io import BytesIO
from math import floor
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from planctl.report.word.layout import PER_MM
from planctl.report.word.styles import NUMBER, PITCH, fonts_xml, styles_xml
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

    from planctl.report.document import Document
    from planctl.report.word.layout import Layout
    from planctl.report.word.styles import Look

#: python-docx takes no longer title among the properties.
LONGEST_PROPERTY = 255


def empty(document: Document, title: str, sheet: Layout, known: Mapping[str, Look]) -> WordDocument:
    """Return a file without a paragraph; ``title`` is what its properties say, ``known`` are its styles."""
    word = docx.Document()
    _drop_parts(word)
    _replace(word.styles.element, styles_xml(known, nsdecls("w")))
    is_official = document.is_official and not document.is_compact
    sides = "<w:evenAndOddHeaders/>" if is_official else ""
    _replace(word.settings.element, _SETTINGS.format(namespaces=nsdecls("w"), sides=sides))
    _set_properties(word, document.language, title)
    section = word.sections[0]
    _lay(section, sheet)
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001 - the only way to a field
    if is_official:
        _replace(footer, _official_number("right"))
        _replace(section.even_page_footer.paragraphs[0]._p, _official_number("left"))  # noqa: SLF001 - the same
    else:
        _replace(footer, _number('<w:jc w:val="center"/>'))
    return word


def add(word: WordDocument, elements: Iterable[BaseOxmlElement]) -> None:
    """Put elements at the end of the document, whose very last one says how its last sheets lie."""
    end = word.element.body[-1]
    for added in elements:
        end.addprevious(added)


def turn(word: WordDocument, sheet: Layout) -> None:
    """Begin new sheets that lie otherwise; a paragraph has to be the last thing before.

    A paragraph says how the sheets up to it lie. python-docx makes an empty one for that, which would take up a line or
    even a page; the last paragraph that there is says it as well.
    """
    _lay(word.add_section(WD_SECTION.NEW_PAGE), sheet)
    empty_one = word.element.body[-2]
    empty_one.getprevious().get_or_add_pPr().append(empty_one.pPr.find(qn("w:sectPr")))
    word.element.body.remove(empty_one)


def keep_with_next(paragraph: BaseOxmlElement) -> None:
    """Let a paragraph stay on the page of the one behind it."""
    cast("CT_P", paragraph).get_or_add_pPr().get_or_add_keepNext()


def link(word: WordDocument, address: str) -> str:
    """Return the name under which the document knows an address outside of it."""
    return word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def linked(name: str, run: BaseOxmlElement) -> BaseOxmlElement:
    """Return a run that leads to an address, which the document knows under ``name``."""
    made = element("hyperlink", run)
    made.set(qn("r:id"), name)
    return made


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


def _lay(section: Section, sheet: Layout) -> None:
    """Give a section its sheets."""
    is_wide = sheet.width > sheet.height
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.footer_distance = Mm(sheet.number_foot)
    properties = section._sectPr  # noqa: SLF001 - python-docx knows no grid
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(_grid(sheet))


def _grid(sheet: Layout) -> BaseOxmlElement:
    """Return the grid of the sheet; 28 characters and what is added to each, in 4096ths of a point, fill a line."""
    pitch = round(PITCH * 20)
    if not sheet.is_gridded:
        return element("docGrid", type="lines", linePitch=pitch)
    added = floor(((sheet.width - sheet.left - sheet.right) * PER_MM / 20 / 28 - 16) * 4096)
    return element("docGrid", type="linesAndChars", linePitch=pitch, charSpace=added)


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


def _official_number(side: str) -> str:
    """Return a paragraph with the page number, one character away from the ``side`` of the type area."""
    return _number(f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>', "— {} —")


def _number(shape: str, around: str = "{}") -> str:
    """Return a paragraph of that ``shape`` with the page number in the middle of ``around``."""
    before, after = (
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else "" for text in around.split("{}")
    )
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{NUMBER}"/>{shape}</w:pPr>{before}'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{after}</w:p>'
    )


_NEEDED = {"officeDocument", "core-properties", "styles", "settings"}

#: ``sides`` sets odd and even pages apart; layout as in Word 2013 and later, with Chinese spacing of marks.
_SETTINGS = (
    "<w:settings {namespaces}>{sides}"
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
