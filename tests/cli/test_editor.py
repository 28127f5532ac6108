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


def save(*pairs: str, more: str = "") -> str:
    """Return the code of an editor that replaces one text by the next, pair by pair, and writes ``more`` behind."""
    replaced = "".join(f".replace({old!r}, {new!r})" for old, new in zip(pairs[::2], pairs[1::2], strict=True))
    return f"path.write_text(text{replaced} + {more!r}, encoding='utf-8')"


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
    line = second.splitlines().index('status = "doign"') + 1
    assert complaint.startswith(f"# 第 {line} 行：" if language == "zh" else f"# line {line}: ")
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


def test_another_id_opens_the_editor_again_and_nothing_that_was_typed_is_lost(
    edit: Callable[..., Any], seen: Callable[[], list[str]], run: Run
) -> None:
    code = "text = text.replace('5.88', '5.8') if rounds else text.replace('5.8', '5.88')\n" + save("新增", "新建")
    assert edit(code).code == ExitCode.OK
    assert "write 5.8 again instead of 5.88" in seen()[1]
    assert "新建" in run("show", "5.8", "--plain").out


def test_another_id_that_stays_ends_with_the_text_kept(edit: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    assert edit("path.write_text(text.replace('5.8\"', '5.88\"'), encoding='utf-8')").code == ExitCode.INVALID
    assert 'id = "5.88"' in next(tmp_path.glob("planctl-*.toml")).read_text(encoding="utf-8")
    assert path.read_bytes() == before


def test_everything_that_was_changed_is_recorded(edit: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.toml"
    code = save('"todo"', '"doing"', more='due = 2020-09-30\nowner = "张三"\n')
    assert edit(code, "--by", "李四").code == ExitCode.OK
    entry = '{ on = 2020-07-01, by = "李四", status = "doing", owner = "张三", due = 2020-09-30 }'
    assert entry in path.read_text(encoding="utf-8")
    then = json.loads(run("show", "5.8", "--json", "--as-of", "2020-06-30").out)["tasks"][0]
    assert (then["status"], then["owner"], then["due"]) == ("todo", None, "2020-12-31")
    again = save('due = 2020-09-30\nowner = "张三"\n', 'owner = "王五"\n')
    assert edit(again).code == ExitCode.OK
    last = json.loads(run("show", "5.8", "--json").out)["tasks"][0]["log"][-1]
    assert (last["owner"], last["cleared"]) == ("王五", ["due"])
    assert run("check").code == ExitCode.OK


def test_an_entry_that_was_typed_needs_no_other_one(edit: Callable[..., Any], run: Run) -> None:
    entry = 'log = [{ on = 2020-06-01, status = "doing", due = 2020-09-30 }]\n'
    code = (
        f"path.write_text(text.replace('\"todo\"', '\"doing\"') + 'due = 2020-09-30\\n' + {entry!r}, encoding='utf-8')"
    )
    assert edit(code).code == ExitCode.OK
    assert len(json.loads(run("show", "5.8", "--json").out)["tasks"][0]["log"]) == 1


def test_comments_that_were_typed_or_stood_there_stay(
    edit: Callable[..., Any], seen: Callable[[], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "plans" / "2020.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('title = "新增100个', '# 旧注\ntitle = "新增100个'), encoding="utf-8"
    )
    before = path.read_bytes()
    code = save("source", "# 已电话核实\nsource", '"todo"', '"doing" # 启动')
    assert edit(code).code == ExitCode.OK
    assert "# 旧注" in seen()[0]
    assert [line for line in changed(path, before) if "#" in line] == ["# 已电话核实", 'status = "doing" # 启动']
    assert "# 旧注" in path.read_text(encoding="utf-8")


def test_a_comment_alone_is_a_change(edit: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit("path.write_text(text.replace('source', '# 已核实\\nsource'), encoding='utf-8')")
    assert (result.code, "5.8" in result.err) == (ExitCode.OK, True)
    assert changed(path, before) == ["# 已核实"]
    run("undo")
    assert path.read_bytes() == before


def test_what_somebody_else_did_to_the_task_meanwhile_stays(edit: Callable[..., Any], tmp_path: Path) -> None:
    other = "plan = pathlib.Path('plans/2020.toml'); plan.write_text(plan.read_text(encoding='utf-8').replace("
    other += "'id = \"5.8\"', 'id = \"5.8\"\\nowner = \"别人\"'), encoding='utf-8')\n"
    assert edit(other + save('"todo"', '"doing"')).code == ExitCode.OK
    text = (tmp_path / "plans" / "2020.toml").read_text(encoding="utf-8")
    assert 'owner = "别人"' in text
    assert '{ on = 2020-07-01, status = "doing" }' in text


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_text_in_another_encoding_is_kept_and_named(edit: Callable[..., Any], tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plans" / "2020.toml"
    before = path.read_bytes()
    result = edit(f"path.write_text(text.replace('新增', '改好'), encoding={encoding!r})")
    assert (result.code, result.err.count("\n")) == (ExitCode.IO, 1)
    kept = next(tmp_path.glob("planctl-*.toml"))
    assert "UTF-8" in result.err
    assert kept.name in result.err
    assert "改好100个" in kept.read_bytes().decode(encoding)
    assert path.read_bytes() == before


def test_what_an_editor_saved_before_it_failed_is_kept(edit: Callable[..., Any], tmp_path: Path) -> None:
    result = edit(save("新增", "改好") + "; sys.exit(3)")
    assert result.code == ExitCode.IO
    assert "改好" in next(tmp_path.glob("planctl-*.toml")).read_text(encoding="utf-8")


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


@pytest.mark.parametrize("code", ["sys.exit(3)", "path.unlink()", "os.kill(os.getpid(), 9)"])
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


@pytest.mark.parametrize("name", ["nano", "vim", "vi"])
def test_without_an_editor_a_terminal_gets_a_usual_one_that_is_there(
    run: Run, plan: MakePlan, tmp_path: Path, name: str
) -> None:
    path, folder = plan(), tmp_path / "programs"
    folder.mkdir()
    (folder / name).write_text('#!/bin/sh\n/bin/sed -i s/todo/doing/ "$1"\n', encoding="utf-8")
    (folder / name).chmod(0o755)
    before = path.read_bytes()
    assert run("edit", "5.8", env={"PATH": str(folder)}, terminal=True).code == ExitCode.OK
    assert 'status = "doing"' in changed(path, before)


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
