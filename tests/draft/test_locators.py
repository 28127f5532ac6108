"""Where a sentence stands, and the sentence that stands there."""

from __future__ import annotations

import pytest
from make import make_task

from planctl.draft.locators import SourceTextError, find_sentence, placed, sentences
from planctl.draft.outline import Sort, read_outline

TEXT = """\
一、基本情况

(一)坚持职权法定。持续深化改革。另一部分的第二句。

三、主要安排

(一)突出系统化,加快建设法治政府。全面总结落实情况。启动达标创建。
（十二）突出协同化。化解纠纷。没有句号的尾巴

四、附则

(三)其他。不在第三部分。
"""
NUMBERED = """\
二、重点任务
（一）转变职能。措施：
1．压减事项。清理证明。公布清单。
2．建成平台。
（1）选址。
（2）2020年底前上线。
（二）加强监管。
"""


@pytest.mark.parametrize(
    ("reference", "section", "found"),
    [
        ("(一)1", "三", "全面总结落实情况。"),
        ("（一）2", "三", "启动达标创建。"),
        ("(一) 2", "三", "启动达标创建。"),
        ("(一)1", None, "持续深化改革。"),
        ("(一)1", "一", "持续深化改革。"),
        ("三(一)1", None, "全面总结落实情况。"),
        ("三、(一)1", "一", "全面总结落实情况。"),
        ("(十二)1", "三", "化解纠纷。"),
        ("见(一)2", "三", "启动达标创建。"),
        ("(一)0", "三", None),
        ("(一)3", "三", None),
        ("(十二)2", "三", None),
        ("(三)1", "三", None),
        ("(一)1", "五", None),
        ("(一)1", "x", None),
        ("(一)" + "1" * 5000, "三", None),
        ("(一)", "三", None),
        ("第三句", "三", None),
    ],
)
def test_sentences_are_counted_after_the_run_in_title(reference: str, section: str | None, found: str | None) -> None:
    assert find_sentence(read_outline(TEXT.splitlines()), reference, section) == found


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("(一)1.1", "清理证明。"),
        ("(一)1.2", "公布清单。"),
        ("(一)1", "压减事项。清理证明。公布清单。"),
        ("(一)2.1", "选址。"),
        ("(一)2.2", "2020年底前上线。"),
        ("(二)", "加强监管。"),
        ("(一)3", None),
        ("(一)1.3", None),
    ],
)
def test_items_have_their_printed_numbers(reference: str, found: str | None) -> None:
    assert find_sentence(read_outline(NUMBERED.splitlines()), reference, "二") == found


@pytest.mark.parametrize(
    "text", [TEXT, NUMBERED, "1．甲乙丙。丁戊己。庚辛壬。\n2．甲乙。", "一、甲\n乙丙丁戊。己庚辛。"]
)
def test_every_locator_that_is_given_leads_back(text: str) -> None:
    outline = read_outline(text.splitlines())
    told = [piece for piece in placed(outline.nodes) if piece.sort is Sort.SENTENCE and not piece.is_lead_in]
    assert told
    for piece in told:
        assert find_sentence(outline, piece.locator) == piece.text, piece.locator


def test_a_hidden_chapter_stands_in_no_locator() -> None:
    outline = read_outline(TEXT.splitlines())
    chapter = outline.chapters[1]
    assert [piece.locator for piece in placed([chapter], (), chapter)][:2] == ["(一)1", "(一)2"]


def test_tasks_without_a_source_have_no_sentence() -> None:
    tasks = [make_task(id="1.1", source="(一)1"), make_task(id="1.2")]
    assert sentences(tasks, read_outline(TEXT.splitlines()), "三") == {"1.1": "全面总结落实情况。"}


def test_a_reference_that_leads_nowhere_is_told() -> None:
    with pytest.raises(SourceTextError) as caught:
        sentences([make_task(source="(九)9")], read_outline(TEXT.splitlines()), "三")
    assert caught.value.fields == {"source": "(九)9"}
