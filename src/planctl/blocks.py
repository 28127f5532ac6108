"""A neutral document: what an answer says, before anybody decides how a screen or a file format spells it.

Those who know the wording (``screens``, ``report.document``) build blocks; those who know a medium (``tables``,
``plain``, ``report.to_markdown`` …) spell them. Text in blocks is data: no writer may read markup into it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a piece of text means for the eye; every writer may show it or not, since the words say it too."""

    NORMAL = "normal"
    STRONG = "strong"
    MUTED = "muted"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Cell(NamedTuple):
    """Text with a tone; ``code`` is what plain output says instead, where scripts should not depend on a language."""

    text: str
    tone: Tone = Tone.NORMAL
    code: str | None = None


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


class Blank(NamedTuple):
    """A marked place that a person has to fill in, because no record can; ``text`` says with what."""

    text: str


class Table(NamedTuple):
    """Rows under columns. ``footer`` is a last row set apart (a total).

    ``lines`` limits how many lines a flexible cell may take in a drawn table (0: as many as it needs); ``record`` says
    that a narrow screen may show each row as a small block instead. ``ids`` are the tasks that each row counts, in the
    order of the rows, empty if no row has any; a ``wide`` table wants a page on its side.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    footer: tuple[Value, ...] | None = None
    lines: int = 0
    record: bool = True
    title: str = ""
    ids: tuple[tuple[str, ...], ...] = ()
    wide: bool = False


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
