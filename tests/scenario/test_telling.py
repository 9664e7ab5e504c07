"""Scenarios that are shipped tell what they set: who plays reads of each fact before the policy speaks of it.

Whether a sentence says a fact no test can judge. What can be held is that a word which stands for the fact is there:
the table has one or more for each value that a scenario sets, and a value that it does not have is a fault.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sro_policy.scenario import Course, Event, scenario_of

from .shipped import FOLDER, SHIPPED, shipped

BY_HAND = [path for path in SHIPPED if path.parent == FOLDER]

SCHOOL = "school|class|hall|library|cafeteria|gym|locker|counsellor's room|dean|office"

OF_ACTS: dict[str, dict[Any, str]] = {
    "kind": {
        "command": "order|call out|keep talking|clear the hall",
        "conversation": "talk",
        "custodial_arrest": "arrest",
        "detention": "take the student|taking the student",
        "escort": "walk",
        "handcuffing": "handcuffs",
        "physical_force": "by the arm|to the floor",
        "presence": "stand|stay",
        "questioning": "question",
        "search": "search",
    },
    "in_school": {True: SCHOOL, False: "bus stop|in the afternoon"},
    "purposes": {
        "crime": "crime|theft|taken from|took a bicycle|burglary|sprayed|hit|knife|disorderly",
        "discipline": "suspen|discipline",
        "legal_process": "warrant",
        "safety": "hitting|swings|knife|fight|threat",
        "school_rule": "rule",
        "welfare": "sake",
    },
}
"""What an act is: it can be told anywhere on the way to it, and its own id tells it too."""

NEW: dict[str, dict[Any, str]] = {
    "act.acting_as_sro": {True: "as the school's officer"},
    "act.age_appropriate": {True: "of that age|for their age|suits a child", False: "for that age|suits a child"},
    "act.arrest_avoidable": {
        True: "could have been avoided|practical to wait|could (have )?wait|nothing presses",
        False: "could not have been avoided",
    },
    "act.custody_for_offense": {False: "not in custody"},
    "act.deescalation_practicable": {True: "time for a word|time to call out"},
    "act.deescalation_used": {True: "spoke|called out", False: "no word"},
    "act.discipline_under_way": {True: "suspended|discipline", False: "nobody was disciplined"},
    "act.exigency": {True: "cannot wait", False: "nothing pressed"},
    "act.force_amount_reasonable": {True: "no more than it took", False: "harder than it had to be|more than it took"},
    "act.in_communal_area": {True: "main hall|common", False: "reading room"},
    "act.in_view_of_students": {True: "students (watch|film|fill)", False: "nobody else|has a door"},
    "act.noncommunal_practicable": {True: "a room|side room|empty office"},
    "act.other_lawful_basis": {True: "warrant", None: "take the word for it back"},
    "act.out_of_view_practicable": {True: "around the corner|out of sight|nobody would see"},
    "act.participates_in_discipline": {
        True: "take part|carries the suspension out",
        False: "leave the walk|say no to the walk",
    },
    "act.public_safety_need": {True: "cannot wait", False: "nobody was in danger"},
    "act.staff_involvement_practicable": {True: "call|staff|radio", False: "nobody answers"},
    "act.staff_is_administrator_or_designee": {True: "principal"},
    "act.staff_notified_before": {False: "nobody on the staff was told"},
    "act.uses_authority": {False: "demand nothing"},
    "act.uses_force": {True: "pulled", False: "let go|without force"},
    "act.within_training": {True: "as trained", False: "trained"},
    "act": {None: "leave|no arrest|let the order be|school's to settle|say no|ask for nothing"},
    "contract.addresses_attire": {False: "attire"},
    "contract.addresses_data_practices": {True: "data", False: "data"},
    "contract.addresses_deescalation_resources": {True: "help with conflicts", False: "no word on help with conflicts"},
    "contract.covers_paid_services": {True: "services for pay", False: "services for pay"},
    "contract.has_paid_services": {True: "will pay", False: "no services are paid"},
    "contract.includes_statutory_duties": {False: "duties"},
    "contract.sets_up_public_notice": {True: "public notice", False: "no word on how the public"},
    "contract.states_school_role_in_selection": {True: "selection", False: "selection"},
    "incident.crime_alleged": {True: "crime|disorderly|hitting|taken from|cash"},
    "incident.crime_is_pretext": {True: "to get the rule obeyed", False: "was meant"},
    "incident.formal_criminal_referral": {True: "file a petition"},
    "incident.holds_student_or_parent_data": {True: "parent's|student's", False: "no student"},
    "incident.offense_restates_defiance": {True: "the refusal itself", False: "more than a refusal"},
    "incident.ongoing_threat": {True: "hitting", False: "nobody is in danger"},
    "incident.person_age": {7: "seven"},
    "incident.person_role": {"student_here": "student of this school|grade here"},
    "incident.records_kept_as_required": {True: "as it has to be", False: "everybody could read"},
    "incident.school_referral_considered": {True: "think|consider|could handle", False: "at once|not thought of"},
    "incident.school_rule_alleged": {True: "rule|handbook"},
    "incident.weapon": {True: "knife"},
    "moments.staff_arrived": {0: "earlier", None: "sits in|comes down"},
    "moments.staff_left": {None: "called away"},
    "moments.staff_notified": {None: "calls the office|office hears|call the counsellor"},
    "officer.assumed_duties_on": {"day": "on duty|duties began", None: "first day"},
    "officer.employer_unable_to_provide_course": {True: "no seat", False: "could be had"},
    "officer.is_sro": {True: "assigned|stands in for the school's own", False: "in no school"},
    "officer.ongoing_training_on": {"day": "ongoing", False: "nothing after it"},
    "officer.policy_reviewed_on": {"day": "read|signature", False: "still shut"},
    "officer.required_course_on": {"day": "course|seat", False: "not been taken"},
    "officer.substitute": {False: "the post"},
    "officer.substitute_contact_days": {12: "twelve", 70: "seventy"},
    "officer.training_documents_on_file": {True: "file", False: "nowhere to be found"},
    "program.contract_in_force": {True: "in force", False: "never signed", None: "in force"},
    "program.sro_appointed": {True: "appointed", False: "never filled"},
}
"""What becomes known, was wrong, or is taken back (``None``): told in the option in which it is set, by then."""

SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "winter": (12, 1, 2)}


def facts(event: Event) -> Iterator[tuple[str, Any]]:
    """Yield each fact that an event sets, by its key, and its value; ``None`` for what is taken back."""
    if event.deed == "withdraw":
        yield from ((name, None) for name in event.names)
    elif event.deed == "happened":
        yield f"moments.{event.about}", None
    elif event.deed in {"learn", "correct"}:
        for part, said in event.said.items():
            for facts_of in said if part == "acts" else [said]:
                if isinstance(facts_of, dict):
                    of = "act" if part == "acts" else part
                    yield from ((f"{of}.{name}", value) for name, value in facts_of.items() if name != "id")
                else:
                    yield part, facts_of
    else:
        yield from ((f"act.{name}", value) for name, value in event.said.items())


def ids(event: Event) -> str:
    """Return the acts that an event names: a trainee reads their ids."""
    return " ".join([event.about if event.deed in {"begin", "carry on", "end"} else "", *of_acts(event)])


def of_acts(event: Event) -> list[str]:
    return [act["id"] for act in event.said.get("acts", [])]


def untold(course: Course, before: str, here: str) -> Iterator[str]:
    """Yield each fact of a course that nothing tells: neither ``before``, on the way to it, nor ``here`` by then."""
    for event in course.events:
        here = f"{here} {event.tell}"
        for key, value in facts(event):
            for pattern, text in wanted(key, value, here, f"{before} {here} {ids(event)}"):
                if not re.search(pattern, text, re.IGNORECASE):
                    yield f"{key}: {value!r}, by {pattern}: {event.where or event.at}"
    if course.choice is not None:
        for option in course.choice.options:
            yield from untold(option.course, f"{before} {here}", f"{course.choice.ask} {option.title}")


def wanted(key: str, value: Any, here: str, way: str) -> Iterator[tuple[str, str]]:
    """Yield each pattern that tells a value, and the text that has to have it."""
    subject, _, name = key.rpartition(".")
    if subject == "act" and name in OF_ACTS:
        for one in value if isinstance(value, list | dict) else [value]:
            yield OF_ACTS[name][one], way
    elif key == "moments.staff_arrived" and isinstance(value, float):
        yield NEW[key][0], here
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        month = int(value[5:7])
        seasons = [season for season, months in SEASONS.items() if month in months]
        yield "|".join([calendar.month_name[month], *seasons, "today", "years and a day later"]), way
        if key != "as_of":
            yield NEW[key]["day"], here
    else:
        yield NEW[key][value], here


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_each_fact_that_is_set_is_told(path: Path) -> None:
    """In the words of the event or of its option; of what an act is, anywhere on the way to it."""
    scenario = shipped(path)
    assert list(untold(scenario.course, "", f"{scenario.title} {scenario.about}")) == []


def test_a_fact_that_nothing_tells_is_found() -> None:
    """A word of another option, or one that comes later, does not tell it."""
    learn = {"incident": {"weapon": True}}
    options = [
        {"id": "told", "title": "A knife", "events": [{"learn": learn}]},
        {"id": "untold", "title": "Go", "events": [{"learn": learn}, {"tell": "A knife falls."}]},
    ]
    said = {"scenario": 1, "id": "one", "title": "One", "choose": {"ask": "And now?", "options": options}}
    assert list(untold(scenario_of(said).course, "", "One")) == ["incident.weapon: True, by knife: 0.0"]


def test_the_table_has_nothing_that_no_scenario_sets() -> None:
    """Each entry is of a fact and a value that some scenario sets."""

    def every(course: Course) -> Iterator[tuple[str, Any]]:
        for event in course.events:
            yield from facts(event)
        for option in course.choice.options if course.choice else ():
            yield from every(option.course)

    used: set[tuple[str, Any]] = set()
    for path in BY_HAND:
        for key, value in every(shipped(path).course):
            name = key.removeprefix("act.")
            if key.startswith("act.") and name in OF_ACTS:
                used |= {(name, one) for one in (value if isinstance(value, list | dict) else [value])}
            elif isinstance(value, float):
                used.add((key, 0))
            elif key != "as_of":
                used.add((key, "day" if isinstance(value, str) and value[:2] == "20" else value))
    listed = {(key, value) for table in (OF_ACTS, NEW) for key, values in table.items() for value in values}
    assert listed == used
