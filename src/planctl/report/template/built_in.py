"""The templates that come with the program, each in every language."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

from planctl.plan.letter import COMPANY, GOVERNMENT
from planctl.report.template.reader import read_template

if TYPE_CHECKING:
    from planctl.report.template.tree import Template

#: Their names: those of a report on the whole year, then that of one page, and that of a period or of a part.
BRIEF, PERIOD = "brief", "period"
NAMES = (GOVERNMENT, COMPANY, BRIEF, PERIOD)


def text_of(name: str, language: str) -> str:
    """Return the text of the template ``name``, one of ``NAMES``, in ``language``."""
    return resources.files("planctl.report.template").joinpath("texts", f"{name}.{language}.md").read_text("utf-8")


def built_in(name: str, language: str) -> Template:
    """Return the template ``name``, one of ``NAMES``, in ``language``."""
    return replace(read_template(text_of(name, language), f"{name}.{language}.md"), name=name)
