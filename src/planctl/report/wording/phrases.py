"""The pieces that the sentences of a report are filled with: dates, numbers, titles, names, lists, in one language.

Plan text comes out on one line, without a full stop at its end, with its marks nested as the language nests them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from planctl.blocks import Paragraph, Sentence
from planctl.plan.quantity import COUNTERS
from planctl.words.plan_words import Words, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planctl.plan.counts import Group
    from planctl.plan.progress import Ids, Standing
    from planctl.plan.target import Number
    from planctl.report.numbers.figures import Summary
    from planctl.words.i18n import Translator

#: A sentence names all of its tasks up to this many; of more it names one fewer, and counts all.
MOST_NAMED = 8
#: So many pieces of evidence are named in running text.
MOST_EVIDENCE = 3
#: So many ids, or runs of neighbouring ids, are shown behind a text.
MOST_IDS = 24
#: So many neighbouring ids are shortened to the first and the last.
SHORTEST_RUN = 3


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words for one summary in the language of ``t``; without ``with_ids`` no text carries ids.

    ``rows`` are the tasks by their ids, ``task_table`` is the number of the table that lists every task.
    """

    t: Translator
    words: Words
    summary: Summary
    rows: dict[str, Standing]
    with_ids: bool
    task_table: int

    @classmethod
    def of(cls, summary: Summary, t: Translator, *, with_ids: bool) -> Phrases:
        """Return the words for ``summary``."""
        has_leads = any(work.unit and work.leads.ids for work in summary.units)
        has_supports = any(work.supports.ids for work in summary.units)
        rows = {row.task.id: row for row in summary.rows}
        return cls(t, Words.of(t, summary.plan), summary, rows, with_ids, task_table=3 + has_leads + has_supports)

    # --- values

    def day(self, day: date) -> str:
        """Return a date as running text has it."""
        return self.t("report.date", year=day.year, month=self.months("report.months")[day.month - 1], day=day.day)

    def months(self, key: str) -> tuple[str, ...]:
        """Return the names of the twelve months, those of ``key``."""
        return tuple(self.t(key).split(","))

    def ordinal(self, number: int) -> str:
        """Return the number of a heading."""
        numerals = self.t("report.numerals").split(",")
        return numerals[number - 1] if number <= len(numerals) else str(number)

    def suborder(self, number: int) -> str:
        """Return the number of a heading below another: in English a letter, since 1.1 would look like a task."""
        is_letter = self.t.language == "en" and number <= len(ascii_uppercase)
        return ascii_uppercase[number - 1] if is_letter else self.ordinal(number)

    def number(self, value: Number) -> str:
        """Return a number without a needless fraction; English groups its thousands."""
        return f"{value:,.15g}" if self.t.language == "en" else number(value)

    def amount(self, value: Number, unit: str | None) -> str:
        """Return a quantity. A Chinese counting word means nothing in English, where the title says what is counted."""
        if not unit or (self.t.language == "en" and _COUNTING.match(unit)):
            return self.number(value)
        return self.t("report.amount", number=self.number(value), unit=unit)

    def percent(self, value: float | None) -> str:
        """Return a percentage, a dash for that of nothing."""
        return "—" if value is None else self.t("report.percent", percent=self.number(value))

    # --- plan text

    def plan_title(self) -> str:
        """Return the plan's title, ready to stand in title marks."""
        title = _one_line(self.words.title(self.summary.plan))
        if self.t.language == "en":
            return _nested(title)
        if re.fullmatch("《[^《》]*》", title):
            title = title[1:-1]
        return title.replace("《", "〈").replace("》", "〉")

    def title(self, row: Standing) -> str:
        """Return the title of a task, with the one that it had before if it was renamed."""
        title, names = _one_line(self.words.title(row.task)), row.task.formerly
        if not names:
            return title
        readable = [name for name in names if not self.is_foreign(name)] or names
        former = self.listed([self.quoted(name) for name in readable])
        return self.t("report.renamed", title=title, former=former)

    def quoted(self, text: str) -> str:
        """Return plan text in quotation marks, those within it turned into inner ones."""
        return self.t("report.quoted", text=_nested(_one_line(text)))

    def recorded(self, text: str) -> str:
        """Return what a record says, ready to stand in a sentence; foreign words are marked as quoted."""
        return self.quoted(text) if self.is_foreign(text) else _one_line(text)

    def remark(self, text: str) -> str:
        """Return what a record says as a sentence of its own."""
        said = _one_line(text)
        return said if said.endswith(_FULL_STOPS) else self.t("report.remark", text=said)

    def is_foreign(self, text: str) -> bool:
        """Whether ``text`` is in Chinese in an English report, or has no Chinese in a Chinese one."""
        if "://" in text:
            return False
        has_han = bool(_HAN.search(text))
        return has_han if self.t.language == "en" else not has_han and bool(_LATIN_WORD.search(text))

    def priority(self, group: Group) -> str:
        """Return the title of a priority."""
        return _one_line(self.words.title(group))

    def quarter(self, key: str) -> str:
        """Return the name of a quarter given as ``2020-Q3``."""
        return self.words.quarter(key, "report.period.quarter")

    def unit(self, name: str | None) -> str:
        """Return the name of a unit."""
        return self.words.unit(name) or self.t("report.nobody")

    def status(self, row: Standing) -> str:
        """Return the status of a task as running text has it."""
        label = self.t(f"status.{row.task.status}")
        return self.t("report.status_carried", status=label) if row.is_carried else label

    def evidence(self, row: Standing) -> str:
        """Return the evidence for a task, the first pieces by name."""
        every = row.task.evidence
        first = [_one_line(item) for item in every[:MOST_EVIDENCE]]
        if len(every) <= MOST_EVIDENCE:
            return self.listed(first)
        return self.t("report.evidence_more", evidence=self.t("separator.list").join(first), total=len(every))

    # --- figures

    def figure(self, row: Standing) -> str:
        """Return a sentence on how much of its target a task has reached, nothing if it has none or no reading."""
        target, reading = row.task.target, row.reading
        if target is None or reading is None:
            return ""
        amounts = {"reading": self.amount(reading, target.unit), "amount": self.amount(target.goal, target.unit)}
        if target.is_level:
            return self.t("report.figure.level", origin=self.amount(target.origin, target.unit), **amounts)
        if target.baseline is None:
            return self.t("report.figure.plain", **amounts)
        when = self.t("report.when_final" if self.summary.is_final else "report.when")
        total = self.amount(target.baseline + reading, target.unit)
        baseline = self.amount(target.baseline, target.unit)
        key = "report.figure.added" if reading == target.goal else "report.figure.added_other"
        return self.t(key, total=total, baseline=baseline, when=when, **amounts)

    def progress(self, row: Standing) -> str:
        """Return the same as a few words for a list of tasks."""
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

    def result(self, row: Standing) -> str:
        """Return the sentence that people wrote for the report in its language, nothing if there is none."""
        text = _one_line((row.task.result_en if self.t.language == "en" else row.task.result) or "").strip()
        return text if not text or text[-1] in "。.！!？?" else text + self.t("report.stop")

    def titles(self, titles: Sequence[str]) -> str:
        """Return a list of titles, which may have commas of their own."""
        return self._joined(titles, self.t("report.titles"), self.t("report.titles_last"))

    @staticmethod
    def _joined(items: Sequence[str], between: str, last: str) -> str:
        return last.join([between.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)

    # --- sentences

    def say(self, key: str, ids: Ids = (), /, **fields: object) -> Sentence:
        """Return a sentence about the tasks ``ids``; unless told, ``n`` is how many these are."""
        return Sentence(self.t(key, **{"n": len(ids), **fields}), ids if self.with_ids else ())

    def name(self, key: str, names: Sequence[tuple[str, str]], /, most: int = MOST_NAMED, **fields: object) -> Sentence:
        """Return a sentence that names tasks, given as ``(id, text)``; of many it names the first few (``…_many``)."""
        ids = tuple(identifier for identifier, _ in names)
        texts = [text for _, text in names]
        if len(texts) <= most:
            return self.say(key, ids, names=self.titles(texts), **fields)
        listed = self.t("report.titles").join(texts[: most - 1])
        return self.say(f"{key}_many", ids, names=listed, **fields)

    def items(self, entries: Sequence[tuple[str, Sequence[str]]]) -> list[Paragraph]:
        """Return a paragraph for each task, given as its id and its sentences; two or more are numbered."""
        paragraphs: list[Paragraph] = []
        for place, (identifier, texts) in enumerate(entries, 1):
            text = self.t("report.blank").join(texts)
            numbered = self.t("report.item", number=place, text=text) if len(entries) > 1 else text
            paragraphs.append(Paragraph(numbered, ids=(identifier,) if self.with_ids else ()))
        return paragraphs

    def paragraph(self, sentences: Iterable[Sentence]) -> list[Paragraph]:
        """Return a paragraph of ``sentences``, none if there are none."""
        said = list(sentences)
        blank = self.t("report.blank")
        pieces = tuple(
            Sentence(sentence.text if place == 0 else blank + sentence.text, short_ids(sentence.ids))
            for place, sentence in enumerate(said)
        )
        if not pieces:
            return []
        text = "".join(piece.text for piece in pieces)
        spoken_of = dict.fromkeys(identifier for sentence in said for identifier in sentence.ids)
        in_order = tuple(identifier for identifier in self.rows if identifier in spoken_of)
        return [Paragraph(text, ids=short_ids(in_order), sentences=pieces if spoken_of else ())]


def short_ids(ids: Sequence[str]) -> Ids:
    """Return ids for reading: neighbours as ``1.1–1.4``, and of very many the first ones and ``…``."""
    runs: list[list[str]] = []
    for identifier in ids:
        if runs and _follows(runs[-1][-1], identifier):
            runs[-1].append(identifier)
        else:
            runs.append([identifier])
    shown: list[str] = []
    for run in runs:
        shown += [f"{run[0]}–{run[-1]}"] if len(run) >= SHORTEST_RUN else run
    return tuple(shown) if len(shown) <= MOST_IDS else (*shown[: MOST_IDS - 1], "…")


def _follows(first: str, second: str) -> bool:
    """Whether ``second`` is the next id after ``first``, as 1.10 is after 1.9."""
    head, _, number = first.rpartition(".")
    return number.isdecimal() and second == f"{head}.{int(number) + 1}"


def _one_line(text: str) -> str:
    """Return ``text`` on one line, without stops at its end: the sentence around it brings its own."""
    return " ".join(text.split()).rstrip("。．.；;，,、：: ")


def _nested(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


_FULL_STOPS = ("！", "？", "!", "?")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile("[A-Za-z]{2}")
#: Measure words: they count things that the title names.
_COUNTING = re.compile(f"(?:[{COUNTERS}]|个.*)$")
