"""A witness is a case that an engine judged as the proof says; where it does not, that is an error, not a witness."""

from __future__ import annotations

import datetime as dt

import pytest

from sro_policy import POLICY_431
from sro_policy.errors import ReplayError
from sro_policy.policy import BoundRule
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses, document
from sro_policy.vocabulary.computed import initial_training_in_time, policy_reviewed_before_duties

SPACE = Space(POLICY_431.bind({}))


def rule(name: str) -> BoundRule:
    return next(rule for rule in SPACE.rules if rule.id == name)


def test_facts_are_written_as_a_case() -> None:
    """Each fact stands at its part, members of a set by name, days as days; an act is there if asked for."""
    raw = {
        "as_of": dt.date(2026, 11, 24),
        "officer.is_sro": True,
        "act.purposes": (("crime", True), ("safety", False)),
        "act.kind": "command",
    }
    assert document(raw, acts=False) == {
        "as_of": "2026-11-24",
        "officer": {"is_sro": True},
        "acts": [{"id": "a1", "purposes": {"crime": True, "safety": False}, "kind": "command"}],
    }
    assert document({}, acts=True) == {"acts": [{"id": "a1"}]}
    assert document({}, acts=False) == {}


def test_a_part_of_which_nothing_is_known_is_given_a_fact_that_changes_nothing() -> None:
    """Of a contract of which nothing is known there is no finding, so the witness knows something else of it."""
    witness = Witnesses(SPACE).of({}, (rule("431.3.1/attire"),))
    assert witness.shows == {"431.3.1/attire": "due"}
    assert list(witness.case) == ["contract"]
    assert str(witness) == "whatever is known"
    of_an_incident = Witnesses(SPACE).of({}, (rule("431.7/keep-student-data-as-required"),))
    assert of_an_incident.shows == {"431.7/keep-student-data-as-required": "undetermined"}
    (fact,) = of_an_incident.case["incident"]  # type: ignore[misc, attr-defined]
    assert fact not in {"crime_alleged", "offense_restates_defiance", "crime_is_pretext"}


def test_an_engine_that_disagrees_with_a_proof_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is shown that was not replayed with the same result."""
    monkeypatch.setattr(Space, "status_at", lambda *_: "met")
    with pytest.raises(ReplayError, match=r"shows \{'431.5/suit-the-age': 'undetermined'\}, and not"):
        Witnesses(SPACE).of({}, (rule("431.5/suit-the-age"),))
    # Nor is it shown with any other fact of the part that the rule is about.
    with pytest.raises(ReplayError, match="keep-student-data-as-required"):
        Witnesses(SPACE).of({}, (rule("431.7/keep-student-data-as-required"),))


def test_two_policies_that_conclude_the_same_are_not_told_apart() -> None:
    """Where neither a case of a pattern nor one with a fact more shows a difference, there is none to show."""
    of_a_contract = rule("431.3.1/attire")
    assert Witnesses(SPACE).parted({}, {}, of_a_contract, SPACE.bound) is None
    others = POLICY_431.with_parameter("legacy_deadline", dt.date(2027, 6, 30), source="a test").bind({})
    dates = SPACE.dates.parting(initial_training_in_time, others.figures)
    assert dates is not None
    shown = Witnesses(SPACE).parted({"officer.is_sro": True}, dates, rule("431.8/initial-training"), others)
    assert shown is not None
    assert shown[0].case == shown[1].case
    assert [set(witness.shows) for witness in shown] == [{"431.8/initial-training"}] * 2  # the last days are others


def test_dates_are_found_for_what_computed_facts_say_together() -> None:
    """In time and not reviewed in time: there are dates for both, and they are days that somebody would write."""
    pattern = {initial_training_in_time.key: True, policy_reviewed_before_duties.key: False}
    found = SPACE.dates.satisfying(pattern)
    figures = SPACE.bound.figures
    for item in (initial_training_in_time, policy_reviewed_before_duties):
        assert item.says(found, figures).value is pattern[item.key]
    assert all(day.year > 1900 for day in found.values() if isinstance(day, dt.date))
    assert SPACE.dates.satisfying({"act.in_school": True}) == {}


def test_what_no_dates_satisfy_is_told_with_as_little_as_can_be() -> None:
    """Untrained and trained in time cannot be; the clash names these two, and nothing of the rest of the pattern."""
    clash = {"officer.has_training": False, "officer.ongoing_training_in_time": True}
    pattern = {**clash, "officer.initial_training_in_time": False, "act.in_school": True}
    assert SPACE.dates.clash(pattern) == clash
    with pytest.raises(ValueError, match="no dates and numbers satisfy"):
        SPACE.dates.satisfying(clash)


def test_figures_part_where_some_dates_are_judged_otherwise() -> None:
    """Under the same figures nothing is judged otherwise; under another last day, the days between them are."""
    figures = SPACE.bound.figures
    assert SPACE.dates.parting(initial_training_in_time, figures) is None
    others = {**figures, "legacy_deadline_applied": dt.date(2027, 6, 30)}
    found = SPACE.dates.parting(initial_training_in_time, others)
    assert found is not None
    answers = {initial_training_in_time.says(found, some).value for some in (figures, others)}
    assert len(answers) == 2
