"""Whatever stands in a plan or is typed: nothing acts on the terminal, nothing takes two tasks for one."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, SMALL, amount, planctl

from planctl.errors import PlanctlError
from planctl.plan.ids import parse_ids
from planctl.store import planfile
from planctl.toml import schema
from planctl.toml.values import as_inline

if TYPE_CHECKING:
    from conftest import MakePlan, Run
    from reliability.conftest import Tally

STRINGS = {
    "clear": "\x1b[2J\x1b[H",
    "colour": "\x1b[31mDONE",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "link": "\x1b]8;;http://evil\x1b\\ok\x1b]8;;\x1b\\",
    "dcs": "\x1bPq\x1b\\",
    "screen": "\x1b[?1049h",
    "c1": "\x9b31m\x9d0;x\x9c",
    "return": "ok\rFAIL",
    "backspace": "abc\x08\x08\x08xyz",
    "bell": "a\x07b",
    "delete": "a\x7fb",
    "nul": "a\x00b",
    "feeds": "a\x0bb\x0cc",
    "override": "a\u202etxt.exe",
    "isolates": "\u2066x\u2069",
    "zero width": "1.\u200b2",
    "mark": "\u200e1.2",
    "arabic mark": "a\u061cb",
    "tag": "a\U000e0041b",
    "bom": "a\ufeffb",
    "separators": "a\u2028b\u2029c\x85d",
    "stacked": "e" + "\u0301" * 200,
    "markup": "[red]x[/red] [/foo] [link=http://evil]x[/link] \\[red]x [x] [ ] [1] [/]",
    "backslash": "C:\\",
    "emoji": ":bomb:",
    "html": "<script>alert(1)</script>",
    "formula": "=cmd|'/c calc'!A1",
    "template": "{{7*7}} ${7*7} {0} %s",
    "shell": "$(id);`id`",
}
#: What may not reach a terminal out of data. Own colour sequences are taken away first.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
OWN = re.compile("\x1b\\[[0-9;]*m")
READS = [
    (),
    ("list", "--all", "--full"),
    ("list", "--all", "--columns", "id,title,lead,support,owner,status,grade,due,evidence,updated,source,tags"),
    ("show", "1.1", "1.2"),
    ("progress",),
    ("progress", "--by", "lead"),
    ("board",),
    ("timeline",),
    ("units",),
    ("log",),
    ("check",),
    ("summary",),
    ("undo", "--list"),
]


def hostile_plan(text: str) -> str:
    """A plan with ``text`` in every field that takes text."""
    value = as_inline(f"题{text}")
    listed = f"[{value}]"
    return f"""format = 1
year = 2020
title = {value}
title_en = {value}
{as_inline(f"k{text}")} = {value}
[source]
title = {value}
[[unit]]
name = {value}
aliases = {as_inline([f"别{text}"])}
name_en = {value}
[[priority]]
id = "1"
title = {value}
title_en = {value}
[[priority.task]]
id = "1.1"
title = {value}
title_en = {value}
source = {value}
status = "blocked"
lead = {value}
support = [{value}, {as_inline(f"又{text}")}]
owner = {value}
refs = {listed}
tags = {listed}
formerly = {listed}
carried_from = {value}
target = {{ amount = 10, unit = {value} }}
log = [
  {{ on = 2020-03-01, by = {value}, status = "blocked", note = {value}, evidence = {listed} }},
  {{ on = 2020-03-02, lead = {value}, owner = {value}, support = {listed} }},
]
[[priority.task]]
id = "1.2"
title = {value}
status = "done"
{as_inline(f"x{text}")} = {value}
log = [{{ on = 2020-03-02, status = "done", reading = 3, {as_inline(f"y{text}")} = {value} }}]
"""


def on_terminal(*arguments: str) -> str:
    """Return what the program writes to a terminal of its own."""
    master, slave = pty.openpty()
    process = subprocess.Popen([*PROGRAM, *arguments], stdin=slave, stdout=slave, stderr=slave, env=terminal_env())
    os.close(slave)
    chunks = []
    while process.poll() is None or select.select([master], [], [], 0.05)[0]:
        if select.select([master], [], [], 0.05)[0]:
            try:
                chunks.append(os.read(master, 65536))
            except OSError:
                break
    process.wait(timeout=20)
    os.close(master)
    assert process.returncode in {0, 1, 4}, b"".join(chunks).decode(errors="replace")
    return b"".join(chunks).decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def terminal_env() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}


def check_harmless(output: str, what: str) -> None:
    bad = FORBIDDEN.findall(OWN.sub("", output))
    assert not bad, f"{what}: {sorted(set(bad))!r}"
    assert "Traceback" not in output
    assert "MarkupError" not in output


def together(names: list[str]) -> str:
    return "\u3000".join(STRINGS[name] for name in names)


@pytest.mark.parametrize("arguments", READS, ids=[" ".join(read[:2]) or "overview" for read in READS])
def test_nothing_in_a_plan_acts_on_the_terminal(arguments: tuple[str, ...], plan: MakePlan, tally: Tally) -> None:
    groups = [[name] for name in STRINGS] if amount(0, 1) else [list(STRINGS)]
    for names in groups:
        plan(hostile_plan(together(names)))
        check_harmless(on_terminal(*arguments), f"{arguments} with {names}")
        piped = planctl(*arguments)
        assert piped.returncode in {0, 1}
        check_harmless(piped.stdout.decode() + piped.stderr.decode(), f"piped {arguments} with {names}")
    tally("hostile strings shown by a command", len(STRINGS) * 2)


@pytest.mark.parametrize("name", STRINGS)
def test_nothing_that_is_typed_acts_on_the_terminal(name: str, plan: MakePlan, run: Run) -> None:
    plan(SMALL)
    text = STRINGS[name]
    typed = text.replace("\x00", "") or "x"
    for arguments in (
        ("note", "1.1", "-m", typed),
        ("done", "1.1", "-e", typed),
        ("assign", "1.1", "--lead", typed, "--new-unit"),
        ("assign", "1.1", "--lead", typed + "？"),
        ("add", typed, "-p", "1", "--owner", typed, "--tag", typed),
        ("add", "x", "-p", typed),
        ("show", typed),
        ("update", "1.1", "-s", typed),
        ("update", "1.1", "-d", typed),
        ("update", "1.1", "-r", typed),
        ("list", "--sort", typed),
        ("list", "-g", typed),
        ("--plan", typed, "list"),
        (typed,),
        ("list", f"--{typed}"),
        ("undo",),
    ):
        result = run(*arguments)
        assert result.code != 70, (arguments, result.err)
        check_harmless(result.out + result.err, str(arguments))
    stdin = run("note", "1.1", "-m", "-", stdin=text)
    assert stdin.code in {0, 2}
    check_harmless(stdin.out + stdin.err, "stdin")


@pytest.mark.parametrize("name", STRINGS)
def test_what_was_recorded_is_read_back_as_it_was(name: str, plan: MakePlan, run: Run) -> None:
    path = plan(SMALL)
    text = f"甲{STRINGS[name]}乙"
    assert run("note", "1.1", "-m", "-", stdin=text).code == 0
    recorded = planfile.load(path).plan.task("1.1").log[-1].note
    assert recorded is not None
    assert recorded.replace("\r", "\n") == text.replace("\r", "\n")


def test_json_escapes_what_a_terminal_would_obey(plan: MakePlan, run: Run) -> None:
    plan(hostile_plan(together(list(STRINGS))))
    for arguments in (("list", "--all"), ("show", "1.1"), ("progress",), ("log",), ("units",), ("check",)):
        output = run(*arguments, "--json").out
        assert not re.search("[\x00-\x09\x0b-\x1f]", output), arguments


IDS = ["1.1", "1.2", "1.20", "01.2", "1.10"]


@pytest.mark.parametrize(
    "typed",
    [
        "１．２",
        "1。2",
        "1｡2",
        "1\u20242",
        "1\u200b.2",
        "\u200e1.2",
        "\ufeff1.2",
        "①",
        "⑴",
        "⒈",
        "²",
        "1_0",
        "−1",
        "—1",
        "1.２",
        "½",
        "1,2",
    ],
)
def test_an_id_in_odd_characters_is_one_task_or_refused(typed: str) -> None:
    try:
        named = parse_ids([typed], IDS).ids
    except PlanctlError:
        return
    assert named == ("1.2",)


@pytest.mark.parametrize("identifier", ["1．2", "1。2", "①", "1 .2", "1.2\u200b", "", "1/2", "²"])
def test_an_odd_id_in_a_plan_is_a_located_problem(identifier: str) -> None:
    parsed = schema.parse(SMALL.replace('"1.2"', as_inline(identifier)))
    assert parsed.plan is None
    assert all(problem.line for problem in parsed.problems())


@pytest.mark.parametrize("written", ["1.10", "2020-01-01", "true", "1"])
def test_an_id_that_is_no_text_is_refused(written: str) -> None:
    assert schema.parse(SMALL.replace('"1.2"', written)).plan is None
