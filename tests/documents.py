"""Transcripts in Markdown: the commands of ``console`` blocks are run, and what they print is compared or renewed."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)


def renewed(text: str, execute: Callable[[list[str]], str]) -> str:
    """Return ``text`` with the answer to every command in its console blocks as ``execute`` gives it now."""
    return BLOCK.sub(lambda match: match[1] + "".join(_answered(match[2], execute)) + match[3], text)


def _answered(block: str, execute: Callable[[list[str]], str]) -> Iterator[str]:
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            yield line
            yield execute(shlex.split(line[2:], comments=True))


def shell_lines(path: Path) -> list[str]:
    """Return every line of the ``sh`` blocks of a document that is a command."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]
