"""Markdown as lines and tables: headings, lists, paragraphs over several lines; what only decorates goes."""

from __future__ import annotations

import re
from itertools import groupby

from planctl.draft.documents import Line, Table, cells, is_row
from planctl.draft.marks import read_mark


def read(text: str, _: str = "") -> tuple[list[Line], list[Table]]:
    """Return the lines and the tables of a Markdown ``text``."""
    lines: list[Line] = []
    tables: list[Table] = []
    for is_table, group in groupby(text.splitlines(), key=is_row):
        if is_table:
            rows = [cells(row) for row in group]
            tables.append(tuple(row for row in rows if not all(re.fullmatch(":?-+:?", cell) for cell in row)))
        else:
            lines += _paragraphs(list(group))
    return lines, tables


def _paragraphs(rows: list[str]) -> list[Line]:
    found: list[Line] = []
    is_open = False
    for row in rows:
        line = _line(row)
        if is_open and line.text and not (line.heading or line.is_item or read_mark(line.text)):
            found[-1] = found[-1]._replace(text=_joined(found[-1].text, line.text))
        else:
            found.append(line)
        is_open = bool(line.text) and not line.heading
    return found


def _line(row: str) -> Line:
    text = row.strip()
    if heading := re.match(r"(#{1,6})\s+(.*)", text):
        return Line(_bare(heading[2].rstrip("#").rstrip()), heading=len(heading[1]))
    if re.fullmatch(r"(?:[-*_]\s*){3,}|=+", text):
        return Line("")
    if item := re.match(r"[-*+]\s+(.*)", text):
        return Line(_bare(item[1]), is_item=True)
    return Line(_bare(re.sub(r"^(?:>\s?)+", "", text)))


def _bare(text: str) -> str:
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`|~~)(.+?)\1", r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text)


def _joined(one: str, other: str) -> str:
    is_latin = re.search(r"[0-9A-Za-z,.]$", one) and re.match("[0-9A-Za-z]", other)
    return f"{one} {other}" if is_latin else one + other
