"""The frame that all commands run in: options, usage errors, the one place where errors end, streams and signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import planctl
from planctl.cli.app import build
from planctl.cli.table import COMMANDS
from planctl.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import MakePlan, Run

    from planctl.cli.table import CommandSpec

PROGRAM = [sys.executable, "-m", "planctl"]
ENGLISH = {"PLANCTL_LANG": "en"}
CHINESE = {"PLANCTL_LANG": "zh"}


def every_command(
    specs: tuple[CommandSpec, ...] = COMMANDS, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], CommandSpec]]:
    for spec in specs:
        yield (*above, spec.name), spec
        yield from every_command(spec.commands, (*above, spec.name))


@pytest.fixture
def process(plan: MakePlan) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program as a process of its own, on the shipped plan."""
    plan()

    def start(*arguments: str | bytes, shell: str = "", **keywords: Any) -> subprocess.CompletedProcess[str]:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *PROGRAM, *arguments] if shell else [*PROGRAM, *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, encoding="utf-8", errors="replace", timeout=60, **keywords
        )

    return start


# --- commands and options


def test_every_command_of_the_table_can_be_built() -> None:
    for path, spec in every_command():
        assert build(spec).name == path[-1]


def test_an_alias_is_the_command(run: Run, plan: MakePlan) -> None:
    plan()
    assert run("ls") == run("list")


def test_a_letter_means_one_thing_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for _, spec in every_command():
        for item in build(spec).params:
            for letter in (name for name in item.opts if len(name) == 2 and name.startswith("-")):
                meanings.setdefault(letter, set()).update(name for name in item.opts if name.startswith("--"))
    assert {letter: names for letter, names in meanings.items() if len(names) > 1} == {}


def test_typer_converts_no_value_so_that_none_is_refused_in_its_words() -> None:
    for path, spec in every_command():
        for item in build(spec).params:
            assert item.type.name in {"str", "boolean", "path"}, f"{path}: {item.name} is {item.type.name}"


def test_shared_options_may_stand_before_the_command_after_it_and_between_ids(run: Run, plan: MakePlan) -> None:
    path = plan(name="other.toml")
    expected = run("show", "1.1", "1.2", "--json", "--plan", str(path))
    assert expected.code == ExitCode.OK
    assert run("--json", "--plan", str(path), "show", "1.1", "1.2") == expected
    assert run("show", "1.1", f"--plan={path}", "--json", "1.2") == expected


def test_of_two_values_of_a_shared_option_the_one_nearer_to_the_command_counts(run: Run, plan: MakePlan) -> None:
    plan()
    assert run("--plan", "1999", "list").code == ExitCode.NO_PLAN
    assert run("--plan", "1999", "list", "--plan", "2020").code == ExitCode.OK
    assert run("--lang", "zh", "lsit").err != run("--lang", "en", "lsit").err
    assert run("--lang", "zh", "show", "9.9", "--lang", "en").err == run("--lang", "en", "show", "9.9").err


def test_options_of_writers_before_the_command_reach_the_writer(run: Run, plan: MakePlan) -> None:
    path = plan()
    before = path.read_bytes()
    assert run("--dry-run", "start", "1.1").code == ExitCode.OK
    assert path.read_bytes() == before
    assert run("--by", "王芳", "start", "1.1").code == ExitCode.OK
    assert 'by = "王芳"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["--dry-run", "list"], ["--by", "lead", "progress"], ["--yes"]])
def test_options_of_writers_are_not_swallowed_by_a_command_that_writes_nothing(
    run: Run, plan: MakePlan, arguments: list[str]
) -> None:
    plan()
    result = run(*arguments)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert arguments[0] in result.err


def test_the_bare_program_shows_the_overview_and_succeeds(run: Run, plan: MakePlan) -> None:
    plan()
    result = run()
    assert result.code == ExitCode.OK
    assert result.out


def test_the_version_is_one_line_on_stdout(run: Run) -> None:
    for letter in ("--version", "-V"):
        result = run(letter)
        assert (result.code, result.out, result.err) == (ExitCode.OK, f"planctl {planctl.__version__}\n", "")


# --- usage errors, which Typer words in English and we in the reader's language


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["lsit"], ["lsit", "list"]),
        (["udpate", "1.1"], ["udpate", "update"]),
        (["list", "--staus", "doing"], ["--staus", "--status"]),
        (["list", "-Z"], ["-Z"]),
        (["list", "-s"], ["-s"]),
        (["list", "--status"], ["--status"]),
        (["list", "--all=yes"], ["--all"]),
        (["list", "surplus"], ["surplus"]),
        (["add", "标题"], ["--priority"]),
        (["completion"], ["SHELL"]),
        (["completion", "powershell"], ["powershell", "bash", "zsh", "fish"]),
        (["git"], ["COMMAND"]),
        (["git", "stup"], ["stup", "setup"]),
        (["--lang", "fr", "list"], ["--lang", "fr", "zh", "en"]),
        (["list", "--lang=fr"], ["--lang", "fr", "zh", "en"]),
        (["list", "--color", "sometimes"], ["--color", "sometimes", "never"]),
        (["update", "1.1"], ["planctl update --help"]),
    ],
)
def test_a_usage_error_is_one_line_on_stderr_in_the_language_of_the_reader(
    run: Run, plan: MakePlan, arguments: list[str], parts: tuple[str, ...]
) -> None:
    plan()
    english, chinese = run(*arguments, env=ENGLISH), run(*arguments, env=CHINESE)
    for result in (english, chinese):
        assert (result.code, result.out, result.err.count("\n")) == (ExitCode.USAGE, "", 1)
    for part in parts:
        assert part in english.err
    assert any("一" <= character <= "鿿" for character in chinese.err)
    for word in ("Typer", "Missing", "No such", "Got", "requires", "Possible"):
        assert word not in chinese.err


def test_the_language_is_chosen_before_anything_can_fail(run: Run) -> None:
    assert "did you mean" in run("--lang", "en", "lsit", env={"LANG": "zh_CN.UTF-8"}).err.lower()
    assert "是不是" in run("lsit", "--lang=zh", env={"LANG": "en_GB.UTF-8"}).err


def test_without_a_language_in_the_environment_the_plan_decides(run: Run, plan: MakePlan) -> None:
    text = plan().read_text(encoding="utf-8")
    assert "没有" in run("lsit").err
    plan(text.replace('lang = "zh"', 'lang = "en"'))
    assert "there is no" in run("lsit").err


def test_a_plan_that_cannot_be_read_does_not_keep_an_error_from_being_told(run: Run, plan: MakePlan) -> None:
    plan("[[[")
    assert "there is no" in run("lsit").err


# --- errors


def test_every_fault_of_an_unusable_plan_is_told_at_its_line(run: Run, plan: MakePlan) -> None:
    plan('format = 1\nyear = 2020\ntitle = "x"\n[[priority]]\nid = "1"\n[[priority]]\ntitle = "y"\n')
    result = run("list", env=ENGLISH)
    assert (result.code, result.out) == (ExitCode.INVALID, "")
    assert [line.split(" ")[0] for line in result.err.splitlines()] == ["plans/2020.toml:4:", "plans/2020.toml:6:"]


def test_an_unknown_task_is_told_with_the_nearest_ids(run: Run, plan: MakePlan) -> None:
    plan()
    result = run("show", "5.99", env=ENGLISH)
    assert (result.code, result.out) == (ExitCode.UNKNOWN, "")
    assert "Did you mean 5." in result.err


def test_a_fault_of_the_program_is_one_line_and_shows_its_insides_only_on_demand(
    run: Run, plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan()

    def broken(_session: object) -> None:
        raise RuntimeError("\x1b[31mbroken")

    monkeypatch.setattr("planctl.cli.commands.view.overview", broken)
    quiet = run(env=ENGLISH)
    assert (quiet.code, quiet.out, quiet.err.count("\n")) == (ExitCode.BUG, "", 1)
    assert "--debug" in quiet.err
    assert "\x1b" not in quiet.err
    for loud in (run("--debug"), run(env={"PLANCTL_DEBUG": "1"})):
        assert loud.code == ExitCode.BUG
        assert "Traceback" in loud.err
        assert "\x1b" not in loud.err


def test_what_was_typed_cannot_act_on_the_terminal(run: Run, plan: MakePlan) -> None:
    plan()
    for arguments in (["\x1b[2J"], ["list", "--\x1b[2J"], ["list", "\x9b31m"], ["show", "\u202e1.1"]):
        result = run(*arguments)
        assert result.code in {ExitCode.OK, ExitCode.USAGE, ExitCode.UNKNOWN}  # what is invisible in an id is left out
        assert not set(result.err) & set("\x1b\x9b\u202e")


def test_a_clock_that_is_no_date_is_refused(run: Run, plan: MakePlan) -> None:
    plan()
    result = run(env={"PLANCTL_TODAY": "soon", **ENGLISH})
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "PLANCTL_TODAY" in result.err


# --- the process: streams, signals, modules


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_under_stdout_is_told_in_a_line(process: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    result = process("list", shell=">/dev/full")
    assert result.returncode == ExitCode.IO
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_stderr_that_takes_nothing_does_not_change_the_exit_code(
    process: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    assert process("lsit", shell="2>/dev/full").returncode == ExitCode.USAGE
    assert process("lsit", shell="2>&-").returncode == ExitCode.USAGE


@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_failure(process: Callable[..., subprocess.CompletedProcess[str]], closed: str) -> None:
    result = process("list", "--all", shell=closed)
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")


@pytest.mark.usefixtures("process")
def test_a_reader_that_goes_away_ends_the_program_quietly() -> None:
    script = 'set -o pipefail; "$@" list --all --json | true; echo ${PIPESTATUS[0]}'
    for _ in range(3):
        result = subprocess.run(
            ["bash", "-c", script, "bash", *PROGRAM], capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert result.stderr == ""
        assert result.stdout in {"141\n", "0\n"}  # 0 if all was written before the reader went
        if result.stdout == "141\n":
            return
    pytest.fail("the pipe was never closed in time")


@pytest.mark.skipif(os.name == "nt", reason="Windows passes text")
def test_bytes_that_are_no_text_are_refused(process: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    result = process("list", "-g", b"\xff\xfe")
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert "Traceback" not in result.stderr


def test_a_stream_that_knows_only_ascii_gets_escapes(
    process: Callable[..., subprocess.CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    result = process("show", "1.1")
    assert result.returncode == ExitCode.OK
    assert "\\u603b\\u7ed3" in result.stdout


def test_a_folder_that_is_gone_is_told_in_a_line(
    process: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    result = process("list", cwd=folder, preexec_fn=folder.rmdir)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (ExitCode.IO, "", 1)


@pytest.fixture
def waiting(plan: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.Popen[str]]:
    """Start the program and return it while it waits for an editor."""
    plan()
    editor = tmp_path / "editor.py"
    ready = tmp_path / "ready"
    editor.write_text(f"import pathlib, time\npathlib.Path({str(ready)!r}).touch()\ntime.sleep(60)\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")

    def start(**keywords: Any) -> subprocess.Popen[str]:
        running = subprocess.Popen(
            [*PROGRAM, "edit", "1.1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **keywords
        )
        for _ in range(600):
            if ready.exists():
                return running
            time.sleep(0.05)
        running.kill()
        pytest.fail("the editor was never started")

    return start


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_ends_the_program_without_a_traceback_and_leaves_the_plan_alone(
    waiting: Callable[..., subprocess.Popen[str]], tmp_path: Path, name: str, code: int
) -> None:
    plan = tmp_path / "plans" / "2020.toml"
    before = plan.read_bytes()
    running = waiting()
    running.send_signal(getattr(signal, name))
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (code, "", "")
    assert plan.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGHUP")
def test_a_program_under_nohup_outlives_its_terminal(waiting: Callable[..., subprocess.Popen[str]]) -> None:
    running = waiting(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    running.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(timeout=0.5)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=30)
    assert running.returncode == 143


def loaded_by(*arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "planctl", *arguments]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60).stderr
    return {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}


@pytest.mark.usefixtures("process")
def test_one_command_loads_neither_the_others_nor_what_it_does_not_need() -> None:
    loaded = loaded_by("list")
    others = {spec.function.partition(":")[0] for _, spec in every_command() if spec.function}
    assert loaded & (others - {"planctl.cli.commands.view"}) == set()
    heavy = {"rich", "pydantic", "tomli_w", "docx", "json", "planctl.screen.tables", "planctl.toml.edits"}
    assert loaded & heavy == set()


def test_the_world_outside_does_not_change_what_an_error_says(run: Run, plan: MakePlan) -> None:
    plan()
    usual = run("lsit")
    for name, value in (("GITHUB_ACTIONS", "true"), ("FORCE_COLOR", "1"), ("TYPER_USE_RICH", "1")):
        assert run("lsit", env={name: value}) == usual
