"""What can be said under a policy: its facts, the groups that tie them, and the days and numbers that count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import final

import attrs
from hypothesis.vendor.pretty import RepresentationPrinter as PrettyPrinter

from sro_policy.errors import InputError, PolicyError, nearest, quoted
from sro_policy.evaluation.compiled import CompiledPolicy, compiled
from sro_policy.evaluation.structure import texts
from sro_policy.exact.groups import Group
from sro_policy.exact.lifting import AS_OF, Lifting
from sro_policy.policy import BoundRule, Policy
from sro_policy.policy.misnamed import misnamed
from sro_policy.testing.readable_days import PLAIN_DAY, is_readable, readable
from sro_policy.vocabulary import DateFact, Fact, IntegerFact, Raw, Vocabulary
from sro_policy.vocabulary.calendar import around


@final
@attrs.frozen(eq=False, slots=False, repr=False)
class Frame:
    """A policy under settings, as examples are drawn from it."""

    compiled: CompiledPolicy

    def __repr__(self) -> str:
        """Name the policy alone."""
        return repr(self.policy)

    def _repr_pretty_(self, printer: PrettyPrinter, cycle: bool) -> None:  # noqa: ARG002, FBT001 - called by Hypothesis
        """Print the same where Hypothesis shows what a strategy is made of: it would print all that is inside."""
        printer.text(repr(self))

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.compiled.bound.policy

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the policy."""
        return self.policy.vocabulary

    @property
    def rules(self) -> tuple[BoundRule, ...]:
        """The rules that give findings, in the order of the text."""
        return self.compiled.bound.rules

    @property
    def liftings(self) -> Mapping[str, Lifting]:
        """The computed facts that rules read, by their keys."""
        return self.compiled.liftings

    @cached_property
    def tied(self) -> tuple[Group, ...]:
        """The groups that tie facts, whatever they are about."""
        return tuple({group: None for tied in self.compiled.tied.values() for group in tied})

    @cached_property
    def _completions(self) -> dict[tuple[str, bool | None], tuple[Mapping[str, Raw], ...]]:
        found: dict[tuple[str, bool | None], list[Mapping[str, Raw]]] = {}
        for key, lifting in self.liftings.items():
            for read, answer in lifting.completions({}):
                found.setdefault((key, answer.value), []).append(readable(read, lifting))
        return {answer: tuple(reads) for answer, reads in found.items()}

    def completions(self, key: str, value: bool | None) -> tuple[Mapping[str, Raw], ...]:  # noqa: FBT001 - an answer
        """Return facts with which a computed fact says yes, or no, or is open; none where it never is."""
        return self._completions.get((key, value), ())

    def groups(self, subject: str) -> tuple[Group, ...]:
        """Return the groups that tie facts of a subject."""
        return self.compiled.tied[subject]

    def rule(self, name: object) -> BoundRule:
        """Return the rule of that id, or that of the clause of that id which has one rule.

        Raises :class:`~sro_policy.errors.InputError` for an id under which no rule gives findings, or several do.
        """
        found = [rule for rule in self.rules if type(name) is str and name in {rule.id, rule.clause.id}]
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(rule.id for rule in found)
            raise InputError(f"clause {quoted(name)} has several rules: {several}", place="rule")
        names = [known for rule in self.rules for known in (rule.clause.id, rule.id)]
        every = f"; rules are {', '.join(rule.id for rule in self.rules)}"
        hint = nearest(name, names) or every
        raise InputError(misnamed(name, self.policy) or f"unknown rule {quoted(name)}{hint}", place="rule")

    def days_of_reference(self) -> tuple[dt.date, ...]:
        """Return the days as of which something of the edition begins or ends, those beside them, and a plain one."""
        found = {day for lifting in self._reading(AS_OF) for day in lifting.critical(AS_OF, {})}
        return (
            PLAIN_DAY,
            *sorted(day for day in found if isinstance(day, dt.date) and is_readable(day) and day != PLAIN_DAY),
        )

    def values(self, fact: Fact, known: Mapping[str, Raw], latest: dt.date | None) -> tuple[Raw, ...]:
        """Return the days or numbers of a fact that count, given what is known; the plainest first.

        No day is after ``latest``. A number that no computed fact reads has none that counts.
        """
        found: dict[Raw, None] = {}
        for lifting in self._reading(fact.key):
            own = {item.key: known[item.key] for item in lifting.computed.inputs if item.key in known}
            found |= dict.fromkeys(lifting.critical(fact.key, own))
            if isinstance(fact, DateFact):
                found |= dict.fromkeys(day for figure in self._days_of_edition(lifting) for day in around(figure))
        if not isinstance(fact, DateFact):
            return tuple(sorted(number for number in found if isinstance(number, int)))
        days = {day for day in found if isinstance(day, dt.date) and is_readable(day)}
        plain = PLAIN_DAY if latest is None else min(PLAIN_DAY, latest)
        days = {day for day in days if latest is None or day <= latest} - {plain}
        return (plain, *((False,) if fact.may_be_false else ()), *sorted(days))

    def _days_of_edition(self, lifting: Lifting) -> list[dt.date]:
        figures = [lifting.figures[name] for name in lifting.computed.figures]
        return [day for day in figures if isinstance(day, dt.date)]

    def _reading(self, key: str) -> list[Lifting]:
        return [item for item in self.liftings.values() if any(fact.key == key for fact in item.computed.inputs)]


def counts(fact: Fact) -> bool:
    """Say whether a fact is a day or a number, of which only some values count."""
    return isinstance(fact, DateFact | IntegerFact)


def frame_for(policy: object, settings: Mapping[str, str] | None) -> Frame:
    """Return the frame of a policy under settings.

    Raises :class:`~sro_policy.errors.PolicyError` for what is no policy, and
    :class:`~sro_policy.errors.InputError` for an unknown setting or value.
    """
    if not isinstance(policy, Policy):
        raise PolicyError(f"{quoted(policy)} is no policy")
    return _frame(policy, policy.check_settings(texts(settings, "settings")))


@lru_cache(maxsize=16)
def _frame(policy: Policy, settings: tuple[tuple[str, str], ...]) -> Frame:
    return Frame(compiled(policy, settings, "table"))
