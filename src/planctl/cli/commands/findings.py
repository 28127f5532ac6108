"""The commands that look at what stands beside the tasks: what inspections found, and what standards ask for."""

from __future__ import annotations

from planctl.cli.filters import FilterOptions
from planctl.cli.listing import ListOptions
from planctl.cli.session import Session
from planctl.plan.model import Inspection, Standard
from planctl.plan.query import select
from planctl.screen import views


def findings(session: Session, where: FilterOptions, how: ListOptions) -> None:
    """Count what inspections found, by area, and list what is not put right."""
    chosen, rows = where.resolve(session), session.rows_in(Inspection)
    counted = select(rows, chosen._replace(include_closed=True))
    session.show(views.findings_report(how.listed(session, rows, chosen), counted))


def indicators(session: Session, where: FilterOptions, how: ListOptions) -> None:
    """Judge the indicators of standards, by heading, and list what is not met."""
    chosen, rows = where.resolve(session), session.rows_in(Standard)
    counted = select(rows, chosen._replace(include_closed=True))
    session.show(views.indicators_report(how.listed(session, rows, chosen), counted))
