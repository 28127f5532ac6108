"""Text that is not TOML, or says dates that no calendar has."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from planctl.errors import Severity
from planctl.toml.syntax import NO_SUCH_DATE, parse_toml


def code_of(text: str) -> str:
    data, problems = parse_toml(text)
    assert data is None
    return problems[-1].code


def test_text_that_is_toml_has_no_problems() -> None:
    assert parse_toml('a = 1\r\nb = "x"\r\n') == ({"a": 1, "b": "x"}, ())


def test_impossible_dates_are_all_found_and_the_rest_is_read() -> None:
    data, problems = parse_toml("a = 2020-02-30\nb = [2020-01-01, 2020-06-31]\nc = { d = 0000-01-01, e = 2 }\n")
    assert data == {"a": NO_SUCH_DATE, "b": [date(2020, 1, 1), NO_SUCH_DATE], "c": {"d": NO_SUCH_DATE, "e": 2}}
    assert [(problem.line, problem.fields["value"]) for problem in problems] == [
        (1, "2020-02-30"),
        (2, "2020-06-31"),
        (3, "0000-01-01"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a = "x = 2020-02-30"',
        "a = 'x = 2020-02-30'",
        'a = """x\n = 2020-02-30 " ""  \\""" """',
        "a = '''x\n = 2020-02-30 ' '' '''",
        "# a = 2020-02-30",
    ],
)
def test_a_date_in_text_is_text(text: str) -> None:
    data, problems = parse_toml(f"{text}\nreal = 2021-02-29\n")
    assert data is not None
    assert data == tomli.loads(f"{text}\nreal = 0001-01-01\n")
    assert [problem.fields["value"] for problem in problems] == ["2021-02-29"]


def test_an_impossible_date_with_a_time_is_one_problem() -> None:
    data, problems = parse_toml("a = 2020-02-30 10:00:00+08:00 # x\nb = 2020-03-01T10:00:00\n")
    assert data == {"a": NO_SUCH_DATE, "b": datetime(2020, 3, 1, 10)}  # noqa: DTZ001 - as TOML's local time has it
    assert [problem.fields["value"] for problem in problems] == ["2020-02-30 10:00:00+08:00"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a = ［1]", "fullwidth-syntax"),
        ("｛a = 1", "fullwidth-syntax"),
        ("a = 1，", "fullwidth-syntax"),
        ("a = 1 # 说明，这里", None),
        ("a\u00a0= 1", "odd-space"),
        ("a\u200bb = 1", "odd-space"),
        ("a =\u00a01", "odd-space"),
        ("\u2003a = 1", "odd-space"),
        ("a = [1,\ufeff2]", "odd-space"),
        ('a = "x\u00a0\u200b" # \u00a0', None),
        ("a = b # 说明，这里", "bare-text"),
        ("on = 2020-3-1", "unreadable-date"),
        ("a = { on = 2020-06-30, note = x }", "bare-text"),
        ("a = 2020/06/30", "unreadable-date"),
        ("a = 2020.6.30", "unreadable-date"),
        ("a = 6月30日", "unreadable-date"),
        ("a = 2020年6月30日", "unreadable-date"),
        ("a = 'x'y", "inner-quote"),
        ('a = ["x" "y"]', "open-array"),
        ('a = "x"b = 1', "inner-quote"),
        ('a = "x" b = 1', "syntax"),
        ('a = "\\q"', "backslash"),
        ('a = "\\ud800"', "backslash"),
        ('a = "\t\x01"', "control-character"),
        ("# \x1b", "control-character"),
        ("a = 'x", "open-quote"),
        ("a.b = 1\na = 2", "duplicate-key"),
        ("a = { b = 1, b = 2 }", "duplicate-key"),
        ("a 1", "no-equals"),
        ("a", "no-equals"),
        ("a =", "no-value"),
        ("a = # later", "no-value"),
        ("a = TRUE", "bare-flag"),
        ("a = { b = 1", "open-table"),
        ("a = [ # x", "open-list"),
        ("a = [\nb = 1", "open-list"),
        ("a = [1\n[b]", "open-list"),
        ("a = [1,\n[[b.c]] # x", "open-list"),
        ("a = 1.2.3", "unreadable-date"),
        ("a = 1-2", "unreadable-date"),
        ("= 1", "syntax"),
        ("a = ?", "syntax"),
        ("a.b.键 = 1", "bare-key"),
        ("=======", "merge-markers"),
        ("||||||| base", "merge-markers"),
    ],
)
def test_the_usual_mistakes_are_told_apart(line: str, code: str | None) -> None:
    if code is None:
        assert parse_toml(f"{line}\n")[1] == ()
    else:
        assert code_of(f"{line}\n") == code
        assert code_of(f"first = 1\n{line}") == code


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_text_never_closed_is_found_where_it_begins(quotes: str) -> None:
    _, problems = parse_toml(f"a = 1\nb = {quotes}x{quotes}\nc = {quotes}One\nd = 2\n\n")
    assert [(problem.code, problem.line) for problem in problems] == [("open-quote", 3)]


def test_a_number_too_long_is_found_among_others() -> None:
    _, problems = parse_toml(f"a = 1\nb = {'9' * 5000}\nc = 2\n")
    assert [(problem.code, problem.line) for problem in problems] == [("too-deep", 2)]


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{a=" * 5_000, "a" + ".a" * 10_000 + " = 1"])
def test_nesting_without_end_is_refused(text: str) -> None:
    assert code_of(text) == "too-deep"


@example('a = """\n')
@example("a = [\n")
@example("a = 2020-02-30T99:99:99\n")
@example("a = 2020-02-30\n2021-02-30 = 1\n")
@example("a = 2020-02-28T23:59:59+99:99\n")
@given(st.one_of(st.text(), st.text(alphabet="[]{}=.,\"'\\#\n\r 1a0-:TＴ“", max_size=60)))
def test_whatever_the_text_there_are_data_or_a_problem_in_it(text: str) -> None:
    data, problems = parse_toml(text)
    assert data is not None or problems
    for problem in problems:
        assert problem.severity is Severity.FATAL
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1


@given(st.text(alphabet="[]{}=.,\"'\\#\n 1a0-2", max_size=40))
def test_what_the_parser_takes_is_never_mended(text: str) -> None:
    try:
        expected = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        return
    assert parse_toml(text) == (expected, ())
