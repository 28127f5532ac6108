"""A report as GitHub Markdown. Text is escaped, so that nothing in a plan becomes markup but addresses, which work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, BarChart, Blank, Cell, Fields, Heading, LineChart, Paragraph, Table
from planctl.cells import safe
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block, Value
    from planctl.report.wording.document import Document


def render(document: Document) -> str:
    """Return ``document`` as Markdown, ending in a newline. Charts become tables; ids follow what they count."""
    spelling = _Spelling(document.language)
    pieces = [f"# {escape(document.title)}", escape(document.subtitle)]
    pieces += [piece for block in document.blocks for piece in spelling.block(block)]
    return "\n\n".join(pieces) + "\n"


def escape(text: str) -> str:
    """Return ``text`` as Markdown that reads as this very text, on one line, its addresses as links.

    Forges make links of addresses in any case, and take escapes and whatever stands right behind for a part of them.
    """
    pieces = _ADDRESS.split(" ".join(safe(text, newlines=True).split()))
    escaped = "".join(f"<{piece}>" if at % 2 else _MARKUP.sub(r"\\\g<0>", piece) for at, piece in enumerate(pieces))
    return _AT_START.sub(lambda found: f"{found['before']}\\{found['mark']}", escaped)


class _Spelling:
    """How the blocks of a document in one language are spelled."""

    def __init__(self, language: str) -> None:
        self.typography = TYPOGRAPHY[language]

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield f"{'#' * block.level} {escape(block.text)}"
            case Paragraph():
                yield self.paragraph(block)
            case Blank():
                yield f"> **\\[ \\]** {escape(block.text)}"
            case Table():
                yield from self.table(block)
            case BarChart() | LineChart():
                yield from self.table(block.as_table())
            case Fields():
                yield "\n".join(f"- {escape(label)}: {_cell(value)}" for _, label, value in block.items)
            case _:
                assert_never(block)

    def paragraph(self, paragraph: Paragraph) -> str:
        if not paragraph.sentences:
            return escape(paragraph.text) + self.ids(paragraph.ids)
        pieces = [(sentence.text, self.ids(sentence.ids)) for sentence in paragraph.sentences]
        text = "".join(_inner(text) + ids for text, ids in pieces)
        return _AT_START.sub(lambda found: f"{found['before']}\\{found['mark']}", text)

    def ids(self, ids: Sequence[str]) -> str:
        return self.typography.ids.format(escape(self.typography.separator.join(ids))) if ids else ""

    def table(self, table: Table) -> Iterator[str]:
        """Spell a table without its bars, which repeat in length what another column says in numbers."""
        if table.title:
            yield f"**{escape(table.title)}**"
        bars = {index for row in table.rows for index, value in enumerate(row) if isinstance(value, Bar)}
        shown = [index for index in range(len(table.columns)) if index not in bars]
        lines = [
            [escape(table.columns[index].label) for index in shown],
            ["--:" if table.columns[index].right else "---" for index in shown],
            *([_cell(row[index]) for index in shown] for row in table.rows),
        ]
        for line, ids in zip(lines[2:], table.ids, strict=False):
            line[0] += self.ids(ids)
        if table.footer is not None:
            lines.append([f"**{text}**" if (text := _cell(table.footer[index])) else "" for index in shown])
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _inner(text: str) -> str:
    """Escape a sentence, keeping the blank that it brings."""
    return " " * text.startswith(" ") + escape(text)


def _cell(value: Value) -> str:
    if isinstance(value, Bar):
        return f"{value.done}/{value.total}"
    return escape(value.text if isinstance(value, Cell) else value)


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
#: An address up to what is rather the end of a sentence; none with ``&…;`` in it, which would be read as a character.
_ADDRESS = re.compile(
    r"(https?://(?!\S*&[#\w]+;)(?:[\w%~@#$&*+=/?!.,;:-]|\([\w%~@#$&*+=/?!.,;:-]*\))*[\w%~/=#&+-])", re.IGNORECASE
)
#: What opens a list, a rule or a heading at the beginning of a line.
_AT_START = re.compile(r"^(?P<before>\d{0,9})(?P<mark>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=](?=[-+=\s]|$))")
