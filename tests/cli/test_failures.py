"""How a failure is told: a line in the reader's language, and an exit code that says whose fault it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from planctl.cli import failures
from planctl.errors import CannotWriteError, ExitCode
from planctl.words.i18n import Translator


def told(error: Exception, capsys: pytest.CaptureFixture[str], language: str = "en") -> tuple[ExitCode, str]:
    code = failures.report(error, Translator(language), {})
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "cannot write x.md: the disk is full. Nothing was changed\n"),
        ("zh", "无法写入 x.md：磁盘已满。没有作任何改动\n"),
    ],
)
def test_the_system_s_reason_is_told_by_its_number(
    language: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = told(CannotWriteError(path="x.md", errno=errno.ENOSPC), capsys, language)
    assert code == ExitCode.IO
    assert err.endswith(line)


def test_an_unusual_reason_is_told_in_the_system_s_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = told(CannotWriteError(path="x.md", errno=errno.ENXIO), capsys)
    assert os.strerror(errno.ENXIO) in err


def test_what_the_system_refuses_is_no_fault_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    unreadable = OSError(errno.EIO, "?", str(Path.cwd() / "a" / "x.toml"))
    assert told(unreadable, capsys) == (ExitCode.IO, "planctl: cannot read a/x.toml: the disk failed\n")
    assert told(OSError(errno.ENOSPC, "?"), capsys) == (
        ExitCode.IO,
        "planctl: cannot write the answer: the disk is full\n",
    )


@pytest.mark.parametrize("error", [OSError("no number"), ValueError("broken")])
def test_anything_else_is_one(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    code, err = told(error, capsys)
    assert code == ExitCode.BUG
    assert str(error) in err
    assert "--debug" in err


def test_what_goes_wrong_in_telling_ends_in_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, err = told(CannotWriteError(path="x.md"), capsys)  # its sentence has a reason, which it was not given
    assert (code, err.count("\n")) == (ExitCode.BUG, 1)
    assert err.startswith("planctl: KeyError: ")


def test_a_traceback_keeps_its_lines_and_nothing_that_could_act_on_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failures.print_traceback(ValueError("\x1b[2J"))
    assert capsys.readouterr().err == "ValueError: \\x1b[2J\n"
