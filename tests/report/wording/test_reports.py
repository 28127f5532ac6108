"""Whole reports on years of several kinds, word for word, and what holds for every sentence of any of them."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest
import years
from make import make_done, make_entry, make_plan, make_priority, make_task
from places import GOLDEN
from reports import told, written

from planctl.blocks import Annex, BarChart, Heading, LineChart, Listing, Paragraph, Table
from planctl.report import to_markdown, with_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Golden

    from planctl.blocks import Block
    from planctl.plan.model import Plan
    from planctl.report import Document

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
YEARS: dict[str, Callable[[], Plan]] = {
    "example": years.example,
    "three": years.library,
    "twelve": years.livelihood,
    "no-english": lambda: years.without_english(years.library()),
    "no-targets": lambda: years.without_targets(years.library()),
    "nothing-done": lambda: years.untouched(years.library()),
    "everything-done": lambda: years.finished(years.library()),
}
OTHERS = ("third-quarter", "five-hundred", "brief", "brief-five-hundred", "company")
EVERY_YEAR = pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)


def marked(document: Document, *, ids: bool = True) -> str:
    return to_markdown.render(with_ids(document, shown=ids))


def body(document: Document) -> list[Block]:
    """Return a document up to its first annex."""
    return list(takewhile(lambda block: not isinstance(block, Annex), document.blocks))


def sentences(blocks: list[Block]) -> Iterator[str]:
    """Yield the texts of all paragraphs, those of lists among them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            for item in block.items:
                yield from sentences(list(item))


# --- word for word; read them when they change


@LANGUAGES
@pytest.mark.parametrize("name", YEARS)
def test_the_report_on_a_year_reads_as_agreed(name: str, language: str, golden: Golden) -> None:
    golden(f"report/{name}.{language}.md", marked(written(YEARS[name](), language)))


@LANGUAGES
def test_the_report_on_a_quarter_reads_as_agreed(language: str, golden: Golden) -> None:
    day, since = date(2020, 9, 30), date(2020, 7, 1)
    document = written(years.example(), language, "period", day=day, since=since)
    golden(f"report/third-quarter.{language}.md", marked(document))


@LANGUAGES
def test_the_running_text_on_five_hundred_tasks_reads_as_agreed(language: str, golden: Golden) -> None:
    document = written(years.five_hundred(), language)
    golden(f"report/five-hundred.{language}.md", "\n\n".join(sentences(body(document))) + "\n")


@LANGUAGES
@pytest.mark.parametrize(("name", "year"), [("brief", years.example), ("brief-five-hundred", years.five_hundred)])
def test_the_brief_reads_as_agreed(name: str, year: Callable[[], Plan], language: str, golden: Golden) -> None:
    golden(f"report/{name}.{language}.md", marked(written(year(), language, "brief"), ids=False))


@LANGUAGES
def test_the_report_of_a_company_reads_as_agreed(language: str, golden: Golden) -> None:
    golden(f"report/company.{language}.md", marked(written(years.library(), language, "company"), ids=False))


def test_every_golden_report_is_compared() -> None:
    texts = {f"{name}.{language}.md" for name in (*YEARS, *OTHERS) for language in ("zh", "en")}
    assert {path.name for path in (GOLDEN / "report").iterdir()} == texts | {"example.json"}  # the JSON writer's


# --- sizes


@pytest.mark.parametrize("year", [years.example, years.five_hundred])
def test_a_brief_finds_room_on_a_page(year: Callable[[], Plan]) -> None:
    assert len(told(written(year(), "zh", "brief"))) <= 1_000
    assert len(told(written(year(), "en", "brief")).split()) <= 450


def test_the_text_on_five_hundred_tasks_takes_less_than_fifteen_pages() -> None:
    characters = sum(map(len, sentences(body(written(years.five_hundred())))))
    assert characters < 9_000 < 15 * 22 * 28


# --- what holds for every sentence


@LANGUAGES
@EVERY_YEAR
def test_no_sentence_has_a_hole_in_it(year: Callable[[], Plan], language: str) -> None:
    for text in sentences(body(written(year(), language))):
        assert not re.search(r"None(?! of)|\{|\}|  |。。|，。|：。|\.\.|\(\)|（）|“”|; ;|: \.|，，", text), text


@EVERY_YEAR
def test_chinese_sentences_have_full_width_marks(year: Callable[[], Plan]) -> None:
    for text in sentences(body(written(years.without_english(year())))):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]| [\u4e00-\u9fff]", text), text


@LANGUAGES
def test_every_paragraph_ends_in_a_stop(language: str) -> None:
    document = written(years.example(), language)
    ends = {"zh": ("。", "：", "】"), "en": (".", ":", "]")}[language]
    assert [text for text in sentences(body(document)) if not text.endswith(ends)] == []


@EVERY_YEAR
def test_no_english_sentence_begins_with_a_figure(year: Callable[[], Plan]) -> None:
    for text in sentences(body(written(year(), "en"))):
        assert not re.search(r"(?:^|(?<![A-Z0-9])[.!?] )[0-9]", text), text


@EVERY_YEAR
def test_english_never_counts_one_as_many(year: Callable[[], Plan]) -> None:
    assert not re.search(r"\b1 (tasks|priorities|days|are|have)\b", told(written(year(), "en")))


@EVERY_YEAR
def test_titles_are_requests_and_no_part_of_an_english_sentence(year: Callable[[], Plan]) -> None:
    plan = year()
    titles = {task.title_en for task in plan.tasks if task.title_en}
    for text in sentences(body(written(plan, "en"))):
        for title in titles:
            before, found, _ = text.partition(title)
            assert not found or re.search(r"(^|[:;,(“] ?| and )$", before), text


@LANGUAGES
def test_a_plan_without_tasks_says_so_and_has_no_tables(language: str) -> None:
    document = written(make_plan(make_priority("1")), language)
    assert {"zh": "没有列入任务", "en": "lists no tasks"}[language] in told(document)
    assert not any(isinstance(block, (Table, BarChart, LineChart)) for block in document.blocks)


def test_a_hundred_percent_is_never_said_while_a_task_is_open() -> None:
    tasks = [make_done(f"1.{number}", "2020-05-01", "附件") for number in range(1, 300)]
    text = told(written(make_plan([*tasks, make_task(id="1.300")])))
    assert "完成率99.7%" in text
    assert "100%" not in text


def test_more_priorities_than_numerals_go_on_in_figures() -> None:
    plan = make_plan(*([make_task(id=f"{number}.1")] for number in range(1, 33)))
    headings = [block.text for block in written(plan).blocks if isinstance(block, Heading)]
    assert {"（三十）重点30", "（31）重点31"} <= set(headings)


def test_words_in_the_other_language_are_quoted_and_that_is_said() -> None:
    entry = make_entry("2020-05-01", status="done", note="已办结")
    plan = make_plan([make_task(id="1.2", title="做乙", title_en="Do B", status="done", log=(entry,))])
    text = told(written(plan, "en"))
    assert "Do B. “已办结”." in text
    assert "given as recorded" in text
    translated = make_entry("2020-05-01", status="done", note="已办结", note_en="all settled")
    plan = make_plan([make_task(id="1.2", title="做乙", title_en="Do B", status="done", log=(translated,))])
    assert "Do B. All settled." in told(written(plan, "en"))
