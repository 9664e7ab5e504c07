"""Faults in the words of a policy, as a supervisor would name them."""

from __future__ import annotations

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not
from sro_policy.mutate.edits import Edit
from sro_policy.policy import Policy
from sro_policy.vocabulary.wording import listed


def named(policy: Policy, edit: Edit) -> str:
    """Return the fault of an edit: what it leaves out, or what it takes for what."""
    part = in_words(policy, edit.part)
    if edit.becomes is None:
        return f"without “{part}”"
    return f"with “{in_words(policy, edit.becomes)}” for “{part}”"


def in_words(policy: Policy, condition: Condition) -> str:
    """Return a condition as a clause that can follow "where"."""
    if isinstance(condition, Is):
        return _question(policy, condition)
    if isinstance(condition, Not):
        return f"it is not so that {in_words(policy, condition.part)}"
    assert isinstance(condition, AllOf | AnyOf)
    parts = [in_words(policy, part) for part in condition.parts]
    if isinstance(condition, AllOf):
        return listed(parts, "and") or "always"
    return listed(parts, "or") or "never"


def _question(policy: Policy, question: Is) -> str:
    subject, _, name = question.variable.fact.partition(".")
    if subject == "setting":
        return f"{name} is read as {listed(sorted(map(str, question.values)), 'or')}"
    return policy.vocabulary.clause(question)
