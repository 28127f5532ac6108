"""Quantities as people write and add them up: in decimals, so that ten times 0.1 is 1."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planctl.plan.model import Number


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
