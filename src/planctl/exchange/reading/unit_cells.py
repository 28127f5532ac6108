"""Names of units in a cell: how they stand apart, which one leads, and what is no name of one unit.

What is known decides: a name that the plan has is never torn apart, and 和 or a blank separates only names that it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.spelling import clean_text, fold
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


def is_collective(name: str) -> bool:
    """Whether ``name`` stands for many units at once, such as 各县区, and so is kept as text."""
    return re.fullmatch(_COLLECTIVE, fold(name)) is not None


def is_first_leading(notes: tuple[str, ...]) -> bool:
    """Whether one of the remarks of a sheet says that the unit named first leads."""
    return any(re.search(_FIRST_LEADS, fold(note)) for note in notes)


def _labelled(text: str, labels: list[re.Match[str]], known: Mapping[str, str]) -> UnitCell:
    """Return the units of a text such as ``牵头单位：X 责任单位：Y、Z``."""
    ends = [*(label.start() for label in labels[1:]), len(text)]
    parts = [(label[1], text[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    leading = [names for label, part in parts if re.match("牵头|主责|主办", label) and (names := _plain(part, known))]
    if not leading and len(parts) > 1 and re.match("责任", parts[0][0]):
        leading = [_plain(parts[0][1], known)]
    lead = leading[0][0] if leading and len(leading[0]) == 1 else None
    others = [name for _, part in parts for name in _plain(part, known) if name != lead]
    return UnitCell(lead, tuple(dict.fromkeys(others)))


def _plain(text: str, known: Mapping[str, str]) -> list[str]:
    return [_role(name, known)[0] for name in _names(text, known)]


def _names(text: str, known: Mapping[str, str]) -> Iterator[str]:
    lines = (line.strip() for line in text.split("\n"))
    parts = (part for line in lines for part in ([line] if folded_unit(line) in known else re.split(_COMMA, line)))
    for part in parts:
        name = part.strip()
        if not name:
            continue
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
        for match in re.finditer("以及|和|及|与|会同", name):
            pair = name[: match.start()], name[match.end() :]
            if all(folded_unit(_role(half, known)[0]) in known for half in pair):
                yield from pair
                return
    yield name


def _role(name: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return a name without what is said beside it, and ``lead`` or ``support`` if that says which."""
    if folded_unit(name) in known:
        return name, ""
    for role, pattern in _ROLES.items():
        if match := re.fullmatch(pattern, name):
            return match[1].strip(), role
    return name, ""


#: Numbers before names.
_COUNT = r"(?:^|(?<=[\s、，,；;]))(?:[0-9]{1,2}[.．、)）]|[（(][0-9]{1,2}[）)])(?=\D)|[①-⑳]"
_COMMA = r"[、，,；;/|\t]+(?![^（(]*[）)])"
_LABEL = r"(?:^|(?<=[\s；;。，,]))((?:牵头|主责|主办|责任|配合|协办|协同|参与|参加)(?:责任)?(?:单位|部门)?)\s*[:：]\s*"
_ROLES = {
    "lead": r"(.+?)(?:[（(](?:牵头|主办|主责|牵头单位|牵头部门)[）)]|负责牵头|牵头负责|牵头|主办)(?:[，,。]|$)",
    "beside": r"(.+?)等(?:有关|相关)?(?:单位|部门)?",
    "support": (
        r"(.+?)(?:[（(](?:配合|协办|参与|配合单位)[）)]|(?:等(?:单位|部门)?)?按(?:照)?职责分工(?:分别)?负责|分工负责"
        r"|(?:予以)?(?:配合|协办|参与|参加|协助|协同))。?$"
    ),
}
_MANY = "(?:各|有关|相关|其他|其它|所有|全体|直属)"
_COLLECTIVE = (
    rf"(?:[省市县区州]直)?(?:[省市县区州]级?)?{_MANY}.*|[省市县区州]直.*{_MANY}.*|全[省市县区州].*"
    r"|[0-9一二三四五六七八九十]+个?(?:县|区|市|州|旗)[县区市州旗()（）、]{0,6}(?:政府)?"
)
_FIRST_LEADS = r"(?:第一位|排(?:在)?(?:首位|第一)|列(?:在)?首位|首位|排名第一).{0,8}(?:牵头|负责)|第一个.{0,8}牵头"
