"""A fault of a plan as a line: where it is, how grave it is, what is wrong."""

from __future__ import annotations

from planctl.errors import Problem, Severity
from planctl.words.i18n import Translator
from planctl.words.problems import describe, sentence

ZH, EN = Translator("zh"), Translator("en")


def test_a_line_begins_as_editors_and_compilers_have_it() -> None:
    problem = Problem("blank", 7, fields={"field": "title"})
    assert describe(EN, "plans/2020.toml", problem).startswith("plans/2020.toml:7: error: ")
    assert describe(EN, "plans/2020.toml", problem).endswith(sentence(EN, problem))


def test_a_fault_of_the_whole_file_has_no_line() -> None:
    problem = Problem("no-format", None, severity=Severity.FATAL)
    assert describe(ZH, "2020.toml", problem).startswith("2020.toml: ")


def test_a_key_that_is_nearly_right_leads_to_the_one_that_was_meant() -> None:
    known = frozenset({"title", "status", "due"})
    near, far = (Problem("unknown-key", 1, fields={"field": field, "known": known}) for field in ("titel", "预算"))
    assert "title" in sentence(EN, near)
    assert not any(key in sentence(EN, far) for key in known)


def test_a_status_is_named_in_the_language_of_the_reader() -> None:
    problem = Problem("no-reason", 1, fields={"id": "1.1", "status": "blocked"})
    assert "受阻" in sentence(ZH, problem)
    assert "blocked" in sentence(EN, problem)
