"""Cases that strategies draw: accepted, and as much known as they promise."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import sro_policy.testing
from sro_policy import POLICY_431, InputError, PolicyError, evaluate
from sro_policy.policy import shall
from sro_policy.testing import acts, cases, contracts, incidents, officers, partial_cases, programs, timelines
from sro_policy.testing import settings as readings
from sro_policy.vocabulary import VOCABULARY, contract

from ..policy.invented import clause, policy
from .drawing import decide, drawn

MANY = settings(max_examples=30, deadline=None)
PARTS = ("officer", "incident", "contract", "program")


@MANY
@given(cases(acts=1))
def test_in_a_whole_case_all_is_known(case: dict[str, Any]) -> None:
    """Each part and act has every fact, every member of a set is said, and only days leave anything open."""
    assert set(case) == {"as_of", "acts", *PARTS}
    for subject, known in [*((part, case[part]) for part in PARTS), ("act", case["acts"][0])]:
        facts = VOCABULARY.of(subject)
        assert {fact.name for fact in facts} == set(known) - {"id"}
        assert all(len(said) == len(VOCABULARY.facts[f"{subject}.{name}"].values) for name, said in known.items()
                   if isinstance(said, dict))  # fmt: skip
    for finding in decide(case).findings:
        assert finding.applies != "unknown"
        assert finding.broken != "unknown" or finding.rule.startswith(("431.8/", "431.9/"))


@MANY
@given(partial_cases())
def test_a_partial_case_is_accepted_and_shows_no_null(case: dict[str, Any]) -> None:
    """`evaluate` takes it, parts of which nothing is known are left out, and nothing in it is null or empty."""
    decide(case)
    assert all(case.values())
    assert all(
        value not in ([], {}, None) for part in case.values() if isinstance(part, dict) for value in part.values()
    )


@settings(MANY, max_examples=8)
@given(readings().flatmap(lambda chosen: st.tuples(st.just(chosen), partial_cases(settings=chosen, acts=1))))
def test_cases_can_be_drawn_under_any_settings(example: tuple[dict[str, str], dict[str, Any]]) -> None:
    """Whatever readings are selected, cases are drawn towards the rules as they then read, and are accepted."""
    chosen, case = example
    assert set(chosen) <= set(POLICY_431.settings)
    evaluate(case, settings=chosen, engine="table")


def test_cases_of_another_policy_keep_to_it() -> None:
    """A policy of one's own, with few rules or other figures, gives cases as well."""
    other = POLICY_431.with_parameter("substitute_day_limit", 20, source="a test")
    days = {case["officer"]["substitute_contact_days"] for case in drawn(cases(other, acts=0, parts=["officer"]), 150)}
    assert days >= {19, 20, 21}
    assert 60 not in days
    one_rule = policy(clause(shall("attire", conduct=contract.addresses_attire, says="address it")))
    for case in drawn(partial_cases(one_rule), 20):
        evaluate(case, policy=one_rule, engine="table")


@pytest.mark.parametrize(
    ("strategy", "part"),
    [
        (officers(as_of="2026-03-01"), "officer"),
        (officers(whole=True, as_of=dt.date(2026, 3, 1)), "officer"),
        (incidents(), "incident"),
        (contracts(), "contract"),
        (programs(as_of="2026-03-01"), "program"),
        (acts(), "acts"),
        (acts(whole=True, name="the arrest"), "acts"),
    ],
    ids=["officer", "whole officer", "incident", "contract", "program", "act", "whole act"],
)
def test_a_part_is_accepted_in_its_place(strategy: st.SearchStrategy[dict[str, Any]], part: str) -> None:
    """Each strategy of a part gives what a case takes there, and no day after the day that was given."""
    for known in drawn(strategy, 60):
        decide({"as_of": "2026-03-01", part: [known] if part == "acts" else known})


def test_officers_have_days_around_every_deadline() -> None:
    """The days of the edition, the ends of six months and of three years, their neighbours, and 59 to 61 days."""
    seen: dict[str, set[Any]] = {}
    for officer in drawn(officers(as_of="2027-07-01"), 600):
        for name, value in officer.items():
            seen.setdefault(name, set()).add(value)
    assert seen["required_course_on"] >= {f"2027-{day}" for day in ("05-30", "05-31", "06-01")}
    assert seen["basic_course_on"] >= {"2025-08-31", "2025-09-01", "2025-09-02", False}
    assert seen["assumed_duties_on"] >= {"2026-12-31", "2027-01-01"}  # six months before the day of reference
    assert seen["ongoing_training_on"] >= {"2024-06-30", "2024-07-01"}  # three years before it
    assert seen["substitute_contact_days"] >= {59, 60, 61}


def test_a_day_of_reference_comes_from_around_the_deadlines_too() -> None:
    """The last days of the statute and of the Board, with their neighbours, are days of reference."""
    days = {case["as_of"] for case in drawn(partial_cases(acts=0, parts=()), 400) if case}
    assert days >= {"2026-01-05", "2027-05-31", "2027-06-01", "2027-06-30", "2027-07-01"}


@MANY
@given(timelines(acts=1))
def test_a_timeline_grows_to_a_whole_case(timeline: list[dict[str, Any]]) -> None:
    """Each case says what the one before said, each is accepted, and in the last all is known."""
    for before, after in pairwise(timeline):
        assert _says(before) <= _says(after)
    for case in timeline:
        decide(case)
    assert set(timeline[-1]) == {"as_of", "acts", *PARTS}


def _says(case: dict[str, Any]) -> set[tuple[str, ...]]:
    """Return everything that a case says, each member of a set by itself; a list says all of its set."""
    found: set[tuple[str, ...]] = {("as_of", case["as_of"])} if "as_of" in case else set()
    subjects = [(part, part, case.get(part, {})) for part in PARTS] + [
        ("act", a["id"], a) for a in case.get("acts", ())
    ]
    for subject, place, known in subjects:
        for name, value in known.items():
            fact = VOCABULARY.facts.get(f"{subject}.{name}")
            if fact is not None:
                readings_of = fact.readings(fact.check(value)) if fact.variables else ()
                found |= {(place, *map(str, item)) for item in readings_of} or {(place, name, str(value))}
    return found


def test_timelines_may_end_in_a_partial_case() -> None:
    """With `whole=False` the last case leaves facts out, and one step is a list of one."""
    assert any("officer" not in timeline[-1] for timeline in drawn(timelines(whole=False, steps=2), 60))
    assert all(len(timeline) == 1 for timeline in drawn(timelines(steps=1, acts=0, parts=()), 5))


def test_nothing_is_filtered() -> None:
    """No strategy of the package filters or assumes: what is drawn is an example."""
    for file in Path(sro_policy.testing.__file__).parent.rglob("*.py"):
        assert not re.search(r"\.filter\(|\bassume\(|\breject\(", file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda: cases(acts=-1), "acts: `-1` is no number of acts up to 1000, and no least and most of them"),
        (lambda: cases(acts=(2, 1)), r"acts: `\[2, 1\]` is no number"),
        (lambda: cases(acts="two"), "acts: `two` is no number"),  # type: ignore[arg-type]
        (lambda: partial_cases(parts=["oficer"]), "parts: unknown part `oficer`; did you mean `officer`?"),
        (lambda: partial_cases(parts=["xyz"]), "parts: unknown part `xyz`; parts are officer, incident"),
        (lambda: cases(settings={"A91": "former_too"}), "settings: unknown setting `A91`; did you mean `A19`?"),
        (lambda: acts(settings={"A19": "former"}), "settings.A19: unknown value `former`; did you mean `former_too`?"),
        (lambda: officers(as_of="soon"), "as_of: .*`soon` is not a date written YYYY-MM-DD"),
        (lambda: timelines(steps=0), "steps: `0` is no whole number from 1 on"),
    ],
)
def test_bad_arguments_are_refused_with_what_is_meant(ask: Callable[[], object], problem: str) -> None:
    """What no strategy can be made of is refused at once, with its place and the nearest valid name."""
    with pytest.raises(InputError, match=problem.replace("?", r"\?")):
        ask()


def test_what_is_no_policy_is_refused() -> None:
    """A policy is a `Policy`, not its number."""
    with pytest.raises(PolicyError, match="`431` is no policy"):
        readings("431")  # type: ignore[arg-type]


def test_a_strategy_is_shown_in_a_line() -> None:
    """What Hypothesis shows of a strategy names the policy, and not all that is in it."""
    assert len(repr(cases())) < 300
    assert "<Policy 431" in repr(cases())
    assert Phase.generate in settings().phases
