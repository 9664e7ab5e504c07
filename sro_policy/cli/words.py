"""People's words for what the library names: facts, subjects, flags and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

from sro_policy.cli.output import clean
from sro_policy.decision import Finding, Limb
from sro_policy.explain.unverified import unverified_figures
from sro_policy.policy import BoundRule, Policy
from sro_policy.vocabulary import PARTS, Computed, Fact
from sro_policy.vocabulary.wording import spoken

_one_word = re.compile(r"\bde ?escalat")
"""Part of a rule's name that is one word with a hyphen in it: "de-escalate"."""

_WHO = {
    "officer": "the officer",
    "supervisor": "a supervisor",
    "school": "the school",
    "records": "the keeper of the records",
}


def of_subject(subject: str) -> str:
    """Return what a finding is about; an act by the id that the user gave it."""
    return PARTS.get(subject) or f"act {clean(subject)}"


def of_word(word: str) -> str:
    """Return the word of a finding as it is spoken."""
    return spoken(word)


def of_rule(rule: str) -> str:
    """Return the short name of a rule as it is spoken."""
    return _one_word.sub("de-escalat", rule.partition("/")[2].replace("-", " "))


def who(fact: Fact) -> str:
    """Return who can answer the question for a fact, or has to judge it."""
    return f"{_WHO[fact.who]} to judge" if fact.judged else _WHO[fact.who]


def first_large(words: str) -> str:
    """Return words with a capital at their beginning, and names among them as they are."""
    return words[:1].upper() + words[1:]


def of_value(value: object) -> str:
    """Return a known value: yes or no, a name, a number, or the members of a set."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{member} {of_value(belongs)}" for member, belongs in value.items())
    return spoken(str(value))


@final
class Words:
    """The words of one policy under the settings of a decision."""

    def __init__(self, policy: Policy, settings: Mapping[str, str]) -> None:
        self.policy = policy
        self._settings = settings

    @cached_property
    def rules(self) -> dict[str, BoundRule]:
        """Every rule by its id."""
        return {rule.id: rule for rule in self.policy.bind(self._settings).rules}

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return self.policy.vocabulary.facts

    @cached_property
    def _sentences(self) -> dict[str, str]:
        named: tuple[Fact | Computed, ...] = (*self._facts.values(), *self.policy.vocabulary.computed)
        return {item.key: item.known_that for item in named}

    def question(self, fact: str) -> str:
        """Return the question that asks for a fact, and who can answer it or has to judge it."""
        asked = self._facts[fact]
        return f"{asked.ask} ({who(asked)})"

    def answer(self, fact: str, value: object) -> str:
        """Return a question with its known answer."""
        return f"{self._facts[fact].ask} {of_value(value).capitalize()}."

    def met_by(self, limbs: Iterable[Limb]) -> str:
        """Return how a rule was met, in sentences of the vocabulary."""
        return " and ".join(map(self._limb, limbs))

    def _limb(self, limb: Limb) -> str:
        sentence = self._sentences[limb.fact]
        return f"{sentence} ({limb.manner})" if limb.manner else sentence

    def flags(self, finding: Finding) -> list[str]:
        """Return what the flags of a finding say."""
        return [self.policy.flags[name] for name in finding.flags]

    def deciding(self, finding: Finding) -> list[str]:
        """Return the settings that choose between the figures of a rule, each with what it is now."""
        named = {name for item in self.rules[finding.rule].computed for name in item.figures}
        return [
            f"{reading.id}, now `{self._settings.get(reading.id, reading.values[0])}`"
            for name, reading, _ in self.policy.aliases
            if name in named
        ]

    def unverified(self, finding: Finding) -> list[str]:
        """Return the unverified figures on which a finding rests, or may rest once more is known."""
        return unverified_figures(self.rules[finding.rule], finding)
