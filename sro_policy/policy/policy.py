"""A policy: its sections, the vocabulary that they use, and an edition, bound to settings when it is run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.conditions import NEVER, AnyOf, Condition, Is, given, negation, variables
from sro_policy.errors import InputError, PolicyError, nearest, quoted, unknown
from sro_policy.policy.checks import check
from sro_policy.policy.clauses import Clause, Section
from sro_policy.policy.converters import one, several
from sro_policy.policy.edition import Edition, Parameter
from sro_policy.policy.force import Force
from sro_policy.policy.readings import Reading, as_readings
from sro_policy.policy.rules import Rule
from sro_policy.vocabulary import SUBJECT_ORDER, Computed, Constraint, Figure, Vocabulary


@final
@attrs.frozen(kw_only=True, eq=False)
class BoundRule:
    """A rule with everything that follows from its place, under given settings.

    ``rule`` has the flags that it can carry, under these settings and figures. ``applies`` is the situation
    within the addressee's scope; ``broken`` is what breaks the rule, never where nothing can. A method obliges
    no one: there, ``broken`` says that it is not done, whatever the situation. ``limbs`` are the ways in which
    its conduct can be met, by name, where there are several. ``computed`` are the computed facts that ``applies``
    and ``broken`` rest on, ``parameters`` the dated figures behind these and behind its flags. ``left_to_choice``
    is true of advice where a setting makes it a free choice: nothing breaks it.
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
    return several(items, Section, "section")


@final
@attrs.frozen(kw_only=True, slots=False, eq=False, repr=False)
class Policy:
    """A whole policy as a value.

    ``aliases`` says which figure stands for a name under which value of a setting.
    """

    title: str
    edition: Edition = attrs.field(validator=one(Edition, "edition"))
    sections: tuple[Section, ...] = attrs.field(converter=_sections)
    readings: tuple[Reading, ...] = attrs.field(converter=as_readings)
    vocabulary: Vocabulary = attrs.field(validator=one(Vocabulary, "vocabulary"))
    strength: Reading | None = attrs.field(validator=attrs.validators.optional(one(Reading, "reading")), default=None)
    """The setting under which "should" is a free choice: its second value."""
    aliases: tuple[tuple[str, Reading, tuple[tuple[str, str], ...]], ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a policy that cannot be meant, whatever its settings.

        Each setting is tried at each of its values, the others at their defaults.
        """
        check(self)
        self.bind({})
        for reading in self.settings.values():
            for value in reading.values[1:]:
                self.bind({reading.id: value})

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

    def clause_of(self, rule_id: str) -> Clause:
        """Return the clause under which a rule stands."""
        return next(c for s in self.sections for c in s.clauses for r in c.rules if s.rule_id(r) == rule_id)

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What every record keeps."""
        return self.vocabulary.constraints

    @cached_property
    def flags(self) -> dict[str, str]:
        """What each flag says that can be raised, by its name, in the order of the text."""
        flags = (flag for clause in self.clauses.values() for rule in clause.rules for flag in rule.flags)
        return {flag.name: flag.says for flag in flags if flag.can_be_raised(self.edition)}

    @cached_property
    def settings(self) -> dict[str, Reading]:
        """The readings that a department can select, by id."""
        return {reading.id: reading for reading in self.readings if reading.is_setting}

    def with_parameter(self, name: str, value: Figure, *, source: str, verified: bool = False) -> Policy:
        """Return this policy with another value of a dated figure, or the same one from a better source.

        The unit stays, so a day is replaced by a day and a number by a number. ``source`` says where the value
        was read, and ``verified`` that somebody has read it there. Keep the result: it is compiled when it is
        first evaluated.

        Raises :class:`~sro_policy.errors.PolicyError` for a name that is no figure of the edition, and for a
        value that it cannot have.
        """
        edition = self.edition.with_parameter(name, value, source=source, verified=verified)
        return attrs.evolve(self, edition=edition)

    def with_edition(
        self, *, name: str, effective_from: dt.date | None = None, effective_to: dt.date | None = None
    ) -> Policy:
        """Return this policy as another edition of the same text: its name, and its effective dates where known.

        Raises :class:`~sro_policy.errors.PolicyError` for dates that are no days, or end before they begin.
        """
        edition = attrs.evolve(self.edition, name=name, effective_from=effective_from, effective_to=effective_to)
        return attrs.evolve(self, edition=edition)

    def check_settings(self, given_settings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the settings that differ from the defaults, sorted.

        Raises :class:`~sro_policy.errors.InputError` for an unknown reading or value.
        """
        chosen: list[tuple[str, str]] = []
        for key, value in given_settings.items():
            if type(key) is not str or key not in self.settings:
                raise InputError(unknown("setting", key, self.settings, otherwise="settings are"), place="settings")
            reading = self.settings[key]
            if type(value) is not str or value not in reading.values:
                problem = unknown("value", value, reading.values, otherwise="it is one of")
                raise InputError(problem, place=f"settings.{key}")
            if value != reading.values[0]:
                chosen.append((key, value))
        return tuple(sorted(chosen))

    def bind(self, settings: Mapping[str, str]) -> BoundPolicy:
        """Return the policy as it reads under these settings.

        Raises :class:`~sro_policy.errors.InputError` for an unknown setting.
        """
        chosen = self.check_settings(settings)
        values = {reading.id: reading.values[0] for reading in self.settings.values()} | dict(chosen)
        constants = {reading.variable.name: values[reading.id] for reading in self.settings.values()}
        figures = self.edition.figures
        stands_for = {name: dict(choices)[values[reading.id]] for name, reading, choices in self.aliases}
        figures |= {name: figures[figure] for name, figure in stands_for.items()}
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
        rule_id = section.rule_id(rule)
        conduct = None if rule.conduct is None else self._settled(rule_id, rule.conduct)
        when = self._settled(rule_id, rule.when)
        subject = self._subject(rule_id, when, conduct)
        scope = clause.to.act_scope if subject == "act" else clause.to.scope
        applies = given(when & self._settled(rule_id, scope), {})
        flags = tuple(
            attrs.evolve(
                flag,
                known=self._settled(rule_id, flag.known),
                not_known=[self._settled(rule_id, item) for item in flag.not_known],
            )
            for flag in rule.flags
            if flag.can_be_raised(self.policy.edition)
        )
        choice = self.left_to_choice and rule.force.is_advice
        if choice or rule.force in {Force.MAY, Force.NEED_NOT}:
            broken: Condition = NEVER
        elif conduct is None:
            broken = applies
        elif rule.force is Force.METHOD:
            broken = given(negation(conduct), {})
        else:
            broken = given(applies & (conduct if rule.force.forbids else negation(conduct)), {})
        limbs = () if conduct is None or rule.force.forbids else self._limbs(rule_id, conduct)
        read = (applies,) if conduct is None else (applies, conduct)
        flag_conditions = [c for flag in flags for c in (flag.known, *flag.not_known)]
        return BoundRule(
            id=rule_id,
            rule=attrs.evolve(rule, flags=flags),
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

    def _settled(self, rule_id: str, condition: Condition) -> Condition:
        for variable in variables(condition):
            subject, _, name = variable.fact.partition(".")
            if subject == "setting":
                reading = self.policy.settings.get(name)
                if reading is None or reading.variable != variable:
                    hint = nearest(name, self.policy.settings)
                    raise PolicyError(f"rule `{rule_id}` asks for `{name}`, which is no setting of the policy{hint}")
        return given(condition, self.constants)

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
                self._check_figure(name, f"rule `{rule_id}` reads `{item.key}`")
        return found

    def _check_figure(self, name: str, who: str) -> None:
        if name not in self.figures:
            hint = nearest(name, self.figures)
            raise PolicyError(f"{who}, and the edition has no figure `{name}`{hint}")
        value, kind = self.figures[name], self.policy.vocabulary.figures[name]
        if not kind.fits(value):
            said = "not known" if value is None else quoted(value)
            raise PolicyError(
                f"{who}, whose figure `{self.stands_for.get(name, name)}` has to be {kind}, and is {said}"
            )

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
