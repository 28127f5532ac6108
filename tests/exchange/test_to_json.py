"""The whole plan as JSON."""

from __future__ import annotations

import json

import tomli_w
from any_plan import PLANS, exactly
from every_kind import extract_of, plan_of_every_kind
from hypothesis import given, settings
from make import make_day
from years import example

from planctl.exchange.extract import Extract
from planctl.exchange.plain import from_plain
from planctl.exchange.to_json import render
from planctl.plan.model import Plan
from planctl.toml import schema
from planctl.words.i18n import Translator

ZH = Translator("zh")


def document_of(extract: Extract) -> dict[str, object]:
    document: dict[str, object] = json.loads(render(extract, ZH))
    return document


def test_it_is_one_document_that_scripts_can_read() -> None:
    document = document_of(extract_of(plan_of_every_kind()))
    assert (document["schema"], document["kind"], document["complete"]) == (1, "plan", True)
    plan = document["plan"]
    assert isinstance(plan, dict)
    assert plan["format"] == 1
    assert plan["priority"][0]["task"][0]["log"][1]["problem"] == "两县无专职人员"


def test_the_sample_year_is_read_back_by_the_reader_of_plans() -> None:
    document = document_of(extract_of(example()))["plan"]
    assert isinstance(document, dict)
    parsed = schema.parse(tomli_w.dumps(from_plain(Plan, document)))
    assert parsed.problems() == ()
    assert parsed.plan == example()


@given(PLANS)
@settings(max_examples=40)
def test_any_plan_comes_back(plan: Plan) -> None:
    document = document_of(Extract(plan, plan, make_day("2020-07-01"), ()))["plan"]
    assert isinstance(document, dict)
    assert exactly(from_plain(Plan, document)) == exactly({"format": 1} | schema.to_table(plan))


def test_a_part_says_that_it_is_one() -> None:
    assert document_of(extract_of(example())._replace(is_complete=False))["complete"] is False
