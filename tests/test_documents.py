"""What the documents show is what the program does. Renew with --update-golden, and read what changed."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from documents import renewed, shell_lines
from places import EXAMPLE, ROOT, SOURCES

from planctl.cli.table import COMMANDS
from planctl.exchange.reading.names import meaning

if TYPE_CHECKING:
    from conftest import MakePlan, Run

WALKTHROUGH = ROOT / "docs" / "walkthrough.md"
COMMANDS_PAGES = (ROOT / "docs" / "commands.zh.md", ROOT / "docs" / "commands.en.md")
PICTURES = ROOT / "docs" / "pictures"
#: From here on a document is about the sample.
OTHER_PLAN = "export PLANCTL_PLAN=examples/2020.toml PLANCTL_BY=王芳"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")


@pytest.mark.parametrize("document", [WALKTHROUGH, *READMES, *COMMANDS_PAGES], ids=lambda path: path.name)
def test_transcripts_are_true(document: Path, run: Run, plan: MakePlan, request: pytest.FixtureRequest) -> None:
    home = plan()
    language = "en" if document.name in {"README.md", "commands.en.md"} else "zh"
    if document in READMES:
        plan(EXAMPLE.read_text(encoding="utf-8"))

    env = {"PLANCTL_TODAY": "2020-12-31", "PLANCTL_LANG": language, "COLUMNS": "88"}

    def execute(words: list[str]) -> str:
        assert words[0] == "planctl", f"{document.name} runs {words[0]}"
        result = run(*words[1:], env=env, terminal=True)
        assert result.code in {0, 1, 2, 5}, result.err
        return result.out + result.err

    first, change, second = document.read_text(encoding="utf-8").partition(OTHER_PLAN)
    now = renewed(first, execute)
    if change:
        (home.parent.parent / "examples").mkdir()
        (home.parent.parent / "examples" / "2020.toml").write_text(
            EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8"
        )
        env |= {"PLANCTL_PLAN": "examples/2020.toml", "PLANCTL_BY": "王芳"}
        now += change + renewed(second, execute)
    if request.config.getoption("--update-golden"):
        document.write_text(now, encoding="utf-8")
    assert now == document.read_text(encoding="utf-8")


def test_the_pictures_are_those_of_the_program() -> None:
    script = ROOT / "scripts" / "pictures.py"
    module = runpy.run_path(str(script))
    drawn = module["pictures"]()
    for name, picture in drawn.items():
        assert picture == (PICTURES / name).read_text(encoding="utf-8"), f"run python scripts/pictures.py: {name}"
    assert {path.name for path in PICTURES.glob("*.svg")} == drawn.keys()


@pytest.mark.parametrize(
    "document",
    [
        *READMES,
        *(ROOT / "docs" / name for name in ("ledgers.md", "texts.md", "plan-file.md", "reliability.md", "reports.md")),
    ],
    ids=lambda path: path.name,
)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (document.parent / target).exists()] == []


def test_every_test_that_holds_a_promise_is_there() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    tests = [path.as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    named = set(re.findall(r"`((?:\w+/)*test_\w+\.py)`", text))
    assert named
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in tests)] == []


def test_every_module_that_is_to_be_opened_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .* \| [0-9]+ \| [0-9]+ \| (.*) \|$", text, re.MULTILINE)
    modules = [name for row in rows for name in re.findall(r"`([a-z0-9_/]+)`", row)]
    assert modules
    assert [name for name in modules if not (SOURCES / f"{name}.py").exists()] == []


@pytest.mark.parametrize("document", READMES, ids=lambda path: path.name)
def test_the_commands_of_the_summary_work(document: Path, run: Run, plan: MakePlan) -> None:
    plan(EXAMPLE.read_text(encoding="utf-8"))
    commands = [
        shlex.split(line, comments=True) for line in shell_lines(document) if line.startswith("planctl summary")
    ]
    for words in commands:
        result = run(*words[1:])
        assert result.code == 0, result.err
        if "-o" in words:
            assert Path(words[words.index("-o") + 1]).stat().st_size > 1000
    assert len(commands) == 6


@pytest.mark.parametrize("document", COMMANDS_PAGES, ids=lambda path: path.name)
def test_every_command_has_its_page(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [spec.name for spec in COMMANDS if f"$ planctl {spec.name}" not in text] == []


def test_the_names_of_columns_are_known() -> None:
    """Each name in the table of docs/ledgers.md means the field beside it, or one of them."""
    text = (ROOT / "docs" / "ledgers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z0-9`, …]+) \| (.+) \|$", text, re.MULTILINE)
    assert len(rows) > 15
    for fields, listed in rows:
        known = re.findall("[a-z0-9]+", fields)
        for name in re.split("[,;] ", listed):
            found = meaning(name)
            assert found is not None, name
            assert {found.field, *found.choices} & {*known}, name


def _rows(document: str, heading: str) -> list[tuple[str, str]]:
    """Return the first two cells of the rows in the table below a heading of a document."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    _, _, below = text.partition(f"## {heading}")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", below.partition("\n## ")[0], re.MULTILINE)
    return rows[1:]


@pytest.mark.parametrize(("sentence", "written"), _rows("texts.md", "What a sentence says"))
def test_a_sentence_says_what_the_document_says(sentence: str, written: str, run: Run, tmp_path: Path) -> None:
    text = f"2020年工作要点\n一、重点工作\n（一）甲项。\n{sentence}\n"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    result = run("draft", "text.txt", "--lang", "zh")
    keys = re.findall("`([^`]+)`", written)
    assert [key for key in keys if key not in result.out.splitlines()] == []
    assert bool(keys) or sentence.rstrip("。") in result.err  # what is not read is told of


@pytest.mark.parametrize(("lost", "found"), _rows("texts.md", "Lost characters"))
def test_lost_characters_are_put_back_as_the_document_says(lost: str, found: str, run: Run, tmp_path: Path) -> None:
    text = f"2020年工作要点\n一、重点工作\n（一）甲项。\n按照《意见》（中发{lost}）印发方案。\n"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    assert f"{lost} → {found}" in run("draft", "text.txt", "--repair").err
