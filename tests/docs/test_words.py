"""Conditions and facts in plain English."""

from __future__ import annotations

import itertools

import pytest

from docs.generate.words import Words, bullets
from sro_policy import POLICY_431
from sro_policy.conditions import ALWAYS, NEVER, AllOf, Condition, Value, holds, variables
from sro_policy.rules.conditions import legitimate_purpose, only_school_rules, person_is_student, school_arrest
from sro_policy.vocabulary import act, incident

WORDS = Words.of(POLICY_431)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (ALWAYS, "always"),
        (NEVER, "never"),
        (person_is_student, "the person is a student"),
        (~person_is_student, "the person is not a student"),
        (school_arrest & act.exigency, "it is a custodial arrest in school; and exigency makes the arrest necessary"),
        (act.purposes.any("safety", "crime", "welfare"), "the act is for safety, a crime or welfare"),
        (~act.purposes.any("safety") & ~act.purposes.any("welfare"), "the act is not for safety or welfare"),
        (act.kind.in_("search", "escort"), "the act is an escort or a search"),
        (~act.kind.in_("search", "escort"), "the act is not an escort or a search"),
        (incident.person_role.in_("staff", "visitor"), "the person is a member of school staff or a visitor"),
        (
            incident.weapon & (act.uses_force | ~act.uses_authority),
            "a weapon is involved; and (physical force is used; or no official act is directed at a person)",
        ),
        (
            ~(act.exigency & act.uses_force),
            "exigency does not make the arrest necessary; or no physical force is used",
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
        "        - no crime was alleged as a pretext for enforcing the school rule",
    ]


def test_a_name_is_not_used_where_a_setting_changed_what_it_stands_for() -> None:
    """Under a setting, the whole is said instead of words that fit no more."""
    changed = Words.of(POLICY_431, {"A19": "former_too"})
    assert changed.plain(person_is_student) == (
        "the person is a student of this school, a student of another school or a former student"
    )
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
