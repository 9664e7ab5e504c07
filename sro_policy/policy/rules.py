"""A rule is a value: a verb, the situation, the conduct, and what to say. Its meaning is one small function."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import ALWAYS, Condition, Operand
from sro_policy.errors import PolicyError
from sro_policy.policy.converters import clause_ids, condition, one, several
from sro_policy.policy.flags import Flag
from sro_policy.policy.force import Force
from sro_policy.policy.readings import Reading, as_readings


def _flags(items: Iterable[Flag]) -> tuple[Flag, ...]:
    return several(items, Flag, "flag")


@final
@attrs.frozen(kw_only=True)
class Rule:
    """What a clause asks of someone, in one situation.

    ``when`` is the situation, ``conduct`` what is done. A rule without conduct says that the act which
    ``when`` describes is itself what should not be. ``says`` is what to do, never the inverse.
    ``weighs_bearing_facts`` marks a rule that leaves a weighing to a person though it asks for no judged
    fact; ``excuses`` lists the clauses that a ``need_not`` excuses from.
    """

    name: str = attrs.field(validator=one(str, "rule name"))
    force: Force = attrs.field(validator=one(Force, "verb"))
    conduct: Condition | None = attrs.field(converter=attrs.converters.optional(condition), default=None)
    when: Condition = attrs.field(converter=condition, default=ALWAYS)
    says: str = ""
    readings: tuple[Reading, ...] = attrs.field(converter=as_readings, default=())
    flags: tuple[Flag, ...] = attrs.field(converter=_flags, default=())
    weighs_bearing_facts: bool = False
    excuses: tuple[str, ...] = attrs.field(converter=clause_ids, default=())

    def __attrs_post_init__(self) -> None:
        """Refuse a rule that cannot be meant."""
        if not self.name or not all(c.islower() or c.isdigit() or c == "-" for c in self.name):
            raise PolicyError(f"`{self.name}` is no rule name: use small letters, digits and hyphens")
        if self.conduct is None and self.force in {Force.SHALL, Force.SHOULD, Force.METHOD}:
            raise PolicyError(f"rule `{self.name}`: `{self.force}` needs a conduct that can be done or left undone")
        if not self.says and self.force.gives_findings:
            raise PolicyError(f"rule `{self.name}` says nothing to the person who asks")


def shall(
    name: str,
    *,
    conduct: Operand,
    says: str,
    when: Operand = ALWAYS,
    readings: Iterable[Reading] = (),
    flags: Iterable[Flag] = (),
) -> Rule:
    """Return a duty: in this situation, this conduct."""
    return Rule(name=name, force=Force.SHALL, conduct=conduct, when=when, says=says, readings=readings, flags=flags)


def shall_not(
    name: str,
    *,
    says: str,
    conduct: Operand | None = None,
    when: Operand = ALWAYS,
    readings: Iterable[Reading] = (),
    flags: Iterable[Flag] = (),
) -> Rule:
    """Return a prohibition: in this situation, not this conduct."""
    return Rule(name=name, force=Force.SHALL_NOT, conduct=conduct, when=when, says=says, readings=readings, flags=flags)


def should(
    name: str,
    *,
    conduct: Operand,
    says: str,
    when: Operand = ALWAYS,
    readings: Iterable[Reading] = (),
    flags: Iterable[Flag] = (),
    weighs_bearing_facts: bool = False,
) -> Rule:
    """Return advice: in this situation, this conduct. A breach is a departure, never a violation."""
    return Rule(
        name=name,
        force=Force.SHOULD,
        conduct=conduct,
        when=when,
        says=says,
        readings=readings,
        flags=flags,
        weighs_bearing_facts=weighs_bearing_facts,
    )


def should_not(
    name: str,
    *,
    says: str,
    conduct: Operand | None = None,
    when: Operand = ALWAYS,
    readings: Iterable[Reading] = (),
    flags: Iterable[Flag] = (),
) -> Rule:
    """Return advice against: in this situation, not this conduct. A breach is a departure."""
    return Rule(
        name=name, force=Force.SHOULD_NOT, conduct=conduct, when=when, says=says, readings=readings, flags=flags
    )


def may(
    name: str,
    *,
    says: str,
    conduct: Operand | None = None,
    when: Operand = ALWAYS,
    readings: Iterable[Reading] = (),
) -> Rule:
    """Return an option: nothing can break it."""
    return Rule(name=name, force=Force.MAY, conduct=conduct, when=when, says=says, readings=readings)


def need_not(
    name: str,
    *,
    says: str,
    when: Operand,
    excuses: tuple[str, ...],
    readings: Iterable[Reading] = (),
    flags: Iterable[Flag] = (),
) -> Rule:
    """Return an excuse: in this situation, the clauses named oblige to nothing. Nothing can break it."""
    return Rule(name=name, force=Force.NEED_NOT, when=when, says=says, readings=readings, flags=flags, excuses=excuses)


def method(name: str, conduct: Operand, *, when: Operand = ALWAYS, readings: Iterable[Reading] = ()) -> Rule:
    """Return an entry of the programme's checklist: whether it is known to be done. It obliges no one."""
    return Rule(name=name, force=Force.METHOD, conduct=conduct, when=when, readings=readings)
