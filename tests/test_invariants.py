"""What holds of every decision on every case, whatever its facts."""

from __future__ import annotations

import copy
import random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy import POLICY_431, Decision, InputError, evaluate
from sro_policy.engines import sealed
from sro_policy.vocabulary import VOCABULARY

from .cases_at_random import case

PICK = st.randoms(use_true_random=False)
MANY = settings(max_examples=150, deadline=None)
DUTIES = {
    "431.3.1(a)", "431.3.1(b)", "431.3.1(c)", "431.3.1(d)", "431.3.1(e)", "431.5.p2.force", "431.5.p2.discipline",
    "431.7", "431.8.s1.initial", "431.8.s1.ongoing", "431.8.s2", "431.9",
}  # fmt: skip


def verdicts(decision: Decision) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(f.rule, f.subject): (f.applies, f.broken, f.status, f.needs, f.due_by) for f in decision.findings}


def known_facts(document: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    parts = [document[p] for p in ("officer", "incident", "contract", "program") if p in document]
    return [(part, name) for part in [*parts, *document["acts"]] for name in part if name != "id"]


@MANY
@given(PICK)
def test_learning_a_fact_never_changes_what_was_decided(pick: random.Random) -> None:
    """Knowledge is monotone: what is yes or no with fewer facts is the same with more."""
    more = case(pick, share_known=0.8)
    less = copy.deepcopy(more)
    for part, name in known_facts(less):
        if pick.random() < 0.3 and len(part) > 1:
            del part[name]
    late = {(f.rule, f.subject): f for f in evaluate(more).findings}
    for early in evaluate(less).findings:
        if (early.rule, early.subject) not in late:
            continue  # an officer or a part of whom nothing else is known is no subject
        now = late[early.rule, early.subject]
        assert early.applies in {"unknown", now.applies}
        assert early.broken in {"unknown", now.broken}


@MANY
@given(PICK)
def test_the_order_of_facts_changes_nothing(pick: random.Random) -> None:
    """The same facts in another order give the same decision, byte for byte."""
    one = case(pick)
    other = {key: one[key] for key in reversed(one)}
    for part in ("officer", "incident", "contract", "program"):
        if part in other:
            other[part] = {key: one[part][key] for key in reversed(one[part])}
    other["acts"] = [{key: act[key] for key in reversed(act)} for act in one["acts"]]
    assert evaluate(one).digest == evaluate(other).digest


@MANY
@given(PICK)
def test_acts_are_judged_apart(pick: random.Random) -> None:
    """Each act is judged as if it were the only one, so facts of one never leak into another."""
    document = case(pick, acts=3)
    together = evaluate(document)
    for act in document["acts"]:
        alone = evaluate({**document, "acts": [act]})
        assert [f for f in alone.findings if f.subject == act["id"]] == [
            f for f in together.findings if f.subject == act["id"]
        ]


@MANY
@given(PICK)
def test_only_a_duty_is_ever_violated(pick: random.Random) -> None:
    """A broken "should" is a departure in every word; only the clauses that say "shall" can be violated."""
    for finding in evaluate(case(pick, share_known=0.95)).findings:
        if "violat" in finding.word:
            assert finding.clause in DUTIES
        if finding.status == "breached":
            assert ("violat" in finding.word) == (finding.clause in DUTIES)


@MANY
@given(PICK)
def test_every_finding_cites_a_clause_that_exists(pick: random.Random) -> None:
    """Clause, layer, readings and facts that a finding names are all in the policy."""
    readings = {reading.id for reading in POLICY_431.readings}
    for finding in evaluate(case(pick)).findings:
        clause = POLICY_431.clauses[finding.clause]
        section = POLICY_431.section_of(finding.clause)
        assert finding.rule in {f"{section.number}/{rule.name}" for rule in clause.rules}
        assert finding.layer == section.layer
        assert set(finding.readings) <= readings
        assert set(finding.needs) <= VOCABULARY.facts.keys()
        assert set(finding.judged) == {key for key in finding.needs if VOCABULARY.facts[key].judged}


@MANY
@given(PICK)
def test_bearing_facts_change_no_status(pick: random.Random) -> None:
    """Age, weapon, injury and the like are listed for a person, and decide nothing."""
    document = case(pick)
    without = copy.deepcopy(document)
    for part in ("incident", "program"):
        for name in list(without.get(part, {})):
            if VOCABULARY.facts[f"{part}.{name}"].bearing:
                del without[part][name]
    for act in without["acts"]:
        act.pop("serves_duty", None)
    bare = verdicts(evaluate(without))
    full = verdicts(evaluate(document))
    assert all(full[key] == value for key, value in bare.items())


@MANY
@given(PICK)
def test_a_need_is_unknown_and_what_is_decided_needs_nothing(pick: random.Random) -> None:
    """`needs` names facts that the case leaves open, and is empty once `broken` is decided."""
    document = case(pick)
    acts = {act["id"]: act for act in document["acts"]}
    for finding in evaluate(document).findings:
        if finding.broken != "unknown":
            assert not finding.needs
        for need in finding.needs:
            subject, _, name = need.rpartition(".")
            part = acts[finding.subject] if subject == "act" else document.get(subject, document)
            value = part.get(name)
            assert value is None or (isinstance(value, dict) and len(value) < len(VOCABULARY.facts[need].variables))


@MANY
@given(PICK)
def test_guidance_is_what_asks_something_now(pick: random.Random) -> None:
    """Guidance holds what is due, what an act ahead would break, and provisional findings; nothing else."""
    document = case(pick)
    done = {act["id"] for act in document["acts"] if act.get("stage") == "done"}
    ahead = {act["id"] for act in document["acts"]} - done
    decision = evaluate(document)
    asked = {(g.rule, g.subject): g.provisional for g in decision.guidance}
    for finding in decision.findings:
        now = finding.status == "due" or (finding.status == "breached" and finding.subject in ahead)
        provisional = not now and bool({"presumed", "by_purpose"} & set(finding.flags))
        assert asked.get((finding.rule, finding.subject)) == (provisional if now or provisional else None)


@pytest.mark.skipif(sealed.available() is not None, reason=f"durable-rules: {sealed.available()}")
@MANY
@given(PICK)
def test_durable_and_table_decide_alike(pick: random.Random) -> None:
    """The digest, which leaves out the engine alone, is the same from durable-rules as from the table."""
    document = case(pick, acts=1)
    durable, table = (evaluate(document, engine=name) for name in ("durable", "table"))
    assert (durable.engine, table.engine) == ("durable", "table")
    assert durable.digest == table.digest


@MANY
@given(PICK)
def test_reference_and_table_decide_alike(pick: random.Random) -> None:
    """On cases of which most is known, all that the reference has time for, its digest is that of the table."""
    document = case(pick, acts=pick.randint(0, 1), share_known=pick.choice((0.9, 0.95, 1.0)))
    reference, table = (evaluate(document, engine=name) for name in ("reference", "table"))
    assert (reference.engine, table.engine) == ("reference", "table")
    assert reference.digest == table.digest


@MANY
@given(PICK)
def test_a_reason_changes_the_word_of_a_departure_and_nothing_else(pick: random.Random) -> None:
    """A reason is echoed on a breached "should" that is no longer ahead, changes its word, and nothing else at all."""
    document = case(pick, share_known=0.9, acts=1)
    plain = evaluate(document)
    reasons = {f"{f.rule}@{f.subject}": "because" for f in plain.findings}
    given_reasons = evaluate({**document, "reasons": reasons})
    for before, after in zip(plain.findings, given_reasons.findings, strict=True):
        departed = before.word == "departed"
        assert after.word == ("departed with reason" if departed else before.word)
        if before.word != "would depart":
            assert after.reason == ("because" if departed else None)
        assert attrs.evolve(after, word=before.word, reason=None) == before


def test_a_reason_stands_in_its_finding_alone() -> None:
    """Of two departures the one with a reason says it, word for word, and the other is a plain departure."""
    arrest = {"stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    reasons = {"431.6/arrest-in-school@a2": "the person was about to leave the state"}
    decision = evaluate({"acts": [{"id": "a1", **arrest}, {"id": "a2", **arrest}], "reasons": reasons})
    first, second = (decision.finding("431.6.p2.s1", act) for act in ("a1", "a2"))
    assert (first.status, first.word, first.reason) == ("breached", "departed", None)
    assert (second.status, second.word) == ("breached", "departed with reason")
    assert second.reason == "the person was about to leave the state"


def test_a_constraint_decides_a_judged_fact_only_where_one_value_is_left() -> None:
    """A judged fact is never inferred, except where the declared constraints leave it one value."""
    arrest = {"id": "a1", "kind": "custodial_arrest", "in_school": True}
    unknown = evaluate({"acts": [arrest]}).finding("431.6.p2.s1", "a1")
    assert (unknown.status, unknown.needs) == ("undetermined", ("act.arrest_avoidable",))
    decided = evaluate({"acts": [{**arrest, "exigency": True}]}).finding("431.6.p2.s1", "a1")
    assert decided.status == "not_applicable"


def test_an_unknown_engine_is_refused_with_the_nearest() -> None:
    """Asking for an engine by a wrong name says which there are."""
    with pytest.raises(InputError, match="`table`"):
        evaluate({}, engine="tabel")
