"""The vocabulary as a whole: every fact, computed fact and constraint, found by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.conditions import Is, Variable
from sro_policy.errors import PolicyError, quoted
from sro_policy.vocabulary.computed import Computed
from sro_policy.vocabulary.constraints import Constraint
from sro_policy.vocabulary.facts import Fact, Subject
from sro_policy.vocabulary.figures import FigureKind

SUBJECT_ORDER: dict[str, tuple[str, ...]] = {
    "act": ("incident", "officer"),
    "incident": ("officer",),
    "officer": (),
    "contract": (),
    "program": (),
}
"""Each subject of findings, the narrowest first, with those whose facts its rules may also read."""


PARTS: dict[str, str] = {
    "officer": "the officer",
    "incident": "the incident",
    "contract": "the contract",
    "program": "the programme",
}
"""The parts of a case, in their order, each with what it is called; beside them stand its acts."""


@final
@attrs.frozen(slots=False, eq=False)
class Vocabulary:
    """Everything that can be said of a case, and what the figures are that computed facts read."""

    subjects: tuple[Subject, ...]
    computed: tuple[Computed, ...]
    constraints: tuple[Constraint, ...]
    figures: Mapping[str, FigureKind] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Refuse a computed fact that reads a figure of which nothing says what it is."""
        for item in self.computed:
            for name in item.figures:
                if name not in self.figures:
                    raise PolicyError(
                        f"`{item.key}` reads the figure `{name}`: say among the vocabulary's figures what it is"
                    )

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact by its key, in the order of declaration."""
        return {fact.key: fact for subject in self.subjects for fact in subject.facts()}

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable of a fact by its name, those of computed facts left out."""
        return {variable.name: variable for fact in self.facts.values() for variable in fact.variables}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each fact in the order of declaration."""
        return {key: index for index, key in enumerate(self.facts)}

    def clause(self, question: Is) -> str:
        """Return that a variable has one of some values as a clause that can follow "because".

        Raises :class:`~sro_policy.errors.PolicyError` for a variable that is not of this vocabulary, and for a
        question that every value answers alike.
        """
        asked = self._clauses.get(question.variable.fact)
        if asked is None:
            raise PolicyError(f"{quoted(question.variable.name)} is no variable of this vocabulary")
        return asked.clause(question)

    @cached_property
    def _clauses(self) -> dict[str, Fact | Computed]:
        return {**self.facts, **{item.key: item for item in self.computed}}

    def of(self, subject: str) -> tuple[Fact, ...]:
        """Return the facts of one subject, in the order of declaration."""
        return self._by_subject.get(subject, ())

    @cached_property
    def _by_subject(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts.values():
            found.setdefault(fact.subject, []).append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}
