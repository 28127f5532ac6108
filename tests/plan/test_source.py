"""The sentence of the source document behind a task."""

from __future__ import annotations

import pytest
from make import make_task

from planctl.plan.source import SourceTextError, find_sentence, sentences

TEXT = """\
一、基本情况

(一)坚持职权法定。持续深化改革。另一部分的第二句。

三、主要安排

(一)突出系统化,加快建设法治政府。全面总结落实情况。启动达标创建。
（十二）突出协同化。化解纠纷。没有句号的尾巴

四、附则

(三)其他。不在第三部分。
"""


@pytest.mark.parametrize(
    ("reference", "section", "found"),
    [
        ("(一)1", "三", "全面总结落实情况。"),
        ("（一）2", "三", "启动达标创建。"),
        ("(一) 2", "三", "启动达标创建。"),
        ("(一)1", None, "持续深化改革。"),
        ("(一)1", "一", "持续深化改革。"),
        ("(十二)1", "三", "化解纠纷。"),
        ("见(一)2", "三", "启动达标创建。"),
        ("(一)0", "三", None),
        ("(一)3", "三", None),
        ("(十二)2", "三", None),
        ("(三)1", "三", None),
        ("(一)1", "五", None),
        ("(一)" + "1" * 5000, "三", None),
        ("(一)", "三", None),
        ("第三句", "三", None),
    ],
)
def test_sentences_are_counted_after_the_run_in_title(reference: str, section: str | None, found: str | None) -> None:
    assert find_sentence(TEXT, reference, section) == found


def test_tasks_without_a_source_have_no_sentence() -> None:
    tasks = [make_task(id="1.1", source="(一)1"), make_task(id="1.2")]
    assert sentences(tasks, TEXT, "三") == {"1.1": "全面总结落实情况。"}


def test_a_reference_that_leads_nowhere_is_told() -> None:
    with pytest.raises(SourceTextError) as caught:
        sentences([make_task(source="(九)9")], TEXT, "三")
    assert caught.value.fields == {"source": "(九)9"}
