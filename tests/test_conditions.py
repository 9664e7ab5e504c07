"""Conditions are plain values with real equality, and refuse to be taken for answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from sro_policy import PolicyError
from sro_policy.conditions import ALWAYS, NEVER, Is, given, holds, implies, replace, variables
from sro_policy.vocabulary import act, incident


def test_equal_conditions_are_equal_and_hash_alike() -> None:
    """Two conditions written alike are one value."""
    one = act.in_school & ~act.uses_force
    other = act.in_school & ~act.uses_force
    assert one == other
    assert hash(one) == hash(other)
    assert one != (act.in_school | ~act.uses_force)


def test_a_condition_has_no_truth() -> None:
    """`if condition` and `and` raise, and the error teaches what to write."""
    with pytest.raises(TypeError, match="join conditions with `&`"):
        bool(act.in_school & act.uses_force)
    with pytest.raises(TypeError, match="`&`"):
        act.in_school and act.uses_force  # noqa: B018


def test_only_conditions_can_be_joined() -> None:
    """A choice, a string or a number does not slip into a condition."""
    with pytest.raises(TypeError, match="is not a condition"):
        act.in_school & "yes"


@pytest.mark.parametrize("join", [lambda one, two: one & two, lambda one, two: one | two])
def test_a_fact_that_was_compared_is_no_condition_on_either_side(join: Callable[[object, object], object]) -> None:
    """`==` gives `False`, whatever it compares; the error says what to write."""
    compared = act.in_school == True  # noqa: E712 - the slip
    for one, two in ((compared, act.exigency), (act.exigency, compared), (compared, act.exigency & act.in_school)):
        with pytest.raises(TypeError, match=r"`False` is not a condition: .* never compared with `==`"):
            join(one, two)


def test_a_misspelt_value_is_refused_with_the_nearest() -> None:
    """A typing slip in a rule is caught when it is written."""
    with pytest.raises(PolicyError, match="`student_here`"):
        incident.person_role.in_("student_her")
    with pytest.raises(PolicyError, match="`safety`"):
        act.purposes.any("safty")


def test_negation_is_its_own_inverse() -> None:
    """Denying twice gives back the same value."""
    for condition in (ALWAYS, NEVER, act.kind.in_("search", "escort"), act.in_school & act.exigency):
        assert ~~condition == condition


def test_given_facts_leave_the_meaning_unchanged() -> None:
    """What is left after some facts are settled holds exactly where the whole did."""
    condition = implies(act.in_school, act.exigency | ~act.uses_force) & act.kind.in_("search", "escort")
    read = list(variables(condition))
    for values in itertools.product(*(variable.domain for variable in read)):
        record = {variable.name: value for variable, value in zip(read, values, strict=True)}
        for cut in range(len(read) + 1):
            part = dict(list(record.items())[:cut])
            assert holds(given(condition, part), record) == holds(condition, record)


def test_what_becomes_certain_is_folded_away() -> None:
    """A question that is left without a value never holds, and one that is left with all of them always does."""
    condition = act.in_school & act.kind.in_("search", "escort")

    def none_left(question: Is) -> Is:
        return Is(question.variable, frozenset())

    def all_left(question: Is) -> Is:
        return Is(question.variable, frozenset(question.variable.domain))

    assert replace(condition, none_left) == NEVER
    assert replace(~condition, none_left) == ALWAYS
    assert replace(condition, all_left) == ALWAYS
