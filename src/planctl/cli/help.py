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
from planctl.cli.table import COMMANDS, EVERYDAY, find_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import typer

    from planctl.cli.table import CommandSpec
    from planctl.words.i18n import Translator

WIDEST = 100
LEFT = 26
#: What can be asked for by ``planctl help NAME`` beside the names of commands.
PAGES = ("all", "options")
TOPICS = ("dates", "ids", "statuses", "views")
#: Commands that people take for each other; what is not there (yet) is left out.
WHICH = ("update", "set", "amend", "edit")


def first_page(ctx: typer.Context) -> str:
    """Return the page of the program: what it is for, examples, the everyday commands, what other pages there are."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    everyday = [spec for name in EVERYDAY if (spec := find_command(name))]
    parts = [_usage(t, ctx, t("metavar.command"), size), _text(t("help.planctl"), size), _examples(t, "planctl")]
    parts += _sections(t, everyday, "help.", size)
    if views := runtime_of(ctx).views:
        parts.append(_section(t("section.views"), views.items(), size))
    parts.append(
        _section(t("section.which"), [(name, t(f"which.{name}")) for name in WHICH if find_command(name)], size)
    )
    pages = [*((name, t(f"about.{name}")) for name in (*PAGES, *TOPICS)), (t("metavar.command"), t("about.command"))]
    parts.append(
        _section(t("section.pages"), [(f"planctl help {name.rstrip('… ')}", page) for name, page in pages], size)
    )
    return "\n\n".join(parts)


def further_page(name: str, ctx: typer.Context) -> str:
    """Return the page that is called ``name``, one of ``PAGES`` or ``TOPICS``."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    match name:
        case "all":
            return "\n\n".join(_sections(t, COMMANDS, "help.", size))
        case "options":
            return _options_page(ctx)
        case _:
            return _topic(t(f"topic.{name}"), size)


def group_page(ctx: typer.Context, specs: Sequence[CommandSpec]) -> str:
    """Return the page of a group of commands: what there is, a line each."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    parts = [_usage(t, ctx, t("metavar.command"), size), _about(t, f"help.{ctx.info_name}", size)]
    parts += _sections(t, specs, f"help.{ctx.info_name}_", size)
    return "\n\n".join([*parts, _text(t("help.shared"), size)])


def command_page(command: Any, ctx: typer.Context) -> str:
    """Return the page of a command: what it is for, examples, arguments, its own options, where the shared ones are."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    name = command_name(ctx)
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    own = [item for item in _options(command, ctx) if not is_shared(item)]
    metavars = " ".join([t("metavar.options"), *(_argument(t, item) for item in arguments)])
    parts = [_usage(t, ctx, metavars, size), _about(t, f"help.{name}", size), _examples(t, name)]
    if arguments:
        listed = [(t(item.metavar), t(item.help)) for item in arguments]
        parts.append(_section(t("section.arguments"), listed, size))
    if own:
        parts.append(_section(t("section.own_options"), [_option(t, item) for item in own], size))
    parts.append(_text(t("help.shared"), size))
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


def _sections(t: Translator, specs: Sequence[CommandSpec], prefix: str, size: int) -> Iterator[str]:
    """Yield commands under their headings, a line each; ``prefix`` begins the keys of what they do."""
    offered = [spec for spec in specs if not spec.hidden]
    for section in dict.fromkeys(spec.section for spec in offered):
        listed = [
            (_named(spec), t(key) if t.has(key := f"{prefix}{spec.name}") else "")
            for spec in offered
            if spec.section == section
        ]
        yield _section(t(f"section.{section}"), listed, size)


def _options_page(ctx: typer.Context) -> str:
    """Return the page of the options that every command has, and of what ends and surrounds a command."""
    t = runtime_of(ctx).translator
    size = page_width(ctx)
    root: Any = ctx.find_root()
    options = _options(root.command, root)
    writing = [item for item in options if is_shared(item, WriteOptions)]
    shared = [item for item in options if item not in writing]
    return "\n\n".join(
        [
            _section(t("section.shared_options"), [_option(t, item) for item in shared], size),
            _section(t("section.writing_options"), [_option(t, item) for item in writing], size),
            _topic(t("topic.options"), size),
        ]
    )


def _topic(text: str, size: int) -> str:
    """Lay out a text of lines that are paragraphs or, with a tab in them, a form and what it means."""
    blocks: list[str] = []
    items: list[tuple[str, str]] = []
    for line in [*text.split("\n"), ""]:
        form, tab, meaning = line.partition("\t")
        if tab:
            items.append((form, meaning))
            continue
        if items:
            blocks[-1] = _section(blocks[-1], items, size, max(width(form) for form, _ in items) + 2)
            items = []
        blocks.append(_text(line, size))
    return "\n\n".join(blocks[:-1])


def _about(t: Translator, key: str, size: int) -> str:
    return _text(t(key), size) if t.has(key) else ""


def _text(text: str, size: int) -> str:
    return "\n".join(wrap(text, size))


def _usage(t: Translator, ctx: typer.Context, rest: str, size: int) -> str:
    return _text(t("help.usage", command=f"{ctx.command_path} {rest}"), size)


def _examples(t: Translator, name: str) -> str:
    if not t.has(f"example.{name}"):
        return ""
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


def _section(title: str, items: Iterable[tuple[str, str]], size: int, left: int = LEFT) -> str:
    """Return a heading and under it names with what they mean, in two columns, the ``left`` one of so many cells."""
    lines = [title]
    for name, meaning in items:
        first, *rest = wrap(meaning, size - left - 2)
        if width(name) > left - 2:
            lines.append(f"  {name}")
            lines.append(f"  {' ' * left}{first}")
        else:
            lines.append(f"  {pad(name, left)}{first}")
        lines += [f"  {' ' * left}{line}" for line in rest]
    return "\n".join(line.rstrip() for line in lines)
