"""What is said of a plan's report as a document that is sent to somebody, as the plan file says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from planctl.plan.keys import Carry, Kind, about

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NOTHING: Mapping[str, object] = MappingProxyType({})

#: The templates that make a report of the whole year, for whom they are named.
GOVERNMENT, COMPANY = "government", "company"


@dataclass(frozen=True, slots=True)
class Letter:
    """The formal parts of a report: its title, for whom it is, who signs it, of which day, what is attached.

    ``template`` is the name of the one that it is written by. Texts may have places in them, as templates have.
    """

    template: str | None = field(default=None, metadata=about(Kind.TEMPLATE))
    title: str | None = field(default=None, metadata=about(Kind.TEXT))
    addressee: str | None = field(default=None, metadata=about(Kind.TEXT))
    number: str | None = field(default=None, metadata=about(Kind.TEXT, label="document_number", carry=Carry.LEFT))
    signer: str | None = field(default=None, metadata=about(Kind.TEXT))
    date: date | None = field(default=None, metadata=about(Kind.DAY, label="document_date", carry=Carry.LEFT))
    attachments: tuple[str, ...] = field(default=(), metadata=about(Kind.ORDERED))
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
