"""A command's option groups, and the options that every command has, as parameters that Typer reads.

An option group is a frozen dataclass whose fields are annotated as Typer options. A command takes a ``Session`` and any
number of groups; Typer sees their fields. So every option is declared once.
"""

from __future__ import annotations

import functools
import inspect
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

import typer

from planctl import __version__
from planctl.cli.session import Session
from planctl.cli.shared import CommonOptions, OutputOptions, Runtime, WriteOptions
from planctl.errors import MissingValueError, PlanctlError, UnknownOptionError
from planctl.plan.spelling import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planctl.cli.table import CommandSpec

_Group = TypeVar("_Group")


#: What an empty value takes away; any other option must say something, as it may be the value of an unset variable.
CLEARING = frozenset({"option.lead", "option.owner", "option.support"})
#: What the names of files are called on a help page.
FILES = frozenset({"metavar.file", "metavar.folder", "metavar.plan"})
#: The groups at the end of every help page, apart from the command's own options.
SHARED_GROUPS = (CommonOptions, WriteOptions, OutputOptions)


class NoValueError(MissingValueError):
    """The option ``name`` was given an empty value, and ``other`` is what takes a value away."""

    key = "error.no_value"


def expand(command: Callable[..., Any], spec: CommandSpec) -> Callable[..., Any]:
    """Return ``command`` with its session and option groups replaced by the parameters that they are made of.

    One that writes gets the options of writers, too, and one that shows a view those for a file; one that is not dated
    has no ``--as-of``, as no day would make a difference to it.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[Any]] = {}
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, parameter in inspect.signature(command).parameters.items():
        if hints[name] is Session:
            continue
        if is_dataclass(hints[name]):
            groups[name] = hints[name]
            parameters += _parameters_of(hints[name])
        else:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))
    special = {WriteOptions: spec.writes, OutputOptions: spec.shows}
    shared = [group for group in SHARED_GROUPS if special.get(group, True)]
    for group in shared:
        parameters += [parameter for parameter in _parameters_of(group) if spec.dated or parameter.name != "as_of"]

    @functools.wraps(command)
    def run(*, ctx: typer.Context, **values: Any) -> Any:
        values = _cleaned(ctx, values)
        _refuse_blanks(ctx, values)
        if not spec.dated and runtime_of(ctx).common.as_of:
            raise UnknownOptionError(name="--as-of", program=ctx.command_path)
        values.setdefault("as_of", None)
        session = _session(ctx, {group: _collect(group, values) for group in shared})
        own = {name: _collect(group, values) for name, group in groups.items()}
        try:
            return command(session, **own, **values)
        except PlanctlError as error:
            error.fields.setdefault("command", ctx.command_path.partition(" ")[2])
            raise

    return _with_parameters(run, parameters)


def expand_root(overview: Callable[[Session], Any]) -> Callable[..., Any]:
    """Return the function of the program itself: what bare ``planctl`` does.

    Before a command it only keeps the shared options, for the command to fall back on.
    """
    is_version = Annotated[bool, typer.Option("--version", "-V", help="option.version")]
    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = {parameter.name: parameter for group in reversed(SHARED_GROUPS) for parameter in _parameters_of(group)}
    parameters = [
        inspect.Parameter("ctx", keyword, annotation=typer.Context),
        *shared.values(),
        inspect.Parameter("version", keyword, default=False, annotation=is_version),
    ]

    def run(*, ctx: typer.Context, version: bool, **values: Any) -> Any:
        if version:
            print(f"planctl {__version__}")
            return None
        values = _cleaned(ctx, values)
        _refuse_blanks(ctx, values)
        common, writing, output = (_collect(group, dict(values)) for group in SHARED_GROUPS)
        ctx.obj = replace(runtime_of(ctx), common=common, writing=writing, output=output)
        nothing = {CommonOptions: CommonOptions(), OutputOptions: OutputOptions()}
        return overview(_session(ctx, nothing)) if ctx.invoked_subcommand is None else None

    return _with_parameters(run, parameters)


def is_shared(parameter: Any, *groups: type[Any]) -> bool:
    """Whether a parameter is one of the options that every command has, or of those in ``groups``."""
    if not groups:
        return parameter.name == "help" or is_shared(parameter, *SHARED_GROUPS)
    return any(parameter.name in _names(group) for group in groups)


def runtime_of(ctx: typer.Context) -> Runtime:
    """Return what the run was started with."""
    runtime = ctx.find_root().obj
    assert isinstance(runtime, Runtime), "main() passes it in"
    return runtime


def _with_parameters(run: Callable[..., Any], parameters: list[inspect.Parameter]) -> Callable[..., Any]:
    """Make ``run`` look to Typer as if it were declared with ``parameters``."""
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # inspect reads it, mypy knows nothing of it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _session(ctx: typer.Context, near: Mapping[type[Any], Any]) -> Session:
    """Return the session of a command with the options ``near``, which count before those that stood before it.

    Raises:
        UnknownOptionError: An option stood before the command that it does not have.
    """
    runtime = runtime_of(ctx)
    far = dict(zip(SHARED_GROUPS, (runtime.common, runtime.writing, runtime.output), strict=True))
    known = {name for group in near for name in _names(group)}
    for parameter in ctx.find_root().command.params:
        name = parameter.name or ""
        if name not in known and any(getattr(group, name, None) for group in far.values()):
            raise UnknownOptionError(name=max(parameter.opts, key=len), program=ctx.command_path)
    common, writing, output = (_merge(near.get(group, group()), options) for group, options in far.items())
    world = runtime.arguments, runtime.environ, runtime.today, runtime.translator, runtime.plan
    return Session(common, writing, *world, output)


def _cleaned(ctx: typer.Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` with every text as it is kept; files are called as they are typed."""
    files = {item.name for item in ctx.command.params if getattr(item, "metavar", None) in FILES}
    return {name: value if name in files else _clean(value) for name, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return clean_text(value) if isinstance(value, str) else value


def _refuse_blanks(ctx: typer.Context, values: Mapping[str, Any]) -> None:
    for item in ctx.command.params:
        value = values.get(item.name or "")
        given = value if isinstance(value, list) else [value]
        is_blank = any(isinstance(text, str) and not text.strip() for text in given)
        if is_blank and item.param_type_name == "option" and getattr(item, "help", None) not in CLEARING:
            name = max(item.opts, key=len)
            if (other := f"--no-{name[2:]}") in {option for param in ctx.command.params for option in param.opts}:
                raise NoValueError(name=name, other=other)
            raise MissingValueError(name=name)


def _merge(near: _Group, far: _Group) -> _Group:
    return type(near)(**{name: getattr(near, name) or getattr(far, name) for name in _names(type(near))})


def _names(group: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(group))


def _parameters_of(group: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    keyword = inspect.Parameter.KEYWORD_ONLY
    return [
        inspect.Parameter(field.name, keyword, default=field.default, annotation=hints[field.name])
        for field in fields(group)
    ]


def _collect(group: type[Any], values: dict[str, Any]) -> Any:
    """Take the fields of ``group`` out of ``values`` and build it of them."""
    return group(**{name: values.pop(name) for name in _names(group)})
