"""Findings on dates: what a decision says of the rows in which the statute's days are told."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import Deadline, evaluate
from sro_policy.vocabulary import VOCABULARY, Answer, BooleanFact, DateFact
from tests.vocabulary.statute_rows import ALLOWANCE, CONFLICT, DOCUMENTS, INITIAL, ONGOING, REVIEWED, SHORT

STATUS = {True: "met", False: "breached", None: "due"}


def case(facts: dict[str, Any]) -> dict[str, Any]:
    """Make the complete record of a row into a case: an SRO, no substitute."""
    absent = {fact.name: False if isinstance(fact, DateFact | BooleanFact) else 0 for fact in VOCABULARY.of("officer")}
    officer = {**absent, "is_sro": True, **facts}
    return {"as_of": officer.pop("as_of"), "officer": officer}


@pytest.mark.parametrize("setting", ["statute", "board"])
@pytest.mark.parametrize(("facts", "statute", "board"), INITIAL)
def test_a_finding_on_initial_training_says_the_same(
    facts: dict[str, Any], statute: Answer, board: Answer, setting: str
) -> None:
    """On a complete record the finding is met, breached or due, by the same day and in the same way."""
    expected = {"statute": statute, "board": board}[setting]
    decision = evaluate(case(facts), settings={"A27": setting})
    finding = decision.finding("431.8.s1.initial", "officer")
    assert (finding.status, finding.due_by) == (STATUS[expected.value], expected.due_by)
    assert finding.met_by == (f"officer.initial_training_in_time ({expected.by})" if expected.by else None)


@pytest.mark.parametrize(("facts", "expected"), ONGOING)
def test_a_finding_on_ongoing_training_says_the_same(facts: dict[str, Any], expected: Answer) -> None:
    """On a complete record the finding is met, breached or due, by the same day."""
    finding = evaluate(case(facts)).finding("431.8.s1.ongoing", "officer")
    assert (finding.status, finding.due_by) == (STATUS[expected.value], expected.due_by)


@pytest.mark.parametrize(("facts", "expected"), DOCUMENTS)
def test_documents_are_due_once_there_is_training(facts: dict[str, Any], expected: Answer) -> None:
    """Documents that are not on file break the rule where there is training, and where there is none they do not."""
    finding = evaluate(case(facts)).finding("431.8.s2", "officer")
    assert finding.status == {True: "breached", False: "not_applicable", None: "undetermined"}[expected.value]


@pytest.mark.parametrize(("facts", "expected"), REVIEWED)
def test_a_finding_on_the_review_says_the_same(facts: dict[str, Any], expected: Answer) -> None:
    """On a complete record the finding is met, breached or due, and no day is named by which to review."""
    finding = evaluate(case(facts)).finding("431.9", "officer")
    assert (finding.status, finding.due_by) == (STATUS[expected.value], None)


@pytest.mark.parametrize(("facts", "expected"), CONFLICT)
def test_a_finding_holds_both_answers_where_deadlines_differ(facts: dict[str, Any], expected: Answer) -> None:
    """The flag is raised, and the two answers stand in the finding, exactly where they differ."""
    finding = evaluate(case(facts)).finding("431.8.s1.initial", "officer")
    assert ("deadline_conflict" in finding.flags) == bool(expected.value)
    assert finding.deadlines == tuple(Deadline(*stated) for stated in expected.both or ())


@pytest.mark.parametrize(("facts", "expected"), ALLOWANCE)
def test_the_excuse_of_the_untrained_says_the_same(facts: dict[str, Any], expected: Answer) -> None:
    """Within the allowance the excuse is met, outside it not applicable, and undetermined it is clear."""
    finding = evaluate(case(facts)).finding("626.8482.3(c)", "officer")
    assert finding.status == {True: "met", False: "not_applicable", None: "clear"}[expected.value]


@pytest.mark.parametrize(
    ("facts", "status", "needs"),
    [
        pytest.param({"today": "2026-12-01", "began": "2026-09-08", "unable": None}, "due",
                     ("officer.employer_unable_to_provide_course",), id="whether the employer was unable"),
        pytest.param({"today": "2027-03-09", "began": "2026-09-08", "unable": None}, "breached", (),
                     id="that, once six months are over"),
        pytest.param({"today": "2026-12-01", "began": "2023-09-05", "basic": None}, "due",
                     ("officer.basic_course_on",), id="the basic course"),
        pytest.param({"today": "2026-12-01", "began": None, "course": "2023-06-12"}, "met", (),
                     id="the day of duties, after a course before the requirement"),
        pytest.param({"today": "2026-12-01", "began": None, "course": "2026-06-12"}, "due",
                     ("officer.assumed_duties_on",), id="the day of duties, after a later course"),
        pytest.param({"today": "2026-12-01", "began": "2026-09-08", "course": None}, "due",
                     ("officer.required_course_on",), id="the course"),
        pytest.param({"today": None, "began": "2026-09-08", "course": "2026-09-09"}, "due", ("as_of",),
                     id="the day of reference"),
    ],
)  # fmt: skip
def test_what_is_not_recorded_is_not_taken_for_false(
    facts: dict[str, Any], status: str, needs: tuple[str, ...]
) -> None:
    """What is missing leaves initial training open where it could still change the answer, and is then needed."""
    given = {SHORT.get(name, name): value for name, value in facts.items()}
    finding = evaluate(case(given)).finding("431.8.s1.initial", "officer")
    assert (finding.status, finding.needs) == (status, needs)
