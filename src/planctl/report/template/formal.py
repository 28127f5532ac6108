"""The formal parts of a document: what a template and the plan say of them, and which of it wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.keys import keys_of
from planctl.plan.letter import Letter

if TYPE_CHECKING:
    from planctl.report.template.tree import Template


class Said(NamedTuple):
    """What is said of a formal part, on which line of the template or under which key of the plan."""

    value: Any
    line: int = 1
    key: str = ""


def formal_parts(template: Template, planned: Letter | None, *, is_annual: bool) -> dict[str, list[Said]]:
    """Return what is said of each formal part, what wins first: people's template, the plan, a built-in template.

    What the plan says of its report is of the one on the whole year; of any other it says for whom that is and who
    signs it.
    """
    if planned and not is_annual:
        planned = Letter(addressee=planned.addressee, signer=planned.signer)
    found: dict[str, list[Said]] = {}
    for key in keys_of(Letter):
        own = Said(getattr(template.letter, key.name), template.lines.get(key.name, 1))
        other = Said(getattr(planned, key.name, None), key=key.written)
        found[key.name] = [said for said in ((other, own) if template.name else (own, other)) if said.value]
    return found
