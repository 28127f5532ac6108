"""A sentence as its parts: what can be finished by itself, apart from how it is to be done and what it is good for.

Official sentences have a fixed build: grounds and manner in front (按照…, 围绕…), then what is to be done, then what it
serves (提高…, 使…). A part is a deliverable if it begins with a verb of doing, whatever adverbs stand before it.
"""

from __future__ import annotations

import re

from planctl.draft.spelling import masked


def enumerated(sentence: str) -> tuple[str, ...]:
    """Return the parts of ``一是…；二是…`` without their numbers, and without the words that lead up to them."""
    shown = masked(sentence)
    starts = list(_ORDINAL.finditer(shown))
    if len(starts) == 1 and starts[0].start() == 0:
        return (sentence[starts[0].end() :] or sentence,)
    if len(starts) < 2 or starts[0]["ordinal"][0] not in "一首":  # noqa: PLR2004 - one alone is no list
        return (sentence,)
    ends = [*(found.start() for found in starts[1:]), len(sentence)]
    parts = (sentence[found.end() : end].strip() for found, end in zip(starts, ends, strict=True))
    return tuple(part for part in parts if part.strip("，；。")) or (sentence,)


def deliverables(sentence: str) -> tuple[tuple[str, str], ...]:
    """Return what of ``sentence`` can be finished by itself, each with the whole run of clauses that it stands in.

    A sentence with none or one of them is one; what a semicolon parts is finished by itself in any case.
    """
    pieces = _pieces(sentence, "[；;]")
    found = [run for piece in pieces for run in _deliverables(piece)]
    return tuple(found) if len(found) > 1 else ((sentence, sentence),)


def is_deed(sentence: str) -> bool:
    """Whether something is to be done by ``sentence`` itself, which does not just lead up to what stands below it."""
    if sentence.rstrip("”’）)").endswith(("：", ":")) or re.search(_LEADS_UP, sentence):
        return False
    return any(re.match(f"{_DOING.pattern}|{_KEPT_UP}", clause) for clause in _pieces(sentence, "[，,；;]"))


def _deliverables(sentence: str) -> tuple[tuple[str, str], ...]:
    clauses = _pieces(sentence, "[，,；;]")
    runs: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for clause in clauses:
        if re.match(_MANNER, clause) or not re.match(_DOING, clause) or re.match(_PURPOSE, clause):
            (runs[-1][1] if runs and not re.match(_MANNER, clause) else waiting).append(clause)
        else:
            runs.append((clause, [*waiting, clause]))
            waiting = []
    if len(runs) < 2:  # noqa: PLR2004 - there is nothing to split
        return ((sentence, sentence),)
    return tuple((title, "，".join(parts)) for title, parts in runs)


def _pieces(sentence: str, marks: str) -> list[str]:
    """Split at ``marks`` outside of brackets, titles and quotations."""
    shown = re.sub(r"[（(][^（）()]*[)）]", lambda found: "□" * len(found[0]), masked(sentence))
    places = [found.start() for found in re.finditer(marks, shown)]
    ends = zip([0, *(place + 1 for place in places)], [*places, len(sentence)], strict=True)
    pieces = (sentence[start:end].strip("。！？；; ") for start, end in ends)
    return [piece for piece in pieces if piece]


_ORDINAL = re.compile(
    "(?:^|(?<=[。；;：:，,]))(?P<ordinal>[一二三四五六七八九十]{1,2})(?:是|要(?=[\u4e00-\u9fff]))[，,]?"
)
_ADVERB = (
    "(?:全面|深入|加快|持续|严格|扎实|着力|积极|科学|广泛|研究|统筹|进一步|"
    "切实|大力|稳步|有序|继续|不断|做好|抓好|力争|组织|统一|及时|重点|同步|"
    "按期|如期|基本|全力|坚决|认真|逐步|加大)"
)
_VERB = (
    "启动|制定|制订|编制|出台|印发|建立|健全|完善|开展|推进|推行|推出|推动|实施|实行|实现|落实|加强|强化|深化|建设|建成|建好|完成|"
    "组织|清理|修订|修改|公布|发布|整合|开通|新增|新建|培育|举办|召开|总结|评选|树立|办理|化解|压减|压缩|优化|改造|升级|上线|试点|"
    "扩大|拓展|打造|创建|设立|成立|征集|起草|报送|提请|审核|评估|考核|检查|督察|督查|督办|培训|对|将|做好|抓好|统筹|切实|巩固|推广|配备|设置|选聘|签订|改革|"
    "广泛|规范|清零"
)
_TIME = "(?:.{1,12}?(?:前|底|末|内))"
_DOING = re.compile(f"{_TIME}?{_ADVERB}*(?:{_VERB})|(?:加快|抓好|做好|推动).+(?:建设|工作)$")
#: Verbs of what is kept up or reached, which begin no part of a sentence by themselves.
_KEPT_UP = "(?:长期坚持|常年坚持)(?![以按在把])|达到"
_LEADS_UP = re.compile(
    "以下|如下|下列|(?:[0-9]{1,2}|[一二三四五六七八九十两几])个?(?:大|项|方面|件|个)(?:的)?(?:重点)?(?:工作|任务|举措|措施|大事|行动|问题)?[。！；]?$"
)
_MANNER = re.compile(
    f"{_TIME}$|(?:按照|根据|依据|围绕|对照|结合|聚焦|坚持|以|依托|通过|运用|针对|适应|按|严格按|特别是|在|紧扣|紧盯|把握|严格(?:落实责任|评价标准|确保)|充分发挥)"
)
_PURPOSE = re.compile(
    "(?:不断|切实|全面|整体|有效|进一步|持续)*(?:提高|提升|增强|使|让|确保|减少|形成|促进|彻底|发挥|打造|保障|防止|避免|规范(?:报告)?内容|为)"
    "|推动.{0,30}(?:落地|落实|落地落实|发展|见效)$|将.{2,20}(?:化解在|纳入|作为)|加强.{0,6}协同$"
)
