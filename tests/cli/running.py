"""Runs the command line: within the process for what it says, in one of its own for what it does to others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from sro_policy.cli.app import app

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
COMMAND = (sys.executable, "-m", "sro_policy.cli")


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str, stdin: str | bytes = b"", width: int = 80, **environment: str) -> Ran:
    """Run the command line within this process, as if its output were piped."""
    surroundings = {"COLUMNS": str(width), "NO_COLOR": None, "FORCE_COLOR": None, **environment}
    result = CliRunner().invoke(app, list(arguments), input=stdin, env=surroundings, prog_name="sro-policy")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def ran(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    environment = {**own, "COLUMNS": "80", **options.pop("env", {})}
    return subprocess.run(
        [*COMMAND, *arguments],
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
        stderr=subprocess.PIPE,
        timeout=60,
        **{"stdout": subprocess.PIPE, **options},
    )
