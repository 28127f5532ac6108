"""Days as people write them, in Chinese or English and in any width, as dates.

The command line and ledgers read days here alike. Every refusal is a ``PlanctlError`` that carries what was written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planctl.errors import UsageError
from planctl.plan.numerals import value_of
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The years a date may lie in; there is room for a day before the first and after the last.
YEARS = range(1900, 9999)


class BadDateError(UsageError):
    """``value`` cannot be read as a date."""

    key = "error.bad_date"


def parse_date(value: str, *, today: date, year: int, ahead: bool = False) -> date:
    """Read a date; one without a year lies in ``year``, the plan's, and a period means its last day.

    Days: ``2020-06-30`` (also with ``/`` or ``.``, without separators, or without the year, the month first),
    ``20.6.30``, ``2020年6月30日``, ``六月三十日``, ``30 June 2020``, ``June 30``. Periods: ``2020-06``, ``6月``,
    ``6月中旬``, ``Q3``, ``三季度末``, ``H1``, ``上半年``, ``年底`` or ``eoy``; as of ``today`` ``月底`` or ``eom``,
    ``下月底``, ``下月10日``, ``季度末`` or ``eoq``. A deadline in words, ``12月底前完成`` or ``by the end of June``,
    is its day; ``今年`` and ``明年`` are seen from ``year``. Counted from ``today``: ``昨天``, ``下周五``,
    ``last Friday``, ``3天前``, ``2 weeks ago``, ``+7d``, ``-2w``, ``+1m`` (at most the last day of that month). A bare
    ``Friday`` or ``周五`` is the nearest one, with ``ahead`` to come, else past; today is both.

    Raises:
        BadDateError: It is none of these, or there is no such day between 1900 and 9998; of ``6月前``, which may mean
            the end of June or the day before it begins, it carries both days.
    """
    text = _plain(re.sub(_MIDNIGHT, "", fold(value).casefold()), year)
    text = re.sub(_BY, "", re.sub(_BY_THEN, "", re.sub(_BY_THAT_DAY, r"\1", text)))  # "by the end of June" is its end
    try:
        day = _day_from_today(text, today, ahead=ahead) or _day_in_year(text, year)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        day = None
    if day is None or day.year not in YEARS:
        raise BadDateError(value=value, suggestions=tuple(map(str, either_day(value, year))))
    return day


def either_day(value: str, year: int) -> tuple[date, ...]:
    """Return the two days that "before a period" may mean, the one before it begins and its last, else nothing.

    ``year`` is that of a period without one.
    """
    text = re.sub(r"\s+", "", fold(value).casefold())
    chinese, english = re.fullmatch(_BEFORE, text), re.fullmatch("before(?:the)?(.+)", text)
    if not (match := chinese or english):
        return ()
    try:
        found = period(re.sub("^[0-9]{4}$", r"\g<0>年", match[1]), year)
        if not found or (chinese and found[0] == found[1]):  # 6月30日前 is that day
            return ()
        return found[0] - timedelta(days=1), found[1]
    except (ValueError, OverflowError):
        return ()


def period(value: str, year: int) -> tuple[date, date] | None:
    """Return the first and the last day of what ``value`` names in the calendar, ``None`` if that is nothing.

    Raises:
        ValueError: The calendar does not have it.
    """
    return _period_in_year(_plain(fold(value).casefold(), year), year)


def _plain(text: str, year: int) -> str:
    """Return ``text`` without blanks that do not part numbers, with digits, and years called by their numbers."""
    text = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", text)
    text = re.sub(_HAN_NUMBER, lambda number: _in_digits(number[0]), text)
    text = re.sub(_NAMED_YEAR, lambda name: f"{year + _YEARS_AWAY[name[1]]}年", text)
    text = re.sub("(?<=[0-9]年)度|(?<=月)份|以(?=内)|(?<=[日号])24[时点]", "", text)
    return re.sub(_END_OF, lambda name: f"eo{(name[1] or name[2])[0]}", text)


def _day_from_today(text: str, today: date, *, ahead: bool) -> date | None:
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if match := re.fullmatch(_MONTH_END, text):
        return _end_of_month(today, _TURNS[match[1] or "本"])
    if match := re.fullmatch(_DAY_OF_MONTH, text):
        return _end_of_month(today, _TURNS[match[1]]).replace(day=int(match[2]))
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
    """Return a Chinese number in digits: years digit by digit, ``二〇二〇``, and ``三十一``; else as it is."""
    value = value_of(number)
    return number if value is None else str(value)


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in "d天日":
        return day + timedelta(days=count)
    if unit in "w周":
        return day + timedelta(weeks=count)
    last = _end_of_month(day, count * 12 if unit in "y年" else count)
    return last.replace(day=min(day.day, last.day))


def _day_in_year(text: str, default_year: int) -> date | None:
    found = _period_in_year(text, default_year)
    return found[1] if found else None


def _period_in_year(text: str, default_year: int) -> tuple[date, date] | None:
    match = next((match for form in _CALENDAR if (match := re.fullmatch(form, text))), None)
    if match is None:
        return None
    found = {name: part for name, part in match.groupdict().items() if part}
    year = 2000 + int(found["short"]) if "short" in found else int(found.get("year", default_year))
    last = _last_day(year, _month(found))
    if text.endswith(("底", "末", "eoy", "年终")):  # the end of a period is a day
        return last, last
    if day := found.get("day"):
        return last.replace(day=int(day)), last.replace(day=int(day))
    if tenth := found.get("tenth"):
        end = last.replace(day=_TENTHS.get(tenth, last.day))
        return last.replace(day=1 + 10 * "上中下".index(tenth)), end
    months = 3 if "quarter" in found else 6 if "half" in found else 1 if {"month", "name"} & found.keys() else 12
    return last.replace(month=last.month - months + 1, day=1), last


def _month(found: Mapping[str, str]) -> int:
    """Return the last month of the period that the parts of a date name; ``ValueError`` for an unknown month's name."""
    if name := found.get("name"):
        return [month[: max(3, len(name))] for month in _MONTHS].index(name) + 1
    if quarter := found.get("quarter"):
        return 3 * _ORDINALS[quarter]
    if half := found.get("half"):
        return 6 * _ORDINALS[half]
    return int(found.get("month", 12))


def _last_day(year: int, month: int) -> date:
    first = date(year, month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


# --- tables and patterns, compiled when they are first needed ---------------------------------------------------------

#: What spreadsheets put behind a day, and what offices put behind a deadline or, in English, before it.
_MIDNIGHT = r"[ t]0?0:00(?::00(?:\.0+)?)?$"
_DONE = "(?:全部|全面)?(?:完成|办结|落实|到位)"
_BEFORE = f"(.+?)[之以]?前(?:{_DONE})?"
_BY_THEN = f"(?<=[日号底末旬内])(?:[之以]?前)?(?:{_DONE})?$|(?<=[月年度]){_DONE}$"
_BY_THAT_DAY = r"^([0-9]{4}([-/.])[0-9]{1,2}\2[0-9]{1,2})[之以]?前"
_BY = "^(?:by|until|till|nolaterthan|during|in(?![0-9]))?(?:the)?(?:endof(?:the)?)?(?=[0-9a-z])"
_END_OF = "endof(?:the|this)?(year|quarter|month)$|(?:the)?(year)-?end$"
_NAMED_YEAR = "([今本明次去])年度?(?![0-9]{4})"
_YEARS_AWAY = {"今": 0, "本": 0, "明": 1, "次": 1, "去": -1}

_DAYS = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}
_DAYS |= {"tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
_TURNS = {"上": -1, "本": 0, "这": 0, "下": 1}
_MONTH_END = "eom|([上本这下])?个?月[底末]"
_DAY_OF_MONTH = "([上本这下])个?月([0-9]{1,2})[日号]"
_QUARTER_END = "eoq|([上本这下])?个?季度?[底末]"
_WEEKDAY = "([上本这下])?(?:周|星期|礼拜)([一二三四五六日天])"
_DAY_OF_WEEK = "(last|next|this)?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_OFFSET = "(?P<side>[+-])(?P<count>[0-9]{1,5})(?P<unit>[dwmy天日周月年]|个月)"
_DISTANCE = "(?P<count>[0-9]{1,5})(?P<unit>天|周|个月)(?P<side>[前后])"
_AGO = "(?P<count>[0-9]{1,5})(?P<unit>day|week|month|year)s?(?P<side>ago)"
_IN = "(?P<side>in)(?P<count>[0-9]{1,5})(?P<unit>day|week|month|year)s?"
_HAN_NUMBER = "[〇零一二三四五六七八九十]+(?=[年月日号天周]|个月)"

_ORDINALS = {
    name: place % 4 + 1 for place, name in enumerate((*"1234", *"一二三四", "first", "second", "third", "fourth"))
}
_ORDINALS |= {"上": 1, "下": 2}
_TENTHS = {"上": 10, "中": 20}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR = "(?P<year>[0-9]{4})"
_CALENDAR = (
    _YEAR + "(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    _YEAR + "(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?",
    r"(?P<short>[0-9]{2})\.(?P<month>[0-9]{1,2})\.(?P<day>[0-9]{1,2})",
    "(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
    f"(?:{_YEAR}年)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号]?|(?P<tenth>[上中下])旬|[底末内])?",
    f"(?:{_YEAR}[年-]?)?q(?P<quarter>[1-4])",
    f"q(?P<quarter>[1-4])[ ,]?{_YEAR}",
    f"(?P<quarter>first|second|third|fourth)quarter(?:of)?{_YEAR}?",
    f"(?P<half>first|second)half(?:of)?{_YEAR}?",
    f"(?:{_YEAR}年?)?第?(?P<quarter>[1-4一二三四])季度[底末内]?",
    f"(?:{_YEAR}年?)?第?(?P<quarter>[1一])季度[之以]?前",  # before the first there is no other
    f"(?:{_YEAR}[年-]?)?h(?P<half>[12])",
    f"(?:{_YEAR}年?)?(?P<half>[上下])半年[底末内]?",
    f"{_YEAR}年(?:年?[底末内])?|(?:本年?)?年[底末内]|年终|全年|eoy",
    f"(?P<day>[0-9]{{1,2}})(?P<name>[a-z]{{3,}})\\.?,?{_YEAR}?",
    f"(?P<name>[a-z]{{3,}})\\.?(?P<day>[0-9]{{1,2}})?[ ,]?{_YEAR}?",
)
