"""The forms: which there are, and what is said where a package is missing."""

from __future__ import annotations

import sys

import pytest
from every_kind import extract_of, plan_of_every_kind

from planctl.errors import MissingPackageError
from planctl.exchange.forms import EVENTS, FORMS, Form, write
from planctl.words.i18n import Translator

BEGINNINGS = {".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".json": b'{"schema": 1', ".ics": b"BEGIN:VCALENDAR"}


@pytest.mark.parametrize("ending", FORMS)
def test_every_form_is_written_the_same_every_time(ending: str) -> None:
    extract, t = extract_of(plan_of_every_kind()), Translator("zh")
    content = write(FORMS[ending], extract, t)
    assert content.startswith(BEGINNINGS[ending])
    assert content == write(FORMS[ending], extract, t)


def test_events_are_another_way_to_write_a_calendar() -> None:
    content = write(EVENTS, extract_of(plan_of_every_kind()), Translator("zh"))
    assert b"BEGIN:VEVENT" in content
    assert b"BEGIN:VTODO" not in content


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.module], ids=lambda form: form.writer)
def test_a_package_that_is_missing_is_named(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"planctl.exchange.{form.writer}", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == form.module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, form.module, None)
    with pytest.raises(MissingPackageError) as caught:
        write(form, extract_of(plan_of_every_kind()), Translator("zh"))
    assert caught.value.fields["package"] == form.package
