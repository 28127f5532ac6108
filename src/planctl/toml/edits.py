"""Edits of a plan's text: only the lines that must change do.

Each edit becomes a few cuts, and all cuts are made at once at the end: so everything else keeps its bytes, whatever is
written between and behind it, and no text is gone through twice. A comment goes only together with the task, unit or
priority that it belongs to; where less than that is taken away, it stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import GROUPS, Plan
from planctl.toml.difference import ChangeItems, DeleteKey, Moved, SetKey, difference, own_table
from planctl.toml.fields import FORMAT
from planctl.toml.locate import comments, locate
from planctl.toml.paths import item_paths
from planctl.toml.schema import to_table
from planctl.toml.sequence import Sequence
from planctl.toml.spans import Spans
from planctl.toml.splice import Cut
from planctl.toml.values import as_inline, as_key, as_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.model import Task
    from planctl.toml.difference import Edit
    from planctl.toml.locate import Header, KeyPath, Place

#: The arrays of tables at the top of a plan file, in the order in which they are written.
_AT_THE_TOP = [key.written for key in keys_of(Plan) if key.kind is Kind.RECORDS]
#: Those of the items in groups.
_OF_ITEMS = [kind.item_type().kind for kind in GROUPS]
#: Arrays whose items are written under ``[[…]]`` headers where there are none yet.
UNDER_HEADERS = frozenset({*_AT_THE_TOP, *_OF_ITEMS})


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` (TOML, newlines LF) with ``edits`` made, whose paths lead through it as it is."""
    is_whole = text.endswith("\n") or not text
    editor = _Editor(text if is_whole else text + "\n")
    for edit in edits:
        editor.make(edit)
    edited = editor.result()
    return edited if is_whole else edited.removesuffix("\n")


def task_text(task: Task) -> str:
    """Return the TOML of ``task`` without its header: a key a line, its log an entry a line."""
    return _statements(to_table(task))


def task_lines(text: str, plan: Plan, task_id: str) -> str | None:
    """Return the lines under the header of the task in ``text``, which says ``plan``; ``None`` if it has none there."""
    span = _task_span(text, plan, task_id)
    return text[slice(*span)] if span else None


def with_task_lines(text: str, plan: Plan, task_id: str, before: str, after: str) -> str:
    """Return ``text`` with other lines of the task, if they are still as they were ``before``."""
    span = _task_span(text, plan, task_id)
    if span is None or text[slice(*span)] != before:
        return text
    return text[: span[0]] + after.rstrip("\n") + "\n" + text[span[1] :]


def _task_span(text: str, plan: Plan, task_id: str) -> tuple[int, int] | None:
    """Return where the lines of the task begin and end, if all stand together under one header."""
    if not text.endswith("\n"):
        return None
    editor = _Editor(text)
    places = (path for path, item in item_paths(plan) if item.id == task_id)
    runs = [run for path in places for run in editor.runs(path)]
    if len(runs) != 1:
        return None
    return runs[0][0].body, editor.content_end(runs[0][-1])


def new_text(plan: Plan) -> str:
    """Return the text of a plan that no file holds yet, in the form in which the others are written."""
    import tomli_w

    head = tomli_w.dumps({"format": FORMAT} | own_table(plan))
    return apply(head, difference(replace(plan.emptied, units=(), rounds=()), plan))


class _Editor:
    """Turns edits of one text into cuts.

    What happens between two brackets, and which new tables stand at one place, is gathered first.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = locate(text)
        self.cuts: list[Cut] = []
        self.sequences: dict[int, Sequence] = {}
        self.blocks: dict[tuple[int, KeyPath], list[str | Moved]] = {}
        self.removed: list[tuple[KeyPath, Cut]] = []
        self.spans = Spans(text)

    def make(self, edit: Edit) -> None:
        match edit:
            case SetKey(path, value):
                self._set(path, value)
            case DeleteKey(path):
                self._delete(path)
            case ChangeItems(path, removed, added):
                self._change_items(path, removed, added)

    def result(self) -> str:
        """Return the text with everything done."""
        for sequence in self.sequences.values():
            self.cuts += sequence.cuts(self.text)
        self.spans.assign(self.cuts)
        for path, cut in self.removed:
            self.spans.put(path[:-1], cut)
        for (place, path), blocks in sorted(self.blocks.items(), key=lambda item: -len(item[0][1])):
            before = "\n" if place and not self._is_blank(self._line_before(place)) else ""
            after = "\n" if place < len(self.text) and not self._is_blank(place) else ""
            texts = (self.spans.moved(block.path) if isinstance(block, Moved) else block for block in blocks)
            self.spans.put(path, Cut(place, place, before + "\n".join(texts) + after))
        return self.spans.rest()

    # --- keys

    def _set(self, path: KeyPath, value: Any) -> None:
        place = self.places.place(path)
        if place is not None and place.mark == "[" and isinstance(value, list) and not place.inside:
            self._sequence(place).added += [(-1, as_inline(item)) for item in value]
        elif place is not None and place.mark != ".":
            self._keep_comments(place)
            self.cuts.append(Cut(place.value, place.end, as_inline(value)))
        else:
            if self.places.is_under_headers(path) or place is not None:
                self._delete(path)
            self._add(path, value)

    def _keep_comments(self, place: Place) -> None:
        """Put the comments within a value that is to go above the line on which it begins."""
        start = self._line_start(place.start)
        kept = comments(self.text[place.value : place.end])
        if kept:
            self.cuts.append(Cut(start, start, "".join(f"{self._indent(start)}{comment}\n" for comment in kept)))

    def _add(self, path: KeyPath, value: Any) -> None:
        """Add the key at the end of ``path`` to the nearest table around it that is written down."""
        for length in range(len(path) - 1, -1, -1):
            key = ".".join(as_key(str(step)) for step in path[length:])
            table, header = self.places.place(path[:length]), self.places.header(path[:length])
            if table is not None and table.mark == "{":
                last = len(list(table.parts())) - 1
                self._sequence(table).added.append((last, f"{key} = {as_inline(value)}"))
                return
            if header is not None:
                self._add_line(header, as_statement(key, value))
                return

    def _add_line(self, header: Header, statement: str) -> None:
        """Write a new key below the others, but above the log, which people expect to stand last."""
        body = self.places.body(header)
        parts = list(body.parts())
        indent = self._indent(self._line_start(parts[0].start)) if parts else ""
        if parts and parts[-1] is body.inside.get("log"):
            del parts[-1]
        place = self._line_end(parts[-1].end) if parts else header.body
        self.cuts.append(Cut(place, place, f"{indent}{statement}\n"))

    def _delete(self, path: KeyPath) -> None:
        """Take away what stands at ``path``, however it is written; comments in it and behind it stay."""
        place = self.places.place(path)
        if place is None:
            self._remove_blocks(path)
        elif place.mark == ".":
            for key in place.inside:
                self._delete((*path, key))
        elif (table := self._inline_table_around(path)) is not None:
            number = next(number for number, part in enumerate(table.parts()) if part is place)
            self._sequence(table).removed.append(number)
        else:
            start, end = self._line_start(place.start), self._line_end(place.end)
            kept = (f"{self._indent(start)}{comment}\n" for comment in comments(self.text[place.value : end]))
            self.cuts.append(Cut(start, end, "".join(kept)))

    def _inline_table_around(self, path: KeyPath) -> Place | None:
        for length in range(len(path) - 1, -1, -1):
            table = self.places.place(path[:length])
            if table is not None and table.mark == "{":
                return table
            if self.places.header(path[:length]):
                return None
        return None

    # --- items

    def _sequence(self, place: Place) -> Sequence:
        """Return what is to be done between the brackets or braces at ``place``, all of it at once at the end."""
        return self.sequences.setdefault(place.value, Sequence(place))

    def _change_items(self, path: KeyPath, removed: Iterable[int], added: Iterable[tuple[int, Any]]) -> None:
        place = self.places.place(path)
        if place is not None:
            sequence = self._sequence(place)
            sequence.removed += removed
            sequence.added += [(at, as_inline(self._written_anew(item))) for at, item in added]
        elif self.places.is_under_headers(path) or (path[-1] in UNDER_HEADERS and self.places.header(path[:-1])):
            for number in removed:
                self._remove_blocks((*path, number))
            for at, item in added:
                self.blocks.setdefault((self._place_behind(path, at), path), []).extend(self._as_blocks(path, item))
        else:
            self._add(path, [self._written_anew(item) for _, item in added])

    def _as_blocks(self, path: KeyPath, item: Any) -> Iterator[str | Moved]:
        """Return the blocks of a table that comes into the array at ``path``: one that moves comes as it is written."""
        if not isinstance(item, Moved) or self.places.place(item.path[:-1]) is not None:
            table = self._taken(item)
            header = ".".join(step for step in path if isinstance(step, str))
            inner = [key for key in _OF_ITEMS if key in table]
            yield f"[[{header}]]\n" + _statements({key: value for key, value in table.items() if key not in inner})
            for key in inner:
                for one in table[key]:
                    yield from self._as_blocks((*path, key), one)
            return
        for edit in item.edits:
            self.make(edit)
        runs = self.runs(item.path)
        self.spans.take(item.path, [(self._above(run[0].start), self.content_end(run[-1])) for run in runs])
        self._remove_blocks(item.path, moves=True)
        yield item

    def _written_anew(self, item: Any) -> Any:
        """Return the value of an item, and of those in it; of one that moves nothing stays at its old place."""
        table = self._taken(item)
        if isinstance(table, dict):
            return table | {key: [self._taken(one) for one in table[key]] for key in _OF_ITEMS if key in table}
        return table

    def _taken(self, item: Any) -> Any:
        """Return the value of an item, and take it away from where it stands if it moves."""
        if not isinstance(item, Moved):
            return item
        array = self.places.place(item.path[:-1])
        if array is not None:
            self._sequence(array).removed.append(int(item.path[-1]))
        else:
            self._remove_blocks(item.path)
        return item.value

    def _place_behind(self, path: KeyPath, number: int) -> int:
        """Return where a table stands that follows the item ``number`` of the array at ``path``, or none for -1."""
        if number >= 0:
            return self.content_end(list(self.places.blocks((*path, number)))[-1])
        owner = self.places.header(path[:-1])
        if len(path) > 1 and owner is not None:
            return self.content_end(owner)
        later = _AT_THE_TOP[_AT_THE_TOP.index(str(path[0])) :]
        first = next((block for key in later for block in self.places.blocks((key,))), None)
        return self._above(first.start) if first else len(self.text)

    def _remove_blocks(self, path: KeyPath, *, moves: bool = False) -> None:
        """Take away the tables at ``path`` and in it.

        With a task, unit or priority, and with what ``moves`` elsewhere, goes the comment above that touches its
        header. From within one no comment goes.
        """
        is_whole = moves or (len(path) > 1 and path[-2] in UNDER_HEADERS)
        for run in self.runs(path):
            start, end = run[0].start, self.content_end(run[-1])
            if is_whole:
                self.removed.append((path, self._without_lines(self._above(start), end)))
            else:
                kept = comments(self.text[start:end])
                self.cuts.append(Cut(start, end, "".join(f"{self._indent(start)}{comment}\n" for comment in kept)))

    def runs(self, path: KeyPath) -> list[list[Header]]:
        """Return the headers of the table at ``path`` and of what is in it, those together that nothing parts."""
        runs: list[list[Header]] = []
        for header in self.places.blocks(path):
            if runs and runs[-1][-1].end == header.start:
                runs[-1].append(header)
            else:
                runs.append([header])
        return runs

    def _without_lines(self, start: int, end: int) -> Cut:
        """Return the cut that takes lines away, with the blank lines around them that nothing is left to part."""
        is_apart = start == 0 or self._is_blank(self._line_before(start))
        while is_apart and end < len(self.text) and self._is_blank(end):
            end = self._line_end(end)
        while end == len(self.text) and start > 0 and self._is_blank(self._line_before(start)):
            start = self._line_before(start)
        return Cut(start, end, "")

    # --- lines

    def content_end(self, header: Header) -> int:
        """Return where the last key under ``header`` ends; what follows it belongs to what comes after it."""
        ends = [part.end for part in self.places.body(header).parts()]
        return self._line_end(max(ends)) if ends else header.body

    def _above(self, place: int) -> int:
        """Return where the comment begins that touches the line at ``place`` from above."""
        while place and self.text.startswith("#", self._after_blanks(self._line_before(place))):
            place = self._line_before(place)
        return place

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        """Return where the next line begins."""
        return self.text.find("\n", place) + 1 or len(self.text)

    def _line_before(self, place: int) -> int:
        """Return where the line begins that ends at ``place``."""
        return self.text.rfind("\n", 0, place - 1) + 1

    def _after_blanks(self, place: int) -> int:
        while self.text[place : place + 1] in {" ", "\t"}:
            place += 1
        return place

    def _is_blank(self, place: int) -> bool:
        """Whether nothing stands on the line that begins at ``place``."""
        return not self.text[place : self._line_end(place)].strip()

    def _indent(self, place: int) -> str:
        """Return the blanks that the line begins with."""
        return self.text[place : self._after_blanks(place)]


def _statements(table: dict[str, Any]) -> str:
    return "".join(f"{as_statement(as_key(key), value)}\n" for key, value in table.items())
