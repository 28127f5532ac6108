"""A neutral document: what an answer says, before anybody decides how a screen or a file format spells it.

Those who know the wording (``screen.people``, ``screen.scripts``, ``report.wording``) build blocks; those who know a
medium (``screen.tables``, ``report.to_markdown`` …) spell them. Text in blocks is data: no writer may read markup into
it. The plainest spelling, lines for pipes and files, is given here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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

    It is drawn on at most ``lines`` lines (0: as many as it needs, or its table allows). Where there are ``pieces``,
    they say the same ``text`` piece by piece.
    """

    text: str
    tone: Tone = Tone.NORMAL
    code: str | None = None
    lines: int = 0
    pieces: tuple[Piece, ...] = ()


class Bar(NamedTuple):
    """A progress bar of ``done`` out of ``total`` (numbers of tasks), drawn where there is room for one.

    Behind what is done, it shows those that are ``late``; its figure is about something else than what is done if it
    has one ``counted``.
    """

    done: int
    total: int
    late: int = 0
    counted: int | None = None

    @property
    def figure(self) -> str:
        """The numbers, as text."""
        return f"{self.done if self.counted is None else self.counted}/{self.total}"


#: For a column that no screen is wide enough for: it is there for programs alone.
NEVER = 10**6


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


class Mark(StrEnum):
    """How a piece of running text is set apart; ``PLACE`` marks one that a person has still to fill in."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    PLACE = "place"
    QUIET = "quiet"


class Piece(NamedTuple):
    """A piece of running text, a sentence or less; it brings the blank before it, if any.

    ``ids`` are the tasks that it counts or speaks of; ``address`` is where a link leads.
    """

    text: str
    ids: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    address: str = ""


class Heading(NamedTuple):
    """A heading of ``level`` 1 (the document's title) to 6."""

    text: str
    level: int = 2


class Annex(NamedTuple):
    """Begins an annex, on a page of its own: its ``label``, such as 附件1, and its ``title``."""

    label: str
    title: str


class Part(StrEnum):
    """The formal parts of a document that is sent to somebody."""

    ADDRESSEE = "addressee"
    ATTACHMENT = "attachment"
    SIGNER = "signer"
    DATE = "date"


class Formal(NamedTuple):
    """A line that is a formal part of a document: whom it is for, what is attached, who signs it, of which day."""

    part: Part
    text: str


class Paragraph(NamedTuple):
    """Running text, ``indent`` cells in; drawn on at most ``lines`` lines (0: as many as it needs).

    What is not ``wrapped`` keeps its own lines on a screen too, since an editor reads places out of them.
    Where there are ``pieces``, they say the same ``text`` piece by piece.
    """

    text: str
    tone: Tone = Tone.NORMAL
    indent: int = 0
    lines: int = 0
    pieces: tuple[Piece, ...] = ()
    wrapped: bool = True

    @classmethod
    def of(cls, pieces: Iterable[Piece], tone: Tone = Tone.NORMAL) -> Paragraph:
        """Return a paragraph of ``pieces``."""
        said = tuple(pieces)
        return cls("".join(piece.text for piece in said), tone, pieces=said)


class Verbatim(NamedTuple):
    """Lines that stand as they are written, in letters of one width."""

    text: str


class Rule(NamedTuple):
    """A line across, between two parts."""


class Listing(NamedTuple):
    """Items below each other, each of one or more blocks: numbered from ``start``, or with bullets if that is none."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None

    def marked(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield the items, each with what stands before it."""
        for place, blocks in enumerate(self.items):
            yield ("·" if self.start is None else f"{self.start + place}."), blocks


class Quote(NamedTuple):
    """Blocks that somebody else said."""

    blocks: tuple[Block, ...]


class Table(NamedTuple):
    """Rows under columns. ``footer`` is a last row set apart (a total).

    ``lines`` limits how many lines a flexible cell may take in a drawn table (0: as many as it needs); ``record`` says
    that a narrow screen may show each row as a small block instead; a ``wide`` table wants a page on its side.

    ``between`` are texts across a drawn table, each with the number of the row that it stands before; without
    ``labels`` there is no line of headings.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    footer: tuple[Value, ...] | None = None
    lines: int = 0
    record: bool = True
    title: str = ""
    wide: bool = False
    between: tuple[tuple[int, Paragraph], ...] = ()
    labels: bool = True


class Fields(NamedTuple):
    """Labelled values, one below the other: the record of one thing. Each item is ``(key, label, value)``."""

    items: tuple[tuple[str, str, str | Cell], ...]


class ChartBar(NamedTuple):
    """A labelled bar, as ``Bar`` has it.

    ``note`` says in words which are late, since nobody has to see the colour.
    """

    label: str
    done: int
    total: int
    late: int = 0
    note: str = ""
    counted: int | None = None

    @property
    def bar(self) -> Bar:
        """The bar by itself."""
        return Bar(self.done, self.total, self.late, self.counted)

    @property
    def figure(self) -> str:
        """The numbers, as text."""
        return self.bar.figure


class BarChart(NamedTuple):
    """Labelled bars, one below the other."""

    title: str
    bars: tuple[ChartBar, ...]

    def as_table(self) -> Table:
        """Return the chart as a table with a row a bar, for media that draw no charts."""
        columns = (Column("label", self.title, flexible=True), Column("bar", ""), Column("done", "", right=True))
        rows = tuple((bar.label, bar.bar, bar.figure) for bar in self.bars)
        if not any(bar.note for bar in self.bars):
            return Table(columns, rows, record=False)
        noted = tuple((*row, bar.note) for row, bar in zip(rows, self.bars, strict=True))
        return Table((*columns, Column("note", "")), noted, record=False)


class LineChart(NamedTuple):
    """Lines over the months of a year. Each is ``(label, values)``, ``None`` where there is nothing to say yet.

    ``note`` says what they count, where that is not plain.
    """

    title: str
    months: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]
    note: str = ""

    def as_table(self) -> Table:
        """Return the chart as a table with a row a month and a column a line, for media that draw no charts.

        They say its ``note`` below.
        """
        columns = (Column("month", self.title), *(Column(label, label, right=True) for label, _ in self.lines))
        values = [["" if value is None else str(value) for value in line] for _, line in self.lines]
        return Table(columns, tuple(zip(self.months, *values, strict=True)), record=False)


Block = Heading | Annex | Formal | Paragraph | Listing | Quote | Verbatim | Rule | Table | Fields | BarChart | LineChart


# --- plain lines -----------------------------------------------------------------------------------------------------


def plain_text(blocks: Iterable[Block]) -> Iterator[str]:
    r"""Yield ``blocks`` as lines, a piece a block, with an empty line between blocks: nothing wrapped, nothing cut.

    A table is a line of column keys, a line a row, and the footer, cells apart by tabs; a bar is ``done/total``, and a
    cell with a code says the code. Fields are lines of ``key<TAB>value``; a value of several lines repeats its key on
    each. Tabs and line feeds in a cell are spelled ``\t`` and ``\n``. Items of a list stand behind their marks, what
    somebody else said is moved in, and the address of a link follows its text.
    """
    before: Block | None = None
    for block in blocks:
        lines = "\n".join(_plain_lines(block))
        separator = "" if before is None or is_next_line(before, block) else "\n"
        yield f"{separator}{lines}\n"
        before = block


def is_next_line(before: Block, block: Block) -> bool:
    """Whether a formal part stands right below the one before it, as a day does below a signer."""
    if not isinstance(before, Formal) or not isinstance(block, Formal):
        return False
    return (before.part, block.part) in {(Part.ATTACHMENT, Part.ATTACHMENT), (Part.SIGNER, Part.DATE)}


def with_addresses(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return running text for a medium without links: each address behind its text, unless the text is the address."""
    return tuple(part for piece in pieces for part in _with_address(piece))


def _with_address(piece: Piece) -> tuple[Piece, ...]:
    if piece.address in {"", piece.text, f"mailto:{piece.text}"}:
        return (piece,)
    return piece, Piece(f" <{piece.address}>", marks=(Mark.QUIET,))


def _plain_lines(block: Block) -> Iterable[str]:
    match block:
        case Table():
            return _plain_table(block)
        case Fields():
            return _plain_fields(block)
        case Heading() | Formal():
            return (safe(block.text),)
        case Annex():
            return (safe(block.label), "", safe(block.title)) if block.label else (safe(block.title),)
        case Paragraph():
            return (safe(_spelled(block.text, block.pieces), newlines=True),)
        case Listing():
            return _plain_listing(block)
        case Quote():
            return _moved_in("    ", "    ", _split(plain_text(block.blocks)))
        case Verbatim():
            return (safe(block.text.removesuffix("\n"), newlines=True),)
        case Rule():
            return ("———",)
        case _:
            return _plain_chart(block)


def _plain_chart(chart: BarChart | LineChart) -> Iterator[str]:
    yield from _plain_table(chart.as_table())
    if isinstance(chart, LineChart) and chart.note:
        yield safe(chart.note)


def _spelled(text: str, pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in with_addresses(pieces)) if pieces else text


def _plain_listing(listing: Listing) -> Iterator[str]:
    """Yield the lines of a list, its items apart if any of them has several parts."""
    items = [(f"{mark} ", list(_plain_item(blocks))) for mark, blocks in listing.marked()]
    is_loose = any("" in lines for _, lines in items)
    for number, (mark, lines) in enumerate(items):
        if is_loose and number:
            yield ""
        yield from _moved_in(mark, " " * len(mark), lines or [""])


def _plain_item(blocks: Iterable[Block]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number and not isinstance(block, Listing):
            yield ""
        yield from _split(_plain_lines(block))


def _split(texts: Iterable[str]) -> Iterator[str]:
    return (line for text in texts for line in text.removesuffix("\n").split("\n"))


def _moved_in(first: str, others: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield ``lines`` behind what stands before the first of them and before the others."""
    for number, line in enumerate(lines):
        yield f"{others if number else first}{line}" if line else ("" if number else first.rstrip())


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
        return _spelled(value.text, value.pieces) if value.code is None else value.code
    return value.figure if isinstance(value, Bar) else value
