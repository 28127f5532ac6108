"""The TOML of one task by itself, as people edit it: read as if it stood in its plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planctl.errors import Problem, Severity
from planctl.toml import schema

if TYPE_CHECKING:
    from planctl.plan.model import Plan, Task


def parse_task(text: str, plan: Plan, task_id: str) -> tuple[Task | None, tuple[Problem, ...]]:
    """Read the TOML of one task, as it would stand in ``plan``; problems have the lines of ``text``.

    Without a task and without problems the text holds something else than one task.
    """
    group = plan.group_of(task_id)
    head = ["format = 1", f"year = {plan.year}", 'title = "-"']
    above = [*head, f"[[{group.kind}]]", f'id = "{group.id}"', 'title = "-"']
    frame = "".join(f"{line}\n" for line in (*above, f"[[{group.kind}.{group.item_type().kind}]]"))
    parsed = schema.parse(frame + text)
    serious = (problem for problem in parsed.problems() if problem.severity is Severity.FATAL)
    if parsed.plan is None:
        return None, tuple(_further_up(problem, len(above) + 1) for problem in serious)
    tasks = list(parsed.plan.items)
    if len(tasks) != 1 or len(parsed.plan.groups) != 1 or parsed.plan.units:
        return None, ()
    return tasks[0], ()


def _further_up(problem: Problem, lines: int) -> Problem:
    """Return ``problem`` with the lines that it names counted without the first ``lines``."""
    fields = {
        key: value - lines if key == "first" and isinstance(value, int) else value
        for key, value in problem.fields.items()
    }
    return replace(problem, line=problem.line and max(problem.line - lines, 1), fields=fields)
