"""What is declared of each key of a plan file, once for everything that has to do with it.

The dataclasses of ``planctl.plan.model`` carry the declaration with the field. Reading, writing, comparing, merging,
showing, carrying over and the JSON Schema ask for it here; none of them lists the keys over again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import MISSING, fields
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from dataclasses import Field
    from typing import TypedDict, Unpack

Identity = tuple[str, int]


class Kind(Enum):
    """What a key takes. How that is written in a format is up to the format."""

    TEXT = auto()
    FILLED = auto()  # a text that is not blank
    TEXTS = auto()  # whose order means nothing
    ORDERED = auto()  # texts whose order does
    UNIT = auto()  # the name of a unit
    UNITS = auto()
    FIELDS = auto()  # names of logged keys that can be cleared
    ID = auto()
    STATUS = auto()
    DAY = auto()
    YEAR = auto()
    NUMBER = auto()
    AMOUNT = auto()  # a number above zero
    COUNT = auto()
    FLAG = auto()
    LANGUAGE = auto()
    PERIOD = auto()  # how often
    TEMPLATE = auto()  # the name of one
    TABLE = auto()  # of anything
    LINES = auto()  # a table of texts, by names that people choose
    WAS = auto()  # of the values that logged fields had before
    RECORD = auto()  # a table whose keys another dataclass declares
    RECORDS = auto()

    @property
    def is_set(self) -> bool:
        """Whether the value is a set of texts, so that two changed versions of it can be united."""
        return self is Kind.TEXTS or self is Kind.UNITS


class Carry(Enum):
    """What becomes of a value when what it stands in goes over into the next year."""

    KEPT = auto()
    LEFT = auto()  # about the old year
    REBUILT = auto()  # worked out anew


class Key(NamedTuple):
    """One key of a table: ``name`` is the field's, ``written`` what the file calls it.

    Its absence means ``default``, ``None`` if it ``is_required``. ``label`` is the name of its words in the catalogues.
    ``holds`` is the dataclass of its records, and the value of an ``identity`` tells one record from the others.
    A ``logged`` key of an entry sets the task's field of that name; what that was before is kept in ``was``, if it
    can have been anything else than the default. People see what is ``shown`` and find what is ``searched``.
    """

    name: str
    kind: Kind
    default: Any
    is_required: bool
    written: str
    label: str
    holds: Any = None
    identity: bool = False
    logged: bool = False
    was: bool = False
    carry: Carry = Carry.KEPT
    shown: bool = True
    searched: bool = False

    @property
    def is_keyed(self) -> bool:
        """Whether its records can be told from each other, so that each can be compared and merged by itself."""
        return self.kind is Kind.RECORDS and identity_of(self.holds) is not None


if TYPE_CHECKING:

    class Said(TypedDict, total=False):
        """What a declaration may say beside the kind, in the terms of ``Key``."""

        written: str
        label: str
        holds: type[Any]
        identity: bool
        logged: bool
        was: bool
        carry: Carry
        shown: bool
        searched: bool


def about(kind: Kind, **said: Unpack[Said]) -> Mapping[str, Any]:
    """Return the metadata of a dataclass field that is a key of the plan file; ``said`` are fields of ``Key``.

    Without ``written`` the key is called as the field is, without ``label`` its words as the key.
    """
    return {"kind": kind, **said}


def keys_of(table: type[Any]) -> tuple[Key, ...]:
    """Return the keys that the dataclass ``table`` declares, in its order, those of records behind the others."""
    if table not in _KEYS:
        keys = [_key(field) for field in fields(table) if field.metadata]
        _KEYS[table] = tuple(sorted(keys, key=lambda key: key.kind is Kind.RECORDS))
    return _KEYS[table]


def tables_in(table: type[Any]) -> Iterator[type[Any]]:
    """Yield ``table`` and the dataclasses of all records in it, each once."""
    inner = (found for key in keys_of(table) if key.holds is not None for found in tables_in(key.holds))
    yield from dict.fromkeys((table, *inner))


def identity_of(table: type[Any]) -> str | None:
    """Return the field that tells one record of ``table`` from the others; entries of a log have none."""
    return next((key.name for key in keys_of(table) if key.identity), None)


def identities(records: Iterable[Any]) -> list[Identity]:
    """Return what each of ``records`` is called, with a number where a hand-made plan calls two the same."""
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        name = getattr(record, identity_of(type(record)) or "")
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def left_behind(table: type[Any]) -> dict[str, Any]:
    """Return the fields of ``table`` that stay in the old year, with the values that a carried one has instead."""
    return {key.name: key.default for key in keys_of(table) if key.carry is Carry.LEFT}


_KEYS: dict[type[Any], tuple[Key, ...]] = {}


def _key(field: Field[Any]) -> Key:
    default = field.default if field.default_factory is MISSING else field.default_factory()
    is_required = default is MISSING
    written = field.metadata.get("written", field.name)
    said = {"written": written, "label": written, **field.metadata}
    return Key(field.name, default=None if is_required else default, is_required=is_required, **said)
