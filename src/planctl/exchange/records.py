r"""A plan as the records of a CSV file, a row each: itself, its groups and their items, with every field; and back.

The columns are the keys that the model declares for groups and items, under their names in the reader's language. What
a record has beside them, unknown keys among it, stands in the last column, as JSON. An empty cell is a key that is not
there. Lists have a line for each text, in which ``\n`` and ``\\`` stand for themselves; nodes, logs and targets are
JSON, as ``planctl.exchange.plain`` has it. Behind all of it stands the digest of an item (``exchange.base``), by which
a row that nobody changed is known when it comes back.

A spreadsheet program takes ``=1+1`` for a formula and ``1.10`` for a number. Text that it would take for something else
begins with an apostrophe, which is no part of it, and so does text that begins with one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.exchange.base import digest
from planctl.exchange.columns import LONGEST_TEXT, length_in_cell
from planctl.exchange.plain import from_plain, plain_value, to_json, to_plain, typed_value
from planctl.plan.duties import Every
from planctl.plan.keys import Key, Kind, keys_of
from planctl.plan.model import GROUPS, Plan, Status
from planctl.toml.schema import to_table
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planctl.words.i18n import Translator

_KINDS: tuple[Any, ...] = (*(kind.item_type() for kind in GROUPS), *GROUPS)
_TABLES: dict[str, type[Any]] = {kind.kind: kind for kind in _KINDS} | {"plan": Plan}
_LISTS = {Kind.TEXTS, Kind.ORDERED, Kind.UNITS}
_NUMBERS = {Kind.NUMBER, Kind.AMOUNT, Kind.COUNT}
_IN_JSON = {Kind.RECORD, Kind.RECORDS}


class Field(NamedTuple):
    """A column: the key ``written`` in the plan file, of the same ``kind`` in every record that has it here."""

    written: str
    kind: Kind
    label: str


def _declared() -> tuple[Field, ...]:
    """Return the columns in the order in which items and then groups declare their keys, those in JSON behind."""
    found: dict[str, Field] = {}
    for table in (*_KINDS, Plan):
        for key in keys_of(table):
            if table is not Plan and not _is_apart(key):
                found.setdefault(key.written, Field(key.written, key.kind, key.label))
    return tuple(sorted(found.values(), key=lambda field: field.kind in _IN_JSON))


def _is_apart(key: Key) -> bool:
    """Whether what stands under ``key`` has rows of its own."""
    return key.holds in _TABLES.values()


FIELDS = _declared()
#: Where the id of a record stands.
_ID = 2 + [field.written for field in FIELDS].index("id")


def header(t: Translator) -> list[str]:
    """Return the names of the columns: of the kind and the group, of the fields, of the rest, of the digest."""
    fields = (t(f"column.{field.label}") for field in FIELDS)
    return [t("ledger.kind"), t("column.group"), *fields, t("ledger.rest"), t("ledger.digest")]


def rows(plan: Plan, t: Translator) -> Iterator[list[str]]:
    """Yield ``plan`` row by row: itself, and each group before its items."""
    words = Words(t)
    yield _row("plan", "", plan, words)
    for group in plan.groups:
        yield _row(group.kind, "", group, words)
        yield from (_row(item.kind, group.id, item, words, digest(item)) for item in group.items)


def cut_by_spreadsheets(plan: Plan, t: Translator) -> tuple[str, ...]:
    """Return the ids of the records that have more in a field than a cell of a spreadsheet takes.

    The file itself has all of it; a spreadsheet program that opens it does not.
    """
    return tuple(bare(row[_ID]) for row in rows(plan, t) if any(length_in_cell(cell) > LONGEST_TEXT for cell in row))


def digests_of(lines: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the digests that the rows of items have, by the ids."""
    return {bare(line[_ID]): bare(line[-1]) for line in lines if line[-1]}


def table_of(lines: Iterable[Sequence[str]], t: Translator) -> dict[str, Any]:
    """Return the TOML table of the plan that ``rows`` made into ``lines``, in the language of ``t``.

    Raises:
        ValueError, KeyError: A row cannot have come from there.
    """
    plan: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    kinds = {t(f"kind.{kind}"): kind for kind in _TABLES}
    for label, group, *cells, rest, _ in lines:
        kind = kinds[label]
        record = _record(kind, cells, rest, Words(t, kind=kind))
        if kind == "plan":
            plan |= record
        elif _TABLES[kind] in GROUPS:
            groups[record["id"]] = record
            plan.setdefault(kind, []).append(record)
        else:
            groups[bare(group)].setdefault(kind, []).append(record)
    return plan


# --- one record -------------------------------------------------------------------------------------------------------


def _row(kind: str, group: str, record: Any, words: Words, digested: str = "") -> list[str]:
    table, words = _TABLES[kind], words._replace(kind=kind)
    said, keys = to_table(record), _columns_of(table)
    cells = [spelled(key, said[key.written], words) if key and key.written in said else "" for key in keys]
    elsewhere = {key.written for key in keys_of(table) if key in keys or _is_apart(key)}
    rest = to_plain(table, {name: value for name, value in said.items() if name not in elsewhere})
    ends = to_json(rest) if rest else "", guarded(digested) if digested else ""
    return [words.t(f"kind.{kind}"), guarded(group) if group else "", *cells, *ends]


def _record(kind: str, cells: Sequence[str], rest: str, words: Words) -> dict[str, Any]:
    table = _TABLES[kind]
    said = zip(_columns_of(table), cells, strict=True)
    values = {key.written: meant(key, cell, words) for key, cell in said if key and cell}
    return values | (from_plain(table, json.loads(rest)) if rest else {})


def _columns_of(table: type[Any]) -> list[Key | None]:
    """Return the key of ``table`` in each column, none where its key of that name is something else."""
    keys: Mapping[str, Key] = {key.written: key for key in keys_of(table)}
    found = [keys.get(field.written) for field in FIELDS]
    return [key if key and key.kind is field.kind else None for key, field in zip(found, FIELDS, strict=True)]


def spelled(key: Key, value: Any, words: Words) -> str:
    """Return the TOML ``value`` of ``key`` for a cell, in the words for its record."""
    if key.kind in _IN_JSON:
        return to_json(plain_value(key, value))
    if key.kind in _LISTS:
        return guarded("\n".join(map(_escaped, value)))
    if key.kind in _NUMBERS:
        return repr(value)
    if key.kind is Kind.STATUS:
        return words.status_name(Status(value))
    if key.kind is Kind.FLAG or key.kind is Kind.PERIOD:
        return words.value(key.kind, value)
    return value.isoformat() if key.kind is Kind.DAY else guarded(value)


def meant(key: Key, cell: str, words: Words) -> Any:
    """Return the TOML value of ``key`` that ``spelled`` made into ``cell``, which is not empty."""
    if key.kind in _IN_JSON:
        return typed_value(key, json.loads(cell))
    if key.kind in _LISTS:
        return [_unescaped(line) for line in bare(cell).split("\n")]
    if key.kind in _NUMBERS:
        return int(cell) if re.fullmatch("-?[0-9]+", cell) else float(cell)
    if key.kind is Kind.STATUS:
        return next(status.value for status in Status if words.status_name(status) == cell)
    if key.kind is Kind.FLAG:
        return cell == words.value(Kind.FLAG, True)  # noqa: FBT003 - the value that is spelled
    if key.kind is Kind.PERIOD:
        return next(every.value for every in Every if words.value(Kind.PERIOD, every.value) == cell)
    return typed_value(key, _iso(cell)) if key.kind is Kind.DAY else bare(cell)


def _iso(cell: str) -> str:
    """Return a day as it was written, also if a spreadsheet program spells it in another way by now: ``2020/6/3``."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", cell)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else cell


# --- text in a cell ---------------------------------------------------------------------------------------------------

_FORMULA = r"(?:'|\s*[=+\-@]|[\t\r\n]).*"
#: Numbers, amounts of money, fractions, days and times, in whatever order: ``(5)``, ``2021:3.1``, ``6月30日``.
_FIGURES = r"(?=.*[0-9])[\s0-9.,:/%()$¥€£e+\-年月日时分秒]*(?:[ap]m?)?"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = rf"(?=.*[0-9])[\s0-9.,/\-]*(?:{_MONTHS})[a-z]*[\s0-9.,:/\-]*"
_MISTAKEN = re.compile(f"(?:{_FORMULA}|{_FIGURES}|{_DATE}|true|false|)", re.DOTALL | re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,5}[1-9])?")


def guarded(text: str) -> str:
    """Return ``text`` for a cell, with an apostrophe in front where a spreadsheet would make something else of it.

    A number that means the same as text, such as ``5.8``, is none of that; the empty text is, as an empty cell says
    that nothing is there.
    """
    is_safe = _PLAIN_NUMBER.fullmatch(text) or not _MISTAKEN.fullmatch(unicodedata.normalize("NFKC", text).rstrip())
    return text if is_safe else f"'{text}"


def bare(cell: str) -> str:
    """Return the text that ``guarded`` made into ``cell``."""
    return cell.removeprefix("'")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(line: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line)
