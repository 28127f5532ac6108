"""Commands that only look write nothing, wait for nobody, and need no permission to write."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hazard import needs_strace, planctl, start, under_strace

from planctl.cli.table import COMMANDS
from planctl.store import disk, lock

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan
    from reliability.conftest import Tally

READS = [
    (),
    ("list", "--all"),
    ("show", "1.1"),
    ("progress",),
    ("board",),
    ("timeline",),
    ("units",),
    ("findings",),
    ("indicators",),
    ("log",),
    ("diff", "2020-03-01"),
    ("check",),
    ("undo", "--list"),
    ("summary",),
    ("template", "brief"),
    ("done", "1.1", "--dry-run"),
]
IDS = [" ".join(read) or "overview" for read in READS]


def test_every_command_that_only_looks_is_tried_below() -> None:
    looking = {spec.name for spec in COMMANDS if spec.section == "look" and not spec.writes}
    assert looking - {name for name, *_ in filter(None, READS)} == set()


@needs_strace
@pytest.mark.parametrize("arguments", READS, ids=IDS)
def test_a_reading_command_opens_nothing_for_writing_and_takes_no_lock(
    arguments: tuple[str, ...], plan: MakePlan, tmp_path: Path
) -> None:
    path = plan()
    trace = tmp_path.parent / f"{tmp_path.name}.trace"
    run = under_strace("-o", str(trace), "-e", "trace=%file,flock", arguments=arguments)
    assert run.returncode in {0, 1}, run.stderr.decode()
    lines = trace.read_text(errors="replace").splitlines()
    writing = [
        line
        for line in lines
        if any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "rename", "unlink", "mkdir", "flock"))
        and "/dev/null" not in line
    ]
    assert not writing
    assert [item.name for item in path.parent.iterdir()] == ["2020.toml"]


@pytest.mark.parametrize("arguments", READS, ids=IDS)
def test_a_reading_command_does_not_wait_for_a_lock(arguments: tuple[str, ...], plan: MakePlan) -> None:
    path = plan()
    with lock.held(disk.work_folder(path) / "2020.toml.lock", path):
        begun = time.monotonic()
        assert planctl(*arguments).returncode in {0, 1}
    assert time.monotonic() - begun < 4


def test_a_read_only_folder_is_enough_to_read(plan: MakePlan, tmp_path: Path) -> None:
    path = plan()
    target = tmp_path / "readonly"
    target.mkdir()
    mounted = subprocess.run(["mount", "--bind", "-o", "ro", path.parent, target], capture_output=True, check=False)
    if mounted.returncode:
        if os.geteuid() == 0:
            pytest.skip("mounting is not allowed here")
        target = path.parent
        target.chmod(0o555)
    try:
        if mounted.returncode == 0:
            subprocess.run(["mount", "-o", "remount,ro,bind", target], check=True)
        for arguments in READS:
            assert planctl("--plan", str(target / "2020.toml"), *arguments).returncode in {0, 1}, arguments
        refused = planctl("--plan", str(target / "2020.toml"), "done", "1.1", "--lang", "en")
        assert (refused.returncode, refused.stdout) == (7, b"")
        assert b"Nothing was changed" in refused.stderr
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", target], check=True)
        else:
            target.chmod(0o755)


def test_readers_beside_writers_always_see_a_whole_plan(plan: MakePlan, tally: Tally) -> None:
    plan()
    writers = [start("note", "1.1", "-m", f"第{number}条", "--wait", "30") for number in range(6)]
    readers = [start("list", "--all", "--plain") for _ in range(12)]
    for process in (*readers, *writers):
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
        assert process not in readers or out.count(b"\n") == 71
    tally("readers beside writers", len(readers))
