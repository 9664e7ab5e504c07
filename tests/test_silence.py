"""Where 431 is silent, no rule speaks: what is said to people keeps to the subjects of the text."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from sro_policy import POLICY_431
from sro_policy.errors import PolicyError
from sro_policy.policy import Policy
from sro_policy.rules.silence import SILENT, SilentTopic, silent_topics_in

PLANTED = {
    "notice to parents and guardians": "Tell a parent or guardian at once.",
    "Miranda and interviews": "Give a Miranda warning first.",
    "searches": "Search the student's locker.",
    "handcuffing and restraint technique": "Handcuff behind the back.",
    "choke holds and prone restraint": "Never use a choke hold.",
    "the duty to intercede": "Intercede where a colleague uses too much force.",
    "medical aid after force": "Call an ambulance after force.",
    "age floors and the minimum age of delinquency": "Do not arrest a child under 13.",
    "approval by a supervisor": "Ask a supervisor before the arrest.",
    "disability and IEP procedure": "Look at the IEP first.",
    "offence grades, thresholds of weapon or injury, lists of offences": "Arrest only for a felony.",
    "ladders of prior incidents, graduated response": "Warn at the first offence.",
    "diversion programmes": "Offer diversion.",
    "citations": "Write a citation instead.",
    "release of records": "Disclose the report to the school.",
    "retention periods": "Keep the record for seven years.",
    "juvenile custody: grounds and notice": "Take into custody only for a juvenile offence.",
    "the duty of school staff to report firearms": "Staff must report a firearm.",
    "criteria for selecting SROs": "Select a candidate with experience.",
    "discipline of officers": "Reprimand the officer.",
    "body-worn cameras": "Switch on the body-worn camera.",
    "immigration": "Do not ask about immigration status.",
    "definitions of the terms that it uses": "Custodial arrest means any seizure.",
}
"""For each topic a statement that no rule may make."""


def spoken(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield everything that a policy says to people: the clause, what kind of wording it is, and the words."""
    for clause in policy.clauses.values():
        yield clause.id, "gist", clause.gist
        for rule in clause.rules:
            yield clause.id, f"statement of {rule.name}", rule.says
            for flag in rule.flags:
                yield clause.id, f"flag {flag.name} of {rule.name}", flag.says


def breaches(policy: Policy) -> list[str]:
    """Return where a policy speaks of a topic on which the text is silent."""
    return [
        f"{clause}, {what}: `{words}` is about {topic.topic}"
        for clause, what, text in spoken(policy)
        for topic, words in silent_topics_in(text, clause=clause)
    ]


def test_no_rule_speaks_of_a_silent_topic() -> None:
    """No statement, gist or flag of any rule holds a telling word of a topic on which 431 says nothing."""
    assert breaches(POLICY_431) == []


@pytest.mark.parametrize("topic", SILENT, ids=lambda item: item.topic)
def test_a_planted_statement_is_caught(topic: SilentTopic) -> None:
    """A rule that spoke of the topic would be found, wherever it said so: in statement, gist or flag."""
    assert topic.topic in PLANTED, "plant a statement for the new topic"
    words = PLANTED[topic.topic]
    assert topic in [found for found, _ in silent_topics_in(words)]
    clause = POLICY_431.clauses["431.5.p2.force"]
    (rule,) = clause.rules
    (flag,) = rule.flags
    for planted in (
        attrs.evolve(clause, gist=words),
        attrs.evolve(clause, rules=[attrs.evolve(rule, says=words)]),
        attrs.evolve(clause, rules=[attrs.evolve(rule, flags=[attrs.evolve(flag, says=words)])]),
    ):
        section = POLICY_431.section_of(clause.id)
        clauses = [planted if item.id == clause.id else item for item in section.clauses]
        sections = [attrs.evolve(s, clauses=clauses) if s is section else s for s in POLICY_431.sections]
        assert any(topic.topic in line for line in breaches(attrs.evolve(POLICY_431, sections=sections)))


def test_every_planted_statement_is_about_a_topic() -> None:
    """The planted statements are one for each topic, and no topic stands twice."""
    topics = [item.topic for item in SILENT]
    assert sorted(topics) == sorted(PLANTED)


def test_every_exception_is_needed() -> None:
    """A clause is left out only while it does hold a telling word of the topic: no exception outlives its cause."""
    texts: dict[str, list[str]] = {}
    for clause, _, text in spoken(POLICY_431):
        texts.setdefault(clause, []).append(text)
    for topic in SILENT:
        for clause in topic.except_in:
            assert clause in texts, f"{topic.topic}: no clause {clause}"
            assert any(topic.told_by(text) for text in texts[clause]), f"{topic.topic}: {clause} does not need it"


def test_an_exception_is_for_its_clause_alone() -> None:
    """What one clause may say no other may."""
    words = "Keep these records as the Records Maintenance and Release Policy says."
    assert silent_topics_in(words, clause="431.7") == ()
    assert [topic.topic for topic, _ in silent_topics_in(words, clause="431.8.s2")] == ["release of records"]


def test_telling_words_are_found_at_the_beginning_of_words() -> None:
    """Part of another word tells nothing: to research is not to search."""
    assert silent_topics_in("Research what excites students.") == ()
    assert [words for _, words in silent_topics_in("SEARCHES are made here.")] == ["SEARCH"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"telling": ()}, "needs telling words"),
        ({"look": ""}, "needs telling words and a place to look"),
        ({"except_in": {"431.7": ""}}, "does not say why"),
    ],
)
def test_a_topic_that_cannot_be_meant_is_refused(parts: dict[str, object], message: str) -> None:
    """Telling words, a pointer, and a reason for each exception are demanded."""
    whole: dict[str, object] = {"topic": "tides", "telling": ("tide",), "look": "the almanac"}
    with pytest.raises(PolicyError, match=message):
        SilentTopic(**{**whole, **parts})  # type: ignore[arg-type]
