"""The one document that a summary becomes, in the order such reports follow.

All wording of the summary is settled here and in the modules that this one puts together (``results``,
``shortcomings``, ``annex``); writers only spell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planctl.blocks import Block, Heading, Paragraph, Tone
from planctl.report.wording.annex import annex
from planctl.report.wording.phrases import Phrases
from planctl.report.wording.results import changes, opening, results
from planctl.report.wording.shortcomings import duty, next_steps, shortcomings

if TYPE_CHECKING:
    from datetime import date

    from planctl.report.numbers.figures import Summary
    from planctl.words.i18n import Translator


@dataclass(frozen=True, slots=True)
class Document:
    """A report before anybody decides on a medium. ``subtitle`` is the line with the date; ``blocks`` come below it."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]

    @property
    def whole(self) -> tuple[Block, ...]:
        """The blocks with title and subtitle in front, for a medium that has no place of its own for them."""
        return (Heading(self.title, level=1), Paragraph(self.subtitle, Tone.MUTED), *self.blocks)


def write_document(summary: Summary, t: Translator, *, ids: bool = True) -> Document:
    """Return ``summary`` in the words of ``t``; without ``ids`` no text says which tasks it counts."""
    p = Phrases.of(summary, t, with_ids=ids)
    sections = ["results", "shortcomings", "duty", "next"]
    if summary.changes:
        sections.insert(0, "changes")
    blocks: list[Block] = [*opening(p)]
    for number, section in enumerate(sections, 1):
        blocks.append(Heading(t("report.heading", number=p.ordinal(number), text=_heading(p, section))))
        blocks += _section(p, section)
    if tables := annex(p):
        blocks += [Heading(t("report.head.tables")), *tables]
    return Document(_title(p), t("report.as_of", day=p.day(summary.day)), t.language, tuple(blocks))


def _section(p: Phrases, section: str) -> list[Block]:
    match section:
        case "changes":
            assert p.summary.changes, "only a report on a period has this section"
            return changes(p, p.summary.changes)
        case "results":
            return results(p)
        case "shortcomings":
            return shortcomings(p, _heading(p, "next"))
        case "duty":
            return duty(p)
        case _:
            return next_steps(p)


def _heading(p: Phrases, section: str) -> str:
    year = p.summary.plan.year
    if p.summary.is_final and section in {"results", "next"}:
        return p.t(f"report.head.{section}_year", year=year if section == "results" else year + 1)
    return p.t(f"report.head.{section}")


def _title(p: Phrases) -> str:
    summary = p.summary
    is_whole_year = summary.since is None or summary.since <= summary.plan.first_day
    if summary.day == summary.plan.last_day and is_whole_year:
        return p.t("report.title_year", title=p.plan_title())
    if summary.since is None:
        return p.t("report.title_day", title=p.plan_title())
    return p.t("report.title_period", title=p.plan_title(), period=_period(p, summary.since, summary.day))


def _period(p: Phrases, first: date, last: date) -> str:
    """Return the name of a period: that of a year, half, quarter or month if it is one, else its two days."""
    months = last.month - first.month + 1
    is_whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    if is_whole and months in _PERIODS and last.month % months == 0:
        name = _PERIODS[months].format(last.month // months)
        return p.t(f"report.period.{name}", year=first.year, month=p.months("report.months")[first.month - 1])
    return p.t("report.period.span", first=p.day(first), last=p.day(last))


#: The keys of the periods that have a name, by their number of months.
_PERIODS = {1: "month", 3: "quarter{}", 6: "half{}", 12: "year"}
