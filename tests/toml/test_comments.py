"""Plans in any handwriting, with comments wherever TOML allows them: none is lost, and no line of others is touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hazard import amount
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.plan.amend import Amend
from planctl.plan.by_hand import EditTask, RecordHandEdits
from planctl.plan.carry import CarryOver
from planctl.plan.changes import Assign, Update, change_tasks
from planctl.plan.describe import Describe
from planctl.plan.groups import AddGroup, MoveGroup, MoveTasks, RemoveGroup, RenameGroup
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import GROUPS, Plan, Status
from planctl.plan.node_changes import AddNode, MoveNode, ReachNode, RemoveNode
from planctl.plan.target import Target
from planctl.plan.targets import AskedTarget, Reading
from planctl.store import plantext
from planctl.store.edited import edited
from planctl.store.planfile import LoadedPlan, loaded
from planctl.toml.locate import comments

if TYPE_CHECKING:
    from collections.abc import Callable

IDS = ("1.1", "1.2", "2.1")
DAY = date(2020, 6, 30)


class Written(NamedTuple):
    """A plan as somebody wrote it: its text, and the part of it that each task and each priority is."""

    text: str
    parts: dict[str, str]


class Hand:
    """Somebody who writes TOML: with comments here and there, on one line or on several, in a spelling of their own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.kinds = draw(st.sampled_from([(kind.kind, kind.item_type().kind) for kind in GROUPS]))

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def comment(self) -> str:
        self.count += 1
        return self.one_of(f"# {self.count}", f"# {self.count} [[x]] ] }} , \" '")

    def behind(self) -> str:
        """What stands behind a value on its line."""
        return self.one_of("", " ") + self.comment() if self.draw(st.booleans()) else ""

    def between(self, indent: str = "") -> str:
        """What stands on lines between two others."""
        return "".join(
            self.one_of("\n", f"{indent}{self.comment()}\n") for _ in range(self.draw(st.sampled_from([0, 0, 1, 2])))
        )

    def text(self, value: str) -> str:
        return self.one_of(f'"{value}"', f"'{value}'", f'"""{value}"""')

    def array(self, items: list[str], indent: str = "") -> str:
        if self.draw(st.booleans()):
            return self.one_of("[", "[ ") + self.one_of(", ", ",").join(items) + self.one_of("]", " ]")
        inner = indent + self.one_of("  ", "    ", "\t")
        lines = [f"[{self.behind()}\n{self.between(inner)}"]
        for number, item in enumerate(items, 1):
            comma = "," if number < len(items) else self.one_of(",", "")
            lines.append(f"{inner}{item}{comma}{self.behind()}\n{self.between(inner)}")
        return "".join([*lines, f"{indent}]"])

    def table(self, pairs: dict[str, str]) -> str:
        return self.one_of("{ ", "{") + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"

    def line(self, key: str, value: str, indent: str = "") -> str:
        equals = self.one_of(" = ", "=", "  =  ")
        return f"{self.between(indent)}{indent}{key}{equals}{value}{self.behind()}\n"

    def header(self, *names: str) -> str:
        dot = self.one_of(".", " . ")
        spelled = dot.join(self.one_of(name, f'"{name}"') for name in names)
        blank = self.one_of("", " ")
        return f"[[{blank}{spelled}{blank}]]{self.behind()}\n"

    def target(self, indent: str) -> str:
        match self.one_of("inline", "dotted", "sub-table"):
            case "inline":
                return self.line("target", self.table({"amount": "10", "unit": self.text("个")}), indent)
            case "dotted":
                return self.line("target.amount", "10", indent) + self.line("target . unit", self.text("个"), indent)
            case _:
                return f"{indent}[{'.'.join(self.kinds)}.target]{self.behind()}\n" + self.line("amount", "10", indent)

    def log(self, indent: str) -> str:
        notes = ["甲", "乙", "丙"][: self.draw(st.integers(0, 3))]
        entries = [
            {"on": f"2020-0{number}-15", "note": self.text(note), "evidence": self.array([self.text("文件")])}
            for number, note in enumerate(notes, 2)
        ]
        if self.draw(st.booleans()):
            one_line = [self.table(entry | {"evidence": '["文件"]'}) for entry in entries]
            return self.line("log", self.array(one_line, indent), indent)
        return "".join(
            f"{indent}{self.header(*self.kinds, 'log')}"
            + "".join(self.line(key, value, indent) for key, value in entry.items())
            for entry in entries
        )

    def nodes(self, indent: str) -> str:
        goals = ["开题", "中期", "结题"][: self.draw(st.integers(1, 3))]
        if self.draw(st.booleans()):
            items = [
                self.table({"due": f"2020-0{number}-20", "goal": self.text(goal)})
                for number, goal in enumerate(goals, 3)
            ]
            return self.line("nodes", self.array(items, indent), indent)
        return "".join(
            f"{indent}{self.header(*self.kinds, 'nodes')}"
            + self.line("due", f"2020-0{number}-20", indent)
            + self.line("goal", self.text(goal), indent)
            for number, goal in enumerate(goals, 3)
        )

    def task(self, identifier: str) -> str:
        indent = self.one_of("", "", "  ")
        lines = [f"{indent}{self.header(*self.kinds)}", self.line("id", f'"{identifier}"', indent)]
        lines.append(self.line("title", self.text(f"任务{identifier}"), indent))
        optional = {
            "status": self.text("todo"),
            "lead": self.text("甲局"),
            "support": self.array([self.text("乙局"), self.text("丙厅")], indent),
            "tags": self.array([self.text("急")], indent),
            "due": "2020-09-30",
            "budget": self.array(["1", "{ x = 2 }"], indent),
        }
        lines += [self.line(key, value, indent) for key, value in optional.items() if self.draw(st.booleans())]
        logs = self.log(indent) if self.draw(st.booleans()) else ""
        nodes = self.nodes(indent) if identifier == "1.1" else ""
        is_apart = logs.lstrip().startswith("[[")
        are_apart = nodes.lstrip().startswith("[[")
        lines += ["" if are_apart else nodes, "" if is_apart else logs, self.target(indent)]
        lines += [nodes if are_apart else "", logs if is_apart else ""]
        return "".join(lines)

    def plan(self) -> Written:
        head = self.between() + self.line("format", "1") + self.line("year", "2020") + self.line("title", '"计划"')
        parts = {"": head}
        for priority in ("1", "2"):
            lines = [self.header(self.kinds[0]), self.line("id", f'"{priority}"'), self.line("title", '"重点"')]
            if self.draw(st.booleans()):
                lines.append(self.line("retired", self.array([f'"{priority}.8"', f'"{priority}.9"'])))
            parts[priority] = "".join(lines)
            parts |= {identifier: self.task(identifier) for identifier in IDS if identifier.startswith(priority)}
        return Written("\n".join(parts.values()) + self.between(), parts)


@st.composite
def handwritten(draw: st.DrawFn) -> Written:
    return Hand(draw).plan()


def edit(**over: object) -> Callable[[Plan], Plan]:
    """Change fields of task 1.1 as ``edit`` does."""

    def change(plan: Plan) -> Plan:
        before = plan.task("1.1")
        return EditTask(before, replace(before, **over), DAY).apply(plan).plan  # type: ignore[arg-type] # fields by name

    return change


def _noted(plan: Plan) -> Plan:
    """Give task 1.1 an entry if it has none, so that there is one to amend."""
    return plan if plan.task("1.1").log else Update(("1.1",), DAY, note="记").apply(plan).plan


def by_hand(plan: Plan) -> Plan:
    edited = change_tasks(plan, ("1.1",), lambda task: replace(task, status=Status.DOING, owner="李强")).plan
    return RecordHandEdits(DAY).apply(edited).plan


CHANGES: dict[str, Callable[[Plan], Plan]] = {
    "done": lambda plan: Update(("1.1",), DAY, status=Status.DONE, evidence=("验收",)).apply(plan).plan,
    "an early note": lambda plan: Update(("1.1",), date(2020, 1, 2), note="补记").apply(plan).plan,
    "a note between": lambda plan: Update(("1.1",), date(2020, 3, 1), note="补记").apply(plan).plan,
    "a reading": lambda plan: Update(("1.1",), DAY, reading=Reading(3), due=date(2020, 12, 1)).apply(plan).plan,
    "assign": lambda plan: Assign(("1.1",), DAY, lead="丁局", owner="王芳", accept_new=True).apply(plan).plan,
    "one supporter more": lambda plan: Assign(("1.1",), DAY, add=("戊局",), accept_new=True).apply(plan).plan,
    "other supporters": lambda plan: Assign(("1.1",), DAY, support=("丙厅", "己局"), accept_new=True).apply(plan).plan,
    "no supporters": lambda plan: Assign(("1.1",), DAY, support=(), owner="王芳").apply(plan).plan,
    "add": lambda plan: AddTask("1", "新任务", DAY).apply(plan).plan,
    "remove": lambda plan: RemoveTasks(("1.1",)).apply(plan).plan,
    "remove the last": lambda plan: RemoveTasks(("1.2",)).apply(plan).plan,
    "edit a title": edit(title="新名称"),
    "edit tags away": edit(tags=()),
    "edit the target": edit(target=Target(20, "个", 5)),
    "edit the target away": edit(target=None),
    "edit the log away": edit(log=()),
    "edit the due day away": edit(due=None),
    "edit an unknown key": edit(extra={"budget": [1, 2, 3]}),
    "by hand": by_hand,
    "a node more": lambda plan: AddNode(("1.1",), DAY, date(2020, 4, 1), "试点").apply(plan).plan,
    "a node everywhere": lambda plan: AddNode(("1.1", "1.2", "2.1"), DAY, date(2020, 1, 1), "试点").apply(plan).plan,
    "a node reached": lambda plan: ReachNode(("1.1",), DAY, "1", ("报告",)).apply(plan).plan,
    "a node moved": lambda plan: MoveNode(("1.1",), DAY, "开题", date(2020, 12, 1), "延期").apply(plan).plan,
    "a node moved twice": lambda plan: (
        MoveNode(("1.1",), DAY, "1", DAY, "再").apply(CHANGES["a node moved"](plan)).plan
    ),
    "a node away": lambda plan: RemoveNode(("1.1",), DAY, "1").apply(plan).plan,
    "an ongoing duty": lambda plan: Describe(("1.1",), DAY, fields={"ongoing": True, "every": "half"}).apply(plan).plan,
    "another title and target": lambda plan: (
        Describe(("1.1",), DAY, fields={"title": "新名称"}, target=AskedTarget(20)).apply(plan).plan
    ),
    "a tag more": lambda plan: Describe(("1",), DAY, added={"tags": ("督办",)}).apply(plan).plan,
    "cleared": lambda plan: Update(("1",), DAY, cleared=("due",), note="另定").apply(plan).plan,
    "amend": lambda plan: Amend(("1.1",), said={"note": "更正", "on": DAY}).apply(_noted(plan)).plan,
    "amend away": lambda plan: Amend(("1.1",), 1, delete=True).apply(_noted(plan)).plan,
    "move": lambda plan: MoveTasks(("1.1",), "2").apply(plan).plan,
    "move the last": lambda plan: MoveTasks(("1.2",), "2").apply(plan).plan,
    "move all": lambda plan: MoveTasks(("1",), "2").apply(plan).plan,
    "move and record": lambda plan: Update(("1.1",), DAY, note="移").apply(CHANGES["move"](plan)).plan,
    "another order": lambda plan: MoveGroup("2", "1").apply(plan).plan,
    "move into a group that moves": lambda plan: MoveGroup("2", "1").apply(CHANGES["move"](plan)).plan,
    "move out of a group that moves": lambda plan: MoveGroup("1").apply(CHANGES["move all"](plan)).plan,
    "a new group between": lambda plan: AddGroup("重点三", before="2", kind=type(plan.groups[0])).apply(plan).plan,
    "move into a new group": lambda plan: (
        MoveTasks(("1.1",), "重点三").apply(AddGroup("重点三", kind=type(plan.groups[0])).apply(plan).plan).plan
    ),
    "another name": lambda plan: RenameGroup("1", "改名").apply(plan).plan,
    "an empty group away": lambda plan: RemoveGroup("1").apply(CHANGES["move all"](plan)).plan,
    "carry": lambda plan: CarryOver(2021, DAY, ids=("1.1",)).apply(plan, None).handed_over.plan,
}


@given(handwritten(), st.sampled_from(sorted(CHANGES)))
@settings(max_examples=amount(200, 4_000))
def test_no_comment_is_lost_and_no_line_of_others_is_touched(written: Written, name: str) -> None:
    before = _loaded(written.text)
    wanted = CHANGES[name](before.plan)
    after = edited(before, wanted)  # verified: it means what is wanted
    there = {identifier for task in wanted.items for identifier in (task.id, *task.moved_from)}
    gone = [task.id for task in before.plan.items if task.id not in there]
    gone += [group.id for group in before.plan.groups if group.id in wanted.retired]
    lost = Counter(comments(written.text)) - Counter(comments(after))
    assert lost <= Counter(comment for identifier in gone for comment in _comments_of(written, identifier))
    for identifier, part in written.parts.items():
        if not _has_changed(identifier, before.plan, wanted):
            assert part in after


def _loaded(text: str) -> LoadedPlan:
    return loaded(plantext.decoded(Path("2020.toml"), text.encode()))


def _has_changed(identifier: str, before: Plan, after: Plan) -> bool:
    """Whether a task or the head of a priority is not what it was."""

    def state(plan: Plan) -> object:
        heads = {item.id: replace(item, items=()) for item in plan.groups}
        return {"": None, **heads, **{task.id: task for task in plan.items}}.get(identifier)

    return state(before) != state(after)


def _comments_of(written: Written, identifier: str) -> list[str]:
    """The comments of a removed task, also those at the end of the part before that touch its header."""
    order = list(written.parts)
    above = written.parts[order[order.index(identifier) - 1]]
    return comments(written.parts[identifier]) + comments(above.splitlines()[-1] if above.endswith("\n") else "")
