"""The pieces that the sentences of a report are filled with: dates, numbers, titles, names, lists, in one language.

Plan text comes out on one line, without a full stop at its end, with its marks nested as the language nests them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from planctl.blocks import Paragraph, Piece
from planctl.plan.quantity import COUNTERS
from planctl.words.plan_words import Words, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planctl.plan import model
    from planctl.plan.counts import Group
    from planctl.plan.model import Entry
    from planctl.plan.progress import Ids, Standing
    from planctl.plan.target import Number
    from planctl.report.numbers.figures import Summary
    from planctl.words.i18n import Translator

#: So many tasks are named in a sentence; where there are more, one fewer.
MOST_NAMED = 15
#: So many pieces of evidence are named in running text.
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words for one summary in the language of ``t``, those of an office if it ``is_official``.

    ``rows`` are the items of all kinds by their ids, ``late`` those done after their deadline. A report that
    ``lists_tasks`` has a table of every task, to which those are left that are not told one by one.
    """

    t: Translator
    words: Words
    summary: Summary
    rows: dict[str, Standing]
    late: frozenset[str]
    is_official: bool
    lists_tasks: bool

    @classmethod
    def of(cls, summary: Summary, t: Translator, *, is_official: bool, lists_tasks: bool) -> Phrases:
        """Return the words for ``summary``."""
        rows = {row.task.id: row for row in (*summary.rows, *summary.findings, *summary.indicators)}
        return cls(t, Words.of(t, summary.plan), summary, rows, frozenset(summary.late), is_official, lists_tasks)

    def text(self, key: str, /, **fields: object) -> str:
        """Return the sentence of ``key``, in a company's words where it has others than an office."""
        own = f"{key}.company"
        return self.t(own if not self.is_official and self.t.has(own) else key, **fields)

    # --- values

    def day(self, day: date) -> str:
        """Return a date as running text has it: of the plan's year without naming that."""
        key = "report.date" if day.year != self.summary.plan.year else "report.date_brief"
        return self._dated(key, day)

    def full_day(self, day: date) -> str:
        """Return a date with its year."""
        return self._dated("report.date", day)

    def span(self, first: date, last: date) -> str:
        """Return the days of a period, the year said once."""
        brief = "report.date_brief" if first.year == last.year else "report.date"
        keys = ("report.date", brief) if self.t.language == "zh" else (brief, "report.date")
        days = zip(("first", "last"), keys, (first, last), strict=True)
        spelled = {name: self._dated(key, day) for name, key, day in days}
        return self.t("report.period.span", **spelled)

    def _dated(self, key: str, day: date) -> str:
        return self.t(key, year=day.year, month=self.months("report.months")[day.month - 1], day=day.day)

    def months(self, key: str) -> tuple[str, ...]:
        """Return the names of the twelve months, those of ``key``."""
        return tuple(self.t(key).split(","))

    def ordinal(self, number: int) -> str:
        """Return the number of a heading."""
        numerals = self.t("report.numerals").split(",")
        return numerals[number - 1] if number <= len(numerals) else str(number)

    def subheading(self, number: int, text: str) -> str:
        """Return a heading below another, with its number: in English a letter, since 1.1 would look like a task."""
        is_letter = self.t.language == "en" and number <= len(ascii_uppercase)
        order = ascii_uppercase[number - 1] if is_letter else self.ordinal(number)
        return self.t("report.subheading", number=order, text=text)

    def number(self, value: Number) -> str:
        """Return a number without a needless fraction; English groups its thousands."""
        return f"{value:,.15g}" if self.t.language == "en" else number(value)

    def amount(self, value: Number, unit: str | None) -> str:
        """Return a quantity. A Chinese counting word means nothing in English, where the title says what is counted."""
        if not unit or (self.t.language == "en" and _COUNTING.match(unit)):
            return self.number(value)
        if unit == "%":
            return self.percent(value)
        return self.t("report.amount", number=self.number(value), unit=unit)

    def percent(self, value: float | None) -> str:
        """Return a percentage, a dash for that of nothing."""
        return "—" if value is None else self.t("report.percent", percent=self.number(value))

    # --- plan text

    @property
    def plan_title(self) -> str:
        """The plan's title, ready to stand in title marks."""
        title = one_line(self.words.title(self.summary.plan))
        if self.t.language == "en":
            return _nested(title)
        if re.fullmatch("《[^《》]*》", title):
            title = title[1:-1]
        return title.replace("《", "〈").replace("》", "〉")

    def title(self, titled: model.Task | Group) -> str:
        """Return the title of an item or a group."""
        return one_line(self.words.title(titled))

    def brief_title(self, group: Group) -> str:
        """Return the title of a group up to the first of its commas, where it is one of a brief."""
        return re.split("[，,:：;；]", self.title(group))[0]

    def formerly(self, task: model.Task) -> str:
        """Return the names that a task had before, nothing if it was never renamed."""
        readable = [name for name in task.formerly if not self.is_foreign(name)] or task.formerly
        return (
            self.t("report.formerly", names=self.listed([self.quoted(name) for name in readable])) if readable else ""
        )

    def quoted(self, text: str) -> str:
        """Return plan text in quotation marks, those within it turned into inner ones."""
        return self.t("report.quoted", text=_nested(one_line(text)))

    def recorded(self, text: str) -> str:
        """Return what a record says, ready to stand in a sentence; foreign words are marked as quoted."""
        return self.quoted(text) if self.is_foreign(text) else one_line(text)

    def note(self, entry: Entry | None) -> str:
        """Return what an entry notes, in English as it was put into English, nothing if there is none."""
        if entry is None:
            return ""
        text = (entry.note_en if self.t.language == "en" else None) or entry.note
        return self.recorded(text) if text else ""

    def is_foreign(self, text: str) -> bool:
        """Whether ``text`` is in Chinese in an English report, or has no Chinese in a Chinese one."""
        if "://" in text:
            return False
        has_han = bool(_HAN.search(text))
        return has_han if self.t.language == "en" else not has_han and bool(_LATIN_WORD.search(text))

    def quarter(self, key: str) -> str:
        """Return the name of a quarter given as ``2020-Q3``."""
        return self.words.quarter(key, "report.period.quarter")

    def unit(self, name: str | None) -> str:
        """Return the name of a unit."""
        return self.words.unit(name) or self.t("report.nobody")

    def evidence(self, documents: Sequence[str]) -> str:
        """Return documents, the first pieces by name."""
        first = [one_line(item) for item in documents[:MOST_EVIDENCE]]
        if len(documents) <= MOST_EVIDENCE:
            return self.listed(first)
        listed = self.t("separator.list").join(first)
        return self.t("report.evidence_more", evidence=listed, total=len(documents))

    def result(self, row: Standing) -> str:
        """Return the sentence that people wrote for the report in its language, nothing if there is none."""
        text = one_line((row.task.result_en if self.t.language == "en" else row.task.result) or "", strip="")
        return text if not text or text[-1] in "。.！!？?" else text + self.t("report.stop")

    # --- figures

    def figure(self, row: Standing) -> str:
        """Return in a few words what came of the target of a done task, nothing if its title says it all."""
        target, reading = row.task.target, row.reading
        if target is None or reading is None:
            return ""
        spelled = {"reading": self.amount(reading, target.unit), "amount": self.amount(target.goal, target.unit)}
        if target.is_level:
            key = "report.figure.level" if reading == target.goal else "report.figure.level_other"
            return self.t(key, origin=self.amount(target.origin, target.unit), **spelled)
        if target.baseline:
            total = self.amount(target.baseline + reading, target.unit)
            key = "report.figure.added" if reading == target.goal else "report.figure.added_other"
            return self.t(key, total=total, **spelled)
        return "" if reading == target.goal else self.t("report.figure.plain", **spelled)

    def progress(self, row: Standing) -> str:
        """Return in a few words how far a task is on the way to its target, nothing if it has none or no reading."""
        target, reading = row.task.target, row.reading
        if target is None or reading is None:
            return ""
        spelled = {"reading": self.amount(reading, target.unit), "amount": self.amount(target.goal, target.unit)}
        if target.is_level:
            return self.t("report.progress.level", origin=self.amount(target.origin, target.unit), **spelled)
        key = "report.progress.plain" if target.baseline is None else "report.progress.added"
        return self.t(key, **spelled)

    def figure_cell(self, row: Standing) -> str:
        """Return the same for a table."""
        target = row.task.target
        if target is None:
            return ""
        reading = "—" if row.reading is None else self.number(row.reading)
        key = "report.figure_cell_level" if target.is_level else "report.figure_cell"
        return self.t(key, reading=reading, amount=self.number(target.goal))

    # --- lists

    def listed(self, items: Sequence[str]) -> str:
        """Return a list as a sentence has it."""
        return self._joined(items, self.t("separator.list"), self.t("report.list_last"))

    def titles(self, titles: Sequence[str]) -> str:
        """Return a list of titles, which may have commas of their own."""
        return self._joined(titles, self.t("report.titles"), self.t("report.titles_last"))

    def foremost(self, ids: Ids) -> Ids:
        """Return tasks of which not all may be named: highlights, then those with a result, with a target, the latest.

        Where all of them are named, they stay in the order of the document.
        """
        if len(ids) <= MOST_NAMED:
            return ids

        def weight(identifier: str) -> tuple[object, ...]:
            row = self.rows[identifier]
            return not row.task.highlight, not self.result(row), row.task.target is None, -row.days_late, row.due

        return tuple(sorted(ids, key=weight))

    def some(self, titles: Sequence[str]) -> str:
        """Return a list of titles, of many the first ones and how many more there are."""
        if len(titles) <= MOST_NAMED:
            return self.titles(titles)
        first = titles[: MOST_NAMED - 1]
        return self.t("report.and_more", names=self.t("report.titles").join(first), n=len(titles) - len(first))

    @staticmethod
    def _joined(items: Sequence[str], between: str, last: str) -> str:
        return last.join([between.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)

    def bracketed(self, text: str, *details: str) -> str:
        """Return ``text`` with ``details`` in brackets behind it, those that there are."""
        said = self.t("report.details").join(filter(None, details))
        return self.t("report.bracketed", text=text, details=said) if said else text

    def capital(self, text: str) -> str:
        """Return ``text`` as the beginning of a sentence."""
        return text[:1].upper() + text[1:]

    # --- sentences

    def say(self, key: str, ids: Ids = (), /, **fields: object) -> Piece:
        """Return a sentence about the tasks ``ids``; unless told, ``n`` is how many these are."""
        return Piece(self.text(key, **{"n": len(ids), **fields}), ids)

    def paragraph(self, sentences: Iterable[Piece]) -> list[Paragraph]:
        """Return a paragraph of ``sentences``, none if there are none."""
        said = list(sentences)
        blank = self.t("report.blank")
        pieces = [piece if place == 0 else piece._replace(text=blank + piece.text) for place, piece in enumerate(said)]
        return [Paragraph.of(pieces)] if pieces else []


def one_line(text: str, *, strip: str = "。．.；;，,、：: ") -> str:
    """Return ``text`` on one line, without stops at its end, if it has more: the sentence around it brings its own."""
    line = " ".join(text.split())
    return line.rstrip(strip) or line


def _nested(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile("[A-Za-z]{2}")
#: Measure words: they count things that the title names.
_COUNTING = re.compile(f"(?:[{COUNTERS}]|个.*)$")
