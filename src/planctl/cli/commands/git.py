"""Plan files in git: registering planctl as their merger, and the merge itself, which git asks for file by file.

Whatever goes wrong, git's own line-by-line merge follows, with its conflict markers: never is one side taken silently.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.conflicts import tell_conflicts
from planctl.cli.session import Session
from planctl.errors import ExitCode, PlanctlError, PlanInvalidError
from planctl.plan.merge import merge
from planctl.plan.model import Plan
from planctl.store import disk, planfile, plantext
from planctl.store.edited import edited
from planctl.store.planfile import PlanNotFoundError
from planctl.toml import schema
from planctl.toml.difference import difference
from planctl.toml.edits import apply
from planctl.toml.fields import FORMAT
from planctl.toml.values import as_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.store.planfile import LoadedPlan

NAME = "planctl: annual work plans by task and field"
#: Run by git through a shell. A conflict that planctl found stays one, also where the lines would not have shown it.
TEXT_MERGE = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
DRIVER = (
    "planctl merge-driver %O %A %B %L %P; code=$?; [ $code -eq 0 ] && exit 0; "
    f"{TEXT_MERGE}; text=$?; [ $code -eq {ExitCode.NO:d} ] && exit 1; exit $text"
)
ATTRIBUTE = "plans/*.toml merge=planctl"


class NotARepositoryError(PlanctlError):
    """``where`` is in no git repository."""

    key = "error.not_a_repository"


class GitFailedError(PlanctlError):
    """git ended with an error and said ``detail``."""

    exit_code = ExitCode.IO
    key = "error.git_failed"


def setup(session: Session) -> None:
    """Register planctl as the merger of plan files in this clone, and note in the repository that it is."""
    top = _top(session)
    _git("-C", str(top), "config", "merge.planctl.name", NAME)
    _git("-C", str(top), "config", "merge.planctl.driver", DRIVER)
    session.say("git.registered")
    attributes = top / ".gitattributes"
    text = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    if ATTRIBUTE not in text.splitlines():
        gap = "" if not text or text.endswith("\n") else "\n"
        disk.write(attributes, f"{text}{gap}{ATTRIBUTE}\n".encode())
        session.say("git.commit_attributes", path=attributes)
    session.say("git.every_clone")


def merge_driver(
    session: Session,
    base: Annotated[Path, typer.Argument(metavar="metavar.file", help="argument.base")],
    ours: Annotated[Path, typer.Argument(metavar="metavar.file", help="argument.ours")],
    theirs: Annotated[Path, typer.Argument(metavar="metavar.file", help="argument.theirs")],
    _size: Annotated[str, typer.Argument(metavar="metavar.number", help="argument.marker_size")] = "7",
    path: Annotated[str, typer.Argument(metavar="metavar.file", help="argument.merged_path")] = "",
) -> ExitCode:
    """Merge three versions of a plan into ``ours``; leave it untouched, for git to merge by lines, if they clash."""
    try:
        mine, other = planfile.load(ours), planfile.load(theirs)
        old = _load_base(base, mine.plan, other.plan)
    except PlanInvalidError:
        session.warn("merge.unreadable", path=path)
        return ExitCode.INVALID
    merged = merge(old.plan, mine.plan, other.plan)
    if merged.conflicts:
        session.warn("merge.fell_back", path=path, n=len(merged.conflicts))
        tell_conflicts(session, merged.conflicts)
        return ExitCode.NO
    text = _with_all_comments(old, mine, other, merged.plan)
    if text is None:
        session.warn("merge.comments_left", path=path)
    disk.write(ours, plantext.encoded(mine.source, text or edited(mine, merged.plan)))
    return ExitCode.OK


def _load_base(path: Path, ours: Plan, theirs: Plan) -> LoadedPlan:
    """Load the common version; where both sides added the file there is none, and an empty plan stands for it."""
    source = planfile.read(path)
    if source.content or (ours.year, ours.title) != (theirs.year, theirs.title):
        return planfile.load(path)
    text = f"format = {FORMAT}\nyear = {ours.year}\ntitle = {as_inline(ours.title)}\n"
    return planfile.LoadedPlan(plantext.PlanText(path, b"", text), schema.parse(text), Plan(ours.year, ours.title))


def _with_all_comments(old: LoadedPlan, mine: LoadedPlan, other: LoadedPlan, wanted: Plan) -> str | None:
    """Return the text of ``wanted`` with the comments of both sides, ``None`` if they cannot all be had.

    All three texts are made to say the same, so that merging them by lines merges what else is in them. What comes out
    is looked at in the end, so they need not be verified one by one.
    """
    import subprocess
    import tempfile

    texts = [apply(loaded.source.text, difference(loaded.plan, wanted)) for loaded in (mine, old, other)]
    with tempfile.TemporaryDirectory(prefix="planctl-") as folder:
        paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, texts, strict=True):
            disk.write(path, text.encode())
        command = ["git", "merge-file", "-p", *map(str, paths)]
        finished = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git, on files of ours
    if finished.returncode != 0:
        return None
    text = finished.stdout.decode("utf-8")
    return text if schema.parse(text).plan == wanted else None


def _top(session: Session) -> Path:
    """Return the top folder of the repository that the plan, or else the working directory, is in."""
    try:
        where = session.path.resolve().parent
    except PlanNotFoundError:
        where = Path.cwd()
    try:
        found = Path(_git("-C", str(where), "rev-parse", "--show-toplevel").strip())
    except GitFailedError:
        raise NotARepositoryError(where=where) from None
    return where.parent if where.name == planfile.FOLDER and where.is_relative_to(found) else found


def _git(*arguments: str) -> str:
    """Run git and return what it says; raises ``GitFailedError``."""
    import subprocess

    command: Sequence[str] = ("git", *arguments)
    try:
        finished = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - git
    except (OSError, subprocess.CalledProcessError) as error:
        raise GitFailedError(detail=str(getattr(error, "stderr", "") or error).strip()) from error
    return finished.stdout
