"""Numbers as people write them, as values; nothing is rounded and no unit is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.errors import UsageError
from planctl.plan.spelling import fold
from planctl.plan.targets import Reading

if TYPE_CHECKING:
    from planctl.plan.target import Number

MOST_DIGITS = 15


class BadNumberError(UsageError):
    """``value`` cannot be read as a number."""

    key = "error.bad_number"


def parse_number(value: str) -> Number:
    """Read a number of at most 15 digits, such as ``36``, ``62.5`` or ``1,200``; no sign, exponent, unit or percent.

    Raises:
        BadNumberError: It is not written so.
    """
    text = fold(value)
    digits = text.replace(",", "")
    if not re.fullmatch(_NUMBER, text) or len(digits.replace(".", "")) > MOST_DIGITS:
        raise BadNumberError(value=value)
    return float(digits) if "." in digits else int(digits)


def parse_quantity(value: str) -> tuple[Number, str | None]:
    """Read a number with the unit behind it, if there is one: ``100``, ``90%``, ``100个``, ``100 studios``.

    Raises:
        BadNumberError: It does not begin with a number, or what follows is no unit: another number, a bracket, words
            such as 左右 that make it vague, or the rest of a date.
    """
    text = fold(value)
    digits = text[: len(text) - len(text.lstrip("0123456789.,"))]
    unit = text[len(digits) :].strip()
    if unit and not re.fullmatch(_UNIT, unit):
        raise BadNumberError(value=value)
    try:
        return parse_number(digits), unit or None
    except BadNumberError:
        raise BadNumberError(value=value) from None


def parse_reading(value: str) -> Reading:
    """Read a reading: ``36`` is the new amount, ``+10`` and ``-5`` are changes of the last one.

    A unit is refused rather than dropped, because ``36万`` is not 36.

    Raises:
        BadNumberError: It is not a number.
    """
    text = fold(value)
    try:
        if text[:1] in {"+", "-"}:
            amount = parse_number(text[1:])
            return Reading(-amount if text[0] == "-" else amount, relative=True)
        return Reading(parse_number(text))
    except BadNumberError:
        raise BadNumberError(value=value) from None


_NUMBER = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
#: A sign such as ``%`` or ``°C``, or words, ``件/人`` among them, that neither begin as dates do nor end vaguely.
_UNIT = (
    r"(?![月日号])[%‰°$¥€£]?(?:[^\W\d_]+(?:[ ./·²³-]+[^\W\d_]+)*[²³]?)?(?<!左右)(?<!以上)(?<!以下)(?<!以内)(?<!上下)"
)
