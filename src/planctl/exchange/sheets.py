"""The sheets of a workbook before anybody spells them in a format: what stands where, and who may write there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange import base
from planctl.exchange.columns import COLUMNS, LEDGERS, NODE_COLUMNS, Holds, LedgerColumn, Teller, spelled
from planctl.exchange.names import sheet_name
from planctl.plan import counts
from planctl.plan.model import Finding, Indicator, Status, Task
from planctl.plan.units import known_units
from planctl.words.plan_words import GRADE_TONES, STATUS_TONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.blocks import Tone
    from planctl.exchange.columns import CellValue
    from planctl.exchange.extract import Extract
    from planctl.plan.counts import Group
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

_KINDS: tuple[type[Task], ...] = (Task, Finding, Indicator)
#: Names of sheets that are ours, or that Excel keeps to itself.
_RESERVED = (base.SHEET, base.LISTS, "history")


class Choices(NamedTuple):
    """What may be chosen in the cells of a column, each with its tone; what else is typed is refused if ``strict``."""

    values: tuple[str, ...]
    tones: tuple[Tone, ...] = ()
    strict: bool = True


class LedgerHead(NamedTuple):
    """The head of a column: how it is called and how wide it is; ``filled`` if a unit may write in it.

    What is typed into a cell without a value is taken for what ``holds`` says: ``text``, a ``number`` or a ``percent``.
    """

    label: str
    width: float
    filled: bool = False
    choices: Choices | None = None
    holds: str = "text"


class Line(NamedTuple):
    """A row: a ``heading`` across the sheet, or ``cells``, with a tone for those that have one by their place.

    ``id`` is the item's. A row ``is_open`` if a unit may write in its cells.
    """

    cells: tuple[CellValue, ...] = ()
    tones: tuple[tuple[int, Tone], ...] = ()
    heading: str = ""
    id: str = ""
    is_open: bool = False


class LedgerSheet(NamedTuple):
    """A sheet: its ``name`` on the tab, a title, a line below it, and rows; so many columns stay when it is scrolled.

    One that is ``returning`` is for a unit to fill in and send back.
    """

    name: str
    title: str
    subtitle: str
    heads: tuple[LedgerHead, ...]
    lines: tuple[Line, ...]
    frozen: int = 0
    returning: bool = False
    has_filters: bool = True

    def values(self) -> Iterator[CellValue]:
        """Yield all that can be seen on the sheet."""
        yield from (self.title, self.subtitle, *(head.label for head in self.heads))
        for line in self.lines:
            yield from (line.heading, *line.cells)


class LedgerBook(NamedTuple):
    """The sheets of a workbook, and what it remembers of the plan."""

    title: str
    sheets: tuple[LedgerSheet, ...]
    base: base.Base


def book_of(extract: Extract, t: Translator) -> LedgerBook:
    """Return the ledger of ``extract``, or the sheets to be returned by each of its units."""
    maker = _Maker(extract, t)
    parts = list(maker.returns() if extract.units else maker.ledger())
    facts = {
        "planctl": base.VERSION,
        "kind": base.RETURN if extract.units else base.LEDGER,
        "year": str(extract.plan.year),
        "title": extract.plan.title,
        "day": extract.day.isoformat(),
        "language": t.language,
        "units": "\n".join(map(maker.teller.words.unit, extract.units)),
    }
    facts |= {f"sheet {sheet.name}": base.seen(sheet.values()) for sheet, rows in parts if not rows}
    remembered = tuple(row for _, rows in parts for row in rows)
    return LedgerBook(maker.title, tuple(sheet for sheet, _ in parts), base.Base(facts, remembered))


class _Maker:
    """Makes sheets, each with what is to be remembered of its rows."""

    def __init__(self, extract: Extract, t: Translator) -> None:
        self.extract, self.t = extract, t
        self.teller = Teller.of(t, extract.seen)
        self.title = self.teller.words.title(extract.seen)
        self.names: list[str] = []
        self.items = {row.task.id: row.task for row in extract.rows}

    # --- which sheets

    def ledger(self) -> Iterator[tuple[LedgerSheet, Sequence[base.Remembered]]]:
        """Yield the sheets of all kinds of items that there are, the nodes of tasks, and how far the work is."""
        tasks, findings, indicators = (self._rows(kind) for kind in _KINDS)
        if tasks or not (findings or indicators):
            yield self._items(Task.kind, tasks, self.t("ledger.sheet.task"))
        for kind, rows in ((Finding.kind, findings), (Indicator.kind, indicators)):
            if rows:
                yield self._items(kind, rows, self.t(f"ledger.sheet.{kind}"))
        if with_nodes := [row for row in tasks if row.task.nodes]:
            yield self._nodes(with_nodes), ()
        if tasks:
            yield self._progress(tasks), ()

    def returns(self) -> Iterator[tuple[LedgerSheet, Sequence[base.Remembered]]]:
        """Yield for each unit a sheet of the items that it leads or supports; it may fill in those that it leads."""
        for unit in self.extract.units:
            parts = {kind: [row for row in self._rows(kind) if unit in row.task.units] for kind in _KINDS}
            name = self.teller.words.unit(unit)
            for kind, rows in parts.items():
                if rows or (kind is Task and not any(parts.values())):
                    tab = name if kind is Task else f"{self.t(f'ledger.sheet.{kind.kind}')} {name}"
                    yield self._items(kind.kind, rows, tab, unit)

    def _rows(self, kind: type[Task]) -> list[Standing]:
        return [row for row in self.extract.rows if type(row.task) is kind]

    # --- items

    def _items(
        self, kind: str, rows: Sequence[Standing], name: str, unit: str = ""
    ) -> tuple[LedgerSheet, Sequence[base.Remembered]]:
        columns = self._columns(LEDGERS[kind], rows, returning=bool(unit))
        lines = tuple(self._lines(columns, rows, unit))
        sheet = LedgerSheet(
            self._name(name),
            self.t(f"ledger.{'return' if unit else 'title'}.{kind}", title=self.title),
            self._subtitle(rows, unit),
            tuple(self._head(column, kind) for column in columns),
            lines,
            frozen=[column.key for column in columns].index("title") + 1,
            returning=bool(unit),
        )
        return sheet, [self._remembered(sheet.name, columns, line) for line in lines if line.id]

    def _columns(self, keys: Iterable[str], rows: Sequence[Standing], *, returning: bool) -> list[LedgerColumn]:
        """Return the columns that are needed for ``rows``."""
        return [
            column
            for column in (COLUMNS[key] for key in keys)
            if any(column.is_needed(row, column.cell(row, self.teller), returning) for row in rows) or not rows
        ]

    def _lines(self, columns: Sequence[LedgerColumn], rows: Sequence[Standing], unit: str) -> Iterator[Line]:
        """Yield the rows under a heading for each group, what a unit leads before what it supports."""
        for is_led in (True, False):
            part = (row for row in rows if (not unit or row.task.lead == unit) is is_led)
            for group, members in counts.members(part, lambda row: (row.group,)).items():
                key = "ledger.section" if is_led else "ledger.section_supported"
                yield Line(heading=self.t(key, id=group, title=self.teller.groups[group], n=len(members)))
                for row in members:
                    yield self._line(columns, row, is_open=bool(unit) and is_led and row.task.is_open)

    def _line(self, columns: Sequence[LedgerColumn], row: Standing, *, is_open: bool) -> Line:
        cells = tuple(column.cell(row, self.teller) for column in columns)
        tones = {"status": STATUS_TONES[row.task.status], "grade": GRADE_TONES[row.grade]}
        toned = tuple((place, tones[column.key]) for place, column in enumerate(columns) if column.key in tones)
        return Line(cells, toned, id=row.task.id, is_open=is_open)

    def _head(self, column: LedgerColumn, kind: str) -> LedgerHead:
        choices = None
        if column.key == "status":
            words = self.teller.words._replace(kind=kind)
            states = [status for status in Status if not (self.extract.units and status.is_closed)]
            choices = Choices(tuple(map(words.status_name, states)), tuple(STATUS_TONES[status] for status in states))
        elif column.key == "lead" and not self.extract.units:
            units = tuple(map(self.teller.words.unit, known_units(self.extract.seen)))
            choices = Choices(units, strict=False) if units else None
        holds = "number" if column.key == "reading" else "text"
        return LedgerHead(column.label(kind, self.t), column.width, column.filled, choices, holds)

    def _remembered(self, name: str, columns: Sequence[LedgerColumn], line: Line) -> base.Remembered:
        said = zip(columns, line.cells, strict=True)
        cells = {column.key: spelled(cell) for column, cell in said if column.holds is not Holds.NOTHING}
        return base.Remembered(name, line.id, base.digest(self.items[line.id]), cells)

    def _subtitle(self, rows: Sequence[Standing], unit: str = "") -> str:
        said = {"day": self.extract.day, "n": len(rows)}
        if unit:
            return self.t("ledger.return_subtitle", unit=self.teller.words.unit(unit), **said)
        return self.t("ledger.subtitle" if self.extract.is_complete else "ledger.subtitle_part", **said)

    # --- nodes and progress

    def _nodes(self, rows: Sequence[Standing]) -> LedgerSheet:
        columns = self._columns(NODE_COLUMNS, rows, returning=False)
        return LedgerSheet(
            self._name(self.t("ledger.sheet.nodes")),
            self.t("ledger.title.nodes", title=self.title),
            self._subtitle(rows),
            tuple(LedgerHead(column.label(Task.kind, self.t), column.width) for column in columns),
            tuple(line._replace(tones=()) for line in self._lines(columns, rows, "")),
            frozen=2,
        )

    def _progress(self, rows: Sequence[Standing]) -> LedgerSheet:
        """Return how far the tasks are, by priority and by lead unit, in the numbers of ``progress``."""
        parts = [*Status, "ongoing", "overdue"]
        names = [self.t(f"status.{part}" if part in list(Status) else f"ledger.{part}") for part in parts]
        heads = [self.t("ledger.what"), self.t("ledger.total"), *names, self.t("ledger.percent")]
        lines: list[Line] = []
        for by in (counts.By.PRIORITY, counts.By.LEAD):
            groups = (group for group in counts.groups(self.extract.seen, rows, by) if group.ids)
            cells = (_counted(group, self.teller.words.group(group, by), parts) for group in groups)
            lines += [Line(heading=self.t(f"ledger.by_{by}")), *map(Line, cells)]
        total = _counted(counts.total(rows), self.t("ledger.all"), parts)
        lines += [Line(heading=self.t("ledger.altogether")), Line(total)]
        return LedgerSheet(
            self._name(self.t("ledger.sheet.progress")),
            self.t("ledger.title.progress", title=self.title),
            self._subtitle(rows),
            (
                LedgerHead(heads[0], 40),
                *(LedgerHead(label, 10) for label in heads[1:-1]),
                LedgerHead(heads[-1], 12, holds="percent"),
            ),
            tuple(lines),
            frozen=1,
            has_filters=False,
        )

    def _name(self, wanted: str) -> str:
        name = sheet_name(wanted, [*self.names, *_RESERVED]) or sheet_name(base.LEDGER, self.names)
        self.names.append(name)
        return name


def _counted(group: Group, label: str, parts: Sequence[str]) -> tuple[CellValue, ...]:
    numbers = [len(group.parts[str(part)]) for part in parts]
    percent = "" if group.percent is None else round(group.percent / 100, 3)
    return (label, group.total, *numbers, percent)
