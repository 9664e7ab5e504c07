"""What is still worth asking, best first.

A fact is worth asking for if and only if learning it, perhaps after others, can settle whether some rule applies or
is broken; or the word of a finding, which the stage of an act can. What is left out changes neither, whatever it is.

The order weighs what an answer is expected to settle against what it costs to learn. Open is a rule in the measure of
:meth:`~sro_policy.explain.lens.RuleView.openness`; each answer that the case still allows counts alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TypeAlias, final

import attrs

from sro_policy.conditions import Value, Variable
from sro_policy.decision import Question
from sro_policy.explain.answers import answer_form, question_for
from sro_policy.explain.lens import RuleView
from sro_policy.explain.subjects import SubjectView
from sro_policy.policy import BoundRule
from sro_policy.vocabulary import Fact, Vocabulary

WEIGHT_OF_DUTY = 4.0
"""What it counts to settle a "shall" or "shall not"; a "should" counts half of it, an option or excuse a quarter."""

COST_OF_INTRUSION = 60
"""How many seconds more a question counts that costs the person something."""

_WORDS_ONLY = 16.0
"""How many times less a rule counts where an answer only words what is said of it already, as the stage of an act."""

_STAGE = "act.stage"

Key: TypeAlias = tuple[str, str]
"""A fact and where its answer belongs: an act's id, a part of the case, or the case itself."""


@final
@attrs.define(eq=False)
class _Candidate:
    fact: Fact
    subject: str
    gain: float = 0.0
    settles: dict[str, None] = attrs.field(factory=dict)


def questions(views: list[SubjectView], vocabulary: Vocabulary) -> tuple[Question, ...]:
    """Return the facts that can still settle something, those first that are expected to settle most for their cost."""
    facts = vocabulary.facts
    found: dict[Key, _Candidate] = {}
    for view in views:
        for key, gain, rules in _of_subject(view, facts):
            candidate = found.get(key)
            if candidate is None:
                candidate = found[key] = _Candidate(facts[key[0]], key[1])
            candidate.gain += gain
            candidate.settles.update(dict.fromkeys(f"{rule.id}@{view.subject}" for rule in rules))
    ranked = sorted(found.values(), key=lambda c: (-c.gain / _cost(c.fact), vocabulary.order[c.fact.key]))
    by_subject = {view.subject: view for view in views}
    return tuple(
        question_for(c.fact, c.subject, answer_form(c.fact, by_subject.get(c.subject, views[0])), c.settles)
        for c in ranked
    )


def _cost(fact: Fact) -> int:
    return fact.seconds + (COST_OF_INTRUSION if fact.intrusive else 0)


def _weight(rule: BoundRule) -> float:
    if rule.force.is_duty:
        return WEIGHT_OF_DUTY
    return WEIGHT_OF_DUTY / (2 if rule.force.is_advice else 4)


def _of_subject(view: SubjectView, facts: Mapping[str, Fact]) -> Iterator[tuple[Key, float, list[BoundRule]]]:
    """Yield what one subject's findings have to gain from each fact."""
    lens, known = view.lens, view.known
    left = lens.table.left(known)
    can_settle = lens.learning.possible(known)
    members: dict[str, list[tuple[Variable, list[RuleView]]]] = {}
    for variable, places in lens.worth.items():
        open_rules = list(dict.fromkeys(rule for rule, guard in places if guard & can_settle))
        if not open_rules:
            continue
        behind = view.behind(variable.name)
        if variable.fact in facts:
            members.setdefault(variable.fact, []).append((variable, open_rules))
            continue
        # A computed fact is not asked for itself. What it would settle is shared among the facts that move it.
        gain = _gain(left, [lens.answers(variable, known)], open_rules)
        for fact in behind:
            yield (fact, view.owner(fact)), gain / len(behind), [rule.rule for rule in open_rules]
    for fact, asked in members.items():
        rules = list(dict.fromkeys(rule for _, own in asked for rule in own))
        gain = _gain(left, [lens.answers(variable, known) for variable, _ in asked], rules)
        yield (fact, view.owner(fact)), gain, [rule.rule for rule in rules]
    if view.stage_open:
        possible = lens.table.possible(known)
        worded = [rule for rule in lens.rules if rule.truths(possible)[1] != "no"]
        if worded:
            now = [rule for rule in worded if rule.truths(possible)[0] == "yes"]
            gain = sum(_weight(rule.rule) for rule in now) / _WORDS_ONLY
            yield (_STAGE, view.owner(_STAGE)), gain, [rule.rule for rule in worded]


def _gain(left: int, answers: list[list[tuple[Value, int]]], rules: list[RuleView]) -> float:
    """Return by how much the rules are expected to be less open once these variables are answered together."""
    masks = []
    for combined in itertools.product(*answers):
        mask = left
        for _, own in combined:
            mask &= own
        masks.append(mask)
    total = 0.0
    for rule in rules:
        then = sum(map(rule.openness, masks)) / len(masks)
        total += _weight(rule.rule) * (rule.openness(left) - then)
    return total
