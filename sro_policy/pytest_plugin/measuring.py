"""Policy coverage of a run of tests, also where several processes share the tests."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any, final

import pytest

from sro_policy.evaluation.watching import watching
from sro_policy.policy import Policy
from sro_policy.policy_coverage import Counted, Counter, Coverage, coverage
from sro_policy.pytest_plugin.options import CoverageWanted
from sro_policy.pytest_plugin.summary import percent, summary

_OUTPUT = "sro_policy_coverage"
_RAN = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
"""How a run ends that is a measure of its tests; one that was broken off, or never began, is none."""


@final
class Measuring:
    """Watches from here on what is judged, and reports it when all tests have run."""

    def __init__(self, config: pytest.Config, policy: Policy, wanted: CoverageWanted) -> None:
        self._config = config
        self._policy = policy
        self._wanted = wanted
        self._counter = Counter(policy)
        self._others: list[Counted] = []
        self._silent = 0
        self._problems: list[str] = []
        self._covered: Coverage | None = None
        self._open = ExitStack()
        self._open.enter_context(watching(self._counter))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - a process of pytest-xdist, where that is installed
        """Take what another process counted."""
        said = getattr(node, "workeroutput", {}).get(_OUTPUT)
        if said is None:
            self._silent += 1
        else:
            self._others.append(Counted.of_json(said))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what was counted to the process that reports, or work out what it comes to."""
        counted = self._counter.counted
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_OUTPUT] = counted.to_json()
            return
        if session.exitstatus not in _RAN:
            return
        for other in self._others:
            counted |= other
        self._covered = covered = coverage(self._policy, counted)
        if self._silent:
            self._problems.append(f"what {self._silent} of the processes exercised is not counted: they crashed")
        self._write(covered)
        least = self._wanted.least
        if least is not None and covered.covered * 100 < least * covered.of:
            self._problems.append(f"{percent(covered)} is less than {least:g} percent; what is missing stands above")
        if self._problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Report what was exercised, one line a rule."""
        covered = self._covered
        if covered is None:
            return
        terminalreporter.section(f"policy coverage: {covered.policy.title}")
        for line in summary(covered, in_full=self._config.get_verbosity() > 0 or self._wanted.least is not None):
            terminalreporter.line(line)
        for problem in self._problems:
            terminalreporter.line(f"FAILED policy coverage: {problem}", red=True)

    def pytest_unconfigure(self) -> None:
        """Watch no more."""
        self._open.close()

    def _write(self, covered: Coverage) -> None:
        try:
            if self._wanted.json is not None:
                text = json.dumps(covered.to_json(), indent=2, ensure_ascii=False) + "\n"
                self._wanted.json.write_text(text, encoding="utf-8")
            if self._wanted.html is not None:
                # Only who wants a page has to have the library that makes it.
                from sro_policy.pytest_plugin.page import page  # noqa: PLC0415

                self._wanted.html.write_text(page(covered), encoding="utf-8")
        except OSError as error:
            self._problems.append(f"{error.filename} cannot be written: {(error.strerror or str(error)).lower()}")
