"""The numbering of official documents: 一、 （一） 1． （1） ①, where a number begins a line or stands within one.

Levels as in GB/T 9704-2012, 7.3.3. Numbers may restart or run on; which they do is nothing a mark has to know.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.units import BRACKET, LABELS
from planctl.plan.numerals import HAN, to_han, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Level(IntEnum):
    """How deep a numbered line stands."""

    CHAPTER = 1
    PART = 2
    ITEM = 3
    SUB = 4
    CIRCLE = 5


class Mark(NamedTuple):
    """The number of a line: how deep, which, as ``written`` without its brackets, and where the text begins."""

    level: Level
    number: int
    written: str
    end: int


def read_mark(text: str, at: int = 0) -> Mark | None:
    """Return the mark that ``text`` has at the place ``at``, blanks in front of it apart."""
    for level, form in _FORMS:
        if found := form.match(text, at):
            numeral = next(group for group in found.groups() if group)
            number = value_of(numeral)
            return None if number is None else Mark(level, number, numeral, found.end())
    return None


def as_mark(level: Level, number: int) -> str:
    """Return the mark of a line that has none, such as one that a word processor numbers."""
    if level is Level.CHAPTER:
        return f"{to_han(number)}、"
    if level is Level.CIRCLE:
        return CIRCLED[number - 1 : number]
    return {Level.PART: f"（{to_han(number)}）", Level.ITEM: f"{number}．", Level.SUB: f"（{number}）"}[level]


def broken(lines: Iterable[str]) -> Iterator[str]:
    """Yield ``lines``, each of them broken before every mark within it, as in a text whose line breaks were lost.

    The blanks that paragraphs begin with break a line too. A mark within a line counts if it is the first of its level
    or follows the last one, and stands where a sentence or a bare heading ends: neither in 一、二、三产业
    nor in 按照第（一）项.
    """
    last: dict[Level, int] = {}
    for line in (part for whole in lines for part in re.split(_INDENT, whole)):
        start = 0
        if mark := read_mark(line):
            last[mark.level] = mark.number
        for place in _POSSIBLE.finditer(line):
            at = place.start()
            mark = read_mark(line, at)
            if mark and at > start and _begins_a_line(line, start, at, mark, last.get(mark.level)):
                yield line[start:at]
                start, last[mark.level] = at, mark.number
        yield line[start:]


def _begins_a_line(line: str, start: int, at: int, mark: Mark, before: int | None) -> bool:
    expected = (before or 0) + 1
    is_next = mark.number in {1, expected} or (before is None and mark.level is Level.CHAPTER)
    if not is_next or (mark.level is Level.CHAPTER and read_mark(line, mark.end)):
        return False
    head = line[max(start, at - _LONGEST_NOTE) : at].rstrip()
    if not head or mark.level is Level.CIRCLE or re.search(_END, head):
        return True
    if mark.level is Level.CHAPTER and (line[at - 1].isspace() or re.search(_TITLE_END, head)):
        return True
    if mark.level is Level.PART and before == mark.number - 1 and not re.search(_IN_PROSE, head):
        return True
    above = read_mark(line, start)
    is_heading = above is not None and above.level < mark.level and at - start < _LONGEST_HEADING
    return is_heading and not re.search(_NO_HEADING, line[start:at])


#: Blanks at the beginning of a paragraph, behind the end of another.
_INDENT = "(?<=[^\\s\u3000]{4})(?=[ \\t]?\u3000{2}[^\\s\u3000]{4})"
#: The numbers of the lowest level, for as long as there are such signs.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BLANK = r"[\s\u3000]*"
_FORMS = tuple(
    (level, re.compile(_BLANK + form))
    for level, form in (
        (Level.CHAPTER, rf"(?<![{HAN}])(?:([{HAN}]{{1,5}})[、．.]|第([{HAN}]{{1,5}})(?:章|部分)[、，,:：\s\u3000]*)"),
        (Level.PART, rf"(?:[(（]\s*([{HAN}]{{1,5}})\s*[)）]|([㈠-㈩]))[、．.]?"),
        (
            Level.ITEM,
            r"(?<![0-9０-９.．])(?:([0-9０-９]{1,3})\s*[.．、](?:(?![0-9０-９])|(?=(?:(?:19|20|１９|２０)[0-9０-９]{2}年|[0-9０-９]{1,2}月)))|([⒈-⒛]))",
        ),
        (Level.SUB, r"(?:[(（]\s*([0-9０-９]{1,3})\s*[)）]|([⑴-⒇]))[、．.]?"),
        (Level.CIRCLE, r"(?:([①-⑳])[、．.]?|([0-9０-９]{1,2})[)）])"),
    )
)
_POSSIBLE = re.compile(
    rf"[(（㈠-㈩⑴-⒇①-⑳⒈-⒛]|第?(?<![{HAN}])[{HAN}]{{1,5}}(?=[、．.章部])|(?<![0-9０-９.．])[0-9０-９]{{1,3}}\s*[.．、]"
)
#: What a numbered line follows: a sentence, the note behind it, or a line that says who does it.
_END = (
    "[。；;：:！!？?][”’」』）)]*$"
    rf"|[。；;](?:{BRACKET})+$"
    f"|(?:{LABELS})[：:][^。；;]*$"
)
_TITLE_END = "(?:报告|如下|方案|要点|安排|意见|通知|计划|清单|[)）])$"
_IN_PROSE = "[第见按照和与及或、，,“《（(至到]$"
_NO_HEADING = "[。，,第见《“]"
_LONGEST_NOTE = 120
#: A heading that runs into what stands below it has fewer characters than this.
_LONGEST_HEADING = 40
