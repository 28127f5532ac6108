"""Which template a report is written by, and in which language: the one typed, one beside the plan, a built-in one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.cli.console import from_here
from planctl.cli.inputs import parse_choice
from planctl.cli.typed import read_text
from planctl.errors import CannotReadError, ConflictingOptionsError, Problem, Severity
from planctl.plan.keys import keys_of
from planctl.plan.letter import COMPANY, GOVERNMENT, Letter
from planctl.plan.model import LANGUAGES
from planctl.report.template.built_in import BRIEF, NAMES, PERIOD, built_in
from planctl.report.template.reader import TemplateInvalidError, places_of, read_template
from planctl.report.template.strangers import strangers
from planctl.toml.locate import locate
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.cli.session import Session
    from planctl.report.template.places import Place
    from planctl.report.template.tree import Template

#: What people may call the built-in templates.
TEMPLATE_WORDS: dict[str, tuple[str, ...]] = {
    GOVERNMENT: ("政府", "机关"),
    COMPANY: ("公司", "企业"),
    BRIEF: ("简报", "一页"),
    PERIOD: ("阶段", "期间", "月报"),
}
#: The kind of a report on the whole year, as the names of files have it.
REPORT = "report"


class Chosen(NamedTuple):
    """A template whose places all name what the plan has, for a ``kind`` of report, with the words for its language."""

    template: Template
    kind: str
    t: Translator


def choose_template(session: Session, kind: str, typed: str | None) -> Chosen:
    """Return the template for a report of a ``kind``: ``report``, ``brief`` or ``period``.

    Raises:
        CannotReadError: The file that was typed cannot be read.
        TemplateInvalidError: Something is wrong with it, or it names what the plan has not.
    """
    found = _typed(session, typed) if typed else _beside(session, kind) or _built_in(session, kind)
    problems = tuple(strangers(found.places, session.stored))
    if problems:
        raise TemplateInvalidError(found.path, problems)
    refuse_letter(session)
    language = found.language
    t = session.t if language in {None, session.t.language} else Translator(language)
    built_for = (found.name if found.name in {BRIEF, PERIOD} else REPORT) if found.name else kind
    return Chosen(found, built_for, t)


def refuse_letter(session: Session) -> None:
    """Raise ``TemplateInvalidError`` if what the plan says of its report has places that mean nothing."""
    if problems := problems_of_letter(session):
        raise TemplateInvalidError(session.shown_path, problems)


def problems_of_letter(session: Session, *, unfilled: bool = False) -> tuple[Problem, ...]:
    """Return what is wrong with the places in the formal parts that the plan names, or is also to be filled in."""
    letter = session.stored.report
    if letter is None:
        return ()
    problems, places = places_of(letter)
    if not (problems or places):
        return ()
    problems, places = places_of(letter, lines_of_letter(session))
    return (*problems, *strangers(places, session.stored), *(_unfilled(places) if unfilled else ()))


def lines_of_letter(session: Session) -> dict[str, int]:
    """Return on which lines the plan says its formal parts, by their names."""
    located = locate(session.path.read_text("utf-8-sig"))
    return {key.name: located.line(("report", key.written)) or 1 for key in keys_of(Letter)}


def template_beside(plan: Path, kind: str, language: str | None = None) -> Path:
    """Return where the template of a kind for the plan at a path lies, if there is one, for one more language."""
    return plan.with_name(f"{plan.stem}.{kind}{f'.{language}' if language else ''}.md")


def problems_beside(session: Session) -> tuple[Problem, ...]:
    """Return what is wrong with the templates beside the plan and with its formal parts, and what to fill in."""
    paths = sorted(path for kind in (REPORT, BRIEF, PERIOD) for path in _templates(session.path, kind))
    return (
        *problems_of_letter(session, unfilled=True),
        *(problem for path in paths for problem in _problems_in(session, path)),
    )


def _templates(plan: Path, kind: str) -> set[Path]:
    return {path for language in (None, *LANGUAGES) if (path := template_beside(plan, kind, language)).exists()}


def _problems_in(session: Session, path: Path) -> Iterator[Problem]:
    shown = from_here(str(path))
    try:
        places = read_template(read_text(str(path)), shown).places
        found = (*strangers(places, session.stored), *_unfilled(places))
    except TemplateInvalidError as error:
        found = error.problems
    except CannotReadError:
        found = (Problem("template-unreadable", None, {}, Severity.ERROR),)
    yield from (replace(problem, path=shown) for problem in found)


def _unfilled(places: Iterable[Place]) -> Iterator[Problem]:
    for place in places:
        if place.name == "fill":
            yield Problem("place-unfilled", place.line, {"text": place.argument}, Severity.WARNING)


def _typed(session: Session, typed: str) -> Template:
    """Return the template that was named, by its name or by a file."""
    wanted = typed.casefold()
    for name in NAMES:
        if wanted == name or wanted in TEMPLATE_WORDS[name]:
            return built_in(name, session.t.language)
    if not Path(typed).suffix and not Path(typed).exists():
        parse_choice(typed, TEMPLATE_WORDS, "--template")  # which it is none of
    found = read_template(read_text(typed), from_here(typed))
    if session.options.lang and found.language not in {None, session.t.language}:
        raise ConflictingOptionsError(first=f"--lang {session.options.lang}", second=f"--template {typed}")
    return found.in_language(session.t.language) if session.options.lang else _in_its_language(session, Path(typed))


def _in_its_language(session: Session, path: Path) -> Template:
    """Return the template in a file, in the language that it names, else in that of the plan."""
    found = read_template(read_text(str(path)), from_here(str(path)))
    return found.in_language(found.language or session.stored.lang or session.t.language)


def _beside(session: Session, kind: str) -> Template | None:
    """Return the template beside the plan; for another language, that was typed, only one of that language."""
    path = template_beside(session.path, kind)
    if not path.exists():
        return None
    found = _in_its_language(session, path)
    if not session.options.lang or found.language == session.t.language:
        return found
    other = template_beside(session.path, kind, session.t.language)
    if other.exists():
        return _in_its_language(session, other).in_language(session.t.language)
    session.say("template.other_language", path=from_here(str(path)), missing=from_here(str(other)))
    return None


def _built_in(session: Session, kind: str) -> Template:
    return built_in(session.stored.template if kind == REPORT else kind, session.t.language)
