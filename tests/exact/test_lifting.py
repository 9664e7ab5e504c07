"""Computed facts on partial records: critical values stand for all dates and numbers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

import attrs
import pytest

from sro_policy.conditions import holds, variables
from sro_policy.exact.lifting import Lifted, Lifting, liftings
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import Answer, BooleanFact, DateFact, Fact, Figures, IntegerFact, Raw
from sro_policy.vocabulary.calendar import around, months_after, reaching
from sro_policy.vocabulary.computed import Facts, has_training, policy_reviewed_before_duties

CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)


def all_liftings() -> list[Lifting]:
    found = []
    for settings in ({}, {"A27": "board"}, {"A28": "each_edition"}):
        bound = POLICY_431.bind(settings)
        computed = POLICY_431.vocabulary.computed
        read = frozenset(v.name for rule in bound.rules for v in variables(rule.broken))
        found += liftings(computed, bound.figures, CONSTRAINTS, read).values()
    return found


def allowed(lifting: Lifting, record: Mapping[str, Raw | None]) -> bool:
    said = {n: v for f in lifting.computed.inputs if (raw := record[f.key]) is not None for n, v in f.readings(raw)}
    return all(holds(constraint, said) for constraint in lifting.constraints)


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
        if allowed(lifting, record):
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
            if not allowed(lifting, completion) or (isinstance(day, dt.date) and max(dates) > day):
                continue
            answer = lifting.answer(completion)
            assert lifted.value is None or answer.value is lifted.value, (known, completion)
            if lifting.moves and lifted.due_by is not None and answer.value is None:
                assert answer.due_by == lifted.due_by, (known, completion)
            for fact in lifting.computed.inputs:
                if not lifting.moves or fact.key in known or fact.key in lifted.moved_by or fact.key == "as_of":
                    continue
                twin = completion | {fact.key: random_value(fact, pick, day if isinstance(day, dt.date) else None)}
                if allowed(lifting, twin):
                    assert lifting.answer(twin).value is answer.value, (known, completion, twin)


class EveryCompletion:
    """What a computed fact is on a partial record by going through all that it could be, with nothing left out.

    Every input is completed, read or not, the day of reference first; every completion is changed in every input.
    """

    def __init__(self, lifting: Lifting) -> None:
        self.lifting = lifting
        computed = lifting.computed
        self.figures = [lifting.figures[name] for name in computed.figures]
        self.periods = [int(str(lifting.figures[name])) * times for name, times in computed.periods]

    def values(self, fact: Fact, fixed: Mapping[str, Raw | None]) -> list[Raw | None]:
        """Each value at, before and after which something could change."""
        if isinstance(fact, IntegerFact):
            limits = [n + step for n in self.figures if isinstance(n, int) for step in (-1, 0, 1)]
            return sorted({n for n in (0, 1, fact.most, *limits) if fact.least <= n <= fact.most})
        if isinstance(fact, BooleanFact):
            return [True, False]
        anchors = {v for v in (*self.figures, *fixed.values()) if isinstance(v, dt.date)} or {dt.date(2000, 1, 1)}
        days = {day for anchor in anchors for day in around(anchor)}
        for months in self.periods:
            days |= {day for anchor in anchors for day in around(months_after(anchor, months))}
            days |= {day for anchor in anchors for day in reaching(anchor, months)}
        if fact.key == "as_of":
            return [None, *sorted(day for day in days if day >= max(anchors - set(self.figures), default=day))]
        today = fixed.get("as_of")
        return [False, *sorted(day for day in days if not isinstance(today, dt.date) or day <= today)]

    def completions(self, known: Mapping[str, Raw | None], unknown: Sequence[Fact]) -> Iterator[dict[str, Raw | None]]:
        if unknown:
            for value in self.values(unknown[0], known):
                yield from self.completions({**known, unknown[0].key: value}, unknown[1:])
        elif allowed(self.lifting, known):
            yield dict(known)

    def lift(self, known: Mapping[str, Raw]) -> Lifted:
        unknown = [fact for fact in self.lifting.computed.inputs if fact.key not in known]
        pairs = [(facts, self.lifting.answer(facts)) for facts in self.completions(known, unknown)]
        values = {answer.value for _, answer in pairs}
        value = values.pop() if len(values) == 1 else None
        due, by, both = (
            {answer.due_by for _, answer in pairs if answer.value is None},
            {answer.by for _, answer in pairs if value},
            {answer.both for _, answer in pairs if value},
        )
        return Lifted(
            value=value,
            moved_by=tuple(fact.key for fact in unknown if self.moves(fact, pairs)) if self.lifting.moves else (),
            due_by=due.pop() if len(due) == 1 else None,
            by=by.pop() if len(by) == 1 else None,
            both=both.pop() if len(both) == 1 else None,
        )

    def moves(self, fact: Fact, pairs: Sequence[tuple[Mapping[str, Raw | None], Answer]]) -> bool:
        for facts, answer in pairs:
            others = {key: value for key, value in facts.items() if key != fact.key}
            for value in self.values(fact, others):
                twin = {**others, fact.key: value}
                if self.lifting.answer(twin).value is not answer.value and allowed(self.lifting, twin):
                    return True
        return False


@pytest.mark.parametrize("lifting", all_liftings(), ids=lambda x: x.computed.name)
def test_what_is_lifted_is_what_all_critical_completions_agree_on(lifting: Lifting) -> None:
    """Whatever is left unread or not looked at, the answer is that of all completions, the moves those of all pairs."""
    pick = random.Random(8482)
    oracle = EveryCompletion(lifting)
    tried = 0
    while tried < 100:
        record = random_record(lifting, pick)
        known = {key: value for key, value in record.items() if value is not None and pick.random() < 0.6}
        dates = [f for f in lifting.computed.inputs if isinstance(f, DateFact) and f.key not in known]
        if len(dates) > (3 if tried % 20 == 0 else 2):
            continue  # each open date has some thirty values
        tried += 1
        lifted = lifting.lift(known)
        if lifting.moves:
            assert lifted == oracle.lift(known), known
        else:
            assert attrs.evolve(lifted, due_by=None) == attrs.evolve(oracle.lift(known), due_by=None), known


def test_what_is_not_read_is_not_completed() -> None:
    """Whoever did the course before duties began did it in time, whatever else there is to know."""
    lifting = next(x for x in all_liftings() if x.computed.name == "initial_training_in_time")
    known: dict[str, Raw] = {
        "officer.required_course_on": dt.date(2025, 6, 2),
        "officer.assumed_duties_on": dt.date(2025, 9, 2),
    }
    assert [read for read, _ in lifting.completions(known)] == [known]
    assert lifting.lift({**known, "as_of": dt.date(2026, 11, 24)}).value is True
    assert lifting.lift(known).moved_by == ("as_of",)


def test_an_open_day_of_reference_comes_after_all_that_happened() -> None:
    """A date that nothing is compared with still says how early the day of reference can be."""
    lifting = next(x for x in all_liftings() if x.computed.name == "initial_training_in_time")
    known: dict[str, Raw] = {"officer.required_course_on": False, "officer.basic_course_on": dt.date(2029, 5, 26)}
    assert lifting.lift(known).moved_by == (
        "as_of",
        "officer.assumed_duties_on",
        "officer.employer_unable_to_provide_course",
    )


def test_a_figure_that_is_missing_is_not_taken_for_an_input() -> None:
    """Only inputs are completed; whatever else a function asks for in vain is an error in it."""

    def reads_too_much(facts: Facts, figures: Figures) -> Answer:
        return Answer(value=facts["officer.basic_course_on"] == figures["no such figure"])

    item = attrs.evolve(has_training, answer=reads_too_much)
    (lifting,) = liftings((item,), {}, (), frozenset()).values()
    with pytest.raises(KeyError, match="no such figure"):
        lifting.lift({"officer.basic_course_on": dt.date(2025, 6, 2)})


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
