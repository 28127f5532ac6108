"""One task as text in the user's editor, until it is right or given up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planctl import edits, schema
from planctl.errors import EditedTaskInvalidError, EditorFailedError, IdChangedError, NoEditorError, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.cli.session import Session
    from planctl.errors import Problem
    from planctl.model import Plan, Task


def edit_task(session: Session, task: Task) -> Task | None:
    """Return ``task`` as the user left it, ``None`` if it was left as it was or given up.

    While the text has faults the editor opens again with the same text and the faults on top; if it comes back
    unchanged, the text is kept in a file and ``EditedTaskInvalidError`` says where.

    Raises:
        NoEditorError, EditorFailedError: There is no editor, or it fails; nothing is lost, as nothing was changed.
        IdChangedError: The id was changed.
    """
    header = session.t("edit.header")
    text = edits.task_text(task)
    complaints: list[str] = []
    while True:
        shown = "".join(f"{line}\n" for line in (header, *complaints)) + "\n" + text
        edited = _without_header(_run_editor(session.environ, shown), header, complaints)
        if not edited.strip():
            session.say("edit.abandoned")
            return None
        if edited.strip() == edits.task_text(task).strip():
            session.say("edit.unchanged")
            return None
        result, problems = parse_task(edited, session.stored, task.id)
        if result is not None:
            if result.id != task.id:
                raise IdChangedError(id=task.id, new=result.id)
            return result
        if complaints and edited.strip() == text.strip():
            raise EditedTaskInvalidError(path=_keep(edited))
        text, complaints = edited, [_complaint(session, problem) for problem in problems]


def parse_task(text: str, plan: Plan, task_id: str) -> tuple[Task | None, tuple[Problem, ...]]:
    """Read the TOML of one task, as it would stand in ``plan``; problems have the lines of ``text``."""
    priority = plan.priority_of(task_id).id
    frame = f'format = 1\nyear = {plan.year}\ntitle = "-"\n[[priority]]\nid = "{priority}"\ntitle = "-"\n[[priority.task]]\n'
    parsed = schema.parse(frame + text)
    if parsed.plan is None or len(tasks := list(parsed.plan.tasks)) != 1:
        from dataclasses import replace

        above = frame.count("\n")
        serious = (problem for problem in parsed.problems() if problem.severity is Severity.FATAL)
        return None, tuple(replace(problem, line=problem.line and max(problem.line - above, 1)) for problem in serious)
    return tasks[0], ()


def _complaint(session: Session, problem: Problem) -> str:
    from planctl.cli.problems import sentence

    fault = sentence(session.t, problem)
    if problem.line is None:
        return session.t("edit.fault_file", sentence=fault)
    return session.t("edit.fault", line=problem.line, sentence=fault)


def _without_header(text: str, header: str, complaints: list[str]) -> str:
    """Take away the lines that were put on top; comments further down are the user's."""
    ours = {header, *complaints}
    return "".join(line for line in text.splitlines(keepends=True) if line.rstrip("\r\n") not in ours).lstrip("\n")


def _run_editor(environ: Mapping[str, str], text: str) -> str:
    """Return ``text`` as the editor left it."""
    import shlex
    import subprocess
    import tempfile

    command = environ.get("VISUAL") or environ.get("EDITOR")
    if not command:
        raise NoEditorError
    with tempfile.TemporaryDirectory(prefix="planctl-") as folder:
        path = Path(folder) / "task.toml"
        path.write_text(text, encoding="utf-8")
        try:
            finished = subprocess.run([*shlex.split(command), os.fspath(path)], check=False)  # noqa: S603 - the user's own editor, run without a shell
        except (OSError, ValueError) as error:
            raise EditorFailedError(editor=command) from error
        if finished.returncode != 0:
            raise EditorFailedError(editor=command)
        try:
            return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorFailedError(editor=command) from error


def _keep(text: str) -> str:
    """Save a text that could not be used where the user finds it."""
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="planctl-", suffix=".toml")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
