"""Decisions on a case or a session, what is worth asking, why, and what would change it."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.methods.asked import decided, decision_of
from sro_policy.serve.shapes import (
    Aim,
    AsOf,
    CaseJson,
    ChangesJson,
    DecisionJson,
    Flag,
    QuestionsJson,
    RuleName,
    SessionId,
    Settings,
    Subject,
    WhyJson,
)


def evaluate(
    connection: Connection, case: CaseJson, settings: Settings | None = None, as_of: AsOf | None = None
) -> DecisionJson:
    """Return what the policy says of a case."""
    return decided(connection, case, settings, as_of).to_json()


def questions(
    connection: Connection,
    case: CaseJson | None = None,
    session: SessionId | None = None,
    settings: Settings | None = None,
    as_of: AsOf | None = None,
) -> QuestionsJson:
    """Return what is still worth asking of a case or a session, best first, and what is certain whatever is learned."""
    decision = decision_of(connection, session, case, settings, as_of)
    return {"questions": [one.to_json() for one in decision.questions], "outlook": decision.outlook.to_json()}


def why(
    connection: Connection,
    rule: RuleName,
    subject: Subject,
    case: CaseJson | None = None,
    session: SessionId | None = None,
    settings: Settings | None = None,
    as_of: AsOf | None = None,
    every: Flag = False,
) -> WhyJson:
    """Return the least facts that decide a finding; with `every`, each such set, up to twenty."""
    finding = decision_of(connection, session, case, settings, as_of).finding(rule, subject)
    found = finding.every_why() if every else (finding.why(),)
    return {"why": [one.to_json() for one in found]}


def changes(
    connection: Connection,
    rule: RuleName,
    subject: Subject,
    case: CaseJson | None = None,
    session: SessionId | None = None,
    settings: Settings | None = None,
    as_of: AsOf | None = None,
    aim: Aim | None = None,
    in_our_hands: Flag = False,
) -> ChangesJson:
    """Return the least that would have to be otherwise for a finding to be another, the smallest first."""
    finding = decision_of(connection, session, case, settings, as_of).finding(rule, subject)
    return {"changes": [one.to_json() for one in finding.changes(aim, in_our_hands=in_our_hands)]}
