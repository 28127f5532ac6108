"""What a workbook remembers of the plan that it was made from, on a sheet that nobody sees.

When the workbook comes back, this tells what a cell said when it went out, and whether the plan has changed since.
The sheet has a line for each fact (``planctl``, ``kind``, ``year``, ``title``, ``day``, ``language``, ``units``, and
the digest of each sheet that is only for reading, under ``sheet`` with its name), an empty line, a line of names, and
under them a line for each item of each sheet: the sheet, the id, the digest, and what stood in each column that can be
read back (``columns.spelled``). The names are the keys of columns, in every language.

A row whose ``digest`` is still that of the item in the plan may be taken as it is. If it is another one, the plan is
newer than the row: a cell that still says what is remembered here says nothing, and what was changed in both has to be
decided by a person. Rows may have been sorted, so that they are found by the id in their first column.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.plain import to_json, to_plain
from planctl.toml.schema import to_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planctl.plan.model import Task

#: The name of the sheet, and the version of what is on it; and the name of another that has lists to choose from.
SHEET = "_planctl"
LISTS = "_lists"
VERSION = "1"
LEDGER, RETURN = "ledger", "return"
_FIXED = ("sheet", "id", "digest")


class Remembered(NamedTuple):
    """What stood in the row of the item ``id`` on ``sheet``, by the keys of its columns."""

    sheet: str
    id: str
    digest: str
    cells: Mapping[str, str]


class Base(NamedTuple):
    """What a workbook remembers: ``facts`` of itself, and of each row."""

    facts: Mapping[str, str]
    rows: tuple[Remembered, ...]


def digest(item: Task) -> str:
    """Return what tells one state of ``item`` from every other: 16 hexadecimal digits of its fields."""
    said = to_json(to_plain(type(item), to_table(item)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def seen(values: Iterable[object]) -> str:
    """Return what tells from any other what can be seen on a sheet that is only for reading, wherever it stands."""
    texts = {f"{value:.12g}" if isinstance(value, float) else str(value) for value in values if value not in {None, ""}}
    return hashlib.sha256("\0".join(sorted(texts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def lines(base: Base) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the hidden sheet."""
    yield from base.facts.items()
    yield ()
    keys = tuple(dict.fromkeys(key for row in base.rows for key in row.cells))
    yield (*_FIXED, *keys)
    for row in base.rows:
        yield (row.sheet, row.id, row.digest, *(row.cells.get(key, "") for key in keys))


def read(found: Iterable[Sequence[object]]) -> Base | None:
    """Return what the lines of a hidden sheet say, ``None`` if they are none of ours, or not as they were."""
    said = [tuple("" if cell is None else str(cell) for cell in line) for line in found]
    facts = dict(_pairs(said))
    names, *rows = said[len(facts) + 1 :] or [()]
    if facts.get("planctl") != VERSION or names[: len(_FIXED)] != _FIXED:
        return None
    keys = names[len(_FIXED) :]
    at = len(_FIXED)
    return Base(
        facts, tuple(Remembered(row[0], row[1], row[2], dict(zip(keys, row[at:], strict=False))) for row in rows)
    )


def _pairs(said: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for line in said:
        if not any(line):
            return
        yield line[0], "".join(line[1:2])
