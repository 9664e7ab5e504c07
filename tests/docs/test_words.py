"""Conditions and facts in plain English."""

from __future__ import annotations

import itertools

import pytest

from docs.generate.english import denied
from docs.generate.words import Words, bullets
from sro_policy import POLICY_431
from sro_policy.conditions import ALWAYS, NEVER, AllOf, Condition, Value, holds, variables
from sro_policy.rules.conditions import legitimate_purpose, only_school_rules, person_is_student, school_arrest
from sro_policy.vocabulary import act, incident

WORDS = Words.of(POLICY_431)


@pytest.mark.parametrize(
    ("said", "opposite"),
    [
        ("physical force is used", "physical force is not used"),
        ("an official act is directed at a person", "no official act is directed at a person"),
        ("another student sees it, or is likely to", "no other student sees it, or is likely to"),
        ("someone was hurt", "no one was hurt"),
        ("exigency makes the arrest necessary", "exigency does not make the arrest necessary"),
        ("the school has activities", "the school does not have activities"),
        ("the contract addresses attire", "the contract does not address attire"),
        ("department records contain data", "department records do not contain data"),
        ("the employer could not provide the course", "the employer could provide the course"),
        ("the officer reviewed the policy", "the officer did not review the policy"),
        ("no more force was used than needed", "more force was used than needed"),
        ("there is a warrant, or a law that demands it", "there is neither a warrant nor a law that demands it"),
        ("there is training on record", "there is no training on record"),
        ("that staff was an administrator", "that staff was not an administrator"),
        # Where "not" would reach only half of what is said, the whole is denied.
        ("the rule is broken, or is said to be", "it is not so that the rule is broken, or is said to be"),
        ("it notices some and guides them", "it is not so that it notices some and guides them"),
        ("the course that the law requires was taken", "it is not so that the course that the law requires was taken"),
    ],
)
def test_the_opposite_of_a_sentence_is_plain_where_english_allows(said: str, opposite: str) -> None:
    """A sentence is denied by rules that are right wherever they apply, and as a whole elsewhere."""
    assert denied(said) == opposite


def test_no_fact_is_denied_by_its_own_words() -> None:
    """The opposite of what is known is never the same sentence."""
    said = [fact.known_that for fact in POLICY_431.vocabulary.facts.values()]
    said += [item.known_that for item in POLICY_431.vocabulary.computed]
    assert all(denied(sentence) != sentence for sentence in said)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (ALWAYS, "always"),
        (NEVER, "never"),
        (person_is_student, "the person is a student"),
        (~person_is_student, "the person is not a student"),
        (school_arrest & act.exigency, "it is a custodial arrest in school; and exigency makes the arrest necessary"),
        (act.purposes.any("safety", "crime", "welfare"), "the act is for safety, a crime or welfare"),
        (~act.purposes.any("safety") & ~act.purposes.any("welfare"), "the act is for none of safety and welfare"),
        (act.kind.in_("search", "escort"), "the act is of the kind escort or search"),
        (~act.kind.in_("search", "escort"), "the act is of another kind than escort or search"),
        (incident.person_role.in_("staff", "visitor"), "the person is staff or a visitor"),
        (
            incident.weapon & (act.uses_force | ~act.uses_authority),
            "a weapon is involved; and (physical force is used; or no official act is directed at a person)",
        ),
        (
            ~(act.exigency & act.uses_force),
            "exigency does not make the arrest necessary; or physical force is not used",
        ),
    ],
)
def test_a_condition_is_said_in_the_words_of_the_vocabulary(condition: Condition, said: str) -> None:
    """Sentences of facts, names of derived conditions, and members of one set together."""
    assert WORDS.plain(condition) == said


def test_an_outline_shows_what_stands_in_what() -> None:
    """Parts of which all are needed, and those of which one is, stand below their heading."""
    name = next(n for n, _ in WORDS.named.values() if n.key == "legitimate_purpose")
    assert bullets(WORDS.whole(name)).split("\n") == [
        "- at least one of these:",
        "    - the act is for safety, welfare or legal process",
        "    - all of these:",
        "        - the act is for a crime",
        "        - the alleged crime was not a pretext for enforcing the school rule",
    ]


def test_a_name_is_not_used_where_a_setting_changed_what_it_stands_for() -> None:
    """Under a setting, the whole is said instead of words that fit no more."""
    changed = Words.of(POLICY_431, {"A19": "former_too"})
    assert changed.plain(person_is_student) == "the person is a student here, a student elsewhere or a former student"
    assert changed.plain(only_school_rules) == WORDS.plain(only_school_rules)


def test_the_parts_together_say_what_the_whole_says() -> None:
    """Taking a condition apart for a table changes nothing of where it holds."""
    whole = school_arrest & person_is_student & act.exigency & ~legitimate_purpose
    parts = WORDS.parts(whole)
    assert len(parts) == 4
    read = [v for v in variables(AllOf(parts)) if v.name != "incident.person_role"]
    for values in itertools.product((True, False), repeat=len(read)):
        for role in ("student_here", "visitor"):
            record: dict[str, Value] = {v.name: value for v, value in zip(read, values, strict=True)}
            record |= {"incident.person_role": role, "setting.A19": "current"}
            assert all(holds(part, record) for part in parts) == holds(whole, record)
