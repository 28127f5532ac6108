"""Numbers are read in any width, or refused with what was typed."""

from __future__ import annotations

import pytest

from planctl.plan.numbers import BadNumberError, parse_number, parse_quantity, parse_reading
from planctl.plan.targets import Reading


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("36", 36),
        (" ３６ ", 36),
        ("0", 0),
        ("62.5", 62.5),
        ("62。5", 62.5),
        ("1,200", 1200),
        ("１，２００，０００.5", 1200000.5),
        ("123456789012345", 123456789012345),
    ],
)
def test_a_number_is_read_in_any_width(typed: str, number: float) -> None:
    value = parse_number(typed)
    assert value == number
    assert type(value) is type(number)


NO_NUMBERS = ["", "1_0", "nan", "inf", "1e5", "0x10", "1,20", "1,2000", ".5", "5.", "1 200", "½", "3²", "①", "٣"]
NO_NUMBERS += ["36个", "36万", "62%", "六", "1234567890123456", "+", "+-5", "--5"]


@pytest.mark.parametrize("typed", [*NO_NUMBERS, "-5", "+5"])
def test_what_is_not_plainly_a_number_is_refused(typed: str) -> None:
    with pytest.raises(BadNumberError) as caught:
        parse_number(typed)
    assert caught.value.fields == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("36", Reading(36)),
        ("+10", Reading(10, relative=True)),
        ("＋１０", Reading(10, relative=True)),
        ("-5", Reading(-5, relative=True)),
        ("−5", Reading(-5, relative=True)),
        ("+1,200.5", Reading(1200.5, relative=True)),
    ],
)
def test_a_sign_makes_a_reading_relative(typed: str, reading: Reading) -> None:
    assert parse_reading(typed) == reading


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_reading_that_is_no_number_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(BadNumberError) as caught:
        parse_reading(typed)
    assert caught.value.fields == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("100", (100, None)),
        ("100个", (100, "个")),
        ("90%", (90, "%")),
        ("1,200 branded studios", (1200, "branded studios")),
        ("30 km/h", (30, "km/h")),
        ("62.5 m²", (62.5, "m²")),
        ("21℃", (21, "°C")),
        ("1.2 亿元", (1.2, "亿元")),
        ("3年", (3, "年")),
        ("6个月", (6, "个月")),
    ],
)
def test_a_quantity_is_a_number_and_its_unit(typed: str, quantity: tuple[float, str | None]) -> None:
    assert parse_quantity(typed) == quantity


VAGUE = [
    "3月完成方案，6月印发",
    "6月底前完成",
    "2020年6月",
    "100个左右",
    "90%以上",
    "100 个（原有 129）",
    "450->200 ms",
    "36/100",
    "个",
    "",
]


@pytest.mark.parametrize("typed", [*VAGUE, "100个；200个", "5x 2y", "约100个"])
def test_what_is_more_or_less_than_a_quantity_is_refused(typed: str) -> None:
    with pytest.raises(BadNumberError) as caught:
        parse_quantity(typed)
    assert caught.value.fields == {"value": typed}
