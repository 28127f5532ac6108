"""Every command of the READMEs can be pasted as it stands, in the order shown, from the clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"```(?P<kind>sh|console)\n(?P<lines>.*?)```", re.DOTALL)
#: A row of the table of what to type; its last cell has commands in backticks.
ROW = re.compile(r"^\|[^|]*\|(?P<cell>.*`planctl .*)\|$", re.MULTILINE)
#: What sets up the environment is run for real by ``.ci/run``; here the environment of the tests stands in for it.
SET_UP = re.compile(r"^python3 -m venv .*? && (?=\.venv/bin/planctl)")
FOR_TESTS = re.compile(r"^python3 -m venv .* pytest -q$")


class Command(NamedTuple):
    """A line to be pasted; ``is_shown`` if the document shows what it prints, be it a refusal."""

    line: str
    is_shown: bool


def commands_of(document: str) -> Iterator[Command]:
    """Yield the commands of a document in their order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for found in sorted([*BLOCK.finditer(text), *ROW.finditer(text)], key=lambda match: match.start()):
        parts = found.groupdict()
        if cell := parts.get("cell"):
            yield from (Command(line, is_shown=False) for line in re.findall(r"`((?:planctl|echo) [^`]*)`", cell))
            continue
        for line in parts["lines"].splitlines():
            if parts["kind"] == "console" and line.startswith("$ "):
                yield Command(line[2:], is_shown=True)
            elif parts["kind"] == "sh" and line and not FOR_TESTS.match(line):
                yield Command(SET_UP.sub("", line), is_shown=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of what the commands touch, with an environment where they expect it."""
    folder = tmp_path / "clone"
    for name in ("plans", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".planctl"))
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\n', encoding="utf-8")
    _program(programs / "planctl", f'exec "{sys.executable}" -m planctl "$@"')
    if shutil.which("jq") is None:
        _program(programs / "jq", "cat")
    return folder


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("document", READMES)
def test_every_command_can_be_pasted_in_the_order_shown(document: str, clone: Path) -> None:
    commands = list(commands_of(document))
    pasted = "".join(f'{command.line}\necho "$?" >&3\n' for command in commands)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"exec 3>codes\n{pasted}"],
        cwd=clone,
        env={**os.environ, "EDITOR": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    codes = [int(line) for line in (clone / "codes").read_text(encoding="utf-8").splitlines()]
    assert len(codes) == len(commands), done.stderr
    # A refusal may be shown; and `check` answers that something is to be mended.
    fine = [{0, 1, 2} if command.is_shown or " check" in command.line else {0} for command in commands]
    assert [command.line for command, code, ok in zip(commands, codes, fine, strict=True) if code not in ok] == [], (
        done.stderr
    )


@pytest.mark.parametrize("document", READMES)
def test_the_first_command_shows_a_year_in_full_swing_in_the_language_of_its_readers(document: str) -> None:
    first = next(commands_of(document)).line
    assert first.startswith(".venv/bin/planctl --plan examples/2020.toml --as-of 2020-")
    assert first.endswith("--lang zh" if document == "README.zh.md" else "--lang en")


def test_the_first_command_of_all_is_what_is_tried_in_a_clean_environment() -> None:
    text, tried = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", ".ci/run"))
    lines = [line for line in text.splitlines() if line.startswith("python3 ")]
    assert [line for line in lines if line not in tried.splitlines()] == []
