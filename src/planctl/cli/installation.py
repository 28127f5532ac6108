"""How planctl was installed, so that a hint about a missing package names the command that puts it there."""

from __future__ import annotations

import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

NAME = "planctl"


def install_command(package: str, prefix: Path | None = None) -> str:
    """Return what to type to add ``package`` to the environment at ``prefix``, by default the one planctl runs in."""
    prefix = prefix or Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return shlex.join(["pipx", "inject", NAME, package])
    if (prefix / "uv-receipt.toml").exists():
        return shlex.join(["uv", "tool", "install", "--with", package, _source()])
    if find_spec("pip") is None:  # as in an environment that uv made
        return shlex.join(["uv", "pip", "install", "--python", sys.executable, package])
    return shlex.join([sys.executable, "-m", "pip", "install", package])


def _source() -> str:
    """Return what planctl itself was installed from: a folder, a repository, or its name."""
    import json

    try:
        record = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        record = None
    if not record:
        return NAME
    origin = json.loads(record)
    url = urlsplit(origin["url"])
    if url.scheme == "file":
        return unquote(url.path)
    return f"{origin['vcs_info']['vcs']}+{origin['url']}" if "vcs_info" in origin else str(origin["url"])
