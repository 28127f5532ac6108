"""The house: who may import whom, and who alone may touch what. A new module takes its place in ``LAYERS``."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCES = Path(__file__).parents[1] / "src" / "planctl"

#: Modules import only from lines further down; the parts of ``cli`` and of ``report`` are one module each.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("history", "tables", "report"),
    ("planfile",),
    ("attempt", "carry", "edits", "json_output", "query", "review", "screens"),
    ("changes", "merge", "schema", "views", "words"),
    ("layout", "plain", "progress", "steps", "syntax", "unite", "units"),
    ("disk", "fields", "inputs", "locate", "lock", "picture", "plantext", "replay", "source"),
    ("blocks", "cells", "errors", "i18n", "locales", "model", "planctl"),
)
RANKS = {name: rank for rank, names in enumerate(reversed(LAYERS)) for name in names}

#: Packages that are worth their cost to some calls only, or are to be replaceable: who may import them.
PACKAGES = {
    "rich": {"tables"},
    "tomli": {"syntax", "locate"},
    "tomledit": {"edits"},
    "tomli_w": {"edits", "cli.plan", "cli.carry"},  # new files, and whole tables within edits
    "docx": {"report.to_docx", "report.official_page", "report.word_table", "report.word_text"},
    "typer": {"cli"},
}
#: Chinese words that are data of the program, as people or programs type them, and not sentences of ours.
CHINESE_WORDS = {
    "cells": "units of dates that are not torn apart at the end of a line",
    "cli.view": "names of columns and groups, as people type them",
    "inputs": "statuses, dates and numbers, as people type them",
    "report.phrases": "words for counting that follow a number",
    "report.word_styles": "names of fonts",
    "source": "numerals of sections and parts",
    "syntax": "dates as people write them",
}
MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 50


class Import(NamedTuple):
    importer: str
    imported: str
    line: int
    is_at_top: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "planctl"


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.rglob("*.py"))}


def home(name: str) -> str:
    """Return the module or package that ``name`` belongs to: ``cli.edit`` and ``cli`` are one house."""
    return name.partition(".")[0]


def calls_of(tree: ast.Module) -> set[str]:
    """Return everything of the form ``name.attribute`` in a module."""
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def imports_of(importer: str, tree: ast.Module) -> list[Import]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{importer}:{node.lineno}: imports are absolute"
            names = [node.module or ""]
            if names == ["planctl"] or f"{node.module}".removeprefix("planctl.") in TREES:
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [name for name in whole if name.removeprefix("planctl.") in TREES] or names
        else:
            continue
        found += [Import(importer, name, node.lineno, node in tree.body) for name in names]
    return found


IMPORTS = [found for name, tree in TREES.items() for found in imports_of(name, tree)]
OURS = [
    item._replace(imported=item.imported.removeprefix("planctl."))
    for item in IMPORTS
    if home(item.imported) == "planctl"
]
THEIRS = [item for item in IMPORTS if home(item.imported) != "planctl"]


# --- layers ----------------------------------------------------------------------------------------------------------


def test_every_module_has_its_place_and_every_place_its_module() -> None:
    assert {home(name) for name in TREES} == RANKS.keys()


def test_imports_run_one_way() -> None:
    wrong = [
        f"{item.importer}:{item.line} imports {item.imported}"
        for item in OURS
        if home(item.importer) != home(item.imported) and RANKS[home(item.importer)] <= RANKS[home(item.imported)]
    ]
    assert wrong == []


def test_nobody_imports_the_command_line() -> None:
    assert {item.importer for item in OURS if home(item.imported) == "cli"} - {"__main__"} <= {
        name for name in TREES if home(name) == "cli"
    }


@pytest.mark.parametrize("house", ["cli", "report"])
def test_the_parts_of_a_house_import_each_other_one_way(house: str) -> None:
    """At the top of a module, that is: what a command loads when it runs cannot be a circle."""
    graph: dict[str, set[str]] = {name: set() for name in TREES if home(name) == house}
    for item in OURS:
        if item.importer in graph and item.imported in graph and item.is_at_top:
            graph[item.importer].add(item.imported)
    while leaves := {name for name, needed in graph.items() if not needed}:
        graph = {name: needed - leaves for name, needed in graph.items() if name not in leaves}
    assert graph == {}


@pytest.mark.parametrize("medium", ["tables", "plain", "json_output", "report", "screens"])
def test_what_shows_a_plan_never_touches_its_file(medium: str) -> None:
    touching = {"planfile", "disk", "lock", "steps", "history", "edits", "attempt", "plantext"}
    assert {item.imported for item in OURS if home(item.importer) == medium} & touching == set()


def test_one_module_replaces_files_and_one_takes_the_lock() -> None:
    assert {name for name, tree in TREES.items() if calls_of(tree) & {"os.replace", "os.rename"}} == {"disk"}
    assert {name for name, tree in TREES.items() if "lock.held" in calls_of(tree)} == {"planfile"}


def test_files_are_written_through_the_disk_alone() -> None:
    writing = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"write_text", "write_bytes", "rename"}
    }
    assert writing == {"cli.editor"}  # what the editor is to show


# --- packages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_is_imported_only_where_it_belongs(package: str) -> None:
    importers = {item.importer for item in THEIRS if home(item.imported) == package}
    assert {
        name for name in importers if name not in PACKAGES[package] and home(name) not in PACKAGES[package]
    } == set()


def test_no_package_is_imported_that_is_not_listed() -> None:
    import sys

    packages = {home(item.imported) for item in THEIRS} - {"__future__"}
    assert packages - sys.stdlib_module_names == set(PACKAGES)


@pytest.mark.parametrize(
    "package", ["rich", "tomledit", "tomli_w", "difflib", "json", "subprocess", "tempfile", "shutil"]
)
def test_what_few_calls_need_is_not_loaded_by_all(package: str) -> None:
    """``tables``, ``json_output``, ``cli.git`` and ``report`` are themselves loaded only when they are needed."""
    at_top = {item.importer for item in THEIRS if home(item.imported) == package and item.is_at_top}
    assert {
        name for name in at_top if home(name) not in {"tables", "json_output", "report"} and name != "cli.git"
    } == set()


# --- clock, environment, languages ----------------------------------------------------------------------------------


def test_only_the_start_of_the_program_reads_the_clock() -> None:
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.localtime"}
    assert {name for name, tree in TREES.items() if calls_of(tree) & clocks} == {"cli.startup"}


def test_only_the_command_line_reads_the_environment() -> None:
    reading = {name for name, tree in TREES.items() if calls_of(tree) & {"os.environ", "os.getenv", "os.environb"}}
    assert {name for name in reading if home(name) != "cli"} <= {"lock"}  # the name of a Windows machine


def test_only_screens_and_streams_of_the_command_line_are_written_to() -> None:
    printing = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    }
    streams = {name for name, tree in TREES.items() if calls_of(tree) & {"sys.stdout", "sys.stderr", "sys.stdin"}}
    assert {home(name) for name in printing | streams} <= {"cli"}


def test_every_sentence_is_in_the_catalogues() -> None:
    """No Chinese in the strings of the program, but for words that are data."""
    speaking = set()
    for name, tree in TREES.items():
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = (
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
        )
        if home(name) != "locales" and any(re.search("[\u4e00-\u9fff]", text) for text in strings):
            speaking.add(name)
    assert speaking == CHINESE_WORDS.keys()


# --- measure ---------------------------------------------------------------------------------------------------------


def test_modules_and_functions_keep_their_measure() -> None:
    long = [
        f"{name}: {len(path.read_text(encoding='utf-8').splitlines())} lines"
        for path in sorted(SOURCES.rglob("*.py"))
        if home(name := module_name(path)) != "locales"
        and len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ]
    long += [
        f"{name}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno
        and node.end_lineno - node.lineno >= MOST_LINES_OF_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_knows() -> None:
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []
