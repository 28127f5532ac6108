"""Views in files: the ending chooses the form, and a file that is there is written over only when told."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.blocks import plain_text
from planctl.errors import ConflictingOptionsError, FileExistsAlreadyError, UsageError
from planctl.screen import people, scripts

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.cli.shared import CommonOptions
    from planctl.screen.views import View
    from planctl.words.i18n import Translator


class FormUnknownError(UsageError):
    """The ending of ``path`` names none of the forms ``choices``."""

    key = "error.form_unknown"


def output_path(typed: str, options: CommonOptions, *, overwrite: bool) -> Path:
    """Return where to write, or refuse, before any work is done, a file that the answer could not go into.

    Raises:
        FormUnknownError: Its ending names no form.
        ConflictingOptionsError: Another form was asked for as well.
        FileExistsAlreadyError: It is there, and nobody said that it may be written over.
    """
    path = Path(typed)
    ending = path.suffix.lower()
    if ending not in _FORMS:
        raise FormUnknownError(path=path, choices=", ".join(_FORMS))
    for option, is_set, own in (("--json", options.json, ".json"), ("--plain", options.plain, ".tsv")):
        if is_set and ending != own:
            raise ConflictingOptionsError(first=option, second=f"-o {path}")
    if path.exists() and not overwrite:
        raise FileExistsAlreadyError(path=path)
    return path


def render(view: View, t: Translator, width: int, ending: str) -> str:
    """Return ``view`` in the form that ``ending`` names, where it is drawn for a screen ``width`` cells wide."""
    return _FORMS[ending.lower()](view, t, width)


def _picture(view: View, t: Translator, width: int) -> str:
    from planctl.screen import tables

    return tables.record(people.compose(view, t, width), width=width, title="planctl")


def _screen(view: View, t: Translator, width: int) -> str:
    from planctl.screen import tables

    drawn = StringIO()
    tables.draw(people.compose(view, t, width), width=width, colour=False, file=drawn)
    return drawn.getvalue()


def _lines(view: View, t: Translator, _: int) -> str:
    return "".join(plain_text(scripts.compose(view, t)))


def _document(view: View, t: Translator, _: int) -> str:
    from planctl.screen import json_output

    return "".join(json_output.render(view, t))


_FORMS: dict[str, Callable[[View, Translator, int], str]] = {
    ".svg": _picture,
    ".txt": _screen,
    ".tsv": _lines,
    ".json": _document,
}
