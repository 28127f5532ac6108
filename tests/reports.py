"""Reports on plans, written by the templates that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from make import make_day

from planctl.blocks import Listing, Paragraph, Quote, plain_text
from planctl.report import Document, summarise, with_ids
from planctl.report.numbers.summary import WHOLE
from planctl.report.template.built_in import built_in
from planctl.report.template.fill import fill
from planctl.report.wording.phrases import Phrases
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planctl.blocks import Block
    from planctl.plan.model import Plan
    from planctl.report.numbers.figures import Scope


def written(
    plan: Plan,
    language: str = "zh",
    name: str | None = None,
    *,
    day: date | None = None,
    since: date | None = None,
    public: bool = False,
    scope: Scope = WHOLE,
) -> Document:
    """Return the report on ``plan`` by the template ``name``, else the plan's own, on the evening of ``day``."""
    seen = make_day(day or plan.last_day, "over")
    summary = summarise(plan, seen, since=since, public=public, scope=scope)
    return fill(built_in(name or plan.template, language), summary, Translator(language), public=public).document


def told(document: Document, *, ids: bool = False) -> str:
    """Return what a document says, as plain text."""
    return "".join(plain_text(with_ids(document, shown=ids).whole))


def phrases(
    plan: Plan,
    language: str = "zh",
    *,
    day: date | None = None,
    since: date | None = None,
    public: bool = False,
    scope: Scope = WHOLE,
    is_official: bool = True,
    lists_tasks: bool = False,
) -> Phrases:
    """Return the words for a report on ``plan`` on the evening of ``day``."""
    summary = summarise(plan, make_day(day or plan.last_day, "over"), since=since, public=public, scope=scope)
    return Phrases.of(summary, Translator(language), is_official=is_official, lists_tasks=lists_tasks)


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs among ``blocks``, those within lists and quotations too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Listing):
            yield from paragraphs(inner for item in block.items for inner in item)
        elif isinstance(block, Quote):
            yield from paragraphs(block.blocks)


def texts(blocks: Iterable[Block]) -> list[str]:
    """Return what the paragraphs among ``blocks`` say."""
    return [paragraph.text for paragraph in paragraphs(blocks)]
