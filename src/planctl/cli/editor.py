"""One task as text in the user's editor, until it is right or given up."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.cli.console import print_error
from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.toml import edits
from planctl.toml.one_task import parse_task
from planctl.words.problems import describe, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.cli.session import Session
    from planctl.errors import Problem
    from planctl.plan.model import Task
    from planctl.store.planfile import LoadedPlan

#: How often the editor opens at most, so that one that is a script and never gets it right comes to an end.
MOST_ROUNDS = 10
#: What is tried on a terminal where neither VISUAL nor EDITOR is set.
USUAL_EDITORS = ("sensible-editor", "editor", "nano", "vim", "vi", "notepad")


class NoEditorError(UsageError):
    """``edit`` needs an editor and none is set."""

    key = "error.no_editor"


class EditorNotFoundError(PlanctlError):
    """There is no program ``editor``."""

    exit_code = ExitCode.IO
    key = "error.editor_not_found"


class EditorFailedError(PlanctlError):
    """The program ``editor`` could not be run or ended with an error."""

    exit_code = ExitCode.IO
    key = "error.editor_failed"


class EditorStoppedError(EditorFailedError):
    """The program ``editor`` ended with an error; what it had saved is kept in ``path``."""

    key = "error.editor_stopped"


class EditedTextNotReadError(PlanctlError):
    """What came back from the editor is not UTF-8; the bytes are kept in ``path``."""

    exit_code = ExitCode.IO
    key = "error.edited_not_utf8"


class EditedTaskInvalidError(PlanctlError):
    """The text that came back from the editor, kept in ``path``, has faults and was not corrected."""

    exit_code = ExitCode.INVALID
    key = "error.edited_task_invalid"


class Edited(NamedTuple):
    """What a person made of a task, and its lines in the file before and after, where it has lines of its own."""

    task: Task
    lines: tuple[str, str] | None


def edit_task(session: Session, loaded: LoadedPlan, task: Task) -> Edited | None:
    """Return ``task`` of a plan as the user left it, ``None`` if it was left as it was or given up.

    While the text has faults, or another id, the editor opens again with the same text and the faults on top; if it
    comes back unchanged, or once too often, the text is kept in a file and the error says where.

    Raises:
        NoEditorError, EditorNotFoundError, EditorFailedError: There is no editor, or it fails; nothing was changed.
        EditedTextNotReadError, EditedTaskInvalidError: What came back is of no use, and is kept.
    """
    lines = _own_lines(loaded, task)
    original = edits.task_text(task) if lines is None else lines
    text, complaints = original, list[str]()
    for _ in range(MOST_ROUNDS):
        edited = _one_round(session, text, complaints)
        if not edited.strip() or edited.strip() == original.strip():
            session.say("edit.unchanged" if edited.strip() else "edit.abandoned")
            return None
        result, problems = parse_task(edited, loaded.plan, task.id)
        if result is not None and result.id == task.id:
            return Edited(result, None if lines is None else (lines, edited))
        if complaints and edited.strip() == text.strip():
            break
        text, complaints = edited, _complaints(session, problems, task, result)
    path = keep_text(edited)
    for problem in problems:
        print_error(describe(session.t, path, problem))
    raise EditedTaskInvalidError(path=path)


def _own_lines(loaded: LoadedPlan, task: Task) -> str | None:
    """Return the lines that the task has in the file, if they say all of it by themselves."""
    lines = edits.task_lines(loaded.source.text, loaded.plan, task.id)
    return lines if lines is not None and parse_task(lines, loaded.plan, task.id)[0] == task else None


def _one_round(session: Session, text: str, complaints: Sequence[str]) -> str:
    """Open the editor with ``text`` and what is to be said above it; return what came back of the text."""
    above = (session.t("edit.header"), *complaints)
    shown = "".join(f"{line}\n" for line in above) + "\n" + text
    edited = _run_editor(session.environ, shown, is_seen=sys.stdin.isatty() and sys.stdout.isatty())
    return _without(edited, above)


def _complaints(session: Session, problems: Sequence[Problem], task: Task, result: Task | None) -> list[str]:
    """Return what is wrong as lines for the top of the text; they name lines as the editor counts them."""
    if result is not None:
        return [session.t("edit.id_changed", id=task.id, new=result.id)]
    if not problems:
        return [session.t("edit.one_task")]
    above = len(problems) + 2  # the header, one for each problem, a blank one
    return [_complaint(session, problem, above) for problem in problems]


def _complaint(session: Session, problem: Problem, above: int) -> str:
    fault = sentence(session.t, problem)
    if problem.line is None:
        return session.t("edit.fault_file", sentence=fault)
    return session.t("edit.fault", line=problem.line + above, sentence=fault)


def _without(text: str, above: Sequence[str]) -> str:
    """Take away the lines that were put on top; comments further down are the user's."""
    ours = set(above)
    return "".join(line for line in text.splitlines(keepends=True) if line.rstrip("\r\n") not in ours).lstrip("\n")


def _run_editor(environ: Mapping[str, str], text: str, *, is_seen: bool) -> str:
    """Return ``text`` as the editor left it; where nobody ``is_seen`` at a terminal, only one that is set is run."""
    import subprocess
    import tempfile

    command = _editor(environ, is_seen=is_seen)
    with tempfile.TemporaryDirectory(prefix="planctl-") as folder:
        path = Path(folder) / "task.toml"
        path.write_text(text, encoding="utf-8")
        try:
            finished = subprocess.run([*command, os.fspath(path)], check=False)  # noqa: S603 - the user's own editor, run without a shell
        except FileNotFoundError as error:
            raise EditorNotFoundError(editor=command[0]) from error
        except (OSError, ValueError) as error:
            raise EditorFailedError(editor=" ".join(command)) from error
        content = path.read_bytes() if path.is_file() else None
        if finished.returncode != 0 and content is not None and content != text.encode():
            raise EditorStoppedError(editor=" ".join(command), path=keep_bytes(content))
        if finished.returncode != 0 or content is None:
            raise EditorFailedError(editor=" ".join(command))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedTextNotReadError(path=keep_bytes(content)) from error


def _editor(environ: Mapping[str, str], *, is_seen: bool) -> list[str]:
    """Return the command of the editor: ``VISUAL``, ``EDITOR`` or, on a terminal, the first usual one that is there."""
    import shlex
    import shutil

    command = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if command:
        try:
            return shlex.split(command)
        except ValueError as error:
            raise EditorFailedError(editor=command) from error
    found = next((name for name in USUAL_EDITORS if shutil.which(name, path=environ.get("PATH"))), None)
    if found is None or not is_seen:
        raise NoEditorError
    return [found]


def keep_text(text: str) -> str:
    """Save a text that could not be used where the user finds it; return its path."""
    return keep_bytes(text.encode())


def keep_bytes(content: bytes) -> str:
    """Save what could not be used in the encoding that it has; return its path."""
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="planctl-", suffix=".toml")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return path
