"""The commands that look at what stands beside the tasks: what inspections found, and what standards ask for."""

from __future__ import annotations

from planctl.cli.filters import FilterOptions
from planctl.cli.listing import ColumnsOption, FullOption, SortOption, columns_of, sorted_rows
from planctl.cli.session import Session
from planctl.plan.model import Group, Inspection, Standard
from planctl.plan.query import select
from planctl.screen import views


def findings(
    session: Session,
    where: FilterOptions,
    *,
    sort: SortOption = None,
    columns: ColumnsOption = None,
    full: FullOption = False,
) -> None:
    """Count what inspections found, by area, and list what is not put right."""
    listed = _listed(session, Inspection, where, sort, columns, full=full)
    counted = select(session.rows_in(Inspection), where.resolve(session)._replace(include_closed=True))
    session.show(views.findings_report(listed, counted))


def indicators(
    session: Session,
    where: FilterOptions,
    *,
    sort: SortOption = None,
    columns: ColumnsOption = None,
    full: FullOption = False,
) -> None:
    """Judge the indicators of standards, by heading, and list what is not met."""
    listed = _listed(session, Standard, where, sort, columns, full=full)
    counted = select(session.rows_in(Standard), where.resolve(session)._replace(include_closed=True))
    session.show(views.indicators_report(listed, counted))


def _listed(
    session: Session,
    kind: type[Group],
    where: FilterOptions,
    sort: list[str] | None,
    columns: list[str] | None,
    *,
    full: bool,
) -> views.TaskList:
    rows = sorted_rows(session, session.rows_in(kind), where.resolve(session), sort)
    return views.TaskList(session.plan, session.day, rows, columns_of(columns), full, by_group=not sort)
