"""What is different in two states of a plan is told field by field, reports too."""

from __future__ import annotations

from datetime import date

from make import make_entry, make_plan, make_task

from planctl.exchange.reading.differences import differences


def told(old: object, new: object, *ids: str) -> list[tuple[str, object, object, bool]]:
    found = differences(old, new, ids)  # type: ignore[arg-type] # plans, as below
    return [(one.key.written, one.before, one.after, one.is_new) for one in found]


def test_every_changed_field_and_report_is_a_difference() -> None:
    before = make_task(lead="甲", log=(make_entry("2020-05-01", note="旧", evidence=("a",)),))
    log = (*before.log, make_entry("2020-07-01", lead="乙", note="新", evidence=("b",)))
    after = make_task(lead="乙", due=date(2020, 9, 30), log=log)
    assert told(make_plan([before]), make_plan([after]), "1.1") == [
        ("lead", "甲", "乙", False),
        ("due", None, date(2020, 9, 30), False),
        ("note", "旧", "新", False),
        ("evidence", (), ("b",), False),
    ]


def test_of_a_new_item_all_that_it_says_is_one_and_of_a_removed_one_nothing() -> None:
    new = make_task(id="1.2", title="乙", lead="甲")
    plan = make_plan([make_task()])
    assert told(plan, make_plan([make_task(), new]), "1.2") == [("title", None, "乙", True), ("lead", None, "甲", True)]
    assert told(make_plan([make_task(), new]), plan, "1.2") == []


def test_what_an_entry_said_that_is_gone_is_a_difference() -> None:
    log = (make_entry("2020-05-01", note="旧", evidence=("a",)), make_entry("2020-07-01", problem="难"))
    before, after = make_task(log=log), make_task(log=log[:1])
    assert told(make_plan([before]), make_plan([after]), "1.1") == [("problem", "难", None, False)]
    assert told(make_plan([before]), make_plan([make_task()]), "1.1") == [
        ("note", "旧", None, False),
        ("evidence", ("a",), (), False),
        ("problem", "难", None, False),
    ]
