"""Settings: each changes the rules that its reading speaks of, as the reading says, and no others."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

import attrs
import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.policy import Policy
from sro_policy.vocabulary import incident

Changes: TypeAlias = "dict[str, tuple[str, str]]"
"""By `clause@subject`, the status under the default and under the other value."""

EVERYTHING_BROKEN: dict[str, Any] = {
    "as_of": "2026-11-24",
    "officer": {
        "is_sro": True, "assumed_duties_on": "2026-01-12", "basic_course_on": False, "required_course_on": False,
        "employer_unable_to_provide_course": False, "ongoing_training_on": "2020-06-01", "substitute": False,
        "training_documents_on_file": False, "policy_reviewed_on": False,
    },
    "incident": {
        "crime_alleged": True, "school_rule_alleged": True, "crime_is_pretext": False, "person_role": "student_here",
        "school_referral_considered": False, "holds_student_or_parent_data": True, "records_kept_as_required": False,
    },
    "acts": [
        {
            "id": "force", "kind": "physical_force", "in_school": True, "purposes": ["school_rule", "discipline"],
            "discipline_under_way": True, "participates_in_discipline": True, "age_appropriate": False,
            "deescalation_practicable": True, "deescalation_used": False, "within_training": False,
            "force_amount_reasonable": False,
        },
        {
            "id": "could-wait", "kind": "custodial_arrest", "in_school": True, "purposes": ["crime"],
            "arrest_avoidable": True,
        },
        {
            "id": "arrest", "kind": "custodial_arrest", "in_school": True, "purposes": ["crime"], "exigency": True,
            "noncommunal_practicable": True, "in_communal_area": True, "out_of_view_practicable": True,
            "in_view_of_students": True, "staff_involvement_practicable": True, "staff_notified_before": False,
            "staff_present": False, "uses_force": False, "age_appropriate": False,
        },
    ],
    "contract": {
        "includes_statutory_duties": False, "addresses_attire": False, "states_school_role_in_selection": False,
        "sets_up_public_notice": False, "addresses_data_practices": False, "has_additional_duties": True,
        "has_paid_services": True, "covers_paid_services": False, "addresses_deescalation_resources": False,
    },
    "program": {"contract_in_force": True, "sro_appointed": False},
}  # fmt: skip
"""A case in which every rule that can be broken is."""


def changes(document: dict[str, Any], setting: str, value: str, policy: Policy = POLICY_431) -> Changes:
    """Return what a setting changes of a decision: every finding that differs in anything but its figures."""
    default = evaluate(document, policy=policy)
    other = evaluate(document, policy=policy, settings={setting: value})
    found: Changes = {}
    for before, after in zip(default.findings, other.findings, strict=True):
        if attrs.evolve(before, parameters=()) != attrs.evolve(after, parameters=()):
            found[f"{before.clause}@{before.subject}"] = (before.status, after.status)
    return found


def with_facts(part: str, **facts: Any) -> dict[str, Any]:
    """Return the broken case with other facts in a part, or with one of its acts alone and other facts of it."""
    if part in EVERYTHING_BROKEN:
        return {**EVERYTHING_BROKEN, part: {**EVERYTHING_BROKEN[part], **facts}}
    return {**EVERYTHING_BROKEN, "acts": [{**act, **facts} for act in EVERYTHING_BROKEN["acts"] if act["id"] == part]}


def test_the_settings_are_those_of_the_register() -> None:
    """Six readings can be selected, each between two values, the default first."""
    assert {name: reading.values for name, reading in POLICY_431.settings.items()} == {
        "M1": ("expected", "free"),
        "A2": ("two", "one"),
        "A19": ("current", "former_too"),
        "A27": ("statute", "board"),
        "A28": ("once", "each_edition"),
        "A33": ("in_school", "anywhere"),
    }


@pytest.mark.parametrize("setting", POLICY_431.settings)
def test_a_default_that_is_named_changes_nothing(setting: str) -> None:
    """To select what is taken anyway gives the same decision, and is not reported as a choice."""
    decision = evaluate(EVERYTHING_BROKEN, settings={setting: POLICY_431.settings[setting].values[0]})
    assert decision.digest == evaluate(EVERYTHING_BROKEN).digest
    assert decision.settings == {}


@pytest.mark.parametrize("setting", POLICY_431.settings)
def test_a_selected_reading_is_reported(setting: str) -> None:
    """The decision says what was selected, in the call or in the case alike, and another policy's digest is given."""
    value = POLICY_431.settings[setting].values[1]
    decision = evaluate(EVERYTHING_BROKEN, settings={setting: value})
    assert decision.to_json()["settings"] == {setting: value}
    assert decision.policy["digest"] != evaluate(EVERYTHING_BROKEN).policy["digest"]
    assert evaluate({**EVERYTHING_BROKEN, "settings": {setting: value}}).digest == decision.digest


FREE = {"breached": "met", "due": "met", "undetermined": "clear"}


def test_should_is_expected_or_a_free_choice() -> None:
    """M1: as a free choice no "should" is departed from or awaited, and every "shall" is what it was."""
    findings = evaluate(EVERYTHING_BROKEN).findings
    advice = [f for f in findings if f.force in {"should", "should_not"} and f.status in FREE]
    assert {f.status for f in advice} == FREE.keys()
    expected = {f"{f.clause}@{f.subject}": (f.status, FREE[f.status]) for f in advice}
    assert changes(EVERYTHING_BROKEN, "M1", "free") == expected


def test_what_is_left_to_choice_is_permitted() -> None:
    """M1: where advice applies and is a free choice, its word is that of an option, and it needs nothing."""
    document = {"acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}]}
    default = evaluate(document).finding("431.6.p2.s1", "a1")
    free = evaluate(document, settings={"M1": "free"}).finding("431.6.p2.s1", "a1")
    assert (default.status, default.word, default.broken) == ("breached", "would depart", "yes")
    assert (free.status, free.word, free.broken, free.needs) == ("met", "permitted", "no", ())


@pytest.mark.parametrize(
    ("facts", "default", "one"),
    [
        pytest.param({"purposes": ["discipline"]}, "breached", "breached", id="discipline alone"),
        pytest.param({"purposes": ["school_rule"]}, "breached", "breached", id="a school rule alone"),
        pytest.param({"purposes": ["discipline", "safety"]}, "breached", "not_applicable", id="safety too"),
        pytest.param({"purposes": ["discipline", "crime"]}, "breached", "not_applicable", id="a crime too"),
        pytest.param({"purposes": ["legal_process"]}, "breached", "not_applicable", id="another purpose"),
        pytest.param({"purposes": None}, "breached", "undetermined", id="purposes unknown"),
        pytest.param(
            {"purposes": ["discipline"], "participates_in_discipline": False}, "met", "met", id="no part, discipline"
        ),
        pytest.param(
            {"purposes": ["safety"], "participates_in_discipline": False}, "met", "not_applicable", id="no part, safety"
        ),
        pytest.param(
            {"purposes": ["discipline"], "participates_in_discipline": None}, "due", "due", id="unknown, discipline"
        ),
    ],
)
def test_taking_part_in_discipline_is_barred_outright_or_where_it_is_the_sole_purpose(
    facts: dict[str, Any], default: str, one: str
) -> None:
    """A2: as one prohibition, "solely" governs discipline too; force for a school rule is judged as ever."""
    document = with_facts("force", **facts)
    assert evaluate(document).finding("431.5.p2.discipline", "force").status == default
    assert evaluate(document, settings={"A2": "one"}).finding("431.5.p2.discipline", "force").status == one
    expected = {} if default == one else {"431.5.p2.discipline@force": (default, one)}
    assert {key: said for key, said in changes(document, "A2", "one").items() if said[0] != said[1]} == expected


@pytest.mark.parametrize(("pretext", "one"), [(True, "breached"), (None, "undetermined")])
def test_as_one_prohibition_a_pretext_counts_as_for_force(pretext: object, one: str) -> None:
    """A2: as one prohibition, a crime that is a pretext, or may be one, is no purpose that lifts the bar."""
    document = with_facts("incident", offense_restates_defiance=True, crime_is_pretext=pretext)
    acts = [{**document["acts"][0], "purposes": ["discipline", "crime"]}]
    finding = evaluate({**document, "acts": acts}, settings={"A2": "one"}).finding("431.5.p2.discipline", "force")
    assert finding.status == one


OF_STUDENTS = {
    "431.5.p1@force": ("not_applicable", "breached"),
    "431.5.p1@could-wait": ("not_applicable", "due"),
    "431.5.p1@arrest": ("not_applicable", "breached"),
    "431.6.p1@incident": ("not_applicable", "breached"),
    "431.6.p2.s2.place@arrest": ("not_applicable", "breached"),
    "431.6.p2.s2.view@arrest": ("not_applicable", "breached"),
    "431.6.p3@could-wait": ("not_applicable", "undetermined"),
    "431.6.p3@arrest": ("not_applicable", "breached"),
}


@pytest.mark.parametrize("role", incident.person_role.values)
def test_a_former_student_is_none_or_is_one_too(role: str) -> None:
    """A19: a former student, and no one else, becomes a student, in all clauses about students and in no others."""
    document = with_facts("incident", person_role=role)
    assert changes(document, "A19", "former_too") == (OF_STUDENTS if role == "former_student" else {})


def test_of_an_unknown_person_a_former_student_may_be_meant() -> None:
    """A19: while the role is unknown the clauses about students are undetermined under either value."""
    assert changes(with_facts("incident", person_role=None), "A19", "former_too") == {}


LEGACY = {"assumed_duties_on": "2023-09-05", "basic_course_on": "2023-07-14", "policy_reviewed_on": "2023-08-21"}


@pytest.mark.parametrize(
    ("as_of", "facts", "expected"),
    [
        pytest.param("2027-05-31", {}, {"431.8.s1.initial@officer": ("due", "due")}, id="the statute's last day"),
        pytest.param("2027-06-01", {}, {"431.8.s1.initial@officer": ("breached", "due")}, id="the day after"),
        pytest.param("2027-06-30", {}, {"431.8.s1.initial@officer": ("breached", "due")}, id="the Board's last day"),
        pytest.param("2027-07-01", {}, {}, id="the day after both"),
        pytest.param(
            "2027-07-01",
            {"required_course_on": "2027-06-15"},
            {"431.8.s1.initial@officer": ("breached", "met")},
            id="the course between them",
        ),
        pytest.param("2027-07-01", {"required_course_on": "2027-05-31"}, {}, id="the course before them"),
        pytest.param("2027-06-15", {"basic_course_on": False}, {}, id="no legacy officer"),
        pytest.param("2027-06-15", {"is_sro": False}, {}, id="no SRO"),
    ],
)
def test_the_legacy_deadline_is_the_statutes_or_the_boards(
    as_of: str, facts: dict[str, Any], expected: Changes
) -> None:
    """A27: only initial training, of legacy officers alone, is judged by another day."""
    document = {**with_facts("officer", **{**LEGACY, **facts}), "as_of": as_of}
    assert changes(document, "A27", "board") == expected


def test_the_last_day_follows_the_authority_that_is_chosen() -> None:
    """A27: the finding's last day is that of the authority, and a conflict is flagged under either."""
    ahead = {**with_facts("officer", **LEGACY), "as_of": "2026-11-24"}
    between = {**ahead, "as_of": "2027-06-15"}
    for value, last in (("statute", dt.date(2027, 5, 31)), ("board", dt.date(2027, 6, 30))):
        finding = evaluate(ahead, settings={"A27": value}).finding("431.8.s1.initial", "officer")
        assert (finding.status, finding.due_by, finding.flags) == ("due", last, ())
        flagged = evaluate(between, settings={"A27": value}).finding("431.8.s1.initial", "officer")
        assert flagged.flags == ("deadline_conflict",)


def in_effect(day: str) -> Policy:
    """Return the policy with the day on which its edition came into effect."""
    edition = attrs.evolve(POLICY_431.edition, effective_from=dt.date.fromisoformat(day))
    return attrs.evolve(POLICY_431, edition=edition)


REVIEW = "431.9@officer"


@pytest.mark.parametrize(
    ("began", "reviewed", "expected"),
    [
        pytest.param("2026-09-08", "2026-06-30", {REVIEW: ("met", "breached")}, id="of the edition before"),
        pytest.param("2026-01-12", "2026-01-05", {REVIEW: ("met", "due")}, id="of the edition before, on duty by then"),
        pytest.param("2026-01-12", "2026-07-01", {REVIEW: ("breached", "met")}, id="of this edition, on duty before"),
        pytest.param("2026-01-12", False, {REVIEW: ("breached", "due")}, id="none, on duty before"),
        pytest.param("2026-09-08", "2026-07-01", {}, id="of this edition, before duties"),
        pytest.param("2026-09-08", False, {}, id="none, duties since"),
        pytest.param(False, "2026-06-30", {REVIEW: ("met", "due")}, id="of the edition before, no duties yet"),
    ],
)
def test_the_policy_is_reviewed_once_or_for_each_edition(began: object, reviewed: object, expected: Changes) -> None:
    """A28: a review of an earlier edition counts only where reviews are not renewed; training is judged as ever."""
    document = with_facts("officer", assumed_duties_on=began, policy_reviewed_on=reviewed)
    assert changes(document, "A28", "each_edition", in_effect("2026-07-01")) == expected


@pytest.mark.parametrize(
    ("reviewed", "default"),
    [("2026-01-05", "met"), ("2026-01-12", "due"), ("2026-03-02", "breached"), (False, "breached")],
)
def test_a_renewed_review_of_an_edition_without_a_known_day_is_due(reviewed: object, default: str) -> None:
    """A28: where nobody knows the day of the edition, no review is in time or late."""
    document = with_facts("officer", policy_reviewed_on=reviewed)
    assert evaluate(document).finding("431.9", "officer").status == default
    assert evaluate(document, settings={"A28": "each_edition"}).finding("431.9", "officer").status == "due"


HOW_TO_ARREST = ("431.6.p2.s2.place@arrest", "431.6.p2.s2.view@arrest", "431.6.p3@arrest")
KEPT = {"in_communal_area": False, "in_view_of_students": False, "staff_present": True}


@pytest.mark.parametrize(
    ("facts", "default", "anywhere"),
    [
        pytest.param({"in_school": False, "acting_as_sro": True}, "not_applicable", "breached", id="elsewhere"),
        pytest.param({"in_school": False, **KEPT}, "not_applicable", "met", id="elsewhere, followed"),
        pytest.param({"in_school": None}, "undetermined", "breached", id="place unknown, departed"),
        pytest.param({"in_school": None, **KEPT}, "clear", "met", id="place unknown, followed"),
        pytest.param({"in_school": True}, "breached", "breached", id="in school"),
        pytest.param(
            {"kind": "detention", "custody_for_offense": False, "in_school": False},
            "not_applicable",
            "not_applicable",
            id="no arrest",
        ),
    ],
)
def test_the_clauses_on_how_to_arrest_hold_in_school_or_anywhere(
    facts: dict[str, Any], default: str, anywhere: str
) -> None:
    """A33: place, view and staff reach an arrest elsewhere; whether to arrest at all is still asked in school only."""
    document = with_facts("arrest", **facts)
    decision = evaluate(document)
    assert {decision.finding(key.split("@")[0], "arrest").status for key in HOW_TO_ARREST} == {default}
    expected = dict.fromkeys(HOW_TO_ARREST, (default, anywhere)) if default != anywhere else {}
    assert changes(document, "A33", "anywhere") == expected


def test_whether_to_arrest_is_asked_in_school_alone() -> None:
    """A33: an arrest elsewhere that could have waited is no matter of the first sentence under either value."""
    document = with_facts("could-wait", in_school=False, acting_as_sro=True)
    for value in ("in_school", "anywhere"):
        finding = evaluate(document, settings={"A33": value}).finding("431.6.p2.s1", "could-wait")
        assert finding.status == "not_applicable"
