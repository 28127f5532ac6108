"""The program that shows long answers page by page, where the user has named one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "PLANCTL_PAGER"


def pager_of(environ: Mapping[str, str]) -> list[str]:
    """Return the words of the command that ``PLANCTL_PAGER`` names, none if it names none."""
    if not environ.get(VARIABLE, "").strip():
        return []
    import shlex

    try:
        return shlex.split(environ[VARIABLE])
    except ValueError:  # a quote that nothing closes
        return environ[VARIABLE].split()


def show_paged(text: bytes, command: list[str]) -> bool:
    """Have ``command`` show ``text``, and wait until the user has seen enough; say whether it could be run at all."""
    import signal
    import subprocess

    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the pager; it does not inherit this
    try:
        subprocess.run(command, input=text, check=False)  # noqa: S603 - the user's own pager, run without a shell
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
