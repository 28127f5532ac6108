"""The SVG side of a drawn screen: a frame that asks the network for nothing, and text that keeps to its cells.

Rich exports a screen as SVG but takes every character to be one cell wide, which squeezes Chinese to half its width.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING

from planctl.cells import graphemes, width

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The width of a cell by the height of a character: between a Latin monospace letter (0.6) and half a Han one (0.5).
CELL_RATIO = 0.55
#: The width of a cell in the picture's units, in which Rich makes a character 20 high.
CELL = 20 * CELL_RATIO

#: The page around an exported screen, a template for ``rich.console.Console.export_svg``.
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font: {char_height}px "Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", \
Menlo, Consolas, "PingFang SC", "Microsoft YaHei", monospace }}
.{unique_id}-title {{ font: bold 16px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }}
{styles}
</style>
{chrome}
<rect width="100%" height="100%" rx="8" fill="none" stroke="#d0d7de" stroke-width="2"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def in_cells(svg: str) -> str:
    """Place each run of equally wide characters of an exported SVG by itself, as wide as its cells."""
    return _TEXT.sub(lambda found: "".join(_runs(found)), svg)


def _runs(found: re.Match[str]) -> Iterator[str]:
    x = float(found["x"])
    text = unescape(found["text"]).replace("\xa0", " ").rstrip("\n")
    for (_, is_gap), run in groupby(graphemes(text), key=lambda grapheme: (width(grapheme), grapheme == " ")):
        written = "".join(run)
        length = width(written) * CELL
        if not is_gap:
            place = f'x="{x:g}" y="{found["y"]}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text class="{found["style"]}" {place}>{escape(written, quote=False)}</text>\n'
        x += length


_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[^"]+)" y="(?P<y>[^"]+)" textLength="[^"]+"[^>]*>(?P<text>[^<]*)</text>'
)
