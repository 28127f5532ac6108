"""The terminal that a run speaks to: how wide it is, what a path is called from here, and lines on stderr."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cells import safe, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

#: Sentences are broken for no screen narrower than this.
LEAST_WIDTH = 20


def screen_width(environ: Mapping[str, str]) -> int:
    """Return the width of the screen in cells: ``COLUMNS``, else the terminal's, else 80."""
    return _size(environ, "COLUMNS", "columns", sys.stdout) or 80


def screen_height(environ: Mapping[str, str]) -> int:
    """Return the height of the screen in lines: ``LINES``, else the terminal's, else 24."""
    return _size(environ, "LINES", "lines", sys.stdout) or 24


def _size(environ: Mapping[str, str], variable: str, name: str, stream: TextIO) -> int:
    """Return one of the two sizes of the screen that ``stream`` leads to, 0 if nothing tells it."""
    told = environ.get(variable, "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return int(getattr(os.get_terminal_size(stream.fileno()), name))
    except (OSError, ValueError):
        return 0


def from_here(path: str) -> str:
    """Return ``path`` as people want to read it: from the current folder, where it is below that."""
    with suppress(OSError):  # the current folder may be gone
        here = Path.cwd()
        return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
    return path


def print_error(text: str, *, newlines: bool = False) -> None:
    """Write ``text`` and a line's end to stderr with everything in it made harmless.

    With ``newlines`` its own lines stay, otherwise it is broken between words where a terminal would break it anywhere.
    A stderr that takes nothing is no failure: the exit code still tells.
    """
    with suppress(OSError):
        text = safe(text, newlines=newlines)
        if not newlines and sys.stderr.isatty():
            text = "\n".join(wrap(text, max(_size(os.environ, "COLUMNS", "columns", sys.stderr) or 80, LEAST_WIDTH)))
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
