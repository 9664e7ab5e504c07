"""The vocabulary as a whole: every fact, computed fact and constraint, found by name."""

from __future__ import annotations

from functools import cached_property
from typing import final

import attrs

from sro_policy.vocabulary.computed import Computed
from sro_policy.vocabulary.constraints import Constraint
from sro_policy.vocabulary.facts import Fact, Subject

SUBJECT_ORDER: dict[str, tuple[str, ...]] = {
    "act": ("incident", "officer"),
    "incident": ("officer",),
    "officer": (),
    "contract": (),
    "program": (),
}
"""Each subject of findings, the narrowest first, with those whose facts its rules may also read."""


@final
@attrs.frozen(slots=False, eq=False)
class Vocabulary:
    """Everything that can be said of a case."""

    subjects: tuple[Subject, ...]
    computed: tuple[Computed, ...]
    constraints: tuple[Constraint, ...]

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact by its key, in the order of declaration."""
        return {fact.key: fact for subject in self.subjects for fact in subject.facts()}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each fact in the order of declaration."""
        return {key: index for index, key in enumerate(self.facts)}

    def of(self, subject: str) -> tuple[Fact, ...]:
        """Return the facts of one subject, in the order of declaration."""
        return tuple(fact for fact in self.facts.values() if fact.subject == subject)
