"""The options of the plugin, on the command line and in pytest's configuration."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import final

import attrs
import pytest

CASES = "sro_policy_cases"
UNDER_TEST = "sro_policy_under_test"


def add_options(parser: pytest.Parser) -> None:
    """Declare the options."""
    parser.addini(CASES, "Folders and globs of case files of sro_policy, from the root on.", "linelist", default=[])
    parser.addini(UNDER_TEST, "The policy that is tested, as module:name.", default="sro_policy:POLICY_431")
    group = parser.getgroup("sro_policy", "tests of a policy (sro_policy)")
    add = group.addoption
    add(
        "--sro-policy-cases",
        dest=CASES,
        action="append",
        metavar="FOLDER",
        help="Run the case files of a folder too. Repeatable.",
    )
    add("--policy-coverage", action="store_true", help="Report what the tests exercised of the policy, rule by rule.")
    add("--policy-coverage-min", type=_percent, metavar="PERCENT", help="Fail where less of the policy was exercised.")
    add("--policy-coverage-json", metavar="FILE", help="Also write what was exercised as JSON.")
    add("--policy-coverage-html", metavar="FILE", help="Also write it as a page to read in a browser.")


@final
@attrs.frozen
class CoverageWanted:
    """What is to become of policy coverage: the least percent that is enough, and the files to write."""

    least: float | None
    json: Path | None
    html: Path | None


def coverage_wanted(config: pytest.Config) -> CoverageWanted | None:
    """Return what is asked for, or ``None`` where nothing is.

    Raises :class:`pytest.UsageError` for a file that cannot be written, and for a page without the library to make it.
    """
    least = config.getoption("policy_coverage_min")
    json = _file(config, "--policy-coverage-json")
    html = _file(config, "--policy-coverage-html")
    if html is not None and importlib.util.find_spec("jinja2") is None:
        raise pytest.UsageError("--policy-coverage-html needs jinja2: install `sro-policy[testing]`")
    asked = config.getoption("policy_coverage") or least is not None or json or html
    return CoverageWanted(least, json, html) if asked and not config.getoption("collectonly") else None


def _percent(text: str) -> float:
    percent = float(text)  # what is no number, argparse says
    if not 0 <= percent <= 100:  # noqa: PLR2004 - a share in percent
        raise ValueError(text)
    return percent


_percent.__name__ = "percent from 0 to 100"  # the name by which argparse refuses another


def _file(config: pytest.Config, option: str) -> Path | None:
    given = config.getoption(option)
    if given is None:
        return None
    path: Path = config.invocation_params.dir / given
    if path.is_dir() or not path.parent.is_dir():
        raise pytest.UsageError(f"{option}: no file can be written at `{given}`")
    return path
