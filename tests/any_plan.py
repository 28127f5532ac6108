"""Plans with anything in them that the model can say, made from its declarations, for properties that hold for all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from planctl.plan.duties import Every
from planctl.plan.keys import Key, Kind, keys_of
from planctl.plan.model import GROUPS, LANGUAGES, Entry, Plan, Status
from planctl.plan.target import Target
from planctl.toml.fields import TEMPLATES

NAMES = st.text(min_size=1, max_size=8)
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "@x", "-5", "1.10", "007", "'", "", "\n", "2020-06-30", "a\r\nb"]
)
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-(10.0**14), 10.0**14)
DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31))
#: Values of the types of TOML, as they may stand under keys that nobody knows.
VALUES = st.recursive(
    TEXTS
    | NUMBERS
    | st.booleans()
    | DAYS
    | st.datetimes(timezones=st.sampled_from([None, UTC]), min_value=datetime(1900, 1, 1))  # noqa: DTZ001 - TOML has such
    | st.times()
    | st.just(float("inf")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.just("$date"), inner, max_size=3),
    max_leaves=4,
)
TABLES = st.dictionaries(NAMES, VALUES, max_size=2)
KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.FILLED: TEXTS,
    Kind.UNIT: TEXTS,
    Kind.TEXTS: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.ORDERED: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.UNITS: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.FIELDS: st.just(("due",)),
    Kind.ID: st.just("2020-06"),
    Kind.STATUS: st.sampled_from(Status),
    Kind.DAY: DAYS,
    Kind.YEAR: st.integers(1900, 9998),
    Kind.NUMBER: NUMBERS,
    Kind.AMOUNT: NUMBERS,
    Kind.COUNT: st.integers(0, 999),
    Kind.FLAG: st.booleans(),
    Kind.LANGUAGE: st.sampled_from(LANGUAGES),
    Kind.TEMPLATE: st.sampled_from(TEMPLATES),
    Kind.PERIOD: st.sampled_from([every.value for every in Every]),
    Kind.TABLE: TABLES,
    Kind.LINES: st.dictionaries(NAMES, TEXTS, max_size=2),
    Kind.WAS: TABLES,
}


def instants() -> tuple[Any, ...]:
    """Return one value of each type that TOML has and JSON has not."""
    return date(2020, 6, 30), datetime(2020, 6, 30, 8, tzinfo=UTC), time(8, 30), float("inf")


@st.composite
def records(draw: st.DrawFn, table: type[Any], identifier: str = "") -> Any:
    """Draw a value of the dataclass ``table``; the ids of groups, and of what is in them, are numbered from it."""
    values: dict[str, Any] = {"extra": {f"另{name}": value for name, value in draw(TABLES).items()}}
    for key in keys_of(table):
        if identifier and key.identity and key.kind is Kind.ID:
            values[key.name] = identifier
        elif key.is_required or draw(st.booleans()):
            values[key.name] = draw(_values(key, identifier))
    if table is Target:
        level = {"amount": None, "baseline": None} if draw(st.booleans()) else {"from_": None, "to": None}
        values |= level
    return table(**values)


def _values(key: Key, identifier: str) -> st.SearchStrategy[Any]:
    if key.kind is Kind.RECORD:
        return records(key.holds)
    if key.kind is not Kind.RECORDS:
        return KINDS[key.kind]
    if key.holds in GROUPS:
        first = GROUP_IDS[key.holds]
        return st.tuples(*(records(key.holds, f"{first}{number}") for number in (1, 2)))
    if key.name == "items":
        return st.integers(0, 2).flatmap(
            lambda count: st.tuples(*(records(key.holds, f"{identifier}.{number}0") for number in range(1, count + 1)))
        )
    return st.lists(records(key.holds), max_size=2).map(tuple)


GROUP_IDS = dict(zip(GROUPS, ("", "D", "K"), strict=True))
PLANS: st.SearchStrategy[Plan] = records(Plan)
ENTRIES: st.SearchStrategy[Entry] = records(Entry)


def exactly(value: Any) -> Any:
    """Return ``value`` so that it equals another only of the same types, whatever the order of keys."""
    if isinstance(value, dict):
        return {name: exactly(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [exactly(inner) for inner in value]
    return type(value).__name__, value
