"""What kind of rule a rule is, and the statuses that a rule of its kind can reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from sro_policy.conditions import ALWAYS, NEVER
from sro_policy.policy.policy import BoundRule
from sro_policy.policy.statuses import STATUSES, Status

Shape: TypeAlias = Literal[
    "conduct", "conduct, always", "conduct, undecided", "the act itself", "unbreakable", "unbreakable, always"
]
"""What kind of rule it is: one that asks for a conduct in a situation or always, one that is about the act that the
situation describes, and one that nothing breaks."""

REACHED: Final[Mapping[Shape, frozenset[Status]]] = {
    "conduct": frozenset(STATUSES),
    # It applies whatever is known: then nothing is open but whether it is kept.
    "conduct, always": frozenset({"due", "met", "breached"}),
    # It rests on a figure that nobody knows: while that is so, nobody can say whether it is kept.
    "conduct, undecided": frozenset({"not_applicable", "undetermined", "due"}),
    # Where it applies it is broken: it is never met or due, and never clear while its applying is open.
    "the act itself": frozenset({"not_applicable", "undetermined", "breached"}),
    # `may` and `need_not`: nothing is ever due, undetermined or breached.
    "unbreakable": frozenset({"not_applicable", "clear", "met"}),
    "unbreakable, always": frozenset({"met"}),
}
"""By shape, the statuses that are reached. This table is a claim, which `sro_policy.prove` proves of every rule."""


def shape_of(rule: BoundRule, *, undecided: bool = False) -> Shape:
    """Return the shape of a rule under its settings.

    ``undecided`` says that its conduct rests on a figure that nobody knows, so that it is never decided.
    """
    always = rule.applies == ALWAYS
    if rule.broken == NEVER:
        return "unbreakable, always" if always else "unbreakable"
    if rule.rule.conduct is None:
        return "the act itself"
    if undecided:
        return "conduct, undecided"
    return "conduct, always" if always else "conduct"
