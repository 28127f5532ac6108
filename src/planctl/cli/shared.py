"""What every command shares: the options that each one has, and what the run was started with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.startup import today
from planctl.errors import PlanctlError, PlanInvalidError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planctl.store.planfile import PlanFile
    from planctl.words.i18n import Translator


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What every command can be told."""

    plan: Annotated[str | None, typer.Option("--plan", help="option.plan", metavar="metavar.plan")] = None
    as_of: Annotated[str | None, typer.Option("--as-of", help="option.as_of", metavar="metavar.date")] = None
    json: Annotated[bool, typer.Option("--json", help="option.json")] = False
    plain: Annotated[bool, typer.Option("--plain", help="option.plain")] = False
    lang: Annotated[str | None, typer.Option("--lang", help="option.lang", metavar="metavar.lang")] = None
    color: Annotated[str | None, typer.Option("--color", help="option.color", metavar="metavar.color")] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="option.quiet")] = False
    debug: Annotated[bool, typer.Option("--debug", help="option.debug", hidden=True)] = False


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What every command that changes a plan can be told besides."""

    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="option.dry_run")] = False
    by: Annotated[str | None, typer.Option("--by", help="option.by_name", metavar="metavar.owner")] = None
    yes: Annotated[bool, typer.Option("--yes", "-y", help="option.yes")] = False
    wait: Annotated[str | None, typer.Option("--wait", help="option.wait", metavar="metavar.seconds")] = None
    accept_loss: Annotated[bool, typer.Option("--accept-loss", help="option.accept_loss")] = False


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """What every command that shows a view can be told besides: to write it into a file, even over another."""

    output_file: Annotated[
        str | None, typer.Option("--output", "-o", help="option.output_file", metavar="metavar.file")
    ] = None
    yes: Annotated[bool, typer.Option("--yes", "-y", help="option.overwrite")] = False


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a run was started with; the root command passes it on, with the options that stood before the command."""

    arguments: tuple[str, ...]
    environ: Mapping[str, str]
    translator: Translator
    plan: PlanFile
    common: CommonOptions = CommonOptions()
    writing: WriteOptions = WriteOptions()
    output: OutputOptions = OutputOptions()

    @property
    def plan_views(self) -> Mapping[str, str]:
        """The views of one's own in the plan, none where there is no plan; raises ``PlanInvalidError``."""
        try:
            return self.plan.plan.views
        except PlanInvalidError:
            raise
        except (PlanctlError, OSError, RuntimeError):  # Path.expanduser raises RuntimeError
            return {}

    @property
    def views(self) -> Mapping[str, str]:
        """The same for where a plan that cannot be read is nothing to complain of."""
        try:
            return self.plan_views
        except PlanInvalidError:
            return {}

    @property
    def today(self) -> date:
        """The day that it is; raises ``BadClockError``."""
        return today(self.environ)
