"""The digest stands for all that a policy means: whatever changes an answer or its words changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import attrs
import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.conditions import NEVER
from sro_policy.policy import Clause, Policy, Rule, Section
from sro_policy.policy.digest import policy_digest
from sro_policy.vocabulary import Answer, Computed, Subject, contract

CHANGED = "enforce-school-rules-by-force"


def digest(policy: Policy, settings: Mapping[str, str] | None = None) -> str:
    return policy_digest(policy.bind(settings or {}))


def with_rule(change: Callable[[Rule], Rule]) -> Policy:
    """Return the policy with one rule changed that has a flag."""

    def of_clause(clause: Clause) -> Clause:
        return attrs.evolve(clause, rules=[change(r) if r.name == CHANGED else r for r in clause.rules])

    def of_section(section: Section) -> Section:
        return attrs.evolve(section, clauses=[of_clause(clause) for clause in section.clauses])

    return attrs.evolve(POLICY_431, sections=[of_section(section) for section in POLICY_431.sections])


def with_flag(**changes: object) -> Policy:
    return with_rule(lambda rule: attrs.evolve(rule, flags=[attrs.evolve(flag, **changes) for flag in rule.flags]))


def with_computed(change: Callable[[Computed], Computed]) -> Policy:
    vocabulary = POLICY_431.vocabulary
    changed = tuple(change(item) for item in vocabulary.computed)
    return attrs.evolve(POLICY_431, vocabulary=attrs.evolve(vocabulary, computed=changed))


def with_fact(**changes: object) -> Policy:
    """Return the policy with one fact of the contract changed."""
    facts = {f.name: attrs.evolve(f, **(changes if f is contract.has_paid_services else {})) for f in contract.facts()}
    changed: Subject = type("Contract", (Subject,), {"name": "contract", **facts})()
    vocabulary = POLICY_431.vocabulary
    subjects = tuple(changed if subject is contract else subject for subject in vocabulary.subjects)
    return attrs.evolve(POLICY_431, vocabulary=attrs.evolve(vocabulary, subjects=subjects))


def with_aliases() -> Policy:
    (name, reading, choices), *others = POLICY_431.aliases
    swapped = tuple((value, figure) for (value, _), (_, figure) in zip(choices, reversed(choices), strict=True))
    return attrs.evolve(POLICY_431, aliases=((name, reading, swapped), *others))


def with_words_of_a_reading() -> Policy:
    """Return the policy with other words for a reading that no rule cites; others are changed where they are cited."""
    rules = [rule for clause in POLICY_431.clauses.values() for rule in clause.rules]
    cited = {reading.id for rule in rules for reading in rule.readings} | set(POLICY_431.settings)
    free = next(reading for reading in POLICY_431.readings if reading.id not in cited)
    readings = [attrs.evolve(r, default="otherwise") if r is free else r for r in POLICY_431.readings]
    return attrs.evolve(POLICY_431, readings=tuple(readings))


def figure(value: int = 60, source: str | None = None, *, verified: bool = False) -> Policy:
    kept = POLICY_431.edition.parameter("substitute_day_limit").source
    return POLICY_431.with_parameter("substitute_day_limit", value, source=source or kept, verified=verified)


CHANGES: dict[str, Callable[[], Policy]] = {
    "title": lambda: attrs.evolve(POLICY_431, title="School Resource Officer"),
    "strength": lambda: attrs.evolve(POLICY_431, strength=None),
    "value of a figure": lambda: figure(59),
    "source of a figure": lambda: figure(source="a memo"),
    "mark of a figure": lambda: figure(verified=True),
    "name of the edition": lambda: POLICY_431.with_edition(name="another"),
    "day of the edition": lambda: POLICY_431.with_edition(
        name=POLICY_431.edition.name, effective_from=dt.date(2026, 1, 5)
    ),
    "alias": with_aliases,
    "words of a rule": lambda: with_rule(lambda rule: attrs.evolve(rule, says="Leave it.")),
    "words of a flag": lambda: with_flag(says="something else"),
    "condition of a flag": lambda: with_flag(known=NEVER),
    "statuses of a flag": lambda: with_flag(at=("met",)),
    "figures of a flag": lambda: with_flag(unless_verified=("substitute_day_limit",)),
    "words of a reading": with_words_of_a_reading,
    "constraint": lambda: attrs.evolve(
        POLICY_431, vocabulary=attrs.evolve(POLICY_431.vocabulary, constraints=POLICY_431.constraints[1:])
    ),
    "words of a fact": lambda: with_fact(known_not="nothing is paid for"),
    "mark of a fact": lambda: with_fact(can_be_acted_on=True),
    "words of a computed fact": lambda: with_computed(lambda item: attrs.evolve(item, known_not="it was not")),
    "period": lambda: with_computed(
        lambda item: attrs.evolve(item, periods=tuple((name, 2 * times) for name, times in item.periods))
    ),
    "days at which periods begin": lambda: with_computed(lambda item: attrs.evolve(item, from_when=())),
    "dates of which it matters whether": lambda: with_computed(lambda item: attrs.evolve(item, only_whether=())),
    "answer without a day": lambda: with_computed(lambda item: attrs.evolve(item, undated=Answer(value=True))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_changes_the_digest(change: str) -> None:
    """A title, a verb's strength, a figure, an alias, a word: no two policies that differ share a digest."""
    assert digest(CHANGES[change]()) != digest(POLICY_431)


def test_no_two_changes_share_a_digest() -> None:
    """They differ from one another too."""
    digests = {change: digest(make()) for change, make in CHANGES.items()}
    assert len(set(digests.values())) == len(digests)


def test_every_value_of_every_setting_has_a_digest_of_its_own() -> None:
    """A decision under one setting cannot be taken for one under another; the default may be said or not."""
    chosen = [{name: value} for name, reading in POLICY_431.settings.items() for value in reading.values[1:]]
    assert len({digest(POLICY_431, settings) for settings in ({}, *chosen)}) == len(chosen) + 1
    assert digest(POLICY_431, {"M1": "expected"}) == digest(POLICY_431)


def test_policies_that_speak_otherwise_under_a_setting_have_other_digests() -> None:
    """Where no setting is the strength of the verbs, free choice changes no word, and the digest tells."""
    document = {"acts": [{"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True,
                          "arrest_avoidable": True}]}  # fmt: skip
    without = attrs.evolve(POLICY_431, strength=None)
    decisions = [evaluate(document, policy=policy, settings={"M1": "free"}) for policy in (POLICY_431, without)]
    assert [d.finding("431.6.p2.s1", "a1").word for d in decisions] == ["permitted", "departed"]
    assert decisions[0].policy["digest"] != decisions[1].policy["digest"]


def test_the_same_policy_made_again_has_the_same_digest() -> None:
    """Neither the object nor the day on which it is made enters it."""
    assert digest(attrs.evolve(POLICY_431)) == digest(POLICY_431)
    assert digest(with_fact()) == digest(POLICY_431)
    assert digest(figure(POLICY_431.edition.parameter("substitute_day_limit").value)) == digest(POLICY_431)
