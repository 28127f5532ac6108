"""What is asked and told while a file is read, and what people answered before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.exchange.reading.heard import Question, Remark
from planctl.exchange.reading.values import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.exchange.reading.heard import Cell


class Answers:
    """What people said that texts mean; what was looked up is ``used``."""

    def __init__(self, said: Mapping[str, str]) -> None:
        """Nothing is used yet."""
        self.said, self.used = said, set[str]()

    def get(self, text: str) -> str | None:
        """Return what ``text`` means, and note that it was asked for."""
        if text in self.said:
            self.used.add(text)
        return self.said.get(text)


class Inquiry:
    """Keeps what nobody but a person can answer as questions, and what could not be used as remarks."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        """``answers`` say what texts mean."""
        self.answers = Answers({one_line(text): answer for text, answer in answers.items()})
        self.remarks: list[Remark] = []
        self._asked: dict[tuple[str, str, str], Question] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that came up, each once with all of its cells."""
        return tuple(self._asked.values())

    def ask(self, code: str, cell: Cell, text: str, choices: Sequence[str]) -> None:
        """Keep a question about ``text``, which stands in ``cell``."""
        key = code, cell.sheet, text
        cells = self._asked[key].cells if key in self._asked else ()
        known = dict.fromkeys((*cells, cell.at))
        self._asked[key] = Question(code, cell.sheet, tuple(known), text, tuple(choices))

    def remark(self, code: str, cell: Cell, text: str | None = None) -> None:
        """Keep that something in ``cell`` was not taken."""
        self.remarks.append(Remark(code, cell.sheet, (cell.at,), one_line(cell.text if text is None else text)))
