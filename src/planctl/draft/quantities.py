"""How much: 新增100个…, 达到90%以上, 由80%提高到95%.

What is about, or goes down from where nobody says, is told of and not read. How long something takes is no quantity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.deadlines import Doubt
from planctl.draft.spelling import masked
from planctl.plan.numerals import value_of
from planctl.plan.quantity import COUNTERS
from planctl.plan.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator


class Quantities(NamedTuple):
    """What a sentence says is to be reached, if it is one quantity, and what was not read."""

    target: Target | None
    doubts: tuple[Doubt, ...] = ()


def read_quantities(text: str) -> Quantities:
    """Return the quantity that ``text`` sets as a goal; where there are several nobody can tell which is meant."""
    shown = re.sub(_NOT_COUNTED, lambda found: "□" * len(found[0]), masked(text))
    levels = [(text[found.start() : found.end()], _level(found)) for found in _LEVEL.finditer(shown)]
    targets = [(phrase, level) for phrase, level in levels if level]
    doubts = [Doubt("quantities", phrase) for phrase, level in levels if not level]
    shown = _LEVEL.sub(lambda found: "□" * len(found[0]), shown)
    for found in _QUANTITY.finditer(shown):
        is_about = any(found[name] for name in ("vague", "range", "more", "around"))
        if found["lower"] or (is_about and not found["time"]):
            phrase = text[found.start() : found.end()]
            doubts.append(Doubt("level" if found["lower"] else "about", phrase))
        elif found["time"]:
            continue
        elif (amount := _number(found["number"])) is None:
            doubts.append(Doubt("amount", text[found.start("number") : found.end()]))
        elif amount:
            unit = f"{found['scale'] or ''}{found['unit']}"
            targets.append((text[found.start("number") : found.end()], Target(amount, unit)))
    for phrase, target in _in_words(shown):
        if target:
            targets.append((phrase, target))
        else:
            doubts.append(Doubt("amount", phrase))
    if len(targets) > 1:
        doubts.append(Doubt("quantities", "、".join(phrase for phrase, _ in targets)))
    return Quantities(targets[0][1] if len(targets) == 1 else None, tuple(doubts))


def _in_words(shown: str) -> Iterator[tuple[str, Target | None]]:
    """Yield the quantities of 新增一百个, with ``None`` for one that is not exact or larger than numerals are read."""
    for found in _WORDS.finditer(shown):
        numeral = found["number"].replace("两", "二")
        is_exact = not found["more"] and not set(numeral) & set("几千万亿")
        amount = value_of(numeral) if is_exact else None
        yield found["amount"], Target(amount, found["unit"]) if amount else None


def _level(found: re.Match[str]) -> Target | None:
    """Return what goes from one level to another, both in the same unit."""
    one, other = _number(found["from"]), _number(found["to"])
    if one is None or other is None or one == other or found["one"] not in {None, found["other"]}:
        return None
    return Target(unit=found["other"], from_=one, to=other)


def _number(written: str) -> int | float | None:
    digits = written.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return None
    return float(digits) if "." in digits else int(digits)


_MOST_DIGITS = 15
#: Digits that are no quantity: dates, numbers of documents, ordinals, lists of what is to be done.
_NOT_COUNTED = (
    r"[0-9]{4}年|[0-9]{1,2}月|[0-9]{1,2}[日号]|第\s*[0-9]+|前\s*[0-9]+\s*[位名强]"
    r"|(?<![0-9])[0-9]+(?:号|\s*个\s*(?:方面|环节|季度|月)|\s*(?:次会议|届))"
)
_NUMBER = r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)"
_TIME = "个?工作日|小时|天|分钟|毫秒|秒"
_UNIT = rf"%|个百分点|元|公里|平方米|平方公里|亩|公顷|吨|千瓦|公斤|千克|微克|米|学时|课时|[{COUNTERS}卷册株棵盏]次?"
_QUANTITY = re.compile(
    r"(?P<lower>(?:下降|降低|压缩|压减|缩短|减少|降|控制)(?:到|至|在)|不超过|不高于)?\s*(?P<vague>约|近|大约|左右|超过)?\s*"
    rf"(?P<range>{_NUMBER}\s*[万亿千百]?(?:至|到|[—–~～-]+)\s*)?"
    rf"(?P<number>{_NUMBER})(?P<more>[万亿千百]{{0,2}}[余多])?"
    rf"(?P<scale>万亿|[百千]?[万亿]|[千百])?(?P<unit>(?P<time>{_TIME})|{_UNIT})(?P<around>左右|上下)?"
)
#: A quantity in numerals, of ten or more, behind a word that says that it is to be reached.
_WORDS = re.compile(
    "(?:新增|新建|增加|建成|建设|培育|打造|创建|达到|达|不少于|至少|完成)\\s*"
    "(?P<amount>(?P<number>(?=[一二两三四五六七八九几]{0,3}[十百千万])[一二两三四五六七八九十百千万亿几〇零]{1,9})"
    f"(?P<more>[余多])?(?P<unit>[{COUNTERS}卷册株棵盏亩]|公里)(?!方面|环节|季度|月))"
)
_LEVEL = re.compile(
    rf"[由从](?P<from>{_NUMBER})(?P<one>[万亿千百]?(?:{_TIME}|{_UNIT}))?"
    "(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压减|压缩|缩短|降|升|增)[到至为]"
    rf"(?P<to>{_NUMBER})(?P<other>[万亿千百]?(?:{_TIME}|{_UNIT}))"
)
