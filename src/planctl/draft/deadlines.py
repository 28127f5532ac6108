"""Until when, from when, and how often: 2020年6月底前, 三季度末, 2020年6—9月, 年内, 长期坚持, 每季度.

What has two readings (``6月前``) is not read but told of with both.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.spelling import masked, narrowed
from planctl.plan.dates import BadDateError
from planctl.plan.terms import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.plan.terms import Term


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
    begun = next(((found, day) for found in _FROM.finditer(shown) if (day := _first(found, year))), None)
    shown = _blotted(shown, [begun[0]] if begun else [])
    dues = [Due(ends[1], text[found.start() : found.end()], found.start()) for found, ends in periods]
    for found, days in (*_lists(shown, year), *_moments(shown, year, is_limit=is_limit)):
        written = text[found.start() : found.end()]
        if len(days) == 1 or (days and found.re is _LISTED):
            dues += [Due(day, written, found.start()) for day in days]
        else:
            code = "limit" if found.re is _LISTED else "deadline"
            doubts.append(Doubt(code, written, tuple(day.isoformat() for day in days)))
    start = begun[1] if begun else min((ends[0] for _, ends in periods), default=None)
    return _with_duty(Span(start, tuple(sorted(dues, key=lambda due: due.at)), doubts=tuple(doubts)), shown)


def _with_duty(span: Span, shown: str) -> Span:
    """Return ``span`` with what ``shown`` says of work without an end; one with a deadline is no duty by 每月 alone."""
    is_ongoing, often = _ONGOING.search(shown) is not None, _EVERY.search(shown)
    is_ongoing = is_ongoing or (not span.dues and _KEPT_UP.search(shown) is not None)
    if often and span.dues and not is_ongoing:
        return span._replace(doubts=(*span.doubts, Doubt("every", often[0].strip("，,。；;"))))
    every = next((term.every for term in _terms(often, _ANY_YEAR)), None) if often else None
    return span._replace(is_ongoing=is_ongoing or every is not None, every=every)


def goals(text: str, dues: tuple[Due, ...]) -> Iterator[tuple[date, str]]:
    """Yield every deadline with the words that it is about: what follows it up to the end of its clause.

    Where that is no more than 完成, it is about the whole.
    """
    ends = {due.at: due.at + len(due.written) for due in dues}
    for due in dues:
        end = ends[due.at]
        while text[end : end + 1] in {*"、和及与"} and end + 1 in ends:  # 3月底、6月底前: both are about the same
            end = ends[end + 1]
        rest = text[end:].lstrip("，,）)：: ")
        goal = re.split("[，,；;。]", rest, maxsplit=1)[0].strip().removeprefix("分别")
        yield due.day, "" if re.fullmatch(_DONE, goal) else goal


def _blotted(text: str, found: list[re.Match[str]]) -> str:
    for match in found:
        text = f"{text[: match.start()]}{'□' * len(match[0])}{text[match.end() :]}"
    return text


# --- days ------------------------------------------------------------------------------------------------------------


def _moments(shown: str, year: int, *, is_limit: bool) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Yield the deadlines in ``shown`` that stand in no list, as ``_singles`` does."""
    return _singles(_blotted(shown, list(_LISTED.finditer(shown))), year, is_limit=is_limit)


def _singles(shown: str, year: int, *, is_limit: bool) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Yield the deadlines in ``shown`` with the days that each may mean, none where the calendar has no such day."""
    for form in (*_LIMITS, *_FORMS) if is_limit else _FORMS:
        matches = list(form.finditer(shown))
        for found in matches:
            days = _days(found, year)
            if not days or days[-1].year >= year:
                yield found, days
        shown = _blotted(shown, matches)


def _lists(shown: str, year: int) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Yield the lists of deadlines in ``shown`` with all their days, none where one of them is not clear."""
    for found in _LISTED.finditer(shown):
        if max(_years(found["of"], year)) >= year:
            yield found, _listed(found, year)


def _listed(found: re.Match[str], year: int) -> tuple[date, ...]:
    """Return the days of 3月、6月、9月底前, of which the last says what they all are."""
    unit = "" if "月" in found["first"] or "季" in found["first"] else found["unit"]
    pieces = [piece + unit for piece in re.split(_AND, found["first"].rstrip("、和及与"))]
    of = f"{found['of']}年" if found["of"] else ""
    days: list[date] = []
    for piece in (*pieces, found["last"]):
        read = list(_singles(f"{of}{piece}{found['end']}", year, is_limit=False))
        if len(read) != 1 or len(read[0][1]) != 1:
            return ()
        days += read[0][1]
    return tuple(days)


def _years(written: str | None, year: int) -> tuple[int, ...]:
    """Return the years that ``written`` may mean; 明年 is the plan's in the report of the year before."""
    if written is None or written.isdecimal():
        return (int(written or year) + (2000 if len(written or "") == 2 else 0),)  # noqa: PLR2004 - 20年6月
    return tuple(year + later for later in _LATER.get(written, (0,)))


def _days(found: re.Match[str], year: int) -> tuple[date, ...]:
    """Return the days that a deadline may mean, as a cell of a ledger with the same words would."""
    terms = (term for of in _years(found.groupdict().get("year"), year) for term in _terms(found, of))
    return tuple(sorted({term.due for term in terms if term.due}))


def _terms(found: re.Match[str], of: int) -> tuple[Term, ...]:
    """Return what ``found`` means if ``of`` is the year that it names or leaves out; nothing if no calendar has it."""
    written = found[0]
    if found.groupdict().get("year"):
        start, end = (place - found.start() for place in found.span("year"))
        written = f"{written[:start]}{of}{written[end:]}"
    try:
        return read_terms(re.sub("^[到至，。；：（,;:(]", "", written), today=date(of, 1, 1), year=of)
    except BadDateError:
        return ()


def _first(found: re.Match[str], year: int) -> date | None:
    years = _years(found["year"], year)
    return next((term.start for term in _terms(found, years[0])), None) if len(years) == 1 else None


def _ends(found: re.Match[str], year: int) -> tuple[date, date] | None:
    """Return the first and the last day of a period, whose second end leaves out what it has in common."""
    if len(_years(found["until"] or found["year"], year)) > 1:
        return None
    term = next(iter(_terms(found, _years(found["year"], year)[0])), None)
    return (term.start, term.due) if term and term.start and term.due else None


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
#: Deadlines in prose, the longer forms first.
_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}{_BY}",
        rf"{_DIGITS}{_BY}",
        rf"{_MONTH}(?P<tenth>[底末]|[上中下]旬){_SINCE}{_BEFORE}?",
        rf"{_MONTH}{_BEFORE}",
        rf"{_MONTH}(?:内|(?=[，,]?{_DONE}))",
        rf"{_QUARTER}{_OF_TERM}",
        rf"{_HALF}{_OF_TERM}",
        rf"{_QUARTER}{_BEFORE}",
        rf"{_HALF}{_BEFORE}",
        rf"(?:(?P<year>{_SOME_YEAR})年年?|(?<![每历多近前0-9])年)[底末]{_SINCE}{_BEFORE}?",
        rf"(?:(?P<year>{_YEAR}|[明来次今本])年度?|(?<![0-9一二三四五六七八九十两几半去])年)以?内",
        rf"(?P<year>{_YEAR})年{_BEFORE}",
        rf"[到至](?P<year>{_YEAR})年(?=[，,]|{_DONE})",
    )
)
_AND = "[、和及与]"
_ONE_OF_LIST = f"(?:{_N}月份?(?:{_N}[日号])?|第?[一二三四1-4]季度)"
#: Several deadlines of which only the last says that they are: 3月、6月、9月底前.
_LISTED = re.compile(
    rf"(?:(?P<of>{_SOME_YEAR})年)?(?<![0-9.])(?P<first>(?:{_ONE_OF_LIST}{_AND})+|(?:{_N}、)+{_N}{_AND})"
    rf"(?P<last>(?:第?[一二三四1-4]|{_N})(?P<unit>月|季度)份?(?:{_N}[日号])?)(?P<end>[底末]{_BEFORE}?|{_BEFORE})"
)
_LIMITS = tuple(
    re.compile(f"^(?:{form})$") for form in (_DAY, _DIGITS, _MONTH, _QUARTER, _HALF, rf"(?P<year>{_SOME_YEAR})年|全年")
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
#: A period has none.
_ANY_YEAR = 2020
