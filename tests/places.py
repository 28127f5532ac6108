"""Where the files of the project lie that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "planctl"
#: The plan that the project ships, and the sample year that comes with it.
PLAN_2020 = ROOT / "plans" / "2020.toml"
EXAMPLE = ROOT / "examples" / "2020.toml"
#: A sample year of a company, in English alone.
COMPANY = ROOT / "examples" / "company" / "2021.toml"
#: What was read and approved; ``pytest --update-golden`` renews it.
GOLDEN = ROOT / "tests" / "golden"
BROKEN = ROOT / "tests" / "data" / "broken"
