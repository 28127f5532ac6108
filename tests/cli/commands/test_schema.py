"""`planctl schema`, which editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES
from planctl.toml.json_schema import plan_schema
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from conftest import Run


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_described_in_the_language_of_the_reader(run: Run, language: str) -> None:
    result = run("schema", "--lang", language)
    assert (result.code, result.err) == (ExitCode.OK, "")
    t = Translator(language)
    assert json.loads(result.out) == plan_schema(lambda label: t(f"column.{label}"))
    assert run("schema", "--lang", language, "--json") == result
