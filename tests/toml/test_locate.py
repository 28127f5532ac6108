"""A fault has to be reported on the line where it stands, whatever shape the plan is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from places import PLAN_2020

from planctl.toml.locate import line_of_syntax_error, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planctl.toml.locate import KeyPath


HARD = '''\
# a comment with [brackets] and "quotes
year = 2020            # [[priority]]
"标题" = "a # [b]"
"sta\\u0074us" = 'doing'
site."google.com".port = 1
text = """
[[priority]]
id = \\"""
"""
literal = \'\'\'
[[priority]]
"""
\'\'\'
five = """"quoted"""""
none = """"""
\'\' = \'\'
grid = [ [1, 2],  # ] comment
  [3,
   4] ]

[ source ]
published = 2020-01-01 10:00:00
"".empty = 1

[[ priority ]]
id = "1"
[[priority."task"]]
id = "1.1"
tags = [
  # [a comment
  "x", "]",

  'y',
]
log = [
  { on = 2020-04-02, note = "[[x]]", evidence = ["a", "b"] },

  # between
  { on = 2020-06-30, by = """two
lines""", reading = 36 },
]
[priority.task.target]
amount = 100

[[priority.task]]
id = "1.2"
[[priority.task.log]]
on = 2020-01-01
[[priority.task.log]]
on = 2020-01-02

[settings]
a.b.c = 1
a.b.d = { e = { f = 1 }, g = [ { h = 1 } ] }

[[priority]]
id = "2"
task = [{ id = "2.1" }, { id = "2.2",
  due = 2020-12-31, }]

[[priority]]
[priority.extra]
deep = true
# the end'''


def number_of(text: str, part: str, nth: int = 1) -> int:
    """Return the line on which ``part`` stands for the ``nth`` time."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if part in line]
    return lines[nth - 1]


CASES = [
    (("year",), "year = 2020", 1),
    (("标题",), "标题", 1),
    (("status",), "u0074us", 1),
    (("site",), "google.com", 1),
    (("site", "google.com", "port"), "google.com", 1),
    (("text",), 'text = """', 1),
    (("literal",), "literal = ", 1),
    (("five",), "five = ", 1),
    (("none",), "none = ", 1),
    (("",), "'' = ''", 1),
    (("grid", 0, 1), "grid = ", 1),
    (("grid", 1), "[3,", 1),
    (("grid", 1, 0), "[3,", 1),
    (("grid", 1, 1), "4] ]", 1),
    (("source",), "[ source ]", 1),
    (("source", "published"), "published", 1),
    (("source", "", "empty"), "empty", 1),
    (("priority",), "[[ priority ]]", 1),
    (("priority", 0), "[[ priority ]]", 1),
    (("priority", 0, "id"), 'id = "1"', 1),
    (("priority", 0, "task"), '[[priority."task"]]', 1),
    (("priority", 0, "task", 0, "tags"), "tags = [", 1),
    (("priority", 0, "task", 0, "tags", 1), '"x", "]"', 1),
    (("priority", 0, "task", 0, "tags", 2), "'y'", 1),
    (("priority", 0, "task", 0, "log"), "log = [", 1),
    (("priority", 0, "task", 0, "log", 0, "evidence", 1), "2020-04-02", 1),
    (("priority", 0, "task", 0, "log", 1), "2020-06-30", 1),
    (("priority", 0, "task", 0, "log", 1, "by"), "2020-06-30", 1),
    (("priority", 0, "task", 0, "log", 1, "reading"), "reading = 36", 1),
    (("priority", 0, "task", 0, "target"), "[priority.task.target]", 1),
    (("priority", 0, "task", 0, "target", "amount"), "amount = 100", 1),
    (("priority", 0, "task", 1), "[[priority.task]]", 1),
    (("priority", 0, "task", 1, "log"), "[[priority.task.log]]", 1),
    (("priority", 0, "task", 1, "log", 1), "[[priority.task.log]]", 2),
    (("priority", 0, "task", 1, "log", 1, "on"), "on = 2020-01-02", 1),
    (("settings", "a"), "a.b.c", 1),
    (("settings", "a", "b", "d", "e", "f"), "a.b.d", 1),
    (("settings", "a", "b", "d", "g", 0, "h"), "a.b.d", 1),
    (("priority", 1, "id"), 'id = "2"', 1),
    (("priority", 1, "task", 1, "id"), 'id = "2.2"', 1),
    (("priority", 1, "task", 1, "due"), "due = 2020-12-31", 1),
    (("priority", 2), "[[priority]]", 5),
    (("priority", 2, "extra", "deep"), "deep = true", 1),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "part", "nth"), CASES)
def test_every_way_to_write_a_value_is_found(path: KeyPath, part: str, nth: int, newline: str) -> None:
    tomli.loads(HARD)
    assert locate(HARD.replace("\n", newline)).line(path) == number_of(HARD, part, nth)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("priority", 0, "task", 1, "due"), "[[priority.task]]"),
        (("priority", 0, "task", 0, "log", 1, "was", "due"), "2020-06-30"),
        (("priority", 0, "task", 0, "tags", 9), "tags = ["),
        (("year", "nonsense", 3), "year = 2020"),
        (("priority", 0, "task", 9, "id"), '[[priority."task"]]'),
    ],
)
def test_a_value_that_is_not_there_is_reported_at_what_lies_around_it(path: KeyPath, part: str) -> None:
    assert locate(HARD).line(path) == number_of(HARD, part)


def test_what_is_nowhere_in_the_text_has_no_line() -> None:
    assert locate(HARD).line(("title",)) is None
    assert locate(HARD).line(()) is None
    assert locate("").line(("priority", 0)) is None


def test_a_table_that_is_opened_after_its_parts_is_found_at_its_own_header() -> None:
    text = "[a.b]\nx = 1\n[a]\ny = 2\n"
    lines = locate(text)
    assert (lines.line(("a",)), lines.line(("a", "b")), lines.line(("a", "y"))) == (3, 1, 4)


def test_headers_come_in_order_with_the_paths_of_their_tables() -> None:
    places = locate(HARD)
    headers = [(places.line_of(header.start), header.path) for header in places.headers[1:]]
    assert headers[:4] == [
        (number_of(HARD, "[ source ]"), ("source",)),
        (number_of(HARD, "[[ priority ]]"), ("priority", 0)),
        (number_of(HARD, '[[priority."task"]]'), ("priority", 0, "task", 0)),
        (number_of(HARD, "[priority.task.target]"), ("priority", 0, "task", 0, "target")),
    ]
    assert [path for _, path in headers[-3:]] == [("priority", 1), ("priority", 2), ("priority", 2, "extra")]
    assert len(headers) == 11


def test_every_value_of_the_2020_plan_is_found() -> None:
    text = PLAN_2020.read_text(encoding="utf-8")
    lines, found = text.split("\n"), locate(text)
    for path, value in leaves(tomli.loads(text)):
        number = found.line(path)
        assert number
        line = lines[number - 1]
        assert (value if isinstance(value, str) else str(path[-1])) in line


# --- any document ----------------------------------------------------------------------------------------------------

keys = st.sampled_from(["id", "task", "log", "状态", "a.b", 'q"', "'", "#", "[[x]]", ""]) | st.text(max_size=4)
NASTY = ["", ' [[task]] # "', ' """ \\', "\n[[task]]\n'''\nid = 1", "\n\n", " ] } ,"]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents in which every leaf is a string that starts with a mark of its own."""
    marks = iter(range(10**6))

    def leaf(tail: str) -> Callable[[], str]:
        return lambda: f"<{next(marks)}>{tail}"

    trees = st.recursive(
        st.sampled_from(NASTY).map(leaf),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=20,
    )

    def grown(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: grown(value) for key, value in tree.items()}
        return [grown(item) for item in tree] if isinstance(tree, list) else tree()

    document: dict[str, Any] = grown(draw(st.dictionaries(keys, trees, max_size=6)))
    return document


def leaves(tree: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(tree, (dict, list)):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*path, key))
    else:
        yield path, tree


def quoted(text: str) -> str:
    """Write a TOML string that is valid whatever ``text`` holds."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def by_hand(draw: st.DrawFn, value: Any) -> str:
    """Write ``value`` in one of the styles that people have."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {by_hand(draw, item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        between = draw(st.sampled_from([", ", ",\n", ', # ] [[x]] "\n\n  ']))
        items = "".join(by_hand(draw, item) + between for item in value)
        return "[" + draw(st.sampled_from(["", " ", "\n", '# """ [\n  '])) + items + "]"
    styles = [quoted(value), '"""' + quoted(value)[1:-1].replace("\\n", "\n") + '"""']
    if "'" not in value:
        styles.append(f"'''{value}'''")
        if "\n" not in value:
            styles.append(f"'{value}'")
    written: str = draw(st.sampled_from(styles))
    return written


def assert_all_found(text: str, document: dict[str, Any]) -> None:
    assert tomli.loads(text) == document
    lines, found = text.split("\n"), locate(text)
    for path, value in leaves(document):
        number = found.line(path)
        assert number
        mark = value[: value.index(">") + 1]
        line = lines[number - 1]
        assert mark in line or (line.endswith('"""') and mark in lines[number])


@given(document=documents(), multiline=st.booleans())
def test_every_leaf_of_a_written_document_is_found(document: dict[str, Any], *, multiline: bool) -> None:
    import tomli_w

    assert_all_found(tomli_w.dumps(document, multiline_strings=multiline), document)


@st.composite
def handwritten(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    document = draw(documents())
    pairs = (f"{quoted(key)} = {by_hand(draw, value)}" for key, value in document.items())
    return draw(st.sampled_from(["\n", '\n\n# [[x]] """\n'])).join(pairs), document


@given(handwritten())
def test_every_leaf_of_a_document_in_any_handwriting_is_found(written: tuple[str, dict[str, Any]]) -> None:
    assert_all_found(*written)


@given(st.one_of(st.text(), st.text(alphabet="[]{}=.,\"'\\#\na \r1", max_size=60)))
def test_no_text_is_too_broken_to_scan(text: str) -> None:
    lines = locate(text)
    for header in lines.headers[1:]:
        assert 0 <= header.start < header.body <= header.end <= len(text)
        assert lines.line(header.path) is not None


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "a" + ".a" * 100_000 + " = 1", '"""' + '\\"""' * 100_000, '"' * 200_001, "a = [" + "[{" * 100_000],
    ids=["brackets", "dots", "escapes", "quotes", "nesting"],
)
def test_hostile_text_is_scanned_without_recursion(text: str) -> None:
    assert locate(text).line(("nothing",)) is None


# --- errors of the parser --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = ?\nc = 3\n", 2),
        ("a = 1\r\nb = ?\r\n", 2),
        ('a = 1\nb = "x\n', 2),
        ("a = 1\nb = [1,\n\n\n", 2),
        ("a =", 1),
    ],
)
def test_a_syntax_error_has_the_line_where_parsing_stopped(text: str, line: int) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads(text)
    assert line_of_syntax_error(caught.value) == line


def test_an_error_without_a_place_has_no_line() -> None:
    with pytest.warns(DeprecationWarning, match="TOMLDecodeError"):
        error = tomli.TOMLDecodeError("made elsewhere")
    assert line_of_syntax_error(error) is None
