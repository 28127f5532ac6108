"""Tasks out of the sentences of a text, and of every sentence what it gave, or why it gave nothing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.clauses import deliverables, enumerated
from planctl.draft.deadlines import Doubt, Span, goals, read_span
from planctl.draft.instruments import read_refs, without_numbers
from planctl.draft.marks import Level
from planctl.draft.outline import Sort
from planctl.draft.quantities import Quantities, read_quantities
from planctl.draft.scope import is_about_principles, is_bare_heading
from planctl.draft.spelling import widened
from planctl.draft.units import Charge, read_note, split_notes, trailing_note
from planctl.plan.model import Task
from planctl.plan.node import Node as Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.draft.locators import Placed
    from planctl.draft.outline import Node


class Habits(NamedTuple):
    """What holds for a whole text: its year, whether clauses are split, whether the unit named first leads."""

    year: int
    by_clause: bool = False
    first_leads: bool = False

    @property
    def last_day(self) -> date:
        """The day by which everything is due that has no day."""
        return date(self.year, 12, 31)


class Gave(NamedTuple):
    """What a sentence gave: its ``tasks``, without ids, or the code of the ``reason`` why it gave none.

    One without either tells more of what a sentence before it gave.
    """

    locator: str
    text: str
    tasks: tuple[Task, ...] = ()
    reason: str | None = None
    doubts: tuple[Doubt, ...] = ()


def read_tasks(pieces: Sequence[Placed], habits: Habits) -> Iterator[Gave]:
    """Yield what each sentence among ``pieces``, those of one group, gave."""
    charges = _charges(pieces, habits)
    for number, piece in enumerate(pieces):
        if piece.sort is Sort.NOTE:
            if _of_note(piece.text, habits) is None:
                yield Gave(piece.locator, piece.text, reason="note")
        elif reason := no_task(piece, pieces[number + 1 : number + 2]):
            yield Gave(piece.locator, piece.text, reason=reason)
        else:
            charge = charges.get(number, Charge())
            is_said = charge.lead is not None or bool(charge.support)
            yield _gave(piece, charge if is_said else charge.joined(_of_titles(piece.path, habits)), habits)


def no_task(piece: Placed, following: Sequence[Placed]) -> str | None:
    """Return why a piece is no task, ``None`` if it is one."""
    if any(map(is_about_principles, _high(piece.path))):
        return "principles"
    if piece.sort is Sort.FRAGMENT:
        return "fragment"
    text = piece.text.rstrip("”’）)")
    is_before_list = any(re.match("一是|一要", after.text) and after.node is piece.node for after in following)
    if piece.is_lead_in or is_bare_heading(piece.node) or text.endswith(("：", ":")) or is_before_list:
        return "lead-in"
    return None if len(re.findall("[\u3400-\u9fffA-Za-z]", text)) >= _FEWEST else "short"


def _high(path: Sequence[Node]) -> Iterator[Node]:
    """Yield the parts whose titles may say that they hold principles: 组织实施 as an item is a step of its part."""
    return (node for number, node in enumerate(path) if node.level <= Level.PART or not number)


def _gave(piece: Placed, charge: Charge, habits: Habits) -> Gave:
    """Return the tasks of a sentence: one, or one for each part of a list in it, or for each deliverable."""
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for part in enumerated(piece.text):
        bare, own = _apart(part, habits)
        charge_of_part = own.joined(charge) if own.lead is None else own
        doubts += charge_of_part.doubts
        splits = deliverables(bare) if habits.by_clause else ((bare, bare),)
        for title, words in splits:
            task, more = _task(piece.locator, title, words, charge_of_part, habits.year)
            tasks.append(task)
            doubts += more
    return Gave(piece.locator, piece.text, tuple(tasks), doubts=tuple(dict.fromkeys(doubts)))


def _apart(sentence: str, habits: Habits) -> tuple[str, Charge]:
    """Return a sentence without the notes in brackets at its end, and what they say of who does it and until when."""
    whole = Charge()
    for _ in range(_MOST_NOTES):
        bare, note = trailing_note(sentence)
        charge = _of_note(note, habits) if note else None
        if charge is None:
            break
        sentence, whole = bare, charge.joined(whole)
    return sentence, whole


def _task(locator: str, title: str, words: str, charge: Charge, year: int) -> tuple[Task, tuple[Doubt, ...]]:
    span = read_span(words, year)
    limit, more = read_limit(charge.limit, year)
    dues = (*goals(words, span.dues), *goals(charge.limit or "", limit.dues))
    is_ongoing = span.is_ongoing or limit.is_ongoing
    days = sorted(day for day, _ in dues)
    due = None if is_ongoing or not days else days[-1]
    start = span.start or limit.start
    doubts = [*span.doubts, *more]
    if start and start > (due or date(year, 12, 31)):
        doubts.append(Doubt("start", start.isoformat()))
        start = None
    quantities = read_quantities(words)
    task = Task(
        "",
        spelled(title),
        source=locator or None,
        lead=charge.lead,
        support=charge.support,
        owner=charge.owner,
        start=start,
        due=due,
        target=quantities.target,
        ongoing=is_ongoing,
        every=(span.every or limit.every) if is_ongoing else None,
        refs=read_refs(words),
        nodes=_steps(dues, due, spelled(title)),
    )
    return task, (*doubts, *quantities.doubts)


def read_limit(limit: str | None, year: int) -> tuple[Span, tuple[Doubt, ...]]:
    """Return what stands behind 完成时限：, and what of it was not read."""
    span = read_span(limit, year, is_limit=True) if limit else Span()
    return span, (Doubt("limit", limit),) if limit and span == Span() else span.doubts


def _steps(dues: Sequence[tuple[date, str]], due: date | None, title: str) -> tuple[Step, ...]:
    """Return as nodes the deadlines before the last, each with its goal; of a duty, all of them.

    Nodes are told apart by their goals, so that equal ones have their days with them.
    """
    earlier = sorted({(day, widened(goal) or title) for day, goal in dues if day != due})
    counts = Counter(goal for _, goal in earlier)
    return tuple(Step(day, goal if counts[goal] == 1 else f"{goal}（{_told(day, dues)}）") for day, goal in earlier)


def _told(day: date, dues: Sequence[tuple[date, str]]) -> str:
    is_of_several_years = len({other.year for other, _ in dues}) > 1
    return (f"{day.year}年" if is_of_several_years else "") + f"{day.month}月{day.day}日前"


def spelled(text: str) -> str:
    """Return ``text`` as the title of a task: without numbers of documents, in full width, without a full stop."""
    return re.sub(r"\s+", " ", widened(without_numbers(text))).strip("。；;，, ！!") or text


# --- who does it, and until when -------------------------------------------------------------------------------------


def titled(title: str, habits: Habits) -> tuple[str, Charge]:
    """Return the ``title`` of a part without the notes behind it, and what they say of all that stands in it."""
    return _apart(title, habits)


def _of_titles(path: Sequence[Node], habits: Habits) -> Charge:
    """Return who does what stands below the titles of ``path``: the nearest that says so counts."""
    charges = (titled(node.title, habits)[1] for node in reversed(path) if node.title)
    return next((charge for charge in charges if charge != Charge()), Charge())


def _of_note(note: str, habits: Habits) -> Charge | None:
    """Return what a note says, ``None`` if it is none: units, a limit, or both in one bracket or in several."""
    brackets = split_notes(note)
    if len(brackets) > 1:
        charges = [_of_note(bracket, habits) for bracket in brackets]
        known = [charge for charge in charges if charge is not None]
        return reduce(Charge.joined, known) if len(known) == len(charges) else None
    charge = read_note(note, first_leads=habits.first_leads)
    if charge is not None:
        return charge
    inner = widened(note).strip("（）。； ")
    pieces = [piece for piece in re.split("[，；]", inner) if piece]
    limits = [piece for piece in pieces if _is_limit(piece, habits.year)]
    units = "，".join(piece for piece in pieces if piece not in limits)
    if not limits:
        return None
    if not units:
        return Charge(limit="，".join(limits))
    named = read_note(f"（{units}）", first_leads=habits.first_leads)
    return named and named._replace(limit="，".join(limits))


def _is_limit(piece: str, year: int) -> bool:
    span = read_span(piece, year, is_limit=True)
    rest = re.sub("^.{2,4}：", "", piece)
    for due in span.dues:
        rest = rest.replace(due.written, "")
    is_more = len(rest) > _MORE if span.dues else span.every and read_quantities(piece) != Quantities(None)
    return not is_more and len(piece) <= _LONGEST_LIMIT and span != Span()


def _charges(pieces: Sequence[Placed], habits: Habits) -> dict[int, Charge]:
    """Return who does each sentence, by its number in ``pieces``, as far as notes behind it or above it say so."""
    found: dict[int, Charge] = {}
    for _, group in groupby(enumerate(pieces), key=lambda item: id(_home(item[1]))):
        found |= _of_home(list(group), habits)
    return found


def _home(piece: Placed) -> object:
    """Return the part whose sentences one note may be about: the part in brackets, or the item below a chapter."""
    return next((node for node in piece.path if node.level >= Level.PART), piece.node)


def _of_home(numbered: list[tuple[int, Placed]], habits: Habits) -> dict[int, Charge]:
    """Return who does each sentence of one part: a single note at its end, or above it, is about all of them."""
    pieces = dict(numbered)
    runs = _runs(pieces, habits)
    every = [number for number, piece in pieces.items() if piece.sort is Sort.SENTENCE]
    has_own = any(_apart(pieces[number].text, habits)[1] != Charge() for number in every)
    is_at_end = len(runs) == 1 and every == runs[0].numbers
    found: dict[int, Charge] = {}
    for run in runs:
        near = [number for number in run.numbers if pieces[number].node is run.node]
        is_of_all = not run.numbers or (is_at_end and not has_own)
        found |= dict.fromkeys(every if is_of_all else near, run.charge)
    return found


class _Run(NamedTuple):
    """The sentences since the note before, the charge that a note says of them, and the part that it stands in."""

    numbers: list[int]
    charge: Charge
    node: object


def _runs(pieces: dict[int, Placed], habits: Habits) -> list[_Run]:
    runs: list[_Run] = []
    waiting: list[int] = []
    last: Placed | None = None
    for number, piece in pieces.items():
        if piece.sort is Sort.SENTENCE:
            waiting.append(number)
        elif piece.sort is Sort.NOTE and (charge := _of_note(piece.text, habits)):
            if runs and last and last.sort is Sort.NOTE:  # one note on several lines
                runs[-1] = runs[-1]._replace(charge=runs[-1].charge.joined(charge))
            else:
                runs.append(_Run(waiting, charge, piece.node))
            waiting = []
        last = piece
    return runs


#: A sentence has at least so many letters.
_FEWEST = 2
_LONGEST_LIMIT = 40
#: A note with a deadline and more words than 完成 and the like says more, as 3月1日前报送市委 does; so does 每年2次.
_MORE = 4
#: Behind a sentence stand at most so many notes.
_MOST_NOTES = 9
