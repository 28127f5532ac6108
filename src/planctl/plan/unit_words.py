"""The words beside names of units: labels in front of them, what they do behind them, and that the first one leads.

Texts and the cells of ledgers are read by these alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {
    "lead": "牵头 主责 主办 承办",
    "all": "责任 负责 落实 实施",
    "support": "配合 协办 协助 协同 参与 参加",
}
_KINDS = ("单位", "部门", "处室", "科室", "股室", "机构")
#: What stands in front of a colon before names, and who they are: ``lead``, ``support``, or ``all`` where nobody says.
LABELS = {
    f"{word}{infix}{kind}": role
    for role, words in _WORDS.items()
    for word in words.split()
    for infix in ("", "责任")
    for kind in _KINDS
    if word != "责任" or not infix
}
LABELS |= {
    **dict.fromkeys(("牵头", "主责", "主办"), "lead"),
    **dict.fromkeys(("配合", "协办", "协同", "参与", "参加"), "support"),
    "责任": "all",
}
#: What stands behind the names of those that lead, and of those that help; and of one that may do either.
LEADS = "为(?:牵头|主责|主办)(?:单位|部门)|牵头负责|牵头落实|负责牵头|牵头|主办"
HELPS = (
    "为(?:责任|配合|协办)(?:单位|部门)|按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|配合|落实)?|分工负责|共同负责|分别负责"
    "|(?:予以)?(?:配合|协办|参与|参加|协助|协同)"
)
#: What stands in front of a name and is no part of it.
BY = "^(?:由|请|会同)"
#: What names are joined with where a whole name stands on either side.
JOINED = "以及|和|及|与"
_LEADS_IN_BRACKETS = "牵头(?:单位|部门)?|主办(?:单位|部门)?|主责(?:单位|部门)?"
_HELPS_IN_BRACKETS = "配合(?:单位|部门)?|协办(?:单位|部门)?|参与(?:单位|部门)?"
_OTHERS = r"等(?:\d+个)?(?:有关|相关)?(?:部门|单位|地区)?(?:和单位)?"
_BESIDE = {
    "lead": rf"(.+?)(?:[（(](?:{_LEADS_IN_BRACKETS})[）)]|{LEADS})[，,。]?",
    "beside": f"(.+?){_OTHERS}",
    "support": rf"(.+?)(?:[（(](?:{_HELPS_IN_BRACKETS})[）)]|(?:等(?:单位|部门)?)?(?:{HELPS}))。?",
}
_BETWEEN = r"[、，,；;/|\n\t]+(?![^（(]{0,40}[）)])"
_FIRST = "(?:第一位|(?:排|列)(?:在)?(?:首位|第一)|首位|排名第一|第一个)"
#: That the unit named first leads; 首位 of other things is not followed by 牵头.
FIRST_LEADS = f"{_FIRST}(?:[^。]{{0,12}}牵头|[^。，,；;]{{0,8}}负责(?!落实|制|任))"
_MANY = "(?:各|有关|相关|其他|其它|所有|全体|直属)"
_COLLECTIVE = (
    rf"(?:[省市县区州]直)?(?:[省市县区州]级?)?{_MANY}.*|[省市县区州]直.*{_MANY}.*|全[省市县区州].*"
    r"|[0-9一二三四五六七八九十]+个?(?:县|区|市|州|旗)[县区市州旗()（）、]{0,6}(?:政府)?"
)


def any_of(labels: Iterable[str]) -> str:
    """Return the pattern of any of ``labels``, the longer ones first."""
    return "|".join(sorted(labels, key=len, reverse=True))


def split_list(text: str) -> list[str]:
    """Return the pieces of a list of names, which are parted by marks outside of brackets."""
    return [piece for part in re.split(_BETWEEN, text) if (piece := part.strip())]


def apart(name: str) -> tuple[str, str]:
    """Return a name without what is said beside it, and ``lead`` or ``support`` if that says which.

    ``beside`` is said where 等 stands for more than is named.
    """
    bare = re.sub(BY, "", name)
    for role, pattern in _BESIDE.items():
        if (match := re.fullmatch(pattern, bare)) and match[1].strip():
            return match[1].strip(), role
    return bare or name, ""


def without_others(text: str) -> str:
    """Return ``text`` without 等部门 at its end, which stands for units that are not named."""
    return re.sub(f"{_OTHERS}$", "", text)


def is_collective(name: str) -> bool:
    """Whether ``name`` stands for many units at once, such as 各县区, and so is kept as text."""
    return re.fullmatch(_COLLECTIVE, fold(name)) is not None


def is_first_leading(lines: Iterable[str]) -> bool:
    """Whether one of ``lines`` says that the unit named first leads."""
    return any(re.search(FIRST_LEADS, fold(line)) for line in lines)
