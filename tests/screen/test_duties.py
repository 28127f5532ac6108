"""Duties on screens of three widths and in a pipe, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from looks import drawn, looks
from make import make_entry, make_plan, make_task
from places import GOLDEN

from planctl.plan.counts import By
from planctl.plan.model import LANGUAGES
from planctl.plan.progress import standings
from planctl.screen import views

if TYPE_CHECKING:
    from conftest import Golden

    from planctl.plan.model import Plan
    from planctl.screen.views import View

DAY = date(2020, 11, 10)
REPORTS = tuple(make_entry(day, note="检查一次") for day in ("2020-02-10", "2020-05-11", "2020-08-12"))
PLAN = make_plan(
    [
        make_task(id="1.1", title="加强执法规范化建设", title_en="Standardise enforcement", ongoing=True, log=REPORTS),
        make_task(id="1.2", title="常态化接访", title_en="Receive complainants", ongoing=True, log=REPORTS[:1]),
        make_task(id="1.3", title="每年培训", title_en="Train every year", ongoing=True, every="year"),
        make_task(id="1.4", title="有时限的任务", title_en="A task with an end"),
    ],
    title_en="Plan of 2020",
)
ROWS = tuple(standings(PLAN, DAY))
VIEWS: dict[str, View] = {
    "list": views.TaskList(PLAN, DAY, ROWS),
    "show": views.TaskRecords(PLAN, DAY, ROWS[1:3], {}),
    "overview": views.overview(PLAN, DAY),
    "progress": views.progress_report(PLAN, DAY, ROWS, By.PRIORITY),
    "timeline": views.Timeline(PLAN, DAY, ROWS),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_they_look_as_they_were_read_and_approved(name: str, language: str, golden: Golden) -> None:
    golden(f"duties/{name}.{language}.txt", looks(VIEWS[name], language))


def test_every_golden_file_is_of_a_view() -> None:
    names = {f"{name}.{language}.txt" for name in VIEWS for language in LANGUAGES}
    assert {path.name for path in (GOLDEN / "duties").iterdir()} == names


# --- more duties than the overview names -----------------------------------------------------------------------------


def of_duties(count: int) -> Plan:
    return make_plan([make_task(id=f"1.{number}", ongoing=True) for number in range(1, count + 1)])


def test_the_overview_says_how_many_duties_it_does_not_name() -> None:
    page = drawn(views.overview(of_duties(13), DAY, ("--as-of", "2020-11-10")), "en", 120)
    assert "…and 3 more, at the end of: planctl list --sort due --as-of 2020-11-10" in page
    assert "任务1.10" in page
    assert "任务1.11" not in page


@pytest.mark.parametrize("count", [10, 11])
def test_a_line_is_not_spent_on_saying_that_there_is_one_more(count: int) -> None:
    page = drawn(views.overview(of_duties(count), DAY), "en", 120)
    assert f"任务1.{count}" in page
    assert "more, at the end" not in page
