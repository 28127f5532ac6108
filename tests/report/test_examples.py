"""The finished reports among the examples are those that the program makes of the plans and templates beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

EXAMPLES = ROOT / "examples"
PRODUCED = EXAMPLES / "produced"
#: What is produced of which plan, and with which further words.
REPORTS = {
    "2020.zh.docx": ("2020.toml",),
    "2020.zh.md": ("2020.toml", "--no-ids"),
    "2020.zh.brief.md": ("2020.toml", "--no-ids", "--brief"),
    "2020.en.md": ("2020.toml", "--no-ids", "--lang", "en"),
    "company-2021.docx": ("company/2021.toml",),
    "company-2021.md": ("company/2021.toml", "--no-ids"),
}
AFTER = {"PLANCTL_TODAY": "2022-01-15"}


def produce(run: Run, folder: Path, name: str) -> bytes:
    plan, *words = REPORTS[name]
    result = run("--plan", str(EXAMPLES / plan), "summary", "-o", str(folder / name), *words, env=AFTER)
    assert (result.code, result.out) == (0, ""), result.err
    return (folder / name).read_bytes()


def said(content: bytes, name: str) -> bytes:
    """Return what a document says; how a Word file is packed depends on the machine."""
    if not name.endswith(".docx"):
        return content
    with ZipFile(io.BytesIO(content)) as file:
        return file.read("word/document.xml")


@pytest.mark.parametrize("name", REPORTS)
def test_a_produced_report_is_that_of_its_template(
    name: str, run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    content = produce(run, tmp_path, name)
    if request.config.getoption("--update-golden"):
        PRODUCED.mkdir(exist_ok=True)
        (PRODUCED / name).write_bytes(content)
    assert said((PRODUCED / name).read_bytes(), name) == said(content, name)


def test_nothing_else_is_there() -> None:
    assert {path.name for path in PRODUCED.iterdir()} == set(REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_left_to_be_filled_in(name: str, run: Run) -> None:
    plan, *words = REPORTS[name]
    others = [word for word in words if word != "--no-ids"]
    result = run("--plan", str(EXAMPLES / plan), "summary", "--check", *others, env=AFTER)
    assert (result.code, result.out) == (0, "")


def test_the_company_s_plan_has_no_fault(run: Run) -> None:
    result = run("--plan", str(EXAMPLES / "company" / "2021.toml"), "check", "--strict", env=AFTER)
    assert (result.code, result.out) == (0, "")
