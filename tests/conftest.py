"""The world that every test runs in: its own folder, a fixed day, no language but the one it asks for.

``Run``, ``MakePlan`` and ``Golden`` are what the fixtures ``run``, ``plan`` and ``golden`` give.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import hypothesis
import pytest
from calc import Calc
from places import GOLDEN, PLAN_2020

import planctl
from planctl import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How long examples take depends on what else the machine does. What lands does not depend on chance: the checks try the
# same examples each time, people new ones.
hypothesis.settings.register_profile(
    "planctl",
    deadline=None,
    derandomize="PLANCTL_SAME_EXAMPLES" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("planctl")

WORLD = {
    "COLUMNS": "100",
    "LANG": "C.UTF-8",
    "NO_COLOR": "1",
    "PLANCTL_TODAY": "2020-07-01",
    "PYTHONPATH": str(Path(planctl.__file__).parents[1]),  # processes run the package that the tests import
    "TERM": "dumb",
    "TZ": "UTC",
}
FOREIGN = ("CLICOLOR", "CLICOLOR_FORCE", "EDITOR", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "VISUAL")


@dataclass(frozen=True)
class Result:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the program in this process as a user would from a pipe.

    ``terminal`` lets stdout (and stdin and stderr) claim to be a terminal; ``env`` adds to the environment.
    """

    def __call__(
        self, *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None, terminal: bool = False
    ) -> Result: ...


class MakePlan(Protocol):
    """Puts a plan into the test's folder: a text, or a copy of the shipped plan."""

    def __call__(self, text: str | None = None, *, name: str = "2020.toml") -> Path: ...


class Golden(Protocol):
    """Compares a text with the golden file of a name, or renews it with --update-golden."""

    def __call__(self, name: str, text: str) -> None: ...


class Stream(io.TextIOWrapper):
    """A text stream in memory that may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, is_terminal: bool = False) -> None:
        self.content = io.BytesIO(content)
        super().__init__(self.content, encoding="utf-8", errors="backslashreplace", newline="")
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def text(self) -> str:
        self.flush()
        return self.content.getvalue().decode("utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder that is also the home, with an environment of our own."""
    for name in [*FOREIGN, *(name for name in os.environ if name.startswith(("PLANCTL_", "_PLANCTL_")))]:
        monkeypatch.delenv(name, raising=False)
    for name, value in WORLD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def shipped_plan_stays() -> Iterator[None]:
    """No test may write to the plan that the project ships."""
    before = hashlib.sha256(PLAN_2020.read_bytes()).digest()
    yield
    assert hashlib.sha256(PLAN_2020.read_bytes()).digest() == before, "a test changed plans/2020.toml"


@pytest.fixture
def plan(tmp_path: Path) -> MakePlan:
    """Return what makes plans."""

    def make(text: str | None = None, *, name: str = "2020.toml") -> Path:
        path = tmp_path / "plans" / name
        path.parent.mkdir(exist_ok=True)
        if text is None:
            shutil.copyfile(PLAN_2020, path)
        else:
            path.write_text(text, encoding="utf-8", newline="")
        return path

    return make


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the program."""

    def call(*arguments: str, stdin: str = "", env: Mapping[str, str] | None = None, terminal: bool = False) -> Result:
        out, err = Stream(is_terminal=terminal), Stream(is_terminal=terminal)
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", Stream(stdin.encode(), is_terminal=terminal))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = cli.main(list(arguments))
        return Result(code, out.text(), err.text())

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares with the golden files."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.exists(), f"{path} is missing: run pytest --update-golden and read what it wrote"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs"

    return check


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Calc:
    """The spreadsheet program of an office, where it is installed."""
    return Calc(tmp_path_factory.mktemp("calc"))
