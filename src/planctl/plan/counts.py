"""Items counted in groups: by status, what is late, what another year goes on with; never a count without its list.

Pure: takes how items stand (``progress.standings``); knows no screen and no wording.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import model
from planctl.plan.model import Status
from planctl.plan.progress import Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from planctl.plan.model import Plan
    from planctl.plan.progress import Ids, Standing


class By(StrEnum):
    """What tasks can be grouped by."""

    PRIORITY = "priority"
    LEAD = "lead"
    UNIT = "unit"
    OWNER = "owner"
    TAG = "tag"
    QUARTER = "quarter"
    STATUS = "status"
    GRADE = "grade"
    INSPECTION = "inspection"
    STANDARD = "standard"


#: The kinds of groups that items can be counted by; by anything else it is tasks that are counted.
KINDS: dict[By, type[model.Group]] = {
    By.PRIORITY: model.Priority,
    By.INSPECTION: model.Inspection,
    By.STANDARD: model.Standard,
}


class Group(NamedTuple):
    """Tasks that belong together, by status; every count of them is the length of a list of ids.

    ``key`` is stable, ``title`` and ``title_en`` are plan text if there is any. ``states`` holds every task once
    that has an end, and dropped duties; ``ongoing`` are the other duties. ``carried`` and ``overdue`` name some of the
    unfinished ones again.
    """

    key: str
    title: str | None
    title_en: str | None
    ids: Ids
    states: Mapping[Status, Ids]
    ongoing: Ids
    carried: Ids
    overdue: Ids

    @property
    def done(self) -> Ids:
        """The tasks that are done."""
        return self.states[Status.DONE]

    @property
    def dropped(self) -> Ids:
        """The tasks that were given up."""
        return self.states[Status.DROPPED]

    @property
    def parts(self) -> dict[str, Ids]:
        """Every list of tasks by its name: those of the statuses, ``carried`` and ``overdue``."""
        states = {status.value: ids for status, ids in self.states.items()}
        return states | {"ongoing": self.ongoing, "carried": self.carried, "overdue": self.overdue}

    @property
    def unfinished(self) -> Ids:
        """The tasks with an end that are neither done nor dropped, in the order of the document."""
        closed = {*self.done, *self.dropped, *self.ongoing}
        return tuple(identifier for identifier in self.ids if identifier not in closed)

    @property
    def counted(self) -> Ids:
        """The tasks with an end, dropped ones among them, in the order of the document."""
        ongoing = set(self.ongoing)
        return tuple(identifier for identifier in self.ids if identifier not in ongoing)

    @property
    def total(self) -> int:
        """The number of all tasks less the dropped ones and the duties, as for every percentage."""
        return len(self.ids) - len(self.dropped) - len(self.ongoing)

    @property
    def totalled(self) -> Ids:
        """The tasks that this number counts, in the order of the document."""
        dropped = set(self.dropped)
        return tuple(identifier for identifier in self.counted if identifier not in dropped)

    @property
    def percent(self) -> float | None:
        """The done tasks in percent of the total, with one decimal; ``None`` of nothing."""
        return percent(len(self.done), self.total)


class UnitWork(NamedTuple):
    """What a unit has to do: the tasks that it leads, those that it only supports, and both together.

    Tasks without a lead are led by the unit with the empty name.
    """

    leads: Group
    supports: Group
    both: Group

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return self.both.key

    @property
    def name_en(self) -> str | None:
        """The unit's English name, if it has one."""
        return self.both.title_en


def percent(part: int, whole: int, places: int = 1) -> float | None:
    """Return ``part`` in percent of ``whole``, rounded to ``places`` decimals; ``None`` of nothing.

    While one is missing it is less than 100, were it by the last decimal.
    """
    if whole == 0:
        return None
    scale: int = 10**places
    rounded = (200 * scale * part + whole) // (2 * whole)
    return min(rounded, 100 * scale - (part < whole)) / scale


def total(rows: Iterable[Standing]) -> Group:
    """Return the count of all ``rows``, each task once."""
    return _group("total", tuple(rows))


def groups(plan: Plan, rows: Iterable[Standing], by: By) -> tuple[Group, ...]:
    """Return ``rows`` counted in groups; a task of several units or tags is in the group of each.

    Priorities come in the order of the document and are there even if empty; quarters, statuses and grades in their own
    order; units, owners and tags by the number of tasks. A task that has none is in the group with the empty key.
    """
    if by in KINDS:
        inside = members(rows, _KEYS[by])
        kept = plan.groups_of(KINDS[by])
        return tuple(_group(item.id, inside.get(item.id, ()), item.title, item.title_en) for item in kept)
    english = _english(plan)
    made = [_group(key, some, None, english.get(key)) for key, some in members(rows, _KEYS[by]).items()]
    return tuple(sorted(made, key=_ORDERS[by]))


def work_of_units(plan: Plan, rows: Sequence[Standing], names: Iterable[str]) -> tuple[UnitWork, ...]:
    """Return what each of the units called ``names`` has to do with ``rows``, in that order."""
    english = _english(plan)
    parts = [members(rows, keys) for keys in (_KEYS[By.LEAD], _supporters, _KEYS[By.UNIT])]
    return tuple(
        UnitWork(*(_group(name, part.get(name, ()), None, english.get(name)) for part in parts)) for name in names
    )


def members(rows: Iterable[Standing], keys: Callable[[Standing], Ids]) -> Mapping[str, Sequence[Standing]]:
    """Return ``rows`` by their keys, in the order in which these turn up; a row of several keys is under each."""
    found: dict[str, list[Standing]] = {}
    for row in rows:
        for key in keys(row):
            found.setdefault(key, []).append(row)
    return found


def _group(key: str, rows: Sequence[Standing], title: str | None = None, title_en: str | None = None) -> Group:
    states: dict[Status, list[str]] = {status: [] for status in Status}
    ended = [row for row in rows if not row.task.ongoing or row.task.status is Status.DROPPED]
    for row in ended:
        states[row.task.status].append(row.task.id)
    return Group(
        key=key,
        title=title,
        title_en=title_en,
        ids=tuple([row.task.id for row in rows]),
        states={status: tuple(ids) for status, ids in states.items()},
        ongoing=tuple([row.task.id for row in rows if row.task.ongoing and row.task.status is not Status.DROPPED]),
        carried=tuple([row.task.id for row in ended if row.is_carried]),
        overdue=tuple([row.task.id for row in rows if row.is_overdue]),
    )


def _english(plan: Plan) -> dict[str, str | None]:
    """Return the English names of units by their names."""
    return {unit.name: unit.name_en for unit in plan.units}


def _supporters(row: Standing) -> Ids:
    return tuple(unit for unit in row.task.units if unit != row.task.lead)


_KEYS: dict[By, Callable[[Standing], Ids]] = {
    By.PRIORITY: lambda row: (row.group,),
    By.LEAD: lambda row: (row.task.lead or "",),
    By.UNIT: lambda row: row.task.units or ("",),
    By.OWNER: lambda row: (row.task.owner or "",),
    By.TAG: lambda row: tuple(dict.fromkeys(row.task.tags)) or ("",),
    By.QUARTER: lambda row: (row.quarter,),
    By.STATUS: lambda row: (row.task.status.value,),
    By.GRADE: lambda row: (row.grade.value,),
    By.INSPECTION: lambda row: (row.group,),
    By.STANDARD: lambda row: (row.group,),
}

_STATUS_ORDER = [status.value for status in Status]
_GRADE_ORDER = [grade.value for grade in Grade]


def _by_size(group: Group) -> tuple[bool, int, str]:
    return (not group.key, -len(group.ids), group.key)


_ORDERS: dict[By, Callable[[Group], tuple[object, ...]]] = {
    By.LEAD: _by_size,
    By.UNIT: _by_size,
    By.OWNER: _by_size,
    By.TAG: _by_size,
    By.QUARTER: lambda group: (group.key,),
    By.STATUS: lambda group: (_STATUS_ORDER.index(group.key),),
    By.GRADE: lambda group: (_GRADE_ORDER.index(group.key),),
}
