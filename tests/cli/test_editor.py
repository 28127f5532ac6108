"""A task in the user's editor. The editors here are small programs that do to the file what a person might."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from planctl.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakePlan, Result, Run

PRELUDE = """\
import os, pathlib, sys
path = pathlib.Path(sys.argv[1])
seen = pathlib.Path("seen.txt")
rounds = len(seen.read_text(encoding="utf-8").split("=====")) if seen.exists() else 0
text = path.read_text(encoding="utf-8")
with seen.open("a", encoding="utf-8") as file:
    file.write(text + "=====\\n")
"""


@pytest.fixture
def edit(run: Run, plan: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return a function that edits task 5.8 with an editor that runs some Python; ``text`` is the file's."""
    plan()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    script = tmp_path / "editor.py"

    def call(code: str, *arguments: str, language: str = "en") -> Result:
        script.write_text(PRELUDE + code, encoding="utf-8")
        (tmp_path / "seen.txt").unlink(missing_ok=True)
        env = {"EDITOR": f"'{sys.executable}' {script}", "PLANCTL_LANG": language}
        return run("edit", "5.8", *arguments, env=env)

    return call


@pytest.fixture
def seen(tmp_path: Path) -> Callable[[], list[str]]:
    """Return a function that tells with what text the editor was opened, each time."""
    return lambda: (tmp_path / "seen.txt").read_text(encoding="utf-8").split("=====\n")[:-1]


def changed(path: Path, before: bytes) -> list[str]:
    old = before.decode().splitlines()
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line not in old]


def save(old: str, new: str) -> str:
    return f"path.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')"


def test_a_change_of_state_is_recorded_as_an_entry_of_today(
    edit: Callable[..., Any], seen: Callable[[], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(save('"todo"', '"doing"'))
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert '  { on = 2020-07-01, status = "doing" },' in changed(path, before)
    [shown] = seen()
    assert shown.startswith("# Change the text")
    assert 'id = "5.8"' in shown


def test_a_new_title_keeps_the_old_one(edit: Callable[..., Any], run: Run) -> None:
    edit(save("新增100个", "新建100个"))
    task = json.loads(run("show", "5.8", "--json").out)["tasks"][0]
    assert task["title"].startswith("新建")
    assert task["formerly"] == ["新增100个品牌个人调解工作室"]


def test_a_key_that_planctl_does_not_know_is_kept(edit: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    assert edit("path.write_text(text + 'contact = \"3012\"\\n', encoding='utf-8')").code == ExitCode.OK
    assert changed(path, before) == ['contact = "3012"']


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mistake_opens_the_editor_again_with_the_text_and_the_error_on_top(
    edit: Callable[..., Any], seen: Callable[[], list[str]], language: str
) -> None:
    code = save('"todo"', '"doign"') + "\nif rounds: " + save('"doign"', '"doing"')
    assert edit(code, language=language).code == ExitCode.OK
    first, second = seen()
    assert '"doign"' in second
    complaint = second.splitlines()[1]
    assert complaint.startswith("# 第 5 行：" if language == "zh" else "# line 5: ")
    assert second.replace(complaint + "\n", "").replace("doign", "todo") == first


def test_a_mistake_that_stays_ends_with_the_text_kept_and_the_plan_untouched(
    edit: Callable[..., Any], seen: Callable[[], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(save('"todo"', '"doign"'))
    assert (result.code, result.out) == (ExitCode.INVALID, "")
    assert len(seen()) == 2
    fault, last = result.err.splitlines()
    assert ": error: there is no status “doign”" in fault
    kept = next(tmp_path.glob("planctl-*.toml"))
    assert kept.name in last
    assert 'status = "doign"' in kept.read_text(encoding="utf-8")
    assert path.read_bytes() == before


def test_an_editor_that_never_gets_it_right_comes_to_an_end(
    edit: Callable[..., Any], seen: Callable[[], list[str]]
) -> None:
    assert edit("path.write_text(text + 'status = 1\\n', encoding='utf-8')").code == ExitCode.INVALID
    assert len(seen()) == 10


@pytest.mark.parametrize(
    "addition",
    ['[[priority.task]]\nid = "5.99"\ntitle = "x"', '[[priority]]\nid = "9"\ntitle = "x"', '[[unit]]\nname = "x"'],
)
def test_more_than_one_task_is_not_taken(
    edit: Callable[..., Any], seen: Callable[[], list[str]], addition: str
) -> None:
    code = f"path.write_text(text + {addition!r} + chr(10), encoding='utf-8') if not rounds else None"
    result = edit(code)
    assert result.code == ExitCode.INVALID
    assert "only one task belongs here" in seen()[1]


def test_an_id_cannot_be_changed_by_hand(edit: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(save('id = "5.8"', 'id = "5.88"'))
    assert result.code == ExitCode.USAGE
    assert "5.8 was turned into 5.88" in result.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "nothing was changed"),
        ("path.write_text('')", "given up"),
        ("path.write_text('\\n\\n')", "given up"),
        (save("\n", "\r\n"), "nothing was changed"),
        ("path.write_text('\\ufeff' + text, encoding='utf-8')", "nothing was changed"),
        (
            "new = path.with_suffix('.new'); new.write_text(text, encoding='utf-8'); new.replace(path)",
            "nothing was changed",
        ),
    ],
)
def test_what_comes_back_as_it_was_or_empty_changes_nothing(
    edit: Callable[..., Any], tmp_path: Path, code: str, said: str
) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(code)
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert said in result.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "code", ["sys.exit(3)", "path.unlink()", "path.write_bytes(b'\\xd6\\xd0')", "os.kill(os.getpid(), 9)"]
)
def test_an_editor_that_fails_changes_nothing(edit: Callable[..., Any], tmp_path: Path, code: str) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(code)
    assert (result.code, result.out, result.err.count("\n")) == (ExitCode.IO, "", 1)
    assert "did not end well" in result.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("editor", ["no-such-editor-here", "'unclosed", "/", "true; touch hacked", "$(touch hacked)"])
def test_an_editor_that_cannot_be_run_is_told_and_no_shell_is_asked(
    run: Run, plan: MakePlan, tmp_path: Path, editor: str
) -> None:
    plan()
    result = run("edit", "5.8", env={"EDITOR": editor, "PLANCTL_LANG": "en"})
    assert (result.code, result.err.count("\n")) == (ExitCode.IO, 1)
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("env", [{}, {"EDITOR": ""}, {"EDITOR": "  ", "VISUAL": ""}])
def test_without_an_editor_it_says_how_to_set_one(run: Run, plan: MakePlan, env: dict[str, str]) -> None:
    plan()
    result = run("edit", "5.8", env={**env, "PLANCTL_LANG": "en"})
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "EDITOR=vim" in result.err


def test_visual_goes_before_editor(run: Run, plan: MakePlan) -> None:
    plan()
    assert run("edit", "5.8", env={"VISUAL": "true", "EDITOR": "false"}).code == ExitCode.OK


def test_one_task_at_a_time(run: Run, plan: MakePlan) -> None:
    plan()
    for ids in (["5.1..5.3"], ["5.1,5.2"], ["5.1", "5.2"]):
        assert run("edit", *ids, env={"EDITOR": "true"}).code == ExitCode.USAGE
    assert run("edit", "5.99", env={"EDITOR": "true"}).code == ExitCode.UNKNOWN


def test_a_reason_that_is_left_out_is_missed(edit: Callable[..., Any]) -> None:
    result = edit(save('"todo"', '"blocked"'))
    assert result.code == ExitCode.OK
    assert "5.8 is blocked without a reason" in result.err
