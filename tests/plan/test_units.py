"""Units by all their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import make_plan, make_task

from planctl.errors import ExitCode
from planctl.plan.model import Unit
from planctl.plan.units import UnknownUnitError, known_units, misspelt_units, resolve_unit, with_canonical_units

if TYPE_CHECKING:
    from planctl.plan.model import Plan

JUSTICE = Unit("省司法厅", ("司法厅", "吉林省司法厅"), "Provincial Department of Justice")
PLAN = make_plan(
    [
        make_task(id="1.1", lead="司法厅", support=("省公安厅", "吉林省司法厅")),
        make_task(id="1.2", lead="省民政厅", support=("省公安厅", "省司法厅")),
        make_task(id="1.3"),
    ],
    units=(JUSTICE, Unit("省信访局")),
)


def test_registered_units_come_first_and_each_unit_once() -> None:
    assert known_units(PLAN) == ("省司法厅", "省信访局", "省公安厅", "省民政厅")


@pytest.mark.parametrize(
    "typed",
    ["省司法厅", "司法厅", " 吉林省司法厅 ", "provincial department of justice", "Ｐrovincial Department of Ｊustice"],
)
def test_a_unit_is_found_by_any_of_its_names(typed: str) -> None:
    assert resolve_unit(PLAN, typed) == "省司法厅"


def test_a_unit_that_only_a_task_names_is_found_too() -> None:
    assert resolve_unit(PLAN, "省公安厅") == "省公安厅"


def test_an_unknown_unit_brings_the_nearest_names() -> None:
    with pytest.raises(UnknownUnitError) as caught:
        resolve_unit(PLAN, "公安厅")
    assert caught.value.fields == {"name": "公安厅"}
    assert caught.value.suggestions[0] == "省公安厅"
    assert caught.value.exit_code is ExitCode.UNKNOWN


def test_aliases_give_way_to_the_registered_name() -> None:
    plan = with_canonical_units(PLAN)
    assert (plan.task("1.1").lead, plan.task("1.1").support) == ("省司法厅", ("省公安厅", "省司法厅"))
    assert plan.task("1.1").units == ("省司法厅", "省公安厅")
    assert plan.task("1.2") is PLAN.task("1.2")


def test_a_plan_without_aliases_stays_itself() -> None:
    plan = make_plan([make_task(lead="司法厅")], units=(Unit("省司法厅"),))
    assert with_canonical_units(plan) is plan


def test_a_name_counts_before_an_alias_of_another_unit() -> None:
    plan = make_plan(units=(Unit("甲", ("乙",)), Unit("乙")))
    assert resolve_unit(plan, "乙") == "乙"


# --- slips of the pen ------------------------------------------------------------------------------------------------


def led_by(*leads: str, register: tuple[Unit, ...] = ()) -> Plan:
    return make_plan([make_task(id=f"1.{number}", lead=lead) for number, lead in enumerate(leads, 1)], units=register)


@pytest.mark.parametrize("written", ["省司法庁", "省司法厅 ", "省司厅", "吉林省司法庁", "Provincial Dept of Justice"])
def test_a_name_near_a_registered_one_may_be_misspelt(written: str) -> None:
    meant = {} if "Dept" in written else {written: "省司法厅"}
    assert misspelt_units(led_by(written, written, register=(JUSTICE,))) == meant


def test_a_registered_name_is_no_slip_of_another() -> None:
    assert misspelt_units(led_by("省民政厅", register=(Unit("省财政厅"), Unit("省民政厅")))) == {}
    assert misspelt_units(led_by("司法厅", register=(JUSTICE,))) == {}


def test_without_a_register_a_name_used_once_is_compared_with_those_used_often() -> None:
    often = ["省司法厅"] * 3
    assert misspelt_units(led_by(*often, "省司法庁")) == {"省司法庁": "省司法厅"}
    assert misspelt_units(led_by(*often, "省司法庁", "省司法庁")) == {}
    assert misspelt_units(led_by("省司法厅", "省司法厅", "省司法庁")) == {}


def test_two_short_names_that_differ_in_the_middle_are_two_units_unless_one_is_registered() -> None:
    assert misspelt_units(led_by(*["省民政厅"] * 3, "省财政厅")) == {}
    assert misspelt_units(led_by("省财政厅", register=(Unit("省民政厅"),))) == {"省财政厅": "省民政厅"}
