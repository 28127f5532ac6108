"""Names of units in a cell: how they stand apart, which one leads, and what is no name of one unit.

What is known decides: a name that the plan has is never torn apart, and 和 or a blank separates only names that it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.spelling import clean_text
from planctl.plan.unit_words import JOINED, LABELS, any_of, apart, split_list
from planctl.plan.units import folded_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class UnitCell(NamedTuple):
    """The units that a cell names, as it spells them: the one that is said to lead, and the others in their order."""

    lead: str | None
    others: tuple[str, ...]


def read_units(text: str, known: Mapping[str, str]) -> UnitCell:
    """Return the units named in ``text``; ``known`` are those of the plan by their spellings (``folded_unit``)."""
    text = re.sub(r"[ \u3000]+(?=[（(])", "", clean_text(text))
    if folded_unit(text) in known:
        return UnitCell(None, (text,))
    text = re.sub(_COUNT, "\n", text)
    labels = list(re.finditer(_LABEL, text))
    if labels:
        return _labelled(text, labels, known)
    lead: str | None = None
    others: list[str] = []
    for name in _names(text, known):
        bare, role = _role(name, known)
        if role == "lead" and lead is None:
            lead = bare
        else:
            others.append(bare)
    return UnitCell(lead, tuple(dict.fromkeys(others)))


def _labelled(text: str, labels: list[re.Match[str]], known: Mapping[str, str]) -> UnitCell:
    """Return the units of a text such as ``牵头单位：X 责任单位：Y、Z``."""
    ends = [*(label.start() for label in labels[1:]), len(text)]
    parts = [(label[1], text[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    leading = [names for label, part in parts if LABELS[label] == "lead" and (names := _plain(part, known))]
    if not leading and len(parts) > 1 and LABELS[parts[0][0]] == "all":
        leading = [_plain(parts[0][1], known)]
    lead = leading[0][0] if leading and len(leading[0]) == 1 else None
    others = [name for _, part in parts for name in _plain(part, known) if name != lead]
    return UnitCell(lead, tuple(dict.fromkeys(others)))


def _plain(text: str, known: Mapping[str, str]) -> list[str]:
    return [_role(name, known)[0] for name in _names(text, known)]


def _names(text: str, known: Mapping[str, str]) -> Iterator[str]:
    lines = (line.strip() for line in text.split("\n"))
    for name in (part for line in lines for part in ([line] if folded_unit(line) in known else split_list(line))):
        if folded_unit(name) in known:
            yield name
            continue
        words = name.split()
        if len(words) > 1 and not name.isascii():
            yield from (inner for word in words for inner in _joined(word, known))
        else:
            yield from _joined(name, known)


def _joined(name: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the two names that 和, 及 or 与 joins if the plan knows both, else the whole."""
    if folded_unit(name) not in known:
        for match in re.finditer(f"{JOINED}|会同", name):
            pair = name[: match.start()], name[match.end() :]
            if all(folded_unit(_role(half, known)[0]) in known for half in pair):
                yield from pair
                return
    yield name


def _role(name: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return a name without what is said beside it, and ``lead`` or ``support`` if that says which."""
    return (name, "") if folded_unit(name) in known else apart(name)


#: Numbers before names.
_COUNT = r"(?:^|(?<=[\s、，,；;]))(?:[0-9]{1,2}[.．、)）]|[（(][0-9]{1,2}[）)])(?=\D)|[①-⑳]"
_LABEL = rf"(?:^|(?<=[\s；;。，,]))({any_of(LABELS)})\s*[:：]\s*"
