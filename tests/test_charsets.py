"""Bytes as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.charsets import decoded, has_controls

TEXT = "一、安排\n1,甲厅"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_usual_encoding_is_found(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_an_encoding_may_be_named() -> None:
    assert decoded("é".encode("latin-1"), "latin-1") == "é"
    assert decoded(b"a", "no-such") is None


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff\xfe\x00" * 10, b"\xff\xff\xff"])
def test_what_is_no_text_is_none(content: bytes) -> None:
    assert decoded(content) is None


def test_signs_that_no_text_has_are_found() -> None:
    assert has_controls("a\x01")
    assert not has_controls("a\tb\r\n\x1b")


@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_none(content: bytes) -> None:
    assert isinstance(decoded(content), str | None)
