"""The house: which room may import which, and who alone may touch what.

The picture of the rooms is read out of CONTRIBUTING.md, where the rules stand too.
"""

from __future__ import annotations

import ast
import re
import sys
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from places import GOLDEN, ROOT, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What lies in no room: the two doors of the house (``planctl`` is the package itself), and the ground under all rooms.
DOORS = {"planctl", "__main__"}
GROUND = {"errors", "blocks", "cells", "charsets", "word_xml"}

#: Packages that are worth their cost to some calls only, or are to be replaceable: who may import them.
PACKAGES = {
    "rich": {"screen.tables"},
    "tomli": {"toml.syntax", "toml.locate"},
    "tomli_w": {"toml.edits"},
    "docx": {"draft.from_docx", "report.to_docx", "report.word", "exchange.reading.word_tables"},
    "lxml": {"draft.from_html"},
    "markdown_it": {"report.template.emphasis", "report.template.reader"},
    "python_calamine": {"exchange.reading.child"},
    "xlsxwriter": {"exchange.to_xlsx"},
    "icalendar": {"exchange.to_ics"},
    "typer": {"cli"},
}
#: What a quick start does without, and the modules that are themselves loaded only when something needs them.
SLOW = (
    *("rich", "tomli_w", "docx", "lxml", "markdown_it", "python_calamine", "xlsxwriter", "icalendar"),
    *("difflib", "json", "subprocess", "tempfile", "shutil"),
)
LOADED_WHEN_NEEDED = {
    *("screen.tables", "screen.json_output", "report", "exchange"),
    *("cli.commands.git", "cli.commands.report", "draft.from_docx", "draft.from_html"),
}

#: Who opens files for writing, makes them or removes them, and which.
WRITERS = {
    "cli.editor": "the text for the editor, and the text that could not be used, in temporary folders",
    "cli.startup": "opens the null device",
    "store.disk": "everything that is there whole or not at all: plans, steps, reports",
    "store.lock": "the lock",
    "store.steps": "removes the oldest steps",
    "store.transaction": "removes what a killed run left behind",
}
#: Who reads files outside ``store`` and ``cli``, and which.
READERS = {
    "report.to_html": "its style sheet",
    "report.template.built_in": "the templates that come with the program",
    "report.template.emphasis": "no file: a delimiter can be open",
    "exchange.reading.guard": "parts of a packed file, in memory",
    "exchange.reading.child": "the same",
}

#: Chinese words that are data of the program, as people or programs type them, and not sentences of ours.
CHINESE_WORDS = {
    "cells": "units of dates that are not torn apart at the end of a line",
    "cli.inputs": "grades, and kinds of texts, as people type them",
    "cli.periods": "periods, as people type them",
    "cli.synonyms": "what people call commands, options and statuses",
    "cli.templates": "what people call templates",
    "draft.clauses": "verbs of doing, and how grounds and purposes begin",
    "draft.deadlines": "how texts write days, periods and what has no end",
    "draft.from_docx": "numbers in circles, as Word prints them",
    "draft.inspections": "labels of problems and measures",
    "draft.instruments": "what goes before the document that is to be followed",
    "draft.marks": "the numbering of official documents",
    "draft.outline": "ends of sentences and of headings",
    "draft.quantities": "what stands around quantities, and numerals",
    "draft.repairs": "what stands around lost characters",
    "draft.scope": "words in the titles of chapters and texts",
    "draft.spelling": "the year that is written in numerals",
    "draft.standards": "heads of tables of indicators",
    "draft.tasks": "what goes before a list, and around a title",
    "draft.units": "labels of limits and people, and how names of units end",
    "exchange.reading.cells": "marks for what is not decided, and beside states",
    "exchange.reading.items": "marks that say the same as above, and names that programs give to sheets",
    "exchange.reading.names": "what offices call the columns of their ledgers",
    "exchange.reading.rows": "remarks, totals and numbers of parts",
    "exchange.reading.unit_cells": "what stands beside names of units",
    "exchange.reading.values": "marks that say nothing, and where lines are joined without a blank",
    "exchange.records": "days and times that a spreadsheet reads",
    "plan.dates": "days, as people write them",
    "plan.ids": "ranges of ids, as people type them",
    "plan.numerals": "numerals",
    "plan.numbers": "words that make a quantity vague, or a date of it",
    "plan.quantity": "words that count single things",
    "plan.spelling": "what tells names of a series apart, and words from their opposites",
    "plan.terms": "deadlines, as documents word them",
    "plan.unit_words": "labels of units, and words for who leads and who helps",
    "plan.status_words": "states and periods, as people write them",
    "screen.columns": "names of columns, as people type them",
    "report.template.emphasis": "what a Han character is",
    "report.template.numbering": "numerals of headings, and what an annex is called",
    "report.word.styles": "names of fonts",
    "report.wording.phrases": "words for counting that follow a number, and marks",
    "toml.syntax": "dates as people write them",
}

#: Modules without a test file of their own, under the one in which they are seen at work.
SEEN_IN = {
    "cli/commands/test_completion.py": ("cli.candidates",),
    "cli/commands/test_draft.py": ("cli.new_plans", "cli.texts", "screen.drafts"),
    "cli/commands/test_edit.py": ("cli.change", "cli.confirm", "cli.typed"),
    "cli/commands/test_git.py": ("cli.conflicts",),
    "cli/test_editor.py": ("toml.one_task",),
    "cli/commands/test_import_.py": ("cli.imports", "cli.import_told"),
    "cli/test_frame.py": ("cli", "cli.app", "cli.options", "cli.shared", "cli.startup", "cli.table"),
    "cli/test_main.py": ("cli.usage",),
    "draft/test_drafting.py": ("draft.tasks",),
    "exchange/reading/test_files.py": (
        "exchange.reading.child",
        "exchange.reading.guard",
        "exchange.reading.json_tables",
        "exchange.reading.sheet",
        "exchange.reading.spreadsheets",
        "exchange.reading.text_tables",
        "exchange.reading.word_tables",
    ),
    "exchange/reading/test_heads.py": ("exchange.reading.names", "exchange.reading.rows"),
    "exchange/reading/test_returned.py": ("exchange.reading.returned_rows",),
    "exchange/reading/test_ledger.py": (
        "exchange.reading.cells",
        "exchange.reading.changes",
        "exchange.reading.fields",
        "exchange.reading.finder",
        "exchange.reading.fitting",
        "exchange.reading.heard",
        "exchange.reading.inquiry",
        "exchange.reading.items",
        "exchange.reading.unit_cells",
        "exchange.reading.values",
    ),
    "plan/test_merge.py": ("plan.unite",),
    "store/test_transaction.py": ("store.edited",),
    "report/numbers/test_summary.py": ("report.numbers.*",),
    "report/test_to_docx.py": ("report.word.*",),
    "report/test_to_html.py": ("report.html.*",),
    "report/test_to_markdown.py": ("report",),
    "report/template/test_fill.py": ("report.template.strangers",),
    "report/template/test_reader.py": (
        *("report.template.emphasis", "report.template.masks", "report.template.places", "report.template.tree"),
    ),
    "screen/test_screens.py": (
        "screen.cards",
        "screen.columns",
        "screen.differences",
        "screen.listings",
        "screen.months",
        "screen.people",
        "screen.scripts",
        "screen.watchlist",
    ),
    "store/test_history.py": ("store.steps",),
    "store/test_planfile.py": ("store.plantext",),
    "toml/test_edits.py": ("toml.difference", "toml.sequence", "toml.splice", "toml.values"),
}

MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 50


# --- the modules, their imports and their calls -----------------------------------------------------------------------


class Import(NamedTuple):
    """An import, wherever it stands: at the top of a module, in a function, or for type checkers only."""

    importer: str
    imported: str
    line: int
    is_at_top: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "planctl"


FILES = {module_name(path): path for path in sorted(SOURCES.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}


def first(name: str) -> str:
    """Return the room of a module, or the package that one of its names comes from."""
    return name.partition(".")[0]


def is_in(name: str, places: set[str]) -> bool:
    """Whether a module is one of ``places`` or lies in one of them."""
    return any(f"{name}.".startswith(f"{place}.") for place in places)


def imports_of(importer: str) -> Iterator[Import]:
    tree = TREES[importer]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{importer}:{node.lineno}: imports are absolute"
            within = {alias.name: f"{node.module}.{alias.name}".removeprefix("planctl.") for alias in node.names}
            names = [f"{node.module}.{name}" if within[name] in TREES else f"{node.module}" for name in within]
        else:
            continue
        yield from (Import(importer, name, node.lineno, node in tree.body) for name in dict.fromkeys(names))


IMPORTS = [item for name in TREES for item in imports_of(name)]
THEIRS = [item for item in IMPORTS if first(item.imported) not in {"planctl", "__future__"}]
OURS = [
    item._replace(imported=item.imported.removeprefix("planctl."))
    for item in IMPORTS
    if first(item.imported) == "planctl"
]


def those_that_name(*attributes: str) -> set[str]:
    """Return the modules in which one of ``attributes``, as ``os.environ`` or ``.write_text``, stands."""

    def is_named(node: ast.AST) -> bool:
        if not isinstance(node, ast.Attribute):
            return False
        whole = f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else ""
        return whole in attributes or f".{node.attr}" in attributes

    return {name for name, tree in TREES.items() if any(map(is_named, ast.walk(tree)))}


def those_that_call(*functions: str) -> set[str]:
    """Return the modules that call one of ``functions`` by its bare name."""
    return {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
    }


# --- rooms ------------------------------------------------------------------------------------------------------------


def drawn_rooms() -> dict[str, set[str]]:
    """Return what each room may import, as the picture in CONTRIBUTING.md has it: ``store → toml, plan``."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    arrows = re.findall(r"^(\w+) +→((?:,? \w+)*)(?:  .*)?$", text, re.MULTILINE)
    return {room: set(re.findall(r"\w+", below)) for room, below in arrows}


ROOMS = drawn_rooms()


def test_every_room_is_in_the_picture_and_nothing_lies_outside_the_rooms() -> None:
    assert {path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()} == ROOMS.keys()
    assert {first(name) for name in TREES} == ROOMS.keys() | GROUND | DOORS


def test_imports_between_rooms_run_as_the_picture_shows() -> None:
    """An arrow that nobody walks would only mislead, and has no place in the picture either."""
    drawn = {(room, below) for room, rooms in ROOMS.items() for below in rooms}
    walked: dict[tuple[str, str], list[str]] = {}
    for item in OURS:
        way = first(item.importer), first(item.imported)
        if way[0] != way[1] and ROOMS.keys() >= set(way):
            walked.setdefault(way, []).append(str(item))
    assert {way: imports for way, imports in walked.items() if way not in drawn} == {}
    assert drawn - walked.keys() == set()


def test_the_ground_imports_no_room_and_the_doors_nothing_but_the_command_line() -> None:
    assert [str(item) for item in OURS if item.importer in GROUND and item.imported not in GROUND] == []
    assert {item.imported for item in OURS if item.importer in DOORS} == {"cli"}


def test_no_modules_stand_in_a_circle() -> None:
    """Imports within functions and for type checkers are counted; commands are loaded by their names in a table."""
    graph: dict[str, set[str]] = {name: set() for name in TREES}
    for item in OURS:
        graph[item.importer].add(item.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def test_a_command_is_imported_by_nobody() -> None:
    """Neither by another command nor by what commands are made of: ``cli.table`` names them, and they are loaded so."""
    assert [str(item) for item in OURS if item.imported.startswith("cli.commands.")] == []


def test_a_command_says_what_to_show_and_not_how() -> None:
    showing = {
        item.imported for item in OURS if is_in(item.importer, {"cli.commands"}) and is_in(item.imported, {"screen"})
    }
    assert showing <= {"screen.views", "screen.columns"}
    assert those_that_call("print") & {name for name in TREES if is_in(name, {"cli.commands"})} == set()


# --- files ------------------------------------------------------------------------------------------------------------


def is_writing(node: ast.AST) -> bool:
    """Whether ``node`` calls something that makes, changes or removes a file."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    modes = [word.value for word in node.keywords if word.arg == "mode"]
    if isinstance(function, ast.Name):
        return function.id == "open" and any(map(_may_write, [*node.args[1:2], *modes]))
    if not isinstance(function, ast.Attribute):
        return False
    if isinstance(function.value, ast.Name) and function.value.id == "os":
        return function.attr in {"open", "fdopen", "replace", "rename", "unlink", "remove", "link", "write", "truncate"}
    if function.attr == "open":
        return any(map(_may_write, [*node.args[:1], *modes]))
    return function.attr in {"write_text", "write_bytes", "unlink", "rename", "touch", "hardlink_to", "symlink_to"}


def _may_write(mode: ast.expr) -> bool:
    return not (isinstance(mode, ast.Constant) and isinstance(mode.value, str) and not set(mode.value) & set("wax+"))


def test_files_are_written_by_few() -> None:
    assert {name for name, tree in TREES.items() if any(map(is_writing, ast.walk(tree)))} == WRITERS.keys()


def test_what_only_removes_files_writes_none() -> None:
    for name in ("store.steps", "store.transaction"):
        calls = [node.func for node in ast.walk(TREES[name]) if isinstance(node, ast.Call) and is_writing(node)]
        assert {call.attr for call in calls if isinstance(call, ast.Attribute)} <= {"unlink"}, name


def test_one_module_replaces_plans_under_the_lock() -> None:
    """``disk.replace`` and ``disk.create`` are the two ways to a plan; everybody else asks for a transaction."""
    assert those_that_name("os.replace", "os.rename") == {"store.disk"}
    assert those_that_name("disk.replace", "disk.create") == {"store.transaction"}
    assert those_that_name("lock.held") == {"store.transaction"}


def test_what_knows_plans_and_words_touches_no_file() -> None:
    reading = those_that_name(".read_text", ".read_bytes", ".open", "os.open") | those_that_call("open")
    assert {name for name in reading if not is_in(name, {"store", "cli"})} == READERS.keys()


# --- packages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_imported_only_where_it_belongs(package: str) -> None:
    importers = {item.importer for item in THEIRS if first(item.imported) == package}
    assert {name for name in importers if not is_in(name, PACKAGES[package])} == set()


def test_no_package_is_imported_that_is_not_listed() -> None:
    assert {first(item.imported) for item in THEIRS} - sys.stdlib_module_names == PACKAGES.keys()


@pytest.mark.parametrize("package", SLOW)
def test_what_few_calls_need_is_not_loaded_by_all(package: str) -> None:
    at_top = {item.importer for item in THEIRS if first(item.imported) == package and item.is_at_top}
    assert {name for name in at_top if not is_in(name, LOADED_WHEN_NEEDED)} == set()


# --- clock, environment, streams, languages ---------------------------------------------------------------------------


def test_only_the_start_of_the_program_reads_the_clock() -> None:
    clocks = ("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.localtime")
    assert those_that_name(*clocks) == {"cli.startup"}


def test_only_the_command_line_reads_the_environment() -> None:
    reading = those_that_name("os.environ", "os.getenv", "os.environb")
    assert {name for name in reading if first(name) != "cli"} <= {"store.lock"}  # the name of a Windows machine


def test_only_the_command_line_reads_and_writes_streams() -> None:
    speaking = those_that_call("print", "input") | those_that_name("sys.stdout", "sys.stderr", "sys.stdin")
    assert {name for name in speaking if first(name) != "cli"} == {"exchange.reading.child"}  # a program of its own


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
        if not is_in(name, {"words.locales"}) and any(re.search("[\u4e00-\u9fff]", text) for text in strings):
            speaking.add(name)
    assert speaking == CHINESE_WORDS.keys()


# --- measure ----------------------------------------------------------------------------------------------------------


def test_modules_and_functions_keep_their_measure() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in FILES.items()}
    long = {name: n for name, n in lines.items() if n > MOST_LINES and not is_in(name, {"words.locales"})}
    long |= {
        f"{name}.{node.name}": n
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno
        and (n := node.end_lineno - node.lineno + 1) > MOST_LINES_OF_FUNCTION
    }
    assert long == {}


def test_every_module_says_what_it_knows() -> None:
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []


# --- tests ------------------------------------------------------------------------------------------------------------


def test_every_module_has_its_tests_at_the_same_place() -> None:
    tests = ROOT / "tests"
    alone = {
        name
        for name, path in FILES.items()
        if any(isinstance(node, ast.FunctionDef) for node in ast.walk(TREES[name]))
        and not (tests / path.relative_to(SOURCES)).with_name(f"test_{path.name}").exists()
    }
    seen = {pattern: {name for name in alone if fnmatch(name, pattern)} for row in SEEN_IN.values() for pattern in row}
    assert alone - set().union(*seen.values()) == set()
    assert [pattern for pattern, names in seen.items() if not names] == [], "these have tests of their own, or are gone"
    assert [file for file in SEEN_IN if not (tests / file).exists()] == []


def test_every_folder_of_golden_files_is_searched_for_stale_ones() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [folder.name for folder in GOLDEN.iterdir() if f'(GOLDEN / "{folder.name}").iterdir()' not in tests] == []
