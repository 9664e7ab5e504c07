"""What explains a decision: it keeps what the decision was made from, and works out the rest when it is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import islice
from typing import final

from sro_policy.decision import Aim, Change, Decision, EngineName, Explanation, Finding, Outlook, Question
from sro_policy.evaluation.compiled import CompiledPolicy, compiled_for
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.explain.alone import changes_of_one_fact
from sro_policy.explain.asked import checked_aim, checked_choice, checked_facts, checked_most
from sro_policy.explain.changes import DEFAULT_AIM, Changed, least_changes
from sro_policy.explain.explanations import explanation, explanations
from sro_policy.explain.otherwise import change, judged_otherwise
from sro_policy.explain.outlook import outlook
from sro_policy.explain.questions import questions
from sro_policy.explain.subjects import SubjectView, views
from sro_policy.policy import BoundRule, Policy
from sro_policy.policy.misnamed import misnamed
from sro_policy.record.making import record_of
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import PARTS


@final
class CaseExplainer:
    """Explains the decision of a compiled policy on one case."""

    def __init__(self, ready: CompiledPolicy, snapshot: Snapshot) -> None:
        self._ready = ready
        self._snapshot = snapshot

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the policy, the settings and the case: compiled rules cannot leave their process."""
        bound = self._ready.bound
        policy = None if bound.policy is POLICY_431 else bound.policy
        return _again, (policy, bound.settings, self._ready.engine, self._snapshot)

    @cached_property
    def _views(self) -> list[SubjectView]:
        return views(self._ready, self._snapshot)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is still worth asking, best first."""
        return questions(self._views, self._ready.bound.policy.vocabulary)

    @cached_property
    def outlook(self) -> Outlook:
        """What can still become of each finding."""
        return outlook(self._views, self._ready.order)

    def unfound(self, name: str) -> str:
        """Return why nothing is found under a name; empty where the text has no such name."""
        bound = self._ready.bound
        about = next((rule.subject for rule in bound.rules if name in {rule.id, rule.clause.id}), None)
        if about is None:
            return misnamed(name, bound.policy)
        return f"it is about {PARTS.get(about, 'an act')}"

    def why(self, finding: Finding) -> Explanation:
        """Return why a finding is what it is."""
        return explanation(self._ready.bound, *self._of(finding), finding)

    def every_why(self, finding: Finding, most: int) -> tuple[Explanation, ...]:
        """Return an explanation for each least set of facts that decides a finding; no more than ``most``."""
        return tuple(islice(explanations(self._ready.bound, *self._of(finding), finding), checked_most(most)))

    def changes(
        self, finding: Finding, aim: Aim | None, most: int, *, in_our_hands: bool, fixed: Collection[str]
    ) -> tuple[Change, ...]:
        """Return the least changes that reach an aim, each judged again; no more than ``most``."""
        aim, most = checked_aim(aim), checked_most(most)
        only_ours = checked_choice(in_our_hands, "in_our_hands")
        view, rule = self._of(finding)
        aim = aim or DEFAULT_AIM[finding.status]
        facts = self._ready.bound.policy.vocabulary.facts
        stays = checked_facts(fixed, facts)

        def after(changed: Changed) -> Finding:
            return self._after(finding, view, changed)

        if only_ours:
            free = frozenset(key for key, fact in facts.items() if fact.can_be_acted_on and key not in stays)
            # Who asks how to keep a rule is not told how to get out of its reach, unless that alone keeps it.
            kept = aim == "kept" and least_changes(view, rule, aim, free, lambda found: after(found).applies != "no")
            least = kept or least_changes(view, rule, aim, free)
        else:
            least = least_changes(view, rule, aim, frozenset(facts) - stays if stays else None)
        return tuple(change(view, changed, after(changed)) for changed in least[:most])

    def by_one_fact(self, finding: Finding) -> tuple[Change, ...]:
        """Return each change of one fact alone that gives a finding another status, judged again."""
        view, rule = self._of(finding)
        tried = (
            change(view, changed, self._after(finding, view, changed)) for changed in changes_of_one_fact(view, rule)
        )
        found: dict[tuple[str, str | None, str], Change] = {}
        for one in (one for one in tried if one.after.status != finding.status):
            (step,) = one.steps
            found.setdefault((step.fact, step.member, one.after.status), one)
        return tuple(found.values())

    def record(self, decision: Decision, previous: str | None, key: bytes | None) -> dict[str, object]:
        """Return the record of the decision."""
        vocabulary = self._ready.bound.policy.vocabulary
        return record_of(decision, self._snapshot, vocabulary, previous=previous, key=key)

    def _after(self, finding: Finding, view: SubjectView, changed: Changed) -> Finding:
        return judged_otherwise(self._ready, self._snapshot, view, changed).finding(finding.rule, finding.subject)

    @cached_property
    def _by_subject(self) -> Mapping[str, SubjectView]:
        return {view.subject: view for view in self._views}

    def _of(self, finding: Finding) -> tuple[SubjectView, BoundRule]:
        view = self._by_subject[finding.subject]
        return view, next(rule for rule in self._ready.bound.of(view.kind) if rule.id == finding.rule)


def _again(
    policy: Policy | None, settings: tuple[tuple[str, str], ...], engine: EngineName, snapshot: Snapshot
) -> CaseExplainer:
    return CaseExplainer(compiled_for(policy or POLICY_431, settings, engine), snapshot)
