"""Editing keeps every byte that it need not change, in whatever way a plan is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hazard import SMALL
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.plan.changes import Assign, Update
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import Status, Unit
from planctl.store import planfile, plantext
from planctl.store.edited import EditFailedError, edited
from planctl.toml import schema, values

if TYPE_CHECKING:
    from planctl.plan.changes import Change
    from planctl.plan.model import Plan

DAY = date(2020, 6, 30)
HEAD = '# 头\nformat = 1\nyear = 2020\ntitle = "计划"\n\n'
TASK = 'id = "1.1"\ntitle = "任务一"\nstatus = "todo"\n'
PRIORITY = '[[priority]]\nid = "1"\ntitle = "重点一"\n'
OTHER = '\n[[priority.task]]\nid = "1.2"\ntitle = "任务二"\nlead = "甲局"\n'

#: Ways of writing that mislead whoever edits by searching text.
HARD = {
    "headers in a text": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + 'note_x = """\n[[priority.task]]\nid = "1.1"\n"""\n'
    + OTHER,
    "headers in a literal text": PRIORITY + "[[priority.task]]\n" + TASK + "note_x = '''\n[[x]]\n\"\"\"'''\n" + OTHER,
    "five quotes": PRIORITY + "[[priority.task]]\n" + TASK + 'note_x = """a"""""\n' + OTHER,
    "marks in strings": PRIORITY + "[[priority.task]]\n" + TASK + 'refs = ["#", "]]", "[[x]]", "}"]\n' + OTHER,
    "a comment in an array": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + 'refs = [\n  "甲", # 注 ]\n  # [[priority]]\n  "乙",\n]\n'
    + OTHER,
    "dotted keys": PRIORITY + "[[priority.task]]\n" + TASK + 'target.amount = 3\ntarget.unit = "个"\n' + OTHER,
    "a sub-table": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + '[priority.task.target]\namount = 3\n# 注\nunit = "个"\n'
    + OTHER,
    "entries under headers": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + '[[priority.task.log]]\non = 2020-02-01\nnote = "甲"\n\n'
    + '[[priority.task.log]]\non = 2020-03-01 # 注\nnote = "乙"\n'
    + OTHER,
    "an array split by another table": PRIORITY + "[[priority.task]]\n" + TASK + '\n[source]\ntitle = "出处"\n' + OTHER,
    "blanks in headers": '[[ priority ]]\nid = "1"\ntitle = "重点一"\n[[ priority . task ]]\n' + TASK + OTHER,
    "quoted headers": '[["priority"]]\nid = "1"\ntitle = "重点一"\n[["priority".\'task\']]\n' + TASK + OTHER,
    "quoted keys": PRIORITY + "[[priority.task]]\n" + TASK + '"备注" = "甲" # 注\n' + OTHER,
    "escaped keys": PRIORITY + '[[priority.task]]\nid = "1.1"\ntitle = "任务一"\n"sta\\u0074us" = "todo"\n' + OTHER,
    "a comment after everything": PRIORITY + "[[priority.task]]\n" + TASK + OTHER + "# 完\n\n# 真的完\n",
    "indented": "  [[priority]]\n  id = '1'\n  title = '重点一'\n    [[priority.task]]\n"
    "    id = '1.1'\n    title = '任务一'\n    status = 'todo' # 注\n" + OTHER,
    "no blanks": PRIORITY.replace(" = ", "=") + "[[priority.task]]\n" + TASK.replace(" = ", "=") + OTHER,
    "a log on one line": PRIORITY + "[[priority.task]]\n" + TASK + 'log = [{ on = 2020-02-01, note = "甲" }]\n' + OTHER,
    "an empty log": PRIORITY + "[[priority.task]]\n" + TASK + "log = []\n" + OTHER,
    "a log with comments": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + 'log = [\n  # 二月\n  { on = 2020-02-01, note = "甲" }, # 注\n  # 末\n]\n'
    + OTHER,
    "tables over several lines": PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + 'refs = ["\\e[0m"]\nsource_x = 09:30\ntarget = {\n  amount = 3, # 注\n  unit = "个",\n}\n'
    + OTHER,
    "a log in front": PRIORITY + '[[priority.task]]\nlog = [\n  { on = 2020-02-01, note = "甲" },\n]\n' + TASK + OTHER,
    "tasks as one value": PRIORITY
    + 'task = [{ id = "1.1", title = "任务一", status = "todo" }, { id = "1.2", title = "任务二", lead = "甲局" }]\n',
    "units before and after": '[[unit]]\nname = "甲局"\n\n'
    + PRIORITY
    + "[[priority.task]]\n"
    + TASK
    + OTHER
    + '\n[[unit]]\nname = "乙局"\n',
}
CHANGES = {
    "done": Update(("1.1",), DAY, status=Status.DONE, evidence=("文件",)),
    "note on both": Update(("1.1", "1.2"), DAY, note="甲\n“乙”\\"),
    "due": Update(("1.1",), DAY, due=date(2020, 10, 1)),
    "assign": Assign(("1.1",), DAY, lead="甲局", support=("丙厅",), owner="王芳", accept_new=True),
    "reassign": Assign(("1.2",), DAY, lead="丁局", accept_new=True),
    "unit": Assign(("1.1",), DAY, lead="新局", accept_new=True),
    "add": AddTask("1", "新任务", DAY),
    "remove first": RemoveTasks(("1.1",)),
    "remove second": RemoveTasks(("1.2",)),
    "remove both": RemoveTasks(("1.1", "1.2")),
}


def loaded(text: str) -> planfile.LoadedPlan:
    parsed = schema.parse(text)
    assert parsed.plan is not None, parsed.problems()
    return planfile.LoadedPlan(plantext.decoded(Path("2020.toml"), text.encode()), parsed, parsed.plan)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("hard", HARD.values(), ids=HARD.keys())
def test_however_a_plan_is_written_a_change_touches_only_its_own_lines(hard: str, change: Change) -> None:
    source = loaded(HEAD + hard)
    wanted = change.apply(source.plan).plan
    text = edited(source, wanted)  # verified: it means what is wanted
    gone = [line[2:] for line in ndiff(source.source.text.splitlines(), text.splitlines()) if line.startswith("- ")]
    if isinstance(change, RemoveTasks):
        assert not [line for line in gone if "# 头" in line or "# 完" in line]
    elif "task = [{" not in hard:
        assert len(gone) <= 3, gone
        assert not [line for line in gone if line.lstrip().startswith("#")]


def test_a_comment_goes_with_the_task_that_it_touches_and_no_other() -> None:
    text = HEAD + PRIORITY + "\n# 关于一\n[[priority.task]]\n" + TASK + "\n# 别的\n\n# 关于二\n" + OTHER.lstrip()
    source = loaded(text)
    after = edited(source, RemoveTasks(("1.1",)).apply(source.plan).plan)
    assert "# 关于一" not in after
    assert "# 别的" in after
    assert "# 关于二" in after


def test_units_of_one_name_do_not_stand_in_the_way() -> None:
    source = loaded(
        HEAD
        + '[[unit]]\nname = "甲局"\n[[unit]]\nname = "甲局"\nname_en = "A"\n'
        + PRIORITY
        + "[[priority.task]]\n"
        + TASK
    )
    wanted = Update(("1.1",), DAY, status=Status.DOING).apply(source.plan).plan
    assert edited(source, wanted).count('name = "甲局"') == 2
    more = replace(source.plan, units=(*source.plan.units, Unit("乙局")))
    assert 'name = "乙局"' in edited(source, more)


VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.dates(date(1, 1, 1))
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES)
@settings(max_examples=200)
def test_any_value_written_on_one_line_is_read_back(value: Any) -> None:
    import tomli

    read = tomli.loads(f"x = {values.as_inline(value)}")["x"]
    assert repr(read) == repr(value)


@given(st.dictionaries(st.sampled_from(["a", "b", "键", "x y"]), VALUES, max_size=3), st.data())
@settings(max_examples=100)
def test_unknown_keys_of_any_kind_are_set_changed_and_taken_away(extra: dict[str, Any], data: st.DataObject) -> None:
    source = loaded(SMALL)
    other = data.draw(st.dictionaries(st.sampled_from(["a", "b", "键", "x y"]), VALUES, max_size=3))

    def with_extra(plan: Plan, keys: dict[str, Any]) -> Plan:
        (priority,) = plan.priorities
        first, *rest = priority.items
        tasks = (replace(first, extra={"budget": 3} | keys), *rest)
        return replace(plan, priorities=(replace(priority, items=tasks),))

    middle = edited(source, with_extra(source.plan, extra))
    again = loaded(middle)
    back = edited(again, with_extra(again.plan, other))
    assert loaded(back).plan == with_extra(source.plan, other)


def test_a_change_that_no_edit_can_make_is_refused_and_not_written() -> None:
    source = loaded(SMALL)
    (priority,) = source.plan.priorities
    nameless = replace(priority, items=(replace(priority.items[0], title=""), *priority.items[1:]))
    with pytest.raises(EditFailedError):
        edited(source, replace(source.plan, priorities=(nameless,)))
