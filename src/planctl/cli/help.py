"""Help pages in the reader's language, rendered when they are asked for.

Commands and options are declared with catalogue keys; here the keys become words, laid out by cells, since Typer's own
pages cut long Chinese texts or count characters where a terminal counts cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.cells import pad, width, wrap
from planctl.cli.console import screen_width
from planctl.cli.options import is_shared, runtime_of
from planctl.cli.shared import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import typer

    from planctl.cli.table import CommandSpec
    from planctl.words.i18n import Translator

WIDEST = 100
LEFT = 26


def group_page(group: Any, ctx: typer.Context, specs: Sequence[CommandSpec]) -> str:
    """Return the page of the program, or of a group of commands: what there is, a line each."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    is_root = ctx.parent is None
    about = t("help.planctl" if is_root else f"help.{ctx.info_name}")
    parts = [_usage(t, ctx, t("metavar.command"), size), _text(about, size)]
    if is_root:
        parts.append(_examples(t, "planctl"))
    offered = [spec for spec in specs if not spec.hidden]
    for section in dict.fromkeys(spec.section for spec in offered):
        listed = [(_named(spec), t(_help_key(ctx, spec))) for spec in offered if spec.section == section]
        parts.append(_section(t(f"section.{section}"), listed, size))
    if is_root and (views := runtime_of(ctx).views):
        parts.append(_section(t("section.views"), views.items(), size))
    options = [item for item in _options(group, ctx) if not is_shared(item, WriteOptions)]
    parts.append(_section(t("section.options"), [_option(t, item) for item in options], size))
    if is_root:
        parts.append(_text(t("help.foot"), size))
    return "\n\n".join(parts)


def command_page(command: Any, ctx: typer.Context) -> str:
    """Return the page of a command: what it is for, examples, arguments, its own options, the shared ones."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    name = command_name(ctx)
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    own = [item for item in _options(command, ctx) if not is_shared(item)]
    shared = [item for item in _options(command, ctx) if is_shared(item)]
    metavars = " ".join([t("metavar.options"), *(_argument(t, item) for item in arguments)])
    parts = [_usage(t, ctx, metavars, size), _text(t(f"help.{name}"), size), _examples(t, name)]
    if arguments:
        listed = [(t(item.metavar), t(item.help)) for item in arguments]
        parts.append(_section(t("section.arguments"), listed, size))
    if own:
        parts.append(_section(t("section.own_options"), [_option(t, item) for item in own], size))
    parts.append(_section(t("section.shared_options"), [_option(t, item) for item in shared], size))
    return "\n\n".join(part for part in parts if part)


def command_name(ctx: typer.Context) -> str:
    """Return the name under which the catalogue has a command: ``list``, ``git_setup``."""
    names = [ctx.command.name or ""]
    above = ctx.parent
    while above is not None and above.parent is not None:
        names.insert(0, above.command.name or "")
        above = above.parent
    return "_".join(names)


def page_width(ctx: typer.Context) -> int:
    """Return how many cells a line of help may have."""
    return max(min(screen_width(runtime_of(ctx).environ), WIDEST), 2 * LEFT)


def _help_key(ctx: typer.Context, spec: CommandSpec) -> str:
    return f"help.{spec.name}" if ctx.parent is None else f"help.{ctx.info_name}_{spec.name}"


def _text(text: str, size: int) -> str:
    return "\n".join(wrap(text, size))


def _usage(t: Translator, ctx: typer.Context, rest: str, size: int) -> str:
    return _text(t("help.usage", command=f"{ctx.command_path} {rest}"), size)


def _examples(t: Translator, name: str) -> str:
    lines = t(f"example.{name}").splitlines()
    return "\n".join([t("section.examples"), *(f"  {line}" for line in lines)])


def _named(spec: CommandSpec) -> str:
    return ", ".join((spec.name, *spec.aliases))


def _argument(t: Translator, argument: Any) -> str:
    name = t(argument.metavar)
    return name if argument.required else f"[{name}]"


def _options(command: Any, ctx: typer.Context) -> list[Any]:
    return [item for item in command.get_params(ctx) if item.param_type_name == "option" and not item.hidden]


def _option(t: Translator, option: Any) -> tuple[str, str]:
    """Return ``-s, --status STATUS`` and what it is for."""
    names = ", ".join(sorted(option.opts, key=len))
    if len(option.opts) == 1:
        names = f"    {names}"
    if option.metavar:
        names = f"{names} {t(option.metavar)}"
    return names, t(option.help) if t.has(option.help or "") else t("option.help")


def _section(title: str, items: Iterable[tuple[str, str]], size: int) -> str:
    """Return a heading and under it names with what they mean, in two columns."""
    lines = [title]
    for name, meaning in items:
        first, *rest = wrap(meaning, size - LEFT - 2)
        if width(name) > LEFT - 2:
            lines.append(f"  {name}")
            lines.append(f"  {' ' * LEFT}{first}")
        else:
            lines.append(f"  {pad(name, LEFT)}{first}")
        lines += [f"  {' ' * LEFT}{line}" for line in rest]
    return "\n".join(lines)
