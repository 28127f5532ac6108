"""The choice of language, and sentences by key."""

from __future__ import annotations

import pytest

from planctl.words.i18n import Translator, language_of_environment, parse_language


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("zh", "zh"),
        ("zh_CN.UTF-8", "zh"),
        ("zh-TW", "zh"),
        ("ZH_cn", "zh"),
        (" zh ", "zh"),
        ("en", "en"),
        ("en_GB.utf8", "en"),
        ("de_DE", "en"),
        ("ja", "en"),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("", None),
    ],
)
def test_a_language_is_read_from_the_name_of_a_locale(value: str, language: str | None) -> None:
    assert parse_language(value) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, None),
        ({"PLANCTL_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"PLANCTL_LANG": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, None),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, None),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": ""}, "zh"),
    ],
)
def test_the_environment_asks_for_a_language(environ: dict[str, str], language: str | None) -> None:
    assert language_of_environment(environ) == language


def test_a_sentence_is_filled_in() -> None:
    assert Translator("zh")("caption", title="计划", day="2020-06-30") == "计划（截至 2020-06-30）"
    assert Translator("en")("caption", title="Plan", day="2020-06-30") == "Plan (as of 2020-06-30)"


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert Translator("en")("caption", title="{day}{0}", day="x") == "{day}{0} (as of x)"


@pytest.mark.parametrize(("n", "text"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks"), (21, "21 tasks")])
def test_english_counts(n: int, text: str) -> None:
    assert Translator("en")("list.count", n=n, day="x").startswith(f"{text} ")


def test_a_key_that_is_not_there_is_our_fault() -> None:
    t = Translator("zh")
    assert (t.has("total"), t.has("totals")) == (True, False)
    with pytest.raises(KeyError):
        t("totals")
