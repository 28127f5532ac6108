"""The two catalogues against each other, against the rules of both languages, and against what the program asks for."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from places import SOURCES

from planctl.words.locales import en, zh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

KEYS = sorted(zh.MESSAGES)
HAN = "[\u4e00-\u9fff]"

#: English messages that quote words of a plan, as people type them.
QUOTING_CHINESE = ("error.draft_unnumbered", "example.", "option.filter_status", "option.source")
#: English messages with a number that is never 1, or that no noun follows.
ONE_FORM = (
    *("board.column", "list.more", "report.and_more", "report.brief.", "report.changes.", "report.chart.late"),
    *(
        "report.findings.areas",
        "report.findings.some",
        "report.indicators.some",
        "report.next.",
        "report.open.",
        "report.priority.",
    ),
    *("report.rest.among",),
)
#: Chinese messages that are lists of words for the program, not sentences.
WORD_LISTS = {"report.months_short", "report.numerals"}


def forms(message: str | tuple[str, str]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def texts(messages: Mapping[str, str | tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((key, form) for key, message in messages.items() for form in forms(message))


def placeholders(message: str | tuple[str, str]) -> set[str]:
    return {name for form in forms(message) for _, name, _, _ in Formatter().parse(form) if name is not None}


# --- the catalogues --------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys() -> None:
    assert zh.MESSAGES.keys() == en.MESSAGES.keys()


def test_both_languages_fill_in_the_same() -> None:
    unequal = [key for key in KEYS if placeholders(zh.MESSAGES[key]) != placeholders(en.MESSAGES[key])]
    assert unequal == []
    assert all(name.isidentifier() for message in zh.MESSAGES.values() for name in placeholders(message))


def test_a_message_that_counts_has_both_forms_in_english() -> None:
    lacking = [
        key
        for key, message in en.MESSAGES.items()
        if isinstance(message, str) and "n" in placeholders(message) and not key.startswith(ONE_FORM)
    ]
    assert [key for key in lacking if not key.endswith((".intro", "_many"))] == []


@pytest.mark.parametrize("catalogue", [zh, en])
def test_of_two_forms_only_the_second_says_the_number(catalogue: ModuleType) -> None:
    pairs = {key: message for key, message in catalogue.MESSAGES.items() if isinstance(message, tuple)}
    assert [key for key, (one, other) in pairs.items() if "{n}" in one or "{n}" not in other] == []
    assert [key for key, (one, other) in pairs.items() if not placeholders(one) <= placeholders(other)] == []


def test_braces_are_doubled_only_where_something_is_filled_in() -> None:
    """Without fields a message is shown as it is written; problems always have fields."""
    doubled = [(key, text) for key, text in (*texts(zh.MESSAGES), *texts(en.MESSAGES)) if "{{" in text or "}}" in text]
    assert [key for key, text in doubled if not placeholders(text) and not key.startswith("problem.")] == []


# --- the rules of each language --------------------------------------------------------------------------------------


def test_english_has_no_chinese_but_quoted_words_of_a_plan() -> None:
    foreign = f"{HAN}|[，。；：！？、]|[（）](?![0-9])"
    found = [key for key, text in texts(en.MESSAGES) if re.search(foreign, text)]
    assert [key for key in found if not key.startswith(QUOTING_CHINESE)] == []


def test_chinese_has_full_width_punctuation() -> None:
    no_sentences = r"年份\.toml|文件名\.|planctl [^：，。；（）]*|^#.*$|\([一二三四五]\)"
    wrong = f"{HAN}[,.;:!?]|[,;:!?]{HAN}|{HAN} ?[()]|[()] ?{HAN}|\\.\\.\\.|“[^”]*$"
    found = [
        (key, text)
        for key, text in texts(zh.MESSAGES)
        if key not in WORD_LISTS and re.search(wrong, re.sub(no_sentences, "", text, flags=re.MULTILINE))
    ]
    assert found == []


def test_what_went_wrong_is_one_line_without_a_final_stop() -> None:
    said = [*texts(zh.MESSAGES), *texts(en.MESSAGES)]
    told = [(key, text) for key, text in said if key.startswith(("error.", "problem."))]
    assert [key for key, text in told if "\n" in text or text.endswith(("。", ".", "！"))] == []


def test_chinese_uses_the_words_of_the_trade() -> None:
    words = {
        "status.todo": "未启动",
        "status.doing": "推进中",
        "status.blocked": "受阻",
        "status.submitted": "待验收",
        "status.done": "已完成",
        "status.dropped": "已终止",
        "grade.overdue": "逾期",
        "grade.due-soon": "临期",
        "grade.behind": "欠进度",
        "grade.ahead": "超进度",
        "grade.on-track": "达进度",
        "column.lead": "牵头单位",
        "column.support": "配合单位",
        "column.due": "完成时限",
        "column.evidence": "佐证材料",
    }
    assert {key: zh.MESSAGES[key] for key in words} == words


# --- the program -----------------------------------------------------------------------------------------------------

_FAMILIES = {key.partition(".")[0] for key in KEYS}
_SHAPE = re.compile(r"[a-z]+(?:\.[a-z0-9_-]+)+")
#: Strings of the program that look like keys and are none.
_NO_KEYS = {"merge.planctl.name", "merge.planctl.driver"}


def _strings() -> tuple[set[str], set[tuple[str, str]]]:
    """Return every string of the program, and of every string with something filled in what stands before and after."""
    whole, parts = set(), set()
    for path in SOURCES.rglob("*.py"):
        if path.parent.name == "locales":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                first, last = node.values[0], node.values[-1]
                ends = [str(end.value) if isinstance(end, ast.Constant) else "" for end in (first, last)]
                parts.add((ends[0], ends[1] if len(node.values) > 1 else ""))
    return whole, parts


WHOLE, PARTS = _strings()


def is_family(text: str) -> bool:
    """Whether keys are made out of ``text`` by adding something to it."""
    return any(key.startswith(text) and key != text for key in KEYS)


def test_every_key_that_the_program_names_is_in_the_catalogues() -> None:
    named = {text for text in WHOLE if _SHAPE.fullmatch(text) and text.partition(".")[0] in _FAMILIES}
    assert {text for text in named - _NO_KEYS - set(KEYS) if not is_family(text)} == set()


def test_no_message_is_left_over() -> None:
    made = {(before, after) for before, after in PARTS if before.partition(".")[0] in _FAMILIES and "." in before}
    made |= {(text, "") for text in WHOLE - set(KEYS) if _SHAPE.fullmatch(text) and is_family(text)}
    unused = set(KEYS) - WHOLE
    unused -= {key for key in unused for before, after in made if key.startswith(before) and key.endswith(after)}
    assert unused == set()
