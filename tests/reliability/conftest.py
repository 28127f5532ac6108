"""Counts what was tried, and prints the table after a full run: RELIABILITY=full pytest tests/reliability."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

import pytest
from hazard import FULL

if TYPE_CHECKING:
    from collections.abc import Callable


class Tally(Protocol):
    """Adds to a line of the table."""

    def __call__(self, line: str, number: int) -> None: ...


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Return what counts."""

    def add(line: str, number: int) -> None:
        record_property(f"tally {line}", number)

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in (report for report in reports if getattr(report, "when", None) == "call"):
            for name, number in getattr(report, "user_properties", ()):
                if name.startswith("tally "):
                    counts[name.removeprefix("tally ")] += number
    if counts and FULL:
        terminalreporter.section("what was tried")
        for line, number in counts.items():
            terminalreporter.write_line(f"| {line} | {number:,} |")
