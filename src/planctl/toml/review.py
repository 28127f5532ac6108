"""Whether a plan that can be read also makes sense: its units, its links, its states, and what is odd in its tasks.

What keeps a plan from being read at all is ``planctl.toml.schema``'s; here are the faults that a person should know of
though every command still works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.errors import Problem, Severity
from planctl.plan import replay
from planctl.plan.closing import differences, stored_figures, told_figures
from planctl.plan.links import links_of, lost_links
from planctl.plan.mentions import open_findings, unknown_abouts
from planctl.plan.oddities import invisible_characters, misspelt, oddities, unsettled
from planctl.plan.units import misspelt_units
from planctl.plan.waiting import circles, unknown_waits
from planctl.toml.paths import group_paths, item_paths
from planctl.toml.schema import Fault, locate_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from planctl.plan.model import Plan, Task
    from planctl.plan.oddities import Oddity
    from planctl.toml.locate import KeyPath
    from planctl.toml.schema import Parsed

#: What follows from a wrong year of the plan.
_OF_THE_YEAR = frozenset({"due-outside-year", "entry-outside-year", "start-after-due"})


def find_problems(
    parsed: Parsed, others: Mapping[int, Plan] | None = None, *, today: date | None = None, named: int | None = None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with or questionable in a plan, by line.

    ``others`` are the plans of other years that lie beside it; without them links between years are not looked at.
    ``today`` tells which days are still to come, and ``named`` is the year that the file is named after.
    """
    doubts: tuple[Problem, ...] = ()
    if parsed.plan:
        links = _link_faults(parsed.plan, others) if others is not None else ()
        doubts = locate_faults(parsed.text, (*_year_faults(parsed.plan, today, named), *links))
    return tuple(sorted((*parsed.problems(), *doubts), key=lambda problem: problem.line or 0))


def beside_text(parsed: Parsed, lost: Mapping[str, str], without: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Return as problems that items come from sentences that are not in their text, and that sentences have no item.

    ``lost`` are the sources that lead nowhere, by the ids of their items; ``without`` are sentences with their places.
    """
    places = _places(parsed.plan) if parsed.plan else {}
    faults = [
        Fault("source-nowhere", (*places[item], "source"), Severity.ERROR, {"id": item, "source": source})
        for item, source in lost.items()
    ]
    silent = [
        Problem("sentence-without-task", None, {"source": source, "text": text}, Severity.WARNING)
        for source, text in without
    ]
    return (*locate_faults(parsed.text, faults), *silent)


def review(plan: Plan, today: date | None = None) -> Iterator[Fault]:
    """Yield everything questionable in ``plan`` by itself, in the order of the file."""
    yield from _unit_faults(plan)
    meant, findings = misspelt_units(plan), open_findings(plan)
    for path, group in group_paths(plan):
        yield from _odd(invisible_characters(group), path)
        for number, item in enumerate(group.items):
            below: KeyPath = (*path, item.kind, number)
            yield from _odd(oddities(item, plan, today), below)
            yield from _odd(unsettled(item, findings), below)
            yield from _odd(misspelt(item, meant), below)
            yield from _state_faults(item, below)
    yield from _waiting_faults(plan)
    yield from _about_faults(plan)
    yield from _round_faults(plan)


def _waiting_faults(plan: Plan) -> Iterator[Fault]:
    if not any(item.waits_for for item in plan.items):
        return
    places = _places(plan)
    for task, number, identifier in unknown_waits(plan):
        details: dict[str, object] = {"id": task.id, "there": identifier}
        yield Fault("waits-unknown", (*places[task.id], "waits_for", number), Severity.ERROR, details)
    for circle in circles(plan):
        ids = " → ".join((*circle, circle[0]))
        yield Fault("waits-in-circle", (*places[circle[0]], "waits_for"), Severity.ERROR, {"ids": ids})


def _about_faults(plan: Plan) -> Iterator[Fault]:
    unknown = tuple(unknown_abouts(plan))
    places = _places(plan) if unknown else {}
    for item, field, number, identifier in unknown:
        details: dict[str, object] = {"id": item.id, "there": identifier}
        yield Fault("about-unknown", (*places[item.id], field, number), Severity.ERROR, details)


def _round_faults(plan: Plan) -> Iterator[Fault]:
    """Yield the tasks that a closed round counted otherwise than its evening is told today, and other wrong figures."""
    places = _places(plan) if any(one.closed for one in plan.rounds) else {}
    for index, one in enumerate(plan.rounds):
        found = differences(plan, one)
        for item in found:
            has_entry = item.number is not None and item.id in places
            path = (*places[item.id], "log", item.number or 0) if has_entry else ("round", index, "states")
            details: dict[str, object] = {"round": one.id, "id": item.id, "then": item.then, "now": item.now}
            number = {"number": (item.number or 0) + 1, "on": item.on} if has_entry else {}
            code = "round-differs" if has_entry else "round-differs-otherwise"
            yield Fault(code, path, Severity.WARNING, details | number)
        stored = stored_figures(one)
        if stored and not found and one.closed and (told := told_figures(plan, one)) != stored:
            shown = {"stored": "/".join(map(str, stored)), "told": "/".join(map(str, told))}
            yield Fault("round-figures", ("round", index, "figures"), Severity.WARNING, {"round": one.id, **shown})


def _odd(found: Iterable[Oddity], path: KeyPath) -> Iterator[Fault]:
    return (Fault(oddity.code, (*path, *oddity.place), oddity.severity, oddity.details) for oddity in found)


def _year_faults(plan: Plan, today: date | None, named: int | None) -> Iterator[Fault]:
    """Yield what is questionable; a year that the file's name contradicts once, and not what follows from it."""
    if named is None or plan.year == named:
        yield from review(plan, today)
        return
    yield Fault("year-of-name", ("year",), Severity.ERROR, {"year": plan.year, "name": named})
    yield from (fault for fault in review(plan, today) if fault.code not in _OF_THE_YEAR)


def _link_faults(plan: Plan, others: Mapping[int, Plan]) -> Iterator[Fault]:
    places = _places(plan)
    lost = [("lost-link", Severity.ERROR, link) for link in lost_links(plan, others)]
    gone = (link for link in links_of(plan) if link.field == "carried_to" and link.year not in others)
    for code, severity, link in (*lost, *(("lost-plan", Severity.WARNING, link) for link in gone)):
        details: dict[str, object] = {"id": link.task.id, "there": link.there, "year": link.year}
        yield Fault(code, (*places[link.task.id], link.field), severity, details)


def _places(plan: Plan) -> dict[str, KeyPath]:
    """Return by their ids where the items stand in the file."""
    return {item.id: path for path, item in item_paths(plan)}


def _unit_faults(plan: Plan) -> Iterator[Fault]:
    seen: dict[str, KeyPath] = {}
    for index, unit in enumerate(plan.units):
        for key, names in (("name", (unit.name,)), ("aliases", unit.aliases)):
            for name in names:
                first = seen.setdefault(name, ("unit", index, key))
                if first[1] != index:
                    yield Fault("duplicate-unit", ("unit", index, key), Severity.ERROR, {"name": name, "first": first})


def _state_faults(task: Task, path: KeyPath) -> Iterator[Fault]:
    details: dict[str, object]
    for field, stored, logged in replay.disagreements(task):
        details = {"id": task.id, "field": field, "stored": _shown(stored), "logged": _shown(logged)}
        yield Fault("state-mismatch", (*path, field), Severity.ERROR, details)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "—"
    return "—" if value is None or value == "" else str(value)
