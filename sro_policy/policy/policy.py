"""A policy: its sections, the vocabulary that they use, and an edition, bound to settings when it is run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.conditions import NEVER, AnyOf, Condition, Is, given, negation, variables
from sro_policy.errors import InputError, PolicyError, nearest, quoted
from sro_policy.policy.clauses import Clause, Section
from sro_policy.policy.edition import Edition, Parameter
from sro_policy.policy.force import Force
from sro_policy.policy.readings import Reading
from sro_policy.policy.rules import Rule
from sro_policy.vocabulary import SUBJECT_ORDER, Computed, Constraint, Figure, Vocabulary


@final
@attrs.frozen(kw_only=True, eq=False)
class BoundRule:
    """A rule with everything that follows from its place, under given settings.

    ``applies`` is the situation within the addressee's scope; ``broken`` is what breaks the rule, never
    where nothing can. ``limbs`` are the ways in which its conduct can be met, by name, where there are
    several. ``facts`` are the facts that ``broken`` reads.
    """

    id: str
    rule: Rule
    clause: Clause
    section: Section
    subject: str
    applies: Condition
    broken: Condition
    limbs: tuple[tuple[str, Condition], ...]
    computed: tuple[Computed, ...]
    parameters: tuple[Parameter, ...]
    left_to_choice: bool

    @property
    def force(self) -> Force:
        """The text's own verb."""
        return self.rule.force


@final
@attrs.frozen(kw_only=True, eq=False)
class BoundPolicy:
    """A policy under given settings, ready to be compiled by an engine."""

    policy: Policy
    settings: tuple[tuple[str, str], ...]
    rules: tuple[BoundRule, ...]
    methods: tuple[BoundRule, ...]
    figures: Mapping[str, Figure | None]

    def of(self, subject: str) -> tuple[BoundRule, ...]:
        """Return the rules about this subject, in the order of the text."""
        return tuple(rule for rule in self.rules if rule.subject == subject)


def _sections(items: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(items)


@final
@attrs.frozen(kw_only=True, slots=False, eq=False, repr=False)
class Policy:
    """A whole policy as a value.

    ``aliases`` says which figure stands for a name under which value of a setting.
    """

    title: str
    edition: Edition
    sections: tuple[Section, ...] = attrs.field(converter=_sections)
    readings: tuple[Reading, ...]
    vocabulary: Vocabulary
    strength: Reading | None = None
    """The setting under which "should" is a free choice: its second value."""
    aliases: tuple[tuple[str, Reading, tuple[tuple[str, str], ...]], ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a policy in which ids are shared, or a rule or a constraint mixes subjects.

        Acts are judged apart, so a constraint between an act and anything else could not be kept.
        """
        seen: set[str] = set()
        words: dict[str, str] = {}
        for clause in self.clauses.values():
            section = self.section_of(clause.id)
            for rule in clause.rules:
                for flag in rule.flags:
                    if words.setdefault(flag.name, flag.says) != flag.says:
                        raise PolicyError(f"the flag `{flag.name}` says two things")
                rule_id = f"{section.number}/{rule.name}"
                if rule_id in seen:
                    raise PolicyError(f"two rules are called `{rule_id}`")
                seen.add(rule_id)
        for constraint in self.constraints:
            subjects = {variable.fact.split(".")[0] for variable in variables(constraint.must_hold)}
            if len(subjects) > 1:
                raise PolicyError(f"a constraint ties facts of {' and '.join(sorted(subjects))}: {constraint.says}")
        if len(self.clauses) != sum(len(section.clauses) for section in self.sections):
            raise PolicyError("two clauses share an id")
        self.bind({})

    def __repr__(self) -> str:
        """Name the policy; all that it holds fills many pages."""
        return f"<Policy {self.edition.number}, {self.title}, {self.edition.name}: {len(self.clauses)} clauses>"

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its id, in the order of the text."""
        return {clause.id: clause for section in self.sections for clause in section.clauses}

    def section_of(self, clause_id: str) -> Section:
        """Return the section that holds the clause."""
        return next(s for s in self.sections if any(c.id == clause_id for c in s.clauses))

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What every record keeps."""
        return self.vocabulary.constraints

    @cached_property
    def flags(self) -> dict[str, str]:
        """What each flag says, by its name, in the order of the text."""
        rules = (rule for clause in self.clauses.values() for rule in clause.rules)
        return {flag.name: flag.says for rule in rules for flag in rule.flags}

    @cached_property
    def settings(self) -> dict[str, Reading]:
        """The readings that a department can select, by id."""
        return {reading.id: reading for reading in self.readings if reading.is_setting}

    def check_settings(self, given_settings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the settings that differ from the defaults, sorted.

        Raises :class:`~sro_policy.errors.InputError` for an unknown reading or value.
        """
        chosen: list[tuple[str, str]] = []
        for key, value in given_settings.items():
            if not isinstance(key, str) or key not in self.settings:
                hint = nearest(str(key), self.settings) or f"; settings are {', '.join(self.settings)}"
                raise InputError(f"unknown setting {quoted(key)}{hint}", place="settings")
            reading = self.settings[key]
            if value not in reading.values:
                hint = nearest(str(value), reading.values) or f"; it is one of {', '.join(reading.values)}"
                raise InputError(f"unknown value {quoted(value)}{hint}", place=f"settings.{key}")
            if value != reading.values[0]:
                chosen.append((key, str(value)))
        return tuple(sorted(chosen))

    def bind(self, settings: Mapping[str, str]) -> BoundPolicy:
        """Return the policy as it reads under these settings.

        Raises :class:`~sro_policy.errors.InputError` for an unknown setting.
        """
        chosen = self.check_settings(settings)
        values = {reading.id: reading.values[0] for reading in self.settings.values()} | dict(chosen)
        constants = {reading.variable.name: values[reading.id] for reading in self.settings.values()}
        figures: dict[str, Figure | None] = {item.name: item.value for item in self.edition.parameters}
        figures["edition_effective_from"] = self.edition.effective_from
        figures["no_day"] = dt.date.min
        stands_for: dict[str, str] = {}
        for name, reading, choices in self.aliases:
            stands_for[name] = dict(choices)[values[reading.id]]
            figures[name] = figures[stands_for[name]]
        left_to_choice = self.strength is not None and values[self.strength.id] == self.strength.values[1]
        binder = _Binder(self, constants, figures, stands_for, left_to_choice)
        bound = [
            binder.bind(rule, clause, section)
            for section in self.sections
            for clause in section.clauses
            for rule in clause.rules
        ]
        return BoundPolicy(
            policy=self,
            settings=chosen,
            rules=tuple(rule for rule in bound if rule.force.gives_findings),
            methods=tuple(rule for rule in bound if not rule.force.gives_findings),
            figures=figures,
        )


@attrs.frozen
class _Binder:
    policy: Policy
    constants: Mapping[str, str]
    figures: Mapping[str, Figure | None]
    stands_for: Mapping[str, str]
    left_to_choice: bool

    def bind(self, rule: Rule, clause: Clause, section: Section) -> BoundRule:
        rule_id = f"{section.number}/{rule.name}"
        conduct = None if rule.conduct is None else given(rule.conduct, self.constants)
        when = given(rule.when, self.constants)
        subject = self._subject(rule_id, when, conduct)
        scope = clause.to.act_scope if subject == "act" else clause.to.scope
        applies = given(when & given(scope, self.constants), {})
        choice = self.left_to_choice and rule.force.is_advice
        if choice or rule.force in {Force.MAY, Force.NEED_NOT}:
            broken: Condition = NEVER
        elif conduct is None:
            broken = applies
        else:
            broken = given(applies & (conduct if rule.force.forbids else negation(conduct)), {})
        limbs = () if conduct is None or rule.force.forbids else self._limbs(rule_id, conduct)
        read = (applies,) if conduct is None else (applies, conduct)
        flag_conditions = [c for flag in rule.flags for c in (flag.known, *flag.not_known)]
        return BoundRule(
            id=rule_id,
            rule=rule,
            clause=clause,
            section=section,
            subject=subject,
            applies=applies,
            broken=broken,
            limbs=limbs,
            computed=self._computed(rule_id, *read),
            parameters=self._parameters(rule_id, *read, *flag_conditions),
            left_to_choice=choice,
        )

    def _subject(self, rule_id: str, *conditions: Condition | None) -> str:
        read = [v.fact.split(".")[0] for c in conditions if c is not None for v in variables(c)]
        for subject, wider in SUBJECT_ORDER.items():
            if subject in read:
                strangers = sorted(set(read) - {subject, *wider})
                if strangers:
                    raise PolicyError(f"rule `{rule_id}` is about `{subject}` and cannot read `{strangers[0]}`")
                return subject
        raise PolicyError(f"rule `{rule_id}` reads no fact, so it is about no one")

    def _computed(self, rule_id: str, *conditions: Condition) -> tuple[Computed, ...]:
        by_key = {item.key: item for item in self.policy.vocabulary.computed}
        keys = dict.fromkeys(v.name for c in conditions for v in variables(c))
        found = tuple(by_key[key] for key in keys if key in by_key)
        for item in found:
            for name in item.figures:
                if name not in self.figures:
                    raise PolicyError(f"rule `{rule_id}` reads `{item.key}`, and the edition has no figure `{name}`")
        return found

    def _parameters(self, rule_id: str, *conditions: Condition) -> tuple[Parameter, ...]:
        computed = self._computed(rule_id, *conditions)
        used = {self.stands_for.get(name, name) for item in computed for name in item.figures}
        return tuple(item for item in self.policy.edition.parameters if item.name in used)

    def _limbs(self, rule_id: str, conduct: Condition) -> tuple[tuple[str, Condition], ...]:
        # A limb is a part of "either … or …", or a computed fact that can be met in several ways.
        parts = conduct.parts if isinstance(conduct, AnyOf) else (conduct,)
        if len(parts) == 1 and not self._computed(rule_id, conduct):
            return ()
        return tuple((p.variable.name, p) for p in parts if isinstance(p, Is) and p.variable.is_boolean)
