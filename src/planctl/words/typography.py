"""How documents of a language are marked up, whatever their form: what no sentence of the catalogues can say."""

from __future__ import annotations

from typing import NamedTuple


class Typography(NamedTuple):
    """The habits of one language.

    ``tag`` names it to browsers and to Word; ``ids`` is what stands around the ids of tasks behind a text, between them
    the ``separator``, and ``dash`` between the first and the last of neighbours; ``place`` marks where a person has to
    write something.
    """

    tag: str
    ids: str
    separator: str
    dash: str
    place: str


TYPOGRAPHY = {
    "zh": Typography(tag="zh-CN", ids="（{}）", separator="、", dash="—", place="【{}】"),
    "en": Typography(tag="en", ids=" ({})", separator=", ", dash="–", place="[{}]"),
}
