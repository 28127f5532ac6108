"""What people wrote into a template comes back in every run and every form, whatever became of the plan meanwhile."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import docx
import pytest
import years
from markdown_it import MarkdownIt
from places import ROOT

from planctl.plan.days import Day
from planctl.plan.model import Entry, Status
from planctl.plan.replay import with_entry
from planctl.report import ReportFormat, render, summarise
from planctl.report.template.fill import fill
from planctl.report.template.reader import read_template
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan, Task

TEMPLATE = ROOT / "examples" / "2020.report.md"
FORMS = [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML, ReportFormat.WORD]


def _renamed(task: Task) -> Task:
    return replace(task, title=f"{task.title}（新）")


def _done(task: Task) -> Task:
    if not task.is_open or task.ongoing:
        return task
    return with_entry(task, Entry(on=date(2020, 12, 30), status=Status.DONE, note="*完成*了 <b>", evidence=("a|b_c",)))


def _stuck(task: Task) -> Task:
    if task.status is not Status.DONE:
        return task
    return with_entry(task, Entry(on=date(2020, 12, 30), status=Status.BLOCKED, note="`卡住` {total}"))


CHANGES: dict[str, Callable[[Task], Task]] = {
    "nothing": lambda task: task,
    "renamed": _renamed,
    "done": _done,
    "stuck": _stuck,
}


def changed(plan: Plan, change: Callable[[Task], Task]) -> Plan:
    return plan.with_groups(lambda group: replace(group, items=tuple(map(change, group.items))))


def own_words() -> list[str]:
    """Return the sentences of the template that people wrote, cut at its places and at what is Markdown."""
    body = TEMPLATE.read_text(encoding="utf-8").split("+++")[2]
    lines = [re.sub(r"^[#>\-0-9. ]+|附件[0-9]：", "", line) for line in body.splitlines() if not line.startswith("|")]
    pieces = (piece.strip() for line in lines for piece in re.split(r"\{[^}]*\}|\*\*|\*|`", line))
    return [piece for piece in pieces if len(piece) > 3]


def text_of(form: ReportFormat, content: str | bytes) -> str:
    if isinstance(content, bytes):
        body = docx.Document(io.BytesIO(content)).element.body
        return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    if form is ReportFormat.HTML:
        return unescape(re.sub("<[^>]*>", "", content))
    if form is ReportFormat.MARKDOWN:
        return unescape(re.sub("<[^>]*>", "", MarkdownIt("commonmark").enable("table").render(content)))
    return content


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", CHANGES)
def test_every_hand_written_sentence_comes_back(form: ReportFormat, change: str) -> None:
    plan = changed(years.example(), CHANGES[change])
    template = read_template(TEMPLATE.read_text(encoding="utf-8"), "2020.report.md")
    summary = summarise(plan, Day.seen(plan.last_day, date(2021, 1, 8)))
    document = fill(template, summary, Translator("zh")).document
    text = text_of(form, render(form, document, ids=False))
    sentences = own_words()
    assert len(sentences) > 10
    assert [sentence for sentence in sentences if sentence not in text] == []
