"""The command that installs what a hint says is missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from planctl.cli.installation import install_command

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_an_environment_with_pip_is_told_of_its_own_pip(tmp_path: Path) -> None:
    assert install_command("python-docx", tmp_path) == f"{sys.executable} -m pip install python-docx"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("pipx_metadata.json", ["pipx", "inject", "planctl", "python-docx"]),
        ("uv-receipt.toml", ["uv", "tool", "install", "--with", "python-docx"]),
    ],
)
def test_the_tool_that_made_the_environment_is_named(mark: str, words: list[str], tmp_path: Path) -> None:
    (tmp_path / mark).touch()
    assert install_command("python-docx", tmp_path).split()[: len(words)] == words
    assert len(install_command("python-docx", tmp_path).split()) == max(len(words), 4) + ("uv" in words)


def test_what_lacks_a_package_says_how_to_install_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    for name in [name for name in sys.modules if name.startswith(("planctl.report.to_docx", "planctl.report.word."))]:
        monkeypatch.delitem(sys.modules, name)
    run("init", "--example")
    result = run("--lang", "en", "summary", "-o", "x.docx")
    assert (result.code, result.out) == (7, "")
    assert f"{sys.executable} -m pip install python-docx" in result.err
