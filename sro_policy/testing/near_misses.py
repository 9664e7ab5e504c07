"""Pairs of cases on either side of a rule's edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import final

import attrs
from hypothesis import strategies as st

from sro_policy.conditions import Value, variables
from sro_policy.errors import InputError, quoted
from sro_policy.exact.lifting import AS_OF
from sro_policy.policy import BoundRule, Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.aims import Aim
from sro_policy.testing.choosing import one_of
from sro_policy.testing.edges import Edge, Side, edges
from sro_policy.testing.frame import Frame, frame_for
from sro_policy.testing.parts import SELDOM, Drawing
from sro_policy.testing.said import Facts, JsonCase, Said
from sro_policy.vocabulary import PARTS, BooleanFact, Raw, SetFact

_ACT = "a1"


@final
@attrs.frozen
class NearMiss:
    """Two cases that differ in little, and between which the edge of a rule lies.

    ``edge`` is the field of the finding that changes there: ``applies`` or ``broken``. On the case ``inside`` the
    answer is yes; on the one ``outside`` it is no, or unknown while the days leave it open. ``subject`` is what the
    rule is about in both, and ``differs`` the facts that differ.
    """

    rule: str
    subject: str
    edge: Side
    inside: JsonCase
    outside: JsonCase
    differs: tuple[str, ...]


def near_misses(
    rule: str, policy: Policy = POLICY_431, settings: Mapping[str, str] | None = None
) -> st.SearchStrategy[NearMiss]:
    """Return a strategy of pairs of cases that differ in one fact and lie on either side of a rule's edge.

    The rule is named by its id, or by that of its clause where this has no other.
    Where constraints allow no single fact to differ, the least differs that they allow. Days differ by one, or in
    whether something happened; numbers differ by one.

    Raises :class:`~sro_policy.errors.InputError` for an unknown rule or setting, and for a rule without an edge: one
    that always applies and that nothing breaks.
    """
    frame = frame_for(policy, settings)
    found = frame.rule(rule)
    if not edges(frame, found):
        problem = f"{quoted(rule)} has no edge: under these settings it always applies, and nothing breaks it"
        raise InputError(problem, place="rule")
    return _near_misses(frame, found)


@st.composite
def _near_misses(draw: st.DrawFn, frame: Frame, rule: BoundRule) -> NearMiss:
    edge = one_of(draw, "edge", one_of(draw, "crossed by", edges(frame, rule)))
    latest = _earlier(edge.inner.get(AS_OF), edge.outer.get(AS_OF))
    if latest is None:
        latest = one_of(draw, "as_of", SELDOM.of(frame.days_of_reference()))
    read = {v.name: v for condition in (rule.applies, rule.broken) for v in variables(condition)}
    firm = edge.pins.keys() | (edge.inside.keys() & read.keys())
    pins = {**edge.pins, **{name: frozenset({value}) for name, value in edge.inside.items()}}
    for key, value in edge.inner.items():
        pins |= {name: frozenset({said}) for name, said in frame.vocabulary.facts[key].readings(value)}
    facts = frame.vocabulary.facts

    def drawn(subject: str, name: str) -> Facts:
        settled = {key: value for key, value in edge.inner.items() if facts[key].subject == subject}
        if subject == rule.subject == "officer" and not settled:
            # An officer of whom only the assignment is known is no subject of findings.
            free = [fact.key for fact in frame.vocabulary.of(subject) if _is_free(frame, fact.key, read)]
            settled[one_of(draw, f"{name}: also known", free)] = True
        return Drawing(draw, frame, subject, name, SELDOM, latest, Aim(pins), settled, frozenset(firm)).facts()

    there = [part for part in PARTS if part == rule.subject or _names(frame, part) & (pins.keys() | edge.inner.keys())]
    parts = {part: drawn(part, part) for part in there}
    acts = {_ACT: drawn("act", _ACT)} if rule.subject == "act" else {}
    inside = Said(_day(edge.inner.get(AS_OF, latest)), parts, acts)
    outside = Said(
        _day(edge.outer.get(AS_OF, latest)),
        {part: _beyond(frame, known, edge) for part, known in parts.items()},
        {name: _beyond(frame, known, edge) for name, known in acts.items()},
    )
    return NearMiss(
        rule=rule.id,
        subject=_ACT if acts else rule.subject,
        edge=edge.side,
        inside=inside.written(frame.vocabulary),
        outside=outside.written(frame.vocabulary),
        differs=tuple(key for key in facts if _said(inside, key) != _said(outside, key)),
    )


def _beyond(frame: Frame, known: Facts, edge: Edge) -> dict[str, Raw]:
    """Return what is known of a subject on the outer side."""
    found: dict[str, Raw] = {}
    for key, value in known.items():
        fact = frame.vocabulary.facts[key]
        if key in edge.outer:
            found[key] = edge.outer[key]
        elif isinstance(fact, SetFact):
            assert isinstance(value, tuple)
            found[key] = tuple((m, bool(edge.outside.get(f"{key}.{m}", belongs))) for m, belongs in value)
        else:
            above = next((edge.outside[v.name] for v in fact.variables if v.name in edge.outside), None)
            found[key] = value if above is None else _raw(value, above)
    return found


def _raw(value: Raw, there: Value) -> Raw:
    """Return the value of a fact whose variable is this one: a number goes to 0, or to 1."""
    if type(value) is int:
        return value if (value > 0) is there else int(bool(there))
    return there


def _said(said: Said, key: str) -> object:
    if key == AS_OF:
        return said.as_of
    return [known[key] for known in (*said.parts.values(), *said.acts.values()) if key in known]


def _names(frame: Frame, subject: str) -> set[str]:
    of = frame.vocabulary.of(subject)
    return {fact.key for fact in of} | {variable.name for fact in of for variable in fact.variables}


def _is_free(frame: Frame, key: str, read: Mapping[str, object]) -> bool:
    tied = {name for group in frame.tied for name in group.names}
    return isinstance(frame.vocabulary.facts[key], BooleanFact) and key not in tied and key not in read


def _earlier(one: Raw | None, other: Raw | None) -> dt.date | None:
    days = [day for day in (one, other) if isinstance(day, dt.date)]
    return min(days) if days else None


def _day(value: Raw | None) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
