"""A sign of life on stderr for work that takes longer than a moment: a bar that moves, and is gone when the work is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from planctl.cells import pad, safe, width

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self, TextIO

#: Seconds before anything is shown, and between two pictures of the bar.
PATIENCE, PAUSE = 1.0, 0.1
LENGTH, PIECE = 20, 6


@dataclass
class Patience:
    """How many seconds of work may still pass in silence: the blocks of one run draw on the same patience."""

    left: float = PATIENCE


class Busy:
    """Shows a moving bar and ``text`` on the terminal ``file`` while a block runs, once ``patience`` is at its end.

    What it draws is drawn over, so that nothing of it stays; to a file that is no terminal nothing is written.
    """

    def __init__(self, text: str, file: TextIO, patience: Patience) -> None:
        """Prepare the bar; nothing is shown yet."""
        self.text = safe(text)
        self.file = file
        self.patience = patience
        self.began = monotonic()
        self.over = Event()
        self.thread = Thread(target=self._show, daemon=True)

    def __enter__(self) -> Self:
        """Begin to wait, if there is a terminal to show anything on."""
        if self.file.isatty():
            self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.over.set()
        self.patience.left = max(0.0, self.patience.left - (monotonic() - self.began))
        if self.thread.ident is not None:
            self.thread.join()

    def _show(self) -> None:
        if self.over.wait(self.patience.left):
            return
        step = 0
        with suppress(OSError):  # a terminal that is gone needs no sign of life
            while not self.over.wait(PAUSE):
                self._draw(f"{bar(step)} {self.text}")
                step += 1
            self._draw(" " * (LENGTH + 1 + width(self.text)))
            self._draw("")

    def _draw(self, line: str) -> None:
        self.file.write(f"\r{line}")
        self.file.flush()


def bar(step: int) -> str:
    """Return the bar at ``step``: a piece that goes from end to end and begins anew."""
    start = step % (LENGTH - PIECE + 1)
    return pad("─" * start + "━" * PIECE, LENGTH).replace(" ", "─")
