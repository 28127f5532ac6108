"""Every reason for which an operation fails has its sentence, and every raise site brings what the sentence says."""

from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from inspect import signature
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

import planctl
from planctl.errors import ExitCode, PlanctlError, PlanInvalidError, Problem, Severity
from planctl.words.locales import en, zh

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = Path(planctl.__file__).parent
#: What the error boundary, the commands and the transaction add to the fields of a raise site.
ADDED = {
    "error.export_package": {"install"},
    "error.missing_package": {"install"},
    "error.reason_required": {"label"},
    "error.carried_task": {"command"},
    "error.draft_no_chapter": {"path"},
    "error.draft_nothing": {"path"},
    "error.draft_only_tables": {"path"},
    "error.draft_package": {"install"},
    "error.draft_section": {"path"},
    "error.draft_unnumbered": {"path"},
    "error.draft_year": {"path"},
    "error.nothing_to_change": {"command"},
    "error.file_refused": {"path", "why"},
    "error.merge_conflict": {"path"},
    "error.no_source_text": {"path"},
    "error.undo_conflict": {"path"},
}
#: What a sentence says in words and a raise site brings as a number.
NUMBERS = {"reason": "errno"}
#: Classes that are only caught, never raised.
BASES = {"PlanctlError"}


def _classes(above: type[PlanctlError]) -> set[type[PlanctlError]]:
    return {above}.union(*(_classes(below) for below in above.__subclasses__()))


for _module in pkgutil.walk_packages([str(SOURCES)], "planctl."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)
CLASSES = {cls.__name__: cls for cls in _classes(PlanctlError) if cls.__module__.startswith("planctl.")}


def placeholders(key: str) -> set[str]:
    message = en.MESSAGES[key]
    forms = message if isinstance(message, tuple) else (message,)
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def own_fields(cls: type[PlanctlError]) -> set[str]:
    """Return the fields that a class with its own constructor, of what is wrong and maybe a path, fills in itself."""
    if cls.__init__ is PlanctlError.__init__:
        return set()
    constructor: Callable[..., PlanctlError] = cls
    empty = {"path": "path", "problems": (), "conflicts": (), "since": ()}
    given = [empty[name] for name in signature(cls.__init__).parameters if name in empty]
    return set(constructor(*given).fields)


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.rglob("*.py"))}
#: Of every place where an error is made: where, the class, and the fields it is given.
MADE = [
    (
        f"{path.relative_to(SOURCES)}:{node.lineno}",
        node.func.id,
        {keyword.arg for keyword in node.keywords if keyword.arg},
    )
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES
]
#: Of every place where an error is raised, or returned to be raised: the class and the module.
RAISED = {
    (name.id, path)
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, (ast.Raise, ast.Return))
    for name in ast.walk(node)
    if isinstance(name, ast.Name) and name.id in CLASSES
}


@pytest.mark.parametrize("name", sorted(CLASSES.keys() - BASES))
def test_every_error_has_its_sentence_in_both_languages(name: str) -> None:
    key = CLASSES[name].key
    assert key in zh.MESSAGES
    assert key in en.MESSAGES
    assert CLASSES[name].__doc__


def test_no_two_errors_share_a_sentence() -> None:
    keys = [cls.key for name, cls in CLASSES.items() if name not in BASES]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(("place", "name", "given"), MADE)
def test_a_raise_site_brings_what_the_sentence_says(place: str, name: str, given: set[str]) -> None:
    cls = CLASSES[name]
    said = {NUMBERS.get(name, name) for name in placeholders(cls.key)}
    lacking = said - given - own_fields(cls) - ADDED.get(cls.key, set())
    assert lacking == set(), place


def test_every_error_is_raised_somewhere() -> None:
    assert CLASSES.keys() - BASES - {name for name, _ in RAISED} == set()


def test_an_error_that_one_module_raises_lives_there() -> None:
    """What the house shares is what several modules raise; a class with others below it is a kind of error."""
    shared = [name for name, cls in CLASSES.items() if cls.__module__ == "planctl.errors" and not cls.__subclasses__()]
    assert [name for name in shared if len({path for raised, path in RAISED if raised == name}) == 1] == []


def test_an_error_carries_its_code_its_fields_and_what_may_have_been_meant() -> None:
    error = CLASSES["UnknownTaskError"](id="9.9", suggestions=("1.9",))
    assert (error.exit_code, error.key) == (ExitCode.UNKNOWN, "error.unknown_task")
    assert (error.fields, error.suggestions) == ({"id": "9.9"}, ("1.9",))


def test_exit_codes_are_those_that_were_promised() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "NO": 1,
        "USAGE": 2,
        "NO_PLAN": 3,
        "INVALID": 4,
        "UNKNOWN": 5,
        "CONFLICT": 6,
        "IO": 7,
        "BUG": 70,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("BadIdError", ExitCode.USAGE),
        ("PlanNotFoundError", ExitCode.NO_PLAN),
        ("NoSuchPlanError", ExitCode.NO_PLAN),
        ("PlanInvalidError", ExitCode.INVALID),
        ("UnknownTaskError", ExitCode.UNKNOWN),
        ("UnknownUnitError", ExitCode.UNKNOWN),
        ("UnknownStatusError", ExitCode.UNKNOWN),
        ("ConflictError", ExitCode.CONFLICT),
        ("LockedError", ExitCode.CONFLICT),
        ("MergeConflictError", ExitCode.CONFLICT),
        ("CannotReadError", ExitCode.IO),
        ("CannotWriteError", ExitCode.IO),
        ("EditFailedError", ExitCode.BUG),
    ],
)
def test_an_error_ends_with_the_code_of_its_kind(name: str, code: ExitCode) -> None:
    assert CLASSES[name].exit_code is code


def test_no_error_claims_success() -> None:
    assert {cls.exit_code for cls in CLASSES.values()} & {ExitCode.OK, ExitCode.INTERRUPTED} == set()


def test_an_invalid_plan_keeps_all_of_its_problems() -> None:
    problems = (Problem("blank", 3), Problem("missing", None, severity=Severity.FATAL))
    error = PlanInvalidError("plans/2020.toml", problems)
    assert (error.problems, error.fields) == (problems, {"path": "plans/2020.toml", "count": 2})
