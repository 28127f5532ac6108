"""Files of every kind become tables, and hostile ones are refused in time, in little memory, for a reason."""

from __future__ import annotations

import io
import json
import re
import resource
import time
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from docx import Document
from ledgers import listen, plan_with_units, workbook
from make import make_day

from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.sheet import Book, FileRefusedError, Sheet, address, column_name, origins, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from calc import Calc

HEADER = ["任务名称", "牵头单位", "完成时限"]
ROW = ["印发方案", "省司法厅", "6月底"]
TITLE = "印发方案"


def only_sheet(content: bytes, suffix: str = ".xlsx") -> Sheet:
    (sheet,) = open_file(content, "文件", suffix).book.sheets
    return sheet


def refusal(content: bytes, suffix: str = ".xlsx") -> str:
    with pytest.raises(FileRefusedError) as caught:
        listen(content, suffix=suffix)
    return str(caught.value.fields["refusal"])


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a packed file with one part changed, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), part]):
            text = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(text) if name == part else text)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook([HEADER, ROW])


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def test_a_workbook_has_its_values_with_their_types() -> None:
    moment = datetime.fromisoformat("2020-06-30T17:05")
    rows = [["文", 1, 1.5, True, date(2020, 6, 30), moment], [None, "=1+1", "1.10", "\n甲\n", "'x", "@"]]
    assert only_sheet(workbook(rows)).rows == (
        ("文", 1, 1.5, True, date(2020, 6, 30), moment),
        (None, "=1+1", "1.10", "\n甲\n", "'x", "@"),
    )


def test_a_workbook_tells_merges_and_what_is_hidden() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("台账")
    sheet.merge_range("A1:C1", "标题")
    for number, row in enumerate([HEADER, ROW, ROW], start=1):
        sheet.write_row(number, 0, row)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.write_comment("A3", "批注")
    book.add_worksheet("秘").hide()
    book.close()
    found = open_file(file.getvalue(), "文件", ".xlsx").book
    assert found.sheets[0].merges == (((0, 0), (0, 2)),)
    assert (found.sheets[0].hidden_rows, found.sheets[0].hidden_columns) == ((3,), (2,))
    assert [sheet.is_hidden for sheet in found.sheets] == [False, True]
    assert found.remarks == ("comments",)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"date_1904": True, "default_date_format": "yyyy-mm-dd"})
    book.add_worksheet().write_datetime(0, 0, datetime.fromisoformat("2020-06-30"))
    book.close()
    assert only_sheet(file.getvalue()).rows == ((date(2020, 6, 30),),)


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_spreadsheets_read_alike(ending: str, calc: Calc) -> None:
    rows = [
        [*HEADER, "进展情况"],
        ["印发方案", "省司法厅", date(2020, 6, 30), "已起草"],
        ["开展督察", None, None, "未动"],
    ]
    content = calc.converted(workbook(rows, ["B2:B3"]), ending)
    heard = listen(content, suffix=f".{ending}")
    assert [said.fields["lead"] for said in heard.said] == ["省司法厅", "省司法厅"]
    assert heard.said[0].fields["due"] == date(2020, 6, 30)


def test_a_packed_file_of_another_kind_is_none() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "甲")
    assert refusal(file.getvalue()) == "kind"


# --- hostile ones -----------------------------------------------------------------------------------------------------


def _bomb() -> bytes:
    return changed(BOOK, SHEET, lambda text: text + b" " * (600 * 2**20))


def _many_parts() -> bytes:
    file = io.BytesIO(BOOK)
    with zipfile.ZipFile(file, "a") as packed:
        for number in range(6000):
            packed.writestr(f"xl/media/{number}.png", b"")
    return file.getvalue()


def _far(cell: bytes) -> bytes:
    return changed(BOOK, SHEET, lambda text: text.replace(b'r="C2"', b'r="%s"' % cell))


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]>'.encode()
    return changed(BOOK, "xl/sharedStrings.xml", lambda text: text.replace(b"?>", b"?>" + bomb, 1))


def _external() -> bytes:
    reference = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return changed(BOOK, "xl/workbook.xml", lambda text: text.replace(b"?>", b"?>" + reference, 1))


def _cells_without_end() -> bytes:
    """A column of cells that all show one text of 32 kB: small in the file, 3 GB when each has its own."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 100_000))
    text = changed(
        BOOK,
        SHEET,
        lambda text: re.sub(
            b"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", text, flags=re.DOTALL
        ),
    )
    return changed(text, "xl/sharedStrings.xml", lambda text: text.replace("任务名称".encode(), b"x" * 32_000, 1))


def _merged(area: bytes, rows: int = 30_000) -> bytes:
    content = workbook([HEADER, *([[f"任务{n}", *["值"] * 9] for n in range(rows)])])
    merge = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % area
    return changed(content, SHEET, lambda text: text.replace(b"</sheetData>", b"</sheetData>" + merge))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (_bomb, "bomb"),
    "too many parts": (_many_parts, "bomb"),
    "a far column": (lambda: _far(b"XFD2"), "far"),
    "a far row": (lambda: _far(b"C1048576"), "far"),
    "a far corner": (lambda: _far(b"ALL90000"), "far"),
    "entities": (_entities, "entities"),
    "an external entity": (_external, "entities"),
    "links to other workbooks": (
        lambda: changed(BOOK, "xl/externalLinks/externalLink1.xml", lambda _: b"<x/>"),
        "links",
    ),
    "cells without end": (_cells_without_end, "bomb"),
    "a giant merge": (lambda: _merged(b"A1:XFD1048576"), "merges"),
    "a part in another encoding": (lambda: changed(BOOK, SHEET, lambda text: text.decode().encode("utf-16")), "broken"),
    "half a file": (lambda: BOOK[: len(BOOK) // 2], "broken"),
    "no workbook": (lambda: changed(BOOK, "xl/workbook.xml", lambda _: b"<x/>"), "broken"),
    "a password": (
        lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "half an old file": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "broken"),
    "a web page": (lambda: b"\n<html><table><tr><td>x</td></tr></table></html>", "web"),
    "a spreadsheet of 2003": (lambda: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "web"),
    "no text": (lambda: b"\x00\x01\x02\xff\xfe\x00" * 10, "encoding"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_time_and_in_little_memory(name: str) -> None:
    make, expected = HOSTILE[name]
    content = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    # what an unknown text file may be called is not looked at
    found = refusal(content, ".xlsx")
    assert found == expected or (name == "half an old file" and found == "bomb")
    assert time.monotonic() - start < 5
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200 * 1024  # kB


def test_a_dimension_that_lies_changes_nothing() -> None:
    lying = changed(
        BOOK, SHEET, lambda text: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', text)
    )
    assert only_sheet(lying).rows == only_sheet(BOOK).rows


def test_a_wide_merge_ends_where_the_table_does() -> None:
    heard = listen(_merged(b"A2:XFD2", rows=3))
    assert [said.fields["title"] for said in heard.said] == ["任务1", "任务2"]


def test_far_cells_that_are_only_formatted_are_no_matter() -> None:
    styled = changed(BOOK, SHEET, lambda text: text.replace(b"</row>", b'<c r="XFD1" s="1"/></row>', 1))
    assert only_sheet(styled).rows == only_sheet(BOOK).rows


def test_overlapping_merges_are_refused() -> None:
    sheet = Sheet("x", (("值",) * 300,) * 300, tuple(((0, 0), (299, 299 - n)) for n in range(100)))
    with pytest.raises(FileRefusedError):
        origins(sheet)


CHUNK = 2**18


def _behind_blanks(content: bytes, part: str, piece: bytes, shift: int) -> bytes:
    """Return a packed file in which ``piece`` stands behind blanks, its first bytes in one chunk of 256 kB."""

    def change(text: bytes) -> bytes:
        before, mark, after = text.partition(b"?>")
        return before + mark + b" " * (CHUNK - len(before + mark) - shift) + piece + after

    return changed(content, part, change)


@pytest.mark.parametrize("shift", [0, 1, 5, 9])
def test_what_is_forbidden_is_seen_wherever_the_chunks_of_a_part_end(shift: int) -> None:
    assert refusal(_behind_blanks(BOOK, "xl/sharedStrings.xml", b"<!DOCTYPE x []>", shift)) == "entities"
    told = _behind_blanks(BOOK, "xl/styles.xml", b"<!--<strike/>-->", shift)
    assert [one.code for one in listen(told).remarks] == ["struck"]


def test_a_cell_is_seen_wherever_the_chunks_of_a_sheet_end() -> None:
    far = b'<!--<c r="XFD9"><v>1</v></c>-->'
    for shift in (5, 10, 15):
        with pytest.raises(FileRefusedError) as caught:
            listen(_behind_blanks(BOOK, SHEET, far, shift))
        assert caught.value.fields == {"refusal": "far", "cell": "XFD9"}


# --- text -------------------------------------------------------------------------------------------------------------

TABLE = "任务名称,牵头单位,完成时限\n印发方案,省司法厅,6月底\n"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        b"\xff\xfe" + TABLE.replace(",", "\t").encode("utf-16-le"),
        ("sep=;\n" + TABLE.replace(",", ";")).encode("utf-8-sig"),
        TABLE.replace(",", "\t").replace("\n", "\r\n").encode(),
        TABLE.replace("印发方案", '"印发方案"').encode(),
    ],
)
def test_text_is_read_in_every_encoding_and_with_every_separator(content: bytes) -> None:
    (said,) = listen(content, suffix=".csv").said
    assert (said.fields["title"], said.fields["lead"], str(said.fields["due"])) == (TITLE, "省司法厅", "2020-06-30")


def test_an_encoding_can_be_named() -> None:
    content = "任務,牽頭單位".encode("big5")
    assert open_file(content, "x", ".csv", "big5").book.sheets[0].rows == (("任務", "牽頭單位"),)
    for name, refusal in (("no-such", "no-encoding"), ("undefined", "encoding"), ("hex", "encoding")):
        with pytest.raises(FileRefusedError) as caught:
            open_file(content, "x", ".csv", name)
        assert caught.value.fields["refusal"] == refusal
    with pytest.raises(FileRefusedError):
        open_file(workbook([["任务名称", "牵头单位"]]), "x", ".xlsx", "no-such")
    records = '[{"任務": "甲"}]'.encode("big5")
    assert open_file(records, "x", ".json", "big5").book.sheets[0].rows == (("任務",), ("甲",))


def test_cells_of_text_keep_their_addresses_below_a_line_that_names_the_separator() -> None:
    assert only_sheet(b"sep=;\na;b", ".csv").rows == ((), ("a", "b"))


@pytest.mark.parametrize(
    ("rows", "columns", "cell"),
    [(100_000, 1, None), (100_001, 1, "A100001"), (1, 1_000, None), (1, 1_001, "ALM1")],
)
def test_a_table_of_text_ends_where_any_ledger_does(rows: int, columns: int, cell: str | None) -> None:
    content = (b",".join([b"a"] * columns) + b"\n") * rows
    if cell is None:
        assert len(only_sheet(content, ".csv").rows) == rows
        return
    with pytest.raises(FileRefusedError) as caught:
        open_file(content, "x", ".csv")
    assert caught.value.fields == {"refusal": "far", "cell": cell}


def test_a_line_in_quotation_marks_goes_over_lines() -> None:
    assert only_sheet('任务,说明\n"甲\n乙","a,""b"""'.encode(), ".csv").rows[1] == ("甲\n乙", 'a,"b"')


def test_records_of_json_are_rows() -> None:
    records = [{"任务名称": TITLE, "牵头单位": "省司法厅", "配合单位": ["省财政厅", "省信访局"]}]
    for data in (records, {"tasks": records, "kind": "tasks"}):
        (said,) = listen(json.dumps(data, ensure_ascii=False).encode(), suffix=".json").said
        assert (said.fields["title"], said.fields["support"]) == (TITLE, ("省财政厅", "省信访局"))
    assert refusal(b"[1, 2]", ".json") == "records"
    assert refusal(b"{", ".json") == "broken"
    assert refusal(b"[" * 100_000, ".json") == "broken"


# --- documents --------------------------------------------------------------------------------------------------------


def document(*tables: list[list[str]], above: str = "") -> bytes:
    file, word = io.BytesIO(), Document()
    for rows in tables:
        word.add_paragraph(above)
        table = word.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    word.save(file)
    return file.getvalue()


def test_a_table_of_a_document_is_a_sheet_named_after_the_line_above() -> None:
    (said,) = listen(document([HEADER, ROW], above="重点工作"), suffix=".docx").said
    assert (said.group, said.fields["title"], said.fields["lead"]) == ("重点工作", TITLE, "省司法厅")


def test_a_table_that_goes_on_without_a_header_keeps_the_first() -> None:
    heard = listen(document([HEADER, ROW], [["开展督察", "省财政厅", "9月底"]], above="重点工作"), suffix=".docx")
    assert [said.fields["title"] for said in heard.said] == [TITLE, "开展督察"]


def test_merged_cells_of_a_document_speak_for_all_their_rows() -> None:
    file, word = io.BytesIO(), Document()
    table = word.add_table(3, 3)
    for number, row in enumerate([HEADER, ROW, ["开展督察", "", "9月底"]]):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    word.save(file)
    heard = listen(file.getvalue(), suffix=".docx")
    assert [said.fields["lead"] for said in heard.said] == ["省司法厅", "省司法厅"]


def test_a_document_without_a_table_is_refused() -> None:
    assert refusal(document(), ".docx") == "tables"
    hostile = changed(
        document([HEADER]), "word/document.xml", lambda text: text.replace(b"?>", b"?><!DOCTYPE x []>", 1)
    )
    assert refusal(hostile, ".docx") == "entities"
    assert refusal(changed(document([HEADER]), "word/document.xml", lambda _: b"<x"), ".docx") == "broken"


# --- places -----------------------------------------------------------------------------------------------------------


def test_places_are_called_as_spreadsheets_call_them() -> None:
    assert [column_name(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert address((6, 1)) == "B7"
    assert sheet_of("x", [["a"], ["b", "c"]]).width == 2


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        (b'<c r="C3"><f>A1&amp;"x"</f></c>', True),
        (b'<c r="C3"><f>A1</f><v></v></c>', True),
        (b'<c r="C3" s="1"><f t="shared" si="0"/><v/></c>', True),
        (b'<c r="C3" t="e"><f>A1</f><v>#REF!</v></c>', True),
        (b'<c r="C3" t="str"><f>A1</f><v></v></c>', False),
        (b'<c r="C3"><f>1+1</f><v>2</v></c>', False),
        (b'<c r="C3" s="1"/>', False),
    ],
)
def test_formulas_that_nobody_worked_out_and_errors_are_told(cell: bytes, is_told: bool) -> None:
    rows = [["任务名称", "牵头单位", "进展情况"], ["甲", None, None]]
    end = b"</row></sheetData>"
    new = b'</row><row r="3"><c r="A3" t="inlineStr"><is><t>\xe4\xb9\x99</t></is></c>' + cell + end
    content = changed(workbook(rows), "xl/worksheets/sheet1.xml", lambda text: text.replace(end, new))
    heard = listen(content)
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]
    found = [(one.code, one.cells) for one in heard.remarks if one.code != "no-status"]
    assert found == ([("no-value", ("C3",))] if is_told else [])


def test_what_lies_under_a_merge_and_a_heading_without_tasks_are_told() -> None:
    shown = only_sheet(workbook([["任务名称", "牵头单位"], ["甲", "省司法厅"]]))
    book = Book((shown._replace(merges=(((1, 0), (5, 90)),)),))
    heard = hear(book, "文件", plan_with_units(), Terms(make_day("2020-07-01"), {}))
    assert [(one.code, one.cells, one.text) for one in heard.remarks] == [
        ("covered", ("B2",), "省司法厅"),
        ("heading", ("A2",), "甲"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "titles"),
    [
        (r"(<w:tr>(?:(?!<w:tr>).)*?乙.*?</w:tr>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", ["甲", "乙"]),
        (r"(<w:tc>(?:(?!<w:tc>).)*?乙.*?</w:tc>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", ["甲", "乙"]),
        (r"(<w:p>(?:(?!<w:p>).)*?乙.*?</w:p>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt><w:p/>", ["甲", "乙"]),
        (r"(<w:tbl>.*</w:tbl>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", ["甲", "乙"]),
        (r"<w:tr>((?:(?!<w:tr>).)*?乙)", r"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>\1", ["甲"]),
        (
            r"<w:t>乙</w:t>",
            (
                "<w:t>乙</w:t><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
                "<mc:Choice><w:t>丙</w:t></mc:Choice><mc:Fallback><w:t>丙</w:t></mc:Fallback></mc:AlternateContent>"
            ),
            ["甲", "乙丙"],
        ),
    ],
)
def test_what_stands_in_fields_of_a_document_is_read_once_and_what_was_deleted_not(
    old: str, new: str, titles: list[str]
) -> None:
    content = document([["任务名称", "牵头单位"], ["甲", "省司法厅"], ["乙", "省财政厅"]])

    def edit(text: bytes) -> bytes:
        return re.sub(old, new, text.decode(), flags=re.DOTALL).encode()

    heard = listen(changed(content, "word/document.xml", edit))
    assert ([said.fields["title"] for said in heard.said], heard.remarks) == (titles, ())


def test_a_table_within_a_cell_is_part_of_it_and_comments_and_strikes_are_told() -> None:
    word = Document()
    table = word.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, HEADER, strict=False):
        cell.text = text
    table.rows[1].cells[0].text = "甲"
    table.rows[1].cells[0].paragraphs[0].runs[0].font.strike = True
    table.rows[1].cells[1].add_table(1, 1).rows[0].cells[0].text = "省司法厅"
    word.add_comment(table.rows[1].cells[0].paragraphs[0].runs, text="批注")
    file = io.BytesIO()
    word.save(file)
    heard = listen(file.getvalue())
    assert heard.said[0].fields["lead"] == "省司法厅"
    assert sorted(one.code for one in heard.remarks) == ["comments", "struck"]


def test_an_open_document_tells_what_is_hidden_commented_and_struck(calc: Calc) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("台账")
    for number, row in enumerate([["任务名称", "牵头单位"], ["甲", "省司法厅"], ["乙", "省财政厅"]]):
        sheet.write_row(number, 0, row)
    sheet.write(3, 0, "丙", book.add_format({"font_strikeout": True}))
    sheet.write_comment("A2", "批注")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, 10, None, {"hidden": True})
    book.close()
    heard = listen(calc.converted(file.getvalue(), "ods"))
    assert [(one.code, one.cells) for one in heard.remarks] == [
        ("hidden-rows", ("3",)),
        ("hidden-columns", ("B1",)),
        *((code, ()) for code in ("struck", "comments")),
    ]
