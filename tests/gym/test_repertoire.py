"""What there is to see, to ask and to do."""

from __future__ import annotations

from sro_policy import evaluate
from sro_policy.gym.repertoire import OWN_DEEDS
from sro_policy.vocabulary import VOCABULARY, DateFact, IntegerFact

from .playing import ACTIONS, REPERTOIRE


def test_all_but_dates_numbers_and_the_stage_is_seen() -> None:
    """Of the officer, the incident and the act; whether the act is done is a matter of the episode."""
    left_out = [fact for subject in ("officer", "incident", "act") for fact in VOCABULARY.of(subject)]
    left_out = [fact for fact in left_out if fact not in REPERTOIRE.facts]
    assert {type(fact) for fact in left_out if fact.key != "act.stage"} == {DateFact, IntegerFact}


def test_every_fact_that_is_seen_is_asked_done_or_judged() -> None:
    """Nothing that is seen stays out of reach but what a person has to judge of what was done."""
    reached = {fact.key for fact in (*REPERTOIRE.asked, *REPERTOIRE.done)} | {"act.kind"}
    assert {fact.key for fact in REPERTOIRE.facts} - reached == {
        "incident.records_kept_as_required",
        "act.age_appropriate",
        "act.within_training",
        "act.force_amount_reasonable",
    }


def test_what_is_done_can_be_acted_on_and_the_officers_own_deeds_are_not_asked() -> None:
    """Nobody can do what no one can act on, and of what they did themselves an officer asks nobody."""
    assert all(fact.can_be_acted_on for fact in REPERTOIRE.done)
    assert {fact.key for fact in REPERTOIRE.done} >= set(OWN_DEEDS)
    assert not {fact.key for fact in REPERTOIRE.asked} & set(OWN_DEEDS)


def test_each_action_has_a_name_of_its_own() -> None:
    """A log of them can be read."""
    assert len(ACTIONS) == len(REPERTOIRE.actions)
    for name in ("wait", "begin", "end", "ask incident.weapon", "plan act.kind: search", "do act.in_school: no"):
        assert name in ACTIONS


def test_values_are_those_of_the_case_member_by_member() -> None:
    """Of a set each member that is known has its value, and nothing else is there."""
    case = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "search", "purposes": {"crime": False}}]}
    assert evaluate(case)
    assert REPERTOIRE.values(case) == {"officer.is_sro": True, "act.kind": "search", "act.purposes.crime": False}
