"""Nodes on a screen and in a pipe: listed by themselves, in the record of their item, counted, as ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Block, Cell, Column, Paragraph, Table, Tone, Value
from planctl.plan.nodes import NodeState, node_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.node import NodeMove
    from planctl.plan.nodes import NodeCount, NodeRow
    from planctl.plan.progress import Standing
    from planctl.screen.views import NodeList
    from planctl.words.plan_words import Words

TONES = {NodeState.MET: Tone.GOOD, NodeState.MISSED: Tone.BAD, NodeState.OPEN: Tone.NORMAL}
#: How a node is drawn in a month, the more urgent ones last.
TICKS = {NodeState.MET: "◆", NodeState.OPEN: "◇", NodeState.MISSED: "△"}


def node_list(view: NodeList, words: Words) -> list[Block]:
    """Return nodes, a row each, with the item that each belongs to."""
    if not view.rows:
        return [Paragraph(words.t("node.list_empty"), Tone.MUTED)]
    count = words.t("node.list_count", n=len(view.rows), day=view.day)
    return [node_table(view.rows, words, lines=0 if view.full else 2), Paragraph(count, Tone.MUTED)]


def node_table(rows: Sequence[NodeRow], words: Words, *, lines: int = 0) -> Table:
    """Return nodes as a table; a drawn text takes up to ``lines`` lines (0: any)."""
    t = words.t
    columns = (
        Column("id", t("column.id")),
        Column("number", t("column.number"), right=True),
        Column("due", t("column.due")),
        Column("state", t("column.node_state")),
        Column("goal", t("column.goal"), flexible=True),
        Column("lead", t("column.lead")),
        Column("title", t("column.title"), flexible=True),
    )
    return Table(columns, tuple(_listed(row, words) for row in rows), lines=lines)


def _listed(row: NodeRow, words: Words) -> tuple[Value, ...]:
    task = row.row.task
    return (
        Cell(task.id, Tone.STRONG),
        str(row.number),
        words.day(row.node.due),
        state_cell(row, words),
        row.node.goal,
        words.unit(task.lead),
        words.title(task),
    )


def state_cell(row: NodeRow, words: Words) -> Cell:
    """Return how a node stands, with the days that it is or was late."""
    key = f"node.{row.state}_late" if row.days_late else f"node.{row.state}"
    text = words.t(key, n=row.days_late, on=row.node.done or "")
    return Cell(text, TONES[row.state], row.state.value)


def nodes_of(row: Standing, words: Words) -> list[Block]:
    """Return the nodes of an item for its record, nothing if it has none."""
    if not row.task.nodes:
        return []
    t = words.t
    columns = (
        Column("number", t("column.number"), right=True),
        Column("due", t("column.due")),
        Column("state", t("column.node_state")),
        Column("goal", t("column.goal"), flexible=True),
        Column("more", t("column.node_more"), flexible=True),
    )
    return [Table(columns, tuple(_of_item(node, words) for node in node_rows([row])), record=False)]


def _of_item(row: NodeRow, words: Words) -> tuple[Value, ...]:
    more = words.t("separator.clause").join((*row.node.evidence, *(_moved(move, words) for move in row.node.moved)))
    return (str(row.number), row.node.due.isoformat(), state_cell(row, words), row.node.goal, more)


def _moved(move: NodeMove, words: Words) -> str:
    key = "node.moved" if move.note else "node.moved_unsaid"
    return words.t(key, before=move.from_, on=move.on, note=move.note or "")


def count_lines(count: NodeCount, words: Words) -> list[Block]:
    """Return the count of nodes as a line, nothing if there are none."""
    if not count.total:
        return []
    text = words.t("node.count", count=count.total, met=count.met, missed=count.missed)
    return [Paragraph(text, Tone.MUTED)]
