"""Facts that cannot be so together are named, no more of them than it takes, with the reason."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.conditions import Value, holds, variables
from sro_policy.evaluation.contradiction import refuse_contradictions
from sro_policy.exact.groups import groups
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import Constraint, officer

from .refusing import accepted, one_act, refusal

CONSTRAINTS = POLICY_431.constraints
TIED = groups(item.must_hold for item in CONSTRAINTS)


@pytest.mark.parametrize(
    ("case", "place", "says"),
    [
        (
            one_act(kind="presence", uses_force=True, in_school=True),
            "acts[0]",
            "`act.kind` is `presence` and `act.uses_force` is true: an act of kind presence says no to act.uses_force",
        ),
        (
            {"acts": [{"id": "a"}, {"id": "b", "purposes": ["discipline", "crime"], "discipline_under_way": False}]},
            "acts[1]",
            (
                "`act.discipline_under_way` is false and `act.purposes.discipline` is true: "
                "an act for discipline is itself discipline under way"
            ),
        ),
        (
            {"officer": {"substitute": False, "substitute_contact_days": 5}},
            "officer",
            (
                "`officer.substitute_contact_days` is above 0 and `officer.substitute` is false: "
                "only a substitute has student-contact days as a substitute"
            ),
        ),
        (
            {"incident": {"crime_is_pretext": True, "crime_alleged": False}},
            "incident",
            (
                "`incident.crime_is_pretext` is true and `incident.crime_alleged` is false: "
                "a crime can be a pretext only where the only offence alleged restates the defiance of staff; "
                "an offence that restates defiance is a crime alleged"
            ),
        ),
        (
            {"incident": {"crime_is_pretext": True, "offense_restates_defiance": True, "crime_alleged": False}},
            "incident",
            (
                "`incident.offense_restates_defiance` is true and `incident.crime_alleged` is false: "
                "an offence that restates defiance is a crime alleged"
            ),
        ),
        (
            one_act(uses_force=True, uses_authority=False),
            "acts[0]",
            "`act.uses_authority` is false and `act.uses_force` is true: no `act.kind` allows that",
        ),
    ],
)
def test_a_contradiction_names_its_facts_and_its_constraint(case: Any, place: str, says: str) -> None:
    """The facts that clash stand with their values, and what ties them in the constraint's own words."""
    error = refusal(case)
    assert error.place == place
    assert error.problem == f"these cannot be so together: {says}"


def test_a_number_of_zero_is_named_as_zero() -> None:
    """Where zero is what clashes, it is said to be zero."""
    days = Constraint(officer.substitute_contact_days.above_zero(), "everyone has days")
    with pytest.raises(InputError, match=r"`officer\.substitute_contact_days` is 0: everyone has days"):
        refuse_contradictions({"officer.substitute_contact_days>0": False}, groups([days.must_hold]), [days], "officer")


def test_of_a_contradiction_nothing_can_be_left_out() -> None:
    """In every record of a group that no completion satisfies, the facts named clash, and no fewer of them."""
    seen = 0
    for group in TIED:
        for state in itertools.product(*((None, *variable.domain) for variable in group.variables)):
            known = {v.name: value for v, value in zip(group.variables, state, strict=True) if value is not None}
            if group.key(known) in group.completions:
                refuse_contradictions(known, TIED, CONSTRAINTS, "")
                continue
            seen += 1
            with pytest.raises(InputError) as caught:
                refuse_contradictions(known, TIED, CONSTRAINTS, "")
            facts = caught.value.problem.removeprefix("these cannot be so together: ").partition(": ")[0]
            named: dict[str, Value] = {}
            for name, value in known.items():
                shown = f"`{name.removesuffix('>0')}` is "
                if shown in facts:
                    named[name] = value
            assert facts.count(" is ") == len(named)
            assert group.key(named) not in group.completions
            for name in named:
                assert group.key({n: v for n, v in named.items() if n != name}) in group.completions
    assert seen > 100


def test_each_constraint_has_its_words_said() -> None:
    """Whatever breaks a constraint is refused, and each constraint is told in its own words."""
    said = set()
    for constraint in CONSTRAINTS:
        read = list(variables(constraint.must_hold))
        for state in itertools.product(*(variable.domain for variable in read)):
            known = {v.name: value for v, value in zip(read, state, strict=True)}
            if not holds(constraint.must_hold, known):
                with pytest.raises(InputError) as caught:
                    refuse_contradictions(known, TIED, CONSTRAINTS, "")
                said.add(caught.value.problem.rpartition(": ")[2])
    assert said >= {constraint.says for constraint in CONSTRAINTS}


def test_what_no_constraint_forbids_is_accepted() -> None:
    """Exigency does not say that the arrest is necessary, and a crime purpose needs no crime alleged."""
    accepted(one_act(exigency=True, arrest_avoidable=False, public_safety_need=False))
    accepted({"incident": {"crime_alleged": False}, **one_act(purposes=["crime"])})
