"""A full disk says so and changes nothing."""

from __future__ import annotations

import resource
import subprocess
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, ours, planctl
from places import PLAN_2020

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan
    from reliability.conftest import Tally


def limited(size: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with no file allowed to grow beyond ``size`` bytes."""

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run([*PROGRAM, *arguments], capture_output=True, check=False, preexec_fn=limit, timeout=20)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_a_file_that_cannot_grow_stays_as_it_is(share: float, plan: MakePlan) -> None:
    path = plan()
    before = path.read_bytes()
    run = limited(int(len(before) * share), "note", "5.8", "-m", "x" * 500, "--lang", "en")
    assert (run.returncode, run.stdout) == (7, b"")
    assert b"Nothing was changed" in run.stderr
    assert path.read_bytes() == before
    assert not ours(path)
    assert planctl("note", "5.8", "-m", "x").returncode == 0


def test_a_full_file_system_changes_nothing(plan: MakePlan, tmp_path: Path, tally: Tally) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = disk / "2020.toml"
        path.write_bytes(PLAN_2020.read_bytes())
        arguments = ("--plan", str(path), "note", "5.8", "-m", "x" * 300, "--lang", "en")
        assert planctl(*arguments).returncode == 0
        filler = disk / "filler"
        tried = 0
        for room in range(0, 60_000, 4096):
            free = int(subprocess.check_output(["df", "-B1", "--output=avail", disk]).split()[-1])
            with filler.open("wb") as file:
                file.write(b"x" * max(0, free - room))
            before = path.read_bytes()
            run = planctl(*arguments)
            assert run.returncode in {0, 7}
            assert run.returncode == 0 or path.read_bytes() == before
            assert run.returncode == 0 or b"Nothing was changed" in run.stderr
            filler.unlink()
            assert planctl(*arguments).returncode == 0
            assert not ours(path)
            tried += 1
        tally("commands on a full file system", tried)
    finally:
        subprocess.run(["umount", disk], check=True)
