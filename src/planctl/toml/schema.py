"""Plain TOML data to a ``Plan`` and back; every fault of the data is collected with its line, never only the first.

What each table may hold is written down in ``planctl.toml.fields``; here it is put together and judged as a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from planctl.errors import Problem, Severity
from planctl.plan.model import NOTHING, Entry, Plan, Priority, Status, Target, Task, Unit
from planctl.toml.fields import (
    ENTRY_FIELDS,
    FIRST_YEAR,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    TARGET_FIELDS,
    TASK_FIELDS,
    UNIT_FIELDS,
    WAS_FIELDS,
    Reader,
    WrongValueError,
    as_toml,
    is_editable,
)
from planctl.toml.syntax import NO_SUCH_DATE, parse_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planctl.toml.locate import Lines

    Path = tuple[str | int, ...]

T = TypeVar("T")
#: So many faults of one severity are kept: nobody reads more, and millions do not fit into memory.
MOST_FAULTS = 1_000


class Fault(NamedTuple):
    """A problem before its line is known: ``path`` leads to the value in the data, ``()`` to the file as a whole."""

    code: str
    path: Path
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
    reader = _PlanReader(is_mended=bool(syntax))
    plan = reader.plan(data)
    is_fatal = bool(syntax) or any(fault.severity is Severity.FATAL for fault in reader.faults)
    return Parsed(text, None if is_fatal else plan, tuple(reader.faults), syntax)


def locate_faults(text: str, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Turn ``faults`` of the data in ``text`` into problems with lines; the text is scanned only if there are any."""
    faults = tuple(faults)
    if not faults:
        return ()
    from planctl.toml.locate import locate  # noqa: PLC0415 - a plan without faults needs no lines

    lines = locate(text)
    return tuple(
        Problem(fault.code, lines.line(fault.path), _with_lines(fault.fields, lines), fault.severity)
        for fault in faults
    )


def to_table(item: Entry | Task | Target | Unit | Priority) -> dict[str, Any]:
    """Return the TOML table that says ``item``, without absent fields; its log and target are tables in turn."""
    table: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name == "extra":
            table.update(value)
        elif not _is_absent(field.name, value):
            table["task" if field.name == "tasks" else field.name] = to_value(value)
    return table


def to_value(value: object) -> Any:
    """Return ``value`` in the types that TOML writers know: tuples as lists, statuses as their words."""
    if isinstance(value, Status):
        return value.value
    if isinstance(value, tuple):
        return [to_value(item) for item in value]
    if isinstance(value, (Entry, Task, Target, Unit, Priority)):
        return to_table(value)
    if isinstance(value, dict):
        return {key: to_value(item) for key, item in value.items()}
    return value


def _is_absent(name: str, value: object) -> bool:
    if name == "support":  # in an entry the empty list says "cleared"; a task without supporters says nothing
        return value is None
    return value is None or value is False or value in ((), {}) or (name == "years_carried" and value == 0)


# --- reading ---------------------------------------------------------------------------------------------------------


class _PlanReader:
    """Builds the model out of plain data and keeps a list of everything that is wrong with it.

    In data that ``is_mended``, ``NO_SUCH_DATE`` stands for a date that has been complained of already.
    """

    def __init__(self, *, is_mended: bool) -> None:
        self.faults: list[Fault] = []
        self.counts: Counter[Severity] = Counter()
        self.seen: dict[str, Path] = {}
        self.is_mended = is_mended

    def plan(self, data: dict[str, Any]) -> Plan:
        values, extra = self._fields(data, PLAN_FIELDS, (), ("unit", "priority"))
        for name in ("year", "title"):
            if name not in data:
                self._fault("missing", (), field=name)
        if "format" not in data:
            self._fault("no-format", (), Severity.WARNING)
        values.pop("format", None)
        units = self._each(data, "unit", (), self._unit)
        priorities = self._each(data, "priority", (), self._priority)
        year, title = values.pop("year", FIRST_YEAR), values.pop("title", "")
        return Plan(year, title, units=units, priorities=priorities, extra=extra, **values)

    def _unit(self, raw: dict[str, Any], path: Path) -> Unit:
        values, extra = self._fields(raw, UNIT_FIELDS, path)
        self._require(raw, path, "name")
        return Unit(values.pop("name", ""), extra=extra, **values)

    def _priority(self, raw: dict[str, Any], path: Path) -> Priority:
        values, extra = self._fields(raw, PRIORITY_FIELDS, path, ("task",))
        self._require(raw, path, "id", "title")
        identifier, title = values.pop("id", ""), values.pop("title", "")
        self._unique(identifier, path, "duplicate-priority")
        tasks = self._each(raw, "task", path, self._task)
        for index, task in enumerate(tasks):
            if task.id in values.get("retired", ()):
                self._fault("retired-id", (*path, "task", index, "id"), id=task.id)
            if identifier and task.id and not task.id.startswith(f"{identifier}."):
                self._fault(
                    "foreign-id", (*path, "task", index, "id"), Severity.WARNING, id=task.id, priority=identifier
                )
        return Priority(identifier, title, tasks=tasks, extra=extra, **values)

    def _task(self, raw: dict[str, Any], path: Path) -> Task:
        values, extra = self._fields(raw, TASK_FIELDS, path, ("target", "log"))
        self._require(raw, path, "id", "title")
        identifier, title = values.pop("id", ""), values.pop("title", "")
        self._unique(identifier, path, "duplicate-id")
        values["target"] = self._target(raw, path)
        log = self._each(raw, "log", path, self._entry)
        for name in ("lead", "owner"):  # cleared by hand
            if not values.get(name, "").strip():
                values.pop(name, None)
        return Task(identifier, title, log=self._in_order(log, path, identifier), extra=extra, **values)

    def _target(self, raw: dict[str, Any], path: Path) -> Target | None:
        if "target" not in raw:
            return None
        path = (*path, "target")
        if not isinstance(raw["target"], dict):
            self._fault("not-table", path, field="target", value=as_toml(raw["target"]))
            return None
        values, extra = self._fields(raw["target"], TARGET_FIELDS, path)
        amount = values.pop("amount", None)
        if amount is None or amount <= 0:
            if "amount" not in raw["target"] or amount is not None:
                self._fault("no-amount", path, field="target")
            return None
        return Target(amount, extra=extra, **values)

    def _entry(self, raw: dict[str, Any], path: Path) -> Entry:
        values, extra = self._fields(raw, ENTRY_FIELDS, path, ("was",))
        self._require(raw, path, "on")
        was: Mapping[str, Any] = NOTHING
        if "was" in raw:
            known, unknown = self._fields(raw["was"], WAS_FIELDS, (*path, "was"))
            was = {**known, **unknown}
        return Entry(values.pop("on", NO_SUCH_DATE), was=was, extra=extra, **values)

    def _fields(
        self, raw: object, spec: Mapping[str, Reader], path: Path, nested: Iterable[str] = ()
    ) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """Read the keys of one table; return the good known values and, apart, everything unknown."""
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        if not isinstance(raw, dict):
            self._fault("not-table", path, field=path[-1], value=as_toml(raw))
            return values, extra
        for key, value in raw.items():
            read = spec.get(key)
            if read is not None:
                try:
                    values[key] = read(value)
                except WrongValueError as wrong:
                    if not (self.is_mended and value == NO_SUCH_DATE):
                        self._fault(wrong.code, (*path, key), field=key, **wrong.details)
            elif key not in nested:
                extra[key] = value
                known = frozenset((*spec, *nested))
                if is_editable(value):
                    self._fault("unknown-key", (*path, key), Severity.WARNING, field=key, known=known)
                else:
                    self._fault("too-deep", (*path, key))
        return values, extra or NOTHING

    def _each(
        self, raw: dict[str, Any], key: str, path: Path, read: Callable[[dict[str, Any], Path], T]
    ) -> tuple[T, ...]:
        """Read an array of tables, letting go of each once it is read: a large plan is not held twice."""
        tables = raw.get(key, [])
        path = (*path, key)
        if key == "priority" and isinstance(tables, dict) and "task" in tables:
            self._fault("orphan-task", (*path, "task", 0))
            return ()
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            header = ".".join(step for step in path if isinstance(step, str))
            form = "log = [{ on = … }]" if key == "log" else f"[[{header}]]"
            self._fault("not-tables", path, field=key, value=as_toml(tables), form=form)
            return ()
        found = []
        for index in range(len(tables)):
            found.append(read(tables[index], (*path, index)))
            tables[index] = None
        return tuple(found)

    def _in_order(self, log: tuple[Entry, ...], path: Path, identifier: str) -> tuple[Entry, ...]:
        """Return ``log`` by date, and complain if it was not."""
        dated = [(index, entry.on) for index, entry in enumerate(log) if entry.on != NO_SUCH_DATE]
        late = [(index, on) for (_, before), (index, on) in pairwise(dated) if on < before]
        for index, on in late:
            self._fault("log-order", (*path, "log", index), Severity.ERROR, id=identifier, on=on)
        return tuple(sorted(log, key=lambda entry: entry.on)) if late else log

    def _unique(self, identifier: str, path: Path, code: str) -> None:
        key = f"{code}:{identifier}"
        if identifier and key in self.seen:
            self._fault(code, (*path, "id"), id=identifier, first=(*self.seen[key], "id"))
        self.seen.setdefault(key, path)

    def _require(self, raw: dict[str, Any], path: Path, *names: str) -> None:
        for name in names:
            if name not in raw:
                code = "missing-of-task" if "id" in raw and name != "id" else "missing"
                self._fault(code, path, field=name, id=as_toml(raw.get("id", "")).strip('"'))

    def _fault(self, code: str, path: Path, severity: Severity = Severity.FATAL, /, **details: object) -> None:
        self.counts[severity] += 1
        if self.counts[severity] <= MOST_FAULTS:
            self.faults.append(Fault(code, path, severity, details))


def _with_lines(details: dict[str, object], lines: Lines) -> dict[str, object]:
    """Turn paths among the details into line numbers."""
    return {key: lines.line(value) if isinstance(value, tuple) else value for key, value in details.items()}
