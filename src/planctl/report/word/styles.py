"""The kinds of paragraph in a Word document: typefaces, sizes, lines and indents, and their spelling as XML.

Those for Chinese are the ones of GB/T 9704-2012: FangSong of 16 points on 22 lines a page, the title in XiaoBiaoSong of
22 points, headings in HeiTi and KaiTi, page numbers in SongTi of 14 points. English has the like in a Latin typeface.
"""

from __future__ import annotations

from dataclasses import dataclass

# Styles by their ids; a paragraph without a style is one of BODY.
BODY, TITLE, SUBTITLE, HEADINGS = "Normal", "Title", "Subtitle", ("Heading1", "Heading2", "Heading3")
PLACE, CAPTION, NUMBER = "PlaceToFillIn", "Caption", "Footer"
TABLE, TABLE_HEAD, SMALL_TABLE, SMALL_TABLE_HEAD = "TableText", "TableHead", "SmallTableText", "SmallTableHead"
#: A style of letters that should not catch the eye.
QUIET = "Quiet"

#: From one line to the next in points: the 225 mm of the type area hold 22 lines.
PITCH = 28.95
#: What is added to characters of 16 points so that 28 of them find room in the 156 mm of a line. 0.21 points less would
#: do; the rest is for programs that round.
SQUEEZE = -0.3


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks: typefaces for Chinese and Latin, size and distance of lines in points.

    ``indent`` is that of the first line in characters, ``before`` and ``after`` are points of space. A paragraph that
    ``leads`` stays on the page of the next one. ``ground`` is a colour behind it, ``squeeze`` is added to characters.
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


_TIMES = "Times New Roman"
# Chinese systems, and those who read the standard, know these typefaces by these names.
_SONG, _HEI, _KAI, _FANG_SONG, _XIAO_BIAO_SONG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
#: What stands in for a typeface on a computer without it.
_STAND_INS = {_FANG_SONG: "仿宋", _KAI: "楷体", _XIAO_BIAO_SONG: _SONG, _HEI: "SimHei", _SONG: "SimSun"}

_CHINESE = {
    BODY: Look(_FANG_SONG, _TIMES, 16, PITCH, squeeze=SQUEEZE, indent=2, align="both"),
    TITLE: Look(_XIAO_BIAO_SONG, _TIMES, 22, PITCH, align="center", leads=True),
    SUBTITLE: Look(_KAI, _TIMES, 16, PITCH, squeeze=SQUEEZE, after=PITCH, align="center", leads=True),
    HEADINGS[0]: Look(_HEI, _HEI, 16, PITCH, squeeze=SQUEEZE, indent=2, leads=True),
    HEADINGS[1]: Look(_KAI, _TIMES, 16, PITCH, squeeze=SQUEEZE, indent=2, leads=True),
    HEADINGS[2]: Look(_FANG_SONG, _TIMES, 16, PITCH, squeeze=SQUEEZE, indent=2, leads=True),
    PLACE: Look(_FANG_SONG, _TIMES, 16, PITCH, squeeze=SQUEEZE, indent=2, align="both", ground="EDEDED"),
    CAPTION: Look(_HEI, _HEI, 14, 20, before=12, after=6, align="center", leads=True),
    TABLE: Look(_FANG_SONG, _TIMES, 12, 17),
    TABLE_HEAD: Look(_HEI, _HEI, 12, 17, align="center", leads=True),
    SMALL_TABLE: Look(_FANG_SONG, _TIMES, 10.5, 15),
    SMALL_TABLE_HEAD: Look(_HEI, _HEI, 10.5, 15, align="center", leads=True),
    NUMBER: Look(_SONG, _SONG, 14, 16),
}
_ENGLISH = {
    BODY: Look(_FANG_SONG, _TIMES, 12, 17, after=6),
    TITLE: Look(_HEI, _TIMES, 20, 26, align="center", is_bold=True, leads=True),
    SUBTITLE: Look(_KAI, _TIMES, 12, 17, before=6, after=22, align="center", leads=True),
    HEADINGS[0]: Look(_HEI, _TIMES, 15, 20, before=14, after=6, is_bold=True, leads=True),
    HEADINGS[1]: Look(_KAI, _TIMES, 12, 17, before=8, after=4, is_bold=True, leads=True),
    HEADINGS[2]: Look(_KAI, _TIMES, 12, 17, before=6, after=4, is_italic=True, leads=True),
    PLACE: Look(_FANG_SONG, _TIMES, 12, 17, after=6, ground="EDEDED"),
    CAPTION: Look(_HEI, _TIMES, 12, 17, before=12, after=6, is_bold=True, leads=True),
    TABLE: Look(_FANG_SONG, _TIMES, 10.5, 13.5),
    TABLE_HEAD: Look(_HEI, _TIMES, 10.5, 13.5, is_bold=True, leads=True),
    SMALL_TABLE: Look(_FANG_SONG, _TIMES, 10, 13),
    SMALL_TABLE_HEAD: Look(_HEI, _TIMES, 10, 13, is_bold=True, leads=True),
    NUMBER: Look(_SONG, _TIMES, 12, 14),
}
#: The names of the styles, where Word does not know them by others in every language.
_NAMES = {
    **{identifier: f"heading {level}" for level, identifier in enumerate(HEADINGS, 1)},
    CAPTION: "caption",
    NUMBER: "footer",
    PLACE: "Place to Fill In",
    TABLE: "Table Text",
    TABLE_HEAD: "Table Head",
    SMALL_TABLE: "Small Table Text",
    SMALL_TABLE_HEAD: "Small Table Head",
}
#: Where there is no room for gaps between Chinese and Latin.
_IN_TABLES = {TABLE, TABLE_HEAD, SMALL_TABLE, SMALL_TABLE_HEAD}
_OWN = {PLACE, *_IN_TABLES}


def looks(language: str) -> dict[str, Look]:
    """Return the kinds of paragraph in a document of that language by the ids of their styles."""
    return _CHINESE if language == "zh" else _ENGLISH


def styles_xml(language: str, namespaces: str) -> str:
    """Return all styles of a document; ``namespaces`` declare the prefix ``w``."""
    known = looks(language)
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
        f'<w:name w:val="{_NAMES.get(identifier, identifier)}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_shape(identifier, look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _shape(identifier: str, look: Look) -> str:
    outline = f'<w:outlineLvl w:val="{HEADINGS.index(identifier)}"/>' if identifier in HEADINGS else ""
    gaps = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if identifier in _IN_TABLES else ""
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
        f'<w:b w:val="{look.is_bold:d}"/><w:i w:val="{look.is_italic:d}"/><w:color w:val="000000"/>'
        f'<w:spacing w:val="{_twips(look.squeeze)}"/>'
        f'<w:sz w:val="{look.size * 2:g}"/><w:szCs w:val="{look.size * 2:g}"/>'
    )


def _twips(points: float) -> int:
    return round(points * 20)


#: The styles that any document has, without paragraphs of their own, and that of quiet letters.
_OTHERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{QUIET}"><w:name w:val="{QUIET}"/>'
    '<w:rPr><w:color w:val="6E6E6E"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
)
