"""What every command prints beside its figures: on what they were measured; and the same as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("attrs", "cattrs", "durable_rules", "oxidd", "zen-engine", "cedarpy", "gordon-to-regorus")


def environment() -> dict[str, str]:
    """Return the day, the interpreter, the processor and the versions of what is compared."""
    found = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "python": platform.python_version(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
    }
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def options(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every command has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--seed", type=int, default=431, help="with which random cases are drawn")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures here as well")
    return parser


def heading() -> None:
    """Print on what the figures are measured."""
    print(", ".join(f"{name} {value}" for name, value in environment().items()))


def save(path: Path | None, figures: Mapping[str, object]) -> None:
    """Write the figures and the environment as JSON, where a path was given."""
    if path is not None:
        content = {"environment": environment(), **figures}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
