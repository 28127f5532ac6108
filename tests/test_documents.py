"""What the documents show is what the program does. Renew with --update-golden, and read what changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from documents import renewed, shell_lines

ROOT = Path(__file__).parents[1]
WALKTHROUGH = ROOT / "docs" / "walkthrough.md"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")


@pytest.mark.parametrize("document", [WALKTHROUGH, *READMES], ids=lambda path: path.name)
def test_transcripts_are_true(document, run, plan, request):
    plan()
    language = "en" if document.name == "README.md" else "zh"
    if document in READMES:
        plan((ROOT / "examples" / "2020.toml").read_text(encoding="utf-8"))

    def execute(words):
        assert words[0] == "planctl", f"{document.name} runs {words[0]}"
        day = {"PLANCTL_TODAY": "2020-12-31", "PLANCTL_LANG": language, "COLUMNS": "88"}
        result = run(*words[1:], env=day, terminal=True)
        assert result.code in {0, 1, 2, 5}, result.err
        return result.out + result.err

    text = document.read_text(encoding="utf-8")
    now = renewed(text, execute)
    if request.config.getoption("--update-golden"):
        document.write_text(now, encoding="utf-8")
    assert now == document.read_text(encoding="utf-8")
