"""The terminal that a run speaks to."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pytest

from planctl.cli.console import from_here, print_error, screen_width


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("0", 80), ("", 80), ("-5", 80), ("６０", 80), ("x", 80)])
def test_the_width_is_what_columns_says_if_that_is_a_number(columns: str, width: int) -> None:
    assert screen_width({"COLUMNS": columns}) == width  # stdout is no terminal here
    assert screen_width({}) == 80


def test_a_path_is_called_what_it_is_called_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plans" / "2020.toml"
    assert from_here(str(path)) == str(Path("plans") / "2020.toml")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert from_here(str(path)) == str(path)
    (tmp_path / "elsewhere").rmdir()
    assert from_here(str(path)) == str(path)


def test_a_line_on_stderr_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("\x1b[31mred\nnext")
    print_error("\x1b[31mred\nnext", newlines=True)
    assert capsys.readouterr().err == "\\x1b[31mred\\nnext\n\\x1b[31mred\nnext\n"


def test_a_stderr_that_takes_nothing_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sys, "stderr", Full())
    print_error("x")


LONG = "planctl: the reading of 5.8 would become -10, less than nothing. Write what is reached, such as -r 36 " * 2


@pytest.mark.parametrize("columns", [20, 40, 79, 80, 500])
def test_a_long_line_on_a_terminal_is_broken_between_words(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    print_error(LONG.rstrip())
    lines = terminal.getvalue().splitlines()
    assert " ".join(lines) == LONG.rstrip()
    assert max(map(len, lines)) <= columns


def test_a_long_line_elsewhere_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_error(LONG)
    assert capsys.readouterr().err == f"{LONG}\n"
