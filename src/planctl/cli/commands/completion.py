"""The command that prints a completion script. What a script asks for is answered by ``planctl.cli.candidates``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from planctl.cli.candidates import SHELLS
from planctl.cli.inputs import parse_choice
from planctl.cli.session import Session

# A folder is not finished, hence no space after it. The last line is for bash 3 and older, which knows no nosort.
BASH = r"""_planctl() {
    local line=${COMP_LINE:0:COMP_POINT} reply
    COMPREPLY=()
    while IFS= read -r reply; do
        COMPREPLY+=("$reply")
    done < <(_PLANCTL_COMPLETE=bash "${1/#\~/$HOME}" "$line" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    return 0
}
complete -o nosort -F _planctl planctl 2>/dev/null || complete -F _planctl planctl
"""
ZSH = r"""#compdef planctl
_planctl() {
    local -a whole open
    local line value text
    while IFS= read -r line; do
        value=${line%%$'\t'*} text=${line#*$'\t'}
        line=${value//:/\\:}${text:+:$text}
        if [[ $value == */ ]]; then open+=("$line"); else whole+=("$line"); fi
    done < <(_PLANCTL_COMPLETE=zsh ${(Q)words[1]/#\~/$HOME} "${(@Q)words[2,CURRENT-1]}" \
        "${(Q)IPREFIX}${(Q)PREFIX}" 2>/dev/null </dev/null)
    _describe -V planctl whole -- open -S ''
}
if [[ $funcstack[1] == _planctl ]]; then _planctl "$@"; else compdef _planctl planctl; fi
"""
FISH = r"""function __planctl_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set typed (string unescape -- $typed; or string trim --left --chars "'\"" -- $typed)
    _PLANCTL_COMPLETE=fish $words[1] $words[2..] "$typed" 2>/dev/null </dev/null
end
complete -c planctl -f -k -a "(__planctl_complete)"
"""
SCRIPTS = dict(zip(SHELLS, (BASH, ZSH, FISH), strict=True))


def completion(
    session: Session, shell: Annotated[str, typer.Argument(metavar="metavar.shell", help="argument.shell")]
) -> None:
    """Print the completion script of a shell."""
    chosen = parse_choice(shell, dict.fromkeys(SCRIPTS, ()), session.t("metavar.shell"))
    sys.stdout.write(SCRIPTS[chosen])
