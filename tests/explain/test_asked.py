"""What is asked of an explanation and cannot be meant is refused in words."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from sro_policy import InputError, evaluate
from sro_policy.decision import Finding

NUMBER_SAYS = "is not a whole number from 0 on"


@pytest.fixture(scope="module")
def finding() -> Finding:
    """A finding that has several changes."""
    acts = [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}]
    return evaluate({"officer": {"is_sro": True}, "acts": acts}).finding("431.6.p2.s1", "a1")


@pytest.mark.parametrize(
    ("aim", "says"),
    [
        ("Kept", "aim: unknown aim `Kept`; did you mean `kept`?"),
        ("not applicable", "aim: unknown aim `not applicable`; did you mean `not_applicable`?"),
        ("due", "aim: unknown aim `due`; aims are kept, broken, applies, not_applicable"),
        ("", "aim: unknown aim ``; aims are kept, broken, applies, not_applicable"),
        (0, "aim: unknown aim `0`; aims are kept, broken, applies, not_applicable"),
        ([], "aim: unknown aim `[]`; aims are kept, broken, applies, not_applicable"),
        ("\ud800" * 100_000, "aim: unknown aim `"),
    ],
)
def test_an_aim_that_is_none_is_told_with_the_nearest(finding: Finding, aim: Any, says: str) -> None:
    """An unknown aim, an empty one too, is refused with the nearest that there is, or with all."""
    with pytest.raises(InputError) as refused:
        finding.changes(aim)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize("most", [-1, 1.5, "3", None, True, [], float("nan")])
def test_a_number_that_counts_nothing_is_refused(finding: Finding, most: Any) -> None:
    """Below zero, a fraction, a text or a truth is no number of explanations, and none of changes."""
    for ask in (finding.every_why, lambda most: finding.changes(most=most)):
        with pytest.raises(InputError, match=rf"^most: .* {NUMBER_SAYS}$"):
            ask(most)


@pytest.mark.parametrize("most", [sys.maxsize, sys.maxsize + 1, 10**30])
def test_a_number_beyond_all_lists_asks_for_everything(finding: Finding, most: int) -> None:
    """However large a number is, all that there are are given; and none for zero."""
    assert finding.every_why(most) == finding.every_why()
    assert finding.changes(most=most) == finding.changes()
    assert (finding.every_why(0), finding.changes(most=0)) == ((), ())


@pytest.mark.parametrize("ours", ["no", 0, None])
def test_what_is_neither_true_nor_false_is_not_taken_for_either(finding: Finding, ours: Any) -> None:
    """In Python the text `no` is true: it is refused, and not taken for a yes."""
    with pytest.raises(InputError, match=r"^in_our_hands: `.*` is not true or false$"):
        finding.changes(in_our_hands=ours)
