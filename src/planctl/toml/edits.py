"""The difference of two plans as edits of one text: only the lines that must change do.

``difference`` compares plans and names what to set, add or remove; ``apply`` does that to the TOML text, leaving
comments, order, spacing and unknown keys as they are. Nothing here touches a file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planctl.plan.model import Plan, Priority, Task
from planctl.toml.fields import FORMAT
from planctl.toml.locate import locate
from planctl.toml.schema import to_table, to_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import tomledit

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give the key at the end of ``path`` a value."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class DeleteKey:
    """Take the key at the end of ``path`` away."""

    path: Path


@dataclass(frozen=True, slots=True)
class InsertItem:
    """Put ``table`` into the array at ``path`` so that it becomes number ``index``."""

    path: Path
    index: int
    table: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """Take the table number ``index`` out of the array at ``path``."""

    path: Path
    index: int


Edit = SetKey | DeleteKey | InsertItem | RemoveItem


def difference(old: Plan, new: Plan) -> tuple[Edit, ...]:
    """Return the edits that turn the text of ``old`` into a text of ``new``, to be applied in this order."""
    edits = [
        *_key_edits((), _own_fields(old), _own_fields(new)),
        *_array_edits(("unit",), old.units, new.units, "name"),
        *_array_edits(("priority",), old.priorities, new.priorities, "id"),
    ]
    return tuple(edits)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` (TOML, newlines LF) with ``edits`` made; everything else keeps its bytes."""
    import tomledit

    document = tomledit.Document.parse(text)
    for edit in edits:
        match edit:
            case SetKey(path, value):
                document = _set_key(document, path, value)
            case DeleteKey(path):
                del _at(document, path[:-1])[path[-1]]
            case InsertItem(path, index, table):
                document = _insert_item(document, path, index, table)
            case RemoveItem(path, index):
                document = _remove_item(document, path, index)
    edited = document.as_toml()
    return edited if text.endswith("\n") or not text else edited.removesuffix("\n")


def task_text(task: Task) -> str:
    """Return the TOML of ``task`` without its header: a key a line, its log an entry a line."""
    table = to_table(task)
    if not task.support:
        del table["support"]
    return "".join(f"{_key(key)} = {_as_value(value)}\n" for key, value in table.items())


def new_text(plan: Plan) -> str:
    """Return the text of a plan that no file holds yet, in the form in which the others are written."""
    import tomli_w

    head = {"format": FORMAT} | {key: to_value(value) for key, value in _own_fields(plan).items()}
    bare = replace(plan, units=(), priorities=())
    return apply(tomli_w.dumps(head), difference(bare, plan))


def as_inline(value: Any) -> str:
    """Return the TOML of ``value`` on one line, whatever it holds; a table is written ``{ key = value }``."""
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(key)} = {as_inline(item)}" for key, item in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(as_inline, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    return value.isoformat() if isinstance(value, date) else repr(value)


# --- comparing -------------------------------------------------------------------------------------------------------


def _own_fields(plan: Plan) -> dict[str, Any]:
    table: dict[str, Any] = {
        field.name: getattr(plan, field.name)
        for field in fields(plan)
        if field.name not in {"units", "priorities", "extra"} and getattr(plan, field.name) not in (None, {})
    }
    return table | dict(plan.extra)


def _key_edits(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    for key, value in new.items():
        if key not in old or old[key] != value or repr(old[key]) != repr(value):  # 1 is not 1.0 or true
            if isinstance(value, dict) and isinstance(old.get(key), dict):
                yield from _key_edits((*path, key), old[key], value)
            else:
                yield SetKey((*path, key), value)
    for key in old.keys() - new.keys():
        yield DeleteKey((*path, key))


def _array_edits(path: Path, old: Sequence[Any], new: Sequence[Any], identity: str) -> Iterator[Edit]:
    """Compare arrays of things that have a name of their own: changed in place, then removed, then inserted."""
    known, named = _identities(old, identity), _identities(new, identity)
    wanted = dict(zip(named, new, strict=True))
    for index, item in enumerate(old):
        counterpart = wanted.get(known[index])
        if counterpart is not None and counterpart is not item:
            yield from _item_edits((*path, index), item, counterpart)
    for index in reversed(range(len(old))):
        if known[index] not in wanted:
            yield RemoveItem(path, index)
    present = set(known)
    for index, item in enumerate(new):
        if named[index] not in present:
            yield from _insertion(path, index, item)


def _identities(items: Sequence[Any], identity: str) -> list[tuple[str, int]]:
    """Return what each thing is called, with a number where a hand-made plan calls two the same."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        name = getattr(item, identity)
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _item_edits(path: Path, old: Any, new: Any) -> Iterator[Edit]:
    before, after = to_table(old), to_table(new)
    for table in (before, after):
        table.pop("log", None)
        table.pop("task", None)
        if not table.get("support", True):
            del table["support"]
    yield from _key_edits(path, before, after)
    if isinstance(old, Task) and isinstance(new, Task) and old.log != new.log:
        yield from _log_edits((*path, "log"), old, new)
    if isinstance(old, Priority) and isinstance(new, Priority):
        yield from _array_edits((*path, "task"), old.tasks, new.tasks, "id")


def _log_edits(path: Path, old: Task, new: Task) -> Iterator[Edit]:
    before, after = old.log, new.log
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    for index in reversed(range(head, len(before) - tail)):
        yield RemoveItem(path, index)
    for index in range(head, len(after) - tail):
        yield InsertItem(path, index, to_table(after[index]))


def _insertion(path: Path, index: int, item: Any) -> Iterator[Edit]:
    table = to_table(item)
    if isinstance(item, Task) and not item.support:
        del table["support"]
    tasks = item.tasks if isinstance(item, Priority) else ()
    table.pop("task", None)
    yield InsertItem(path, index, table)
    yield from _array_edits((*path, index, "task"), (), tasks, "id")


# --- editing ---------------------------------------------------------------------------------------------------------


def _at(document: tomledit.Document, path: Path) -> Any:
    place: Any = document
    for step in path:
        place = place[step]
    return place


def _set_key(document: tomledit.Document, path: Path, value: Any) -> tomledit.Document:
    import tomledit

    table, key = _at(document, path[:-1]), path[-1]
    is_new = key not in table
    if is_new and "log" in table:
        return _set_above_log(document, path, value)
    table[key] = tomledit.Item.parse(as_inline(value))
    return document


def _set_above_log(document: tomledit.Document, path: Path, value: Any) -> tomledit.Document:
    """Add a key above the log, which people expect to stand last; below it where the log cannot be moved unharmed."""
    import tomledit

    before = document.as_toml()
    table = _at(document, path[:-1])
    log = table["log"]
    written, comment, aside = log.as_toml().strip(), log.comment, log.inline_comment
    del table["log"]
    moved = []
    for _ in range(2):  # first back to where it was, to see that nothing is lost; then below the new key
        table["log"] = tomledit.Item.parse(written)
        table["log"].comment, table["log"].inline_comment = comment, aside
        moved.append(document.as_toml())
        del table["log"]
        table[path[-1]] = tomledit.Item.parse(as_inline(value))
    if moved[0] == before:
        return tomledit.Document.parse(moved[1])
    document = tomledit.Document.parse(before)
    _at(document, path[:-1])[path[-1]] = tomledit.Item.parse(as_inline(value))
    return document


def _insert_item(document: tomledit.Document, path: Path, index: int, table: dict[str, Any]) -> tomledit.Document:
    import tomledit

    owner, name = _at(document, path[:-1]), path[-1]
    if name == "log" and name not in owner:
        owner[name] = tomledit.Item.parse(f"[\n  {as_inline(table)},\n]")
        return document
    if name in owner and not _is_under_headers(owner[name]):
        owner[name].insert(index, tomledit.Item.parse(as_inline(table)))
        return document
    text = document.as_toml()
    if len(path) > 1 and not any(place == path[:-1] for _, place in locate(text).headers):
        owner[name] = tomledit.Item.parse(f"[{as_inline(table)}]")  # the owner is itself written as one value
        return document
    return tomledit.Document.parse(_spliced_in(text, path, index, table))


def _remove_item(document: tomledit.Document, path: Path, index: int) -> tomledit.Document:
    import tomledit

    items = _at(document, path)
    if not _is_under_headers(items):
        del items[index]
        return document
    text = document.as_toml()
    lines = _lines(text)
    first, last = _span(text, (*path, index))
    while first > 0 and lines[first - 1].lstrip().startswith("#"):  # the comment that touches the header goes with it
        first -= 1
    while last < len(lines) and not lines[last].strip() and (first == 0 or not lines[first - 1].strip()):
        last += 1
    while last == len(lines) and first > 0 and not lines[first - 1].strip():  # no blank lines at the end of the file
        first -= 1
    return tomledit.Document.parse("".join(lines[:first] + lines[last:]))


def _is_under_headers(items: Any) -> bool:
    """Whether an array is written as ``[[…]]`` tables rather than as one value, which only its repr tells."""
    return repr(items).startswith("Item(array of tables")


def _spliced_in(text: str, path: Path, index: int, table: dict[str, Any]) -> str:
    """Write ``table`` as a ``[[…]]`` table of its own, a blank line before and after it."""
    lines = _lines(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    place = _place_for(text, path, index)
    header = ".".join(str(step) for step in path if isinstance(step, str))
    body = [f"[[{header}]]\n", *(f"{_key(key)} = {_as_value(value)}\n" for key, value in table.items())]
    before = ["\n"] if place and lines[place - 1].strip() else []
    after = ["\n"] if place < len(lines) and lines[place].strip() else []
    return "".join([*lines[:place], *before, *body, *after, *lines[place:]])


def _place_for(text: str, path: Path, index: int) -> int:
    """Return the number of lines that stand above a new item ``index`` of the array at ``path``."""
    if index > 0:
        return _span(text, (*path, index - 1))[1]
    if len(path) > 1:
        return _span(text, path[:-1], own=True)[1]
    headers = [line for line, place in locate(text).headers if place[0] == "priority"]
    if not headers:
        return text.count("\n") + 1 if text and not text.endswith("\n") else text.count("\n")
    lines = _lines(text)
    first = headers[0] - 1
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _span(text: str, path: Path, *, own: bool = False) -> tuple[int, int]:
    """Return the lines, from 0 and to the exclusive end, of the table at ``path`` from its header to its last value.

    With ``own`` only its own keys count, not the tables under it.
    """
    headers = locate(text).headers
    at = next(number for number, (_, place) in enumerate(headers) if place == path)
    following = [line for line, place in headers[at + 1 :] if own or place[: len(path)] != path]
    lines = _lines(text)
    end = following[0] - 1 if following else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return headers[at][0] - 1, end


def _as_value(value: Any) -> str:
    """Return the TOML of a value of a table; a log has one line an entry."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {as_inline(item)},\n" for item in value) + "]"
    return as_inline(value)


def _lines(text: str) -> list[str]:
    """Split at line feeds only, as TOML does: a title may hold other characters that Python takes for line ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
