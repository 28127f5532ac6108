"""A document as one HTML file that needs nothing else: no script, no request, charts drawn inline.

How it looks on a wide and a narrow screen, by day and by night and on paper stands in ``page.css``; only what depends
on the document, the paper and the numbers of its pages, is added here.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import (
    Annex,
    BarChart,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
    Tone,
    Verbatim,
)
from planctl.report.html import charts
from planctl.report.html.markup import classes, is_place, lines, running, text, verbatim
from planctl.report.html.tables import content, table, tone
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.blocks import Block
    from planctl.report.document import Document


def render(document: Document) -> str:
    """Return ``document`` as a whole HTML page, ending in a newline; the same document gives the same page."""
    style = resources.files("planctl.report.html").joinpath("page.css").read_text("utf-8").strip()
    return _PAGE.format(
        language=TYPOGRAPHY[document.language].tag,
        title=text(document.title),
        number=f'<p class="reference">{lines(document.number)}</p>\n' if document.number else "",
        style=f"{style}\n{_sheets(document)}",
        body="\n".join(map(_part, _parts(document.blocks))),
    )


def _sheets(document: Document) -> str:
    """Return the rules for sheets of paper; offices have dashes beside page numbers (GB/T 9704-2012, 7.5)."""
    number = '"— " counter(page) " —"' if document.is_official else "counter(page)"
    foot = f"@bottom-center {{ content: {number}; font: 10pt sans-serif; }}"
    return (
        f"@page {{ size: {document.paper}; margin: 25mm 22mm 22mm; {foot} }}\n"
        f"@page wide {{ size: {document.paper} landscape; margin: 20mm 18mm; }}"
    )


def _parts(blocks: Iterable[Block]) -> list[list[Block]]:
    """Divide blocks into what comes before the first annex, which may be nothing, and each annex."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Annex):
            parts.append([])
        parts[-1].append(block)
    return parts


def _part(blocks: list[Block]) -> str:
    body = _blocks(blocks)
    return f'<section class="annex">\n{body}\n</section>' if blocks and isinstance(blocks[0], Annex) else body


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{text(block.text)}</h{block.level}>"
        case Annex():
            label = f"<p>{text(block.label)}</p>\n" if block.label else ""
            return f"<header>\n{label}<h2>{text(block.title)}</h2>\n</header>"
        case Formal():
            return f'<p class="{block.part}">{lines(block.text)}</p>'
        case Paragraph():
            return _paragraph(block)
        case Listing():
            return _listing(block)
        case Quote():
            return f"<blockquote>\n{_blocks(block.blocks)}\n</blockquote>"
        case Verbatim():
            # A line feed right behind the tag is none of the text's.
            return f"<pre>\n{verbatim(block.text)}</pre>"
        case Rule():
            return "<hr>"
        case _:
            return _drawn(block)


def _drawn(block: Table | Fields | BarChart | LineChart) -> str:
    match block:
        case Table():
            return table(block)
        case Fields():
            return _fields(block)
        case BarChart():
            return charts.bars(block)
        case LineChart():
            return charts.lines(block)
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    shape = classes(
        "" if paragraph.tone is Tone.NORMAL else paragraph.tone,
        "inset" if paragraph.indent else "",
        "blank" if is_place(paragraph.pieces) else "",
    )
    return f"<p{shape}>{running(paragraph.text, paragraph.pieces)}</p>"


def _listing(listing: Listing) -> str:
    tag = "ul" if listing.start is None else "ol"
    start = "" if listing.start in {None, 1} else f' start="{listing.start}"'
    items = "\n".join(f"<li>{_blocks(item)}</li>" for item in listing.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _fields(fields: Fields) -> str:
    items = "\n".join(
        f"<div><dt>{text(label)}</dt><dd{classes(tone(value))}>{content(value, label)}</dd></div>"
        for _, label, value in fields.items
    )
    return f"<dl>\n{items}\n</dl>"


_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
<header>
{number}<h1>{title}</h1>
</header>
{body}
</main>
</body>
</html>
"""
