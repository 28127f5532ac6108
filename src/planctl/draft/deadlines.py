"""Until when, from when, and how often: 2020年6月底前, 三季度末, 2020年6—9月, 年内, 长期坚持, 每季度.

What has two readings (``6月前``) is not read but told of with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.spelling import masked, narrowed
from planctl.plan.numerals import to_int

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Due(NamedTuple):
    """A deadline as written, its day, and where it stands in the text."""

    day: date
    written: str
    at: int


class Doubt(NamedTuple):
    """A phrase that was not read, by the ``code`` of why not, and what it may mean."""

    code: str
    phrase: str
    readings: tuple[str, ...] = ()


class Span(NamedTuple):
    """What a sentence says of its time; one with a duty's words ``is_ongoing``, reported on ``every`` so often."""

    start: date | None = None
    dues: tuple[Due, ...] = ()
    is_ongoing: bool = False
    every: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def due(self) -> date | None:
        """The last of its deadlines."""
        return max((due.day for due in self.dues), default=None)


def read_span(text: str, year: int, *, is_limit: bool = False) -> Span:
    """Return what ``text`` says of its time in a plan of ``year``; a deadline that was over before is none.

    Where it ``is_limit``, as behind 完成时限：, a bare day or period is a deadline, too.
    """
    shown = masked(text).rstrip("。；;，,）)") if is_limit else masked(text)
    doubts = [Doubt("limit", text[found.start() : found.end()]) for found in _RELATIVE.finditer(narrowed(text))]
    spans = list(_PERIOD.finditer(shown))
    doubts += [Doubt("limit", text[found.start() : found.end()]) for found in spans if _is_unclear(found, year)]
    periods = [(found, ends) for found in spans if (ends := _ends(found, year)) and ends[1].year >= year]
    shown = _blotted(shown, spans)
    begun = next(((found, day) for found in _FROM.finditer(shown) if (day := _first(found.groupdict(), year))), None)
    shown = _blotted(shown, [begun[0]] if begun else [])
    dues = [Due(ends[1], text[found.start() : found.end()], found.start()) for found, ends in periods]
    listed = list(_LISTED.finditer(shown))
    for found in listed:
        days_of_list = _listed(found, year)
        written = text[found.start() : found.end()]
        dues += [Due(day, written, found.start()) for day in days_of_list]
        doubts += [] if days_of_list else [Doubt("limit", written)]
    shown = _blotted(shown, listed)
    for found, days in _moments(shown, year, is_limit=is_limit):
        written = text[found.start() : found.end()]
        if len(days) == 1:
            dues.append(Due(days[0], written, found.start()))
        else:
            doubts.append(Doubt("deadline", written, tuple(day.isoformat() for day in days)))
    start = begun[1] if begun else min((ends[0] for _, ends in periods), default=None)
    return _with_duty(Span(start, tuple(sorted(dues, key=lambda due: due.at)), doubts=tuple(doubts)), shown)


def _with_duty(span: Span, shown: str) -> Span:
    """Return ``span`` with what ``shown`` says of work without an end; one with a deadline is no duty by 每月 alone."""
    is_ongoing, often = _ONGOING.search(shown) is not None, _EVERY.search(shown)
    is_ongoing = is_ongoing or (not span.dues and _KEPT_UP.search(shown) is not None)
    if often and span.dues and not is_ongoing:
        return span._replace(doubts=(*span.doubts, Doubt("every", often[0].strip("，,。；;"))))
    every = _PERIODS[often[1]] if often else None
    return span._replace(is_ongoing=is_ongoing or every is not None, every=every)


def goals(text: str, dues: tuple[Due, ...]) -> Iterator[tuple[date, str]]:
    """Yield every deadline with the words that it is about: what follows it up to the end of its clause.

    Where that is no more than 完成, it is about the whole.
    """
    for due in dues:
        rest = text[due.at + len(due.written) :].lstrip("，,）)：: ")
        goal = re.split("[，,；;。]", rest, maxsplit=1)[0].strip().removeprefix("分别")
        yield due.day, "" if re.fullmatch(_DONE, goal) else goal


def _blotted(text: str, found: list[re.Match[str]]) -> str:
    for match in found:
        text = f"{text[: match.start()]}{'□' * len(match[0])}{text[match.end() :]}"
    return text


# --- days ------------------------------------------------------------------------------------------------------------


def _moments(shown: str, year: int, *, is_limit: bool) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Yield the deadlines in ``shown`` with the days that each may mean, none where the calendar has no such day."""
    for form, is_vague in (*_LIMITS, *_FORMS) if is_limit else _FORMS:
        matches = list(form.finditer(shown))
        for found in matches:
            days = _days(found.groupdict(), year, is_vague=is_vague)
            if not days or days[-1].year >= year:
                yield found, days
        shown = _blotted(shown, matches)


def _listed(found: re.Match[str], year: int) -> tuple[date, ...]:
    """Return the days of 3月、6月、9月底前, of which the last says what they all are, none if one is not clear."""
    unit = "" if "月" in found["first"] or "季" in found["first"] else found["unit"]
    pieces = [piece + unit for piece in re.split("[、和及与]", found["first"].rstrip("、和及与"))]
    days: list[date] = []
    for piece in (*pieces, found["last"]):
        read = list(_moments(f"{found['of'] or ''}{piece}{found['end']}", year, is_limit=False))
        if len(read) != 1 or len(read[0][1]) != 1:
            return ()
        days += read[0][1]
    return tuple(days)


def _years(written: str | None, year: int) -> tuple[int, ...]:
    """Return the years that ``written`` may mean; 明年 is the plan's in the report of the year before."""
    if written is None or written.isdecimal():
        return (int(written or year) + (2000 if len(written or "") == 2 else 0),)  # noqa: PLR2004 - 20年6月
    return tuple(year + later for later in _LATER.get(written, (0,)))


def _days(parts: Mapping[str, str | None], year: int, *, is_vague: bool) -> tuple[date, ...]:
    days = tuple(day for of in _years(parts.get("year"), year) if (day := _last(parts, of)))
    if len(days) != 1 or not is_vague:
        return days
    (last,) = days
    months = 1 if parts.get("month") else 3 if parts.get("quarter") else 6 if parts.get("half") else 12
    first = last.replace(month=last.month - months + 1, day=1)
    return (last,) if parts.get("quarter") and first.month == 1 else (first - timedelta(days=1), last)


def _last(parts: Mapping[str, str | None], of: int) -> date | None:
    """Return the last day of what the parts of a date name."""
    month = 12
    if quarter := parts.get("quarter"):
        month = 3 * to_int(quarter)
    elif half := parts.get("half"):
        month = 6 if half == "上" else 12
    elif named := parts.get("month"):
        month = to_int(named)
    tenth = {"上旬": 10, "中旬": 20}.get(parts.get("tenth") or "")
    day = parts.get("day")
    return _day(of, month, to_int(day) if day else tenth)


def _day(year: int, month: int, day: int | None) -> date | None:
    """Return a day of the calendar, by default the last of the month; ``None`` if there is no such day."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _first(parts: Mapping[str, str | None], year: int) -> date | None:
    years = _years(parts["year"], year)
    return _day(years[0], to_int(parts["month"] or "1"), to_int(parts["day"] or "1")) if len(years) == 1 else None


def _ends(found: re.Match[str], year: int) -> tuple[date, date] | None:
    """Return the first and the last day of a period, whose second end leaves out what it has in common."""
    parts = found.groupdict()
    first, years = _first(parts, year), _years(parts["until"] or parts["year"], year)
    end = parts["end"] or parts["only"]
    last = _day(years[0], to_int(parts["last"] or parts["month"] or "12"), to_int(end) if end else None)
    return (first, last) if first and last and first <= last and len(years) == 1 else None


def _is_unclear(found: re.Match[str], year: int) -> bool:
    """Whether nobody can tell when a period is: 明年3月至6月, or one that would end before it begins."""
    return _ends(found, year) is None and max(_years(found["until"] or found["year"], year)) >= year


_N = "(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = "(?:19|20)[0-9]{2}"
_SOME_YEAR = f"{_YEAR}|[明来次今本当去上]"
_LATER = {"明": (0, 1), "来": (0, 1), "次": (1,), "去": (-1,), "上": (-1,)}
_IN_YEAR = rf"(?:(?P<year>{_SOME_YEAR}|(?<![0-9])[12][0-9])年)?"
_MONTH = rf"{_IN_YEAR}(?<![0-9.])(?P<month>{_N})月份?"
_DAY = rf"{_MONTH}(?P<day>{_N})[日号](?:24[时点])?"
_DIGITS = rf"(?<![0-9])(?P<year>{_YEAR})[-./](?P<month>[0-9]{{1,2}})[-./](?P<day>[0-9]{{1,2}})(?![0-9])"
_QUARTER = rf"{_IN_YEAR}第?(?P<quarter>[一二三四1-4])季度"
_HALF = rf"(?<![去前]年){_IN_YEAR}(?P<half>[上下])半年"
#: What follows a day that says which things are meant, and not until when: 2020年底前到期的规章.
_WHICH = "(?:到期|(?:未|尚未|已|没有)[^，,；;。]{1,6}的|(?:出台|印发|完成|制定|颁布|实施|建成|形成)的)"
_BEFORE = f"(?:[之以]?前(?!后|{_WHICH}))"
_SINCE = f"(?!以来|[之以]?前?{_WHICH})"
_DONE = (
    "(?:全部|全面|基本|如期|分别|各)*(?:完成|办结|落实|到位|出台|印发|建成|达到|实现|投入|启动|整改|报送|上线|公布|制定|开展|"
    "组织|召开|举办|举行|编制|修订|提交|发布|验收|完工|竣工|开工|通车)(?!的|以来|之?后)"
)
_BY = rf"(?:{_BEFORE}|(?=[，,]?{_DONE}))"
_OF_TERM = rf"(?:[末底]{_BEFORE}?|内|(?=[，,]?{_DONE}))"
#: Deadlines in prose, the longer forms first, and whether what is written has two readings.
_FORMS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(form), is_vague)
    for form, is_vague in (
        (rf"{_DAY}{_BY}", False),
        (rf"{_DIGITS}{_BY}", False),
        (rf"{_MONTH}(?P<tenth>[底末]|[上中下]旬){_SINCE}{_BEFORE}?", False),
        (rf"{_MONTH}{_BEFORE}", True),
        (rf"{_MONTH}(?:内|(?=[，,]?{_DONE}))", False),
        (rf"{_QUARTER}{_OF_TERM}", False),
        (rf"{_HALF}{_OF_TERM}", False),
        (rf"{_QUARTER}{_BEFORE}", True),
        (rf"{_HALF}{_BEFORE}", True),
        (rf"(?:(?P<year>{_SOME_YEAR})年年?|(?<![每历多近前0-9])年)[底末]{_SINCE}{_BEFORE}?", False),
        (rf"(?:(?P<year>{_YEAR}|[明来次今本])年度?|(?<![0-9一二三四五六七八九十两几半去])年)以?内", False),
        (rf"(?P<year>{_YEAR})年{_BEFORE}", True),
        (rf"[到至](?P<year>{_YEAR})年(?=[，,]|{_DONE})", False),
    )
)
_AND = "[、和及与]"
_ONE_OF_LIST = f"(?:{_N}月份?(?:{_N}[日号])?|第?[一二三四1-4]季度)"
#: Several deadlines of which only the last says that they are: 3月、6月、9月底前.
_LISTED = re.compile(
    rf"(?P<of>(?:{_SOME_YEAR})年)?(?<![0-9.])(?P<first>(?:{_ONE_OF_LIST}{_AND})+|(?:{_N}、)+{_N}{_AND})"
    rf"(?P<last>(?:第?[一二三四1-4]|{_N})(?P<unit>月|季度)份?(?:{_N}[日号])?)(?P<end>[底末]{_BEFORE}?|{_BEFORE})"
)
_LIMITS = tuple(
    (re.compile(f"^(?:{form})$"), False)
    for form in (_DAY, _DIGITS, _MONTH, _QUARTER, _HALF, rf"(?P<year>{_SOME_YEAR})年|全年")
)
_TO = r"\s*(?:—+|[-–~～－]|至|到)\s*"
_PERIOD = re.compile(
    rf"{_IN_YEAR}(?<![0-9.])(?P<month>{_N})(?:月份?(?:(?P<day>{_N})[日号])?)?{_TO}"
    rf"(?:(?:(?P<until>{_SOME_YEAR})年)?(?P<last>{_N})月份?(?:(?P<end>{_N})[日号])?[底末]?"
    rf"|(?(day)(?P<only>{_N})[日号]|(?!))){_BEFORE}?"
)
#: Deadlines that only a calendar, or the day of the text, would tell.
_RELATIVE = re.compile(
    "[“‘]?(?:春节|元宵节?|清明节?|端午节?|中秋节?|国庆节?|元旦|[“‘]?(?:五一|七一|八一|十一)|两会|换届|开学|高考|主?汛期|入冬|供暖季?)"
    f"[”’]?{_BEFORE}|年中{_BEFORE}|(?<![每当近])[本下](?:个?月|个?季度|周|学期)(?:[底末中]|[上中下]旬|[0-9]{{1,2}}[日号])?{_BEFORE}"
)
_FROM = re.compile(rf"{_IN_YEAR}(?:(?P<month>{_N})月份?(?:(?P<day>{_N})[日号])?)(?:起|开始)")

# --- duties ----------------------------------------------------------------------------------------------------------

_KEEP = "长期坚持|长期推进|长期执行|长期|常年坚持|持续推进|持续坚持|常态化推进|常态化"
_ONGOING = re.compile(
    rf"[（(](?:{_KEEP})[)）]|[:：]\s*(?:{_KEEP})(?:$|[。；;，,）)])|^(?:{_KEEP})$|[，,、并](?:长期坚持|常年坚持|长期推进)(?:$|[。；;）)])"
)
#: A duty as the verb of a clause: 长期坚持例会制度; but 长期坚持以人民为中心 says how.
_KEPT_UP = re.compile("(?:^|[，,；;。])(?:长期坚持|常年坚持)(?=[\u4e00-\u9fff《“□])(?![以按在把])")
_EVERY = re.compile("(?:^|[，,。；;：:（(])每(个?月|个?季度?|半年|年)(?!度)(?:度|末|底)?")
_PERIODS = {
    **dict.fromkeys(("月", "个月"), "month"),
    **dict.fromkeys(("季", "季度", "个季", "个季度"), "quarter"),
    "半年": "half",
    "年": "year",
}
