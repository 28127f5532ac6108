"""Ids of tasks: which ones are meant by what was typed, and which is given next."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.model import Group, Inspection, Priority, Standard
from planctl.plan.spelling import essence, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planctl.plan.model import Plan


class BadIdError(UsageError):
    """``value`` does not have the form of a task id, range or wildcard."""

    key = "error.bad_id"


class UnknownTaskError(PlanctlError):
    """The plan has no task ``id``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_task"


class UnknownGroupError(PlanctlError):
    """``id`` is neither the id nor the title of one group of the plan; ``known`` are the ids."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_group"


class Chosen(NamedTuple):
    """The ids that were typed: all of them in the order in which they were named, and those that were named ``singly``.

    The others were reached by a group, a range or a pattern. ``moved`` are those that were named by an id that they no
    longer have, by that id.
    """

    ids: tuple[str, ...]
    singly: frozenset[str]
    moved: Mapping[str, str] = MappingProxyType({})


def choose(plan: Plan, typed: Iterable[str]) -> Chosen:
    """Return the tasks of ``plan`` that ``typed`` means; raises as ``parse_ids`` does."""
    groups = {group.id: tuple(item.id for item in group.items) for group in plan.groups}
    moved = {old: item.id for item in plan.items for old in item.moved_from}
    known = tuple(item.id for item in plan.items)
    return parse_ids(typed, known, {"*": tuple(task.id for task in plan.tasks), **groups}, moved)


def task_ids(plan: Plan, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the tasks of ``plan`` that ``typed`` means; raises as ``parse_ids`` does."""
    return choose(plan, typed).ids


def parse_ids(
    values: Iterable[str],
    known: Sequence[str],
    groups: Mapping[str, Sequence[str]] = MappingProxyType({}),
    moved: Mapping[str, str] = MappingProxyType({}),
) -> Chosen:
    """Return the task ids that ``values`` name, each once.

    A value is an id, a list ``3.1,3.5``, a range ``1.1..1.4`` in the order of ``known`` (also with
    ``~``, ``-`` or ``至``; either end may come first), a wildcard ``2.*``, or one of ``groups``, which stands for the
    ids in it. What is itself an id is never read as anything else; ids are compared as text, so ``1.1``, ``1.10`` and
    ``01.1`` are three. By an id that it had before, ``moved`` says what a task is called now.

    Raises:
        BadIdError: A value has none of these forms.
        UnknownTaskError: Some named tasks do not exist; carries all of them and the nearest ids.
    """
    order = {identifier: index for index, identifier in enumerate(dict.fromkeys(known))}
    named: list[str] = []
    unknown: list[str] = []
    singly: set[str] = set()
    renamed: dict[str, str] = {}
    for word in (word for value in values for word in _id_words(value, order)):
        if word in moved and word not in order:
            renamed[word] = word = moved[word]  # noqa: PLW2901 - from here on it is called so
        matches, missing = _match_ids(word, order, groups)
        named += matches
        unknown += missing
        if word in order:
            singly.add(word)
    if unknown:
        unknown = list(dict.fromkeys(unknown))
        raise UnknownTaskError(id=", ".join(unknown), suggestions=_similar_ids(unknown, tuple(order), groups))
    return Chosen(tuple(dict.fromkeys(named)), frozenset(singly), renamed)


def _id_words(value: str, order: Mapping[str, int]) -> list[str]:
    if value in order:
        return [value]
    text = fold(value)
    words = [text] if text in order else [word for word in re.split(_BETWEEN, text) if word]
    if not words or not all(word in order or re.fullmatch(_ID_WORD, word) for word in words):
        raise BadIdError(value=value, suggestions=nearest(text, order))
    return words


def _match_ids(
    word: str, order: Mapping[str, int], groups: Mapping[str, Sequence[str]]
) -> tuple[Sequence[str], list[str]]:
    """Return the ids that ``word`` names, and the words in it that name none."""
    if word in order:
        return [word], []
    if groups.get(word):
        return groups[word], []
    if ends := _ends_of_range(word, order):
        missing = [end for end in ends if end not in order]
        first, last = (0, -1) if missing else sorted(order[end] for end in ends)
        return list(order)[first : last + 1], missing
    if "*" in word:
        matches = [identifier for identifier in order if fnmatchcase(identifier, word)]
        return matches, [] if matches else [word]
    return [], [word]


def _ends_of_range(word: str, order: Mapping[str, int]) -> tuple[str, str] | None:
    if match := re.fullmatch(_RANGE, word):
        return match[1], match[2]
    halves = [(word[: dash.start()], word[dash.end() :]) for dash in re.finditer("-", word)]
    readings = [pair for pair in halves if pair[0] in order and pair[1] in order]
    return readings[0] if len(readings) == 1 else None  # an id may hold dashes itself


def _similar_ids(unknown: Sequence[str], known: Sequence[str], groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    share = max(1, 3 // len(unknown))
    return tuple(dict.fromkeys(guess for word in unknown[:3] for guess in _guesses(word, known, groups)[:share]))


def _guesses(word: str, known: Sequence[str], groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    plain = re.sub(r"(?<![0-9])0+(?=[0-9])", "", word)
    if plain in known or groups.get(plain):
        return (plain,)
    if any(identifier.startswith(f"{plain}.") for identifier in known):
        return (f"{plain}.*",)
    siblings = [identifier for identifier in known if identifier.rpartition(".")[0] == word.rpartition(".")[0]]
    return nearest(word, siblings or known)


def find_group(plan: Plan, typed: str) -> Group:
    """Return the group that ``typed`` means: its id (also ``5.*``), its title, or what only its title holds.

    Raises:
        UnknownGroupError: There is none, or several might be meant; carries the nearest ids or titles.
    """
    wanted = fold(typed).removesuffix(".*")
    known = {group.id: group for group in plan.groups}
    if wanted in known:
        return known[wanted]
    titles = {title: group for group in plan.groups for title in (group.title, group.title_en) if title}
    equal = [titles[title] for title in titles if essence(title) == essence(wanted)]
    holding = [titles[title] for title in titles if essence(wanted) and essence(wanted) in essence(title)]
    meant = {group.id: group for group in equal or holding}
    if len(meant) == 1:
        return next(iter(meant.values()))
    likely = [group.title for group in meant.values()] or nearest(wanted, (*known, *titles))
    raise UnknownGroupError(id=typed, known=", ".join(known) or "—", suggestions=tuple(likely))


def next_group(plan: Plan, kind: type[Group] = Priority) -> str:
    """Return the id that the next group of this kind gets, as ``next_id`` does."""
    return next_id(kind, (*(group.id for group in plan.groups), *plan.retired))


def next_id(kind: type[Group], used: Iterable[str]) -> str:
    """Return the number after the highest that was ever ``used`` in the ids of such groups, behind the kind's letter.

    The first standard is ``K`` and has no number.
    """
    letter = _LETTERS[kind]
    given = (identifier.removeprefix(letter) for identifier in used if identifier.startswith(letter))
    numbers = [int(number or 1) for number in given if number.isdecimal() or (letter and not number)]
    return letter if kind is Standard and not numbers else f"{letter}{max(numbers, default=0) + 1}"


#: What the ids of groups of each kind begin with.
_LETTERS: dict[type[Group], str] = {Priority: "", Inspection: "D", Standard: "K"}


_BETWEEN = r"[,;\s]+"
#: The form of every id in a plan.
ID = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
_RANGE = rf"({ID})(?:\.\.+|~|至|到)({ID})"
_ID_WORD = rf"{ID}|{_RANGE}|[A-Za-z0-9._-]*\*[A-Za-z0-9._*-]*"


# --- new ones --------------------------------------------------------------------------------------------------------


class Numbers:
    """Gives new ids: in each group the number after the highest that was ever used there.

    Used are the ids of items that stand in the group, those that begin with its id wherever they stand, and those on
    a list of retired ids. What was given is remembered, so that one serves for many tasks in a row.
    """

    def __init__(self, plan: Plan) -> None:
        """Look through all ids of ``plan`` once."""
        self._highest: dict[str, int] = {}
        for group in plan.groups:
            for identifier in _used_in(group):
                self._note(group.id, identifier)
                self._note(identifier.rpartition(".")[0], identifier)

    def next(self, group: str) -> str:
        """Return the next id in the group with the id ``group``."""
        self._highest[group] = self._highest.get(group, 0) + 1
        return f"{group}.{self._highest[group]}"

    def _note(self, group: str, identifier: str) -> None:
        number = identifier.rpartition(".")[2]
        if number.isdecimal():
            self._highest[group] = max(self._highest.get(group, 0), int(number))


def _used_in(group: Group) -> Iterator[str]:
    yield from (item.id for item in group.items)
    yield from group.retired
