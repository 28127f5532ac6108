"""Which part of a text is the plan: the chapter of the coming year's arrangements, and the groups in it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.marks import Level
from planctl.draft.outline import Node
from planctl.draft.spelling import narrowed
from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.numerals import to_han, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.draft.outline import Outline


class NothingNumberedError(PlanctlError):
    """The text of the file ``path`` has no numbered part, so that nothing tells what its tasks are."""

    exit_code = ExitCode.UNKNOWN
    key = "error.draft_unnumbered"


class UnknownSectionError(PlanctlError):
    """The text has no chapter ``section``; ``known`` are the titles of those that it has."""

    exit_code = ExitCode.UNKNOWN
    key = "error.draft_section"


class NoChapterError(PlanctlError):
    """None of the chapters ``known`` of the text is about what is to be done."""

    exit_code = ExitCode.UNKNOWN
    key = "error.draft_no_chapter"


class YearNeededError(UsageError):
    """The text does not say which year it is about."""

    key = "error.draft_year"


class Scope(NamedTuple):
    """What of a text is read: its groups with what stands above each, and the chapter that holds them if it is one.

    ``above`` are the chapters themselves where their parts are the groups. ``left`` are the chapters that are not read.
    """

    section: Node | None
    groups: tuple[tuple[Node, ...], ...]
    above: tuple[Node, ...]
    left: tuple[Node, ...]


#: What may be said instead of the numeral of a chapter, to have them all read.
EVERYTHING = frozenset({"all", "全部", "全文"})
#: Words in the title of a chapter about what is to be done, and about what was found.
PLANNED = (
    "安排|打算|下一步|重点任务|主要任务|工作任务|目标任务|任务分工|主要举措|"
    "工作举措|重点举措|工作计划|工作思路|重点工作|任务清单|工作重点"
)
FOUND = "问题|不足|差距|短板|薄弱环节|整改内容|整改任务|整改事项|整改措施"
JUDGED = "指标|标准|体系"
#: Words in the title of a chapter that is no level of a standard, but holds it all.
ALL_JUDGED = "指标|标准"
_PRINCIPLES = re.compile(
    "(?:整改目标|整改原则|整改要求|总体要求|总体思路|总体目标|工作目标|主要目标|指导思想|基本原则|工作原则|工作要求|有关要求|组织领导|组织保障|组织实施|"
    "保障措施|评价(?:办法|方法|方式)|评分办法|考核办法|加强组织(?:领导|保障|实施)|强化组织(?:领导|保障)|附则|附件)"
)


def is_about_principles(node: Node) -> bool:
    """Whether the title of ``node`` says that it holds aims, principles or safeguards, and no tasks."""
    return _PRINCIPLES.fullmatch(re.sub(r"[（(].*[)）]$|[。\s]", "", node.heading)) is not None


def is_bare_heading(node: Node) -> bool:
    """Whether ``node`` is a chapter of which only the title is left: 重点任务."""
    is_bare = node.level is Level.CHAPTER and not node.title and len(node.heading) <= _LONGEST_HEADING
    return is_bare and re.search(f"(?:{PLANNED})$", node.heading) is not None


def choose(outline: Outline, section: str | None, words: str = PLANNED) -> Scope:
    """Return what of ``outline`` is to be read: the chapter ``section``, or that whose title has one of ``words``.

    A text without such a chapter is read as a whole, if its title or its numbering makes it a plan; ``all`` has any
    text read so.

    Raises:
        NothingNumberedError, UnknownSectionError, NoChapterError: There is nothing of the kind.
    """
    if not outline.nodes:
        raise NothingNumberedError
    chapters = outline.chapters
    if section is not None and section.strip().casefold() not in EVERYTHING:
        return _of_chapters([_named(outline, section)], outline.nodes)
    if not chapters:
        return _without_chapters(outline)
    scores = [_score(node, words) for node in chapters]
    best = 0 if section else max(scores)
    if best:
        return _of_chapters(
            [node for node, score in zip(chapters, scores, strict=True) if score == best], outline.nodes
        )
    if not section and not _is_all_plan(outline):
        raise NoChapterError(known=titles(chapters))
    tasks = [node for node in chapters if not is_about_principles(node)]
    if 2 * sum(node.has_body for node in tasks) < len(tasks):
        return Scope(None, ((_whole(outline, outline.nodes),),), (), ())
    return _of_chapters(tasks or list(chapters), outline.nodes)


def _without_chapters(outline: Outline) -> Scope:
    """Return what is read of a text without chapters: its parts, or all of its items as one group."""
    if 2 * sum(node.has_body for node in outline.nodes) >= len(outline.nodes):
        return Scope(None, tuple((node,) for node in outline.nodes), (), ())
    return Scope(None, ((_whole(outline, outline.nodes),),), (), ())


def _whole(outline: Outline, nodes: tuple[Node, ...]) -> Node:
    return Node(Level.CHAPTER, 0, "", title_of(outline.front) or "", children=nodes)


def _is_all_plan(outline: Outline) -> bool:
    """Whether a text as a whole says what is to be done: by its title, or as its chapters are numbered further."""
    if any(re.search(f"{_LOOKS_BACK}|成效", node.heading) for node in outline.chapters):
        return False
    is_numbered = 2 * sum(bool(node.children) for node in outline.chapters) >= len(outline.chapters)
    return title_of(outline.front) is not None or is_numbered


def _named(outline: Outline, section: str) -> Node:
    typed = re.sub("[第、章部分（）() ]", "", section)
    found = [node for node in outline.chapters if node.number == value_of(typed)]
    if not found:
        raise UnknownSectionError(section=section, known=titles(outline.chapters))
    return found[0]


def titles(chapters: Sequence[Node]) -> str:
    """Return the titles of ``chapters``, for a sentence that says what there is."""
    return "；".join(f"{node.written}、{node.heading[:20]}" for node in chapters[:9]) or "—"


def _score(node: Node, words: str) -> int:
    """Return how much speaks for a chapter: words of its title, most of all those about a year to come."""
    if not node.has_body or is_about_principles(node) or not re.search(words, node.heading):
        return 0
    is_past = re.search("完成情况|工作情况|落实情况|进展情况", node.heading)
    return 1 if is_past else 2 + bool(re.search(f"[0-9]{{4}}年|{_NEXT}", narrowed(node.heading)))


def _of_chapters(chosen: list[Node], nodes: Sequence[Node]) -> Scope:
    left = tuple(node for node in nodes if node not in chosen)
    if len(chosen) > 1:
        return Scope(None, tuple((node,) for node in chosen), (), left)
    (chapter,) = chosen
    with_body = [child for child in chapter.children if child.has_body or is_about_principles(child)]
    if chapter.children and 2 * len(with_body) >= len(chapter.children):
        return Scope(chapter, tuple((chapter, child) for child in chapter.children), (chapter,), left)
    return Scope(chapter, ((chapter,),), (), left)


def year_of(scope: Scope, front: Sequence[str]) -> int:
    """Return the year that the text is a plan of: that of the chapter's title, its first words, or the text's title.

    The year of a report is that of its arrangements only if its title names them.

    Raises:
        YearNeededError: None of them names a year.
    """
    titles = [scope.section.title] if scope.section else []
    first_words = scope.section.sentences[:1] if scope.section else ()
    heads = [line for line in (title_of(front) or "", *front) if re.search(_HEADING, line) or _is_title(line)]
    if scope.section and re.search(PLANNED, scope.section.title):
        heads = [line for line in heads if not re.search(_LOOKS_BACK, line) or re.search(f"{PLANNED}|计划", line)]
    for text in (*titles, *first_words, *heads):
        if years := re.findall("(?<![0-9])(?:19|20)[0-9]{2}(?=年)", narrowed(text)):
            return int(max(years))
    raise YearNeededError


def name_of(chapter: str, title: str | None) -> str:
    """Return how a plan is called: by its chapter, if that names its year or stands in a report, else by its text."""
    if title is None or re.search("[0-9]{4}年", narrowed(chapter)) or (chapter and re.search(_LOOKS_BACK, title)):
        return chapter
    return re.sub("^.*关于印发《?(.+?)》?的通知$", r"\1", title)


def title_of(front: Sequence[str]) -> str | None:
    """Return the title of a text: the heading above the first number."""
    found = [number for number, line in enumerate(front) if _is_title(line)]
    if not found:
        run_on = re.match(_RUN_ON, front[0]) if front else None
        return run_on[0] if run_on else None
    at = found[0]
    issuer = front[at - 1] if at and front[at].startswith("关于") and re.search(_ISSUER, front[at - 1]) else ""
    return issuer + re.sub(r"[（(][^（）()]*(?:下同|牵头)[^（）()]*[)）]$", "", front[at])


def _is_title(line: str) -> bool:
    is_heading = re.search(_HEADING, line) or re.fullmatch(_OF_A_YEAR, narrowed(line))
    return len(line) <= _LONGEST_TITLE and "。" not in line and is_heading is not None


def published_of(front: Sequence[str]) -> date | None:
    """Return the day on which a text was published as its page says it."""
    for line in front:
        found = re.search(r"((?:19|20)[0-9]{2})[-/年.]([0-9]{1,2})[-/月.]([0-9]{1,2})", narrowed(line))
        if found and re.search("来源|发布|日期|时间|[0-9]:[0-9]{2}", line):
            try:
                return date(*map(int, found.groups()))
            except ValueError:  # a day that the calendar does not have
                continue
    return None


def section_of(scope: Scope) -> str | None:
    """Return the numeral of the one chapter that is read, as locators leave it out."""
    is_chapter = scope.section is not None and scope.section.level is Level.CHAPTER
    return to_han(scope.section.number) if scope.section and is_chapter else None


_LOOKS_BACK = "情况|回顾|总结"
_NEXT = "明年|来年|下一?年|下一步|下步"
_KIND_OF_TEXT = "(?:报告|计划|安排|方案|要点|意见|通知|规划|清单|分工|指标体系|台账|问题|反馈)"
_HEADING = f"{_KIND_OF_TEXT}(?:[（(].{{1,40}}[)）])?$"
_OF_A_YEAR = "[^。，；：:]{0,20}(?:19|20)[0-9]{2}年[^。，；：:月]{2,30}"
#: The title of a text whose line breaks were lost, in front of all the rest.
_RUN_ON = f"[^。：:！？；，]{{4,60}}?{_KIND_OF_TEXT}(?!的)(?=[×（(0-9\\s]|各|.{{0,8}}〔)"
_ISSUER = "(?:政府|厅|局|委|委员会|办公室|公司|集团|部|院|中心)$"
_LONGEST_TITLE = 80
_LONGEST_HEADING = 12
