"""The text as a tree of numbered parts with their sentences: the one reader of official texts.

A part begins with its title, which runs into the text (``（一）标题。第一句。``) or stands alone on its line. Sentences
end at a full stop and are counted within their part; what stands behind the last one is a fragment.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.marks import Level, Mark, broken, read_mark
from planctl.draft.spelling import with_full_stops
from planctl.draft.units import BRACKET, LABELS, OF_ALL_ABOVE, read_note, rounded
from planctl.plan.unit_words import FIRST_LEADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Sort(Enum):
    """What a piece of text is."""

    SENTENCE = auto()
    NOTE = auto()  # who, until when: about the sentences before it
    FRAGMENT = auto()  # without a full stop


class Passage(NamedTuple):
    """A piece of text, and what it is."""

    text: str
    sort: Sort


class Node(NamedTuple):
    """A numbered part: ``title`` is empty where the part is nothing but its sentences."""

    level: Level
    number: int
    written: str
    title: str
    passages: tuple[Passage, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its own sentences, in their order."""
        return tuple(passage.text for passage in self.passages if passage.sort is Sort.SENTENCE)

    @property
    def heading(self) -> str:
        """What it is about: its title, or what it is if it is nothing but that."""
        return self.title or (self.sentences[0].rstrip("。") if len(self.sentences) == 1 and not self.children else "")

    @property
    def has_body(self) -> bool:
        """Whether there is more to it than a line."""
        return bool(self.title) and bool(self.sentences or self.children)


class Outline(NamedTuple):
    """A whole text: what stands above the first number, and the numbered parts."""

    front: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def chapters(self) -> tuple[Node, ...]:
        """Its chapters."""
        return tuple(node for node in self.nodes if node.level is Level.CHAPTER)


class _Entry:
    """A numbered line, the lines below it, and the entries of lower levels behind it."""

    def __init__(self, mark: Mark, text: str) -> None:
        self.mark = mark
        self.head = text
        self.lines: list[str] = []
        self.below: list[_Entry] = []


def read_outline(lines: Iterable[str]) -> Outline:
    """Return the tree of ``lines``, which may have lost their breaks."""
    front: list[str] = []
    roots: list[_Entry] = []
    open_entries: list[_Entry] = []
    cleaned = [text for raw in broken(rounded(with_full_stops(line)) for line in lines) if (text := clean(raw))]
    for line, mark in _marked(cleaned):
        if mark is None:
            (open_entries[-1].lines if open_entries else front).append(line)
            continue
        entry = _Entry(mark, line[mark.end :].strip())
        while open_entries and open_entries[-1].mark.level >= mark.level:
            open_entries.pop()
        (open_entries[-1].below if open_entries else roots).append(entry)
        open_entries.append(entry)
    return Outline(tuple(front), tuple(map(_node, roots)))


def _marked(lines: Sequence[str]) -> Iterator[tuple[str, Mark | None]]:
    """Yield each of ``lines`` with its mark; below 第二部分, 一、 is a part, and so on."""
    marks = [read_mark(line) for line in lines]
    chapters = [line for line, mark in zip(lines, marks, strict=True) if mark and mark.level is Level.CHAPTER]
    named = [line.startswith("第") for line in chapters]
    is_deeper = bool(named) and named[0] and not all(named)
    for line, mark in zip(lines, marks, strict=True):
        if mark and is_deeper and not line.startswith("第"):
            yield line, mark._replace(level=Level(min(mark.level + 1, Level.CIRCLE)))
        else:
            yield line, mark


def clean(line: str) -> str:
    """Return ``line`` without what nobody sees, and without blanks at its ends."""
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]", "", line).strip()


def _node(entry: _Entry) -> Node:
    children = tuple(map(_node, entry.below))
    level, number, written, _ = entry.mark
    title, rest = _run_in_title(entry, has_more=bool(children or entry.lines))
    is_item = level >= Level.ITEM
    passages = [*_passages(rest, is_whole=is_item or not title)]
    for line in entry.lines:
        bullet = re.match(_BULLET, line)
        passages += _passages(line[bullet.end() :] if bullet else line, is_whole=bullet is not None)
    if title and not children and all(passage.sort is not Sort.SENTENCE for passage in passages):
        # A title above nothing is what is to be done.
        passages.insert(0, Passage(_as_written(title, entry.head), Sort.SENTENCE))
        title = ""
    return Node(level, number, written, title, tuple(passages), children)


def _as_written(title: str, head: str) -> str:
    """Return ``title`` with the full stop that it has in ``head``."""
    return title + "".join(re.findall("^[。！？]", head.removeprefix(title)))


def _run_in_title(entry: _Entry, *, has_more: bool) -> tuple[str, str]:
    """Return the title of an entry and the rest of its first line."""
    head = entry.head
    if entry.mark.level is Level.CHAPTER:
        found = re.match(r"[^。：:；;]{0,60}$", head)
        return (head, "") if found else _chapter_title(head)
    first, stop, rest = _first_sentence(head)
    if not stop:
        is_title = has_more and not re.search("[；;]$", head) and not is_note(head)
        return (head.rstrip("：: "), "") if is_title else ("", head)
    longest = _LONGEST[min(entry.mark.level, Level.ITEM)]
    is_task = re.search(_DATED if entry.mark.level <= Level.PART else f"[0-9０-９]|{_DATED}", first)
    is_short = len(first) <= longest and not is_task
    is_title = (bool(rest) or has_more) and is_short and not _only_notes(rest, entry)
    return (first, rest) if is_title else ("", head)


def _only_notes(rest: str, entry: _Entry) -> bool:
    """Whether nothing but notes follows, so that what stands in front of them is no title."""
    return not entry.below and all(map(is_note, (line for line in (rest, *entry.lines) if line)))


def _chapter_title(head: str) -> tuple[str, str]:
    """Return the title of a chapter and what ran into it, where its line break was lost."""
    found = re.match(rf"[^。：:；;]{{0,60}}?(?:{_CHAPTER_END})(?=[\u3400-\u9fff0-9])", head)
    if found:
        return head[: found.end()], head[found.end() :]
    first, stop, rest = _first_sentence(head)
    return (first, rest) if stop and len(first) <= _LONGEST[Level.PART] else ("", head)


def _first_sentence(text: str) -> tuple[str, str, str]:
    found = _SENTENCE.match(text)
    if found is None or not found["stop"]:
        return text, "", ""
    whole = found[0].strip()
    return whole.rstrip("。！？"), whole[-1], text[found.end() :].strip()


def passages(line: str) -> Iterator[Passage]:
    """Yield the pieces of a ``line`` that stands in no part."""
    return _passages(line, is_whole=False)


def _passages(text: str, *, is_whole: bool) -> Iterator[Passage]:
    """Yield the pieces of ``text``; a line that ``is_whole`` is a sentence though it lacks a full stop."""
    end = 0
    for found in _SENTENCE.finditer(text):
        if not found["stop"]:
            break
        end = found.end()
        note, piece = _leading_note(found[0].strip())
        if note:
            yield Passage(note, Sort.NOTE)
        yield Passage(piece, Sort.NOTE if is_note(piece) else Sort.SENTENCE)
    rest = text[end:].strip()
    if not rest:
        return
    if is_note(rest):
        yield Passage(rest, Sort.NOTE)
    elif (is_whole and not end) or rest[-1] in "；;：:":
        yield Passage(rest, Sort.SENTENCE)
    else:
        yield Passage(rest, Sort.FRAGMENT)


def _leading_note(text: str) -> tuple[str, str]:
    """Return the notes about the sentence before with which ``text`` begins, （X牵头）第二句。, and the rest."""
    end = 0
    while (found := _BRACKET.match(text, end)) and read_note(found[0], first_leads=True) is not None:
        end = found.end()
    return (text[:end].strip(), text[end:].strip()) if end < len(text) else ("", text)


def is_note(text: str) -> bool:
    """Whether ``text`` says no more than who does it and until when."""
    return _NOTE.fullmatch(text) is not None


#: Words that a task has, and no title.
_DATED = "年底|年内|[年月日季度节][底末]?前|每[年季月周日]|每个?季度|”前"
_BULLET = "(?:[·•●○■□◆◇▪➢*]|—{1,2}|-)\\s*(?=[\u3400-\u9fff])"
_CLOSE = "[”’」』]"
#: Full stops within brackets end no sentence. What is behind the last one is found too, so that nothing is read twice.
_SENTENCE = re.compile(rf"(?>[（(][^（）()]{{0,400}}[)）]|[^。！？])*+(?:(?P<stop>[。！？]+{_CLOSE}*)|\Z)")
_NOTE = re.compile(
    rf"(?:(?:{BRACKET})++"
    rf"|[（(]?{OF_ALL_ABOVE}(?:{LABELS})[:：][^。]*[)）]?)[。；;]?"
    rf"|[^。]{{0,20}}{FIRST_LEADS}[^。]{{0,10}}[。]?"
)
_BRACKET = re.compile(rf"{BRACKET}(?![。；;])")
_LONGEST = {Level.PART: 45, Level.ITEM: 25}
_CHAPTER_END = "安排|情况|要求|原则|任务|措施|举措|不足|问题|打算|思路|保障|计划|重点|目标|思想|附则"
