"""Indicators out of a table of three levels, 一级指标, 二级指标, 三级指标, or of a text numbered as deeply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.marks import read_mark
from planctl.draft.spelling import narrowed, widened
from planctl.plan.model import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.draft.documents import Table
    from planctl.draft.outline import Node
    from planctl.plan.target import Number


class Found(NamedTuple):
    """An indicator without its id, or ``None`` for a row or a line that gave none; the words it came from."""

    item: Indicator | None
    text: str
    place: str


def of_table(table: Table) -> list[Found] | None:
    """Return the indicators of a table, ``None`` if no row of it names the levels.

    An empty cell of a level means what stands above it, as tables of texts leave out what is merged.
    """
    for number, row in enumerate(table):
        columns = [_LEVELS.index(name) if name in _LEVELS else -1 for name in map(_folded, row)]
        if sum(column >= 0 for column in columns) > 1:
            return list(_rows(table[number + 1 :], row, number + 2))
    return None


def _rows(rows: Sequence[tuple[str, ...]], head: tuple[str, ...], first: int) -> Iterator[Found]:
    names = [_folded(name) for name in head]
    levels = [at for at, name in enumerate(names) if name in _LEVELS]
    levels.sort(key=lambda at: _LEVELS.index(names[at]))
    points = next((at for at in reversed(range(len(names))) if re.search("分值|分数|满分", names[at])), None)
    hard = next((at for at, name in enumerate(names) if re.search("硬性|必备|约束|否决", name)), None)
    above = [""] * len(levels)
    for number, row in enumerate(rows, start=first):
        if tuple(map(_folded, row)) == tuple(names):  # a head that is repeated on the next page
            continue
        texts = [_cell(row, at) for at in levels]
        for depth, text in enumerate(texts[:-1]):
            if text and text != above[depth]:
                above[depth:-1] = [text, *[""] * (len(above) - depth - 2)]
        words = " ".join(dict.fromkeys(filter(None, row)))
        if not texts[-1] or re.match("合计|总计|备注|注[:：]", words):
            yield Found(None, words, str(number))
            continue
        is_hard = hard is not None and re.search("[是√✓★●硬]", _cell(row, hard)) is not None
        path = tuple(widened(text) for text in above[:-1] if text)
        yield Found(_indicator(texts[-1], path, _number(_cell(row, points)), is_hard=is_hard), words, str(number))


def of_nodes(nodes: Sequence[Node], above: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield the indicators of a numbered text: what stands lowest, under the titles above it."""
    for node in nodes:
        name = f"{node.written}、{node.title}" if not above else f"{node.number}．{node.title}"
        if node.children:
            yield from of_nodes(node.children, (*above, widened(name)))
            continue
        texts = node.sentences or ((node.title,) if node.title else ())
        for text in texts:
            path = (*above, widened(name)) if node.sentences and node.title else above
            is_hard = re.search("硬性指标|★|一票否决", text) is not None
            yield Found(_indicator(text, path, _number(text), is_hard=is_hard), text, node.written)


def _indicator(title: str, path: tuple[str, ...], points: Number | None, *, is_hard: bool) -> Indicator | None:
    mark = read_mark(title)
    bare = title[mark.end :] if mark else title
    bare = re.sub(r"[（(]?[0-9.]+\s*分[)）]?[。；]?$", "", bare.strip("★ "))
    name = widened(bare).strip("。；; ")
    return Indicator("", name, path=path, hard=is_hard, points=None if is_hard else points) if name else None


def _number(text: str) -> Number | None:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*分?", narrowed(text).strip()) or re.search(
        r"[（(]([0-9]+(?:\.[0-9]+)?)\s*分[)）]", narrowed(text)
    )
    if found is None or not float(found[1]) or len(found[1]) > _MOST_DIGITS:
        return None
    return float(found[1]) if "." in found[1] else int(found[1])


def _cell(row: tuple[str, ...], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _folded(name: str) -> str:
    return re.sub(r"[\s（）()*：:]", "", name)


_LEVELS = ("一级指标", "二级指标", "三级指标")
_MOST_DIGITS = 15
