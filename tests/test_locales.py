"""The two catalogues against each other, against the rules of both languages, and against what the program asks for."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from planctl.locales import en, zh

SOURCES = Path(__file__).parents[1] / "src" / "planctl"
KEYS = sorted(zh.MESSAGES)
HAN = "[\u4e00-\u9fff]"

#: English messages that quote words of a plan, as people type them.
QUOTING_CHINESE = ("example.", "option.filter_status", "option.source")
#: English messages with a number that is never 1, or that no noun follows.
ONE_FORM = ("board.column", "list.more", "report.changes.", "report.next.", "report.open.", "report.priority.")
#: Chinese messages that are lists of words for the program, not sentences.
WORD_LISTS = {"report.months_short", "report.numerals"}


def forms(message: str | tuple[str, str]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def placeholders(message: str | tuple[str, str]) -> set[str]:
    return {name for form in forms(message) for _, name, _, _ in Formatter().parse(form) if name is not None}


# --- the catalogues --------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys() -> None:
    assert zh.MESSAGES.keys() == en.MESSAGES.keys()


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_in_the_same(key: str) -> None:
    assert placeholders(zh.MESSAGES[key]) == placeholders(en.MESSAGES[key])
    assert all(name.isidentifier() for name in placeholders(zh.MESSAGES[key]))


@pytest.mark.parametrize("key", KEYS)
def test_a_message_that_counts_has_both_forms_in_english(key: str) -> None:
    message = en.MESSAGES[key]
    if isinstance(message, tuple):
        one, other = message
        assert "{n}" in other
        assert "{n}" not in one
        assert placeholders(one) <= placeholders(other)
    elif not key.startswith(ONE_FORM) and not key.endswith("_many"):
        assert "{n}" not in message


@pytest.mark.parametrize("key", KEYS)
def test_a_message_that_counts_has_one_form_in_chinese(key: str) -> None:
    assert isinstance(zh.MESSAGES[key], str)


@pytest.mark.parametrize("key", KEYS)
def test_no_message_is_empty_or_carelessly_spaced(key: str) -> None:
    for message in (*forms(zh.MESSAGES[key]), *forms(en.MESSAGES[key])):
        assert message.strip()
        assert not re.search(r"[ \t]$", message, re.MULTILINE) or message.endswith(("] ", ", ", "; "))


@pytest.mark.parametrize("key", KEYS)
def test_braces_are_doubled_only_where_something_is_filled_in(key: str) -> None:
    """Without fields a message is shown as it is written; problems always have fields."""
    for message in (*forms(zh.MESSAGES[key]), *forms(en.MESSAGES[key])):
        if "{{" in message or "}}" in message:
            assert placeholders(message) or key.startswith("problem.")


# --- the rules of each language --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_english_has_no_chinese_but_quoted_words_of_a_plan(key: str) -> None:
    text = "\n".join(forms(en.MESSAGES[key]))
    assert not re.search("[，。；：！？（）、]", text.replace("（", "") if key == "option.source" else text)
    if not key.startswith(QUOTING_CHINESE):
        assert not re.search(HAN, text)


@pytest.mark.parametrize("key", [key for key in KEYS if key not in WORD_LISTS])
def test_chinese_has_full_width_punctuation(key: str) -> None:
    text = "\n".join(forms(zh.MESSAGES[key]))
    text = re.sub(r"年份\.toml|文件名\.|planctl [^：，。；（）]*|^#.*$|\([一二三四五]\)", "", text, flags=re.MULTILINE)
    assert not re.search(f"{HAN}[,.;:!?]|[,;:!?]{HAN}|{HAN} ?[()]|[()] ?{HAN}", text)
    assert "..." not in text
    assert not re.search(f"“[^”]*$|{HAN}\"{HAN}", text)


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith(("error.", "problem."))])
def test_what_went_wrong_is_one_line_without_a_final_stop(key: str) -> None:
    for message in (*forms(zh.MESSAGES[key]), *forms(en.MESSAGES[key])):
        assert "\n" not in message
        assert not message.endswith(("。", ".")) or message.endswith("……")


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
_NO_KEYS = {"report.css"}


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


def test_every_key_that_the_program_names_is_in_the_catalogues() -> None:
    named = {text for text in WHOLE if _SHAPE.fullmatch(text) and text.partition(".")[0] in _FAMILIES}
    assert named - _NO_KEYS - set(KEYS) == set()


def test_no_message_is_left_over() -> None:
    families = {(before, after) for before, after in PARTS if _SHAPE.match(f"{before}x") and before.endswith((".", "_"))}
    families |= {(before, after) for before, after in PARTS if before.count(".") and before.partition(".")[0] in _FAMILIES}
    unused = {
        key
        for key in set(KEYS) - WHOLE
        if not any(key.startswith(before) and key.endswith(after) for before, after in families)
    }
    assert unused == set()
