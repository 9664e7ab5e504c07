"""Typed use as it is meant: mypy accepts all of it, strictly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import assert_type

from sro_policy import (
    POLICY_431,
    Act,
    Case,
    ChecklistEntry,
    Contract,
    Deadline,
    Decision,
    EngineFailedError,
    EngineName,
    Finding,
    ForceName,
    Guidance,
    Incident,
    InputError,
    Layer,
    Limb,
    Limits,
    Officer,
    Parameter,
    Program,
    SroPolicyError,
    Status,
    Truth,
    Word,
    evaluate,
)

case = Case(
    as_of=dt.date(2026, 11, 24),
    event="e7",
    officer=Officer(is_sro=True, policy_reviewed_on="2026-01-05", basic_course_on=False, substitute_contact_days=3),
    incident=Incident(crime_alleged=None, person_role="student_here", person_age=15),
    acts=[
        Act(id="a1", stage="done", kind="command", purposes=["school_rule"], in_school=True),
        Act(id="a2", purposes={"crime", "safety"}, serves_duty=("a", "b")),
        Act(id="a3", purposes={"crime": True, "safety": None}),
    ],
    contract=Contract(addresses_attire=True),
    program=Program(school_level="middle", security_audit_on=dt.date(2026, 1, 5)),
    reasons={"431.6/arrest-in-school@a1": "a warrant"},
    settings={"A2": "one"},
)
decision = evaluate(
    case, policy=POLICY_431, settings={"A2": "two"}, as_of="2026-11-25", engine="table", limits=Limits()
)
assert_type(decision, Decision)
assert_type(decision.findings, tuple[Finding, ...])
assert_type(decision.guidance, tuple[Guidance, ...])
assert_type(decision.finding("431.6.p2.s1", "a1"), Finding)
assert_type(decision.digest, str)
assert_type(decision.to_json(), dict[str, object])
assert_type(case.acts[0].in_school, bool | None)

finding = decision.findings[0]
assert_type((finding.applies, finding.broken), tuple[Truth, Truth])
assert_type((finding.status, finding.word), tuple[Status, Word])
assert_type((finding.layer, finding.force), tuple[Layer, ForceName])
assert_type(finding.limbs, tuple[Limb, ...])
assert_type(finding.deadlines, tuple[Deadline, ...])
assert_type(finding.parameters, tuple[Parameter, ...])
assert_type(decision.checklist, tuple[ChecklistEntry, ...])
assert_type(decision.engine, EngineName)
assert_type(decision.policy["digest"], str)
counted: dict[Status, set[Finding]] = {}
for item in decision.findings:
    counted.setdefault(item.status, set()).add(item)
chosen: EngineName = "table"
assert_type({evaluate({}, engine=chosen): "kept"}, dict[Decision, str])

plain: Mapping[str, object] = {"officer": {"is_sro": True}}
for other in (plain, {"acts": [{"id": "a1"}]}, '{"officer": {}}', b"{}"):
    assert_type(evaluate(other), Decision)

try:
    evaluate({})
except EngineFailedError:
    raise
except InputError as error:
    assert_type(error.place, str)
    assert_type(error.problem, str)
except SroPolicyError:
    raise
