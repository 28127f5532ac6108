"""The plan that the project ships, against the section of the document that it was drawn from.

``examples/section-three.txt`` is that section as the province's website stores it, with its losses: characters between
digits are gone, and punctuation is half-width.
"""

from __future__ import annotations

import re

import pytest
from places import PLAN_2020, ROOT

from planctl.draft.locators import find_sentence
from planctl.draft.outline import read_outline
from planctl.plan.changes import Update
from planctl.plan.model import Status
from planctl.toml import edits, schema
from planctl.toml.difference import difference
from planctl.toml.review import review

TEXT = PLAN_2020.read_text(encoding="utf-8")
SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")
OUTLINE = read_outline(SECTION.splitlines())
SENTENCES = {"一": 6, "二": 6, "三": 6, "四": 4, "五": 5}
HAN = "[\u4e00-\u9fff]"

_parsed = schema.parse(TEXT)
assert _parsed.plan is not None
PLAN = _parsed.plan
TASKS = tuple(PLAN.tasks)
TITLES = [(item.title, item.title_en) for item in PLAN.priorities] + [(item.title, item.title_en) for item in TASKS]


def test_nothing_is_wrong_with_it() -> None:
    assert _parsed.problems() == ()
    assert list(review(PLAN)) == []


def test_the_five_priorities_have_their_official_titles() -> None:
    assert [(priority.id, priority.title) for priority in PLAN.priorities] == [
        ("1", "突出系统化，加快建设法治政府"),
        ("2", "突出法治化，持续优化营商环境"),
        ("3", "突出精细化，加强改进制度建设"),
        ("4", "突出规范化，提高行政执法水平"),
        ("5", "突出协同化，化解社会矛盾纠纷"),
    ]
    titles = re.findall(r"^\([一二三四五]\)([^。]+)。", SECTION, re.MULTILINE)
    assert [priority.title for priority in PLAN.priorities] == [title.replace(",", "，") for title in titles]


def test_ids_count_up_within_each_priority() -> None:
    for priority in PLAN.priorities:
        assert [task.id for task in priority.items] == [
            f"{priority.id}.{number}" for number in range(1, len(priority.items) + 1)
        ]
    assert 50 <= len(TASKS) <= 70


@pytest.mark.parametrize(("part", "count"), SENTENCES.items())
def test_every_sentence_of_the_section_is_behind_a_task(part: str, count: int) -> None:
    assert find_sentence(OUTLINE, f"({part}){count}", "三") is not None
    assert find_sentence(OUTLINE, f"({part}){count + 1}", "三") is None
    named = {task.source for task in TASKS}
    assert {f"({part}){number}" for number in range(1, count + 1)} <= named


def test_every_task_comes_from_a_sentence_of_its_own_part() -> None:
    parts = dict(zip(PLAN.priorities, SENTENCES, strict=True))
    for priority, part in parts.items():
        numbers = []
        for task in priority.items:
            assert task.source is not None
            assert find_sentence(OUTLINE, task.source, "三") is not None, task.id
            match = re.fullmatch(rf"\({part}\)([1-9])", task.source)
            assert match, task.id
            numbers.append(int(match[1]))
        assert numbers == sorted(numbers)


def test_nothing_is_invented() -> None:
    for task in TASKS:
        assert task.status is Status.TODO, task.id
        assert (task.lead, task.support, task.owner, task.due, task.start, task.reading) == (
            None,
            (),
            None,
            None,
            None,
            None,
        )
        assert task.log == ()
    assert PLAN.units == ()


def test_quantities_are_those_of_the_section() -> None:
    targets = {task.id: task.target for task in TASKS if task.target}
    assert {(target.amount, target.unit, target.baseline) for target in targets.values()} == {
        (5, "个领域", None),
        (100, "个", 129),
    }
    for identifier, target in targets.items():
        sentence = find_sentence(OUTLINE, PLAN.task(identifier).source or "", "三")
        assert sentence
        assert f"{target.amount}个" in sentence


def test_instruments_have_their_lost_characters_back() -> None:
    refs = [ref for task in TASKS for ref in task.refs]
    assert refs
    for ref in refs:
        assert re.fullmatch(r"《[^《》]+》（[^（）]+〔20\d\d〕\d+号）", ref), ref
        digits = re.sub(r"[〔〕（）—《》〈〉]", "", ref)
        assert digits in re.sub(r"[〔〕()（）—《》〈〉]", "", SECTION), ref


def test_every_title_is_there_in_both_languages_and_once() -> None:
    for title, title_en in TITLES:
        assert re.search(HAN, title)
        assert title_en
        assert not re.search(HAN, title_en)
        assert title_en.isprintable()
    titles = [task.title for task in TASKS]
    english = [task.title_en for task in TASKS]
    assert len(set(titles)) == len(set(english)) == len(TASKS)
    assert PLAN.title_en


def test_chinese_titles_have_full_width_punctuation() -> None:
    for text in [PLAN.title, *(title for title, _ in TITLES)]:
        assert not re.search(r"[,;:!?()\[\]\"']", text), text
        assert not text.endswith("。")


def test_working_titles_are_short() -> None:
    assert [task.id for task in TASKS if len(task.title) > 30] == []
    assert [task.id for task in TASKS if len(task.title_en or "") > 130] == []


def test_the_source_is_named() -> None:
    assert dict(PLAN.source)["section"] == "三"
    assert PLAN.lang == "zh"


def test_an_edit_that_changes_nothing_keeps_every_byte() -> None:
    assert difference(PLAN, PLAN) == ()
    assert edits.apply(TEXT, ()) == TEXT


def test_a_note_is_three_lines_and_no_other_byte() -> None:
    noted = Update(("1.1",), PLAN.first_day, note="x").apply(PLAN).plan
    there = edits.apply(TEXT, difference(PLAN, noted))
    added = [line for line in there.splitlines() if line not in TEXT.splitlines()]
    assert added == ["log = [", '  { on = 2020-01-01, note = "x" },', "]"]
    assert len(there.splitlines()) == len(TEXT.splitlines()) + len(added)


def test_the_file_is_plain_text() -> None:
    raw = (ROOT / "plans" / "2020.toml").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert b"\t" not in raw
    assert not re.search(rb"[ ]+\n", raw)
