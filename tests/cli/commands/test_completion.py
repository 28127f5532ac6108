"""Completion: what the program answers, and the scripts in the shells that are installed here."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plan import SMALL

from planctl.cli.app import build
from planctl.cli.candidates import _PATHS, _SOURCES, BashLine
from planctl.cli.table import COMMANDS
from planctl.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import MakePlan, Run

UNITS = ("省司法厅", "省委宣传部 (省文明办)", "Data Office", "a:b$c")
#: Names of values that people make up, so that nothing can be offered.
FREE = {
    "metavar.period",
    "metavar.text",
    "metavar.title",
    "metavar.date",
    "metavar.reading",
    "metavar.section",
    "metavar.year",
    "metavar.target",
    "metavar.number",
    "metavar.map",
    "metavar.encoding",
}


@pytest.fixture
def registered(plan: MakePlan) -> Path:
    """Return the shipped plan with some units that shells find hard."""
    path = plan()
    units = "".join(f'\n[[unit]]\nname = "{name}"\n' for name in UNITS)
    path.write_text(path.read_text(encoding="utf-8") + units, encoding="utf-8")
    return path


@pytest.fixture
def complete(run: Run) -> Callable[..., dict[str, str]]:
    """Return what may become of the last of some words, as a mapping of values to descriptions."""

    def ask(*words: str, **environment: str) -> dict[str, str]:
        result = run(*words, env={"_PLANCTL_COMPLETE": "zsh", **environment})
        assert (result.code, result.err) == (ExitCode.OK, "")
        return dict(line.split("\t") for line in result.out.splitlines())

    return ask


# --- what is offered


def test_commands_come_with_what_they_do(complete: Callable[..., dict[str, str]]) -> None:
    offered = complete("")
    assert set(offered) == {spec.name for spec in COMMANDS if not spec.hidden}
    assert offered["list"] == "列出任务；不加选项时只列未完成的。" or offered["list"].isascii()
    assert set(complete("li")) == {"list"}
    assert set(complete("git", "")) == {"setup"}
    assert set(complete("help", "da")) == {"dates"}
    assert set(complete("help", "re")) == set(complete("re"))


def test_ids_come_with_their_titles_in_the_language_of_the_reader(
    complete: Callable[..., dict[str, str]], plan: MakePlan
) -> None:
    plan()
    assert complete("show", "5.8") == {"5.8": "新增100个品牌个人调解工作室"}
    assert complete("--lang", "en", "show", "5.8") == {"5.8": "Add 100 branded personal mediation studios"}
    assert "1.1" in complete("done", "2.1", "")
    assert complete("edit", "5.8", "") == {}


def test_the_last_of_a_list_is_completed_by_what_is_not_in_it(
    complete: Callable[..., dict[str, str]], registered: Path
) -> None:
    assert registered.exists()
    offered = complete("show", "5.8,5.1")
    assert "5.8,5.10" in offered
    assert not any(value.startswith("5.8,5.8") for value in offered)
    assert "5.10,5.10" not in complete("show", "5.10,5.10")
    assert set(complete("list", "--status", "doing,do")) == {"doing,done"}
    assert set(complete("assign", "1.1", "--add", "省司法厅,D")) == {"省司法厅,Data Office"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "--lead", ""], UNITS),
        (["list", "-u", "省司"], ["省司法厅"]),
        (["list", "--lead=省司"], ["--lead=省司法厅"]),
        (["list", "-s", "do"], ["doing", "done"]),
        (["progress", "--by", "q"], ["quarter"]),
        (["list", "-s", "ca"], ["carried"]),
        (["list", "--grade", "a"], ["at-risk", "ahead"]),
        (["list", "--sort", "-d"], ["-due", "-due_original"]),
        (["list", "--columns", "id,tit"], ["id,title"]),
        (["list", "-p", ""], ["1", "2", "3", "4", "5"]),
        (["summary", "--format", "d"], ["docx"]),
        (["--lang", ""], ["zh", "en"]),
        (["list", "--color", "a"], ["auto", "always"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["list", "-m"], []),
        (["note", "1.1", "-m", ""], []),
        (["list", "--staus", ""], ["--plan"]),
    ],
)
def test_values_of_options(
    complete: Callable[..., dict[str, str]], registered: Path, words: tuple[str, ...], expected: set[str]
) -> None:
    assert registered.exists()
    offered = list(complete(*words))
    assert offered == list(expected) if "--plan" not in expected else "--plan" in offered


def test_a_unit_is_completed_by_any_of_its_names_those_of_the_reader_first(
    complete: Callable[..., dict[str, str]], plan: MakePlan
) -> None:
    plan(SMALL)
    assert complete("list", "--lead", "Dep") == {"Department of Justice": "省司法厅"}
    assert complete("assign", "1.2", "--add", "司") == {"司法厅": "省司法厅"}
    assert complete("list", "--lead", "") == {"省司法厅": "Department of Justice"}
    assert complete("--lang", "en", "list", "--lead", "") == {"Department of Justice": "省司法厅"}
    assert complete("--lang", "en", "list", "-u", "省") == {"省司法厅": "省司法厅"}
    assert complete("list", "--lead", "xyz") == {}


def test_names_of_people_come_from_the_log(complete: Callable[..., dict[str, str]], run: Run, plan: MakePlan) -> None:
    plan()
    run("start", "1.1", "--by", "王芳")
    assert set(complete("start", "1.2", "--by", "")) == {"王芳"}


def test_options_come_with_what_they_are_for(complete: Callable[..., dict[str, str]], plan: MakePlan) -> None:
    plan()
    offered = complete("list", "--o")
    assert set(offered) == {"--output", "--overdue", "--owner"}
    assert all(offered.values())
    assert "--debug" not in complete("list", "--")
    assert "--dry-run" in complete("done", "1.1", "--")
    assert "--dry-run" not in complete("list", "--")
    assert complete("show", "--", "--") == {}


def test_every_value_of_an_option_can_be_completed_or_is_free() -> None:
    for spec in (inner for outer in COMMANDS for inner in (outer.commands or (outer,))):
        for item in build(spec).params:
            if item.param_type_name == "option" and not item.is_flag:
                assert item.metavar in {*_SOURCES, *_PATHS, *FREE, "metavar.seconds"}, f"{spec.name} {item.opts}"


def test_nodes_are_the_numbers_of_those_of_the_one_task_before(
    complete: Callable[..., dict[str, str]], plan: MakePlan, run: Run
) -> None:
    plan()
    run("node", "add", "1.1,1.2", "2020-06-30", "印发")
    run("node", "add", "1.1", "2020-09-30", "培训")
    assert complete("node", "done", "1.1", "") == {"1": "2020-06-30 印发", "2": "2020-09-30 培训"}
    assert complete("node", "move", "1.2", "") == {"1": "2020-06-30 印发"}
    assert complete("node", "done", "1.3", "") == complete("node", "done", "1.1..1.2", "") == {}


def test_plans_are_years_and_files(complete: Callable[..., dict[str, str]], plan: MakePlan, tmp_path: Path) -> None:
    plan()
    (tmp_path / "my plans").mkdir()
    (tmp_path / "my plans" / "x.toml").touch()
    assert {"2020", "plans/", "my plans/"} <= set(complete("--plan", ""))
    assert set(complete("list", "--plan", "my")) == {"my plans/"}
    assert set(complete("list", "--plan", "my plans/")) == {"my plans/x.toml"}
    assert set(complete("list", "--plan", "~/my plans/")) == {"~/my plans/x.toml"}


def test_the_plan_that_was_named_is_asked(complete: Callable[..., dict[str, str]], plan: MakePlan) -> None:
    text = plan().read_text(encoding="utf-8")
    other = plan(text.replace('id = "5.8"', 'id = "5.88"'), name="other.toml")
    assert "5.88" not in complete("show", "5.8")
    assert "5.88" in complete("show", "--plan", str(other), "5.8")
    assert "5.88" in complete(f"--plan={other}", "show", "5.8")


@pytest.mark.parametrize("text", [None, "[[[", 'format = 1\nyear = 2020\ntitle = "x"\n'])
def test_without_a_plan_that_can_be_read_there_are_no_candidates_and_no_complaint(
    complete: Callable[..., dict[str, str]], plan: MakePlan, text: str
) -> None:
    if text is not None:
        plan(text)
    assert complete("show", "") == {}
    assert "--json" in complete("show", "--j")


def test_nothing_typed_makes_it_fail(run: Run, plan: MakePlan) -> None:
    plan()
    for words in ([], ["\udcff", ""], ["list", "--plan", "\udcff", ""], ["show", "(["], ["nonsense", ""]):
        for shell in ("bash", "zsh", "fish", ""):
            result = run(*words, env={"_PLANCTL_COMPLETE": shell})
            assert (result.code, result.err) == (ExitCode.OK, "")


def test_what_could_act_on_a_terminal_is_not_offered(complete: Callable[..., dict[str, str]], plan: MakePlan) -> None:
    text = plan().read_text(encoding="utf-8")
    plan(
        text.replace('title = "推动“百姓说事点”升级"', 'title = "a\\u001b[2J\\n\\tb"') + '\n[[unit]]\nname = "x\\ny"\n'
    )
    assert complete("show", "5.7") == {"5.7": "a\\x1b[2J\\n\\tb"}
    assert complete("list", "--lead", "x") == {}


def test_completing_loads_neither_screen_nor_writer_code(plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    plan()
    monkeypatch.setenv("_PLANCTL_COMPLETE", "zsh")
    command = [sys.executable, "-X", "importtime", "-m", "planctl", "show", "5.8"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert told.stdout.startswith("5.8\t")
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert loaded & {"rich", "pydantic", "tomli_w", "docx", "planctl.screen.tables"} == set()


# --- bash: how a line is read, and what is inserted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("planctl", [""]),
        ("planctl ", [""]),
        ("planctl list", ["list"]),
        ("planctl  list ", ["list", ""]),
        ("planctl list -l 省\\ 厅 x", ["list", "-l", "省 厅", "x"]),
        ("planctl list -l '省 厅", ["list", "-l", "省 厅"]),
        ('planctl list -l "a\\"b\\c', ["list", "-l", 'a"b\\c']),
        ("planctl note 1.1 -m '' ", ["note", "1.1", "-m", "", ""]),
    ],
)
def test_a_line_is_read_as_bash_reads_it(typed: str, words: list[str]) -> None:
    assert BashLine(typed).words == words


@pytest.mark.parametrize(
    ("typed", "value", "reply"),
    [
        ("planctl list -l 省", "省 厅", "省\\ 厅"),
        ("planctl list -l '省", "省 厅's", "省 厅'\\''s"),
        ('planctl list -l "省', "省 $厅", "省 \\$厅"),
        ("planctl list --lead=省", "--lead=省厅", "省厅"),
        ('planctl list --lead="省', "--lead=省厅", "省厅"),
        ("planctl list -l a:", "a:b", "b"),
        ("planctl list -l 'a:", "a:b", "a:b"),
    ],
)
def test_a_reply_is_what_bash_puts_in_place_of_its_own_word(typed: str, value: str, reply: str) -> None:
    assert BashLine(typed, " \t\n\"'><=;|&(:").reply(value) == reply


@given(value=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1))
def test_a_reply_means_its_value_to_a_shell_whatever_is_in_it(value: str) -> None:
    assert shlex.split(BashLine("planctl ").reply(value)) == [value]
    assert shlex.split("'" + BashLine("planctl '").reply(value) + "'") == [value]
    assert shlex.split('"' + BashLine('planctl "').reply(value) + '"') == [value] or set(value) & set("$`")


# --- the scripts


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_whole(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert "_PLANCTL_COMPLETE=" + shell in result.out


STARTS = {
    "bash": ["bash", "--noprofile", "--rcfile", "start", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "--no-config", "--interactive", "--init-command", "source start"],
}
SCRIPTS = {
    "bash": "PS1='READY> '\neval \"$(planctl completion bash)\"\n",
    "zsh": "PS1='READY> '\nautoload -U compinit\ncompinit -u -D\neval \"$(planctl completion zsh)\"\n",
    "fish": "function fish_prompt\n    echo -n 'READY> '\nend\nplanctl completion fish | source\n",
}


class Terminal:
    """A shell at a terminal; ``planctl`` answers completion there and otherwise only notes what it was called with."""

    def __init__(self, shell: str, folder: Path) -> None:
        program = folder / "bin" / "planctl"
        program.parent.mkdir()
        self.noted = folder / "noted"
        call = f"exec {shlex.quote(sys.executable)} -m planctl"
        program.write_text(
            f'#!/bin/sh\nif [ "$_PLANCTL_COMPLETE$1" = completion ] || [ "$_PLANCTL_COMPLETE" ]; then {call} "$@"; fi\n'
            f'printf "%s\\n" "$@" >{self.noted}.part && mv {self.noted}.part {self.noted}\n'
        )
        program.chmod(0o755)
        (folder / ("start" if shell != "zsh" else ".zshrc")).write_text(SCRIPTS[shell])
        environment = os.environ | {
            "LC_ALL": "C.UTF-8",
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "TERM": "xterm",
            "ZDOTDIR": str(folder),
        }
        self.screen, there = pty.openpty()
        self.process = subprocess.Popen(
            STARTS[shell],
            stdin=there,
            stdout=there,
            stderr=there,
            env=environment,
            cwd=folder,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - fish wants the terminal for itself
        )
        os.close(there)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + 20
        while text not in self.shown:
            assert time.monotonic() < deadline, f"{text!r} never appeared in {self.shown!r}"
            self.read(0.1)

    def read(self, seconds: float) -> None:
        while select.select([self.screen], [], [], seconds)[0]:
            self.shown += os.read(self.screen, 65536).decode("utf-8", "replace")

    def arguments_after(self, typed: str) -> list[str]:
        self.wait_for("READY> ")
        os.write(self.screen, f"{typed}\r".encode())
        for _ in range(200):
            if self.noted.exists():
                return self.noted.read_text(encoding="utf-8").splitlines()
            self.read(0.1)
        pytest.fail(f"nothing was run: {self.shown!r}")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.fixture(params=["bash", "zsh", "fish"])
def terminal(request: pytest.FixtureRequest, registered: Path, tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    assert registered.exists()
    opened = Terminal(request.param, tmp_path)
    yield opened
    opened.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems come with other versions of the shells")
@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("planctl lis\t", ["list"]),
        ("planctl show 5.8,5.17\t", ["show", "5.8,5.17"]),
        ("planctl list -l 省委\t", ["list", "-l", UNITS[1]]),
        ('planctl list -l "省委\t', ["list", "-l", UNITS[1]]),
        ("planctl list --lead=省委\t", ["list", f"--lead={UNITS[1]}"]),
        ("planctl list -l a:b\t", ["list", "-l", UNITS[3]]),
        ("planctl list --sor\tdue", ["list", "--sort", "due"]),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_a_tab_inserts_what_the_program_then_gets(terminal: Terminal, typed: str, arguments: list[str]) -> None:
    assert terminal.arguments_after(typed) == arguments
