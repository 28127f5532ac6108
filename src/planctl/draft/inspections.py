"""Findings of an inspection: problems, and the measures that are to put them right.

Four builds are known: problems and measures with labels (问题：…, 整改措施：…); a part for each area, with the
problems as its items; a part for each problem, which its sentences tell at length; a part for each problem, whose items
are its goal, its measures, who does it and until when.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.clauses import enumerated
from planctl.draft.deadlines import read_span
from planctl.draft.locators import locate
from planctl.draft.marks import Level
from planctl.draft.outline import Sort
from planctl.draft.spelling import widened
from planctl.draft.tasks import Gave, Habits, no_task, read_limit
from planctl.draft.units import LABELS, Charge, read_note, trailing_note
from planctl.plan.model import Finding
from planctl.plan.node import Node as Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from planctl.draft.deadlines import Doubt
    from planctl.draft.locators import Placed
    from planctl.draft.outline import Node


class _Problem(NamedTuple):
    """A problem as far as it has been read: its place, its words, the part that tells of it, and its area."""

    locator: str
    title: str
    home: Node
    area: str | None
    measures: tuple[str, ...] = ()
    charge: Charge = Charge()


def read_findings(pieces: Sequence[Placed], habits: Habits) -> Iterator[Gave]:
    """Yield what each sentence among ``pieces`` gave: a problem; a measure is part of the finding before it."""
    reader = _Reader(habits)
    for number, piece in enumerate(pieces):
        yield from reader.read(piece, pieces[number + 1 : number + 2])
    yield from reader.finished()


class _Reader:
    """Goes through the pieces of a text, with the problem that is being told."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.current: _Problem | None = None
        self.in_measures = False
        self.listing: Node | None = None  # the part whose problems are listed with 一是
        self.known: dict[int, bool] = {}  # whether a part tells of one problem, by its identity

    def read(self, piece: Placed, following: Sequence[Placed]) -> Iterator[Gave]:
        """Yield what ``piece`` gave by itself, and the problem before it where it begins another."""
        home = next((node for node in piece.path if self._is_home(node)), None)
        if home and (self.current is None or self.current.home is not home):
            yield from self.finished()
            self.current = _of_title(piece, home)
        label, rest = _labelled(piece.text)
        if piece.sort is Sort.NOTE:
            yield from self._take_note(piece)
        elif label == "measure":
            self.in_measures = True
            yield from self._take_measure(piece, rest)
        elif label is None and (reason := no_task(piece, following)):
            self.in_measures = self.in_measures or re.search("措施[：:]$", piece.text) is not None
            is_detail = home and reason == "lead-in" and not re.search("[：:]$", piece.text)
            yield Gave(piece.locator, piece.text, reason="detail" if is_detail else reason)
        elif label is None and self._is_measure(piece):
            yield from self._take_measure(piece, piece.text)
        elif home or (label is None and self._is_more_of_a_list(piece)):
            yield Gave(piece.locator, piece.text, reason="detail")
        else:
            for part in enumerated(rest):
                yield from self.finished()
                self.current = self._of_sentence(piece, part)

    def _is_home(self, node: Node) -> bool:
        if id(node) not in self.known:
            self.known[id(node)] = _is_problem(node)
        return self.known[id(node)]

    def _is_measure(self, piece: Placed) -> bool:
        if self.current is None:
            return False
        is_below = any(re.match(_MEASURES, node.title) for node in piece.path)
        return is_below or (self.in_measures and any(node is self.current.home for node in piece.path))

    def _is_more_of_a_list(self, piece: Placed) -> bool:
        """Whether a sentence tells more of what 一是 began: the next problem there has its number."""
        if enumerated(piece.text) != (piece.text,):
            self.listing = piece.node
            return False
        return self.listing is piece.node

    def finished(self) -> Iterator[Gave]:
        """Yield the problem that was being told, whole."""
        if self.current:
            item, doubts = _finding(self.current, self.habits)
            yield Gave(self.current.locator, self.current.title, (item,), doubts=doubts)
        self.current, self.in_measures = None, False

    def _take_note(self, piece: Placed) -> Iterator[Gave]:
        charge = read_note(piece.text, first_leads=self.habits.first_leads)
        if self.current is None or charge is None:
            yield Gave(piece.locator, piece.text, reason="note")
        else:
            self.current = self.current._replace(charge=self.current.charge.joined(charge))

    def _take_measure(self, piece: Placed, text: str) -> Iterator[Gave]:
        if self.current is None:
            yield Gave(piece.locator, piece.text, reason="measure")
        elif text:
            more = [part for listed in enumerated(text) for part in re.split("[；;]", listed) if part.strip("。 ")]
            self.current = self.current._replace(measures=(*self.current.measures, *more))
            yield Gave(piece.locator, piece.text)

    def _of_sentence(self, piece: Placed, text: str) -> _Problem:
        bare, note = trailing_note(text)
        charge = read_note(note, first_leads=self.habits.first_leads) if note else None
        area = _area([node for node in piece.path if node.title])
        return _Problem(
            piece.locator, bare if charge and bare.strip(_STOPS) else text, piece.node, area, charge=charge or Charge()
        )


def _is_problem(node: Node) -> bool:
    """Whether a part tells of one problem, its title: not of an area, nor of several that are its items."""
    texts = [passage.text for passage in node.passages]
    has_measures = any(re.match(_MEASURES, text) for text in texts)
    items = [child for child in node.children if child.level is Level.ITEM and not _is_aspect(child)]
    is_group = node.level < Level.PART or (items and not has_measures)
    is_several = sum(_labelled(text)[0] == "problem" for text in texts) > 1
    return bool(node.title) and not is_group and not is_several and not re.search(_NO_PROBLEM, node.title)


def _is_aspect(node: Node) -> bool:
    """Whether an item says something of the problem that it stands in: its measures, who puts it right."""
    head = node.title or next((passage.text for passage in node.passages), "")
    return re.match(f"{_MEASURES}|(?:{LABELS})", head) is not None


def _of_title(piece: Placed, home: Node) -> _Problem:
    at = piece.path.index(home)
    shown = piece.shown[: len(piece.shown) - (len(piece.path) - at - 1)]
    locator = piece.locator if home.level is Level.PART else locate(shown)
    return _Problem(locator, _labelled(home.title)[1], home, _area(piece.path[:at]))


def _finding(problem: _Problem, habits: Habits) -> tuple[Finding, tuple[Doubt, ...]]:
    """Return the finding, without an id; a measure without a day is due with it, else at the end of the year."""
    charge, year = problem.charge, habits.year
    limit, more = read_limit(charge.limit, year)
    steps, doubts = [], [*charge.doubts, *more]
    for measure in problem.measures:
        span = read_span(measure, year)
        doubts += span.doubts
        steps.append((span.due, widened(measure).strip("。；; ")))
    due = limit.due or max((day for day, _ in steps if day), default=None)
    item = Finding(
        "",
        widened(problem.title).strip(_STOPS) or problem.title,
        source=problem.locator or None,
        lead=charge.lead,
        support=charge.support,
        owner=charge.owner,
        due=None if limit.is_ongoing else due,
        ongoing=limit.is_ongoing,
        every=limit.every,
        area=problem.area,
        nodes=tuple(_steps(steps, due or habits.last_day)),
    )
    return item, tuple(doubts)


def _steps(measures: Sequence[tuple[date | None, str]], last: date) -> Iterator[Step]:
    yield from (Step(day or last, goal) for goal, day in {goal: day for day, goal in measures}.items())


def _area(above: Sequence[Node]) -> str | None:
    """Return the title of the part that a problem stands in, if it is below the chapter."""
    title = next((node.title for node in reversed(above) if node.title and node.level is not Level.CHAPTER), "")
    return widened(re.sub("方面(?:的?问题)?$", "", title)) or None


def _labelled(text: str) -> tuple[str | None, str]:
    found = _LABEL.match(text)
    if found is None:
        return None, text
    return ("problem" if found["problem"] else "measure"), text[found.end() :].strip()


_STOPS = "。；; "
_MEASURES = "(?:整改|改进|主要|具体)?(?:措施|目标)"
_LABEL = re.compile(
    rf"(?:(?P<problem>(?:存在的?|主要|反馈|突出|具体)?问题(?:表现|描述)?)|{_MEASURES})"
    r"\s*[一二三四五六七八九十0-9]*\s*[:：]\s*(?=\S)"
)
#: A title that names an area, or what is said of a problem, and is no problem by itself.
_NO_PROBLEM = f"方面|领域|环节|^{_MEASURES}"
