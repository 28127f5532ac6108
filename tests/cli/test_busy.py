"""The bar that shows that work is going on."""

from __future__ import annotations

import io
import time

import pytest

from planctl.cells import width
from planctl.cli import busy
from planctl.cli.busy import Busy, Patience, bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PAUSE", 0.005)


def until_drawn(file: Terminal) -> None:
    limit = time.monotonic() + 5
    while not file.getvalue():
        assert time.monotonic() < limit, "no bar was drawn"
        time.sleep(0.005)


def test_work_that_takes_long_shows_a_bar_and_takes_it_away() -> None:
    file = Terminal()
    with Busy("正在生成总结", file, Patience(0.01)):
        until_drawn(file)
    drawn = file.getvalue().split("\r")
    assert drawn[1] == "━━━━━━────────────── 正在生成总结"
    assert drawn[-2:] == [" " * width(drawn[1]), ""]
    assert "\n" not in file.getvalue()


def test_quick_work_shows_nothing() -> None:
    file = Terminal()
    with Busy("x", file, Patience(60)):
        pass
    assert file.getvalue() == ""


def test_a_file_that_is_no_terminal_gets_nothing() -> None:
    file = io.StringIO()
    with Busy("x", file, Patience(0)):
        time.sleep(0.05)
    assert file.getvalue() == ""


def test_the_bar_goes_away_when_the_work_fails() -> None:
    file = Terminal()

    def fail() -> None:
        with Busy("x", file, Patience(0.01)):
            until_drawn(file)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert file.getvalue().endswith("\r")


def test_the_piece_moves_to_the_end_and_begins_anew() -> None:
    pictures = [bar(step) for step in range(16)]
    assert pictures[14] == "──────────────━━━━━━"
    assert pictures[15] == pictures[0]
    assert {len(picture) for picture in pictures} == {20}


def test_what_several_blocks_take_is_added_up() -> None:
    file, patience = Terminal(), Patience(0.3)
    with Busy("x", file, patience):
        time.sleep(0.2)
    assert (file.getvalue(), patience.left < 0.11) == ("", True)
    with Busy("x", file, patience):
        until_drawn(file)
    assert patience.left == 0
