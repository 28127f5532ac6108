"""What stands between brackets or braces and is parted by commas: items taken out and put in where they stand.

Items on one line stay on one line. Where they are on several, each new one gets its own, behind the comment on the line
of the one before it; a comment stays even if its item goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planctl.toml.locate import comments
from planctl.toml.splice import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.toml.locate import Place

_GAP = re.compile(r"(?: [ \t\r\n]++ | \#[^\n]*+ )*+ ,?", re.VERBOSE)
_REST_OF_LINE = re.compile(r"[ \t\r]*+ (?: \#[^\n]*+ )? (?=\n)", re.VERBOSE)


@dataclass(slots=True)
class Sequence:
    """What is to be done to the array or inline table at ``place``.

    ``removed`` are numbers of items; of ``added`` each is the number of the item that it stands behind (-1: before all)
    and its text.
    """

    place: Place
    removed: list[int] = field(default_factory=list)
    added: list[tuple[int, str]] = field(default_factory=list)

    def cuts(self, text: str) -> Iterator[Cut]:
        """Yield the cuts that do it in ``text``."""
        parts = sorted(self.place.parts(), key=lambda part: part.start)
        edges = [offset for part in parts for offset in (part.start, part.end)]
        edges = [self.place.value + 1, *edges, self.place.end - 1]
        gaps = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        change = _over_lines if any("\n" in gap for gap in gaps) else _on_one_line
        return change(text, self.place, parts, set(self.removed), self.added)


# --- on one line -----------------------------------------------------------------------------------------------------


def _on_one_line(
    text: str, place: Place, parts: list[Place], removed: set[int], added: list[tuple[int, str]]
) -> Iterator[Cut]:
    last = max((number for number in range(len(parts)) if number not in removed), default=-1)
    if last < 0:  # nothing that is there stays
        start, end = (parts[0].start, _comma_end(text, parts[-1])) if parts else (place.value + 1, place.end - 1)
        pad = " " if place.mark == "{" and not parts and added else ""
        yield Cut(start, end, pad + ", ".join(item for _, item in added) + pad)
        return
    for behind, item in added:
        if behind < last:
            start = parts[behind + 1].start
            yield Cut(start, start, f"{item}, ")
        else:
            yield Cut(parts[last].end, parts[last].end, f", {item}")
    for number in sorted(removed):
        if number < last:
            yield Cut(parts[number].start, parts[number + 1].start, "")
    if last < len(parts) - 1:
        yield Cut(parts[last].end, parts[-1].end, "")


# --- over several lines ----------------------------------------------------------------------------------------------


def _over_lines(
    text: str, place: Place, parts: list[Place], removed: set[int], added: list[tuple[int, str]]
) -> Iterator[Cut]:
    indent = _indent(text, place, parts)
    ends = [_line_rest(text, place.value + 1), *(_line_rest(text, _comma_end(text, part)) for part in parts)]
    last = len(parts) - 1
    is_open = bool(parts) and last not in removed and text[_comma_end(text, parts[last]) - 1] != ","
    if is_open and any(behind == last for behind, _ in added):
        yield Cut(parts[last].end, parts[last].end, ",")
    for behind, item in added:
        yield Cut(ends[behind + 1], ends[behind + 1], f"\n{indent}{item},")
    for number in sorted(removed):
        start, end = ends[number], ends[number + 1]
        kept = "".join(f"\n{indent}{comment}" for comment in comments(text[start:end]))
        goes_on = f"\n{indent}" if kept and text[end] != "\n" else ""
        yield Cut(start, end, kept + goes_on)


def _comma_end(text: str, part: Place) -> int:
    """Return where the comma behind ``part`` ends, or where the part does if it is the last and has none."""
    gap = _GAP.match(text, part.end)
    return gap.end() if gap and gap[0].endswith(",") else part.end


def _line_rest(text: str, offset: int) -> int:
    """Return the end of the line if nothing but a comment follows on it, else ``offset``."""
    rest = _REST_OF_LINE.match(text, offset)
    return rest.end() if rest else offset


def _indent(text: str, place: Place, parts: list[Place]) -> str:
    """Return the blanks before items: those of the first that begins a line, else two more than before the bracket."""
    for offset, more in (*((part.start, "") for part in parts), (place.end - 1, "  ")):
        blanks = text[text.rfind("\n", 0, offset) + 1 : offset]
        if not blanks.strip():
            return blanks + more
    return "  "
