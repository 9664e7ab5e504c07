"""The one way from facts to a decision: check them, find out what is known, judge each subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from sro_policy.conditions import Value
from sro_policy.decision import ChecklistEntry, Decision, EngineName, Explainer, Finding, FrozenMapping
from sro_policy.errors import InputError, PolicyError, nearest, quoted
from sro_policy.evaluation import watching
from sro_policy.evaluation.compiled import CompiledPolicy, compiled_for, engine_name
from sro_policy.evaluation.document import Limits, read_document
from sro_policy.evaluation.findings import finding_of
from sro_policy.evaluation.knowledge import Knowledge
from sro_policy.evaluation.records import Case
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.evaluation.structure import Structurer, texts
from sro_policy.exact.plan import Truth
from sro_policy.policy import BoundPolicy, Policy
from sro_policy.policy.misnamed import misnamed
from sro_policy.vocabulary import Vocabulary


@lru_cache(maxsize=8)
def structurer_for(vocabulary: Vocabulary) -> Structurer:
    """Return what checks cases against a vocabulary; the same for the same one."""
    return Structurer(vocabulary)


def checked(
    case: Case | Mapping[str, object] | str | bytes,
    *,
    policy: Policy,
    settings: Mapping[str, str] | None,
    as_of: dt.date | str | None,
    engine: EngineName | None,
    limits: Limits,
) -> tuple[CompiledPolicy, Snapshot]:
    """Return the policy compiled as it is asked for, and the case as it is judged.

    Raises what :func:`sro_policy.evaluate` raises, but for what the facts contradict and what an engine fails at.
    """
    engine_name(engine)
    if not isinstance(policy, Policy):
        raise PolicyError(f"{quoted(policy)} is no policy")
    if not isinstance(limits, Limits):
        raise InputError(f"{quoted(limits)} is no `Limits`", place="limits")
    document = read_document(case, limits) if isinstance(case, str | bytes) else case
    snapshot = structurer_for(policy.vocabulary).snapshot(document, limits, as_of)
    asked = texts(settings, "settings")
    policy.check_settings(snapshot.settings)  # also those that the call's own go before
    return compiled_for(policy, policy.check_settings({**snapshot.settings, **asked}), engine), snapshot


def judge(
    ready: CompiledPolicy,
    snapshot: Snapshot,
    explainer: Explainer | None = None,
    *,
    supposed: bool = False,
    acts_alone: bool = False,
) -> Decision:
    """Return the decision of a compiled policy on a checked case; ``explainer`` explains it to those who ask.

    Those who watch are told what is judged, unless it is only ``supposed``, to find out what would be. ``acts_alone``
    leaves out the findings on parts.

    Raises :class:`~sro_policy.errors.InputError` for facts that no completion satisfies, and for a reason
    that belongs to no rule or subject of the case.
    """
    knowledge = Knowledge(ready, snapshot)
    readings = knowledge.readings
    _refuse_unknown_reasons(snapshot, ready.bound, knowledge.subjects)
    watchers = () if supposed else watching.watchers
    found: list[tuple[int, Finding]] = []
    for part in () if acts_alone else knowledge.subjects:
        verdicts = ready.engines[part].judge(knowledge.shared)
        if watchers:
            watching.tell(watchers, ready, part, knowledge.shared, verdicts)
        found.extend(
            (ready.order[verdict.rule.id], finding_of(verdict, part, None, readings, snapshot)) for verdict in verdicts
        )
    contemplated: dict[str, bool] = {}
    for act, known in knowledge.of_acts():
        contemplated[act] = snapshot.acts[act].get("act.stage") != "done"
        stage = "contemplated" if contemplated[act] else "done"
        verdicts = ready.engines["act"].judge(known)
        if watchers:
            watching.tell(watchers, ready, "act", known, verdicts)
        found.extend(
            (ready.order[verdict.rule.id], finding_of(verdict, act, stage, readings, snapshot)) for verdict in verdicts
        )
    # The sort is stable: within a rule, findings stay in the order of the acts.
    found.sort(key=lambda item: item[0])
    edition = ready.bound.policy.edition
    return Decision(
        policy=FrozenMapping({"number": edition.number, "edition": edition.name, "digest": ready.digest}),
        engine=ready.engine,
        findings=tuple(finding for _, finding in found),
        checklist=_checklist(ready, snapshot, knowledge.shared),
        settings=FrozenMapping(ready.bound.settings),
        as_of=snapshot.as_of,
        contemplated=FrozenMapping(contemplated),
        provisional_flags=ready.provisional_flags,
        explainer=explainer,
    )


def _refuse_unknown_reasons(snapshot: Snapshot, bound: BoundPolicy, subjects: list[str]) -> None:
    if not snapshot.reasons:
        return
    rules = {rule.id: rule for rule in bound.rules}
    for key in snapshot.reasons:
        rule_id, at, subject = key.partition("@")
        place = f"reasons.{key}"
        if not at:
            raise InputError("a reason is keyed by rule and subject, `rule@subject`", place=place)
        if rule_id not in rules:
            of_clause = [rule.id for rule in bound.rules if rule.clause.id == rule_id]
            hint = f"; the rules of that clause: {', '.join(of_clause)}" if of_clause else nearest(rule_id, rules)
            raise InputError(misnamed(rule_id, bound.policy) or f"unknown rule {quoted(rule_id)}{hint}", place=place)
        about = rules[rule_id].subject
        fitting = list(snapshot.acts) if about == "act" else [s for s in subjects if s == about]
        if subject not in fitting:
            hint = nearest(subject, fitting)
            raise InputError(f"the case has no subject {quoted(subject)} for this rule{hint}", place=place)


def _checklist(ready: CompiledPolicy, snapshot: Snapshot, known: Mapping[str, Value]) -> tuple[ChecklistEntry, ...]:
    if "program" not in snapshot.parts:
        return ()
    # What would break a method is that it is not done, whether or not there is occasion for it.
    done: dict[Truth, Truth] = {"yes": "no", "no": "yes", "unknown": "unknown"}
    return tuple(
        ChecklistEntry(clause=verdict.rule.clause.id, subject="program", known=done[verdict.broken])
        for verdict in ready.methods.judge(known)
        if verdict.applies != "no"
    )
