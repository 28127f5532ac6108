"""The words of the source document behind a task: ``(五)3`` is the third body sentence of part (五) of a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.errors import ExitCode, PlanctlError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.model import Task

NUMERALS = "一二三四五六七八九十百"
REFERENCE = re.compile(rf"[(（]([{NUMERALS}]+)[)）]\s*([0-9]{{1,4}})(?![0-9])")


class SourceTextError(PlanctlError):
    """The text, of the file ``path``, has no sentence ``source``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.no_source_text"


def sentences(tasks: Sequence[Task], text: str, section: str | None = None) -> dict[str, str]:
    """Return the source sentence of each of ``tasks`` that names one, by task id, out of ``text``.

    ``section`` is the numeral of the section that the references count in; without one the whole text is searched.

    Raises:
        SourceTextError: A reference leads to no sentence.
    """
    found = {}
    for task in tasks:
        if task.source:
            sentence = find_sentence(text, task.source, section)
            if sentence is None:
                raise SourceTextError(source=task.source)
            found[task.id] = sentence
    return found


def find_sentence(text: str, reference: str, section: str | None = None) -> str | None:
    """Return the sentence that ``reference`` names, ``None`` if there is none.

    A part is a line that begins with its numeral in brackets; its first sentence is the run-in title and not counted.
    """
    match = REFERENCE.search(reference)
    if match is None:
        return None
    part, number = match.group(1), int(match.group(2))
    for line in _lines_of_section(text, section):
        if re.match(rf"\s*[(（]{part}[)）]", line):
            body = re.findall(r"[^。]+。", line)[1:]
            return body[number - 1].strip() if 1 <= number <= len(body) else None
    return None


def _lines_of_section(text: str, section: str | None) -> list[str]:
    lines = text.splitlines()
    if section is None:
        return lines
    start = next((number for number, line in enumerate(lines) if line.startswith(f"{section}、")), len(lines))
    rest = lines[start + 1 :]
    heading = re.compile(rf"[{NUMERALS}]+、")
    end = next((number for number, line in enumerate(rest) if heading.match(line)), len(rest))
    return rest[:end]
