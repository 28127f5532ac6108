"""The kinds of paragraph in a Word document: typefaces, sizes, lines and indents, and their spelling as XML.

Those for Chinese are the ones of GB/T 9704-2012: FangSong of 16 points on 22 lines a page, the title in XiaoBiaoSong of
22 points, headings in HeiTi and KaiTi, page numbers in SongTi of 14 points. English has the like in a Latin typeface,
and what is no official document looks as companies have it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.report.document import Document

# Styles by their ids; a paragraph without a style is one of BODY.
BODY, TITLE, HEADINGS = "Normal", "Title", ("Heading1", "Heading2", "Heading3")
LISTED, QUOTE, VERBATIM, PLACE = "ListItem", "Quote", "Verbatim", "PlaceToFillIn"
ISSUED, ADDRESSEE, ATTACHMENT, SIGNER, DATE = "IssueNumber", "Addressee", "Attachment", "Signer", "DateOfIssue"
ANNEX, CAPTION, NOTE, NUMBER = "AnnexLabel", "Caption", "Note", "Footer"
TABLE, TABLE_HEAD, SMALL_TABLE, SMALL_TABLE_HEAD = "TableText", "TableHead", "SmallTableText", "SmallTableHead"
# Styles of letters: those that should not catch the eye, and those that lead elsewhere.
QUIET, LINK = "Quiet", "Hyperlink"

#: From one line to the next in points: the 225 mm of the type area hold 22 lines.
PITCH = 28.95
#: What is added to characters of 16 points so that 28 of them find room in the 156 mm of a line. 0.21 points less would
#: do; the rest is for programs that round.
SQUEEZE = -0.3
#: How much closer lines are in small letters.
CLOSER = 0.86


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks: typefaces for Chinese and Latin, size and distance of lines in points.

    ``indent`` is that of the first line in characters, ``before`` and ``after`` are points of space. A paragraph that
    ``leads`` stays on the page of the next one. ``ground`` is a colour behind it, ``squeeze`` is added to characters.
    A ``tight`` one has no gaps between Chinese and Latin.
    """

    han: str
    latin: str
    size: float
    line: float
    indent: int = 0
    before: float = 0
    after: float = 0
    align: str = "left"
    is_bold: bool = False
    is_italic: bool = False
    leads: bool = False
    ground: str = ""
    squeeze: float = 0
    color: str = "000000"
    tight: bool = False

    def scaled(self, by: float) -> Look:
        """Return the look so many times as large, its lines a little closer together still."""
        sizes = {name: getattr(self, name) * by * CLOSER for name in ("line", "before", "after")}
        return replace(self, size=round(self.size * by * 2) / 2, squeeze=self.squeeze * by, **sizes)

    @property
    def em(self) -> float:
        """The width of a Chinese character in twentieths of a point."""
        return (self.size + self.squeeze) * 20

    @property
    def cell(self) -> float:
        """The width of half a character, or of a letter, in twentieths of a point."""
        return self.size * (11.5 if self.latin == _ARIAL else 10)


_TIMES, _ARIAL, _COURIER = "Times New Roman", "Arial", "Courier New"
# Chinese systems, and those who read the standard, know these typefaces by these names.
_SONG, _HEI, _KAI, _FANG_SONG, _XIAO_BIAO_SONG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
#: What stands in for a typeface on a computer without it.
_STAND_INS = {_FANG_SONG: "仿宋", _KAI: "楷体", _XIAO_BIAO_SONG: _SONG, _HEI: "SimHei", _SONG: "SimSun"}
#: The colour of a ground that somebody should notice, and one that only sets apart.
GREY, _LIGHT = "EDEDED", "F5F5F5"
#: Attributes that give letters the typeface of a program's text.
CODE_FONTS = {"ascii": _COURIER, "hAnsi": _COURIER, "cs": _COURIER}
#: Attributes that give Chinese letters the typeface that stresses them; slanted ones are hard to read.
STRESSED_FONTS = {"eastAsia": _KAI}

_ZH = Look(_FANG_SONG, _TIMES, 16, PITCH, squeeze=SQUEEZE, indent=2, align="both")
_CHINESE = {
    BODY: _ZH,
    TITLE: Look(_XIAO_BIAO_SONG, _TIMES, 22, PITCH, after=PITCH, align="center", leads=True),
    HEADINGS[0]: replace(_ZH, han=_HEI, latin=_HEI, align="left", leads=True),
    HEADINGS[1]: replace(_ZH, han=_KAI, align="left", leads=True),
    HEADINGS[2]: replace(_ZH, align="left", leads=True),
    LISTED: replace(_ZH, indent=0),
    QUOTE: replace(_ZH, han=_KAI),
    VERBATIM: Look(_SONG, _COURIER, 10.5, 15, before=6, after=6, ground=_LIGHT, tight=True),
    PLACE: replace(_ZH, ground=GREY),
    ISSUED: replace(_ZH, indent=0, after=2 * PITCH, align="center", leads=True),
    ADDRESSEE: replace(_ZH, indent=0, align="left", leads=True),
    ATTACHMENT: replace(_ZH, indent=0, align="left", leads=True),
    SIGNER: replace(_ZH, indent=0, align="left", leads=True, tight=True),
    DATE: replace(_ZH, indent=0, align="left", tight=True),
    ANNEX: replace(_ZH, han=_HEI, latin=_HEI, indent=0, after=PITCH, align="left", leads=True),
    CAPTION: Look(_HEI, _HEI, 14, 20, before=12, after=6, align="center", leads=True),
    NOTE: Look(_FANG_SONG, _TIMES, 12, 17, before=4, after=12),
    TABLE: Look(_FANG_SONG, _TIMES, 12, 17, tight=True),
    TABLE_HEAD: Look(_HEI, _HEI, 12, 17, align="center", leads=True, tight=True),
    SMALL_TABLE: Look(_FANG_SONG, _TIMES, 10.5, 15, tight=True),
    SMALL_TABLE_HEAD: Look(_HEI, _HEI, 10.5, 15, align="center", leads=True, tight=True),
    NUMBER: Look(_SONG, _SONG, 14, 16),
}
_EN = Look(_FANG_SONG, _TIMES, 12, 17, after=6)
_ENGLISH = {
    BODY: _EN,
    TITLE: Look(_HEI, _TIMES, 20, 26, after=24, align="center", is_bold=True, leads=True),
    HEADINGS[0]: Look(_HEI, _TIMES, 15, 20, before=14, after=6, is_bold=True, leads=True),
    HEADINGS[1]: Look(_KAI, _TIMES, 12, 17, before=8, after=4, is_bold=True, leads=True),
    HEADINGS[2]: Look(_KAI, _TIMES, 12, 17, before=6, after=4, is_italic=True, leads=True),
    LISTED: replace(_EN, after=3),
    QUOTE: replace(_EN, han=_KAI, is_italic=True),
    VERBATIM: Look(_SONG, _COURIER, 10, 13, after=6, ground=_LIGHT, tight=True),
    PLACE: replace(_EN, ground=GREY),
    ISSUED: replace(_EN, after=34, align="center", leads=True),
    ADDRESSEE: replace(_EN, leads=True),
    ATTACHMENT: replace(_EN, after=0, leads=True),
    SIGNER: replace(_EN, after=0, align="right", leads=True),
    DATE: replace(_EN, align="right"),
    ANNEX: replace(_EN, after=12, is_bold=True, leads=True),
    CAPTION: Look(_HEI, _TIMES, 12, 17, before=12, after=6, is_bold=True, leads=True),
    NOTE: Look(_FANG_SONG, _TIMES, 10, 13, before=4, after=8),
    TABLE: Look(_FANG_SONG, _TIMES, 10.5, 13.5, tight=True),
    TABLE_HEAD: Look(_HEI, _TIMES, 10.5, 13.5, is_bold=True, leads=True, tight=True),
    SMALL_TABLE: Look(_FANG_SONG, _TIMES, 10, 13, tight=True),
    SMALL_TABLE_HEAD: Look(_HEI, _TIMES, 10, 13, is_bold=True, leads=True, tight=True),
    NUMBER: Look(_SONG, _TIMES, 12, 14),
}
_BLUE = "1F3864"
#: A company's documents begin at the left, and are told apart by colour and not by slanted letters.
_BUSINESS = {
    **{name: replace(look, latin=_ARIAL, size=min(look.size - 1, 10.5)) for name, look in _ENGLISH.items()},
    TITLE: Look(_HEI, _ARIAL, 20, 26, after=14, is_bold=True, leads=True, color=_BLUE),
    HEADINGS[0]: Look(_HEI, _ARIAL, 14, 20, before=14, after=6, is_bold=True, leads=True, color=_BLUE),
    HEADINGS[1]: Look(_HEI, _ARIAL, 12, 17, before=10, after=4, is_bold=True, leads=True, color=_BLUE),
    HEADINGS[2]: Look(_HEI, _ARIAL, 10.5, 16, before=8, after=4, is_bold=True, leads=True),
    VERBATIM: _ENGLISH[VERBATIM],
    ISSUED: replace(_EN, latin=_ARIAL, size=10.5, leads=True),
    SIGNER: replace(_EN, latin=_ARIAL, size=10.5, after=0, leads=True),
    DATE: replace(_EN, latin=_ARIAL, size=10.5),
    NUMBER: Look(_SONG, _ARIAL, 10, 13),
}
#: The names of the styles, where Word does not know them by others in every language.
_NAMES = {
    **{identifier: f"heading {level}" for level, identifier in enumerate(HEADINGS, 1)},
    CAPTION: "caption",
    NUMBER: "footer",
}
#: Styles that Word does not know at all, and their names.
_OWN = {
    LISTED: "List Item",
    VERBATIM: "Verbatim",
    PLACE: "Place to Fill In",
    ISSUED: "Issue Number",
    ADDRESSEE: "Addressee",
    ATTACHMENT: "Attachment",
    SIGNER: "Signer",
    DATE: "Date of Issue",
    ANNEX: "Annex Label",
    NOTE: "Note",
    TABLE: "Table Text",
    TABLE_HEAD: "Table Head",
    SMALL_TABLE: "Small Table Text",
    SMALL_TABLE_HEAD: "Small Table Head",
}


#: How much smaller everything is in a document that has to find room on a page.
_COMPACT, _COMPACT_LATIN = 0.7, 0.9


def looks(document: Document) -> Mapping[str, Look]:
    """Return the kinds of paragraph in ``document`` by the ids of their styles."""
    known = _CHINESE if document.language == "zh" else _ENGLISH if document.is_official else _BUSINESS
    if not document.is_compact:
        return known
    return {
        name: look.scaled(_COMPACT if document.language == "zh" else _COMPACT_LATIN) for name, look in known.items()
    }


def styles_xml(known: Mapping[str, Look], namespaces: str) -> str:
    """Return all styles of a document; ``namespaces`` declare the prefix ``w``."""
    return (
        f"<w:styles {namespaces}><w:docDefaults><w:rPrDefault><w:rPr>{_letters(known[BODY])}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        f"</w:docDefaults>{''.join(_style(identifier, look) for identifier, look in known.items())}{_OTHERS}</w:styles>"
    )


def fonts_xml(namespaces: str) -> str:
    """Return the table of typefaces, which tells what to take on a computer that lacks one."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _STAND_INS.items()
    )
    return f"<w:fonts {namespaces}>{fonts}</w:fonts>"


def _style(identifier: str, look: Look) -> str:
    kind = ' w:default="1"' if identifier == BODY else ' w:customStyle="1"' if identifier in _OWN else ""
    based = "" if identifier == BODY else f'<w:basedOn w:val="{BODY}"/><w:next w:val="{BODY}"/>'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{identifier}">'
        f'<w:name w:val="{_OWN.get(identifier) or _NAMES.get(identifier, identifier)}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_shape(identifier, look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _shape(identifier: str, look: Look) -> str:
    outline = f'<w:outlineLvl w:val="{HEADINGS.index(identifier)}"/>' if identifier in HEADINGS else ""
    gaps = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.tight else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.ground}"/>' if look.ground else ""
    return (
        f'<w:keepNext w:val="{look.leads:d}"/><w:widowControl w:val="0"/>{ground}{gaps}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{_twips(look.before)}" w:after="{_twips(look.after)}"'
        f' w:line="{_twips(look.line)}" w:lineRule="exact"/>'
        f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{_twips(look.indent * look.size)}"/>'
        f'<w:jc w:val="{look.align}"/>{outline}'
    )


def _letters(look: Look) -> str:
    return (
        f'<w:rFonts w:ascii="{look.latin}" w:hAnsi="{look.latin}" w:eastAsia="{look.han}" w:cs="{look.latin}"/>'
        f'<w:b w:val="{look.is_bold:d}"/><w:i w:val="{look.is_italic:d}"/><w:color w:val="{look.color}"/>'
        f'<w:spacing w:val="{_twips(look.squeeze)}"/>'
        f'<w:sz w:val="{look.size * 2:g}"/><w:szCs w:val="{look.size * 2:g}"/>'
    )


def _twips(points: float) -> int:
    return round(points * 20)


#: The styles that any document has, without paragraphs of their own, and that of quiet letters and of links.
_OTHERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{QUIET}"><w:name w:val="{QUIET}"/>'
    '<w:rPr><w:color w:val="6E6E6E"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="{LINK}"><w:name w:val="{LINK}"/>'
    '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
)
