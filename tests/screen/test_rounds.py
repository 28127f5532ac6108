"""Rounds of reports on screens of several widths, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from places import GOLDEN, ROOT

if TYPE_CHECKING:
    from conftest import Golden, MakePlan, Run

ROUNDS = """
[[round]]
id = "2020-05"
from = 2020-05-01
to = 2020-05-31
until = 2020-05-28
closed = 2020-06-02
figures = { total = 71, done = 4, overdue = 0 }
states = { done = [], overdue = [] }

[[round]]
id = "2020-06"
from = 2020-06-01
to = 2020-06-30
until = 2020-06-28
"""

SCREENS = [f"{width}.{language}" for width in (60, 80, 120) for language in ("zh", "en")]
COMMANDS = ("status", "list")


def test_every_golden_screen_is_of_a_round() -> None:
    names = {f"{command}-{screen}.txt" for command in COMMANDS for screen in SCREENS}
    assert {path.name for path in (GOLDEN / "rounds").iterdir()} == names


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_round_on_a_screen(run: Run, plan: MakePlan, golden: Golden, command: str, screen: str) -> None:
    width, _, language = screen.partition(".")
    plan((ROOT / "examples" / "2020.toml").read_text(encoding="utf-8") + ROUNDS)
    arguments = ("round", command, "--as-of", "2020-06-29", "--lang", language, "--color", "always")
    result = run(*arguments, env={"COLUMNS": width})
    assert result.code == 0, result.err
    golden(f"rounds/{command}-{screen}.txt", result.out)
