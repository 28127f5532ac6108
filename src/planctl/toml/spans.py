"""Tables that go elsewhere in a text as they stand there, with what is done within them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from planctl.toml.splice import Cut, spliced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planctl.toml.locate import KeyPath


class Stretch(NamedTuple):
    """Lines of the text from ``start`` to the exclusive ``end`` that belong to the table at ``path``, which moves."""

    start: int
    end: int
    path: KeyPath

    def holds(self, cut: Cut) -> bool:
        """Whether ``cut`` is made in these lines; what is put in at their end is, what is put in before them is not."""
        is_behind_start = self.start < cut.start or (self.start == cut.start and cut.end > cut.start)
        return is_behind_start and cut.end <= self.end


class Spans:
    """The stretches that move, and the cuts by the innermost table that they are made in; ``()`` is the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stretches: dict[KeyPath, list[Stretch]] = {}
        self._cuts: dict[KeyPath, list[Cut]] = defaultdict(list)

    def take(self, path: KeyPath, lines: Iterable[tuple[int, int]]) -> None:
        """Let the table at ``path``, which stands on ``lines``, be one that moves."""
        self.stretches[path] = [Stretch(start, end, path) for start, end in lines]

    def assign(self, cuts: Iterable[Cut]) -> None:
        """Note in which table each of ``cuts`` is made."""
        levels = self._levels()
        for cut in cuts:
            self._cuts[_holder(levels, cut)].append(cut)

    def put(self, path: KeyPath, cut: Cut) -> None:
        """Note a cut that is made in the table at ``path``, or in what is around it."""
        self._cuts[self.around(path)].append(cut)

    def around(self, path: KeyPath) -> KeyPath:
        """Return the innermost table that moves of ``path`` and those around it."""
        lengths = range(len(path), 0, -1)
        return next((path[:length] for length in lengths if path[:length] in self.stretches), ())

    def moved(self, path: KeyPath) -> str:
        """Return the table at ``path`` with everything done in it."""
        stretches, cuts = self.stretches[path], self._cuts[path]
        pieces = []
        for stretch in stretches:
            inner = (cut for cut in cuts if len(stretches) == 1 or stretch.holds(cut))
            shifted = (Cut(cut.start - stretch.start, cut.end - stretch.start, cut.text) for cut in inner)
            pieces.append(spliced(self.text[stretch.start : stretch.end], shifted))
        return "\n".join(pieces)

    def rest(self) -> str:
        """Return the text with everything done in it."""
        return spliced(self.text, self._cuts[()])

    def _levels(self) -> list[Sequence[Stretch]]:
        """Return the stretches by how deep their tables are, the innermost first; of one depth none overlap."""
        levels: dict[int, list[Stretch]] = defaultdict(list)
        for stretch in (stretch for found in self.stretches.values() for stretch in found):
            levels[len(stretch.path)].append(stretch)
        return [sorted(levels[depth]) for depth in sorted(levels, reverse=True)]


def _holder(levels: Iterable[Sequence[Stretch]], cut: Cut) -> KeyPath:
    for stretches in levels:
        last = bisect_right(stretches, cut.start, key=itemgetter(0))
        for stretch in stretches[max(0, last - 2) : last]:
            if stretch.holds(cut):
                return stretch.path
    return ()
