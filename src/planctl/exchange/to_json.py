"""A whole plan as JSON, each value as the plan file has it; ``planctl.exchange.plain`` says how, and reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl import JSON_SCHEMA
from planctl.exchange.base import digest
from planctl.exchange.plain import to_json, to_plain
from planctl.plan.model import Plan
from planctl.toml.fields import FORMAT
from planctl.toml.schema import to_table

if TYPE_CHECKING:
    from planctl.exchange.extract import Extract
    from planctl.words.i18n import Translator


def render(extract: Extract, _: Translator) -> bytes:
    """Return the document; ``complete`` says whether every item of the plan is in it.

    ``digests`` of the items (``exchange.base``) tell which of them were changed when the file comes back.
    """
    table = {"format": FORMAT} | to_plain(Plan, to_table(extract.plan))
    digests = {item.id: digest(item) for item in extract.plan.items}
    facts = {"schema": JSON_SCHEMA, "kind": "plan", "complete": extract.is_complete}
    document = facts | {"plan": table, "digests": digests}
    return f"{to_json(document)}\n".encode()
