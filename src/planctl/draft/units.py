"""Who does it: （X牵头，Y按职责分工负责）, 责任单位：X、Y, and whether the first that is named leads."""

from __future__ import annotations

import re
from typing import NamedTuple

from planctl.draft.deadlines import Doubt
from planctl.draft.spelling import widened
from planctl.plan import unit_words
from planctl.plan.unit_words import BY, FIRST_LEADS, HELPS, JOINED, LEADS, apart, split_list, without_others


class Charge(NamedTuple):
    """The units of a sentence; ``limit`` is what stands behind 完成时限： in the same note."""

    lead: str | None = None
    support: tuple[str, ...] = ()
    owner: str | None = None
    limit: str | None = None
    doubts: tuple[Doubt, ...] = ()

    def joined(self, other: Charge) -> Charge:
        """Return what this note and a later one say together."""
        owners = [name for name in (self.owner, other.owner) if name]
        more = (Doubt("owners", "、".join(owners)),) if len(set(owners)) > 1 else ()
        support = tuple(name for name in dict.fromkeys((*self.support, *other.support)) if name != self.lead)
        lead = self.lead or other.lead
        doubts = (doubt for doubt in (*self.doubts, *other.doubts, *more) if lead is None or doubt.code != "lead")
        return Charge(
            lead,
            tuple(name for name in support if name != lead),
            self.owner or other.owner,
            self.limit or other.limit,
            tuple(doubts),
        )


def read_note(note: str, *, first_leads: bool) -> Charge | None:
    """Return what a note says of who does something, ``None`` if it says nothing of it."""
    text = _bare(note)
    if re.search(FIRST_LEADS, text):
        return Charge()
    if re.match(f"(?:{LABELS})：", text):
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


def _labelled(text: str, *, first_leads: bool) -> Charge:
    """Read ``牵头单位：X；配合单位：Y、Z；完成时限：6月底``."""
    parts = re.split(f"[；。，\\s]*({LABELS})：", text)[1:]
    charge = Charge()
    for label, value in zip(parts[::2], parts[1::2], strict=True):
        charge = charge.joined(_of_label(_LABELS[label], value.strip("；。， "), first_leads=first_leads, known=charge))
    return charge


def _of_label(role: str, value: str, *, first_leads: bool, known: Charge) -> Charge:
    if role == "limit":
        return Charge(limit=value)
    if role == "owner":
        return Charge(owner=value or None)
    if role == "all" and (marked := _marked(value)):
        return marked
    names, doubts = split_names(value)
    if role == "lead":
        more = (Doubt("leads", value),) if len(names) > 1 and not first_leads else ()
        return Charge(names[0] if names else None, names[1:], doubts=(*doubts, *more))
    if role == "support" or known.lead:
        return Charge(None, names, doubts=doubts)
    return _of_equals(names, doubts, value, first_leads=first_leads)


def _of_equals(names: tuple[str, ...], doubts: tuple[Doubt, ...], text: str, *, first_leads: bool) -> Charge:
    """Return who leads of those named alike: the only one, or the first where the text says so; else nobody knows."""
    beside = [apart(name) for name in names]
    if lead := next((bare for bare, role in beside if role == "lead"), None):  # 甲厅（牵头）、乙局
        others = tuple(bare if role == "support" else name for name, (bare, role) in zip(names, beside, strict=True))
        return Charge(lead, tuple(name for name in others if apart(name)[0] != lead), doubts=doubts)
    if len(names) == 1 or (names and first_leads):
        return Charge(names[0], names[1:], doubts=doubts)
    return Charge(None, names, doubts=(*doubts, Doubt("lead", text)) if names else doubts)


def _marked(text: str) -> Charge | None:
    """Read ``X牵头，会同Y、Z按职责分工负责``: all of it, or nothing."""
    charge, end = Charge(), 0
    while found := _MARKED.match(text, end):
        end = found.end()
        first, together, rest = re.sub(BY, "", found["names"]).partition("会同")
        names, doubts = split_names(first)
        helpers, others = split_names(rest)
        if not (names or helpers) or any(len(name) > _LONGEST_NAME for name in (*names, *helpers)):
            return None
        is_lead = found["lead"] is not None or (len(names) == 1 and (bool(together) or found["role"] in _ALONE))
        if is_lead and names and charge.lead is None:
            more = (Doubt("leads", first),) if len(names) > 1 else ()
            charge = charge.joined(Charge(names[0], (*names[1:], *helpers), doubts=(*doubts, *others, *more)))
        else:
            charge = charge.joined(Charge(None, (*names, *helpers), doubts=(*doubts, *others)))
    return charge if end and not text[end:].strip("，；。 ") else None


def split_names(text: str) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """Return the units in ``text``, each once, and a doubt where 等 stands for some that are not named."""
    shown = widened(text).strip("，；。、 ")
    bare = without_others(shown)
    doubts = (Doubt("others", shown),) if bare != shown else ()
    pieces = [piece for part in split_list(re.sub(r"\s+", "、", bare)) for piece in _apart(part)]
    return tuple(dict.fromkeys(piece for piece in pieces if piece)), doubts


def _apart(name: str) -> list[str]:
    """Split at 和 or 及 where a whole unit stands on either side: 教育厅和财政厅, but not 住房和城乡建设厅."""
    for found in re.finditer(JOINED, name) if len(name) <= _LONGEST_PAIR else ():
        one, other = name[: found.start()], name[found.end() :]
        if re.search(_UNIT, one) and re.search(_UNIT, other) and not re.fullmatch(_NO_NAME, other):
            return [one, *_apart(other)]
    return [name]


_LABELS = {
    **unit_words.LABELS,
    **dict.fromkeys(("完成时限", "完成时间", "整改时限", "办理时限", "时限要求", "时限", "进度安排"), "limit"),
    **dict.fromkeys(("责任人", "责任领导", "牵头领导"), "owner"),
}
LABELS = unit_words.any_of(_LABELS)
#: What a note says it is about, in front of its label.
OF_ALL_ABOVE = "(?:(?:以上|上述)(?:各项)?(?:任务|工作|事项|措施)?的?)?"
_SQUARE = re.compile(r"(?:\[(?=[^\[\]]{2,120}\])|【|［)(?P<note>[^\[\]【】［］]{2,120})[\]】］]")
_DASHED = re.compile("(?<=[。；;])\\s*[—–-]{1,2}(?P<note>[^。—–-]{2,60})$")
_ALONE = {"负责", "负责落实", "负责实施", "落实", "办理", "承办"}
_MARKED = re.compile(
    f"(?P<names>[^；。]+?)(?P<role>(?P<lead>{LEADS})|{HELPS}|负责落实|负责实施|负责|办理|承办)(?:[，；。]|$)"
)
_UNIT = (
    "(?:厅|局|委|办|部|院|会|府|司|团|中心|公司|集团|处|科|室|组|队|所|"
    "站|校|行|社|镇|乡|街道|部门|单位|区|县|市|州|省|"
    "旗)(?:（.{1,8}）)?$"
)
_NO_UNIT = "^(?:不?含|如|包括|原|即|例如|除|其中|以下)|：|[0-9]年|[0-9]月|[0-9]日|年底|报送|上报|印发|完成"
#: What is no unit by itself but for the place in front of it: 各地党委和政府.
_NO_NAME = "(?:党委|党组|党工委|政府|人民政府|管委会|部门|单位)"
#: A pair of brackets, with others in it.
BRACKET = "[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]"
_BRACKETS = re.compile(BRACKET)
_TRAILING = re.compile(
    rf"(?:(?P<note>{BRACKET})|[，,；;]\s*(?P<labelled>(?:{LABELS})[:：][^。]{{0,200}}?))(?P<stop>[。；;]?)$"
)
_LONGEST_NAME = 30
_LONGEST_PAIR = 100
