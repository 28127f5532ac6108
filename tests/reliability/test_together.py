"""Several who write at once: commands beside commands, commands beside editors."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from hazard import PROGRAM, SMALL, amount, planctl, start

from planctl.store import disk, lock, planfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan
    from reliability.conftest import Tally

LOOP = """
import sys
from planctl import cli
number, count = sys.argv[1:]
sys.exit(max(cli.main(["note", "1.1", "-m", f"{number}:{turn}", "--wait", "120", "-q"]) for turn in range(int(count))))
"""


def test_of_many_changes_at_once_none_is_lost(plan: MakePlan, tally: Tally) -> None:
    path = plan()
    processes, turns = amount(4, 8), amount(10, 25)
    running = [
        subprocess.Popen([sys.executable, "-c", LOOP, str(number), str(turns)], stderr=subprocess.PIPE)
        for number in range(processes)
    ]
    for process in running:
        _, err = process.communicate(timeout=300)
        assert process.returncode == 0, err.decode()
    kept = [entry.note or "" for entry in planfile.load(path).plan.task("1.1").log]
    assert sorted(kept) == sorted(f"{number}:{turn}" for number in range(processes) for turn in range(turns))
    tally("changes by commands at once", processes * turns)
    tally("changes by commands at once that were lost", processes * turns - len(kept))


def test_a_waiting_command_says_once_whom_it_waits_for_and_gives_up_with_6(plan: MakePlan) -> None:
    path = plan(SMALL)
    with lock.held(disk.work_folder(path) / "2020.toml.lock", path):
        run = planctl("note", "1.1", "-m", "x", "--wait", "0.5", "--lang", "en")
    assert (run.returncode, run.stdout) == (6, b"")
    lines = run.stderr.decode().splitlines()
    assert [str(os.getpid()) in line for line in lines] == [True, True]
    assert "waiting" in lines[0]
    assert path.read_text(encoding="utf-8") == SMALL


def test_without_being_told_a_command_waits_five_seconds(plan: MakePlan) -> None:
    path = plan(SMALL)
    with lock.held(disk.work_folder(path) / "2020.toml.lock", path):
        begun = time.monotonic()
        run = planctl("note", "1.1", "-m", "x")
    assert run.returncode == 6
    assert 5 <= time.monotonic() - begun < 8


def test_a_command_goes_on_as_soon_as_the_other_is_done(plan: MakePlan) -> None:
    path = plan(SMALL)
    with lock.held(disk.work_folder(path) / "2020.toml.lock", path):
        process = start("note", "1.1", "-m", "x", "--wait", "30")
        time.sleep(0.5)
        assert process.poll() is None
    _, err = process.communicate(timeout=10)
    assert process.returncode == 0, err.decode()


def race(path: Path, save: Callable[[int], None], times: int) -> tuple[int, int]:
    """Save numbered texts as an editor while commands write; return how many saves were lost, how many commands won."""
    stop = threading.Event()
    codes = []

    def commands() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            command = [*PROGRAM, "note", "1.1", "-m", f"c{number}", "-q", "--wait", "30"]
            codes.append(subprocess.run(command, capture_output=True, check=False).returncode)

    thread = threading.Thread(target=commands)
    thread.start()
    lost = 0
    for number in range(times):
        save(number)
        time.sleep(0.013)
        for _ in range(200):
            text = path.read_text(encoding="utf-8")
            if f"save {number} #" in text:
                break
            time.sleep(0.005)
        else:
            lost += 1
    stop.set()
    thread.join()
    assert set(codes) <= {0, 4, 6}
    return lost, codes.count(0)


def edited(path: Path, number: int) -> str:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# save")]
    return "\n".join([*lines, f"# save {number} #"]) + "\n"


def test_what_an_editor_saves_by_renaming_is_never_lost(plan: MakePlan, tally: Tally) -> None:
    path = plan(SMALL)

    def save(number: int) -> None:
        new = path.with_name("new")
        new.write_text(edited(path, number), encoding="utf-8")
        new.replace(path)

    times = amount(60, 800)
    lost, _ = race(path, save, times)
    assert lost == 0
    tally("saves of a renaming editor beside commands", times)
    tally("saves of a renaming editor that were lost", lost)


def test_what_an_editor_saves_by_truncating_is_never_lost(plan: MakePlan, tally: Tally) -> None:
    path = plan(SMALL)

    def save(number: int) -> None:
        text = edited(path, number)
        with path.open("w", encoding="utf-8") as file:
            file.flush()
            time.sleep(0.002)
            file.write(text)

    times = amount(60, 800)
    lost, _ = race(path, save, times)
    assert lost == 0
    tally("saves of a truncating editor beside commands", times)
    tally("saves of a truncating editor that were lost", lost)


EDITOR = """#!/bin/sh
{program} note 1.1 -m 编辑期间 --wait 0 || exit 9
{program} update 1.2 -s done --wait 0 || exit 9
sed -i 's/任务一/改名/' "$1"
"""
CLASHING = """#!/bin/sh
{program} update 1.1 -d 2020-10-01 --wait 0 || exit 9
echo 'due = 2020-11-01' > "$1.new"; cat "$1" >> "$1.new"; cp "$1.new" "$1"
"""


def editor(tmp_path: Path, script: str) -> str:
    path = tmp_path / "editor"
    path.write_text(script.format(program=" ".join(PROGRAM)), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_while_an_editor_is_open_others_can_write_and_both_changes_stay(plan: MakePlan, tmp_path: Path) -> None:
    path = plan(SMALL)
    run = planctl("edit", "1.1", env={"EDITOR": editor(tmp_path, EDITOR)})
    assert run.returncode == 0, run.stderr.decode()
    after = planfile.load(path).plan
    assert after.task("1.1").title == "改名"
    assert [(entry.note, entry.title) for entry in after.task("1.1").log] == [("编辑期间", None), (None, "改名")]
    assert after.task("1.2").status == "done"


def test_what_was_changed_in_the_editor_and_elsewhere_differently_is_a_conflict(plan: MakePlan, tmp_path: Path) -> None:
    path = plan(SMALL)
    run = planctl("edit", "1.1", "--lang", "en", env={"EDITOR": editor(tmp_path, CLASHING)})
    assert run.returncode == 6, run.stderr.decode()
    assert "1.1, Due: 2020-10-01 on one side, 2020-11-01 on the other" in run.stderr.decode()
    assert "2020-11-01" not in path.read_text(encoding="utf-8")
    assert "2020-10-01" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 1", 7),
        (': > "$1"', 0),
        ("true", 0),
        ('cp "$1" "$1.new"; mv "$1.new" "$1"', 0),
        ('rm "$1"', 7),
        ('printf "\\377\\376" > "$1"', 7),
        ("kill -9 $$", 7),
    ],
)
def test_an_editor_that_fails_or_changes_nothing_changes_nothing(
    script: str, code: int, plan: MakePlan, tmp_path: Path
) -> None:
    path = plan(SMALL)
    run = planctl(
        "edit", "1.1", env={"EDITOR": editor(tmp_path, f"#!/bin/sh\n{script}\n".replace("{", "{{").replace("}", "}}"))}
    )
    assert run.returncode == code, run.stderr.decode()
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_note_typed_by_hand_holds_no_lock_while_it_is_typed(plan: MakePlan) -> None:
    path = plan(SMALL)
    process = start("note", "1.1", "-m", "-", stdin=subprocess.PIPE)
    time.sleep(0.6)
    other = planctl("note", "1.2", "-m", "别人", "--wait", "0")
    _, err = process.communicate("手写的".encode(), timeout=20)
    assert (process.returncode, other.returncode) == (0, 0), err.decode() + other.stderr.decode()
    after = planfile.load(path).plan
    assert (after.task("1.1").log[-1].note, after.task("1.2").log[-1].note) == ("手写的", "别人")
