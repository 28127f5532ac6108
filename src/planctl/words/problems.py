"""Faults of a plan as lines for people: ``plans/2020.toml:41: error: …``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.plan.spelling import nearest
from planctl.words.plan_words import number

if TYPE_CHECKING:
    from planctl.errors import Problem
    from planctl.words.i18n import Translator


def sentence(t: Translator, problem: Problem) -> str:
    """Return what is wrong and what to do, without the place."""
    fields = {key: number(value) if isinstance(value, float) else value for key, value in problem.fields.items()}
    known = fields.pop("known", None)
    if isinstance(known, frozenset):
        meant = nearest(str(fields["field"]), sorted(known), 1)
        return t("problem.unknown-key-meant", meant=meant[0], **fields) if meant else t("problem.unknown-key", **fields)
    if known is not None:
        fields["known"] = known
    for name in ("then", "now"):
        if name in fields:
            fields[name] = t(f"round.state_{fields[name]}")
    if "status" in fields:
        fields["label"] = t(f"status.{fields['status']}")
    return t(f"problem.{problem.code}", **fields)


def describe(t: Translator, path: object, problem: Problem) -> str:
    """Return the whole line: file, line, severity, sentence; the file is ``path`` unless the problem names another."""
    severity, path = t(f"severity.{problem.severity}"), problem.path or path
    if problem.line is None:
        return t("problem.file", path=path, severity=severity, sentence=sentence(t, problem))
    return t("problem.line", path=path, line=problem.line, severity=severity, sentence=sentence(t, problem))
