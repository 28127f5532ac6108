"""Who does it: （X牵头，Y按职责分工负责）, 责任单位：X、Y, and whether the first that is named leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.deadlines import Doubt
from planctl.draft.spelling import widened

if TYPE_CHECKING:
    from collections.abc import Iterable


class Duty(NamedTuple):
    """The units of a sentence; ``limit`` is what stands behind 完成时限： in the same note."""

    lead: str | None = None
    support: tuple[str, ...] = ()
    owner: str | None = None
    limit: str | None = None
    doubts: tuple[Doubt, ...] = ()

    def joined(self, other: Duty) -> Duty:
        """Return what this note and a later one say together."""
        support = tuple(name for name in dict.fromkeys((*self.support, *other.support)) if name != self.lead)
        lead = self.lead or other.lead
        return Duty(
            lead,
            tuple(name for name in support if name != lead),
            self.owner or other.owner,
            self.limit or other.limit,
            (*self.doubts, *other.doubts),
        )


def says_first_leads(lines: Iterable[str]) -> bool:
    """Whether the text says that the unit named first leads, 下同."""
    return any(re.search(_FIRST_LEADS, line) for line in lines)


def read_note(note: str, *, first_leads: bool) -> Duty | None:
    """Return what a note says of who does something, ``None`` if it says nothing of it."""
    text = widened(note).strip().strip("。；")
    if text.startswith("（") and text.endswith("）"):
        text = text[1:-1]
    if re.search(_FIRST_LEADS, text):
        return Duty()
    if re.match(f"(?:{'|'.join(_LABELS)})：", text):
        return _labelled(text, first_leads=first_leads)
    if marked := _marked(text):
        return marked
    names, doubts = split_names(text)
    if names and all(len(name) > 1 and re.search(_UNIT, name) for name in names):
        return _of_equals(names, doubts, text, first_leads=first_leads)
    return None


def trailing_note(sentence: str) -> tuple[str, str]:
    """Return ``sentence`` without a note in brackets at its end, and the note."""
    found = _TRAILING.search(sentence)
    if found is None:
        return sentence, ""
    return sentence[: found.start()] + found["stop"], found["note"]


def _labelled(text: str, *, first_leads: bool) -> Duty:
    """Read ``牵头单位：X；配合单位：Y、Z；完成时限：6月底``."""
    parts = re.split(f"[；。，\\s]*({'|'.join(_LABELS)})：", text)[1:]
    duty = Duty()
    for label, value in zip(parts[::2], parts[1::2], strict=True):
        duty = duty.joined(_of_label(_LABELS[label], value.strip("；。， "), first_leads=first_leads, known=duty))
    return duty


def _of_label(role: str, value: str, *, first_leads: bool, known: Duty) -> Duty:
    if role == "limit":
        return Duty(limit=value)
    if role == "owner":
        return Duty(owner=value or None)
    if role == "all" and (marked := _marked(value)):
        return marked
    names, doubts = split_names(value)
    if role == "lead":
        return Duty(names[0] if names else None, names[1:], doubts=doubts)
    if role == "support" or known.lead:
        return Duty(None, names, doubts=doubts)
    return _of_equals(names, doubts, value, first_leads=first_leads)


def _of_equals(names: tuple[str, ...], doubts: tuple[Doubt, ...], text: str, *, first_leads: bool) -> Duty:
    """Return who leads of those named alike: the only one, or the first where the text says so; else nobody knows."""
    if len(names) == 1 or (names and first_leads):
        return Duty(names[0], names[1:], doubts=doubts)
    return Duty(None, names, doubts=(*doubts, Doubt("lead", text)) if names else doubts)


def _marked(text: str) -> Duty | None:
    """Read ``X牵头，Y、Z按职责分工负责``: all of it, or nothing."""
    duty, end = Duty(), 0
    for found in _MARKED.finditer(text):
        if found.start() != end:
            return None
        end = found.end()
        names, doubts = split_names(re.sub("^(?:由|请)", "", found["names"]))
        if not names or any(len(name) > _LONGEST_NAME for name in names):
            return None
        is_lead = found["role"].startswith("牵头") or (found["role"] in _ALONE and len(names) == 1)
        if is_lead and duty.lead is None:
            more = (Doubt("leads", found["names"]),) if len(names) > 1 else ()
            duty = duty.joined(Duty(names[0], names[1:], doubts=(*doubts, *more)))
        else:
            duty = duty.joined(Duty(None, names, doubts=doubts))
    return duty if end and not text[end:].strip("，；。 ") else None


def split_names(text: str) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """Return the units in ``text``, each once, and a doubt where 等 stands for some that are not named."""
    shown = widened(text).strip("，；。、 ")
    bare = re.sub(r"等(?:\d+个)?(?:有关|相关)?(?:部门|单位|地区)?(?:和单位)?$", "", shown)
    doubts = (Doubt("others", shown),) if bare != shown else ()
    pieces = [piece for part in re.split(r"[、，,；;/\s]+", bare) for piece in _apart(part)]
    return tuple(dict.fromkeys(piece for piece in pieces if piece)), doubts


def _apart(name: str) -> list[str]:
    """Split at 和 or 及 where a whole unit stands on either side: 教育厅和财政厅, but not 住房和城乡建设厅."""
    for found in re.finditer("以及|和|及|与", name):
        one, other = name[: found.start()], name[found.end() :]
        if re.search(_UNIT, one) and re.search(_UNIT, other):
            return [one, *_apart(other)]
    return [name]


_LABELS = {
    **dict.fromkeys(("牵头单位", "牵头部门", "主责单位", "主责部门", "主办单位", "承办单位"), "lead"),
    **dict.fromkeys(("责任单位", "责任部门", "负责单位", "落实单位", "实施单位"), "all"),
    **dict.fromkeys(("配合单位", "配合部门", "协办单位", "协助单位", "参与单位", "参加单位"), "support"),
    **dict.fromkeys(("完成时限", "完成时间", "整改时限", "办理时限", "时限要求", "时限", "进度安排"), "limit"),
    **dict.fromkeys(("责任人", "责任领导", "牵头领导"), "owner"),
}
LABELS_OF_DUTY = "|".join(_LABELS)
_ALONE = {"负责", "负责落实", "负责实施", "落实"}
_MARKED = re.compile(
    "(?P<names>[^；。]+?)(?P<role>牵头负责|牵头落实|牵头|按照?(?:各自)?职责(?:分工)?(?:负责|配合|落实)?|分工负责|共同负责|负责落实|"
    "负责实施|负责|分别负责|配合|参与|参加|协助|协同)(?:[，；。]|$)"
)
_UNIT = (
    "(?:厅|局|委|办|部|院|会|府|司|团|中心|公司|集团|处|科|室|组|队|所|"
    "站|校|行|社|镇|乡|街道|部门|单位|区|县|市|州|省|"
    "旗)(?:（.{1,8}）)?$"
)
_FIRST_LEADS = "(?:第一位|首位|排名第一|排第一|第一个)[^。]{0,12}牵头"
_TRAILING = re.compile(r"(?P<note>[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）])(?P<stop>[。；;]?)$")
_LONGEST_NAME = 30
