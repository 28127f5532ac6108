"""Finding and reading plan files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

from planctl.errors import CannotReadError, NotAFileError, PlanInvalidError
from planctl.store import disk, planfile
from planctl.store.disk import TooLargeError
from planctl.store.planfile import NoSuchPlanError, PlanFile, PlanNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return plan(SMALL)


# --- finding ---------------------------------------------------------------------------------------------------------


def test_the_newest_year_in_the_nearest_folder_is_found(plan: MakePlan, tmp_path: Path) -> None:
    plan(SMALL, name="2019.toml")
    newest = plan(SMALL)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert planfile.find(None, {}, below, 2031) == newest
    assert planfile.find("2019", {}, below, 2020).name == "2019.toml"
    assert planfile.find(None, {"PLANCTL_PLAN": "2019"}, below, 2020).name == "2019.toml"


@pytest.mark.parametrize("choice", ["2031", "../../etc/nothing", "a/../../x", "~nobody-of-this-name/x"])
def test_a_plan_that_does_not_exist_is_named(choice: str, path: Path, tmp_path: Path) -> None:
    with pytest.raises(NoSuchPlanError):
        planfile.find(choice, {}, tmp_path, 2020)


def test_no_plan_anywhere_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(PlanNotFoundError):
        planfile.find(None, {}, tmp_path, 2020)


# --- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_ordinary_file_is_refused_at_once(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    make(path)
    with pytest.raises(NotAFileError):
        planfile.load(path)
    assert PlanFile(str(path), {}, 2020).language is None


@pytest.mark.parametrize("target", ["2020.toml", "nowhere"])
def test_a_link_that_leads_nowhere_cannot_be_read(target: str, tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    path.symlink_to(target)
    with pytest.raises(CannotReadError):
        planfile.load(path)


def test_a_file_over_8_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    path.write_bytes(b"#" * (disk.LARGEST + 1))
    with pytest.raises(TooLargeError):
        planfile.load(path)


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b'a="\xd6\xd0"'])
def test_another_encoding_is_a_located_problem(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "2020.toml"
    path.write_bytes(b"format = 1\n" + content)
    with pytest.raises(PlanInvalidError) as caught:
        planfile.load(path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("not-utf8", 2)]


def test_a_plan_is_read_once_however_many_ask(path: Path) -> None:
    file = PlanFile(str(path), {}, 2020)
    assert file.language is None
    path.unlink()
    assert file.plan.year == 2020


def test_the_head_of_a_plan_says_its_language_even_if_the_rest_is_broken(plan: MakePlan) -> None:
    path = plan('format = 1\nyear = 2020\ntitle = "计划"\nlang = "zh"\n\n[[priority]\n')
    assert PlanFile(str(path), {}, 2020).language == "zh"
