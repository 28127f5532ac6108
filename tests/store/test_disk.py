"""What the disk refuses is told of the file that people know, never of one of ours."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from planctl.errors import CannotReadError, CannotWriteError, FileExistsAlreadyError
from planctl.store import disk

if TYPE_CHECKING:
    from pathlib import Path


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError) as caught:
        disk.read(tmp_path / "nowhere.toml")
    assert caught.value.fields == {"path": tmp_path / "nowhere.toml", "errno": errno.ENOENT}


@pytest.mark.parametrize(("name", "reason"), [("nowhere/a.md", errno.ENOENT), ("folder", errno.EISDIR)])
def test_what_cannot_be_written_is_named_with_the_reason_and_leaves_nothing(
    name: str, reason: int, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWriteError) as caught:
        disk.write(tmp_path / name, b"x")
    assert caught.value.fields == {"path": tmp_path / name, "errno": reason}
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_file_of_ours_that_cannot_be_written_is_told_of_the_file_it_is_for(tmp_path: Path) -> None:
    plan = tmp_path / "2020.toml"
    with pytest.raises(CannotWriteError) as caught:
        disk.write(tmp_path / "nowhere" / "000001", b"x", about=plan)
    assert caught.value.fields == {"path": plan, "errno": errno.ENOENT}


def test_without_a_folder_to_work_in_the_plan_cannot_be_written(tmp_path: Path) -> None:
    plan = tmp_path / "2020.toml"
    plan.write_text("x", encoding="utf-8")
    (tmp_path / disk.WORK_FOLDER).touch()
    with pytest.raises(CannotWriteError) as created:
        disk.create(tmp_path / "2021.toml", b"")
    with pytest.raises(CannotWriteError) as replaced:
        disk.replace(plan, b"y", disk.Content(b"x", ()))
    assert created.value.fields == {"path": tmp_path / "2021.toml", "errno": errno.EEXIST}
    assert replaced.value.fields == {"path": plan, "errno": errno.EEXIST}
    assert plan.read_text(encoding="utf-8") == "x"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    plan = tmp_path / "2020.toml"
    plan.write_text("x", encoding="utf-8")
    with pytest.raises(FileExistsAlreadyError):
        disk.create(plan, b"y")
    assert plan.read_text(encoding="utf-8") == "x"
    assert list((tmp_path / disk.WORK_FOLDER).glob(".*.tmp")) == []


def test_a_folder_is_made_with_those_above_it_unless_something_else_is_there(tmp_path: Path) -> None:
    disk.make_folder(tmp_path / "a" / "b")
    disk.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError) as caught:
        disk.make_folder(tmp_path / "file")
    assert caught.value.fields == {"path": tmp_path / "file", "errno": errno.EEXIST}
