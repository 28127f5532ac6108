"""Plan files on disk: which one is meant, and what is in it. Reading takes no lock and writes nothing."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError, PlanInvalidError
from planctl.plan.links import links_of
from planctl.plan.spelling import fold
from planctl.store import disk, plantext
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planctl.plan.model import Plan
    from planctl.store.plantext import PlanText
    from planctl.toml.schema import Parsed

    #: Finds the plan that is meant, by the same arguments as ``find``.
    Search = Callable[[str | None, Mapping[str, str], Path, int], Path]

FOLDER = "plans"
#: So much of a plan, in bytes, has its head in it, which says in what language it is.
HEAD = 4096


class PlanNotFoundError(PlanctlError):
    """No plan file was found at or above ``where``; ``year`` is today's."""

    exit_code = ExitCode.NO_PLAN
    key = "error.no_plan"


class NoSuchPlanError(PlanctlError):
    """The plan that was asked for, ``path``, does not exist; ``choice`` is how it was named, if it was."""

    exit_code = ExitCode.NO_PLAN
    key = "error.no_such_plan"


class LoadedPlan(NamedTuple):
    """A plan that can be used, with the text it came from."""

    source: PlanText
    parsed: Parsed
    plan: Plan


class PlanFile:
    """The plan that a command is about, found and read when it is first asked for, and then only once."""

    def __init__(self, choice: str | None, environ: Mapping[str, str], year: int, search: Search | None = None) -> None:
        """Take what ``find``, or another ``search``, needs to know; ``year`` is today's."""
        self.choice = choice
        self._search = search or find
        self._environ = environ
        self._year = year
        self._source: PlanText | None = None

    @cached_property
    def path(self) -> Path:
        """Where it is; raises as ``find`` does."""
        return self._search(self.choice, self._environ, Path.cwd(), self._year)

    @cached_property
    def language(self) -> str | None:
        """The language that its head asks for, ``None`` if that cannot be told."""
        try:
            self._source = read(self.path)
            top = self._source.text[:HEAD].partition("\n[")[0].rpartition("\n")[0]
            plan = schema.parse(top + "\n").plan
        except (PlanctlError, OSError, ValueError, RuntimeError):  # Path.expanduser raises RuntimeError
            return None
        return plan.lang if plan else None

    @cached_property
    def plan(self) -> Plan:
        """What it says; raises as ``load`` does. The text is let go of, as it is as large again as what it says."""
        source, self._source = self._source or read(self.path), None
        return loaded(source).plan


class NewPlanFile(PlanFile):
    """A plan that is yet to be made at ``path``: it says what ``plan`` says, and nothing is there to be read."""

    def __init__(self, path: Path, plan: Plan) -> None:
        """Take what a file would be read for."""
        super().__init__(str(path), {}, plan.year)
        self.path, self.plan = path, plan


# --- finding ---------------------------------------------------------------------------------------------------------


def find(choice: str | None, environ: Mapping[str, str], cwd: Path, year: int) -> Path:
    """Return the path of the plan file to use.

    ``choice`` is what the user named, a path or a year; else ``PLANCTL_PLAN``; else the plan of ``year``, today's, or
    else the newest under ``plans/`` in ``cwd`` or the nearest folder above it that has one.

    Raises:
        NoSuchPlanError: The named plan does not exist.
        PlanNotFoundError: Nothing was named and none was found.
    """
    named = choice or environ.get("PLANCTL_PLAN")
    if named:
        paths = meant(named, cwd)
        for path in paths:
            if os.path.lexists(path):
                return path
        raise NoSuchPlanError(path=paths[0], choice=named)
    for folder in (cwd, *cwd.parents):
        if plans := plans_in(folder / FOLDER):
            return next((path for path in plans if path.stem == str(year)), plans[-1])
    raise PlanNotFoundError(where=cwd, year=year)


def meant(named: str, cwd: Path) -> list[Path]:
    """Return what a path, or a year, that the user named may mean: a year is that of any folder above, too."""
    if _is_year(fold(named)):
        return [folder / FOLDER / f"{fold(named)}.toml" for folder in (cwd, *cwd.parents)]
    return [cwd / os.path.expanduser(named)]  # noqa: PTH111 - Path's raises where there is no such user


def real_path(path: Path) -> Path:
    """Return the file that is written when ``path`` is a link to it."""
    return Path(os.path.realpath(path))


def plans_in(folder: Path) -> list[Path]:
    """Return the plan files in ``folder`` by year, the newest last; names that are no year come before all years."""
    with suppress(OSError):
        found = [path for path in folder.glob("*.toml") if not path.name.startswith(".")]
        return sorted(found, key=lambda path: (_is_year(path.stem), path.stem))
    return []


def year_named(path: Path) -> int | None:
    """Return the year that the file at ``path`` is named after, if it is."""
    return int(path.stem) if _is_year(path.stem) else None


def _is_year(text: str) -> bool:
    return re.fullmatch("[0-9]{4}", text) is not None


# --- reading ---------------------------------------------------------------------------------------------------------


def read(path: Path) -> PlanText:
    """Read the file at ``path``, which must be an ordinary file of at most 8 MB in UTF-8.

    Raises:
        CannotReadError, NotAFileError, TooLargeError: The file cannot be had.
        PlanInvalidError: It is not UTF-8.
    """
    return plantext.decoded(path, *disk.read(path))


def load(path: Path) -> LoadedPlan:
    """Read the plan at ``path``; raises ``PlanInvalidError`` with every problem if it cannot be used."""
    return loaded(read(path))


def loaded(source: PlanText) -> LoadedPlan:
    """Return the plan that ``source`` says; raises ``PlanInvalidError`` as ``load`` does."""
    parsed = schema.parse(source.text)
    if parsed.plan is None:
        raise PlanInvalidError(str(source.path), parsed.problems())
    return LoadedPlan(source, parsed, parsed.plan)


def linked(path: Path, plan: Plan) -> dict[int, Plan]:
    """Return by year the plans beside ``path`` that tasks of ``plan`` were carried from or to and that can be read."""
    found = {}
    for year in {link.year for link in links_of(plan)}:
        with suppress(PlanctlError):
            found[year] = load(path.with_name(f"{year}.toml")).plan
    return found
