"""Quantities as people count them: added up in decimals, so that ten times 0.1 is 1, and in whole pieces or not."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from planctl.plan.target import Number, Target

#: Chinese words that count single things; a noun may follow the first.
COUNTERS = "个项件家部次名人条份处所场座套批种起篇户张台辆期宗例支本册只位站间届"
#: English plurals that measure, so that there is half of one; the plurals of other words count.
_MEASURES = (
    "acres|billions|days|degrees|dollars|euros|gallons|gigabytes|grams|hectares|hours|hundreds|kilograms|kilometers|"
    "kilometres|liters|litres|megabytes|meters|metres|miles|millions|minutes|months|percents|points|pounds|seconds|"
    "shares|terabytes|thousands|tonnes|tons|weeks|years"
)
_PLURAL = "people|persons|children|[a-z]{3,}[^s]s"


def added(one: Number, other: Number) -> Number:
    """Return the sum of two numbers, exact for all that can be typed; a whole one is an ``int``."""
    total = Decimal(repr(one)) + Decimal(repr(other))
    return int(total) if total == int(total) else float(total)


def subtracted(one: Number, other: Number) -> Number:
    """Return ``one`` less ``other`` in the same way."""
    return added(one, -other)


def decimals(value: Number) -> int:
    """Return how many decimals ``value`` is written with, noughts at its end apart."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent if isinstance(value, float) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def counts_pieces(target: Target) -> bool:
    """Whether ``target`` is a whole number of things that are counted one by one, so that there is no half of one."""
    numbers = (target.origin, target.goal, target.baseline or 0)
    return all(number == int(number) for number in numbers) and is_counted(target.unit or "")


def is_counted(unit: str) -> bool:
    """Whether ``unit`` counts single things: ``个``, ``人次`` and ``studios`` do, ``万元`` and ``hours`` do not."""
    text = fold(unit).casefold()
    if re.fullmatch(f"[{COUNTERS}]次?|个.*", text):
        return True
    return re.search(rf"\b(?:{_PLURAL})$", text) is not None and not re.search(rf"\b(?:{_MEASURES})\b", text)
