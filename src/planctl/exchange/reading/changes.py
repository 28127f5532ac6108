"""What ledgers say, made to a plan: statements become entries, new items, new groups, and units in the register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planctl.exchange.columns import REPORTED
from planctl.exchange.reading.names import REPORTS, STANDING
from planctl.plan import replay
from planctl.plan.changes import Outcome, entry_of
from planctl.plan.ids import Numbers, next_id
from planctl.plan.model import GROUPS, Entry, Group, Status, Unit
from planctl.plan.spelling import essence, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from planctl.exchange.reading.heard import Heard, Said
    from planctl.plan.model import Plan, Task

#: Fields to which a ledger only adds.
_ADDED = ("refs", "tags", "waits_for")


@dataclass(frozen=True, slots=True)
class Import:
    """Make what was ``heard`` to a plan, as records of the day ``on``; ``answers`` are remembered in the plan.

    ``heard`` is what is said of a given plan, which may have been changed by somebody since; it is asked anew then. In
    a plan that ``is_new`` items are not added during the year, they are what it begins with.
    """

    heard: Callable[[Plan], Heard]
    on: date
    by: str | None
    answers: Mapping[str, str]
    is_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with all that was heard, in one go."""
        return _Maker(plan, self).outcome(self.heard(plan))


class _Maker:
    """Makes one new plan."""

    def __init__(self, plan: Plan, how: Import) -> None:
        self.plan, self.how = plan, how
        self.numbers = Numbers(plan)
        self.used = [*(group.id for group in plan.groups), *plan.retired]
        self.groups: dict[tuple[str, str], Group] = {}
        for group in reversed(plan.groups):
            self.groups[group.item_type().kind, essence(group.title)] = group
        self.additions: dict[str, list[Task]] = {}
        self.new_groups: list[Group] = []

    def outcome(self, heard: Heard) -> Outcome:
        items = {item.id: item for item in self.plan.items}
        changed: dict[str, None] = {}
        for said in heard.said:
            if said.id is None:
                changed[self._add(said)] = None
            elif (after := self._recorded(items[said.id], said.fields)) != items[said.id]:
                items[said.id] = after
                changed[said.id] = None
        grown = self._grown(items)
        units = (*grown.units, *(Unit(name) for name in heard.new_units))
        ledger = dict(grown.ledger) | dict(self.how.answers)
        if units != grown.units or ledger != dict(grown.ledger):
            grown = replace(grown, units=units, ledger=ledger)
        return Outcome(grown, tuple(changed))

    def _grown(self, items: Mapping[str, Task]) -> Plan:
        def with_items(group: Group) -> Group:
            now = tuple(items.get(item.id, item) for item in group.items)
            now = (*now, *self.additions.get(group.id, ()))
            is_same = len(now) == len(group.items) and all(
                one is two for one, two in zip(now, group.items, strict=True)
            )
            return group if is_same else replace(group, items=now)

        kinds = {type(group) for group in self.new_groups}
        added = {
            kind: (*self.plan.groups_of(kind), *(new for new in self.new_groups if type(new) is kind)) for kind in kinds
        }
        return self.plan.having(added).with_groups(with_items)

    # --- new items

    def _add(self, said: Said) -> str:
        group = self._group(said)
        identifier = self.numbers.next(group.id)
        fields = {name: value for name, value in said.fields.items() if name not in REPORTED}
        log = () if self.how.is_new else (Entry(on=self.how.on, by=self.how.by, added=True),)
        item = group.item_type()(id=identifier, log=log, **fields)
        reports = {name: value for name, value in said.fields.items() if name in REPORTED}
        self.additions.setdefault(group.id, []).append(self._recorded(item, reports))
        return identifier

    def _group(self, said: Said) -> Group:
        key = said.kind, essence(said.group)
        if key not in self.groups:
            kind = next(group for group in GROUPS if group.item_type().kind == said.kind)
            new = kind(next_id(kind, self.used), said.group)
            self.used.append(new.id)
            self.groups[key] = new
            self.new_groups.append(new)
        return self.groups[key]

    # --- items that are there

    def _recorded(self, item: Task, said: Mapping[str, Any]) -> Task:
        """Return ``item`` as it is after what was ``said`` of it; itself if that is no news."""
        fields = dict(said)
        entry = replace(
            entry_of(self._dated(item, fields), item, self.how.on),
            by=self.how.by,
            evidence=tuple(one for one in fields.get("evidence", ()) if one not in item.evidence),
            **{name: text for name in REPORTS if (text := fields.get(name)) and text != last_said(item, name)},
        )
        if entry.status and entry.status.needs_reason and is_blank(entry.note):
            entry = replace(entry, note=fields.get("note") or fields.get("problem"))
        entry = _with_standing(entry, item, fields)
        is_news = entry.evidence or any(getattr(entry, name) for name in REPORTS)
        after = replay.with_entry(item, entry) if is_news or any(map(entry.sets, replay.LOGGED_FIELDS)) else item
        undated = self._undated(item, fields)
        return replace(after, **undated) if undated else after

    def _dated(self, item: Task, fields: Mapping[str, Any]) -> dict[str, Any]:
        dated = {name: value for name, value in fields.items() if name in replay.LOGGED_FIELDS}
        if "title" in dated and not is_renamed(item, dated["title"]):
            del dated["title"]
        if "due" in dated and dated["due"] == (item.due or self.plan.last_day):
            del dated["due"]
        if set(dated.get("support", ())) == set(item.support):
            dated.pop("support", None)
        lead = dated.get("lead")
        if lead and lead in dated.get("support", item.support):
            dated["support"] = tuple(name for name in dated.get("support", item.support) if name != lead)
        if "reading" in dated and "status" not in dated and item.status is Status.TODO:
            dated["status"] = Status.DOING  # as with every first reading
        if dated.get("ongoing") and item.due:
            dated["due"] = None
        return dated

    def _undated(self, item: Task, fields: Mapping[str, Any]) -> dict[str, Any]:
        apart = {*replay.LOGGED_FIELDS, *REPORTED, *_ADDED, "nodes"}
        undated = {name: value for name, value in fields.items() if name not in apart and getattr(item, name) != value}
        for name in _ADDED:
            if news := [one for one in fields.get(name, ()) if one not in getattr(item, name)]:
                undated[name] = (*getattr(item, name), *news)
        goals = {node.goal for node in item.nodes}
        if nodes := [node for node in fields.get("nodes", ()) if node.goal not in goals]:
            undated["nodes"] = tuple(sorted((*item.nodes, *nodes), key=lambda node: node.due))
        if "title" in fields and is_renamed(item, fields["title"]):
            undated["formerly"] = tuple(dict.fromkeys((*item.formerly, item.title)))
        return undated


def _with_standing(entry: Entry, item: Task, said: Mapping[str, Any]) -> Entry:
    """Return a report with what the last one says is in the way, comes next or is asked of others, as far as it stands.

    The newest report rules, and ledgers say again, or leave out, what has not changed. What was emptied (``""``) is
    gone; if nothing else is said, the note is repeated to say so.
    """
    last = replay.last_report(item)
    if last is None:
        return entry
    stands = {name: getattr(last, name) for name in STANDING if getattr(last, name)}
    gone = {name for name in stands if said.get(name) == ""}
    if gone and not entry.is_report:
        entry = replace(entry, note=last_said(item, "note"))
    if not entry.is_report:
        return entry
    kept: dict[str, Any] = {
        name: text for name, text in stands.items() if name not in gone and not getattr(entry, name)
    }
    return replace(entry, **kept)


def is_renamed(item: Task, title: str) -> bool:
    """Whether ``title`` is one that ``item`` never had."""
    known = (item.title, item.title_en, *item.formerly)
    return essence(title) not in [essence(name) for name in known if name]


def last_said(item: Task, report: str) -> str | None:
    """Return the last text of a report, such as ``problem``, in the log of ``item``."""
    return next((text for entry in reversed(item.log) if (text := getattr(entry, report))), None)
