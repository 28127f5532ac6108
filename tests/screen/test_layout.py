"""Column widths and the parts of a record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import Bar, Cell, Column
from planctl.screen import layout
from planctl.screen.layout import Track


def track(text: str, *, label: str = "", flexible: bool = False, right: bool = False) -> Track:
    return Track.measured(Column(text, label, right=right, flexible=flexible), label, [Cell(text)], 10)


def bars() -> Track:
    return Track.measured(Column("bar", ""), "", [Bar(1, 2)], 10)


def sizes(tracks: list[Track], screen: int) -> list[int]:
    return [size for _, size in layout.columns(tracks, screen)]


def test_columns_have_the_width_they_need_where_there_is_room() -> None:
    assert sizes([track("1.1", label="编号"), track("题" * 10, flexible=True), bars()], 80) == [4, 20, 10]


def test_a_flexible_column_takes_what_is_left() -> None:
    assert sizes([track("1.1"), track("题" * 50, flexible=True), track("12-31")], 80) == [3, 68, 5]


def test_flexible_columns_share_and_none_gets_more_than_it_needs() -> None:
    tracks = [track("题" * 50, flexible=True), track("题题", flexible=True), track("题" * 40, flexible=True)]
    assert sizes(tracks, 80) == [36, 4, 36]


def test_bars_go_before_text_is_squeezed() -> None:
    assert len(sizes([track("题" * 50, flexible=True), bars(), track("单" * 5)], 40)) == 2


def test_text_gives_way_but_ids_dates_numbers_and_drawings_do_not() -> None:
    tracks = [
        track("1.1"),
        track("题" * 50, flexible=True),
        track("省" * 20),
        track("2020-12-31"),
        track("36/100 个", right=True),
        track("━━  ━━○"),
    ]
    assert sizes(tracks, 80) == [3, 28, 13, 10, 9, 7]
    assert sizes(tracks, 60) == [3, 13, 8, 10, 9, 7]


def test_a_title_is_not_cut_beside_a_cell_that_takes_more_lines() -> None:
    title, unit = track("题" * 50, flexible=True), track("省" * 12)
    assert layout.limits([(title, 20), (unit, 8)], 2) == [3]
    assert layout.limits([(title, 20), (unit, 24)], 2) == [2]
    assert layout.limits([(title, 20), (unit, 8)], 0) == [0]


def test_a_record_has_short_values_at_its_head_and_labels_the_rest() -> None:
    short, title, status = track("1.1"), track("题" * 9, flexible=True), track("推进中")
    unit, number, empty = track("省" * 7), track("36", right=True), track("")
    parts = layout.record([short, title, status, unit, number, empty], 40)
    assert parts == layout.Record(head=(short, status), body=(title,), labelled=(unit, number))


def test_the_head_of_a_record_fits_the_screen() -> None:
    parts = layout.record([track("1.1"), track("二" * 6), track("三" * 6), track("四" * 6)], 36)
    assert len(parts.head) == 3
    assert len(parts.labelled) == 1


@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=6), st.integers(40, 140))
def test_columns_of_chinese_always_fit(columns: list[tuple[int, bool]], screen: int) -> None:
    tracks = [track("字" * length, flexible=flexible) for length, flexible in columns]
    fitted = sizes(tracks, screen)
    assert sum(fitted) + layout.GAP * (len(fitted) - 1) <= max(screen, 10 * len(fitted))
