"""Deadlines as official texts and ledgers word them: a day, a period, a duty without an end, a condition.

Nothing is chosen for the writer: what can mean two things is returned as two terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planctl.plan.dates import BadDateError, either_day, parse_date, period
from planctl.plan.duties import Every
from planctl.plan.spelling import essence, fold
from planctl.plan.status_words import EVERY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


#: No deadline is longer; trying every way to part a text takes a time that grows with its square.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Term:
    """What a deadline says: from when and until when, or that there is no end and how often is reported.

    ``waits_for`` is the condition that it names instead of a day; ``rest`` is what no key of a plan holds.
    """

    start: date | None = None
    due: date | None = None
    ongoing: bool = False
    every: str | None = None
    waits_for: str | None = None
    rest: str = ""

    def __str__(self) -> str:
        """Return the term as it may be written again: a day, two days, or a period."""
        if self.ongoing:
            return self.every or "ongoing"
        return "..".join(str(day) for day in (self.start, self.due) if day) or (self.waits_for or "")


def read_terms(value: str, *, today: date, year: int, begins: date | None = None) -> tuple[Term, ...]:
    """Return what a deadline may mean: one term, or two if it can be read in two ways.

    A day without a year lies in ``year``; from now on (即日起) is from the day ``begins``.

    Raises:
        BadDateError: It means nothing that is known here.
    """
    text = fold(value)
    if len(text) > LONGEST:
        raise BadDateError(value=value)
    if found := _simple(text, today, year, begins):
        return (found,)
    if days := either_day(text, year):
        return tuple(Term(due=day) for day in days)
    parts = [part for part in re.split("[,;.。]", text) if part.strip()]
    if len(parts) > 1 and all(terms := [_simple(part, today, year, begins) for part in parts]):
        return tuple(dict.fromkeys(term for term in terms if term))
    raise BadDateError(value=value)


def _simple(text: str, today: date, year: int, begins: date | None) -> Term | None:
    try:
        return Term(due=parse_date(text, today=today, year=year, ahead=True))
    except BadDateError:
        bare = re.sub(r"\s+", "", text)
    duty = _duty(bare) or _span(bare, year, begins)
    if duty:
        return duty
    if re.fullmatch(_CONDITION, bare):
        return Term(waits_for=text)
    return next(_with_rest(bare, today, year), None)


def _duty(text: str) -> Term | None:
    if match := re.fullmatch(_EVERY, text):
        return Term(ongoing=True, every=_PERIODS[match["period"]], rest=match["day"] or "")
    if text == "ongoing":
        return Term(ongoing=True)
    often = essence(text.removeprefix("ongoing,"))
    words = ((every, word) for every, words in EVERY_WORDS.items() for word in (every, *words) if len(word) > 1)
    if every := next((every for every, word in words if often == essence(word)), None):
        return Term(ongoing=True, every=str(every))
    return Term(ongoing=True) if re.fullmatch(_DUTY, text) else None


def _span(text: str, year: int, begins: date | None) -> Term | None:
    """Return the term of ``2020年6-9月``, ``2021年至2022年``, ``即日起至…`` or ``2020年9月起``."""
    if match := re.fullmatch(_FROM, text):
        found = _period(match[1], year)
        return Term(start=found[0]) if found else None
    for match in re.finditer(r"\.\.|至|到|~|-", text):
        left, right = text[: match.start()], re.sub(_ENDING, "", text[match.end() :])
        if re.fullmatch("[0-9]{1,2}[日号]", right) and (month := re.search("^.*月", left)):
            right = month[0] + right  # 5月10日至20日
        last = _period(right, _year_in(left) or year)
        if last is None:
            continue
        if re.fullmatch("(?:从|自)?(?:即日|现在|今日)起?", left):
            return Term(start=begins if begins and begins <= last[1] else None, due=last[1])
        left = re.sub("^[从自]|起$", "", left)
        left += (
            re.sub("^.*?(年?[年月季度日]+).*$", r"\1", right) if re.fullmatch(r"(?:[0-9]{4}年)?[0-9]+", left) else ""
        )
        first = _period(left, year)
        if first and first[0] <= last[1]:
            return Term(start=first[0], due=last[1])
    return None


def _period(text: str, year: int) -> tuple[date, date] | None:
    try:
        return period(text, year)
    except (ValueError, OverflowError):
        return None


def _year_in(text: str) -> int | None:
    match = re.search("(?<![0-9])((?:19|20)[0-9]{2})(?=年|[-/.])", text)
    return int(match[1]) if match else None


def _with_rest(text: str, today: date, year: int) -> Iterator[Term]:
    """Yield the term of a day with words behind it that are no part of it: ``2020年底前取得明显成效``."""
    for match in reversed(list(re.finditer("(?<=[日号底末旬内])[之以]?前", text))):
        try:
            due = parse_date(text[: match.end()], today=today, year=year, ahead=True)
        except BadDateError:
            continue
        if not re.search("[,;]", rest := text[match.end() :]):
            yield Term(due=due, rest=rest)


_PERIODS = {"月": Every.MONTH.value, "季": Every.QUARTER.value, "季度": Every.QUARTER.value}
_PERIODS |= {"半年": Every.HALF.value, "年": Every.YEAR.value}
_VERB = "(?:推进|坚持|执行|开展|落实|报送|调度|完成|更新|实施)"
_EVERY = (
    rf"(?:长期坚持,?)?[每按]个?(?P<period>季度|季|月|半年|年){_VERB}?"
    rf"(?P<day>(?:[0-9]{{1,2}}[日号]|底|末|初)?[之以]?前?){_VERB}?(?:一次)?"
)
_DUTY = (
    rf"(?:长期|持续|常态化?|常年|全年持续){_VERB}?(?:任务|工作|化)?|立行立改(?:[,;]?(?:长期|持续)(?:坚持|推进)?)?"
    "|长期坚持,?立行立改|longterm|continuous"
)
_FROM = "(?:从|自)?(.+?)(?:起|开始)(?:实施|执行|施行)?"
_ENDING = "[之以]?前?(?:完成|办结)?$"
_CONDITION = (
    "(?:视|根据|按照?|依据?|待|结合|与).+(?:情况|部署|要求|安排|进度|进展|出台|印发|之?后.*|同步.*|通知|确定|统一.*)"
    "(?:推进|完成|实施|确定)?"
)
