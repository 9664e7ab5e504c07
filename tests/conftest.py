"""Options of the suite: a folder of worked cases, the department's own manual, and Node.

The worked cases of the suite are run by the project's own plugin of pytest; they stand in `tests/cases`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy import pytest_plugin

pytest_plugins = ("pytester",)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("sro_policy"):
        # Where the project runs from its source nothing is installed by which pytest would find the plugin.
        pluginmanager.register(pytest_plugin, "sro_policy")
    parser.addoption("--manual", default=None, help="the department's manual with the official text of Policy 431")
    parser.addoption("--node", default=None, help="Node, by which the example client in JavaScript is run")
    parser.addoption(
        "--cases",
        dest="sro_policy_cases",
        action="append",
        help="a folder of worked cases to run beside those of the suite: --sro-policy-cases by its older name",
    )


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
