"""A draft as the values of a JSON document: what was read of a text, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planctl.draft.drafting import Draft


def as_json(draft: Draft) -> dict[str, Any]:
    """Return the account of ``draft``: its sentences counted, those that gave nothing, the doubts, the repairs."""
    silent = [{"source": gave.locator or None, "text": gave.text, "reason": gave.reason} for gave in draft.silent]
    doubts = [
        {"source": gave.locator or None, "text": gave.text, "code": doubt.code}
        | {"phrase": doubt.phrase, "readings": doubt.readings}
        for gave in draft.gave
        for doubt in gave.doubts
    ]
    return {
        "sentences": draft.sentences,
        "items": draft.items,
        "silent": silent,
        "doubts": doubts,
        "repairs": [repair._asdict() for repair in draft.repairs],
        "damaged": draft.damage,
        "left": [f"{node.written} {node.heading}".strip() for node in draft.left],
        "tables": draft.tables,
        "columns": draft.columns,
    }
