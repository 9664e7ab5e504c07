"""Cases: what is wrong is told once, with the innermost place, and what is missing is unknown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, Limits, PolicyError
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.evaluation.structure import Structurer
from sro_policy.vocabulary import VOCABULARY, BooleanFact, Subject, Vocabulary

from .refusing import accepted, one_act, refusal

SCHOOL_ARREST = "431.6/arrest-in-school@a1"


def snapshot(case: Any, **options: Any) -> Snapshot:
    return Structurer(VOCABULARY).snapshot(case, DEFAULT_LIMITS, **options)


@pytest.mark.parametrize(
    ("case", "place", "says"),
    [
        ({"oficer": {}}, "", "unknown part `oficer`; did you mean `officer`?"),
        ({"zzz": 1, "qqq": 2}, "", "unknown part `qqq`"),
        ({"weapon": True}, "", "`weapon` is no part of a case: it is a fact of `incident`"),
        ({"in_school": True}, "", "`in_school` is no part of a case: it is a fact of an act"),
        ({"incident": {"wepon": True}}, "incident", "unknown fact `wepon`; did you mean `weapon`?"),
        ({"incident": {"wepon": None}}, "incident", "unknown fact `wepon`; did you mean `weapon`?"),
        (one_act(kindd="search"), "acts[0]", "unknown fact `kindd`; did you mean `kind`?"),
        (one_act(Purposes=["crime"]), "acts[0]", "unknown fact `Purposes`; did you mean `purposes`?"),
        ({"officer": {"id": "x"}}, "officer", "unknown fact `id`"),
        (one_act(kind="serch"), "acts[0].kind", "unknown value `serch`; did you mean `search`?"),
        (one_act(kind="Custodial Arrest"), "acts[0].kind", "did you mean `custodial_arrest`?"),
        (one_act(kind=""), "acts[0].kind", "unknown value ``; it is one of presence, "),
        (one_act(kind=5), "acts[0].kind", "`5` is not a name: one of presence, "),
        (one_act(in_school="yes"), "acts[0].in_school", "`yes` is not true or false"),
        (one_act(in_school=1), "acts[0].in_school", "`1` is not true or false"),
        (
            one_act(purposes=["crime", "saftey"]),
            "acts[0].purposes[1]",
            "unknown value `saftey`; did you mean `safety`?",
        ),
        (one_act(purposes=["crime", None]), "acts[0].purposes[1]", "`None` is not a name: one of school_rule, "),
        (one_act(purposes=[["crime"]]), "acts[0].purposes[0]", '`["crime"]` is not a name: one of school_rule, '),
        (one_act(purposes=["crime", "crime"]), "acts[0].purposes[1]", "`crime` stands twice"),
        (one_act(purposes=[]), "acts[0].purposes", "an empty list says nothing"),
        (one_act(purposes="crime"), "acts[0].purposes", "`crime` is not a list of names, nor an object of names"),
        (one_act(purposes={"crime": 1}), "acts[0].purposes.crime", "`1` is not true or false"),
        (one_act(purposes={"crim": True}), "acts[0].purposes", "unknown value `crim`; did you mean `crime`?"),
        (one_act(serves_duty=["h"]), "acts[0].serves_duty[0]", "unknown value `h`; it is one of a, b, c"),
        ({"incident": {"person_age": 7.0}}, "incident.person_age", "`7.0` is not a whole number"),
        ({"incident": {"person_age": float("nan")}}, "incident.person_age", "`nan` is not a whole number"),
        ({"incident": {"person_age": True}}, "incident.person_age", "`True` is not a whole number"),
        ({"incident": {"person_age": -1}}, "incident.person_age", "`-1` is not between 0 and 130"),
        ({"incident": {"person_age": 10**5000}}, "incident.person_age", "the number is not between 0 and 130"),
        ({"officer": {"policy_reviewed_on": "2026-02-30"}}, "officer.policy_reviewed_on", "that no calendar has"),
        ({"officer": {"policy_reviewed_on": "2026-11- 4"}}, "officer.policy_reviewed_on", "not a date written"),
        ({"officer": {"policy_reviewed_on": "٢٠٢٦-١١-٢٤"}}, "officer.policy_reviewed_on", "not a date written"),
        ({"officer": {"policy_reviewed_on": True}}, "officer.policy_reviewed_on", "`true` does not say when"),
        ({"officer": {"policy_reviewed_on": 20261124}}, "officer.policy_reviewed_on", "not a date written"),
        (
            {"officer": {"policy_reviewed_on": dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)}},
            "officer.policy_reviewed_on",
            "`2026-11-24T08:00:00` is not a date written YYYY-MM-DD",
        ),
        ({"as_of": "2026-W48-2"}, "as_of", "`2026-W48-2` is not a date written YYYY-MM-DD"),
        ({"as_of": "2026-11-24T00:00:00"}, "as_of", "is not a date written YYYY-MM-DD"),
        ({"as_of": "2026-13-01"}, "as_of", "is a day that no calendar has"),
        ({"as_of": False}, "as_of", "`False` is not a date written YYYY-MM-DD"),
        ({"as_of": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)}, "as_of", "is not a date written YYYY-MM-DD"),
        ({"as_of": ["2026-11-24", {1}]}, "as_of", "`<set>` is nothing that a case can hold"),
        ({"event": 7}, "event", "`7` is not text"),
        ({"event": 10**5000}, "event", "`<a number of 16610 bits>` is not text"),
        ({"event": "x" * 201}, "event", "a text of 201 characters; the limit is 200"),
        ({"event": "é\ud800"}, "event", "holds half a character (a lone surrogate)"),
        ({"officer": []}, "officer", "`[]` is not an object of facts"),
        ({"program": "x"}, "program", "`x` is not an object of facts"),
        ({"acts": {}}, "acts", "`{}` is not a list of acts"),
        ({"acts": "a1"}, "acts", "`a1` is not a list of acts"),
        ({"acts": b"a1"}, "acts", "`<bytes>` is not a list of acts"),
        ({"acts": [None]}, "acts[0]", "`None` is not an object of facts"),
        ({"acts": [{"id": "a"}, ["id"]]}, "acts[1]", '`["id"]` is not an object of facts'),
        ({"acts": [{}]}, "acts[0]", "an act needs an `id` of its own"),
        ({"acts": [{"id": None}]}, "acts[0]", "an act needs an `id` of its own"),
        ({"acts": [{"id": 1}]}, "acts[0].id", "`1` is not text"),
        ({"acts": [{"id": ""}]}, "acts[0].id", "an empty `id` names nothing"),
        ({"acts": [{"id": "x" * 201}]}, "acts[0].id", "a text of 201 characters; the limit is 200"),
        ({"acts": [{"id": "officer"}]}, "acts[0].id", "`officer` names a part of the case"),
        ({"acts": [{"id": "a"}, {"id": "b"}, {"id": "a"}]}, "acts[2].id", "the id `a` stands twice"),
        (
            {"acts": [{"id": "a "}]},
            "acts[0].id",
            "`a ` begins or ends with a space, which nobody would see",
        ),
        ({"acts": [{"id": "a\nb"}]}, "acts[0].id", r"`a\nb` is no id: use printable characters"),
        ({"acts": [{"id": "\x1b[31m"}]}, "acts[0].id", r"`\x1b[31m` is no id: use printable characters"),
        ({"acts": [{"id": "a\u202eb"}]}, "acts[0].id", r"`a\u202eb` is no id: use printable characters"),
        ({"acts": [{"id": "a\0"}]}, "acts[0].id", r"`a\x00` is no id: use printable characters"),
        ({"reasons": []}, "reasons", "`[]` is not an object of texts"),
        ({"reasons": {SCHOOL_ARREST: 5}}, f"reasons.{SCHOOL_ARREST}", "`5` is not text"),
        ({"reasons": {SCHOOL_ARREST: None}}, f"reasons.{SCHOOL_ARREST}", "`None` is not text"),
        ({"reasons": {SCHOOL_ARREST: " \n"}}, f"reasons.{SCHOOL_ARREST}", "an empty reason says nothing"),
        ({"reasons": {SCHOOL_ARREST: ""}}, f"reasons.{SCHOOL_ARREST}", "an empty reason says nothing"),
        ({"reasons": {SCHOOL_ARREST: "x" * 20_001}}, f"reasons.{SCHOOL_ARREST}", "the limit is 20000"),
        ({"reasons": {"x" * 301: "y"}}, "reasons", "a text of 301 characters; the limit is 300"),
        ({"reasons": {SCHOOL_ARREST: "x"}}, f"reasons.{SCHOOL_ARREST}", "the case has no subject `a1` for this rule"),
        (
            {"reasons": {"431.6/arrest-in-scool@a1": "x"}, **one_act()},
            "reasons.431.6/arrest-in-scool@a1",
            "unknown rule `431.6/arrest-in-scool`; did you mean `431.6/arrest-in-school`?",
        ),
        ({"reasons": {"431.8@a1": "x"}}, "reasons.431.8@a1", "`431.8` is a section; its rules: 431.8/initial-training"),
        ({"reasons": {"a\n\x1b[31m@\u202e": "x"}}, r"reasons.a\n\x1b[31m@\u202e", r"unknown rule `a\n\x1b[31m`"),
        ({"settings": "A2"}, "settings", "`A2` is not an object of texts"),
        ({"settings": {"A2": True}}, "settings.A2", "`True` is not text"),
        ({"settings": {"A2": "on"}}, "settings.A2", "unknown value `on`; did you mean `one`?"),
        ({"settings": {"A22": "one"}}, "settings", "unknown setting `A22`; did you mean `A2`?"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(case: Any, place: str, says: str) -> None:
    """Each slip gives one error, which names the innermost place, what is wrong and the nearest valid name."""
    error = refusal(case)
    assert error.place == place
    assert says in error.problem


def test_a_day_after_the_day_of_reference_is_refused() -> None:
    """A date may lie on the day of reference and not after it; without one, nothing is later."""
    officer = {"officer": {"policy_reviewed_on": "2026-11-24"}}
    accepted({"as_of": "2026-11-24", **officer})
    accepted(officer)
    error = refusal({"as_of": "2026-11-23", **officer})
    assert error.place == "officer.policy_reviewed_on"
    assert error.problem == "`2026-11-24` lies after the day of reference, `2026-11-23`"
    assert str(refusal(officer, as_of=dt.date(2026, 11, 23))) == str(error)


def test_the_day_of_the_call_goes_before_that_of_the_case() -> None:
    """Given twice, the call's day counts; that of the case must be a day all the same."""
    assert snapshot({"as_of": "2026-01-01"}, as_of="2026-02-02").as_of == dt.date(2026, 2, 2)
    assert snapshot({"as_of": "2026-01-01"}).as_of == dt.date(2026, 1, 1)
    assert snapshot({"as_of": None}, as_of=dt.date(2026, 2, 2)).as_of == dt.date(2026, 2, 2)
    assert snapshot({}).as_of is None
    assert refusal({"as_of": "soon"}, as_of="2026-02-02").place == "as_of"
    assert refusal({"as_of": "2026-02-02"}, as_of="soon").place == "as_of"


@pytest.mark.parametrize(
    "case",
    [
        {"officer": {}, "incident": {}, "acts": [], "contract": {}, "program": {}, "reasons": {}, "settings": {}},
        dict.fromkeys(("as_of", "event", "officer", "incident", "acts", "contract", "program", "reasons", "settings")),
        {"officer": dict.fromkeys(("is_sro", "policy_reviewed_on")), "incident": {"weapon": None}},
    ],
)
def test_what_says_nothing_counts_as_absent(case: Any) -> None:
    """Empty parts, parts of which everything is unknown, and null are as if they were left out."""
    assert accepted(case) == accepted({})
    assert snapshot(case).parts == {}


def test_an_empty_object_of_purposes_is_unknown() -> None:
    """An object says only what it says: with nothing in it, or null alone, the purposes stay open."""
    for nothing in ({}, {"crime": None}, None):
        assert snapshot(one_act(purposes=nothing)).acts == {"a1": {}}
    known = snapshot(one_act(purposes={"safety": True, "crime": None})).acts["a1"]
    assert known == {"act.purposes": (("safety", True),)}


def test_facts_are_kept_in_the_order_of_declaration() -> None:
    """Whatever the order of keys, what is known stands in the order of the vocabulary."""
    facts = {"in_school": True, "kind": "search", "stage": "done", "purposes": ["safety"]}
    keys = ["act.stage", "act.kind", "act.purposes", "act.in_school"]
    assert list(snapshot(one_act(**facts)).acts["a1"]) == keys
    assert list(snapshot(one_act(**dict(reversed(facts.items())))).acts["a1"]) == keys


def test_the_first_error_does_not_depend_on_the_order_of_keys() -> None:
    """Of several things that are wrong, the same one is told whichever comes first."""
    flaws: list[tuple[str, Any]] = [
        ("kind", "x"), ("in_school", "x"), ("purposes", {"x": 1, "y": 2, "crime": 3}), ("nonsense", 1), ("folly", 2),
    ]  # fmt: skip
    while flaws:
        one, other = one_act(**dict(flaws)), one_act(**dict(reversed(flaws)))
        assert str(refusal(one)) == str(refusal(other))
        flaws.pop()
    assert refusal({"reasons": {"b": "", "a": ""}}).place == "reasons.a"


def test_limits_are_told() -> None:
    """As many acts as the limit says are accepted, one more is not."""
    acts = [{"id": f"a{number}"} for number in range(4)]
    assert refusal({"acts": acts}, limits=Limits(acts=3)).problem == "more acts than the limit of 3"
    assert refusal({"acts": acts}, limits=Limits(acts=3)).place == "acts"
    Structurer(VOCABULARY).snapshot({"acts": acts}, Limits(acts=4))
    assert len(snapshot({"acts": [{"id": str(number)} for number in range(1000)]}).acts) == 1000
    assert refusal({"acts": [{"id": str(number)} for number in range(1001)]}).place == "acts"


def test_a_reason_can_be_given_for_every_act_that_can_be_named() -> None:
    """The longest id of an act leaves room for the name of the rule."""
    name = "x" * 200
    accepted({"acts": [{"id": name}], "reasons": {f"431.6/arrest-in-school@{name}": "because"}})
    longest = max(len(f"{s.number}/{r.name}") for s in POLICY_431.sections for c in s.clauses for r in c.rules)
    assert longest + 1 + len(name) <= 300


def test_a_fact_without_a_field_is_told_before_the_first_case() -> None:
    """Whoever declares a fact and forgets the typed records is told which fact, and what to run."""

    class Officer(Subject):
        name = "officer"
        rides_a_horse = BooleanFact(known_that="the officer rides", ask="Does the officer ride?", who="officer")

    with pytest.raises(
        PolicyError, match=r"`Officer` has no field for `officer.rides_a_horse`: run .*generate_records"
    ):
        Structurer(attrs.evolve(VOCABULARY, subjects=(Officer(),)))
    Structurer(Vocabulary((), (), ()))
