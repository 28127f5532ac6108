"""A neutral document: what an answer says, before anybody decides how a screen or a file format spells it.

Those who know the wording (``screen.people``, ``screen.scripts``, ``report.wording``) build blocks; those who know a
medium (``screen.tables``, ``report.to_markdown`` …) spell them. Text in blocks is data: no writer may read markup into
it. The plainest spelling, lines for pipes and files, is given here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

from planctl.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Tone(StrEnum):
    """What a piece of text means for the eye; every writer may show it or not, since the words say it too."""

    NORMAL = "normal"
    STRONG = "strong"
    MUTED = "muted"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Cell(NamedTuple):
    """Text with a tone; ``code`` is what plain output says instead, where scripts should not depend on a language.

    It is drawn on at most ``lines`` lines (0: as many as it needs, or its table allows).
    """

    text: str
    tone: Tone = Tone.NORMAL
    code: str | None = None
    lines: int = 0


class Bar(NamedTuple):
    """A progress bar of ``done`` out of ``total`` (numbers of tasks), drawn where there is room for one."""

    done: int
    total: int


class Column(NamedTuple):
    """A table column. ``key`` is the stable name in plain output, ``label`` the heading that people read.

    ``flexible`` columns (a title) share the width that the others leave, and wrap.
    ``least`` is the terminal width in cells from which the column is shown at all in a drawn table.
    """

    key: str
    label: str
    right: bool = False
    flexible: bool = False
    least: int = 0


#: What may stand in a table; a plain string is a cell of normal tone.
Value = str | Cell | Bar


class Heading(NamedTuple):
    """A heading of ``level`` 1 (the document's title) to 3."""

    text: str
    level: int = 2


class Sentence(NamedTuple):
    """A sentence of a paragraph with the tasks that it counts or speaks of; it brings the blank before it, if any."""

    text: str
    ids: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """Running text, ``indent`` cells in; drawn on at most ``lines`` lines (0: as many as it needs).

    What is not ``wrapped`` keeps its own lines on a screen too, since an editor reads places out of them.
    ``ids`` are the tasks that the text counts or speaks of, neighbours as ``1.1–1.4``; a writer shows them after it,
    unobtrusively. Where there are ``sentences``, they say the same ``text`` piece by piece, and a writer that can may
    show the ids of each right after it instead.
    """

    text: str
    tone: Tone = Tone.NORMAL
    indent: int = 0
    lines: int = 0
    ids: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    wrapped: bool = True


class Blank(NamedTuple):
    """A marked place that a person has to fill in, because no record can; ``text`` says with what."""

    text: str


class Table(NamedTuple):
    """Rows under columns. ``footer`` is a last row set apart (a total).

    ``lines`` limits how many lines a flexible cell may take in a drawn table (0: as many as it needs); ``record`` says
    that a narrow screen may show each row as a small block instead. ``ids`` are the tasks that each row counts, in the
    order of the rows, empty if no row has any; a ``wide`` table wants a page on its side.

    ``between`` are texts across a drawn table, each with the number of the row that it stands before; without
    ``labels`` there is no line of headings.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    footer: tuple[Value, ...] | None = None
    lines: int = 0
    record: bool = True
    title: str = ""
    ids: tuple[tuple[str, ...], ...] = ()
    wide: bool = False
    between: tuple[tuple[int, Paragraph], ...] = ()
    labels: bool = True


class Fields(NamedTuple):
    """Labelled values, one below the other: the record of one thing. Each item is ``(key, label, value)``."""

    items: tuple[tuple[str, str, str | Cell], ...]


class BarChart(NamedTuple):
    """Labelled bars of ``done`` out of ``total``, one below the other; every bar is ``(label, done, total)``."""

    title: str
    bars: tuple[tuple[str, int, int], ...]

    def as_table(self) -> Table:
        """Return the chart as a table with a row a bar, for media that draw no charts."""
        columns = (Column("label", self.title, flexible=True), Column("bar", ""), Column("done", "", right=True))
        rows = tuple((label, Bar(done, total), f"{done}/{total}") for label, done, total in self.bars)
        return Table(columns, rows, record=False)


class LineChart(NamedTuple):
    """Lines over the months of a year. Each is ``(label, values)``, ``None`` where there is nothing to say yet."""

    title: str
    months: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]

    def as_table(self) -> Table:
        """Return the chart as a table with a row a month and a column a line, for media that draw no charts."""
        columns = (Column("month", self.title), *(Column(label, label, right=True) for label, _ in self.lines))
        values = [["" if value is None else str(value) for value in line] for _, line in self.lines]
        return Table(columns, tuple(zip(self.months, *values, strict=True)), record=False)


Block = Heading | Paragraph | Blank | Table | Fields | BarChart | LineChart


# --- plain lines -----------------------------------------------------------------------------------------------------


def plain_text(blocks: Iterable[Block]) -> Iterator[str]:
    r"""Yield ``blocks`` as lines, a piece a block, with an empty line between blocks: nothing wrapped, nothing cut.

    A table is a line of column keys, a line a row, and the footer, cells apart by tabs; a bar is ``done/total``, and a
    cell with a code says the code. Fields are lines of ``key<TAB>value``; a value of several lines repeats its key on
    each. The ids of a paragraph follow it after a tab. Tabs and line feeds in a cell are spelled ``\t`` and ``\n``.
    """
    separator = ""
    for block in blocks:
        lines = "\n".join(_plain_lines(block))
        yield f"{separator}{lines}\n"
        separator = "\n"


def _plain_lines(block: Block) -> Iterable[str]:
    match block:
        case Table():
            return _plain_table(block)
        case Fields():
            return _plain_fields(block)
        case Heading():
            return (safe(block.text),)
        case Paragraph():
            text = safe(block.text, newlines=True)
            return (f"{text}\t{safe(' '.join(block.ids))}" if block.ids else text,)
        case Blank():
            return (f"[ ] {safe(block.text)}",)
        case BarChart() | LineChart():
            return _plain_table(block.as_table())
        case _:
            assert_never(block)


def _plain_table(table: Table) -> Iterator[str]:
    if table.title:
        yield safe(table.title)
    yield "\t".join([safe(column.key) for column in table.columns])
    rows = table.rows if table.footer is None else (*table.rows, table.footer)
    expected = len(table.columns) - 1
    for row in rows:
        texts = [value if type(value) is str else _plain(value) for value in row]
        line = "\t".join(texts)
        # One look at the whole line stands for one at each cell: a long list is nearly always clean.
        if line.count("\t") != expected or not line.replace("\t", "").isprintable():
            line = "\t".join(map(safe, texts))
        yield line


def _plain_fields(fields: Fields) -> Iterator[str]:
    for key, _, value in fields.items:
        for line in safe(_plain(value), newlines=True).split("\n"):
            yield f"{safe(key)}\t{line}"


def _plain(value: Value) -> str:
    if isinstance(value, Cell):
        return value.text if value.code is None else value.code
    return f"{value.done}/{value.total}" if isinstance(value, Bar) else value
