"""The literals of a condition, and when a record shows that one of them matters (masking MC/DC).

A *literal* is a question that a condition asks, all its places in the condition together; a question and its
opposite are one literal. A complete record *shows* a literal where the condition would be answered otherwise if the
answer to that question alone were the opposite, whether or not a record could say so. A partial record shows it where
each of its completions, within the constraints, does, all with the same answers to the question and to the condition.
So what a record shows, every record shows that knows more.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

from sro_policy.conditions import ALWAYS, NEVER, AllOf, AnyOf, Condition, Is, Not, given, negation, replace
from sro_policy.exact.branches import branches

Part: TypeAlias = Literal["applies", "broken"]
"""Which condition of a rule is meant."""


@final
@attrs.frozen
class Showing:
    """A way to show a literal: what the question and the condition are answered, and what a record has to keep."""

    question: bool
    condition: bool
    keeps: Condition


def literals(condition: Condition) -> tuple[Is, ...]:
    """Return the questions that a condition asks, in order of reading, each as it stands there first."""
    found: list[Is] = []
    stack = [condition]
    while stack:
        node = stack.pop()
        if isinstance(node, Is):
            if node not in found and negation(node) not in found:
                found.append(node)
        elif isinstance(node, Not):
            stack.append(node.part)
        else:
            assert isinstance(node, AllOf | AnyOf)
            stack.extend(reversed(node.parts))
    return tuple(found)


def showings(condition: Condition, literal: Is) -> tuple[Showing, ...]:
    """Return the ways in which a record can show a literal; constraints may leave some of them to no record.

    The condition is read with the literal answered one way and the other; what lies between them is where it matters.
    """
    opposite = negation(literal)

    def answered(*, answer: bool) -> Condition:
        yes, no = (ALWAYS, NEVER) if answer else (NEVER, ALWAYS)
        return replace(condition, lambda asked: yes if asked == literal else no if asked == opposite else asked)

    with_yes, with_no = answered(answer=True), answered(answer=False)
    found = []
    for question, own, other in ((True, with_yes, with_no), (False, with_no, with_yes)):
        said = literal if question else opposite
        for answer in (True, False):
            here, there = (own, negation(other)) if answer else (negation(own), other)
            keeps = given(said & here & there, {})
            if branches(keeps):
                found.append(Showing(question, answer, keeps))
    return tuple(found)
