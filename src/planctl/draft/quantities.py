"""How much: 新增100个…, 达到90%以上. What is about, or goes down from where nobody says, is told of and not read."""

from __future__ import annotations

import re
from typing import NamedTuple

from planctl.draft.deadlines import Doubt
from planctl.draft.spelling import masked
from planctl.plan.quantity import COUNTERS
from planctl.plan.target import Target


class Quantities(NamedTuple):
    """What a sentence says is to be reached, if it is one quantity, and what was not read."""

    target: Target | None
    doubts: tuple[Doubt, ...] = ()


def read_quantities(text: str) -> Quantities:
    """Return the quantity that ``text`` sets as a goal; where there are several nobody can tell which is meant."""
    shown = re.sub(_NOT_COUNTED, lambda found: "□" * len(found[0]), masked(text))
    targets: list[tuple[str, Target]] = []
    doubts: list[Doubt] = []
    for found in _QUANTITY.finditer(shown):
        if found["lower"] or found["vague"] or found["more"]:
            phrase = text[found.start() : found.end()]
            doubts.append(Doubt("level" if found["lower"] else "about", phrase))
        elif amount := _number(found["number"]):
            unit = f"{found['scale'] or ''}{found['unit']}"
            targets.append((text[found.start("number") : found.end()], Target(amount, unit)))
    if len(targets) > 1:
        doubts.append(Doubt("quantities", "、".join(phrase for phrase, _ in targets)))
    return Quantities(targets[0][1] if len(targets) == 1 else None, tuple(doubts))


def _number(written: str) -> int | float | None:
    digits = written.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return None
    return float(digits) if "." in digits else int(digits)


_MOST_DIGITS = 15
#: Digits that are no quantity: dates, numbers of documents, ordinals, lists of what is to be done.
_NOT_COUNTED = (
    r"[0-9]{4}年|[0-9]{1,2}月|[0-9]{1,2}[日号]|第\s*[0-9]+|[0-9]+号"
    r"|[0-9]+\s*个\s*(?:方面|环节|季度|月)|[0-9]+\s*(?:次会议|届)"
)
_QUANTITY = re.compile(
    r"(?P<lower>(?:下降|降低|压缩|压减|减少|降|控制)(?:到|至|在)|不超过|不高于)?\s*(?P<vague>约|近|大约|左右|超过)?\s*"
    r"(?<![0-9.])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?P<more>余|多|左右)?"
    rf"(?P<scale>[万亿千百])?(?P<unit>%|个百分点|元|公里|平方米|平方公里|亩|公顷|吨|千瓦|小时|工作日|天|[{COUNTERS}]次?)"
)
