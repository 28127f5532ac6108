"""Running text as Markdown: escaped, so that nothing in it becomes markup but the marks and the links that it has.

A text becomes atoms, each a character, an address or a piece of code. Marks go around runs of them, less what stands at
an edge where CommonMark would not let a mark begin or end, as a full stop does before a Han character (its section 6.2,
"emphasis and strong emphasis").
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Mark, Piece, with_addresses
from planctl.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def paragraph(pieces: Iterable[Piece]) -> str:
    """Return running text as the lines of a paragraph, in which its line feeds stay."""
    lines = _spelled(_atoms(pieces)).split("\n")
    return "\n".join(_AT_START.sub(lambda found: f"{found['before']}\\{found['mark']}", line) for line in lines)


def line(pieces: Iterable[Piece]) -> str:
    """Return running text on one line, as in a heading."""
    return _spelled(_atoms(_flat(pieces)))


def cell(pieces: Iterable[Piece]) -> str:
    """Return running text as a cell of a table, which ends at any bar that is not escaped, even within code."""
    said = list(pieces)
    if len(said) == 1 and not said[0].marks and not said[0].address and _PLAIN.fullmatch(said[0].text):
        return said[0].text  # as nearly every cell of a long table is
    return _spelled(_atoms(_flat(said), in_cell=True))


class _Kind(Enum):
    """What a mark beside an atom has to know of it; readers disagree on whether a symbol is punctuation."""

    SPACE = auto()
    LETTER = auto()
    POINT = auto()
    SYMBOL = auto()


class _Atom(NamedTuple):
    """A part of a text that no mark can divide, with what spells it."""

    source: str
    kind: _Kind
    is_strong: bool = False
    is_emphasis: bool = False


class _Span(NamedTuple):
    """The atoms from ``start`` to before ``end``, which stand in marks."""

    start: int
    end: int


# --- atoms -----------------------------------------------------------------------------------------------------------


def _flat(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return (piece._replace(text=piece.text.replace("\n", " ")) for piece in pieces)


def _atoms(pieces: Iterable[Piece], *, in_cell: bool = False, in_link: bool = False) -> list[_Atom]:
    """Return the atoms of a text, with one space or line break between words and none at the ends."""
    atoms: list[_Atom] = []
    for piece in _with_whole_code(pieces):
        for atom in _atoms_of(piece, in_cell=in_cell, in_link=in_link):
            if atom.source not in _GAPS or not atoms or atoms[-1].source not in _GAPS:
                atoms.append(atom)
            elif atom.source == _BREAK:
                atoms[-1] = atom
    while atoms and atoms[-1].kind is _Kind.SPACE:
        atoms.pop()
    first = next((place for place, atom in enumerate(atoms) if atom.kind is not _Kind.SPACE), 0)
    return atoms[first:]


def _with_whole_code(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, those of code together that follow each other, since their backticks would run together."""
    before: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if before and before.address == piece.address and Mark.CODE in before.marks and Mark.CODE in piece.marks:
            shared = tuple(mark for mark in before.marks if mark in piece.marks)
            before = Piece(before.text + piece.text, marks=shared, address=piece.address)
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before


def _atoms_of(piece: Piece, *, in_cell: bool, in_link: bool) -> Iterator[_Atom]:
    is_strong, is_emphasis = not {Mark.STRONG, Mark.PLACE}.isdisjoint(piece.marks), Mark.EMPHASIS in piece.marks
    for atom in _plain_atoms(piece, in_cell=in_cell, in_link=in_link):
        yield atom._replace(is_strong=is_strong, is_emphasis=is_emphasis) if atom.source[0] != "[" else atom


def _plain_atoms(piece: Piece, *, in_cell: bool, in_link: bool) -> Iterator[_Atom]:
    """Yield the atoms of a piece; those of a link or of code without the blanks at its ends, which stand outside."""
    text = safe(piece.text, newlines=True)
    if not piece.address and Mark.CODE not in piece.marks:
        yield from _words(text, in_link=in_link)
        return
    if _REFUSED.match(piece.address):
        for part in with_addresses([piece]):
            yield from _plain_atoms(part._replace(address=""), in_cell=in_cell, in_link=in_link)
        return
    core = text.strip()
    before, _, behind = text.partition(core) if core else (text, "", "")
    yield from _words(before)
    if piece.address:
        yield _link(piece._replace(text=core or piece.address), in_cell=in_cell)
    elif core:
        yield _Atom(_code(re.sub("[ \n]+", " ", core), in_cell=in_cell), _Kind.POINT)
    yield from _words(behind)


def _words(text: str, *, in_link: bool = False) -> Iterator[_Atom]:
    """Yield the atoms of plain text, the addresses in it as links.

    Forges make links of addresses in any case, and take escapes and whatever stands right behind for a part of them.
    """
    for place, part in enumerate([text] if in_link else _ADDRESS.split(text)):
        if place % 2:
            yield _link(Piece(part, address=part))
        else:
            yield from map(_character, part)


def _character(char: str) -> _Atom:
    if char == "\n":
        return _Atom(_BREAK, _Kind.SPACE)
    if char.isascii() and not char.isalnum():
        return _Atom(_MARKUP.sub(r"\\\g<0>", char), _Kind.SPACE if char == " " else _Kind.POINT)
    return _Atom(char, _KINDS.get(unicodedata.category(char)[0], _Kind.LETTER))


def _link(piece: Piece, *, in_cell: bool = False) -> _Atom:
    address = safe(piece.address.strip())
    if piece.text == address and not piece.marks and _ADDRESS.fullmatch(address) and not _CHANGED.search(address):
        return _Atom(f"<{address}>", _Kind.POINT)
    # Code with a bracket could end what a reader takes for the definition of a link.
    marks = tuple(mark for mark in piece.marks if mark is not Mark.CODE or "]" not in piece.text)
    text = _spelled(_atoms(_flat([Piece(piece.text, marks=marks)]), in_cell=in_cell, in_link=True))
    target = _IN_ADDRESS.sub(r"\\\g<0>", address)
    return _Atom(f"[{text}](<{target}>)", _Kind.POINT)


def _code(text: str, *, in_cell: bool) -> str:
    """Return code between more backticks than there are in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    code = text.replace("|", r"\|") if in_cell else text
    return f"{fence}{blank}{code}{blank}{fence}"


# --- marks -----------------------------------------------------------------------------------------------------------


def _spelled(atoms: Sequence[_Atom]) -> str:
    strong = _spans([atom.is_strong for atom in atoms], atoms)
    spans = [*strong, *strong, *_emphasis(atoms, strong)]
    pieces: list[str] = []
    for place, atom in enumerate(atoms):
        pieces.append("*" * sum(place in span for span in spans))
        is_before_link = atom.source == "!" and place + 1 < len(atoms) and atoms[place + 1].source[0] == "["
        pieces.append(rf"\{atom.source}" if is_before_link else atom.source)
    return "".join([*pieces, "*" * sum(span.end == len(atoms) for span in spans)])


def _emphasis(atoms: Sequence[_Atom], strong: Sequence[_Span]) -> Iterator[_Span]:
    """Yield where to emphasise: strong text as a whole, or from within it, or what does not touch it.

    Asterisks that run together elsewhere can be read in more ways than one.
    """
    flags = [atom.is_emphasis for atom in atoms]
    outside = flags.copy()
    for span in strong:
        within = flags[span.start : span.end]
        if all(within):
            yield span
        else:
            hidden = [False] * span.start + within + [False] * (len(atoms) - span.end)
            yield from (found for found in _spans(hidden, atoms) if found.start > span.start)
        outside[span.start : span.end] = [False] * len(within)
    edges = {edge for span in strong for edge in span}
    yield from (found for found in _spans(outside, atoms) if edges.isdisjoint(found))


def _spans(flags: Sequence[bool], atoms: Sequence[_Atom]) -> list[_Span]:
    """Return the runs of set flags, each as much of it as can stand in marks."""
    found = []
    start = 0
    while start < len(flags):
        end = start
        while end < len(flags) and flags[end]:
            end += 1
        following = max(end, start + 1)
        while start < end and not _can_mark(atoms[start].kind, atoms[start - 1].kind if start else _Kind.SPACE):
            start += 1
        while start < end and not _can_mark(atoms[end - 1].kind, atoms[end].kind if end < len(atoms) else _Kind.SPACE):
            end -= 1
        if start < end:
            found.append(_Span(start, end))
        start = following
    return found


def _can_mark(inner: _Kind, outer: _Kind) -> bool:
    """Whether a mark can stand between two atoms, of which the ``inner`` is within it."""
    if inner in {_Kind.POINT, _Kind.SYMBOL}:
        return outer in {_Kind.SPACE, _Kind.POINT}
    return inner is _Kind.LETTER


_BREAK = "\\\n"
_GAPS = {" ", _BREAK}
#: By the first letter of a character's category in Unicode.
_KINDS = {"Z": _Kind.SPACE, "P": _Kind.POINT, "S": _Kind.SYMBOL}

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
#: Text in which nothing has to be escaped, or looked at more closely.
_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff，、。；《》（）〔〕“”/%.-]*")
_IN_ADDRESS = re.compile(r"[\\<>&|]")
#: An address up to what is rather the end of a sentence; none with ``&…;`` in it, which would be read as a character.
_ADDRESS = re.compile(
    r"(https?://(?!\S*&[#\w]+;)(?:[\w%~@#$&*+=/?!.,;:-]|\([\w%~@#$&*+=/?!.,;:-]*\))*[\w%~/=#&+-])", re.IGNORECASE
)
#: What some readers show in another spelling, if an address stands for itself.
_CHANGED = re.compile(r"%|xn--", re.IGNORECASE)
#: Addresses that readers make no links of, since they could run something.
_REFUSED = re.compile(r"\s*(?:javascript|vbscript|file|data):", re.IGNORECASE)
#: What opens a list, a rule, a heading or a table at the beginning of a line.
_AT_START = re.compile(r"^(?P<before>\d{0,9})(?P<mark>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=:](?=[-+=:\s]|$))")
