"""Documents as lines and tables: plain text and its encodings, and what is no text."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft import documents
from planctl.draft.documents import NoTextError, TooLargeError, read_document
from planctl.errors import MissingPackageError

TEXT = "三、安排\n（一）甲。乙丙。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert read_document(TEXT.encode(encoding), "a.txt").lines == ("三、安排", "（一）甲。乙丙。")


def test_a_whole_text_in_gbk_and_windows_line_ends_is_read() -> None:
    assert read_document(TEXT.replace("\n", "\r\n").encode("gbk"), "-").lines == ("三、安排", "（一）甲。乙丙。")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n\x00\x01\x02",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xff\xff\xff",
        b"PK\x03\x04 broken",
        bytes(range(256)) * 4,
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NoTextError) as caught:
        read_document(content, "a.doc")
    assert caught.value.fields == {"path": "a.doc"}


def test_an_archive_that_is_no_word_document_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(NoTextError):
        read_document(file.getvalue(), "a.xlsx")


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 2_000_000)
    with pytest.raises(TooLargeError):
        read_document(b" " * 3_000_000, "a.docx")


@pytest.mark.parametrize("package", ["docx", "lxml"])
def test_a_package_that_is_missing_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("planctl.draft.from_", package))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    content = file.getvalue() if package == "docx" else b"<html><p>x</p></html>"
    with pytest.raises(MissingPackageError) as caught:
        read_document(content, "a")
    assert caught.value.fields == {"format": "a", "package": "python-docx"}


def test_rows_with_tabs_or_bars_are_tables() -> None:
    document = read_document(
        "标题\n一级\t二级\n甲\t乙\n正文。\n| 丙 | 丁 |\n| 戊 | 己 |\n\n单独\t一行".encode(), "a.txt"
    )
    assert document.lines == ("标题", "正文。", "", "单独\t一行")
    assert document.tables == ((("一级", "二级"), ("甲", "乙")), (("丙", "丁"), ("戊", "己")))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        document = read_document(content, "a.txt")
    except NoTextError:
        return
    assert all("\n" not in line for line in document.lines)


def test_a_tab_behind_the_number_of_a_line_makes_no_table() -> None:
    text = "一、\t重点任务\n1.\t加强培训。\n2.\t开展评议。\n·\t甲。\n·\t乙。"
    assert read_document(text.encode(), "a.txt").tables == ()
    assert read_document("1.\t加强培训\t甲厅\n2.\t开展评议\t乙厅".encode(), "a.txt").tables != ()
