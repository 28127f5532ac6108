"""A document as one HTML file that needs nothing else: no script, no request, charts drawn inline.

How it looks on a wide and a narrow screen, by day and by night and on paper stands in ``page.css``.
"""

from __future__ import annotations

from importlib import resources
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, BarChart, Blank, Cell, Fields, Heading, LineChart, Paragraph, Sentence, Table, Tone
from planctl.cells import safe, width
from planctl.report.html import charts
from planctl.report.html.markup import lines, text
from planctl.report.sheets import sheets
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.blocks import Block, Column, Value
    from planctl.report.sheets import Sheet
    from planctl.report.wording.document import Document

#: Values that take no more cells than this stay on one line.
SHORT = 16


def render(document: Document) -> str:
    """Return ``document`` as a whole HTML page, ending in a newline; the same document gives the same page."""
    return _PAGE.format(
        language=TYPOGRAPHY[document.language].tag,
        title=text(document.title),
        subtitle=f'\n<p class="subtitle">{lines(document.subtitle)}</p>' if document.subtitle else "",
        style=resources.files("planctl.report.html").joinpath("page.css").read_text("utf-8").strip(),
        body="\n".join(_sheet(sheet) for sheet in sheets(document.blocks)),
    )


def _sheet(sheet: Sheet) -> str:
    body = "\n".join(map(_block, sheet.blocks))
    return f'<section class="wide">\n{body}\n</section>' if sheet.is_wide else body


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{text(block.text)}</h{block.level}>"
        case Paragraph():
            return _paragraph(block)
        case Blank():
            return f'<p class="blank">{lines(block.text)}</p>'
        case Table():
            return _table(block)
        case Fields():
            return _fields(block)
        case BarChart():
            return charts.bars(block)
        case LineChart():
            return charts.lines(block)
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    tone = "" if paragraph.tone is Tone.NORMAL else paragraph.tone
    classes = _classes(tone, "inset" if paragraph.indent else "")
    sentences = paragraph.sentences or (Sentence(paragraph.text, paragraph.ids),)
    said = "".join(f"{lines(sentence.text)}{_ids(sentence.ids)}" for sentence in sentences)
    return f"<p{classes}>{said}</p>"


def _ids(ids: Iterable[str]) -> str:
    joined = " ".join(ids)
    return f'<span class="ids"> {text(joined)}</span>' if joined else ""


def _fields(fields: Fields) -> str:
    items = "\n".join(
        f"<div><dt>{text(label)}</dt><dd{_classes(_tone(value))}>{_content(value, label)}</dd></div>"
        for _, label, value in fields.items
    )
    return f"<dl>\n{items}\n</dl>"


def _table(table: Table) -> str:
    label = f' role="region" tabindex="0" aria-label="{text(table.title)}"' if table.title else ""
    heads = [f'<th scope="col"{_classes(_shape(column))}>{text(column.label)}</th>' for column in table.columns]
    return "\n".join(
        [
            f'<div class="scroll{" cards" if table.wide and table.record else ""}"{label}>',
            "<table>",
            *([f"<caption>{text(table.title)}</caption>"] if table.title else []),
            f"<thead>\n<tr>{''.join(heads)}</tr>\n</thead>",
            "<tbody>",
            *(_row(table, row, ids) for row, ids in zip_longest(table.rows, table.ids, fillvalue=())),
            "</tbody>",
            *([f"<tfoot>\n{_row(table, table.footer)}\n</tfoot>"] if table.footer is not None else []),
            "</table>",
            "</div>",
        ]
    )


def _row(table: Table, row: tuple[Value, ...], ids: tuple[str, ...] = ()) -> str:
    """Return a row; its ids, unless it shows them anyway, follow the text of its flexible column or else its first."""
    unseen = () if {_text(value) for value in row}.issuperset(ids) else ids
    place = next((index for index, column in enumerate(table.columns) if column.flexible), 0)
    cells = [
        f'<td data-label="{text(column.label)}"{_classes(_shape(column), *_size(column, value), _tone(value))}>'
        f"{_content(value, column.label)}{_ids(unseen if index == place else ())}</td>"
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True))
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _shape(column: Column) -> str:
    return "number" if column.right else "flexible" if column.flexible else ""


def _size(column: Column, value: Value) -> Iterator[str]:
    """Tell what is empty, and what is so short, such as dates and states, that it stays on one line."""
    if isinstance(value, Bar):
        return
    if not _text(value):
        yield "empty"
    elif not column.flexible and width(safe(_text(value))) <= SHORT:
        yield "short"


def _content(value: Value, label: str) -> str:
    if isinstance(value, Bar):
        return charts.bar(value, f"{label} {value.done}/{value.total}".strip())
    return lines(_text(value))


def _text(value: Value) -> str:
    if isinstance(value, Bar):
        return ""
    return value.text if isinstance(value, Cell) else value


def _tone(value: Value) -> str:
    return value.tone if isinstance(value, Cell) and value.tone is not Tone.NORMAL else ""


def _classes(*names: str) -> str:
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


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
<h1>{title}</h1>{subtitle}
</header>
{body}
</main>
</body>
</html>
"""
