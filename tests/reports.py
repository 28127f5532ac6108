"""Reports on plans, written by the templates that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from make import make_day

from planctl.blocks import plain_text
from planctl.report import Document, summarise, with_ids
from planctl.report.numbers.summary import WHOLE
from planctl.report.template.built_in import built_in
from planctl.report.template.fill import fill
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from datetime import date

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
