"""Evaluate a case: the one way from facts to a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.decision import Decision, Finding
from sro_policy.engines.table import TableEngine
from sro_policy.errors import InputError, nearest, quoted
from sro_policy.evaluation.contradiction import refuse_contradictions
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits, read_document
from sro_policy.evaluation.records import Case
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.evaluation.structure import Structurer
from sro_policy.evaluation.wording import status_of, word_of
from sro_policy.exact.groups import Group, groups
from sro_policy.exact.lifting import AS_OF, Lifted, Lifting, liftings
from sro_policy.exact.plan import Verdict, plan_for
from sro_policy.policy import BoundPolicy, BoundRule, Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import SUBJECT_ORDER, Raw

_MANY = 4096


@final
@attrs.frozen(eq=False)
class _Compiled:
    bound: BoundPolicy
    engines: Mapping[str, TableEngine]
    methods: TableEngine
    tied: tuple[Group, ...]
    liftings: Mapping[str, Lifting]
    structurer: Structurer
    digest: str


@lru_cache(maxsize=64)
def _compiled(policy: Policy, settings: tuple[tuple[str, str], ...]) -> _Compiled:
    bound = policy.bind(dict(settings))
    constraints = tuple(item.must_hold for item in policy.constraints)
    tied = groups(constraints)
    return _Compiled(
        bound=bound,
        engines={
            subject: TableEngine.build(plan_for(subject, bound.of(subject), policy.vocabulary, tied))
            for subject in SUBJECT_ORDER
        },
        methods=TableEngine.build(plan_for("program", bound.methods, policy.vocabulary, tied)),
        tied=tied,
        liftings=liftings(policy.vocabulary.computed, bound.figures, constraints),
        structurer=Structurer(policy.vocabulary),
        digest=policy_digest(bound),
    )


def evaluate(
    case: Case | Mapping[str, object] | str | bytes,
    *,
    policy: Policy = POLICY_431,
    settings: Mapping[str, str] | None = None,
    as_of: dt.date | str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Decision:
    """Return what the policy says of a case.

    ``case`` is a typed :class:`Case`, a dict of the same shape, or a JSON document. ``as_of`` is the day as
    of which dates are judged, and ``settings`` select readings; both go before those of the case. There is
    no clock: without ``as_of``, dates decide nothing.

    Raises :class:`~sro_policy.errors.InputError` for anything that cannot be accepted, with its place.
    """
    document = read_document(case, limits) if isinstance(case, str | bytes) else case
    compiled = _compiled(policy, ())
    snapshot = compiled.structurer.snapshot(document, limits, as_of)
    chosen = policy.check_settings({**snapshot.settings, **(settings or {})})
    return _judge(_compiled(policy, chosen), snapshot)


def _judge(compiled: _Compiled, snapshot: Snapshot) -> Decision:
    constraints = compiled.bound.policy.constraints
    readings = _Readings(compiled, snapshot)
    shared: dict[str, Value] = {}
    for part, raw in snapshot.parts.items():
        known = readings.values(part, raw)
        refuse_contradictions(known, compiled.tied, constraints, part)
        shared |= known
    shared |= {key: lift.value for key, lift in readings.lifted.items() if lift.value is not None}
    found: dict[tuple[str, str], Finding] = {}
    contemplated: dict[str, bool] = {}
    subjects = [part for part in ("officer", "incident", "contract", "program") if part in snapshot.parts]
    if not set(snapshot.parts.get("officer", ())) - {"officer.is_sro"}:
        subjects = [part for part in subjects if part != "officer"]
    for part in subjects:
        for verdict in compiled.engines[part].judge(shared):
            found[verdict.rule.id, part] = _finding(verdict, part, None, readings, snapshot)
    for index, (act, raw) in enumerate(snapshot.acts.items()):
        own = readings.values("act", raw)
        refuse_contradictions(own, compiled.tied, constraints, f"acts[{index}]")
        done = raw.get("act.stage") == "done"
        contemplated[act] = not done
        for verdict in compiled.engines["act"].judge(shared | own):
            stage = "done" if done else "contemplated"
            found[verdict.rule.id, act] = _finding(verdict, act, stage, readings, snapshot)
    _refuse_unknown_reasons(snapshot, compiled.bound, [*subjects, *snapshot.acts])
    order = {rule.id: index for index, rule in enumerate(compiled.bound.rules)}
    places = {name: index for index, name in enumerate([*subjects, *snapshot.acts])}
    ordered = sorted(found.items(), key=lambda item: (order[item[0][0]], places[item[0][1]]))
    edition = compiled.bound.policy.edition
    flags = {flag.name for rule in compiled.bound.rules for flag in rule.rule.flags if flag.provisional}
    return Decision(
        policy={"number": edition.number, "edition": edition.name, "digest": compiled.digest},
        engine="table",
        findings=tuple(finding for _, finding in ordered),
        checklist=_checklist(compiled, snapshot, shared),
        settings=dict(compiled.bound.settings),
        contemplated=contemplated,
        provisional_flags=frozenset(flags),
    )


class _Readings:
    """What a snapshot says of variables and of computed facts."""

    def __init__(self, compiled: _Compiled, snapshot: Snapshot) -> None:
        self.facts = compiled.bound.policy.vocabulary.facts
        raw: dict[str, Raw] = {} if snapshot.as_of is None else {AS_OF: snapshot.as_of}
        for part in snapshot.parts.values():
            raw |= part
        self.lifted: dict[str, Lifted] = {}
        for key, lifting in compiled.liftings.items():
            said = snapshot.parts.get(lifting.computed.subject, {})
            # An officer of whom only the assignment is known is the scope of acts, and no subject.
            if set(said) - {"officer.is_sro"}:
                inputs = {fact.key: raw[fact.key] for fact in lifting.computed.inputs if fact.key in raw}
                self.lifted[key] = lifting.lift(inputs)

    def values(self, part: str, raw: Mapping[str, Raw]) -> dict[str, Value]:
        """Return the value of each variable of which a part says something."""
        return dict(pair for key, value in raw.items() for pair in self.facts[key].readings(value))

    def facts_behind(self, variable: str) -> tuple[str, ...]:
        """Return the facts by which a person finds a variable that is needed."""
        if variable in self.lifted:
            return self.lifted[variable].moved_by
        if variable.endswith(">0"):
            return (variable.removesuffix(">0"),)
        return (variable if variable in self.facts else variable.rsplit(".", 1)[0],)


def _finding(verdict: Verdict, subject: str, stage: str | None, readings: _Readings, snapshot: Snapshot) -> Finding:
    rule: BoundRule = verdict.rule
    status = status_of(verdict)
    order = {key: index for index, key in enumerate(readings.facts)}
    behind = {fact for variable in verdict.needs for fact in readings.facts_behind(variable)}
    needs = tuple(sorted(behind, key=lambda key: order[key]))
    judged = tuple(key for key in needs if readings.facts[key].judged)
    flags = tuple(flag for flag in verdict.raised if status in flag.at)
    reason = snapshot.reasons.get(f"{rule.id}@{subject}")
    lifts = [readings.lifted[item.key] for item in rule.computed if item.key in readings.lifted]
    flagged = [
        lift
        for flag in flags
        if flag.name == "deadline_conflict" and (lift := readings.lifted.get("officer.initial_deadlines_differ"))
    ]
    awaits = status in {"due", "undetermined"} and (judged or rule.rule.weighs_bearing_facts)
    return Finding(
        rule=rule.id,
        clause=rule.clause.id,
        subject=subject,
        layer=rule.section.layer,
        force=str(rule.force),
        addressee=rule.clause.to.name,
        applies=verdict.applies,
        broken=verdict.broken,
        status=status,
        word=word_of(rule, status, stage, reason),
        statement=rule.rule.says,
        needs=needs,
        judged=judged,
        due_by=next((lift.due_by for lift in lifts if lift.due_by), None) if verdict.broken == "unknown" else None,
        flags=tuple(flag.name for flag in flags),
        readings=tuple(reading.id for reading in rule.rule.readings),
        reason=reason if status == "breached" and rule.force.is_advice else None,
        met_by=_met_by(verdict, readings) if status == "met" else None,
        parameters=tuple(item.to_json() for item in rule.parameters),
        deadlines=_deadlines(flagged[0]) if flagged else None,
        bearing=_bearing(snapshot, subject, readings) if awaits else {},
    )


def _met_by(verdict: Verdict, readings: _Readings) -> str | None:
    names = []
    for name in verdict.met_by:
        lifted = readings.lifted.get(name)
        names.append(f"{name} ({lifted.by})" if lifted and lifted.by else name)
    return " and ".join(names) or None


def _deadlines(lifted: Lifted) -> dict[str, object] | None:
    if lifted.both is None:
        return None
    return {who: {"answer": answer, "last_day": day and day.isoformat()} for who, answer, day in lifted.both}


def _bearing(snapshot: Snapshot, subject: str, readings: _Readings) -> dict[str, object]:
    known = {**snapshot.parts.get("incident", {}), **snapshot.acts.get(subject, {})}
    found: dict[str, object] = {}
    for key, value in known.items():
        if readings.facts[key].bearing:
            found[key] = dict(value) if isinstance(value, tuple) else value
    return found


def _refuse_unknown_reasons(snapshot: Snapshot, bound: BoundPolicy, subjects: list[str]) -> None:
    rules = {rule.id: rule for rule in bound.rules}
    for key in snapshot.reasons:
        rule_id, at, subject = key.partition("@")
        place = f"reasons.{key}"
        if not at:
            raise InputError("a reason is keyed by rule and subject, `rule@subject`", place=place)
        if rule_id not in rules:
            raise InputError(f"unknown rule {quoted(rule_id)}{nearest(rule_id, rules)}", place=place)
        about = rules[rule_id].subject
        fitting = list(snapshot.acts) if about == "act" else [s for s in subjects if s == about]
        if subject not in fitting:
            hint = nearest(subject, fitting)
            raise InputError(f"the case has no subject {quoted(subject)} for this rule{hint}", place=place)


def _checklist(compiled: _Compiled, snapshot: Snapshot, known: Mapping[str, Value]) -> tuple[dict[str, str], ...]:
    if "program" not in snapshot.parts:
        return ()
    # A method is done where its opposite, "applies and is not done", is known not to be so.
    done = {"yes": "no", "no": "yes", "unknown": "unknown"}
    return tuple(
        {"clause": verdict.rule.clause.id, "subject": "program", "known": done[verdict.broken]}
        for verdict in compiled.methods.judge(known)
        if verdict.applies != "no"
    )
