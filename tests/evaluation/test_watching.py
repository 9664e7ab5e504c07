"""Watching what is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sro_policy import POLICY_431, evaluate, verify_record
from sro_policy.conditions import Value
from sro_policy.evaluation import watching as seam
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.watching import watching
from sro_policy.exact.plan import Verdict

CASE: dict[str, Any] = {
    "officer": {"is_sro": True},
    "incident": {"crime_alleged": True},
    "acts": [{"id": "a1", "in_school": True}, {"id": "a2", "kind": "search"}],
}


class Notes:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.known: list[dict[str, Value]] = []
        self.verdicts: list[tuple[Verdict, ...]] = []

    def __call__(
        self, ready: CompiledPolicy, subject: str, known: Mapping[str, Value], verdicts: tuple[Verdict, ...]
    ) -> None:
        assert ready.bound.policy is POLICY_431
        self.subjects.append(subject)
        self.known.append(dict(known))
        self.verdicts.append(verdicts)


def test_each_subject_is_told_with_what_is_known_and_the_verdicts() -> None:
    """Parts come before acts; of an act is known what is known of it and of the parts."""
    notes = Notes()
    with watching(notes):
        decision = evaluate(CASE)
    assert notes.subjects == ["incident", "act", "act"]
    assert notes.known[1] == {"officer.is_sro": True, "incident.crime_alleged": True, "act.in_school": True}
    assert sum(map(len, notes.verdicts)) == len(decision.findings)


def test_nobody_is_told_before_or_after() -> None:
    """What is evaluated outside is not told, and nobody is left watching."""
    notes, other = Notes(), Notes()
    evaluate(CASE)
    with watching(notes):
        with watching(other):
            pass
        evaluate({"incident": {"weapon": True}})
    evaluate(CASE)
    assert (notes.subjects, other.subjects, seam.watchers) == (["incident"], [], ())


def test_what_is_only_supposed_is_not_told() -> None:
    """To say what would change a finding, other cases are judged; nobody's test evaluated those."""
    finding = evaluate(CASE).finding("431.6.p1", "incident")
    notes = Notes()
    with watching(notes):
        assert finding.changes()
    assert notes.subjects == []


def test_a_record_that_is_verified_is_told() -> None:
    """What is judged again is judged."""
    record = evaluate(CASE).record()
    notes = Notes()
    with watching(notes):
        verify_record(record)
    assert notes.subjects == ["incident", "act", "act"]


def test_what_a_watcher_raises_ends_the_evaluation() -> None:
    """A fault of a tool is seen where it happens, and the tool watches no more."""

    def broken(*_: object) -> None:
        raise LookupError

    with pytest.raises(LookupError), watching(broken):
        evaluate(CASE)
    assert seam.watchers == ()
