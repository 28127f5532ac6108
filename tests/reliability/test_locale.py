"""Wherever and in whatever locale it runs, the same command makes the same file, or is refused cleanly."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, SMALL, planctl

if TYPE_CHECKING:
    from conftest import MakePlan

CHANGE = ("done", "1.1", "-e", "吉司发〔2020〕12号", "-m", "办结，已验收", "--on", "6月30日")
PLACES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "LANG": ""},
    {"LC_ALL": "zh_CN.GBK"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONUTF8": "1"},
    {"TZ": "UTC+12"},
    {"TZ": "UTC-14"},
    {"TZ": "Asia/Shanghai"},
    {"TZ": "nonsense"},
    {"LANG": "zh_CN.UTF-8"},
    {"LANG": "tr_TR.UTF-8"},
]


@pytest.fixture
def wanted(plan: MakePlan) -> bytes:
    path = plan(SMALL)
    assert planctl(*CHANGE).returncode == 0
    made = path.read_bytes()
    assert planctl("undo").returncode == 0
    return made


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ",".join(f"{key}={value}" for key, value in place.items()))
def test_the_same_command_makes_the_same_file_or_is_refused(
    place: dict[str, str], plan: MakePlan, wanted: bytes
) -> None:
    path = plan(SMALL)
    run = planctl(*CHANGE, env=place)
    assert b"Traceback" not in run.stderr
    if run.returncode:
        assert run.returncode == 2, run.stderr
        assert path.read_text(encoding="utf-8") == SMALL
    else:
        assert path.read_bytes() == wanted
    for arguments in ((), ("list", "--all"), ("show", "1.1"), ("summary",), ("undo", "--list"), ("check",)):
        shown = planctl(*arguments, env=place)
        assert shown.returncode in {0, 1}, (arguments, shown.stderr)
        assert b"Traceback" not in shown.stderr


@pytest.mark.parametrize("argument", [b"\xff\xfe", b"\xd6\xd0", b"a\xed\xa0\x80b"])
def test_an_argument_that_is_no_text_is_refused(argument: bytes, plan: MakePlan) -> None:
    path = plan(SMALL)
    command = [os.fsencode(part) for part in PROGRAM]
    for arguments in (
        [b"note", b"1.1", b"-m", argument],
        [b"add", argument, b"-p", b"1"],
        [b"show", argument],
        [argument],
    ):
        run = subprocess.run([*command, *arguments], capture_output=True, check=False, timeout=20)
        assert run.returncode == 2
        assert b"Traceback" not in run.stderr
    assert path.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("env", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_input_that_is_no_text_is_refused(env: dict[str, str], plan: MakePlan) -> None:
    path = plan(SMALL)
    run = planctl("note", "1.1", "-m", "-", input=b"\xd6\xd0\xff", env=env)
    assert run.returncode == 2, run.stderr
    assert b"Traceback" not in run.stderr
    assert path.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("today", ["1970-01-01", "2038-01-20", "9998-12-31", "1900-01-01"])
def test_a_clock_that_is_far_off_breaks_nothing(today: str, plan: MakePlan) -> None:
    plan(SMALL)
    for arguments in ((), ("list", "--all"), ("progress",), ("timeline",), ("summary",), ("check",)):
        run = planctl(*arguments, env={"PLANCTL_TODAY": today})
        assert run.returncode in {0, 1}, (arguments, run.stderr)
