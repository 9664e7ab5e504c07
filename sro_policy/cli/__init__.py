"""The command line. What it needs is imported when it runs, so that its absence can be said in one line."""

from __future__ import annotations

import sys

_NEEDED = ("rich", "typer")


def main() -> None:
    """Run the command line, or say which extra to install for it."""
    try:
        from sro_policy.cli.app import app  # noqa: PLC0415 - it may not be there
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        sys.stderr.write("Error: the command line needs the extra `cli`: pip install 'sro-policy[cli]'\n")
        raise SystemExit(2) from None
    app(prog_name="sro-policy")
