"""Mutants are small faults, each a policy of its own, named in the policy's words."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from sro_policy import POLICY_431
from sro_policy.conditions import ALWAYS, AllOf, AnyOf, Condition, Is, Not, Variable, variables
from sro_policy.mutate.edits import edits
from sro_policy.mutate.mutants import Mutant, built, mutants
from sro_policy.mutate.naming import in_words
from sro_policy.policy import should
from sro_policy.policy.digest import policy_digest
from sro_policy.vocabulary import act, incident

from ..policy.invented import clause, policy

A, B = (Is(Variable(name, name), frozenset({True})) for name in "ab")
COLOUR = Variable("colour", "colour", ("red", "green", "blue"))
EVERY = {mutant.id: mutant for mutant in mutants(POLICY_431)}


def no_other(variable: Variable) -> None:
    del variable


def found(condition: Condition, swaps: object = no_other) -> list[tuple[str, str, Condition | None]]:
    every = edits(condition, swaps)  # type: ignore[arg-type]
    return [(edit.kind, edit.name.removeprefix(f"{edit.place} {edit.kind}"), edit.condition) for edit in every]


def test_each_part_is_left_out_and_turned_around() -> None:
    """The whole, and each part of it wherever it stands; a part of two leaves the other."""
    not_a = Is(A.variable, frozenset({False}))
    assert found(A & B) == [
        ("drop", "", None),
        ("drop", "", B),
        ("negate", "", not_a & B),
        ("drop", "", A),
        ("negate", "", A & Is(B.variable, frozenset({False}))),
    ]
    assert ("drop", "", Not(AllOf((B, A)))) in found(Not(AllOf((A, B, A))))
    assert found(Not(A & B))[0] == ("drop", "", None)
    assert ("drop", "", Is(B.variable, frozenset({False}))) in found(Not(A & B))
    assert found(ALWAYS) == []


def test_a_choice_loses_and_gains_values_and_never_becomes_certain() -> None:
    """One value less where two are left, one more where one stays out."""
    two = Is(COLOUR, frozenset({"red", "green"}))
    kinds = Counter((kind, detail) for kind, detail, _ in found(two))
    assert kinds == {("drop", ""): 1, ("negate", ""): 1, ("narrow", " red"): 1, ("narrow", " green"): 1}
    one = Is(COLOUR, frozenset({"red"}))
    assert {(kind, detail) for kind, detail, _ in found(one)} == {
        ("drop", ""),
        ("negate", ""),
        ("widen", " green"),
        ("widen", " blue"),
    }


def test_a_fact_is_taken_for_another() -> None:
    """What swaps name stands in its place; where they name none, nothing does."""
    assert ("swap", "", B) in found(A, lambda variable: B.variable if variable == A.variable else None)
    assert not any(kind == "swap" for kind, _, _ in found(A))


def test_every_rule_has_mutants_of_its_verb_situation_conduct_and_scope() -> None:
    """No rule is left out, no two mutants share an id, and each that can be built is another policy."""
    rules = POLICY_431.bind({}).rules
    assert len(EVERY) == sum(1 for _ in mutants(POLICY_431))
    of_rule = Counter(rule for mutant in EVERY.values() if mutant.where != "figure" for rule in mutant.rules)
    assert set(of_rule) == {rule.id for rule in rules}
    assert {mutant.where for mutant in EVERY.values()} == {"verb", "when", "conduct", "scope", "figure"}
    of_figures = [mutant for mutant in EVERY.values() if mutant.where == "figure"]
    assert len(of_figures) == 2 * len(POLICY_431.edition.parameters)
    dated = tuple(rule.id for rule in rules if rule.computed)
    assert {mutant.rules for mutant in of_figures} == {dated}
    digest = policy_digest(POLICY_431.bind({}))
    for mutant in list(EVERY.values())[::20]:
        changed = built(mutant, POLICY_431)
        assert changed is not None
        assert policy_digest(changed.bind({})) != digest
    assert policy_digest(POLICY_431.bind({})) == digest


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("431.5/enforce-school-rules-by-force should_not", "431.5.p2.force with “should not” for “shall not”"),
        ("431.8/initial-training should", "431.8.s1.initial with “should” for “shall”"),
        (
            "431.6/involve-school-staff when 11 drop",
            "431.6.p3 without “it is reasonably practicable to notify school staff or to have them there”",
        ),
        ("figure legacy_deadline +1", "legacy deadline a day later: 2027-06-01 for 2027-05-31"),
        ("figure substitute_day_limit -1", "substitute day limit one less: 59 for 60"),
    ],
)
def test_faults_are_named_in_the_words_of_the_policy(name: str, says: str) -> None:
    """A supervisor can read what is wrong with a mutant."""
    if name not in EVERY:  # the place of a part moves with the rule; its words do not
        name = next(found for found, mutant in EVERY.items() if mutant.says == says)
    assert EVERY[name].says == says


def test_conditions_are_worded_whatever_they_are_made_of() -> None:
    """Parts are joined, denied, and settings named by their readings."""
    both = act.in_school & act.exigency
    assert in_words(POLICY_431, both) == "the act is in school and exigency makes the arrest necessary"
    assert in_words(POLICY_431, ~both) == f"it is not so that {in_words(POLICY_431, both)}"
    assert in_words(POLICY_431, act.in_school | act.exigency).count(" or ") == 1
    assert in_words(POLICY_431, POLICY_431.settings["A2"].is_("one")) == "A2 is read as one"
    assert (in_words(POLICY_431, AllOf(())), in_words(POLICY_431, AnyOf(()))) == ("always", "never")


def test_what_cannot_be_meant_or_is_about_somebody_else_is_no_mutant() -> None:
    """A fault that the library refuses to build is none that somebody could run, nor one that changes the subject."""
    about_acts = policy(
        clause(should("stay", conduct=incident.school_referral_considered, when=act.in_school, says="Stay."))
    )
    by_id = {mutant.id: mutant for mutant in mutants(about_acts)}
    assert built(by_id["1/stay when 0 drop"], about_acts) is None
    assert built(by_id["1/stay when 0 negate"], about_acts) is not None
    refused = attrs.evolve(
        by_id["1/stay when 0 negate"], build=lambda: policy(clause(should("x", conduct=ALWAYS, says="")))
    )
    assert built(refused, about_acts) is None


def test_a_rule_that_asks_for_nothing_is_no_mutant() -> None:
    """A conduct is changed and never left out as a whole; a situation that is left out is every situation."""
    whole = [mutant.id for mutant in EVERY.values() if mutant.id.endswith(" conduct 0 drop")]
    assert whole == []
    always = built(EVERY["431.7/keep-student-data-as-required when 0 drop"], POLICY_431)
    assert always is not None
    rule = next(rule for rule in always.bind({}).rules if rule.id == "431.7/keep-student-data-as-required")
    assert rule.applies == ALWAYS


def test_each_fact_is_swapped_for_one_of_the_same_subject_and_kind() -> None:
    """An act's facts for an act's, members of a set for its members, computed facts for computed ones."""
    for mutant in EVERY.values():
        if mutant.kind == "swap":
            changed = built(mutant, POLICY_431)
            if changed is not None:
                before, after = (_reads(one, mutant) for one in (POLICY_431, changed))
                assert {name.partition(".")[0] for name in after} <= {name.partition(".")[0] for name in before}


def _reads(whole: object, mutant: Mutant) -> set[str]:
    rules = [rule for rule in whole.bind({}).rules if rule.id in mutant.rules]  # type: ignore[attr-defined]
    read = (condition for rule in rules for condition in (rule.applies, rule.broken))
    return {variable.name for condition in read for variable in variables(condition)}
