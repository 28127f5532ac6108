"""Names that are made out of other names."""

from __future__ import annotations

import pytest

from planctl.exchange.names import file_name, sheet_name


@pytest.mark.parametrize(
    ("wanted", "taken", "made"),
    [
        ("省司法厅", [], "省司法厅"),
        ("a/b:c*[d]?", [], "a b c  d"),
        ("省" * 40, [], "省" * 31),
        ("省" * 40, ["省" * 31], f"{'省' * 29} 2"),
        ("😀" * 20, [], "😀" * 15),
        ("ABC", ["abc", "Abc 2"], "ABC 3"),
        ("'引号'", [], "引号"),
        ("??", [], ""),
    ],
)
def test_sheets(wanted: str, taken: list[str], made: str) -> None:
    assert sheet_name(wanted, taken) == made


@pytest.mark.parametrize(
    ("wanted", "taken", "made"),
    [
        ("2020 省司法厅", [], "2020 省司法厅.xlsx"),
        ("2020 甲/乙", ["2020 甲-乙.xlsx"], "2020 甲-乙 2.xlsx"),
        ("2020 ABC", ["2020 abc.xlsx"], "2020 ABC 2.xlsx"),
        ("2020 caf\u00e9", ["2020 cafe\u0301.xlsx"], "2020 caf\u00e9 2.xlsx"),
        (f"2020 {'省' * 100}", [], f"2020 {'省' * 63}.xlsx"),
    ],
)
def test_files(wanted: str, taken: list[str], made: str) -> None:
    assert file_name(wanted, ".xlsx", taken) == made
    assert len(made.encode()) <= 200
