"""The program as a process of its own, and the ways in which it can be disturbed.

Counts are reduced unless the environment variable ``RELIABILITY`` is ``full``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FULL = os.environ.get("RELIABILITY") == "full"
PROGRAM = [sys.executable, "-m", "planctl"]
SMALL = """\
# 计划
format = 1
year = 2020
title = "计划"

[[priority]]
id = "1"
title = "重点一"

[[priority.task]] # 第一项
id = "1.1"
title = "任务一"
status = "todo"   # 注
预算 = 3

[[priority.task]]
id = "1.2"
title = "任务二"
lead = "甲局"
status = "doing"
log = [
  { on = 2020-03-01, status = "doing", note = "启动" },
]
# 末尾
""".replace("预算", "budget")

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: no faults are injected")
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def amount(reduced: int, full: int) -> int:
    """How often to try something."""
    return full if FULL else reduced


def planctl(*arguments: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end."""
    options.setdefault("timeout", 60)
    options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
    if options["stdin"] is None:
        del options["stdin"]
    run: subprocess.CompletedProcess[bytes] = subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, check=False, env={**os.environ, **(env or {})}, **options
    )
    return run


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the program."""
    command = [*PROGRAM, *arguments]
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )
    return process


def under_strace(*options: str, arguments: tuple[str, ...], timeout: float = 60) -> subprocess.CompletedProcess[bytes]:
    """Run the program under strace with such options, without Python's own bytecode being written."""
    command = ["strace", "-f", "--seccomp-bpf", "-qq", *options, *PROGRAM, *arguments]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, check=False, timeout=timeout, env=env, stdin=subprocess.DEVNULL)


def ours(plan: Path) -> list[str]:
    """Names of planctl's unfinished files beside ``plan``."""
    folder = plan.parent / ".planctl"
    return [path.name for path in folder.rglob("*.tmp")] if folder.exists() else []
