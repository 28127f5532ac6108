"""Merging in real repositories: every operation of git that merges, and every way in which the driver can fail."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL, needs_git

from planctl.cli.commands.git import DRIVER
from planctl.errors import ExitCode
from planctl.plan.model import Status
from planctl.store import planfile
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import MakePlan, Run

pytestmark = needs_git
MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


class Repository:
    """A clone with a plan in it."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "plans" / "2020.toml"
        self.env = {
            **os.environ,
            "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@b",
            "GIT_EDITOR": "true",
        }

    def git(self, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, timeout=60
        )
        assert not ok or done.returncode == 0, done.stdout + done.stderr
        return done

    def planctl(self, *arguments: str) -> None:
        done = subprocess.run(
            ["planctl", *arguments], cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def commit(self, message: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        return self.git("rev-parse", "HEAD").stdout.strip()

    def edit(self, old: str, new: str) -> None:
        text = self.text
        assert old in text
        self.plan.write_text(text.replace(old, new, 1), encoding="utf-8")

    @property
    def text(self) -> str:
        return self.plan.read_text(encoding="utf-8")

    @property
    def is_clean(self) -> bool:
        return not self.git("status", "--porcelain").stdout


def program(folder: Path, script: str) -> None:
    path = folder / "planctl"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder, f'exec {sys.executable} -m planctl "$@"')
    return folder


@pytest.fixture
def repository(tmp_path: Path, bin_folder: Path) -> Repository:
    folder = tmp_path / "repo"
    (folder / "plans").mkdir(parents=True)
    made = Repository(folder, bin_folder)
    made.plan.write_text(SMALL, encoding="utf-8")
    made.git("init", "-q", "-b", "main")
    made.planctl("git", "setup")
    made.commit("base")
    return made


@pytest.fixture
def branches(repository: Repository) -> Repository:
    """Two branches that both recorded something on task 1.1, where a merge by lines would fail."""
    repository.git("checkout", "-qb", "theirs")
    repository.planctl("start", "1.1", "--on", "2020-05-01", "-m", "启动")
    repository.edit("# 末尾", "# 他们的注释")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    repository.planctl("done", "1.1", "--on", "2020-06-01", "-e", "总结")
    repository.edit("# 计划", "# 我们的注释")
    repository.commit("ours")
    return repository


def check_united(repository: Repository) -> None:
    task = planfile.load(repository.plan).plan.task("1.1")
    assert [entry.on.month for entry in task.log] == [5, 6]
    assert task.status is Status.DONE
    assert "# 我们的注释" in repository.text
    assert "# 他们的注释" in repository.text


def test_setup_registers_the_driver_once_and_says_what_other_clones_must_do(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(repository.folder)
    result = run("git", "setup", "--lang", "en")
    assert "every other clone" in result.err
    assert (repository.folder / ".gitattributes").read_text() == "plans/*.toml merge=planctl\n"
    assert repository.git("config", "merge.planctl.driver").stdout.strip() == DRIVER
    assert "merge: planctl" in repository.git("check-attr", "merge", "plans/2020.toml").stdout


def test_setup_keeps_the_attributes_that_are_there(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(repository.folder)
    attributes = repository.folder / ".gitattributes"
    attributes.write_text("*.docx binary")
    run("git", "setup")
    assert attributes.read_text() == "*.docx binary\nplans/*.toml merge=planctl\n"


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """Return a repository whose folder cannot be written to, though what git keeps of it can, as it lies elsewhere."""
    folder = tmp_path / "sealed"
    subprocess.run(["git", "init", "-q", f"--separate-git-dir={tmp_path / 'kept'}", folder], check=True)
    if os.geteuid():
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", "-o", "ro", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)  # the test may stand in it


@pytest.mark.parametrize(
    ("language", "told"), [("en", "cannot write .gitattributes: "), ("zh", "无法写入 .gitattributes：")]
)
def test_setup_in_a_folder_that_cannot_be_written_says_so(
    language: str, told: str, sealed: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(sealed)
    result = run("git", "setup", "--lang", language)
    reason = Translator(language)("reason.EACCES" if os.geteuid() else "reason.EROFS")
    assert result.code == ExitCode.IO
    assert f"{told}{reason}" in result.err
    assert ".tmp" not in result.err
    assert list(sealed.iterdir()) == [sealed / ".git"]


def test_setup_outside_a_repository_says_so(plan: MakePlan, run: Run) -> None:
    plan(SMALL)
    result = run("git", "setup", "--lang", "en")
    assert result.code == 2
    assert "not in a git repository" in result.err


def test_without_the_driver_these_branches_would_clash(branches: Repository) -> None:
    branches.git("config", "--remove-section", "merge.planctl")
    assert branches.git("merge", "theirs", ok=False).returncode == 1


def test_merge(branches: Repository) -> None:
    branches.git("merge", "-q", "theirs")
    check_united(branches)
    assert branches.is_clean


def test_rebase(branches: Repository) -> None:
    branches.git("rebase", "-q", "theirs")
    check_united(branches)


def test_cherry_pick(branches: Repository) -> None:
    branches.git("cherry-pick", "theirs")
    check_united(branches)


def test_stash_pop(repository: Repository) -> None:
    repository.planctl("start", "1.1", "--on", "2020-05-01", "-m", "启动")
    repository.edit("# 末尾", "# 他们的注释")
    repository.git("stash", "-q")
    repository.planctl("done", "1.1", "--on", "2020-06-01", "-e", "总结")
    repository.edit("# 计划", "# 我们的注释")
    repository.commit("ours")
    repository.git("stash", "pop")
    check_united(repository)


def test_criss_cross(branches: Repository) -> None:
    """Each side merges the other, goes on, and merges again: there are two common versions then."""
    first = branches.git("rev-parse", "main").stdout.strip()
    branches.git("merge", "-q", "theirs")
    branches.git("checkout", "-q", "theirs")
    branches.git("merge", "-q", first)
    branches.planctl("note", "1.2", "-m", "他们又记", "--on", "2020-07-01")
    branches.commit("theirs again")
    branches.git("checkout", "-q", "main")
    branches.planctl("note", "1.2", "-m", "我们又记", "--on", "2020-07-02")
    branches.commit("ours again")
    branches.git("merge", "-q", "theirs")
    check_united(branches)
    log = planfile.load(branches.plan).plan.task("1.2").log
    assert [entry.note for entry in log] == ["启动", "他们又记", "我们又记"]


def test_a_plan_that_both_sides_added_is_merged(repository: Repository) -> None:
    repository.git("checkout", "-qb", "theirs")
    second = repository.folder / "plans" / "2021.toml"
    second.write_text(SMALL.replace("任务二", "他们的"), encoding="utf-8")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    second.write_text(SMALL.replace("任务一", "我们的"), encoding="utf-8")
    repository.commit("ours")
    assert repository.git("merge", "theirs", ok=False).returncode == 1
    assert all(marker in second.read_text(encoding="utf-8") for marker in MARKERS)


def clash(repository: Repository) -> None:
    repository.git("checkout", "-qb", "theirs")
    repository.edit('status = "todo"', 'status = "blocked"')
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    repository.edit('status = "todo"', 'status = "submitted"')
    repository.commit("ours")


def check_marked(repository: Repository, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    assert all(marker in repository.text for marker in MARKERS)
    assert '"blocked"' in repository.text
    assert '"submitted"' in repository.text
    assert "UU plans/2020.toml" in repository.git("status", "--porcelain").stdout


def test_a_contradiction_is_named_and_leaves_markers(repository: Repository) -> None:
    clash(repository)
    done = repository.git("merge", "theirs", ok=False)
    check_marked(repository, done)
    assert "1.1" in done.stdout + done.stderr


def test_a_contradiction_that_lines_do_not_show_is_still_one(repository: Repository) -> None:
    """Both sides give one new id to different tasks, far apart in the file."""
    task = '[[priority.task]]\nid = "1.3"\ntitle = "{}"\nstatus = "todo"\n\n'
    repository.git("checkout", "-qb", "theirs")
    repository.edit("[[priority.task]] # 第一项", task.format("他们的") + "[[priority.task]] # 第一项")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    repository.edit("# 末尾", "\n" + task.format("我们的") + "# 末尾")
    repository.commit("ours")
    done = repository.git("merge", "theirs", ok=False)
    assert done.returncode == 1
    assert "UU plans/2020.toml" in repository.git("status", "--porcelain").stdout
    assert "他们的" in repository.text
    assert "我们的" in repository.text


@pytest.mark.parametrize(
    "script",
    ["exit 127", "exit 70", "kill -9 $$", "kill -SEGV $$", "exit 3", "exit 255"],
)
@pytest.mark.parametrize("operation", [("merge", "theirs"), ("cherry-pick", "theirs"), ("rebase", "theirs")])
def test_a_driver_that_fails_leaves_ordinary_markers(
    script: str, operation: list[str], repository: Repository, bin_folder: Path
) -> None:
    clash(repository)
    program(bin_folder, script)
    check_marked(repository, repository.git(*operation, ok=False))


def test_a_driver_that_is_missing_leaves_ordinary_markers(repository: Repository, bin_folder: Path) -> None:
    clash(repository)
    (bin_folder / "planctl").unlink()
    repository.env["PATH"] = "/usr/bin:/bin"
    check_marked(repository, repository.git("merge", "theirs", ok=False))


def test_a_driver_killed_after_it_wrote_loses_nothing(branches: Repository, bin_folder: Path) -> None:
    program(bin_folder, f'{sys.executable} -m planctl "$@"; kill -9 $$')
    branches.git("merge", "theirs", ok=False)
    assert "启动" in branches.text
    assert "总结" in branches.text


@pytest.mark.parametrize("content", ["", "\x00\x01", "format = 1\n<<<<<<< ours\n", SMALL[:100]])
def test_a_version_that_cannot_be_read_is_merged_by_lines(content: str, repository: Repository) -> None:
    repository.git("checkout", "-qb", "theirs")
    repository.plan.write_text(content, encoding="utf-8")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    repository.edit('status = "todo"', 'status = "submitted"')
    repository.edit("# 计划", "# 改")
    before = repository.text
    repository.commit("ours")
    assert repository.git("merge", "theirs", ok=False).returncode == 1
    assert any(marker in repository.text for marker in MARKERS) or repository.text == before
    assert repository.git("status", "--porcelain").stdout.startswith(("UU", "AA", "U"))


def test_a_path_is_no_command(repository: Repository) -> None:
    odd = repository.folder / "plans" / "$(touch hacked);2020.toml"
    odd.write_text(SMALL, encoding="utf-8")
    repository.commit("odd")
    repository.git("checkout", "-qb", "theirs")
    odd.write_text(SMALL.replace("任务一", "他们的"), encoding="utf-8")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    odd.write_text(SMALL.replace("任务二", "我们的"), encoding="utf-8")
    repository.commit("ours")
    repository.git("merge", "-q", "theirs")
    assert not (repository.folder / "hacked").exists()
    assert "他们的" in odd.read_text(encoding="utf-8")


def test_windows_lines_odd_folders_and_worktrees_are_merged_like_any(
    tmp_path: Path, bin_folder: Path, repository: Repository
) -> None:
    repository.git("config", "core.autocrlf", "true")
    repository.git("worktree", "add", "-q", "-b", "theirs", "../a 'b' $HOME 计划")
    theirs = Repository(tmp_path / "a 'b' $HOME 计划", bin_folder)
    assert b"\r\n" in theirs.plan.read_bytes()
    theirs.planctl("start", "1.1", "--on", "2020-05-01", "-m", "启动")
    theirs.commit("theirs")
    repository.planctl("done", "1.1", "--on", "2020-06-01", "-e", "总结")
    repository.commit("ours")
    theirs.git("merge", "-q", "main")
    assert [entry.on.month for entry in planfile.load(theirs.plan).plan.task("1.1").log] == [5, 6]
    assert b"\r\r" not in theirs.plan.read_bytes()


def test_only_comments_of_theirs_changed_and_still_are_taken_over(repository: Repository) -> None:
    repository.git("checkout", "-qb", "theirs")
    repository.edit("# 末尾", "# 他们的注释")
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")
    repository.planctl("note", "1.2", "-m", "我们的")
    repository.commit("ours")
    repository.git("merge", "-q", "theirs")
    assert "# 他们的注释" in repository.text
    assert "我们的" in repository.text
