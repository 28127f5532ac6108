"""One task as text in the user's editor, until it is right or given up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cli.console import print_error
from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.toml import edits
from planctl.toml.one_task import parse_task
from planctl.words.problems import describe, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.cli.session import Session
    from planctl.errors import Problem
    from planctl.plan.model import Task

#: How often the editor opens at most, so that one that is a script and never gets it right comes to an end.
MOST_ROUNDS = 10


class NoEditorError(UsageError):
    """``edit`` needs an editor and none is set."""

    key = "error.no_editor"


class EditorFailedError(PlanctlError):
    """The program ``editor`` could not be run or ended with an error."""

    exit_code = ExitCode.IO
    key = "error.editor_failed"


class EditedTaskInvalidError(PlanctlError):
    """The text that came back from the editor, kept in ``path``, has faults and was not corrected."""

    exit_code = ExitCode.INVALID
    key = "error.edited_task_invalid"


class IdChangedError(UsageError):
    """Somebody tried to turn the id ``id`` into ``new``; ids are permanent."""

    key = "error.id_changed"


def edit_task(session: Session, task: Task) -> Task | None:
    """Return ``task`` as the user left it, ``None`` if it was left as it was or given up.

    While the text has faults the editor opens again with the same text and the faults on top; if it comes back
    unchanged, or once too often, the text is kept in a file and ``EditedTaskInvalidError`` says where.

    Raises:
        NoEditorError, EditorFailedError: There is no editor, or it fails; nothing is lost, as nothing was changed.
        IdChangedError: The id was changed.
    """
    header = session.t("edit.header")
    original = edits.task_text(task)
    text, complaints = original, list[str]()
    for _ in range(MOST_ROUNDS):
        shown = "".join(f"{line}\n" for line in (header, *complaints)) + "\n" + text
        edited = _without_header(_run_editor(session.environ, shown), header, complaints)
        if not edited.strip():
            session.say("edit.abandoned")
            return None
        if edited.strip() == original.strip():
            session.say("edit.unchanged")
            return None
        result, problems = parse_task(edited, session.stored, task.id)
        if result is not None:
            if result.id != task.id:
                raise IdChangedError(id=task.id, new=result.id)
            return result
        if complaints and edited.strip() == text.strip():
            break
        text = edited
        complaints = [_complaint(session, problem) for problem in problems] or [session.t("edit.one_task")]
    path = keep_text(edited)
    for problem in problems:
        print_error(describe(session.t, path, problem))
    raise EditedTaskInvalidError(path=path)


def _complaint(session: Session, problem: Problem) -> str:
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

    command = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
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


def keep_text(text: str) -> str:
    """Save a text that could not be used where the user finds it; return its path."""
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="planctl-", suffix=".toml")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
