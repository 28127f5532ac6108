"""How the words of a text are spelled in a plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.spelling import masked, widened, with_full_stops


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("突出系统化,加快建设", "突出系统化，加快建设"),
        ("市(州)、县(市、区)", "市（州）、县（市、区）"),
        ("纲要(2015—2020年)", "纲要（2015—2020年）"),
        ("约1,200个,其中3:1", "约1,200个，其中3:1"),
        ("use (API v2), please", "use (API v2), please"),
    ],
)
def test_punctuation_beside_chinese_is_wide(text: str, wide: str) -> None:
    assert widened(text) == wide
    assert widened(wide) == wide


def test_titles_and_quotations_are_not_read() -> None:
    assert masked("落实《纲要（2015—2020年）》，建１００个“5G”点") == f"落实{'□' * 16},建100个□□□□点"


@given(st.text(max_size=60))
def test_what_is_masked_keeps_its_length(text: str) -> None:
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("(二)执法监督.开展检查.通报结果.", "(二)执法监督。开展检查。通报结果。"),
        ("1.甲厅.2.乙局.", "1.甲厅。2.乙局。"),
        ("完善制度!加强监督?", "完善制度！加强监督？"),
        ("一.重点工作", "一.重点工作"),
        ("覆盖全部乡镇.", "覆盖全部乡镇。"),
        ("第一句。版本2.甲.乙", "第一句。版本2.甲.乙"),
        ("见example.org。", "见example.org。"),
    ],
)
def test_half_width_stops_end_a_sentence_too(line: str, spelled: str) -> None:
    assert with_full_stops(line) == spelled
