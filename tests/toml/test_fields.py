"""What each kind of value takes, and what is said of anything else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.keys import Kind
from planctl.plan.model import Status
from planctl.toml.fields import (
    FORMAT_FORM,
    FORMS,
    LARGEST_NUMBER,
    WrittenFloat,
    WrongValueError,
    as_toml,
    clipped,
    is_editable,
)
from planctl.toml.values import as_inline

DAY = date(2020, 6, 30)
MOMENT = datetime(2020, 6, 30, 17, tzinfo=UTC)


#: Made of values of other kinds.
COMPOUND = {Kind.RECORD, Kind.RECORDS, Kind.WAS}


def test_every_kind_of_value_can_be_read() -> None:
    assert set(Kind) == FORMS.keys() | COMPOUND
    assert not FORMS.keys() & COMPOUND


@pytest.mark.parametrize(
    ("kind", "good", "read"),
    [
        (Kind.FILLED, " 任务 ", " 任务 "),
        (Kind.TEXT, "", ""),
        (Kind.STATUS, "blocked", Status.BLOCKED),
        (Kind.DAY, DAY, DAY),
        (Kind.UNITS, ["甲", "乙"], ("甲", "乙")),
        (Kind.NUMBER, 0, 0),
        (Kind.NUMBER, -2.5, -2.5),
        (Kind.COUNT, 2, 2),
        (Kind.FLAG, False, False),
        (Kind.ID, "5.4", "5.4"),
        (Kind.ID, "A-1_b.10", "A-1_b.10"),
    ],
)
def test_a_right_value_is_read(kind: Kind, good: object, read: object) -> None:
    assert FORMS[kind].read(good) == read


@pytest.mark.parametrize(
    ("kind", "wrong", "code", "said"),
    [
        (Kind.FILLED, 3, "not-text", "3"),
        (Kind.FILLED, WrittenFloat("1.10"), "not-text", "1.10"),
        (Kind.FILLED, " \u3000", "blank", None),
        (Kind.STATUS, "Done", "unknown-status", "Done"),
        (Kind.STATUS, True, "not-text", "true"),
        (Kind.DAY, "2020-06-30", "not-date", '"2020-06-30"'),
        (Kind.DAY, MOMENT, "not-date", "2020-06-30 17:00:00+00:00"),
        (Kind.DAY, time(10), "not-date", "10:00:00"),
        (Kind.UNITS, "甲", "not-texts", '"甲"'),
        (Kind.UNITS, ["甲", 1], "not-texts", "[…]"),
        (Kind.NUMBER, True, "not-number", "true"),
        (Kind.NUMBER, "36", "not-number", '"36"'),
        (Kind.NUMBER, float("nan"), "not-number", "nan"),
        (Kind.NUMBER, float("-inf"), "not-number", "-inf"),
        (Kind.NUMBER, LARGEST_NUMBER, "too-deep", None),
        (Kind.NUMBER, 10**400, "too-deep", None),
        (Kind.NUMBER, 1e300, "too-deep", None),
        (Kind.COUNT, -1, "not-count", "-1"),
        (Kind.COUNT, 1.0, "not-count", "1.0"),
        (Kind.COUNT, True, "not-count", "true"),
        (Kind.COUNT, LARGEST_NUMBER, "too-deep", None),
        (Kind.FLAG, 1, "not-flag", "1"),
        (Kind.FLAG, "true", "not-flag", '"true"'),
        (Kind.ID, "5。4", "bad-id", "5。4"),
        (Kind.ID, "5.", "bad-id", "5."),
        (Kind.ID, "５.4", "bad-id", "５.4"),
        (Kind.ID, "", "bad-id", ""),
        (Kind.ID, "1.1\n", "bad-id", "1.1\n"),
        (Kind.ID, WrittenFloat("1.10"), "not-text", "1.10"),
    ],
)
def test_a_wrong_value_is_refused_and_quoted(kind: Kind, wrong: object, code: str, said: str | None) -> None:
    with pytest.raises(WrongValueError) as caught:
        FORMS[kind].read(wrong)
    assert caught.value.code == code
    assert caught.value.details.get("value") == said


#: pytest cannot spell it for the name of a test, and Python will not.
HUGE = 16**5000


@pytest.mark.parametrize("year", [1899, 9999, True, 2020.0, "2020", pytest.param(HUGE, id="huge")])
def test_a_year_has_four_digits(year: object) -> None:
    with pytest.raises(WrongValueError):
        FORMS[Kind.YEAR].read(year)


@pytest.mark.parametrize("value", [0, 2, "1", True, 1.0, pytest.param(HUGE, id="huge")])
def test_only_the_known_format_is_read(value: object) -> None:
    assert FORMAT_FORM.read(1) == 1
    with pytest.raises(WrongValueError) as caught:
        FORMAT_FORM.read(value)
    assert caught.value.code == "unknown-format"


@pytest.mark.parametrize("value", ["", "ZH", "fr", "zh-CN"])
def test_a_report_is_in_chinese_or_english(value: str) -> None:
    assert [FORMS[Kind.LANGUAGE].read(language) for language in ("zh", "en")] == ["zh", "en"]
    with pytest.raises(WrongValueError):
        FORMS[Kind.LANGUAGE].read(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (12, "12"),
        pytest.param(HUGE, "…", id="huge"),
        pytest.param(-HUGE, "…", id="huge-below-zero"),
        (WrittenFloat("1.10"), "1.10"),
        (WrittenFloat("1_0e-3"), "1_0e-3"),
        ("x", '"x"'),
        ({"a": 1}, "{…}"),
        ([1], "[…]"),
        (DAY, "2020-06-30"),
    ],
)
def test_a_value_is_shown_as_it_was_written(value: object, text: str) -> None:
    assert as_toml(value) == text


@given(st.text())
def test_a_quoted_text_is_never_long(text: str) -> None:
    assert len(clipped(text)) <= 60
    assert clipped(text) == text or clipped(text).endswith("…")


def test_a_float_knows_how_it_was_written() -> None:
    number = WrittenFloat("1.10")
    assert (number, number.written) == (1.1, "1.10")
    assert type(FORMS[Kind.AMOUNT].read(number)) is float


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "is_fine"),
    [
        ({"a": [1, {"b": "x"}]}, True),
        (nested(40), True),
        (nested(41), False),
        ({"a": nested(40)}, False),
        (2**63 - 1, True),
        (-(2**63), True),
        ([2**63], False),
        (True, True),
    ],
)
def test_what_no_editor_could_write_is_refused(value: object, *, is_fine: bool) -> None:
    assert is_editable(value) == is_fine


@pytest.mark.parametrize("value", [nested(40), 2**63 - 1, {"a": nested(39)}])
def test_what_is_kept_can_be_edited(value: object) -> None:
    assert tomli.loads(f"a = {as_inline(value)}\n") == {"a": value}


def test_the_source_table_takes_anything_that_can_be_edited() -> None:
    assert FORMS[Kind.TABLE].read({"a": [1]}) == {"a": [1]}
    with pytest.raises(WrongValueError) as caught:
        FORMS[Kind.TABLE].read({"a": nested(41)})
    assert caught.value.code == "too-deep"
