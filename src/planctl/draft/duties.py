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
        owners = [name for name in (self.owner, other.owner) if name]
        more = (Doubt("owners", "、".join(owners)),) if len(set(owners)) > 1 else ()
        support = tuple(name for name in dict.fromkeys((*self.support, *other.support)) if name != self.lead)
        lead = self.lead or other.lead
        doubts = (doubt for doubt in (*self.doubts, *other.doubts, *more) if lead is None or doubt.code != "lead")
        return Duty(
            lead,
            tuple(name for name in support if name != lead),
            self.owner or other.owner,
            self.limit or other.limit,
            tuple(doubts),
        )


def says_first_leads(lines: Iterable[str]) -> bool:
    """Whether the text says that the unit named first leads, 下同."""
    return any(re.search(FIRST_LEADS, line) for line in lines)


def read_note(note: str, *, first_leads: bool) -> Duty | None:
    """Return what a note says of who does something, ``None`` if it says nothing of it."""
    text = _bare(note)
    if re.search(FIRST_LEADS, text):
        return Duty()
    if re.match(f"(?:{LABELS_OF_DUTY})：", text):
        return _labelled(text, first_leads=first_leads)
    if marked := _marked(text):
        return marked
    names, doubts = split_names(text)
    if names and all(len(name) > 1 and re.search(_UNIT, name) and not re.search(_NO_UNIT, name) for name in names):
        return _of_equals(names, doubts, text, first_leads=first_leads)
    return None


def _bare(note: str) -> str:
    """Return ``note`` without its brackets, one of which may stand on another line, and without what it refers to."""
    text = widened(note).strip().strip("。；")
    if text.startswith("（") and (text.endswith("）") or "）" not in text):
        text = text[1:].removesuffix("）")
    elif text.endswith("）") and "（" not in text:
        text = text[:-1]
    return re.sub(f"^{OF_ALL_ABOVE}", "", text)


def rounded(line: str) -> str:
    """Return ``line`` with the notes in square brackets, and the one behind a dash at its end, in round brackets."""

    def as_bracket(found: re.Match[str]) -> str:
        note = f"（{found['note'].strip()}）"
        return note if read_note(note, first_leads=True) is not None else found[0]

    return _DASHED.sub(as_bracket, _SQUARE.sub(as_bracket, line))


def split_notes(note: str) -> list[str]:
    """Return the notes in brackets that ``note`` is, （甲厅）（6月底前）, or ``note`` itself."""
    found = list(_BRACKETS.finditer(note))
    is_all = "".join(match[0] for match in found) == note.rstrip("。；; ")
    return [match[0] for match in found] if is_all else [note]


def trailing_note(sentence: str) -> tuple[str, str]:
    """Return ``sentence`` without a note at its end, in brackets or behind a label, and the note."""
    found = _TRAILING.search(sentence)
    if found is None:
        return sentence, ""
    return sentence[: found.start()] + found["stop"], found["note"] or found["labelled"]


def _labelled(text: str, *, first_leads: bool) -> Duty:
    """Read ``牵头单位：X；配合单位：Y、Z；完成时限：6月底``."""
    parts = re.split(f"[；。，\\s]*({LABELS_OF_DUTY})：", text)[1:]
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
        more = (Doubt("leads", value),) if len(names) > 1 and not first_leads else ()
        return Duty(names[0] if names else None, names[1:], doubts=(*doubts, *more))
    if role == "support" or known.lead:
        return Duty(None, names, doubts=doubts)
    return _of_equals(names, doubts, value, first_leads=first_leads)


def _of_equals(names: tuple[str, ...], doubts: tuple[Doubt, ...], text: str, *, first_leads: bool) -> Duty:
    """Return who leads of those named alike: the only one, or the first where the text says so; else nobody knows."""
    if len(names) == 1 or (names and first_leads):
        return Duty(names[0], names[1:], doubts=doubts)
    return Duty(None, names, doubts=(*doubts, Doubt("lead", text)) if names else doubts)


def _marked(text: str) -> Duty | None:
    """Read ``X牵头，会同Y、Z按职责分工负责``: all of it, or nothing."""
    duty, end = Duty(), 0
    while found := _MARKED.match(text, end):
        end = found.end()
        first, together, rest = re.sub("^(?:由|请)", "", found["names"]).partition("会同")
        names, doubts = split_names(first)
        helpers, others = split_names(rest)
        if not (names or helpers) or any(len(name) > _LONGEST_NAME for name in (*names, *helpers)):
            return None
        is_lead = "牵头" in found["role"] or (len(names) == 1 and (bool(together) or found["role"] in _ALONE))
        if is_lead and names and duty.lead is None:
            more = (Doubt("leads", first),) if len(names) > 1 else ()
            duty = duty.joined(Duty(names[0], (*names[1:], *helpers), doubts=(*doubts, *others, *more)))
        else:
            duty = duty.joined(Duty(None, (*names, *helpers), doubts=(*doubts, *others)))
    return duty if end and not text[end:].strip("，；。 ") else None


def split_names(text: str) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """Return the units in ``text``, each once, and a doubt where 等 stands for some that are not named."""
    shown = widened(text).strip("，；。、 ")
    bare = re.sub(r"等(?:\d+个)?(?:有关|相关)?(?:部门|单位|地区)?(?:和单位)?$", "", shown)
    doubts = (Doubt("others", shown),) if bare != shown else ()
    pieces = [piece for part in re.split(r"[、，,；;/\s]+(?![^（）]{0,40}）)", bare) for piece in _apart(part)]
    return tuple(dict.fromkeys(piece for piece in pieces if piece)), doubts


def _apart(name: str) -> list[str]:
    """Split at 和 or 及 where a whole unit stands on either side: 教育厅和财政厅, but not 住房和城乡建设厅."""
    for found in re.finditer("以及|和|及|与", name) if len(name) <= _LONGEST_PAIR else ():
        one, other = name[: found.start()], name[found.end() :]
        if re.search(_UNIT, one) and re.search(_UNIT, other) and not re.fullmatch(_NO_NAME, other):
            return [one, *_apart(other)]
    return [name]


_ROLES = {
    "lead": "牵头 主责 主办 承办",
    "all": "责任 负责 落实 实施",
    "support": "配合 协办 协助 协同 参与 参加",
}
_KINDS_OF_UNITS = ("单位", "部门", "处室", "科室", "股室", "机构")
_LABELS = {
    **{f"{word}{unit}": role for role, words in _ROLES.items() for word in words.split() for unit in _KINDS_OF_UNITS},
    **dict.fromkeys(("牵头", "主办"), "lead"),
    **dict.fromkeys(("配合", "协办"), "support"),
    **dict.fromkeys(("完成时限", "完成时间", "整改时限", "办理时限", "时限要求", "时限", "进度安排"), "limit"),
    **dict.fromkeys(("责任人", "责任领导", "牵头领导"), "owner"),
}
LABELS_OF_DUTY = "|".join(sorted(_LABELS, key=len, reverse=True))
#: What a note says it is about, in front of its label.
OF_ALL_ABOVE = "(?:(?:以上|上述)(?:各项)?(?:任务|工作|事项|措施)?的?)?"
_SQUARE = re.compile(r"(?:\[(?=[^\[\]]{2,120}\])|【|［)(?P<note>[^\[\]【】［］]{2,120})[\]】］]")
_DASHED = re.compile("(?<=[。；;])\\s*[—–-]{1,2}(?P<note>[^。—–-]{2,60})$")
_ALONE = {"负责", "负责落实", "负责实施", "落实", "办理", "承办"}
_MARKED = re.compile(
    "(?P<names>[^；。]+?)(?P<role>为牵头(?:单位|部门)|为(?:责任|配合|协办)(?:单位|部门)|牵头负责|牵头落实|牵头|按照?(?:各自)?职责(?:分工)?(?:负责|配合|落实)?|分工负责|共同负责|负责落实|"
    "负责实施|负责|分别负责|配合|参与|参加|协助|协同|办理|承办|协办)(?:[，；。]|$)"
)
_UNIT = (
    "(?:厅|局|委|办|部|院|会|府|司|团|中心|公司|集团|处|科|室|组|队|所|"
    "站|校|行|社|镇|乡|街道|部门|单位|区|县|市|州|省|"
    "旗)(?:（.{1,8}）)?$"
)
_NO_UNIT = "^(?:不?含|如|包括|原|即|例如|除|其中|以下)|：|[0-9]年|[0-9]月|[0-9]日|年底|报送|上报|印发|完成"
#: What is no unit by itself but for the place in front of it: 各地党委和政府.
_NO_NAME = "(?:党委|党组|党工委|政府|人民政府|管委会|部门|单位)"
#: That the unit named first leads.
FIRST_LEADS = "(?:第一位|首位|排名第一|排第一|第一个)[^。]{0,12}牵头"
#: A pair of brackets, with others in it.
BRACKET = "[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]"
_BRACKETS = re.compile(BRACKET)
_TRAILING = re.compile(
    rf"(?:(?P<note>{BRACKET})|[，,；;]\s*(?P<labelled>(?:{LABELS_OF_DUTY})[:：][^。]{{0,200}}?))(?P<stop>[。；;]?)$"
)
_LONGEST_NAME = 30
_LONGEST_PAIR = 100
