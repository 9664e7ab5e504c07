"""Computed facts on complete records answer as the statute does, row by row of the tables beside this file."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431
from sro_policy.vocabulary import Answer, BooleanFact, Computed, DateFact, Figures
from sro_policy.vocabulary.computed import (
    audited_within_year,
    exempt_substitute,
    has_training,
    initial_deadlines_differ,
    initial_training_in_time,
    ongoing_training_in_time,
    policy_reviewed_before_duties,
    within_late_allowance,
)

from .statute_rows import (
    ALLOWANCE,
    AUDITED,
    CONFLICT,
    CONFLICT_AFTER_A_LATER_DAY,
    DOCUMENTS,
    EXEMPT,
    INITIAL,
    ONGOING,
    OPEN,
    RENEWED,
    REVIEWED,
)


@lru_cache
def figures(setting: str = "", value: str = "", effective_from: dt.date | None = None) -> Figures:
    edition = attrs.evolve(POLICY_431.edition, effective_from=effective_from)
    return attrs.evolve(POLICY_431, edition=edition).bind({setting: value} if setting else {}).figures


def asked(computed: Computed, facts: dict[str, Any], given: Figures) -> Answer:
    """Return the answer on the complete record of a row."""
    assert facts.keys() <= {fact.name for fact in computed.inputs}, "the row names a fact that is not read"
    complete: dict[str, Any] = {}
    for fact in computed.inputs:
        absent = False if isinstance(fact, DateFact | BooleanFact) else 0
        value = facts.get(fact.name, absent)
        complete[fact.key] = None if value is None else fact.check(value)
    days = [value for value in complete.values() if isinstance(value, dt.date)]
    assert complete.get("as_of") is None or max(days) == complete["as_of"], "the row has a day after that of reference"
    return computed.says(complete, given)


@pytest.mark.parametrize(("facts", "statute", "board"), INITIAL)
def test_initial_training_is_in_time_by_the_last_of_the_days_that_apply(
    facts: dict[str, Any], statute: Answer, board: Answer
) -> None:
    """By the day before duties, the requirement's day, the legacy deadline chosen, or the end of the allowance."""
    assert asked(initial_training_in_time, facts, figures("A27", "statute")) == statute
    assert asked(initial_training_in_time, facts, figures("A27", "board")) == board


@pytest.mark.parametrize("setting", ["statute", "board"])
@pytest.mark.parametrize(("facts", "expected"), CONFLICT)
def test_deadlines_differ_where_the_boards_day_gives_another_answer(
    facts: dict[str, Any], expected: Answer, setting: str
) -> None:
    """From the day after the statute's last day to the Board's, for legacy officers alone, whichever is applied."""
    assert asked(initial_deadlines_differ, facts, figures("A27", setting)) == expected


@pytest.mark.parametrize(("facts", "statute", "board"), CONFLICT_AFTER_A_LATER_DAY)
def test_deadlines_differ_too_where_the_statute_gives_a_day_between_them(
    facts: dict[str, Any], statute: str, board: str
) -> None:
    """Duties or an allowance may put the statute's last day after 2027-05-31; the Board's can still be later."""
    answer = asked(initial_deadlines_differ, facts, figures())
    assert answer.value is True
    assert [(who, said) for who, said, _ in answer.both or ()] == [("statute", statute), ("post_board", board)]


@pytest.mark.parametrize(("facts", "expected"), ALLOWANCE)
def test_the_late_allowance_is_for_the_untrained_for_six_months(facts: dict[str, Any], expected: Answer) -> None:
    """On duty, the course not taken, the employer unable, and the same day six months later not yet past."""
    assert asked(within_late_allowance, facts, figures()) == expected


@pytest.mark.parametrize(("facts", "expected"), ONGOING)
def test_ongoing_training_runs_three_years_from_the_latest_training(facts: dict[str, Any], expected: Answer) -> None:
    """Past three years late; within them in time after an ongoing training that followed the course, else open."""
    assert asked(ongoing_training_in_time, facts, figures()) == expected


@pytest.mark.parametrize(("facts", "expected"), DOCUMENTS)
def test_there_are_documents_once_there_is_any_training(facts: dict[str, Any], expected: Answer) -> None:
    """Any of the three trainings suffices, and without a day of reference none counts."""
    assert asked(has_training, facts, figures()) == expected


@pytest.mark.parametrize(("facts", "expected"), EXEMPT)
def test_a_substitute_is_exempt_below_sixty_days(facts: dict[str, Any], expected: Answer) -> None:
    """Fewer than 60 student-contact days, and as a substitute."""
    assert asked(exempt_substitute, facts, figures()) == expected


@pytest.mark.parametrize(("facts", "expected"), REVIEWED)
def test_the_policy_is_reviewed_in_time_before_duties(facts: dict[str, Any], expected: Answer) -> None:
    """Before duties in time, on their first day open, after it late; without a review open until they begin."""
    assert asked(policy_reviewed_before_duties, facts, figures()) == expected


@pytest.mark.parametrize(("facts", "expected"), RENEWED)
def test_a_renewed_review_is_one_of_the_edition_in_effect(facts: dict[str, Any], expected: Answer) -> None:
    """Where each edition is reviewed anew, a review before its day counts no more, and no day binds who was on duty."""
    given = figures("A28", "each_edition", dt.date(2026, 7, 1))
    assert asked(policy_reviewed_before_duties, facts, given) == expected


@pytest.mark.parametrize("facts", [pytest.param(entry.values[0], id=entry.id) for entry in REVIEWED])
def test_a_renewed_review_of_an_edition_without_a_known_day_is_open(facts: dict[str, Any]) -> None:
    """No day is put in the place of one that nobody knows: nothing is in time and nothing late."""
    assert asked(policy_reviewed_before_duties, facts, figures("A28", "each_edition")) == OPEN


@pytest.mark.parametrize(("facts", "expected"), AUDITED)
def test_an_audit_counts_for_a_year(facts: dict[str, Any], expected: Answer) -> None:
    """The same day of the next year still counts, or the month's last where it has no such day."""
    assert asked(audited_within_year, facts, figures()) == expected
