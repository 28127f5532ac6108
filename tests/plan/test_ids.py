"""Which tasks are meant by what is typed."""

from __future__ import annotations

import pytest
from make import make_plan, make_priority, make_task

from planctl.plan.ids import BadIdError, UnknownGroupError, UnknownTaskError, choose, find_group, parse_ids

KNOWN = tuple(f"{priority}.{number}" for priority, last in ((1, 10), (2, 16), (5, 17)) for number in range(1, last + 1))


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        (["5.4"], "5.4"),
        (["5.4", "1.1"], "5.4 1.1"),
        (["５．４"], "5.4"),
        (["5。4"], "5.4"),
        (["5｡4"], "5.4"),
        (["\u200e1.2"], "1.2"),
        (["1.1,5.3"], "1.1 5.3"),
        (["1.1，5.3、2.2；2.1"], "1.1 5.3 2.2 2.1"),
        ([" 1.1  5.3, "], "1.1 5.3"),
        (["1.1..1.4"], "1.1 1.2 1.3 1.4"),
        (["1.4..1.1"], "1.1 1.2 1.3 1.4"),
        (["1.9..2.2"], "1.9 1.10 2.1 2.2"),
        (["1.1～1.3"], "1.1 1.2 1.3"),
        (["1.1-1.3"], "1.1 1.2 1.3"),
        (["1.1—1.3"], "1.1 1.2 1.3"),
        (["1.1至1.3"], "1.1 1.2 1.3"),
        (["1.1……1.3"], "1.1 1.2 1.3"),
        (["1.1..1.1"], "1.1"),
        (["*.1"], "1.1 2.1 5.1"),
        (["１．*"], "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10"),
        (["1.1*"], "1.1 1.10"),
        (["1.3,1.1..1.3", "1.1"], "1.3 1.1 1.2"),
        ([], ""),
    ],
)
def test_ids_are_named_one_by_one_in_lists_ranges_and_wildcards(values: list[str], ids: str) -> None:
    assert parse_ids(values, KNOWN).ids == tuple(ids.split())


def test_the_star_alone_names_every_task_in_the_order_of_the_document() -> None:
    assert parse_ids(["*"], KNOWN).ids == KNOWN


@pytest.mark.parametrize(
    ("typed", "known", "ids"),
    [
        ("1-2", ("1", "2-3", "1-2", "2"), ("1-2",)),
        ("a.b-c", ("a.b", "c", "a.b-c"), ("a.b-c",)),
        ("A,B", ("A", "A,B"), ("A,B",)),
        ("x_1", ("x", "x_1"), ("x_1",)),
        ("a-1..a-3", ("a-1", "a-2", "a-3"), ("a-1", "a-2", "a-3")),
        ("a-1-a-3", ("a-1", "a-2", "a-3"), ("a-1", "a-2", "a-3")),
    ],
)
def test_what_is_an_id_itself_is_read_as_nothing_else(typed: str, known: tuple[str, ...], ids: tuple[str, ...]) -> None:
    assert parse_ids([typed], known).ids == ids


def test_a_dash_that_could_part_two_ranges_is_not_guessed_at() -> None:
    with pytest.raises(UnknownTaskError):
        parse_ids(["1-2-3"], ("1", "2-3", "1-2", "3"))


@pytest.mark.parametrize(
    ("values", "missing", "suggestions"),
    [
        (["5.04"], "5.04", ("5.4",)),
        (["01.2"], "01.2", ("1.2",)),
        (["2"], "2", ("2.*",)),
        (["02"], "02", ("2.*",)),
        (["9.*"], "9.*", ()),
        (["1.1..9.4"], "9.4", ("1.4", "2.4", "5.4")),
        (["1.1-9.4"], "1.1-9.4", ("1.1", "1.4", "1.9")),
        (["9.4-1.1"], "9.4-1.1", ("1.1", "1.10")),
        (["7.1..7.3"], "7.1, 7.3", ("1.1", "1.3")),
        (["1.1", "5.99", "7.1,1.2"], "5.99, 7.1", ("5.9", "1.1")),
        (["5.99", "5.99"], "5.99", ("5.9", "5.1", "5.2")),
        (["1_0"], "1_0", ("1.10", "2.10", "5.10")),
    ],
)
def test_all_unknown_ids_are_named_at_once_with_the_nearest_ones(
    values: list[str], missing: str, suggestions: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownTaskError) as caught:
        parse_ids(values, KNOWN)
    assert caught.value.fields == {"id": missing}
    assert caught.value.suggestions == suggestions


NO_IDS = ["", " ", ",", "①", "5.²", "⒈2", "⑴", "٥.٤", "-1", "−1", "--help", "张三", "5.4.", "1.1..", ".."]


@pytest.mark.parametrize("typed", NO_IDS)
def test_what_has_not_the_form_of_an_id_is_refused(typed: str) -> None:
    with pytest.raises(BadIdError) as caught:
        parse_ids(["1.1", typed], KNOWN)
    assert caught.value.fields == {"value": typed}


def test_ids_are_compared_as_text_and_not_as_numbers() -> None:
    known = ("1.1", "1.10", "1.2", "1.20")
    assert parse_ids(["1.10", "1.2"], known).ids == ("1.10", "1.2")


# --- groups ----------------------------------------------------------------------------------------------------------

GROUPS = make_plan(
    make_priority("1", make_task(id="1.1"), make_task(id="1.2"), title="优化营商环境", title_en="Business environment"),
    make_priority("2", make_task(id="2.1"), make_task(id="1.3"), title="化解矛盾，维护稳定", title_en="Disputes"),
    make_priority("3", title="化解纠纷"),
)


@pytest.mark.parametrize(
    ("typed", "ids", "singly"),
    [
        (["1"], "1.1 1.2", ""),
        (["2"], "2.1 1.3", ""),  # what stands there, whatever it is called
        (["２"], "2.1 1.3", ""),
        (["1,2.1"], "1.1 1.2 2.1", "2.1"),
        (["1.*"], "1.1 1.2 1.3", ""),
        (["1", "1.1"], "1.1 1.2", "1.1"),
        (["1.1..1.1"], "1.1", ""),
        (["1.2，1.1"], "1.2 1.1", "1.1 1.2"),
    ],
)
def test_a_group_is_every_task_that_stands_in_it(typed: list[str], ids: str, singly: str) -> None:
    chosen = choose(GROUPS, typed)
    assert (chosen.ids, chosen.singly) == (tuple(ids.split()), frozenset(singly.split()))


@pytest.mark.parametrize(("typed", "meant"), [("02", ("2",)), ("3", ("1.3",)), ("4", ())])
def test_a_group_that_holds_nothing_names_nothing(typed: str, meant: tuple[str, ...]) -> None:
    with pytest.raises(UnknownTaskError) as caught:
        choose(GROUPS, [typed])
    assert caught.value.fields == {"id": typed}
    assert caught.value.suggestions[:1] == meant


def test_what_is_a_task_is_no_group() -> None:
    plan = make_plan(make_priority("A", make_task(id="B"), make_task(id="A.1")), make_priority("B", make_task(id="C")))
    assert choose(plan, ["B"]).ids == ("B",)


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("1", "1"),
        ("１", "1"),
        ("1.*", "1"),
        ("优化营商环境", "1"),
        ("business ENVIRONMENT", "1"),
        ("营商", "1"),
        ("化解矛盾，维护稳定", "2"),
        ("化解纠纷", "3"),
    ],
)
def test_a_group_is_found_by_its_id_and_by_its_title(typed: str, group: str) -> None:
    assert find_group(GROUPS, typed).id == group


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [("化解", ("化解矛盾，维护稳定", "化解纠纷")), ("优化营商坏境", ("优化营商环境",)), ("9", ()), ("\u200b", ())],
)
def test_a_group_that_is_not_meant_for_sure_is_refused(typed: str, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownGroupError) as caught:
        find_group(GROUPS, typed)
    assert caught.value.fields == {"id": typed, "known": "1, 2, 3"}
    assert caught.value.suggestions == suggestions
