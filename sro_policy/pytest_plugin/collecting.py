"""Case files as tests: one for each expectation, and what is said where one is not met."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, final

import pytest

from sro_policy.case_files import CaseFile, Difference, Expectation, read_case_file
from sro_policy.deciding import evaluate
from sro_policy.decision import Aim, Finding
from sro_policy.errors import InputError, SroPolicyError, printable
from sro_policy.policy import Policy
from sro_policy.pytest_plugin.configured import POLICY

_AIMS: tuple[Aim, ...] = ("kept", "broken", "applies", "not_applicable")
_MOST_CHANGES = 3
_TOO_MUCH = ("Figures:", "Readings of the text")
"""How paragraphs of an explanation begin that would make a failure long."""


class UnexpectedFindingError(Exception):
    """A finding that is not as expected; its text says so at length."""


@final
class CaseFileCollector(pytest.File):
    """A case file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each of its expectations."""
        policy = self.config.stash[POLICY]
        try:
            said = read_case_file(self.path, policy)
        except InputError as error:
            # Pytest names the file above what it shows of this.
            raise self.CollectError(str(error).removeprefix(f"{self.path}: ")) from None
        for expectation in said.expect:
            yield ExpectationItem.from_parent(
                self, name=printable(expectation.id), said=said, expectation=expectation, policy=policy
            )


@final
class ExpectationItem(pytest.Item):
    """One expectation of a case."""

    def __init__(self, *, said: CaseFile, expectation: Expectation, policy: Policy, **more: Any) -> None:  # noqa: ANN401 - they are pytest's
        super().__init__(**more)
        self._said = said
        self._expectation = expectation
        self._policy = policy

    def runtest(self) -> None:
        """Judge the case, and compare the finding with what is expected of it."""
        decision = evaluate(self._said.case, policy=self._policy)
        finding = decision.finding(self._expectation.name, self._expectation.subject)
        differences = self._expectation.differences(finding)
        if differences:
            raise UnexpectedFindingError(_told(self._said, self._expectation, finding, differences))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - they are pytest's
        """Say in words what is wrong with a case, and show how it came about where something else fails."""
        if isinstance(excinfo.value, UnexpectedFindingError):
            return str(excinfo.value)
        if isinstance(excinfo.value, SroPolicyError):
            return f"{self.path.name}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return where it stands, and what it is about."""
        return self.path, None, f"{Path(self.path).name}: {self._expectation.about}"


def _told(said: CaseFile, expectation: Expectation, finding: Finding, differences: tuple[Difference, ...]) -> str:
    # Pytest repeats the first line in its summary, behind the names of the file and the finding.
    title = f": {printable(said.title)}" if said.title else ""
    lines = [*map(str, differences), expectation.about + title, ""]
    told = str(finding.why()).split("\n\n")[1:]
    lines += "\n\n".join(part for part in told if not part.startswith(_TOO_MUCH)).split("\n")
    changes = list(_single_changes(expectation, finding))
    if changes:
        lines += ["", "It would be as expected, if only this were otherwise:"]
        lines += [f"- {change}" for change in changes[:_MOST_CHANGES]]
        lines += ["- …"] if len(changes) > _MOST_CHANGES else []
    return "\n".join(lines)


def _single_changes(expectation: Expectation, finding: Finding) -> Iterator[str]:
    """Yield each fact that alone would make a finding as expected, as it would have to be."""
    seen: set[str] = set()
    for change in (change for aim in _AIMS for change in finding.changes(aim)):
        # There are no steps where the finding is already what was aimed at.
        if len(change.steps) == 1 and not expectation.differences(change.after):
            step = change.steps[0]
            said = f"{step.becomes} ({f'now: {step.was}' if step.was else 'not known now'})"
            if said not in seen:
                seen.add(said)
                yield said
