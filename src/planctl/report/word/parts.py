"""What stands around the text of a document: number, title, addressee, attachments, signature, and heads of annexes.

Where each of them stands is the rule of GB/T 9704-2012 (7.3, for a document without a seal).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from planctl.blocks import Part
from planctl.cells import width, wrap
from planctl.report.word.page import element
from planctl.report.word.styles import ADDRESSEE, ANNEX, ATTACHMENT, BODY, DATE, ISSUED, SIGNER, TITLE
from planctl.report.word.text import tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Annex, Formal
    from planctl.report.document import Document
    from planctl.report.word.text import Pen

#: Cells by which a title with Latin letters may be wider in Word than counted.
LATIN_SLACK = 3
#: By so many characters a signature stays away from the right, and its date begins right of its beginning.
ASIDE = 2
#: So many characters stay free on the right of a date that nobody signs.
ASIDE_ALONE = 4


def front(document: Document, pen: Pen, room: int) -> Iterator[BaseOxmlElement]:
    """Yield the number of the document, if it has one, and its title; ``room`` is the width of the type area."""
    if document.number:
        yield pen.paragraph(pen.run(document.number), style=ISSUED)
    yield title(document.title, pen, room)


def title(text: str, pen: Pen, room: int, shape: Iterable[BaseOxmlElement] = ()) -> BaseOxmlElement:
    """Return a title; one in the middle has margins that make its lines about as long as each other."""
    look = pen.looks[TITLE]
    margin = _margin(pen.plain(text), room, look.size * 10) if look.align == "center" else 0
    return pen.paragraph(pen.run(text), style=TITLE, shape=[*shape, element("ind", left=margin, right=margin)])


def annex(block: Annex, pen: Pen, room: int, *, is_at_top: bool) -> Iterator[BaseOxmlElement]:
    """Yield the head of an annex, on a new page unless it stands at the top of one anyway."""
    leaf = [] if is_at_top else [element("pageBreakBefore")]
    if block.label:
        yield pen.paragraph(pen.run(block.label), style=ANNEX, shape=leaf)
        leaf = []
    yield title(block.title, pen, room, leaf)


def formal(lines: Iterable[Formal], pen: Pen, room: int) -> Iterator[BaseOxmlElement]:
    """Yield formal parts that follow each other; attachments and signature have an empty line above them."""
    for part, group in groupby(lines, lambda line: Part.SIGNER if line.part is Part.DATE else line.part):
        if part is Part.ADDRESSEE:
            yield from (pen.paragraph(pen.run(line.text), style=ADDRESSEE) for line in group)
        elif part is Part.ATTACHMENT:
            yield from _attachments([line.text for line in group], pen)
        else:
            yield from _signature(list(group), pen, room)


def _gap(pen: Pen, place: int) -> list[BaseOxmlElement]:
    """Return what puts an empty line above the first of several paragraphs."""
    return [] if place else [element("spacing", before=round(pen.looks[BODY].line * 20))]


# --- titles ----------------------------------------------------------------------------------------------------------


def _margin(text: str, room: int, unit: float) -> int:
    """Return the margin that breaks a title of several lines into lines of about one length, none of a single word.

    The title of a book or document stays whole if that can be. ``unit`` is the width of a cell, half a character; all
    in twentieths of a point.
    """
    slack = _slack(text)
    cells = int(room / unit) - slack
    fewest = len(wrap(text, cells))
    if fewest == 1:
        return 0
    sizes = range(max(4, cells // 2), cells + 1)
    even = next(size for size in sizes if len(wrap(text, size)) == fewest)
    whole = [size for size in sizes if _is_whole(text, size) and _is_whole(text, min(size + slack, cells))]
    size = min(whole, key=lambda size: (len(wrap(text, size)), size), default=even)
    return max(0, int((room - (size + slack) * unit) / 2))


def _slack(text: str) -> int:
    """Return by how many cells a title may be wider than counted: by capitals, or by the gaps around figures."""
    return LATIN_SLACK if re.search("[A-Za-z]", text) else max(1, len(re.findall(r"\d+", text)))


def _is_whole(text: str, size: int) -> bool:
    """Whether lines of ``size`` cells end outside of the titles within ``text``."""
    lines = wrap(text, size)
    ends = ("".join(lines[:number]) for number in range(1, len(lines)))
    return all(end.count("《") <= end.count("》") for end in ends)


# --- attachments and signature ---------------------------------------------------------------------------------------


def _attachments(lines: Sequence[str], pen: Pen) -> Iterator[BaseOxmlElement]:
    """Yield attachments, numbers below each other behind the word for them, and names in one line with the first."""
    look = pen.looks[ATTACHMENT]
    start = pen.looks[BODY].indent * look.em
    label = _LABEL.match(lines[0])
    behind = start + (width(label[0]) * look.cell if label else 0)
    for place, line in enumerate(lines):
        word, rest = (label[0], line[label.end() :]) if label and not place else ("", line)
        number = _NUMBER.match(rest)
        # A figure is half as wide as a character, the dot behind it a little less.
        name = behind + ((width(number[0]) - 0.3) * look.cell if number else 0)
        left, hanging = round(name), round(name - (behind if place else start))
        stop = [element("tabs", element("tab", val="left", pos=round(behind)))] if word and number else []
        shape = [*stop, *_gap(pen, place), element("ind", left=left, hanging=hanging)]
        texts = [text for text in (word.rstrip(), number[0].rstrip() if number else "") if text]
        runs = [run for text in texts for run in (pen.run(text), tab())]
        yield pen.paragraph(*runs, pen.run(rest[number.end() if number else 0 :]), style=ATTACHMENT, shape=shape)


def _signature(lines: Sequence[Formal], pen: Pen, room: int) -> Iterator[BaseOxmlElement]:
    """Yield who signs and the date; in Chinese each begins at its own place, elsewhere their styles say where."""
    places = _beginnings(lines, pen.looks[DATE].em, room) if pen.language == "zh" else {}
    for number, line in enumerate(lines):
        left = [element("ind", left=places[line.part])] if places else []
        style = DATE if line.part is Part.DATE else SIGNER
        yield pen.paragraph(pen.run(line.text), style=style, shape=[*_gap(pen, number), *left])


def _beginnings(lines: Sequence[Formal], em: float, room: int) -> dict[Part, int]:
    """Return where those who sign and the date begin, from the left in twentieths of a point.

    The date begins two characters right of the signature, which ends two before the right margin; if the date is the
    longer one, it ends there, and the signature gives way.
    """
    signed, dated = (
        max((width(line.text) / 2 * em for line in lines if line.part is part), default=0)
        for part in (Part.SIGNER, Part.DATE)
    )
    if not signed:
        return {Part.DATE: max(0, round(room - ASIDE_ALONE * em - dated))}
    signer = room - ASIDE * em - (signed if dated <= signed else dated + ASIDE * em)
    return {Part.SIGNER: max(0, round(signer)), Part.DATE: max(0, round(signer + ASIDE * em))}


#: The word before the attachments, and the number of one.
_LABEL = re.compile(r"[^\W\d][^:：\d]{0,20}[:：] *")
_NUMBER = re.compile(r"\d+[.．、] *")
