"""What was reached, by priority: a paragraph for each sentence of the source, its done tasks as clauses.

English has a list instead, since titles are requests there and no clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Heading, Listing, Paragraph, Piece
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.progress import Grade
from planctl.report.wording.opening import rest, states
from planctl.report.wording.troubles import is_trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.blocks import Block
    from planctl.plan.counts import Group
    from planctl.plan.model import Entry, Task
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases

#: Up to this many done tasks are all told one by one; of more, each priority gets its share, but not fewer than …
MOST_TOLD = 75
LEAST_TOLD = 3
#: So many clauses of tasks that no sentence of a source keeps together make a paragraph.
MOST_CLAUSES = 5


def results(p: Phrases) -> list[Block]:
    """Tell of each priority what is done, then what is under way and goes well."""
    blocks: list[Block] = []
    for place, group in enumerate(p.summary.priorities, 1):
        blocks.append(Heading(p.subheading(place, p.title(group)), level=3))
        blocks += results_of(p, group)
    return blocks


def results_of(p: Phrases, group: Group) -> list[Block]:
    """Tell the same of one priority."""
    counted = p.paragraph(_counts(p, group))
    done = [p.rows[identifier] for identifier in group.done]
    told = _chosen(done, _most(p))
    named = {row.task.id for row in told}
    others = tuple(row.task.id for row in done if row.task.id not in named)
    more = p.paragraph([p.say(_more_key(p), others)]) if others else []
    running = [*p.paragraph(_under_way(p, group)), *p.paragraph(_duties(p, group.ongoing))]
    return [*counted, *_told(p, told), *more, *running]


def _most(p: Phrases) -> int:
    if len(p.summary.total.done) <= MOST_TOLD:
        return MOST_TOLD
    return max(LEAST_TOLD, MOST_TOLD // len(p.summary.priorities))


def _more_key(p: Phrases) -> str:
    return "report.done.more_listed" if p.lists_tasks else "report.done.more"


def _chosen(rows: Sequence[Standing], most: int) -> list[Standing]:
    """Return the done tasks that are told, in the order of the document.

    Of too many those come first that are marked, that people wrote a sentence of, that had a quantity to reach, that
    took longer than they should have, and that were finished last.
    """
    if len(rows) <= most:
        return list(rows)

    def weight(row: Standing) -> tuple[object, ...]:
        task, done = row.task, replay.status_since(row.task) or row.day
        return (
            not task.highlight,
            not (task.result or task.result_en),
            task.target is None,
            row.due - done,
            -done.toordinal(),
        )

    chosen = {row.task.id for row in sorted(rows, key=weight)[:most]}
    return [row for row in rows if row.task.id in chosen]


def _counts(p: Phrases, group: Group) -> Iterator[Piece]:
    """Count the tasks of a priority, unless it has but one that is told of right below."""
    if not group.ids:
        yield p.say("report.priority.empty")
    elif not group.total and group.dropped:
        yield p.say("report.priority.all_dropped", group.dropped)
        return
    elif group.total and not group.unfinished:
        if group.total > 1 or group.dropped:
            yield p.say("report.priority.all", group.done)
    elif group.done:
        fields = {"total": group.total, "percent": p.percent(group.percent), "rest": rest(p, group)}
        yield p.say("report.priority.some", group.totalled, n=len(group.done), **fields)
    elif group.total > 1:
        yield p.say("report.priority.none", group.unfinished, states=states(p, group))
    elif group.total:
        yield p.say("report.priority.one", group.unfinished, states=states(p, group))
    if group.dropped:
        yield p.say("report.priority.dropped", group.dropped)


# --- done tasks ------------------------------------------------------------------------------------------------------


def _told(p: Phrases, rows: Sequence[Standing]) -> list[Block]:
    if p.t.language == "en":
        first = sorted(rows, key=lambda row: not row.task.highlight)
        return [Listing(tuple((Paragraph.of([_sentence(p, row)]),) for row in first))] if rows else []
    parts = sorted(_by_sentence(rows), key=lambda part: not any(row.task.highlight for row in part))
    return [block for part in parts for block in p.paragraph(_sentences(p, part))]


def _by_sentence(rows: Iterable[Standing]) -> list[list[Standing]]:
    """Return tasks that one sentence of the source asks for together; others in paragraphs of a few."""
    parts: list[list[Standing]] = []
    for row in rows:
        last = parts[-1] if parts else []
        is_same = bool(last) and last[0].task.source == row.task.source
        if is_same and (row.task.source or len(last) < MOST_CLAUSES):
            last.append(row)
        else:
            parts.append([row])
    return parts


def _sentences(p: Phrases, rows: Sequence[Standing]) -> Iterator[Piece]:
    """Yield what people wrote as sentences, the highlights first, and all else as the clauses of one more."""
    for row in sorted(rows, key=lambda row: not row.task.highlight):
        if written := p.result(row):
            yield Piece(written, (row.task.id,))
    clauses = [row for row in rows if not p.result(row)]
    if clauses:
        yield p.say(
            "report.clauses", tuple(row.task.id for row in clauses), text=p.titles([clause(p, row) for row in clauses])
        )


def _sentence(p: Phrases, row: Standing) -> Piece:
    written = p.result(row) or p.t("report.clauses", text=clause(p, row))
    return Piece(written, (row.task.id,))


def clause(p: Phrases, row: Standing) -> str:
    """Return a done task as a clause: its title with the note and the documents of its completion.

    In English the note is a sentence of its own, as notes begin with a capital there.
    """
    entries = completion(row.task)
    note = p.note(next((entry for entry in reversed(entries) if entry.note or entry.note_en), None))
    documents = p.evidence(tuple(dict.fromkeys(document for entry in entries for document in entry.evidence)))
    title, details = p.title(row.task), (p.formerly(row.task), p.figure(row))
    if not note or p.t.language == "zh":
        return p.bracketed(title, *details, note, documents)
    return p.bracketed(p.t("report.noted", text=p.bracketed(title, *details), note=p.capital(note)), documents)


def completion(task: Task) -> tuple[Entry, ...]:
    """Return the entries by which a task was done: the one that says so, and what was recorded after it."""
    at = next(
        (place for place in range(len(task.log) - 1, -1, -1) if task.log[place].status is Status.DONE), len(task.log)
    )
    return task.log[at:]


# --- what goes on ----------------------------------------------------------------------------------------------------


def _under_way(p: Phrases, group: Group) -> Iterator[Piece]:
    """Yield what is under way and in no trouble, of which nothing is said below."""
    for status in (Status.DOING, Status.SUBMITTED):
        rows = [row for identifier in group.states[status] if not is_trouble(p, row := p.rows[identifier])]
        if rows:
            ids = tuple(row.task.id for row in rows)
            first = (p.rows[identifier] for identifier in p.foremost(ids))
            names = [p.bracketed(p.title(row.task), p.progress(row)) for row in first]
            yield p.say(f"report.{status}", ids, names=p.some(names))


def _duties(p: Phrases, ids: Ids) -> Iterator[Piece]:
    """Yield what was last reported of duties that are kept up."""
    rows = [p.rows[identifier] for identifier in ids]
    kept = [row for row in rows if row.grade in {Grade.ON_TRACK, Grade.DONE} and row.kept and row.kept.kept]
    if kept:
        names = [p.bracketed(p.title(row.task), *_last(p, row)) for row in kept]
        yield p.say("report.ongoing", tuple(row.task.id for row in kept), names=p.some(names))


def _last(p: Phrases, row: Standing) -> tuple[str, ...]:
    report = replay.last_report(row.task)
    return (p.note(report), p.evidence(report.evidence)) if report else ()
