"""Web pages as lines and tables."""

from __future__ import annotations

from planctl.draft.documents import read_document

PAGE = """\
<?xml version="1.0" encoding="gbk"?>
<!DOCTYPE html><html><head><title>页面</title><style>p {}</style></head><body>
<nav>首页 | 栏目</nav><script>var x = "一、假的";</script>
<h1>2020年工作要点</h1>
<p>一、深化<b>改革</b>&nbsp;</p><p>（一）甲。<br>乙丙。</p>
<ul><li>制定办法。</li><li><p>建立机制。</p></li></ul>
<ol><li>开展检查。</li><li><p>公布结果。</p></li></ol>
<table><tr><td rowspan="2">一级</td><td colspan="2">二级</td></tr><tr><td>乙</td><td>丙</td></tr></table>
<table><tr><td>只作排版的表格。</td></tr></table>
<footer>版权</footer></body></html>
"""


def test_a_page_is_read_without_its_frame() -> None:
    document = read_document(PAGE.encode(), "a.html")
    assert document.lines == (
        "2020年工作要点",
        "一、深化改革",
        "（一）甲。",
        "乙丙。",
        "1．制定办法。",
        "建立机制。",
        "1．开展检查。",
        "2．公布结果。",
        "只作排版的表格。",
    )
    assert document.tables == ((("一级", "二级", "二级"), ("一级", "乙", "丙")),)


def test_lists_within_lists_have_their_levels_and_their_own_numbers() -> None:
    deep = "<ol><li>甲<ol><li value=3>乙</li><ol start=2><li><p>丙</p><ul><li>丁</ul></ol></ol></ol>"
    deep += "<ol start=2><li>戊</ol>"
    assert read_document(f"<html>{deep}".encode(), "-").lines == ("一、甲", "（三）乙", "2．丙", "1．丁", "二、戊")
    flat = "<ol><li>甲<ol><li>乙</li></ol></ol>"
    assert read_document(f"<html>{flat}".encode(), "-").lines == ("1．甲", "（1）乙")


def test_lines_that_are_set_as_they_stand_are_kept_apart() -> None:
    page = "<html><body><pre>2020年<b>要点</b>\n\n一、甲\n（一）<i>乙</i>。\n丙丁</pre><p>戊\n己</p></body></html>"
    assert read_document(page.encode(), "a.html").lines == ("2020年要点", "一、甲", "（一）乙。", "丙丁", "戊己")


def test_a_page_is_known_without_its_ending_and_in_gbk() -> None:
    assert read_document("<html><body><p>一、甲</p></body></html>".encode("gbk"), "-").lines == ("一、甲",)


def test_an_empty_or_hostile_page_has_no_lines() -> None:
    assert read_document(b"", "a.html").lines == ()
    assert read_document(b"<!-- -->", "a.html").lines == ()
    deep = ("<div>" * 5000 + "甲" + "</div>" * 5000).encode()
    assert read_document(deep, "a.html").lines in {("甲",), ()}
    wide = '<table><tr><td colspan="99999999">甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>'.encode()
    assert len(read_document(wide, "a.html").tables[0][0]) == 201
    spread = "<table>" + '<tr><td rowspan="200" colspan="200">甲</td></tr>' * 300 + "</table>"
    assert max(map(len, read_document(spread.encode(), "a.html").tables[0])) <= 1200
    assert read_document(b"<html><p>" + b" " * 200_000 + b"x", "a.html").lines == ("x",)
