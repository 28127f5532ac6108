"""The text of a changed plan: what it was with as few lines touched as possible, and verified by reading it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.errors import ExitCode, NotTextError, PlanctlError
from planctl.plan.unite import is_same
from planctl.toml import schema
from planctl.toml.difference import difference
from planctl.toml.edits import apply, new_text, with_task_lines

if TYPE_CHECKING:
    from pathlib import Path

    from planctl.plan.model import Plan
    from planctl.store.planfile import LoadedPlan


class EditFailedError(PlanctlError):
    """The edited text would not have meant what was intended: our fault, and nothing was written."""

    exit_code = ExitCode.BUG
    key = "error.edit_failed"


def edited(loaded: LoadedPlan, wanted: Plan, rewritten: tuple[str, str, str] | None = None) -> str:
    """Return the text of ``wanted``, made from the loaded one by touching as few lines as possible, and verified.

    Of a task that was ``rewritten``, given with its lines before and after, the lines are those that a person wrote,
    unless somebody else has changed them since.

    Raises:
        EditFailedError: It would not mean ``wanted``.
        NotTextError: What is wanted cannot be written as text.
    """
    if rewritten:
        text = with_task_lines(loaded.source.text, loaded.plan, *rewritten)
        plan = schema.parse(text).plan
        if plan is not None and _is_meant(again := apply(text, difference(plan, wanted)), wanted):
            return again
    if wanted == loaded.plan:
        return loaded.source.text
    return _verified(loaded.source.path, apply(loaded.source.text, difference(loaded.plan, wanted)), wanted)


def made(path: Path, wanted: Plan) -> str:
    """Return the text of a plan that no file holds yet, to be written to ``path``; raises as ``edited`` does."""
    return _verified(path, new_text(wanted), wanted)


def _verified(path: Path, text: str, wanted: Plan) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotTextError from error
    if not _is_meant(text, wanted):
        raise EditFailedError(path=path)
    return text


def _is_meant(text: str, wanted: Plan) -> bool:
    result = schema.parse(text).plan
    return result is not None and (repr(result) == repr(wanted) or is_same(result, wanted))
