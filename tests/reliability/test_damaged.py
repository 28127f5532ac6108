"""A damaged file is reported with its place, or says the same; it is never a traceback and never written."""

from __future__ import annotations

import random
import resource
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, SMALL, amount, planctl
from places import PLAN_2020

from planctl.errors import PlanctlError, PlanInvalidError
from planctl.store import disk, planfile
from planctl.toml import schema

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan
    from reliability.conftest import Tally

    from planctl.plan.model import Plan

WHOLE = PLAN_2020.read_bytes()
LIMITS = f'ulimit -v {500 * 1024}; exec "$@"'


def outcome(path: Path, content: bytes) -> Plan | None:
    path.write_bytes(content)
    try:
        return planfile.load(path).plan
    except PlanInvalidError as error:
        return None if error.problems else pytest.fail("invalid, but nothing is wrong")
    except PlanctlError:
        return None


def test_every_beginning_of_a_plan_is_reported_or_read(tmp_path: Path, tally: Tally) -> None:
    path = tmp_path / "2020.toml"
    content = SMALL.encode()
    step = amount(1, 1)
    for length in range(0, len(content), step):
        outcome(path, content[:length])
        assert path.read_bytes() == content[:length]
    for length in range(0, len(WHOLE), amount(401, 7)):
        outcome(path, WHOLE[:length])
    tally("beginnings of a valid plan", len(content) + len(WHOLE) // amount(401, 7))


def test_a_changed_byte_is_reported_or_changes_what_it_says(tmp_path: Path, tally: Tally) -> None:
    path = tmp_path / "2020.toml"
    content = SMALL.encode()
    chance = random.Random(20200313)
    plan = schema.parse(SMALL).plan
    times = amount(700, 10_000)
    for _ in range(times):
        place, byte = chance.randrange(len(content)), chance.randrange(256)
        changed = content[:place] + bytes([byte]) + content[place + 1 :]
        result = outcome(path, changed)
        if result == plan:  # then the byte was in a comment or a blank
            assert (
                content[place] == byte
                or not (content[place : place + 1] + bytes([byte])).isalnum()
                or _in_comment(place)
            )
        assert path.read_bytes() == changed
    tally("one-byte changes of a valid plan", times)


def _in_comment(place: int) -> bool:
    line = SMALL.encode()[:place].rpartition(b"\n")[2]
    return b"#" in line


@pytest.mark.parametrize("arguments", [("done", "1.1"), ("check",), ("list",), ("undo",)])
def test_a_damaged_plan_is_located_and_not_written(arguments: tuple[str, ...], plan: MakePlan) -> None:
    path = plan(SMALL[:-60])
    before = path.read_bytes()
    run = planctl(*arguments)
    assert run.returncode in {1, 4}
    assert b"2020.toml:" in run.stdout + run.stderr
    assert b"Traceback" not in run.stderr
    assert path.read_bytes() == before


HEAD = 'format = 1\nyear = 2020\ntitle = "x"\n'
BIG = {
    "dotted keys": "a" + ".a" * 10_000 + "=1",
    "long dotted keys": "a" + ".a" * 100_000 + "=1",
    "nested tables": "a=" + "{a=" * 1_000 + "1" + "}" * 1_000,
    "nested arrays": "a=" + "[" * 100_000,
    "digits": "a=" + "9" * 5_000,
    "many digits": "a=" + "9" * 1_000_000,
    "one long line": 'a="' + "x" * 5_000_000 + '"',
    "one long comment": "#" * 8_000_000,
    "an unclosed text": 'a="""' + 'x"' * 2_000_000,
    "backslashes": 'a="' + "\\" * 3_000_000,
    "headers": "[[priority]]\n" * 300_000,
    "dotted headers": "[a." + "b." * 50_000 + "c]",
    "odd tables": "[a]\n" * 200_000,
    "entries": HEAD
    + '[[priority]]\nid="1"\ntitle="x"\n[[priority.task]]\nid="1.1"\ntitle="x"\nlog=['
    + "{on=2020-01-01}," * 150_000
    + "]",
    "tasks": HEAD
    + '[[priority]]\nid="1"\ntitle="x"\n'
    + "".join(f'[[priority.task]]\nid="1.{number}"\ntitle="任务"\nstatus="todo"\n' for number in range(1, 90_000)),
    "blank lines": HEAD + "\n" * 7_000_000,
    "unknown keys": HEAD + "".join(f"k{number}=1\n" for number in range(300_000)),
    "bad dates": HEAD + "".join(f"d{number}=2020-02-30\n" for number in range(20_000)),
}
SHORT = ("dotted keys", "nested arrays", "many digits", "an unclosed text", "entries", "bad dates")


@pytest.mark.parametrize("name", BIG if amount(0, 1) else SHORT)
def test_a_file_of_any_size_and_shape_is_read_or_refused_in_bounds(name: str, plan: MakePlan, tally: Tally) -> None:
    path = plan(BIG[name])
    assert path.stat().st_size <= disk.LARGEST
    for arguments in (("check",), ("list", "--plain"), ("progress", "--json")):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(
            ["sh", "-c", LIMITS, "sh", *PROGRAM, *arguments], capture_output=True, check=False, timeout=60
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert run.returncode in {0, 1, 4, 7}, (arguments, run.returncode, run.stderr[-500:])
        assert b"Traceback" not in run.stderr
        assert seconds < 5, f"{arguments}: {seconds:.1f} s"
    tally("files of extreme size or shape", 3)


def test_a_larger_file_is_refused_by_its_size(plan: MakePlan) -> None:
    plan("#" * (disk.LARGEST + 1))
    for arguments in (("list",), ("check",), ("done", "1.1")):
        begun = time.monotonic()
        run = planctl(*arguments, "--lang", "en")
        assert run.returncode == 7
        assert b"larger than 8 MB" in run.stderr
        assert time.monotonic() - begun < 2
