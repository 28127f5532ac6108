"""What people type, in Chinese or English and in any width, as values: dates, numbers, statuses, choices.

What is looked up in a plan, ids and units, is read by the changes themselves. Nothing here knows a screen, a file or a
clock. Every refusal is a ``PlanctlError`` that carries what was typed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planctl.errors import BadChoiceError, ExitCode, PlanctlError, UsageError
from planctl.plan.changes import Reading
from planctl.plan.model import Number, Status
from planctl.plan.spelling import essence, fold, nearest, split_list

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The years a date may lie in; there is room for a day before the first and after the last.
YEARS = range(1900, 9999)
MOST_DIGITS = 15
#: What each status may be called, its code apart; case, blanks, ``-`` and ``_`` do not matter.
STATUS_WORDS: dict[Status, tuple[str, ...]] = {
    Status.TODO: ("未启动", "未开始", "未开展", "待办", "not started", "to do", "pending"),
    Status.DOING: ("推进中", "正在推进", "进行中", "办理中", "在办", "in progress", "under way", "started", "ongoing"),
    Status.BLOCKED: ("受阻", "停滞", "暂停", "搁置", "stuck", "on hold"),
    Status.SUBMITTED: ("待验收", "已提交", "已报送", "待审核", "awaiting acceptance", "awaiting review", "in review"),
    Status.DONE: ("已完成", "完成", "办结", "已办结", "已验收", "complete", "completed", "finished", "accepted"),
    Status.DROPPED: ("已终止", "终止", "已取消", "取消", "已撤销", "cancelled", "canceled", "withdrawn", "abandoned"),
}


class BadDateError(UsageError):
    """``value`` cannot be read as a date."""

    key = "error.bad_date"


class BadNumberError(UsageError):
    """``value`` cannot be read as a number."""

    key = "error.bad_number"


class UnknownStatusError(PlanctlError):
    """``value`` is no status in either language."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_status"


# --- dates -----------------------------------------------------------------------------------------------------------


def parse_date(value: str, *, today: date, year: int) -> date:
    """Read a date; one without a year lies in ``year``, the plan's, and a period means its last day.

    Days: ``2020-06-30`` (also with ``/`` or ``.``, without separators, or without the year, the month first),
    ``2020年6月30日``, ``6月30日``, ``30 June 2020``, ``June 30``. Periods: ``2020-06``, ``6月``, ``6月中旬``, ``Q3``,
    ``三季度末``, ``H1``, ``上半年``, ``年底`` or ``eoy``, ``月底`` or ``eom`` (of the month of ``today``). Counted
    from ``today``: ``today``, ``昨天``, ``下周五``, ``3天前``, ``+7d``, ``-2w``, ``+1m`` (at most the last day of that
    month).

    Raises:
        BadDateError: It is none of these, or there is no such day between 1900 and 9998.
    """
    text = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", fold(value).casefold())
    text = re.sub(r"(?<=[日号底末旬])[之以]?前$", "", text)  # "by the end of June" is the end of June
    try:
        day = _day_from_today(text, today) or _day_in_year(text, year)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        day = None
    if day is None or day.year not in YEARS:
        raise BadDateError(value=value)
    return day


def _day_from_today(text: str, today: date) -> date | None:
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if text in _MONTH_ENDS:
        return _last_day(today.year, today.month)
    if match := re.fullmatch(_WEEKDAY, text):
        weekday = 7 if match[2] in "日天" else "一二三四五六".index(match[2]) + 1
        return today + timedelta(days=7 * _WEEKS[match[1]] + weekday - today.isoweekday())
    if match := re.fullmatch(_OFFSET, text) or re.fullmatch(_DISTANCE, text):
        count = int(match["count"])
        return _shifted(today, -count if match["side"] in "-前" else count, match["unit"])
    return None


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in "d天日":
        return day + timedelta(days=count)
    if unit in "w周":
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + (count * 12 if unit in "y年" else count)
    last = _last_day(months // 12, months % 12 + 1)
    return last.replace(day=min(day.day, last.day))


def _day_in_year(text: str, default_year: int) -> date | None:
    match = next((match for form in _CALENDAR if (match := re.fullmatch(form, text))), None)
    if match is None:
        return None
    found = {name: part for name, part in match.groupdict().items() if part}
    last = _last_day(int(found.get("year", default_year)), _month(found))
    return last.replace(day=int(found.get("day") or _TENTHS.get(found.get("tenth", ""), last.day)))


def _month(found: Mapping[str, str]) -> int:
    """Return the last month of the period that the parts of a date name; ``ValueError`` for an unknown month's name."""
    if name := found.get("name"):
        return [month[: max(3, len(name))] for month in _MONTHS].index(name) + 1
    if quarter := found.get("quarter"):
        return 3 * int(quarter.translate(_ORDINALS))
    if half := found.get("half"):
        return 6 * int(half.translate(_ORDINALS))
    return int(found.get("month", 12))


def _last_day(year: int, month: int) -> date:
    first = date(year, month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


# --- numbers ---------------------------------------------------------------------------------------------------------


def parse_number(value: str) -> Number:
    """Read a number of at most 15 digits, such as ``36``, ``62.5`` or ``1,200``; no sign, exponent, unit or percent.

    Raises:
        BadNumberError: It is not written so.
    """
    text = fold(value)
    digits = text.replace(",", "")
    if not re.fullmatch(_NUMBER, text) or len(digits.replace(".", "")) > MOST_DIGITS:
        raise BadNumberError(value=value)
    return float(digits) if "." in digits else int(digits)


def parse_reading(value: str) -> Reading:
    """Read a reading: ``36`` is the new amount, ``+10`` and ``-5`` are changes of the last one.

    A unit is refused rather than dropped, because ``36万`` is not 36.

    Raises:
        BadNumberError: It is not a number.
    """
    text = fold(value)
    try:
        if text[:1] in {"+", "-"}:
            amount = parse_number(text[1:])
            return Reading(-amount if text[0] == "-" else amount, relative=True)
        return Reading(parse_number(text))
    except BadNumberError:
        raise BadNumberError(value=value) from None


# --- words -----------------------------------------------------------------------------------------------------------


def parse_status(value: str) -> Status:
    """Read a status from its code or one of its names in either language.

    Raises:
        UnknownStatusError: It is none; carries the nearest names.
    """
    wanted = essence(value)
    for status, words in STATUS_WORDS.items():
        if any(wanted == essence(word) for word in (status.value, *words)):
            return status
    known = [word for status, words in STATUS_WORDS.items() for word in (status.value, *words)]
    raise UnknownStatusError(value=value, suggestions=nearest(value, known))


def parse_statuses(*values: str) -> tuple[Status, ...]:
    """Read lists of statuses, such as ``doing,受阻``; raises ``UnknownStatusError`` for the first that is none."""
    words = (word for value in values for word in split_list([value]) or [value])
    return tuple(dict.fromkeys(map(parse_status, words)))


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
    raise BadChoiceError(name=name, value=value, choices=", ".join(choices), suggestions=nearest(value, known))


# --- tables and patterns, compiled when they are first needed ---------------------------------------------------------

_NUMBER = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"

_DAYS = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}
_DAYS |= {"tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
_MONTH_ENDS = frozenset({"eom", "月底", "月末", "本月底", "本月末"})
_WEEKDAY = "([上本这下])(?:周|星期|礼拜)([一二三四五六日天])"
_WEEKS = {"上": -1, "本": 0, "这": 0, "下": 1}
_OFFSET = "(?P<side>[+-])(?P<count>[0-9]{1,5})(?P<unit>[dwmy天日周月年]|个月)"
_DISTANCE = "(?P<count>[0-9]{1,5})(?P<unit>天|周|个月)(?P<side>[前后])"

_ORDINALS = str.maketrans("一二三四上下", "123412")
_TENTHS = {"上": 10, "中": 20}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR = "(?P<year>[0-9]{4})"
_CALENDAR = (
    _YEAR + "(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    _YEAR + "(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?",
    "(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
    f"(?:{_YEAR}年)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号]?|(?P<tenth>[上中下])旬|[底末])?",
    f"(?:{_YEAR}[年-]?)?q(?P<quarter>[1-4])",
    f"(?:{_YEAR}年?)?第?(?P<quarter>[1-4一二三四])季度[底末]?",
    f"(?:{_YEAR}[年-]?)?h(?P<half>[12])",
    f"(?:{_YEAR}年?)?(?P<half>[上下])半年[底末]?",
    f"{_YEAR}年(?:年?[底末])?|(?:本年?)?年[底末]|年终|全年|eoy",
    f"(?P<day>[0-9]{{1,2}})(?P<name>[a-z]{{3,}})\\.?,?{_YEAR}?",
    f"(?P<name>[a-z]{{3,}})\\.?(?P<day>[0-9]{{1,2}})?[ ,]?{_YEAR}?",
)
