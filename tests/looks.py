"""Views as they look on screens of three widths and in a pipe, for golden files to hold."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from planctl.blocks import plain_text
from planctl.screen import people, scripts, tables
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from planctl.screen.views import View

WIDTHS = (60, 80, 120)


def drawn(view: View, language: str, width: int) -> str:
    """Return ``view`` as a person sees it on a screen of ``width`` cells."""
    screen = StringIO()
    tables.draw(people.compose(view, Translator(language), width), width=width, colour=False, file=screen)
    return screen.getvalue()


def bare(view: View, language: str) -> str:
    """Return ``view`` as a program reads it from a pipe."""
    return "".join(plain_text(scripts.compose(view, Translator(language))))


def looks(view: View, language: str) -> str:
    """Return ``view`` in every width, and bare."""
    pages = [f"=== {width} ===\n{drawn(view, language, width)}" for width in WIDTHS]
    return "\n".join([*pages, f"=== plain ===\n{bare(view, language)}"])
