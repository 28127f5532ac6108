"""Plain TOML data to a ``Plan`` and back; every fault of the data is collected with its line, never only the first.

What each table may hold is declared in ``planctl.plan.model``, and single values are read by ``planctl.toml.fields``;
here a plan is put together and judged as a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import Problem, Severity
from planctl.plan.keys import Kind, keys_of, tables_in
from planctl.plan.model import GROUPS, NOTHING, Entry, Plan, Status
from planctl.plan.round import Round
from planctl.plan.target import Target
from planctl.toml.fields import FIRST_YEAR, FORMAT_FORM, FORMS, WrongValueError, as_toml, is_editable
from planctl.toml.syntax import NO_SUCH_DATE, parse_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planctl.plan.keys import Key
    from planctl.toml.fields import Reader
    from planctl.toml.locate import KeyPath, Places

    Judge = Callable[[dict[str, Any], dict[str, Any], KeyPath], None]

#: So many faults of one severity are kept: nobody reads more, and millions do not fit into memory.
MOST_FAULTS = 1_000


class Fault(NamedTuple):
    """A problem before its line is known: ``path`` leads to the value in the data, ``()`` to the file as a whole."""

    code: str
    path: KeyPath
    severity: Severity
    fields: dict[str, object]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says; ``plan`` is ``None`` exactly if a fault is fatal."""

    text: str
    plan: Plan | None
    faults: tuple[Fault, ...] = ()
    syntax: tuple[Problem, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the text, by line."""
        found = (*self.syntax, *locate_faults(self.text, self.faults))
        return tuple(sorted(found, key=lambda problem: problem.line or 0))


def parse(text: str) -> Parsed:
    """Read a plan from TOML ``text`` (newlines LF or CRLF, no byte order mark), going on past every fault it can."""
    data, syntax = parse_toml(text)
    if data is None:
        return Parsed(text, None, syntax=syntax)
    if not data:
        return Parsed(text, None, syntax=(Problem("empty", severity=Severity.FATAL),))
    return of_data(data, text, syntax)


def of_data(data: dict[str, Any], text: str = "", syntax: tuple[Problem, ...] = ()) -> Parsed:
    """Read a plan from the ``data`` of a TOML document, which may come from elsewhere and then has no text."""
    reader = _PlanReader(is_mended=bool(syntax))
    plan = reader.record(Plan, data, ())
    is_fatal = bool(syntax) or any(fault.severity is Severity.FATAL for fault in reader.faults)
    return Parsed(text, None if is_fatal else plan, tuple(reader.faults), syntax)


def locate_faults(text: str, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Turn ``faults`` of the data in ``text`` into problems with lines; the text is scanned only if there are any."""
    faults = tuple(faults)
    if not faults:
        return ()
    from planctl.toml.locate import locate  # noqa: PLC0415 - a plan without faults needs no lines

    places = locate(text)
    return tuple(
        Problem(fault.code, places.line(fault.path), _with_lines(fault.fields, places), fault.severity)
        for fault in faults
    )


def to_table(item: Any) -> dict[str, Any]:
    """Return the TOML table that says ``item``, a plan or a record in one; its records are tables in turn.

    What is absent is left out, unless its absence means something that is better said, as it is of a status.
    """
    table = {
        key.written: to_value(value)
        for key in keys_of(type(item))
        if (value := getattr(item, key.name)) != key.default or key.default
    }
    return table | dict(item.extra)


def to_value(value: object) -> Any:
    """Return ``value`` in the types that TOML writers know: tuples as lists, statuses as their words."""
    if isinstance(value, Status):
        return value.value
    if isinstance(value, tuple):
        return [to_value(item) for item in value]
    if type(value) in _SHAPES:
        return to_table(value)
    if isinstance(value, dict):
        return {key: to_value(item) for key, item in value.items()}
    return value


# --- reading ---------------------------------------------------------------------------------------------------------


class _Shape(NamedTuple):
    """What a table may hold: by its keys, the field and what reads it, and the fields that are tables in turn.

    ``blanks`` stand in for ``required`` values that are missing or wrong, so that the rest can be read all the same.
    """

    plain: dict[str, tuple[str, Reader]]
    nested: dict[str, Key]
    required: tuple[str, ...]
    blanks: dict[str, Any]


_BLANKS: dict[Kind, Any] = {Kind.DAY: NO_SUCH_DATE, Kind.YEAR: FIRST_YEAR, Kind.COUNT: 0, Kind.ORDERED: ()}


def _shape_of(table: type[Any], *, in_was: bool = False) -> _Shape:
    """Return the shape of the dataclass ``table``, or of the table ``was`` in it."""
    keys = [key for key in keys_of(table) if key.was or not in_was]
    plain = {key.written: (key.name, FORMS[key.kind].read) for key in keys if key.kind in FORMS}
    if table is Plan:
        plain["format"] = ("format", FORMAT_FORM.read)
    nested = {key.written: key for key in keys if key.kind not in FORMS}
    required = [key for key in keys if key.is_required]
    blanks = {key.name: _BLANKS.get(key.kind, "") for key in required}
    return _Shape(plain, nested, tuple(key.written for key in required), blanks)


def _misspelt_table(key: str, value: object, shape: _Shape, *, is_top: bool) -> str | None:
    """Return the table that one under an unknown key was meant for; a task may stand too far up."""
    tables = value if isinstance(value, list) else [value]
    if not tables or not all(isinstance(table, dict) for table in tables):
        return None
    from difflib import get_close_matches

    likely = get_close_matches(key, ["task", *shape.nested] if is_top else shape.nested, 1, cutoff=0.7)
    return ("priority.task" if likely == ["task"] and is_top else likely[0]) if likely else None


_SHAPES = {table: _shape_of(table) for table in tables_in(Plan)}
_WAS_SHAPE = _shape_of(Entry, in_was=True)


class _PlanReader:
    """Builds the model out of plain data and keeps a list of everything that is wrong with it.

    In data that ``is_mended``, ``NO_SUCH_DATE`` stands for a date that has been complained of already.
    """

    def __init__(self, *, is_mended: bool) -> None:
        self.faults: list[Fault] = []
        self.counts: Counter[Severity] = Counter()
        self.seen: dict[str, KeyPath] = {}
        self.is_mended = is_mended
        self.judges: dict[type[Any], Judge] = {
            Plan: self._plan,
            Target: self._target,
            Round: self._round,
            **dict.fromkeys(GROUPS, self._group),
            **dict.fromkeys((kind.item_type() for kind in GROUPS), self._item),
        }

    # --- tables of any kind

    def record(self, table: type[Any], raw: dict[str, Any], path: KeyPath) -> Any:
        """Return what ``raw`` says, as a value of the dataclass ``table``."""
        shape = _SHAPES[table]
        values, extra = self._values(raw, shape, path)
        self._require(raw, shape.required, path)
        if judge := self.judges.get(table):
            judge(raw, values, path)
        return table(extra=extra, **values)

    def _values(self, raw: dict[str, Any], shape: _Shape, path: KeyPath) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """Read the keys of one table; return the good values by field and, apart, everything unknown."""
        values = shape.blanks.copy()
        extra: dict[str, Any] = {}
        for key, value in raw.items():
            if plain := shape.plain.get(key):
                name, read = plain
                try:
                    values[name] = read(value)
                except WrongValueError as wrong:
                    if not (self.is_mended and value == NO_SUCH_DATE):
                        self._fault(wrong.code, (*path, key, *wrong.below), field=key, **wrong.details)
            elif nested := shape.nested.get(key):
                values[nested.name] = self._nested(nested, raw, path)
            else:
                extra[key] = value
                self._unknown(key, value, shape, path)
        return values, extra or NOTHING

    def _unknown(self, key: str, value: object, shape: _Shape, path: KeyPath) -> None:
        """Complain of a key that no table of its kind has: of a misspelt table, with all in it, as of an error."""
        header = [step for step in (*path, key) if isinstance(step, str)]
        if not is_editable(value):
            self._fault("too-deep", (*path, key))
        elif meant := _misspelt_table(key, value, shape, is_top=not path):
            names = {"header": ".".join(header), "meant": ".".join((*header[:-1], meant))}
            self._fault("misspelt-table", (*path, key), Severity.ERROR, **names)
        else:
            known = frozenset((*shape.plain, *shape.nested))
            self._fault("unknown-key", (*path, key), Severity.WARNING, field=key, known=known)

    def _nested(self, key: Key, raw: dict[str, Any], path: KeyPath) -> Any:
        """Read the table or the tables under ``key``."""
        if key.kind is Kind.RECORDS:
            return self._records(key, raw, path)
        value, path = raw[key.written], (*path, key.written)
        if not isinstance(value, dict):
            self._fault("not-table", path, field=key.written, value=as_toml(value))
            return key.default
        if key.kind is Kind.WAS:
            values, unknown = self._values(value, _WAS_SHAPE, path)
            return {**values, **unknown}
        return self.record(key.holds, value, path)

    def _records(self, key: Key, raw: dict[str, Any], path: KeyPath) -> tuple[Any, ...]:
        """Read an array of tables, letting go of each once it is read: a large plan is not held twice."""
        tables = raw[key.written]
        path = (*path, key.written)
        if path == ("priority",) and isinstance(tables, dict) and "task" in tables:
            self._fault("orphan-task", (*path, "task", 0))
            return ()
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            header = ".".join(step for step in path if isinstance(step, str))
            form = "log = [{ on = … }]" if key.written == "log" else f"[[{header}]]"
            self._fault("not-tables", path, field=key.written, value=as_toml(tables), form=form)
            return ()
        found = []
        for index in range(len(tables)):
            found.append(self.record(key.holds, tables[index], (*path, index)))
            tables[index] = None
        return tuple(found)

    # --- what is to be said of a table as a whole

    def _plan(self, raw: dict[str, Any], values: dict[str, Any], _: KeyPath) -> None:
        values.pop("format", None)  # which is about the file
        if "format" not in raw:
            self._fault("no-format", (), Severity.WARNING)
        retired = set(values.get("retired", ()))
        for kind, name in GROUPS.items():
            for index, group in enumerate(values.get(name, ())):
                if group.id in retired:
                    self._fault("retired-group", (kind.kind, index, "id"), id=group.id)

    def _group(self, _: dict[str, Any], values: dict[str, Any], path: KeyPath) -> None:
        identifier, retired = values["id"], set(values.get("retired", ()))
        self._unique(identifier, path, "duplicate-group")
        for index, item in enumerate(values.get("items", ())):
            place = (*path, item.kind, index, "id")
            if item.id in retired:
                self._fault("retired-id", place, id=item.id)
            if identifier and item.id and not item.id.startswith(f"{identifier}."):
                self._fault("foreign-id", place, Severity.WARNING, id=item.id, priority=identifier)

    def _item(self, _: dict[str, Any], values: dict[str, Any], path: KeyPath) -> None:
        self._unique(values["id"], path, "duplicate-id")
        for name in ("lead", "owner"):  # cleared by hand
            if not values.get(name, "").strip():
                values.pop(name, None)
        for name, numbers in _repeated(node.goal for node in values.get("nodes", ())):
            self._fault("duplicate-goal", (*path, "nodes", numbers[1], "goal"), id=values["id"], goal=name)
        if log := values.get("log"):
            values["log"] = self._in_order(log, path, values["id"])

    def _target(self, raw: dict[str, Any], values: dict[str, Any], path: KeyPath) -> None:
        level = [key for key in ("from", "to") if key in raw]
        if not level:
            if "amount" not in raw or values.get("amount", 1) <= 0:
                self._fault("no-amount", path, field=path[-1])
        elif "amount" in raw or "baseline" in raw:
            self._fault("two-targets", path, field=path[-1])
        elif len(level) == 1:
            self._fault("half-level", path, field=path[-1])
        elif values.get("from_") == values.get("to") is not None:
            self._fault("same-level", path, field=path[-1])

    def _round(self, raw: dict[str, Any], values: dict[str, Any], path: KeyPath) -> None:
        self._unique(values["id"], path, "duplicate-round")
        first, last = values["from_"], values["to"]
        if NO_SUCH_DATE not in (first, last) and first > last:
            self._fault("round-turned", (*path, "to"), Severity.ERROR, id=values["id"], first=first, last=last)
        if "closed" not in raw and ("figures" in raw or "states" in raw):
            key = "figures" if "figures" in raw else "states"
            self._fault("round-not-closed", (*path, key), Severity.ERROR, id=values["id"], field=key)

    def _in_order(self, log: tuple[Entry, ...], path: KeyPath, identifier: str) -> tuple[Entry, ...]:
        """Return ``log`` by date, and complain if it was not."""
        dated = [(index, entry.on) for index, entry in enumerate(log) if entry.on != NO_SUCH_DATE]
        late = [(index, on) for (_, before), (index, on) in pairwise(dated) if on < before]
        for index, on in late:
            self._fault("log-order", (*path, "log", index), Severity.ERROR, id=identifier, on=on)
        return tuple(sorted(log, key=lambda entry: entry.on)) if late else log

    def _unique(self, identifier: str, path: KeyPath, code: str) -> None:
        key = f"{code}:{identifier}"
        if identifier and key in self.seen:
            self._fault(code, (*path, "id"), id=identifier, first=(*self.seen[key], "id"))
        self.seen.setdefault(key, path)

    def _require(self, raw: dict[str, Any], names: Iterable[str], path: KeyPath) -> None:
        for name in names:
            if name not in raw:
                code = "missing-of-task" if path and "id" in raw and name != "id" else "missing"
                self._fault(code, path, field=name, id=as_toml(raw.get("id", "")).strip('"'))

    def _fault(self, code: str, path: KeyPath, severity: Severity = Severity.FATAL, /, **details: object) -> None:
        self.counts[severity] += 1
        if self.counts[severity] <= MOST_FAULTS:
            self.faults.append(Fault(code, path, severity, details))


def _repeated(names: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield the names that stand several times, with their places."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        places.setdefault(name, []).append(number)
    return ((name, numbers) for name, numbers in places.items() if name and len(numbers) > 1)


def _with_lines(details: dict[str, object], places: Places) -> dict[str, object]:
    """Turn paths among the details into line numbers."""
    return {key: places.line(value) if isinstance(value, tuple) else value for key, value in details.items()}
