"""Options of the suite: a folder of worked cases, and the department's own manual."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--manual", default=None, help="the department's manual with the official text of Policy 431")
    parser.addoption("--cases", default=None, help="a folder of worked cases to run beside those of the suite")


@pytest.fixture(scope="session")
def manual_path(request: pytest.FixtureRequest) -> Path:
    """The official text. A test that needs it skips, and says so, where none is given."""
    given = request.config.getoption("--manual")
    if given is None:
        pytest.skip("needs the official text: give it with --manual")
    path = Path(given)
    if not path.is_file():
        pytest.fail(f"--manual: no file at {path}")
    return path
