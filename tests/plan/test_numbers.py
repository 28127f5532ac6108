"""Numbers are read in any width, or refused with what was typed."""

from __future__ import annotations

import pytest

from planctl.plan.numbers import BadNumberError, parse_number, parse_reading
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
