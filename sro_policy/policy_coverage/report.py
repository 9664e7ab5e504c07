"""What was exercised of a policy, rule by rule, and what was not, in words of the policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Is, negation
from sro_policy.policy import STATUSES, Policy, Status
from sro_policy.policy_coverage.counting import Counted, Settings
from sro_policy.policy_coverage.exercise import Exercise
from sro_policy.policy_coverage.literals import Part
from sro_policy.vocabulary import Vocabulary
from sro_policy.vocabulary.wording import spoken

_IN_WORDS: dict[Part, str] = {"applies": "whether it applies", "broken": "whether it is broken"}


@final
@attrs.frozen(kw_only=True)
class CoveredLiteral:
    """A literal of one of a rule's conditions, and whether tests showed that it matters.

    ``so`` and ``otherwise`` are the clauses for it and for its opposite; ``shown_so`` and ``shown_otherwise`` say
    whether a record showed it with each, and ``shown`` whether with both, and opposite answers of the condition.
    ``possible`` is false where the constraints let no record do that; then nothing is asked of tests.
    """

    part: Part
    literal: Is
    so: str
    otherwise: str
    shown_so: bool
    shown_otherwise: bool
    shown: bool
    possible: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """What never decided the condition, as clauses; empty where nothing is missing."""
        if self.shown or not self.possible:
            return ()
        sides = ((self.so, self.shown_so), (self.otherwise, self.shown_otherwise))
        # Where both decided it, they decided it alike: one of them has to decide it the other way too.
        return tuple(says for says, shown in sides if not shown) or (f"{self.so}, with the other answer",)

    @property
    def in_words(self) -> str:
        """Which question the condition answers."""
        return _IN_WORDS[self.part]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "condition": self.part,
            "variable": self.literal.variable.name,
            "values": [value for value in self.literal.variable.domain if value in self.literal.values],
            "so": self.so,
            "otherwise": self.otherwise,
            "shown_so": self.shown_so,
            "shown_otherwise": self.shown_otherwise,
            "shown": self.shown,
            "possible": self.possible,
        }


@final
@attrs.frozen(kw_only=True)
class CoveredRule:
    """What was exercised of a rule; ``reachable`` are the statuses of its shape, ``reached`` those that tests did."""

    rule: str
    clause: str
    subject: str
    reachable: tuple[Status, ...]
    reached: tuple[Status, ...]
    literals: tuple[CoveredLiteral, ...]

    @property
    def never_reached(self) -> tuple[str, ...]:
        """The statuses that no test reached, as they are spoken."""
        return tuple(spoken(status) for status in self.reachable if status not in self.reached)

    @property
    def asked(self) -> tuple[CoveredLiteral, ...]:
        """The literals that some record can show."""
        return tuple(literal for literal in self.literals if literal.possible)

    @property
    def shown(self) -> tuple[CoveredLiteral, ...]:
        """The literals that were shown to matter."""
        return tuple(literal for literal in self.literals if literal.shown)

    @property
    def of(self) -> int:
        """How many things there are to exercise: statuses and literals."""
        return len(self.reachable) + len(self.asked)

    @property
    def covered(self) -> int:
        """How many of them were exercised."""
        return len(self.reached) + len(self.shown)

    def missing(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Yield what was not exercised in words: of the statuses, and of each condition."""
        if self.never_reached:
            yield "never reached", self.never_reached
        for part, words in _IN_WORDS.items():
            clauses = tuple(says for literal in self.literals if literal.part == part for says in literal.missing)
            if clauses:
                yield f"never decided {words}", clauses

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "covered": self.covered,
            "of": self.of,
            "reached": list(self.reached),
            "never_reached": [status for status in self.reachable if status not in self.reached],
            "literals": [literal.to_json() for literal in self.literals],
        }


@final
@attrs.frozen(kw_only=True)
class Coverage:
    """What was exercised of a policy; ``settings`` are those under which something of it was judged."""

    policy: Policy
    settings: tuple[Settings, ...]
    rules: tuple[CoveredRule, ...]

    @property
    def of(self) -> int:
        """How many things there are to exercise."""
        return sum(rule.of for rule in self.rules)

    @property
    def covered(self) -> int:
        """How many of them were exercised."""
        return sum(rule.covered for rule in self.rules)

    @property
    def percent(self) -> float:
        """The share that was exercised, in percent; of a policy without rules all of it was."""
        return 100 * self.covered / self.of if self.of else 100.0

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        edition = self.policy.edition
        return {
            "policy": {"number": edition.number, "edition": edition.name},
            "settings": [dict(settings) for settings in self.settings],
            "covered": self.covered,
            "of": self.of,
            "percent": round(self.percent, 2),
            "rules": [rule.to_json() for rule in self.rules],
        }


def coverage(policy: Policy, counted: Counted) -> Coverage:
    """Return what was exercised of a policy, as its rules read under the settings that were used.

    A rule that reads differently under several has the literals and statuses of all its readings. Where nothing of the
    policy was judged, the rules read as by default.
    """
    used = tuple(sorted(counted.settings))
    exercises = {settings: Exercise.of(policy, dict(settings)) for settings in used or ((),)}
    shown: dict[tuple[str, Part, Is], set[tuple[bool, bool]]] = {}
    possible: dict[tuple[str, Part, Is], set[tuple[bool, bool]]] = {}
    literals: dict[str, dict[tuple[Part, Is], None]] = {}
    reachable: dict[str, set[Status]] = defaultdict(set)
    for settings, exercise in exercises.items():
        for bound in exercise.rules:
            reachable[bound.id] |= exercise.statuses(bound)
        for rule, part, literal in exercise.literals:
            literals.setdefault(rule.id, {})[part, literal] = None
        for place, point in enumerate(exercise.points):
            key, way = (point.rule, point.part, point.literal), (point.question, point.condition)
            possible.setdefault(key, set()).add(way)
            if (settings, place) in counted.points:
                shown.setdefault(key, set()).add(way)
    return Coverage(
        policy=policy,
        settings=used,
        rules=tuple(
            CoveredRule(
                rule=rule.id,
                clause=rule.clause.id,
                subject=rule.subject,
                reachable=_ordered(reachable[rule.id]),
                reached=_ordered(status for _, name, status in counted.statuses if name == rule.id),
                literals=tuple(
                    _literal(
                        part,
                        literal,
                        policy.vocabulary,
                        *(ways.get((rule.id, part, literal), set()) for ways in (shown, possible)),
                    )
                    for part, literal in literals.get(rule.id, {})
                ),
            )
            for rule in next(iter(exercises.values())).rules
        ),
    )


def _ordered(statuses: Iterable[Status]) -> tuple[Status, ...]:
    found = set(statuses)
    return tuple(status for status in STATUSES if status in found)


def _literal(
    part: Part, literal: Is, vocabulary: Vocabulary, shown: set[tuple[bool, bool]], possible: set[tuple[bool, bool]]
) -> CoveredLiteral:
    return CoveredLiteral(
        part=part,
        literal=literal,
        so=vocabulary.clause(literal),
        otherwise=vocabulary.clause(_opposite(literal)),
        shown_so=any(question for question, _ in shown),
        shown_otherwise=any(not question for question, _ in shown),
        shown=_both(shown),
        possible=_both(possible),
    )


def _opposite(literal: Is) -> Is:
    opposite = negation(literal)
    assert isinstance(opposite, Is)
    return opposite


def _both(ways: set[tuple[bool, bool]]) -> bool:
    """Say whether the condition was answered one way with the literal so, and the other way with it otherwise."""
    return any((True, answer) in ways and (False, not answer) in ways for answer in (True, False))
