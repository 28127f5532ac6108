"""Characters that web pages lose between digits, put back: 〔2015〕36号, 2015—2020年, 2019年2月.

A page that drops 〕, 年, the dash, 、 or the point behind a number leaves digits that no such document can mean. Only
what has one reading is put back, and every place is reported.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Repair(NamedTuple):
    """What stood in the line ``line``, counted from 1, and what stands there now."""

    line: int
    before: str
    after: str


def repaired(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
    """Return ``lines`` with the lost characters back, and each repair."""
    mended: list[str] = []
    repairs: list[Repair] = []
    item = 0
    for number, line in enumerate(lines, start=1):
        text = line
        for lost, found in _RULES:
            repairs += (Repair(number, match[0], match.expand(found)) for match in lost.finditer(text))
            text = lost.sub(found, text)
        text, item = _with_point(text, number, item, repairs)
        mended.append(text)
    order = sorted(repairs, key=lambda repair: (repair.line, lines[repair.line - 1].find(repair.before)))
    return tuple(mended), tuple(order)


def _with_point(text: str, line: int, item: int, repairs: list[Repair]) -> tuple[str, int]:
    """Put back the point of a numbered line, ``1转变``, if the number follows that of the ``item`` before."""
    if numbered := _NUMBERED.match(text):
        return text, int(numbered[1])
    lost = _POINTLESS.match(text)
    if lost is None or int(lost[1]) not in {1, item + 1}:
        return text, item
    end = lost.end(1)
    repairs.append(Repair(line, text[lost.start(1) : end + 4], f"{lost[1]}．{text[end : end + 4]}"))
    return f"{text[:end]}．{text[end:]}", int(lost[1])


_YEAR = "(?:19|20)[0-9]{2}"
_RULES = tuple(
    (re.compile(lost), found)
    for lost, found in (
        (rf"〔({_YEAR})([0-9]{{1,4}})号", r"〔\1〕\2号"),
        (rf"(?<=[字发函办])({_YEAR})([0-9]{{1,3}})号", r"〔\1〕\2号"),
        (rf"(?<![0-9])({_YEAR})({_YEAR})年", r"\1—\2年"),
        (rf"(?<![0-9])({_YEAR})(1[0-2]|[1-9])月", r"\1年\2月"),
        (r"(?<![0-9])([0-9]+\.[0-9]{1,2}%)(?=[0-9])", r"\1、"),
    )
)
_NUMBERED = re.compile(r"[\s\u3000]*([0-9]{1,2})[.．、](?![0-9])")
_POINTLESS = re.compile(
    r"[\s\u3000]*([0-9]{1,2})(?=[\u4e00-\u9fff])(?![年月日号个项家部次名人条份处所万亿元级类期届季天时分大])"
)
