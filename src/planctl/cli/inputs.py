"""What people type, in Chinese or English and in any width, as values: dates, numbers, statuses, choices.

What is looked up in a plan, ids and units, is read by the changes themselves. Nothing here knows a screen, a file or a
clock. Every refusal is a ``PlanctlError`` that carries what was typed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planctl.errors import BadChoiceError, ExitCode, PlanctlError, UsageError
from planctl.plan.duties import Every
from planctl.plan.model import Status
from planctl.plan.progress import Grade
from planctl.plan.spelling import essence, fold, is_blank, nearest, split_list
from planctl.plan.target import Number
from planctl.plan.targets import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The years a date may lie in; there is room for a day before the first and after the last.
YEARS = range(1900, 9999)
MOST_DIGITS = 15
#: What each status may be called, its code apart; case, blanks, ``-`` and ``_`` do not matter.
STATUS_WORDS: dict[Status, tuple[str, ...]] = {
    Status.TODO: ("未启动", "未开始", "未开展", "待办", "not started", "to do", "pending"),
    Status.DOING: ("推进中", "正在推进", "进行中", "办理中", "在办", "in progress", "under way", "started"),
    Status.BLOCKED: ("受阻", "停滞", "暂停", "搁置", "stuck", "on hold"),
    Status.SUBMITTED: ("待验收", "已提交", "已报送", "待审核", "awaiting acceptance", "awaiting review", "in review"),
    Status.DONE: (
        "已完成",
        "完成",
        "办结",
        "已办结",
        "已验收",
        "已销号",
        "销号",
        "达标",
        "complete",
        "completed",
        "finished",
        "accepted",
        "closed out",
        "met",
    ),
    Status.DROPPED: ("已终止", "终止", "已取消", "取消", "已撤销", "cancelled", "canceled", "withdrawn", "abandoned"),
}
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


#: What each period may be called, its code apart.
EVERY_WORDS: dict[str, tuple[str, ...]] = {
    Every.MONTH: ("每月", "月", "按月", "monthly"),
    Every.QUARTER: ("每季度", "每季", "季度", "季", "按季度", "quarterly"),
    Every.HALF: ("每半年", "半年", "half-yearly", "half a year"),
    Every.YEAR: ("每年", "年", "按年", "yearly", "annually"),
}
#: What people may type for a status that is none: such a task is a duty.
DUTY_WORDS = ("ongoing", "长期坚持", "长期", "持续推进", "常态化")


class DutyNoStatusError(UsageError):
    """``value`` is no status, but says that a task has no end."""

    key = "error.duty_no_status"


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


def clean_text(typed: str) -> str:
    """Return what was typed, pasted or piped as it is kept: as lines, without blanks at their ends and around them.

    What editors and other systems put in goes: a byte order mark in front, and carriage returns. A text that nobody can
    see is none.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = re.sub(r"^[\s\ufeff]+", "", "\n".join(line.rstrip() for line in lines)).rstrip()
    return "" if is_blank(text) else text


# --- dates -----------------------------------------------------------------------------------------------------------


def parse_date(value: str, *, today: date, year: int, ahead: bool = False) -> date:
    """Read a date; one without a year lies in ``year``, the plan's, and a period means its last day.

    Days: ``2020-06-30`` (also with ``/`` or ``.``, without separators, or without the year, the month first),
    ``2020年6月30日``, ``六月三十日``, ``30 June 2020``, ``June 30``. Periods: ``2020-06``, ``6月``, ``6月中旬``,
    ``Q3``, ``三季度末``, ``H1``, ``上半年``, ``年底`` or ``eoy``; as of ``today`` ``月底`` or ``eom``, ``下月底``,
    ``季度末`` or ``eoq``. A deadline in words, ``12月底前完成``, is its day. Counted from ``today``: ``昨天``,
    ``下周五``, ``last Friday``, ``3天前``, ``2 weeks ago``, ``+7d``, ``-2w``, ``+1m`` (at most the last day of that
    month). A bare ``Friday`` or ``周五`` is the nearest one, with ``ahead`` to come, else past; today is both.

    Raises:
        BadDateError: It is none of these, or there is no such day between 1900 and 9998.
    """
    text = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", fold(value).casefold())
    text = re.sub(r"(?<=[日号底末旬])(?:[之以]?前)?(?:完成|办结|落实)?$", "", text)  # "by the end of June" is its end
    text = re.sub(_HAN_NUMBER, lambda number: _in_digits(number[0]), text)
    try:
        day = _day_from_today(text, today, ahead=ahead) or _day_in_year(text, year)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        day = None
    if day is None or day.year not in YEARS:
        raise BadDateError(value=value)
    return day


def _day_from_today(text: str, today: date, *, ahead: bool) -> date | None:
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if match := re.fullmatch(_MONTH_END, text):
        return _end_of_month(today, _TURNS[match[1] or "本"])
    if match := re.fullmatch(_QUARTER_END, text):
        return _end_of_month(today, 3 * _TURNS[match[1] or "本"] + -today.month % 3)
    if match := re.fullmatch(_WEEKDAY, text):
        weekday = 7 if match[2] in "日天" else "一二三四五六".index(match[2]) + 1
        days = 7 * _TURNS[match[1] or "本"] + weekday - today.isoweekday()
        return today + timedelta(days=days) if match[1] else _nearest(weekday, today, ahead=ahead)
    if match := re.fullmatch(_DAY_OF_WEEK, text):
        weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(match[2][:3]) + 1
        first = today + timedelta(days={"last": -1, "next": 1}.get(match[1], 0))
        return _nearest(weekday, first, ahead=match[1] != "last" if match[1] else ahead)
    if match := next((match for form in (_OFFSET, _DISTANCE, _AGO, _IN) if (match := re.fullmatch(form, text))), None):
        count = int(match["count"])
        return _shifted(today, -count if match["side"] in {"-", "前", "ago"} else count, match["unit"][0])
    return None


def _nearest(weekday: int, day: date, *, ahead: bool) -> date:
    """Return the day nearest to ``day`` that is ``weekday``, 1 for Monday, among it and those after or before it."""
    away = weekday - day.isoweekday()
    return day + timedelta(days=away % 7 if ahead else -(-away % 7))


def _end_of_month(day: date, months: int) -> date:
    """Return the last day of the month that is so many ``months`` away from that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _last_day(year, month + 1)


def _in_digits(number: str) -> str:
    """Return a Chinese number in digits: years digit by digit, ``二〇二〇``, and ``三十一``."""
    tens, ten, ones = number.rpartition("十")
    digits = (tens or "1") + (ones or "0") if ten else number
    return digits.translate(_DIGITS)


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in "d天日":
        return day + timedelta(days=count)
    if unit in "w周":
        return day + timedelta(weeks=count)
    last = _end_of_month(day, count * 12 if unit in "y年" else count)
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


def parse_ordinal(value: str) -> int | None:
    """Read the number of a step or an entry; ``None`` if it is none."""
    digits = fold(value)
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else None


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
        DutyNoStatusError: It says that a task has no end.
        UnknownStatusError: It is none; carries the nearest names.
    """
    wanted = essence(value)
    for status, words in STATUS_WORDS.items():
        if any(wanted == essence(word) for word in (status.value, *words)):
            return status
    if wanted in map(essence, DUTY_WORDS):
        raise DutyNoStatusError(value=value)
    known = [word for status, words in STATUS_WORDS.items() for word in (status.value, *words)]
    raise UnknownStatusError(value=value, suggestions=nearest(value, known))


def parse_statuses(*values: str) -> tuple[Status, ...]:
    """Read lists of statuses, such as ``doing,受阻``; raises ``UnknownStatusError`` for the first that is none."""
    words = (word for value in values for word in split_list([value]) or [value])
    return tuple(dict.fromkeys(map(parse_status, words)))


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


# --- tables and patterns, compiled when they are first needed ---------------------------------------------------------

_NUMBER = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"

_DAYS = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}
_DAYS |= {"tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
_TURNS = {"上": -1, "本": 0, "这": 0, "下": 1}
_MONTH_END = "eom|([上本这下])?个?月[底末]"
_QUARTER_END = "eoq|([上本这下])?个?季度?[底末]"
_WEEKDAY = "([上本这下])?(?:周|星期|礼拜)([一二三四五六日天])"
_DAY_OF_WEEK = "(last|next|this)?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_OFFSET = "(?P<side>[+-])(?P<count>[0-9]{1,5})(?P<unit>[dwmy天日周月年]|个月)"
_DISTANCE = "(?P<count>[0-9]{1,5})(?P<unit>天|周|个月)(?P<side>[前后])"
_AGO = "(?P<count>[0-9]{1,5})(?P<unit>day|week|month|year)s?(?P<side>ago)"
_IN = "(?P<side>in)(?P<count>[0-9]{1,5})(?P<unit>day|week|month|year)s?"
_HAN_NUMBER = "[〇零一二三四五六七八九十]+(?=[年月日号天周]|个月)"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

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
