"""Words in the reader's language: the choice of language, and sentences looked up by key.

The catalogues are ``planctl.words.locales.zh`` and ``planctl.words.locales.en``. A message is a ``str.format``
template; a message that counts is a pair of templates, for one and for any other number, chosen by the field ``n``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


Message = str | tuple[str, str]


class Translator:
    """Look up sentences in one language."""

    def __init__(self, language: str) -> None:
        """Load the catalogue of ``language``, one of ``LANGUAGES``."""
        self.language = language
        self.messages: Mapping[str, Message] = import_module(f"planctl.words.locales.{language}").MESSAGES

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return the sentence of ``key`` with its ``fields`` filled in; ``KeyError`` if the catalogue lacks it."""
        message = self.messages[key]
        if isinstance(message, tuple):
            message = message[0 if fields.get("n") == 1 else 1]
        return message.format(**fields) if fields else message

    def has(self, key: str) -> bool:
        """Whether the catalogue knows ``key``."""
        return key in self.messages


def parse_language(value: str) -> str | None:
    """Read a language from ``zh``, ``zh_CN.UTF-8``, ``en-GB`` …; ``None`` if it names no language at all.

    Any language other than Chinese is answered in English. ``C``, ``POSIX`` and the empty string name none.
    """
    name = value.strip().lower().replace("_", "-").partition(".")[0]
    if name in {"", "c", "posix"}:
        return None
    return "zh" if name.partition("-")[0] == "zh" else "en"


def language_of_environment(environ: Mapping[str, str]) -> str | None:
    """Return the language that ``PLANCTL_LANG`` or else the locale asks for, ``None`` if neither does."""
    if chosen := parse_language(environ.get("PLANCTL_LANG", "")):
        return chosen
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    if parse_language(locale) is None:
        return None
    preferred = environ.get("LANGUAGE", "").partition(":")[0]
    return parse_language(preferred) or parse_language(locale)
