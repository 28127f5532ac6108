"""What people type is read in either language and any width, or refused with a reason; nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.cli.inputs import parse_choice
from planctl.errors import BadChoiceError, PlanctlError
from planctl.plan.dates import parse_date
from planctl.plan.ids import parse_ids
from planctl.plan.numbers import parse_number, parse_reading
from planctl.plan.spelling import split_list
from planctl.plan.status_words import parse_status, parse_statuses

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2020, 5, 31)  # a Sunday
KNOWN = tuple(f"{priority}.{number}" for priority, last in ((1, 10), (2, 16), (5, 17)) for number in range(1, last + 1))
ASCII = st.text(alphabet=[chr(code) for code in range(0x21, 0x7F)], max_size=12)


def wide(text: str) -> str:
    """Return ASCII ``text`` as an input method in full-width mode writes it."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def read_date(value: str, today: date = TODAY) -> date:
    return parse_date(value, today=today, year=2020)


CHOICES = {"priority": ("重点",), "lead": ("牵头单位", "lead unit"), "quarter": ("季度",)}


@pytest.mark.parametrize("typed", ["lead", "LEAD", "牵头单位", "Lead-Unit", "ｌｅａｄ"])
def test_a_choice_is_read_from_its_code_or_a_name(typed: str) -> None:
    assert parse_choice(typed, CHOICES, "--by") == "lead"


def test_an_unknown_choice_is_refused_with_all_there_are() -> None:
    with pytest.raises(BadChoiceError) as caught:
        parse_choice("牵头", CHOICES, "--by")
    assert caught.value.fields == {"name": "--by", "value": "牵头", "choices": "重点, 牵头单位, 季度"}
    assert caught.value.suggestions == ("牵头单位",)


def test_who_types_chinese_is_told_what_can_be_written_in_chinese() -> None:
    for typed, choices in (("逾其", "逾期, due-soon"), ("overdu", "overdue, due-soon")):
        with pytest.raises(BadChoiceError) as caught:
            parse_choice(typed, {"overdue": ("late", "逾期"), "due-soon": ("soon",)}, "--grade")
        assert caught.value.fields["choices"] == choices


# --- anything at all -------------------------------------------------------------------------------------------------

PARSERS: dict[str, Callable[[str], object]] = {
    "date": read_date,
    "number": parse_number,
    "reading": parse_reading,
    "status": parse_status,
    "statuses": parse_statuses,
    "ids": lambda text: parse_ids([text], KNOWN),
    "choice": lambda text: parse_choice(text, CHOICES, "--by"),
    "list": lambda text: split_list([text]),
}
PIECES = [*"0123456789.-/,+*~ ,，、。年月日底前上中下旬季度半周末第本天个后１①²\u200b\ud800q", "june", "2020"]


def outcome(parse: Callable[[str], object], text: str) -> object:
    """Return what ``parse`` makes of ``text``, or the kind of its refusal; any other exception is a fault."""
    try:
        return parse(text)
    except PlanctlError as error:
        return type(error)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_anything_typed_gives_a_value_or_a_refusal(parse: Callable[[str], object], text: str) -> None:
    assert outcome(parse, text) is not None


@pytest.mark.parametrize("name", sorted(PARSERS.keys() - {"list"}))
@given(st.text(alphabet="0123456789.,-/+*~qhdwm", max_size=10) | ASCII)
def test_full_width_typing_means_the_same(name: str, text: str) -> None:
    assert outcome(PARSERS[name], wide(text)) == outcome(PARSERS[name], text)
