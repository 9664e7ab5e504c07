"""Random records for tests: complete ones that keep the constraints, with part of what they say left out."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from sro_policy.conditions import Value
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import Plan
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import VOCABULARY, DateFact, IntegerFact, SetFact

TODAY = dt.date(2026, 11, 24)
TIED = groups(item.must_hold for item in POLICY_431.constraints)


def partial_record(plan: Plan, pick: random.Random, share_known: float) -> dict[str, Value]:
    """Return what is known of a random record about a plan's subject; some completion satisfies it."""
    known: dict[str, Value] = {}
    tied: set[str] = set()
    for group in plan.groups:
        state = pick.choice(group.states)
        tied.update(group.names)
        known |= {n: v for n, v in zip(group.names, state, strict=True) if pick.random() < share_known}
    for name, variable in plan.read.items():
        if name not in tied and pick.random() < share_known:
            known[name] = pick.choice(variable.domain)
    return known


def case(pick: random.Random, *, acts: int = 2, share_known: float = 0.6, dates: bool = True) -> dict[str, Any]:
    """Return a random case that is accepted, as a plain dict: each part complete at first, then thinned out."""
    document: dict[str, Any] = {}
    if dates and pick.random() < 0.7:
        document["as_of"] = TODAY.isoformat()
    for part in ("officer", "incident", "contract", "program"):
        if pick.random() < 0.8:
            document[part] = _part(part, pick, share_known, dates=dates)
    document["acts"] = [{"id": f"a{number}", **_part("act", pick, share_known)} for number in range(acts)]
    return document


def _part(subject: str, pick: random.Random, share_known: float, *, dates: bool = True) -> dict[str, Any]:
    facts = VOCABULARY.of(subject)
    values: dict[str, Value] = {v.name: pick.choice(v.domain) for fact in facts for v in fact.variables}
    for group in TIED:
        if group.names[0] in values:
            values |= dict(zip(group.names, pick.choice(group.states), strict=True))
    found: dict[str, Any] = {}
    for fact in facts:
        if pick.random() >= share_known:
            continue
        if isinstance(fact, SetFact):
            members = {m: values[f"{fact.key}.{m}"] for m in fact.values}
            named = [m for m, said in members.items() if said]
            partial = {m: said for m, said in members.items() if pick.random() < 0.7}
            found[fact.name] = named if named and pick.random() < 0.6 else partial
        elif isinstance(fact, IntegerFact):
            above = values[f"{fact.key}>0"]
            found[fact.name] = pick.choice((1, 16, 59, 60, 61)) if above else 0
        elif isinstance(fact, DateFact):
            if dates:
                day = TODAY - dt.timedelta(pick.randint(0, 1500))
                found[fact.name] = False if pick.random() < 0.3 else day.isoformat()
        else:
            found[fact.name] = values[fact.key]
    return found
