"""Whatever can be known of a fact can be said: in a clause that follows "because", in the terms of the policy."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_policy import POLICY_431, PolicyError
from sro_policy.conditions import Condition, Is, Value, Variable, negation
from sro_policy.vocabulary import (
    COMPUTED,
    VOCABULARY,
    BooleanFact,
    ChoiceFact,
    DateFact,
    Fact,
    IntegerFact,
    Raw,
    SetFact,
    Subject,
    act,
    as_of,
    incident,
    officer,
    program,
)
from sro_policy.vocabulary.act import DUTIES
from sro_policy.vocabulary.computed import exempt_substitute, policy_reviewed_before_duties
from sro_policy.vocabulary.wording import day_in_words, listed, percent

FACTS = list(VOCABULARY.facts.values())
VARIABLES = [*(v for fact in FACTS for v in fact.variables), *(item.variable for item in COMPUTED)]
DAY = dt.date(2021, 1, 4)


def read_well(clause: str) -> None:
    """Hold a clause against all that every clause keeps."""
    first, *_ = clause.split(" ")
    assert first.isupper() or first == first.lower(), "it begins in lower case, unless with initials"
    assert "_" not in clause, "it holds no name of the code"
    assert not [fact.key for fact in FACTS if fact.subject and fact.key in clause], "it holds no name of a fact"
    assert not re.search(r"[{}<>`;:]|\s\s|^\s|[\s.,?!]$|\bthis day\b|\bso many\b|\bor and\b", clause), (
        "it is one clause"
    )
    assert len(clause.split()) > 2, "it says something of something"


def question(variable: Variable, *values: Value) -> Is:
    return Is(variable, frozenset(values))


def values_of(fact: Fact) -> Iterator[Raw]:
    """Yield every value that a fact can have, of numbers and dates the ones that are said apart."""
    match fact:
        case BooleanFact():
            yield from (True, False)
        case ChoiceFact():
            yield from fact.values
        case IntegerFact():
            yield from range(fact.least, min(fact.most, 130) + 1)
            yield fact.most
        case DateFact():
            yield from (DAY, dt.date.max)
            if fact.may_be_false:
                yield False
        case SetFact():
            for said in itertools.product((None, True, False), repeat=min(len(fact.values), 5)):
                yield tuple((m, b) for m, b in zip(fact.values, said, strict=False) if b is not None)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_every_value_of_every_fact_can_be_said_and_no_two_alike(fact: Fact) -> None:
    """Each value has a clause of its own, and the clause reads well."""
    values = [value for value in values_of(fact) if value != ()]
    clauses = [fact.worded(value) for value in values]
    for clause in clauses:
        read_well(clause)
    assert len(set(clauses)) == len({str(value) for value in values})


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_question_about_every_variable_can_be_said_and_its_opposite_too(variable: Variable) -> None:
    """Each value alone, all but one, and any two: the clause reads well, and the opposite is another clause."""
    domain = variable.domain
    chosen = [*((value,) for value in domain), *itertools.combinations(domain, 2)]
    for asked in (question(variable, *values) for values in chosen if len(values) < len(domain)):
        opposite = negation(asked)
        assert isinstance(opposite, Is)
        said, denied = VOCABULARY.clause(asked), VOCABULARY.clause(opposite)
        read_well(said)
        read_well(denied)
        assert said != denied


@given(st.integers(0, 10_000), st.dates())
def test_a_number_and_a_day_stand_in_their_sentences(number: int, day: dt.date) -> None:
    """Whatever the number or the day, it is found in the clause, and the clause reads well."""
    said = incident.prior_incidents.worded(number)
    read_well(said)
    assert f"{number:,}" in said or number == 0
    said = officer.policy_reviewed_on.worded(day)
    read_well(said)
    assert said.endswith(f"{day.day}, {day.year}")


@given(st.dictionaries(st.sampled_from(act.purposes.values), st.booleans(), min_size=1))
def test_a_set_says_all_that_is_known_of_it_and_nothing_else(known: dict[str, bool]) -> None:
    """Each member that is spoken of stands in its words, once; one that is open does not stand there."""
    said = act.purposes.worded(act.purposes.check(known))
    for member in act.purposes.values:
        assert said.count(act.purposes.in_words(member)) == (member in known)
    assert ("for not" in said, "not for" in said) == (False, False in known.values())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_what_a_variable_is_and_what_its_fact_is_are_said_alike(fact: Fact) -> None:
    """Where one variable is all that a fact has, the clause about its value is that about the fact."""
    if isinstance(fact, BooleanFact | ChoiceFact):
        (variable,) = fact.variables
        assert [fact.clause(question(variable, v)) for v in variable.domain] == [
            fact.worded(v) for v in variable.domain
        ]


@pytest.mark.parametrize("item", [*FACTS, *COMPUTED], ids=lambda item: item.key)
def test_every_fact_has_words_of_its_own(item: Any) -> None:
    """None in the vocabulary of 431 is left to what is said of a fact without words."""
    if isinstance(item, ChoiceFact | SetFact):
        assert list(item.words) == list(item.values)
        assert item.not_so.replace(" not", "", 1).replace("does serve", "serves") == item.so
        return
    if isinstance(item, DateFact) and not item.may_be_false:
        return
    assert "it is not so that" not in item.known_not
    if isinstance(item, IntegerFact):
        assert "the number is" not in item.known_not + item.known_some


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (act.kind.is_("search"), "the act is a search"),
        (act.kind.in_("command", "citation", "search"), "the act is a command, a citation or a search"),
        (~act.kind.is_("conversation"), "the act is not a conversation"),
        (~act.kind.in_("presence", "conversation"), "the act is not presence alone or a conversation"),
        (act.stage.is_("contemplated"), "the act is still being considered"),
        (incident.person_role.is_("student_here"), "the person is a student of this school"),
        (program.school_level.is_("middle"), "the school is a middle school"),
        (act.purposes.any("school_rule"), "the act is for a school rule"),
        (~act.purposes.any("discipline"), "the act is not for discipline"),
        (act.serves_duty.any("d"), "the act serves the duty to advise on safety drills"),
        (~act.serves_duty.any("g"), "the act does not serve the duty to enforce criminal law"),
        (~incident.crime_alleged, "no criminal conduct of this person is alleged or suspected"),
        (~incident.crime_is_pretext, "no crime was alleged as a pretext for enforcing the school rule"),
        (~act.uses_force, "no physical force is used"),
        (~act.exigency, "exigency does not make the arrest necessary"),
        (
            ~act.force_amount_reasonable,
            "more force was used than reasonably appeared necessary, on what was known then",
        ),
        (~officer.is_sro, "the officer is no SRO, and substitutes for none"),
        (
            officer.substitute_contact_days.above_zero(),
            "the officer substitutes on at least one student-contact day this school year",
        ),
        (exempt_substitute, "the officer is a substitute below the limit of student-contact days"),
        (~policy_reviewed_before_duties, "the officer did not review the policy before duties began"),
    ],
)
def test_a_question_is_said_in_the_terms_of_the_policy(asked: Any, said: str) -> None:
    """Short sentences, as a supervisor would say them."""
    condition: Condition = asked.as_condition()
    assert isinstance(condition, Is)
    assert VOCABULARY.clause(condition) == said


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        (as_of, DAY, "the day of reference is January 4, 2021"),
        (officer.assumed_duties_on, DAY, "SRO duties began on January 4, 2021"),
        (officer.assumed_duties_on, False, "SRO duties have not begun"),
        (officer.policy_reviewed_on, False, "the officer has not reviewed Policy 431"),
        (officer.ongoing_training_on, DAY, "the latest ongoing POST-approved SRO training was on January 4, 2021"),
        (officer.substitute_contact_days, 61, "the officer substitutes on 61 student-contact days this school year"),
        (officer.substitute_contact_days, 1, "the officer substitutes on 1 student-contact day this school year"),
        (officer.substitute_contact_days, 0, "the officer substitutes on no student-contact day this school year"),
        (incident.person_age, 14, "the person is 14 years old"),
        (incident.person_age, 0, "the person is less than a year old"),
        (incident.prior_incidents, 1200, "there were 1,200 earlier incidents with this person"),
        (act.purposes, {"crime": True, "safety": True}, "the act is for a crime and safety"),
        (
            act.purposes,
            {"crime": True, "safety": True, "discipline": False},
            "the act is for a crime and safety, and the act is not for discipline",
        ),
        (act.purposes, {"school_rule": False, "crime": False}, "the act is not for a school rule or a crime"),
        (act.serves_duty, {"f": True}, "the act serves the duty to educate and advise on law-enforcement topics"),
        (incident.weapon, True, "a weapon is involved"),
        (incident.injury, False, "no one was hurt"),
    ],
)
def test_a_value_is_said_in_the_terms_of_the_policy(fact: Fact, value: Any, said: str) -> None:
    """Numbers, days and sets stand in their sentences; one, none and not yet are said as people say them."""
    assert fact.worded(fact.check(value)) == said


def test_members_of_a_set_are_said_together() -> None:
    """One of several, and none of them, in one clause."""
    assert act.purposes.worded_any("safety", "welfare") == "the act is for safety or welfare"
    assert act.purposes.worded_none("safety", "welfare") == "the act is not for safety or welfare"


def test_a_duty_is_said_as_its_clause_says_it() -> None:
    """The words for the duties of 431.4 are the gists of their clauses."""
    assert {f"431.4({letter})": words for letter, words in DUTIES.items()} == {
        clause.id: clause.gist for clause in POLICY_431.clauses.values() if re.fullmatch(r"431\.4\(.\)", clause.id)
    }


def test_a_day_is_written_with_its_month_in_letters() -> None:
    """Month, day and year, as American readers write it: no one can take the day for the month."""
    assert day_in_words(dt.date(2026, 12, 1)) == "December 1, 2026"
    assert {day_in_words(dt.date(2026, month, 9)).split()[0] for month in range(1, 13)} == {
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    }  # fmt: skip


def test_a_list_in_words_has_its_joint_before_the_last() -> None:
    """One item is itself, and no item is nothing."""
    assert [listed(items, "or") for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a or b",
        "a, b or c",
    ]


class Horse(Subject):
    """What a policy of one's own may add, with no more words than it must."""

    name = "horse"
    ridden = BooleanFact(known_that="the horse is ridden", ask="Is it ridden?", who="officer")
    colour = ChoiceFact(known_that="the horse has this colour", ask="?", who="officer", values=("dark_bay", "grey"))
    gaits = SetFact(known_that="the horse has these gaits", ask="?", who="officer", values=("walk", "trot", "canter"))
    hands = IntegerFact(known_that="the horse has a height in hands", ask="How high?", who="officer", most=20)
    shod_on = DateFact(known_that="the horse was shod on this day", ask="When was it shod?", who="officer")


horse = Horse()


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        (horse.ridden, True, "the horse is ridden"),
        (horse.ridden, False, "it is not so that the horse is ridden"),
        (horse.colour, "dark_bay", "the horse has this colour: dark bay"),
        (horse.gaits, (("walk", True), ("trot", True)), "the horse has these gaits: walk and trot"),
        (horse.gaits, (("canter", False),), "it is not so that the horse has these gaits: canter"),
        (horse.hands, 0, "the horse has a height in hands, and the number is zero"),
        (horse.hands, 1, "the horse has a height in hands: 1"),
        (horse.hands, 16, "the horse has a height in hands: 16"),
        (horse.shod_on, DAY, "the horse was shod on January 4, 2021"),
        (horse.shod_on, False, "it is not so that the horse was shod on any day"),
    ],
)
def test_a_fact_without_words_can_still_be_said(fact: Fact, value: Raw, said: str) -> None:
    """Whoever declares a fact may leave out its words: what is said then is clumsy, and right."""
    assert fact.worded(value) == said


def test_a_number_without_words_says_whether_it_is_above_zero() -> None:
    """What a constraint asks of it can be said too."""
    (variable,) = horse.hands.variables
    assert (
        horse.hands.clause(question(variable, True)) == "the horse has a height in hands, and the number is above zero"
    )


def declare(**words: Any) -> ChoiceFact:
    return ChoiceFact(known_that="…", ask="…?", who="officer", values=("walk", "trot"), **words)


def test_words_that_cannot_be_meant_are_refused_where_they_are_declared() -> None:
    """Words for a name that is none, and a sentence with no place for what is named."""
    with pytest.raises(PolicyError, match="`trott` has words and is no value; did you mean `trot`"):
        declare(words={"trott": "a trot"})
    with pytest.raises(PolicyError, match="`the gait is a` has no place for what is named"):
        declare(so="the gait is a")
    with pytest.raises(PolicyError, match="has no place for what is named"):
        declare(so="the gait is {}", not_so="the gait is not")


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (Is(Variable("act.mood", "act.mood"), frozenset({True})), "`act.mood` is no variable of this vocabulary"),
        (Is(Variable("act.kind.search", "act.kind"), frozenset({True})), "asked of something else"),
        (question(act.kind.variables[0]), "for all of its values, or for none"),
        (question(act.kind.variables[0], "strolling"), "for all of its values, or for none"),
        (question(act.uses_force.variables[0], True, False), "for all of its values, or for none"),
        (question(exempt_substitute.variable, True, False), "for all of its values, or for none"),
    ],
)
def test_a_question_that_says_nothing_is_refused(asked: Is, problem: str) -> None:
    """A variable of something else, and one that may be anything or nothing, have no clause."""
    with pytest.raises(PolicyError, match=problem):
        VOCABULARY.clause(asked)


def test_facts_that_can_be_acted_on_are_what_someone_does_or_leaves() -> None:
    """Conduct, places, whom to tell, training, contract and programme, and no others."""
    assert {fact.key for fact in FACTS if fact.can_be_acted_on} == {
        "officer.assumed_duties_on", "officer.basic_course_on", "officer.required_course_on",
        "officer.ongoing_training_on", "officer.training_documents_on_file", "officer.policy_reviewed_on",
        "incident.school_referral_considered", "incident.formal_criminal_referral",
        "incident.records_kept_as_required",
        "act.kind", "act.uses_force", "act.uses_authority", "act.participates_in_discipline", "act.in_school",
        "act.custody_for_offense", "act.in_communal_area", "act.in_view_of_students", "act.staff_notified_before",
        "act.staff_present", "act.staff_is_administrator_or_designee", "act.age_appropriate",
        "act.deescalation_used", "act.within_training", "act.force_amount_reasonable",
        "contract.includes_statutory_duties", "contract.addresses_attire",
        "contract.states_school_role_in_selection", "contract.sets_up_public_notice",
        "contract.addresses_data_practices", "contract.covers_paid_services",
        "contract.addresses_deescalation_resources", "contract.has_additional_duties",
        "program.contract_in_force", "program.sro_appointed", "program.helps_safety_plan",
        "program.guards_against_outside_threats", "program.promotes_respect_for_law",
        "program.guides_students_at_risk", "program.reduces_crime_near_campus", "program.improves_communication",
        "program.coordinates_activity_security", "program.security_audit_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("some", "of", "says"),
    [(0, 0, 100.0), (0, 7, 0.0), (1, 5_000, 0.1), (1, 3, 33.3), (2_999, 3_000, 99.9), (7, 7, 100.0)],
)
def test_a_share_is_never_rounded_to_all_or_to_nothing(some: int, of: int, says: float) -> None:
    """What is missing shows, and what is there."""
    assert percent(some, of) == says
