"""A plugin of pytest: case files are tests, and a run of tests is measured against the policy.

Pytest loads it wherever sro_policy is installed. It does nothing until a folder of cases is named, or policy coverage
is asked for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy.pytest_plugin.choosing import Chosen
from sro_policy.pytest_plugin.collecting import CaseFileCollector
from sro_policy.pytest_plugin.configured import POLICY, policy_under_test, refuse_misspelt_keys
from sro_policy.pytest_plugin.measuring import Measuring
from sro_policy.pytest_plugin.options import add_options, coverage_wanted

_chosen = pytest.StashKey[Chosen]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    add_options(parser)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Find the case files that are chosen, and begin to measure where that is asked for."""
    refuse_misspelt_keys(config)
    config.stash[POLICY] = policy = policy_under_test(config)
    config.stash[_chosen] = chosen = Chosen.of(config)
    chosen.add_to_arguments(config)
    wanted = coverage_wanted(config)
    if wanted is not None:
        config.pluginmanager.register(Measuring(config, policy, wanted), "sro_policy_coverage")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file as cases if it was chosen; no other."""
    if not parent.config.stash[_chosen].has(file_path):
        return None
    # Of a file outside of the project pytest's own names would not tell the file.
    outside = not file_path.is_relative_to(parent.config.rootpath)
    nodeid = file_path.as_posix() if outside else None
    collector: pytest.Collector = CaseFileCollector.from_parent(parent, path=file_path, nodeid=nodeid)
    return collector
