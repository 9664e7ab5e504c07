"""Clauses, the smallest pieces of the text, and the sections that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias, final, get_args

import attrs

from sro_policy.conditions import ALWAYS, Condition
from sro_policy.errors import PolicyError, nearest, quoted
from sro_policy.policy.converters import clause_ids, condition, one, several
from sro_policy.policy.rules import Rule

Layer: TypeAlias = Literal["policy", "statute", "contract"]
"""Who speaks; never merged."""


def _rules(items: Iterable[Rule]) -> tuple[Rule, ...]:
    return several(items, Rule, "rule")


def _clauses(items: Iterable[Clause]) -> tuple[Clause, ...]:
    return several(items, Clause, "clause")


@final
@attrs.frozen
class Addressee:
    """Whom a clause speaks to, and when it speaks to them.

    ``scope`` is what makes a rule bind them at all; ``act_scope`` what makes a rule about an act do so.
    """

    name: str
    scope: Condition = attrs.field(converter=condition, default=ALWAYS)
    act_scope: Condition = attrs.field(converter=condition, default=ALWAYS)


@final
@attrs.frozen(kw_only=True)
class Clause:
    """A piece of the text that can stand alone.

    ``gist`` is what it says, in our own words; ``fingerprint`` identifies the official wording without
    holding it. It has rules, or ``no_rule`` says why it has none: a clause with neither is refused, so that
    the text is covered by construction. ``lists`` names the clauses whose verb it carries.
    """

    id: str
    gist: str
    fingerprint: str
    to: Addressee = attrs.field(validator=one(Addressee, "addressee"))
    rules: tuple[Rule, ...] = attrs.field(converter=_rules, default=())
    no_rule: str = ""
    lists: tuple[str, ...] = attrs.field(converter=clause_ids, default=())

    def __attrs_post_init__(self) -> None:
        """Refuse a clause without rules that does not say why, and one that says so beside its rules."""
        if not self.rules and not self.no_rule:
            raise PolicyError(f"clause `{self.id}` has no rule and does not say why: give it rules, or `no_rule`")
        if self.rules and self.no_rule:
            raise PolicyError(f"clause `{self.id}` has rules and says why it has none: keep one of the two")


@final
@attrs.frozen(kw_only=True)
class Section:
    """A section of the text: its number, its title and its clauses, in order.

    ``layer`` keeps apart what the policy says, what the statute alone says and what a contract adds.
    """

    number: str
    title: str
    clauses: tuple[Clause, ...] = attrs.field(converter=_clauses)
    fingerprint: str = ""
    layer: Layer = "policy"

    def __attrs_post_init__(self) -> None:
        """Refuse a section of a layer that there is not."""
        if self.layer not in get_args(Layer):
            raise PolicyError(
                f"section `{self.number}`: {quoted(self.layer)} is no layer{nearest(str(self.layer), get_args(Layer))}"
            )

    def rule_id(self, rule: Rule) -> str:
        """Return the full id of one of its rules."""
        return f"{self.number}/{rule.name}"
