"""What people type as one of several words, or as the number of a step: choices, grades, statuses to look for.

Days, numbers and statuses are read by ``planctl.plan``, as ledgers have them too; what is looked up in a plan, ids and
units, by the changes themselves. Every refusal is a ``PlanctlError`` that carries what was typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.errors import BadChoiceError
from planctl.plan.progress import Grade
from planctl.plan.spelling import essence, fold, nearest, split_list
from planctl.plan.status_words import UnknownStatusError, parse_statuses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.plan.model import Status

#: What the mark of those that another year goes on with may be called, where statuses are looked for.
CARRIED_WORDS = ("carried", "carried over", "已结转", "结转")
#: How a text is split into tasks, and what it may be, as people type them.
SPLIT_WORDS: dict[str, tuple[str, ...]] = {"sentence": ("句", "按句"), "clause": ("分句", "按分句")}
TEXT_WORDS: dict[str, tuple[str, ...]] = {
    "plan": ("计划", "任务", "tasks"),
    "inspection": ("督察", "问题清单", "findings"),
    "standard": ("指标体系", "指标", "indicators"),
}
#: What each grade may be called, its code apart.
GRADE_WORDS: dict[str, tuple[str, ...]] = {
    Grade.DONE: ("已完成", "完成"),
    Grade.OVERDUE: ("逾期", "late"),
    Grade.AT_RISK: ("有风险",),
    Grade.BEHIND: ("欠进度", "滞后"),
    Grade.DUE_SOON: ("临期",),
    Grade.AHEAD: ("超进度",),
    Grade.ON_TRACK: ("达进度",),
    Grade.PENDING: ("待启动",),
    Grade.CLOSED: ("已终止", "终止", "dropped"),
}


def parse_ordinal(value: str) -> int | None:
    """Read the number of a step or an entry; ``None`` if it is none."""
    digits = fold(value)
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else None


def parse_filter_statuses(*values: str) -> tuple[tuple[Status, ...], bool]:
    """Read what tasks are looked for by: lists of statuses, and whether that they were carried over is among them.

    Raises:
        UnknownStatusError: The first that is neither; carries what finds what people call so.
    """
    words = tuple(word for value in values for word in split_list([value]) or [value])
    marks = {word for word in words if essence(word) in map(essence, CARRIED_WORDS)}
    try:
        return parse_statuses(*(word for word in words if word not in marks)), bool(marks)
    except UnknownStatusError as error:
        from planctl.cli.synonyms import statuses_meant

        meant = statuses_meant(str(error.fields["value"]))
        raise UnknownStatusError(value=error.fields["value"], suggestions=meant or error.suggestions) from None


def parse_grades(*values: str) -> tuple[Grade, ...]:
    """Read lists of grades, such as ``behind,逾期``; raises ``BadChoiceError`` for the first that is none."""
    words = (word for value in values for word in split_list([value]) or [value])
    return tuple(dict.fromkeys(Grade(parse_choice(word, GRADE_WORDS, "--grade")) for word in words))


def parse_choice(value: str, choices: Mapping[str, tuple[str, ...]], name: str) -> str:
    """Return which of ``choices``, codes with their other names, ``value`` means; ``name`` is the option it is for.

    Raises:
        BadChoiceError: It is none of them.
    """
    wanted = essence(value)
    for code, words in choices.items():
        if any(wanted == essence(word) for word in (code, *words)):
            return code
    known = [word for code, words in choices.items() for word in (code, *words)]
    listed = choices if value.isascii() else _in_chinese(choices)
    raise BadChoiceError(name=name, value=value, choices=", ".join(listed), suggestions=nearest(value, known))


def _in_chinese(choices: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what to write for each code where something in Chinese was typed: its first Chinese name, if it has one."""
    for code, words in choices.items():
        yield next((word for word in words if not word.isascii()), code)
