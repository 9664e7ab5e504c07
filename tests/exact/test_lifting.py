"""Computed facts on partial records: critical values stand for all dates and numbers."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from sro_policy.conditions import variables
from sro_policy.exact.lifting import Lifting, liftings
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import BooleanFact, DateFact, Fact, IntegerFact, Raw
from sro_policy.vocabulary.calendar import months_after
from sro_policy.vocabulary.computed import policy_reviewed_before_duties

CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)


def all_liftings() -> list[Lifting]:
    found = []
    for settings in ({}, {"A27": "board"}, {"A28": "each_edition"}):
        bound = POLICY_431.bind(settings)
        computed = POLICY_431.vocabulary.computed
        read = frozenset(v.name for rule in bound.rules for v in variables(rule.broken))
        found += liftings(computed, bound.figures, CONSTRAINTS, read).values()
    return found


def random_day(pick: random.Random) -> dt.date:
    """A day anywhere in some years, often at the end of a month or close to a figure of the edition."""
    near = [dt.date(2025, 9, 1), dt.date(2027, 5, 31), dt.date(2027, 6, 30), dt.date(2024, 2, 29), dt.date(2026, 8, 31)]
    if pick.random() < 0.6:
        return months_after(pick.choice(near), pick.choice((-36, -6, 0, 0, 6, 36))) + dt.timedelta(pick.randint(-3, 3))
    return dt.date(2021, 1, 1) + dt.timedelta(pick.randint(0, 3300))


def random_value(fact: Fact, pick: random.Random, today: dt.date | None) -> Raw | None:
    if isinstance(fact, BooleanFact):
        return pick.random() < 0.5
    if isinstance(fact, IntegerFact):
        return pick.choice((0, 1, 59, 60, 61, pick.randint(0, fact.most)))
    assert isinstance(fact, DateFact)
    if pick.random() < 0.25:
        return False
    day = random_day(pick)
    return day if today is None or day <= today else False


def random_record(lifting: Lifting, pick: random.Random) -> dict[str, Raw | None]:
    while True:
        record: dict[str, Raw | None] = {}
        for fact in lifting.computed.inputs:
            if fact.key == "as_of":
                record["as_of"] = None if pick.random() < 0.1 else random_day(pick)
            else:
                today = record.get("as_of")
                record[fact.key] = random_value(fact, pick, today if isinstance(today, dt.date) else None)
        if lifting._allowed(record):
            return record


@pytest.mark.parametrize("lifting", all_liftings(), ids=lambda x: x.computed.name)
def test_no_date_or_number_matters_that_is_not_critical(lifting: Lifting) -> None:
    """No random completion answers anything that the critical ones had ruled out, and none moves what they do not."""
    pick = random.Random(431)
    for _ in range(250):
        record = random_record(lifting, pick)
        keys = [key for key, value in record.items() if value is not None]
        known = {key: record[key] for key in keys if pick.random() < 0.6}
        lifted = lifting.lift({k: v for k, v in known.items() if v is not None})
        for _ in range(20):
            completion = random_record(lifting, pick) | known
            day = completion.get("as_of")
            dates = [v for v in completion.values() if isinstance(v, dt.date)]
            if not lifting._allowed(completion) or (isinstance(day, dt.date) and max(dates) > day):
                continue
            answer = lifting.answer(completion)
            assert lifted.value is None or answer.value is lifted.value, (known, completion)
            if lifting.moves and lifted.due_by is not None and answer.value is None:
                assert answer.due_by == lifted.due_by, (known, completion)
            for fact in lifting.computed.inputs:
                if not lifting.moves or fact.key in known or fact.key in lifted.moved_by or fact.key == "as_of":
                    continue
                twin = completion | {fact.key: random_value(fact, pick, day if isinstance(day, dt.date) else None)}
                if lifting._allowed(twin):
                    assert lifting.answer(twin).value is answer.value, (known, completion, twin)


@pytest.mark.parametrize("lifting", all_liftings(), ids=lambda x: x.computed.name)
def test_what_is_lifted_is_what_the_critical_completions_agree_on(lifting: Lifting) -> None:
    """A value is given only where all critical completions give it, and every move is a pair that differs."""
    pick = random.Random(8482)
    for _ in range(40):
        record = random_record(lifting, pick)
        known = {key: value for key, value in record.items() if value is not None and pick.random() < 0.8}
        lifted = lifting.lift(known)
        values = {lifting.answer(facts).value for facts in lifting.completions(known)}
        assert lifted.value == (values.pop() if len(values) == 1 else None)
        assert not set(lifted.moved_by) & known.keys()


def test_a_period_ends_on_the_same_day_of_the_month_or_on_its_last() -> None:
    """Six months after 31 August is 28 February, or 29 in a leap year."""
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_after(dt.date(2024, 2, 29), 36) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2026, 9, 8), 6) == dt.date(2027, 3, 8)
    assert months_after(dt.date(1, 3, 1), -6) == dt.date.min
    assert months_after(dt.date(9999, 8, 1), 6) == dt.date.max


def test_what_is_remembered_of_dates_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """When its memory is full a lifting forgets, and answers as before."""
    monkeypatch.setattr("sro_policy.exact.lifting._MOST_REMEMBERED", 3)
    (lifting,) = (x for x in all_liftings()[:8] if x.computed.name == "has_training")
    days = [dt.date(2025, 1, 1) + dt.timedelta(number) for number in range(8)]
    first = [lifting.lift({"as_of": day, "officer.basic_course_on": days[3]}) for day in days[3:]]
    assert len(lifting._lifted) <= 3
    assert first == [lifting.lift({"as_of": day, "officer.basic_course_on": days[3]}) for day in days[3:]]


def test_a_review_of_each_edition_counts_from_the_day_of_the_edition() -> None:
    """Whoever was on duty already has no day by which to read it anew; who comes later reads it before."""
    figures = {"review_renewed_from": dt.date(2026, 6, 1)}

    def answer(began: str | None, reviewed: str | None) -> bool | None:
        facts = {
            "as_of": dt.date(2026, 11, 24),
            "officer.assumed_duties_on": began and dt.date.fromisoformat(began),
            "officer.policy_reviewed_on": reviewed and dt.date.fromisoformat(reviewed),
        }
        return policy_reviewed_before_duties.answer(facts, figures).value

    assert answer("2024-09-01", "2026-06-01") is True
    assert answer("2024-09-01", "2026-05-31") is None
    assert answer("2024-09-01", None) is None
    assert answer("2026-09-01", "2026-08-31") is True
    assert answer("2026-09-01", "2026-05-31") is False
    assert answer("2026-09-01", "2026-09-01") is None
    assert answer("2026-09-01", None) is False
    assert answer(None, "2026-06-01") is True
    assert answer(None, "2026-05-31") is None
