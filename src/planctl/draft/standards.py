"""Indicators out of a table of three levels, 一级指标, 二级指标, 三级指标, or of a text numbered as deeply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.marks import read_mark
from planctl.draft.outline import Sort
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


def unread_columns(table: Table) -> tuple[str, ...]:
    """Return the names of the columns of a table of indicators that say something else."""
    heads = (row for row in table if sum(_folded(name) in _LEVELS for name in row) > 1)
    return tuple(name for name in next(heads, ()) if name and not re.search(_READ, _folded(name)))


def _rows(rows: Sequence[tuple[str, ...]], head: tuple[str, ...], first: int) -> Iterator[Found]:
    names = [_folded(name) for name in head]
    levels = [at for at, name in enumerate(names) if name in _LEVELS]
    levels.sort(key=lambda at: _LEVELS.index(names[at]))
    points = next((at for at in reversed(range(len(names))) if re.search(_SCORE, names[at])), None)
    hard = next((at for at, name in enumerate(names) if re.search(_HARD, name)), None)
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
        title = re.sub(_POINTS, "", node.title)
        name = f"{node.written}、{title}" if not above else f"{node.number}．{title}"
        if node.children:
            yield from of_nodes(node.children, (*above, widened(name)))
            continue
        texts = _lowest(node)
        for text in texts:
            path = (*above, widened(name)) if node.title and node.title not in text else above
            is_hard = re.search("硬性指标|★|一票否决", text) is not None
            yield Found(_indicator(text, path, _number(text), is_hard=is_hard), text, node.written)


def _lowest(node: Node) -> tuple[str, ...]:
    """Return the indicators of a part that has none below it: its sentences, with the notes behind them."""
    texts: list[str] = []
    for passage in node.passages:
        is_indicator = passage.sort is Sort.SENTENCE and re.search(r"[^★☆*\s。]", passage.text)
        if is_indicator or not (texts or node.title):
            texts.append(passage.text)
        else:
            texts[-1:] = [(texts[-1] if texts else node.title) + passage.text]
    return tuple(texts) or ((node.title,) if node.title else ())


def _indicator(title: str, path: tuple[str, ...], points: Number | None, *, is_hard: bool) -> Indicator | None:
    mark = read_mark(title)
    bare = title[mark.end :] if mark else title
    bare = re.sub(rf"[。；]*{_POINTS}$", "", bare.strip("★ 。；"))
    name = widened(bare).strip("。；; ")
    return Indicator("", name, path=path, hard=is_hard, points=None if is_hard else points) if name else None


def _number(text: str) -> Number | None:
    bare = narrowed(text).strip()
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*分?", bare) or re.search(_POINTS, bare)
    written = next(filter(None, found.groups())) if found else ""
    if not written or not float(written) or len(written) > _MOST_DIGITS:
        return None
    return float(written) if "." in written else int(written)


def _cell(row: tuple[str, ...], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _folded(name: str) -> str:
    return re.sub(r"[\s（）()*：:]", "", name)


_LEVELS = ("一级指标", "二级指标", "三级指标")
_POINTS = r"(?:[（(](?P<one>[0-9]+(?:\.[0-9]+)?)\s*分[)）]|[，,][得计]?(?P<other>[0-9]+(?:\.[0-9]+)?)\s*分(?=[。；]?$))"
_SCORE = "分值|分数|满分"
_HARD = "硬性|必备|约束|否决"
_READ = f"级指标$|^序号$|{_SCORE}|{_HARD}"
_MOST_DIGITS = 15
