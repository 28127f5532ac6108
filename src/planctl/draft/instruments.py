"""The documents that a sentence rests on: 《…》（中发〔2015〕36号）, and those that it says are to be followed."""

from __future__ import annotations

import re

from planctl.draft.spelling import widened


def read_refs(text: str) -> tuple[str, ...]:
    """Return the documents that ``text`` names with their number, or that it goes by, each once."""
    numbered = {found.start(): widened(found[0]) for found in _NUMBERED.finditer(text)}
    followed = {found.start(1): widened(found[1]) for found in _FOLLOWED.finditer(text)}
    found = {**followed, **numbered}
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def without_numbers(text: str) -> str:
    """Return ``text`` without the numbers of documents behind their titles."""
    return _NUMBERED.sub(lambda found: found[1], text)


_TITLE = "《(?:[^《》]|《[^《》]*》)*》"
_NUMBER = r"[（(][^（）()〔〕\s]{1,12}(?:〔(?:19|20)[0-9]{2}〕第?|令第)[0-9]{1,4}号[)）]"
_NUMBERED = re.compile(f"({_TITLE}){_NUMBER}")
_FOLLOWED = re.compile(f"(?:按照|根据|依据|依照|遵照|对照|落实|贯彻)({_TITLE})")
