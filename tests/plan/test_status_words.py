"""What a state is called in either language leads to it; what is none is refused."""

from __future__ import annotations

import pytest

from planctl.plan.model import LANGUAGES, Status
from planctl.plan.status_words import (
    STATUS_WORDS,
    DutyNoStatusError,
    UnknownStatusError,
    parse_status,
    parse_statuses,
)
from planctl.words.i18n import Translator


def test_that_a_task_has_no_end_is_no_status() -> None:
    for typed in ("ongoing", "长期坚持", "常态化"):
        with pytest.raises(DutyNoStatusError):
            parse_status(typed)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("done", Status.DONE),
        ("ＤＯＮＥ", Status.DONE),
        ("已完成", Status.DONE),
        ("办结", Status.DONE),
        ("推进中", Status.DOING),
        ("In Progress", Status.DOING),
        ("in-progress", Status.DOING),
        ("受阻", Status.BLOCKED),
        ("待 验收", Status.SUBMITTED),
        ("已终止", Status.DROPPED),
        ("not_started", Status.TODO),
    ],
)
def test_a_status_is_read_from_its_code_or_a_name(typed: str, status: Status) -> None:
    assert parse_status(typed) is status


def test_no_word_names_two_statuses() -> None:
    for status in Status:
        for word in (status.value, *STATUS_WORDS[status]):
            assert parse_status(word) is status


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_on_the_screen_can_be_typed(language: str) -> None:
    translate = Translator(language)
    for status in Status:
        assert parse_status(translate(f"status.{status.value}")) is status


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("doen", "done"), ("blockd", "blocked"), ("推进", "推进中"), ("完工", "完成"), ("finish", "finished")],
)
def test_an_unknown_status_leads_to_the_nearest(typed: str, suggestion: str) -> None:
    with pytest.raises(UnknownStatusError) as caught:
        parse_status(typed)
    assert caught.value.fields == {"value": typed}
    assert caught.value.suggestions[0] == suggestion


def test_several_statuses_may_be_named() -> None:
    assert parse_statuses("doing,受阻", "blocked；已完成") == (Status.DOING, Status.BLOCKED, Status.DONE)
    assert parse_statuses() == ()


def test_an_empty_list_of_statuses_is_not_taken_for_no_condition() -> None:
    with pytest.raises(UnknownStatusError):
        parse_statuses("")
