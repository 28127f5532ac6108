"""What each field of a plan takes, and what is said of anything else."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.model import Entry, Plan, Priority, Status, Target, Task, Unit
from planctl.toml.fields import (
    ENTRY_FIELDS,
    LARGEST_NUMBER,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    TARGET_FIELDS,
    TASK_FIELDS,
    UNIT_FIELDS,
    WrittenFloat,
    WrongValueError,
    as_toml,
    clipped,
    is_editable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.toml.fields import Reader

DAY = date(2020, 6, 30)
MOMENT = datetime(2020, 6, 30, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "known", "elsewhere"),
    [
        (Plan, PLAN_FIELDS, {"units", "priorities"}),
        (Unit, UNIT_FIELDS, set()),
        (Priority, PRIORITY_FIELDS, {"tasks"}),
        (Task, TASK_FIELDS, {"target", "log"}),
        (Target, TARGET_FIELDS, set()),
        (Entry, ENTRY_FIELDS, {"was"}),
    ],
)
def test_every_field_of_the_model_can_be_read(
    table: type[Plan | Unit | Priority | Task | Target | Entry], known: Mapping[str, Reader], elsewhere: set[str]
) -> None:
    names = {field.name for field in fields(table)} - {"extra"}
    assert set(known) - {"format"} == names - elsewhere


@pytest.mark.parametrize(
    ("key", "good", "read"),
    [
        ("title", " 任务 ", " 任务 "),
        ("title_en", "", ""),
        ("status", "blocked", Status.BLOCKED),
        ("due", DAY, DAY),
        ("support", ["甲", "乙"], ("甲", "乙")),
        ("reading", 0, 0),
        ("reading", -2.5, -2.5),
        ("years_carried", 2, 2),
        ("internal", False, False),
        ("id", "5.4", "5.4"),
        ("id", "A-1_b.10", "A-1_b.10"),
    ],
)
def test_a_right_value_is_read(key: str, good: object, read: object) -> None:
    assert TASK_FIELDS[key](good) == read


@pytest.mark.parametrize(
    ("key", "wrong", "code", "said"),
    [
        ("title", 3, "not-text", "3"),
        ("title", WrittenFloat("1.10"), "not-text", "1.10"),
        ("title", " \u3000", "blank", None),
        ("status", "Done", "unknown-status", "Done"),
        ("status", True, "not-text", "true"),
        ("due", "2020-06-30", "not-date", '"2020-06-30"'),
        ("due", MOMENT, "not-date", "2020-06-30 17:00:00+00:00"),
        ("due", time(10), "not-date", "10:00:00"),
        ("support", "甲", "not-texts", '"甲"'),
        ("support", ["甲", 1], "not-texts", "[…]"),
        ("reading", True, "not-number", "true"),
        ("reading", "36", "not-number", '"36"'),
        ("reading", float("nan"), "not-number", "nan"),
        ("reading", float("-inf"), "not-number", "-inf"),
        ("reading", LARGEST_NUMBER, "too-deep", None),
        ("reading", 10**400, "too-deep", None),
        ("reading", 1e300, "too-deep", None),
        ("years_carried", -1, "not-count", "-1"),
        ("years_carried", 1.0, "not-count", "1.0"),
        ("years_carried", True, "not-count", "true"),
        ("years_carried", LARGEST_NUMBER, "too-deep", None),
        ("internal", 1, "not-flag", "1"),
        ("internal", "true", "not-flag", '"true"'),
        ("id", "5。4", "bad-id", "5。4"),
        ("id", "5.", "bad-id", "5."),
        ("id", "５.4", "bad-id", "５.4"),
        ("id", "", "bad-id", ""),
        ("id", "1.1\n", "bad-id", "1.1\n"),
        ("id", WrittenFloat("1.10"), "not-text", "1.10"),
    ],
)
def test_a_wrong_value_is_refused_and_quoted(key: str, wrong: object, code: str, said: str | None) -> None:
    with pytest.raises(WrongValueError) as caught:
        TASK_FIELDS[key](wrong)
    assert caught.value.code == code
    assert caught.value.details.get("value") == said


#: pytest cannot spell it for the name of a test, and Python will not.
HUGE = 16**5000


@pytest.mark.parametrize("year", [1899, 9999, True, 2020.0, "2020", pytest.param(HUGE, id="huge")])
def test_a_year_has_four_digits(year: object) -> None:
    with pytest.raises(WrongValueError):
        PLAN_FIELDS["year"](year)


@pytest.mark.parametrize("value", [0, 2, "1", True, 1.0, pytest.param(HUGE, id="huge")])
def test_only_the_known_format_is_read(value: object) -> None:
    assert PLAN_FIELDS["format"](1) == 1
    with pytest.raises(WrongValueError) as caught:
        PLAN_FIELDS["format"](value)
    assert caught.value.code == "unknown-format"


@pytest.mark.parametrize("value", ["", "ZH", "fr", "zh-CN"])
def test_a_report_is_in_chinese_or_english(value: str) -> None:
    assert [PLAN_FIELDS["lang"](language) for language in ("zh", "en")] == ["zh", "en"]
    with pytest.raises(WrongValueError):
        PLAN_FIELDS["lang"](value)


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
    assert type(TARGET_FIELDS["amount"](number)) is float


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
    import tomledit

    from planctl.toml.edits import as_inline

    text = f"a = {as_inline(value)}\n"
    assert tomledit.Document.parse(text).as_toml() == text


def test_the_source_table_takes_anything_that_can_be_edited() -> None:
    assert PLAN_FIELDS["source"]({"a": [1]}) == {"a": [1]}
    with pytest.raises(WrongValueError) as caught:
        PLAN_FIELDS["source"]({"a": nested(41)})
    assert caught.value.code == "too-deep"
