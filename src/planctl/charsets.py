"""Bytes as text, in the encodings that office programs write: UTF-8, UTF-16, GB 18030."""

from __future__ import annotations

import codecs
import re

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: What no text has.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 4096
#: What texts are made of; what the other order of bytes makes of them is elsewhere.
_USUAL = re.compile(r"[\t\n\r -~\u201c\u201d\u3000-\u3002\uff08-\uff1b\u4e00-\u9fa5]")


def decoded(content: bytes, encoding: str | None = None) -> str | None:
    """Return the text in ``content``, ``None`` if it is none.

    It is as its byte order mark says, else UTF-16 where it has noughts, else UTF-8, else GB 18030, unless one is named.
    """
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    guessed = None if marked or encoding else _two_bytes(content)
    for name in [named for named in (encoding, marked, guessed) if named][:1] or ("utf-8", "gb18030"):
        try:
            text = content.decode(name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
        if name == marked or not ("\0" in text or (name == guessed and not _is_likely(text))):
            return text
    return None


def has_controls(text: str) -> bool:
    """Whether ``text`` holds signs that no text has."""
    return _CONTROL.search(text) is not None


def _is_likely(text: str) -> bool:
    """Whether most of a ``text`` whose encoding was guessed is what texts are made of."""
    head = text[:_HEAD]
    return not has_controls(text) and 2 * len(_USUAL.findall(head)) >= len(head)


def _two_bytes(content: bytes) -> str | None:
    """Return the encoding of a text without a mark in which characters have two bytes, if it has noughts."""
    if 0 not in content[:_HEAD]:
        return None
    head = content[:_HEAD]
    return max(("utf-16-le", "utf-16-be"), key=lambda name: len(_USUAL.findall(head.decode(name, "replace"))))
