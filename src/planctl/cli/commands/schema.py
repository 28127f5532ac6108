"""The command that says what a plan file may hold, to programs that help people write one."""

from __future__ import annotations

from planctl.cli.session import Session


def schema(session: Session) -> None:
    """Print the JSON Schema of plan files, described in the reader's language."""
    import json

    from planctl.toml.json_schema import plan_schema

    document = plan_schema(lambda label: session.t(f"column.{label}"))
    session.write_json((json.dumps(document, ensure_ascii=False, indent=2), "\n"))
