"""The published schema says of a case what evaluate does, as far as a schema can."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sro_policy import POLICY_431, InputError, evaluate
from sro_policy.schema import case_schema
from sro_policy.vocabulary import BooleanFact, ChoiceFact, DateFact, Fact, IntegerFact, SetFact

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
SCHEMA = case_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
FACTS = POLICY_431.vocabulary.facts.values()
PARTS = ("officer", "incident", "contract", "program")


def valid(case: object) -> bool:
    return bool(VALIDATOR.is_valid(case))


def refusal(case: Any) -> InputError | None:
    """Return why evaluate refuses a case, or nothing."""
    try:
        evaluate(case, engine="table")
    except InputError as error:
        return error
    return None


def beyond_a_schema(error: InputError) -> bool:
    """Whether only someone who looks at several values at once can see what is wrong."""
    return (
        "these cannot be so together" in error.problem
        or "lies after the day of reference" in error.problem
        or (error.place.endswith(".id") and "stands twice" in error.problem)
        or error.place.startswith("reasons.")
        # Which characters can be printed is in Python's tables of Unicode; a schema can name the common ones alone.
        or (error.place.endswith(".id") and "use printable characters" in error.problem)
    )


# Right for some facts, wrong for most.
JUNK = st.one_of(
    st.sampled_from(
        [
            True,
            False,
            0,
            1,
            -1,
            367,
            10**9,
            0.5,
            "",
            "x",
            "true",
            "2026-02-30",
            "2026-11-24\n",
            "20261124",
            "٢٠٢٦-١١-٢٤",
        ]
    ),
    st.sampled_from([[], ["x"], ["crime", "crime"], [None], {}, {"x": True}, {"crime": "yes"}, {"a": None}]),
    st.text(max_size=3),
)


def right_values(fact: Fact) -> st.SearchStrategy[Any]:
    match fact:
        case BooleanFact():
            return st.booleans()
        case ChoiceFact():
            return st.sampled_from(fact.values)
        case IntegerFact():
            return st.integers(fact.least, fact.most)
        case SetFact():
            members = st.sampled_from(fact.values)
            said = st.dictionaries(members, st.sampled_from([True, False, None]))
            return st.lists(members, unique=True, min_size=1) | said
        case DateFact():
            days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)).map(dt.date.isoformat)
            return days | st.just(False) if fact.may_be_false else days
        case _:
            raise AssertionError(fact)


def facts_of(subject: str) -> st.SearchStrategy[dict[str, Any]]:
    """A few facts at a time, so that most records are not refused for a contradiction."""
    facts = [fact for fact in FACTS if fact.subject == subject]
    return st.lists(st.sampled_from(facts), max_size=5, unique_by=lambda fact: fact.name).flatmap(
        lambda some: st.fixed_dictionaries({fact.name: st.none() | right_values(fact) for fact in some})
    )


IDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5) | st.just("two words")
ACTS = st.tuples(IDS.filter(str.isprintable), facts_of("act")).map(lambda pair: {"id": pair[0], **pair[1]})
READINGS = {reading.id: st.sampled_from(reading.values) for reading in POLICY_431.settings.values()}
OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "as_of": st.none() | right_values(POLICY_431.vocabulary.facts["as_of"]),
    "event": st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    **{part: st.none() | facts_of(part) for part in PARTS},
    "acts": st.none() | st.lists(ACTS, max_size=3),
    "reasons": st.none() | st.just({}) | st.just({"431.6/arrest-in-school@a1": "because"}),
    "settings": st.none() | st.fixed_dictionaries({}, optional=READINGS),
}
CASES_WELL_FORMED = st.fixed_dictionaries({}, optional=OPTIONAL)


@st.composite
def cases_with_a_flaw(draw: st.DrawFn) -> Any:
    """A case of which one thing, at any depth, is replaced by something that may or may not be right there."""
    case = copy.deepcopy(draw(CASES_WELL_FORMED.filter(bool)))
    name: Any = draw(st.sampled_from(sorted(case)))
    holder: Any = case
    inside = case[name]
    if name == "acts" and inside and draw(st.booleans()):
        holder, name = inside, draw(st.integers(0, len(inside) - 1))
        inside = holder[name]
    if isinstance(inside, dict) and draw(st.booleans()):
        holder, name = inside, draw(st.sampled_from([*inside, "unknown_fact"]))
    flaws = st.sampled_from(["officer", "x" * 201, "a\n", "\x1b[31m", "a\u202eb", {"x": "y" * 20_001}, {"x": None}])
    holder[name] = draw(JUNK | flaws | st.none())
    return case


def test_it_is_a_schema() -> None:
    """It is valid under draft 2020-12, and plain JSON."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_worked_case_is_valid(path: Path) -> None:
    """Each worked case of the suite is valid."""
    case = json.loads(path.read_text(encoding="utf-8"))["case"]
    assert [error.message for error in VALIDATOR.iter_errors(case)] == []


def test_every_fact_stands_in_it_with_its_sentence() -> None:
    """Each fact of the vocabulary has its place, its sentence and null for unknown; nothing else has one."""
    properties: Any = SCHEMA["properties"]
    found = {"as_of": properties["as_of"]}
    for part in PARTS:
        found |= {f"{part}.{name}": entry for name, entry in properties[part]["properties"].items()}
    act = dict(properties["acts"]["items"]["properties"])
    assert act.pop("id")["type"] == "string"
    found |= {f"act.{name}": entry for name, entry in act.items()}
    assert set(found) == set(POLICY_431.vocabulary.facts)
    for fact in FACTS:
        assert fact.known_that in found[fact.key]["description"]
        assert jsonschema.Draft202012Validator(found[fact.key]).is_valid(None)


def test_settings_are_those_of_the_policy() -> None:
    """The settings are the readings that can be selected, each with its values, the default first."""
    properties: Any = SCHEMA["properties"]
    offered = {name: tuple(entry["enum"]) for name, entry in properties["settings"]["properties"].items()}
    assert offered == {reading.id: reading.values for reading in POLICY_431.settings.values()}


@settings(max_examples=400, deadline=None)
@given(CASES_WELL_FORMED)
def test_what_is_well_formed_is_valid_and_accepted(case: Any) -> None:
    """A well-formed case is valid, and refused only for what a schema cannot see."""
    assert valid(case)
    error = refusal(case)
    assert error is None or beyond_a_schema(error), error


@settings(max_examples=1500, deadline=None)
@given(cases_with_a_flaw())
@example({"acts": [{"id": "\ud7fc"}]})
def test_a_case_is_valid_if_and_only_if_it_is_accepted(case: Any) -> None:
    """Whatever is in a case, it is valid exactly where evaluate accepts it, but for what a schema cannot see."""
    error = refusal(case)
    if valid(case):
        assert error is None or beyond_a_schema(error), error
    else:
        assert error is not None


@pytest.mark.parametrize(
    ("case", "is_valid"),
    [
        ({"acts": [{"id": "x" * 200}]}, True),
        ({"acts": [{"id": "x" * 201}]}, False),
        ({"acts": [{"kind": "search"}]}, False),
        ({"acts": [{"id": str(n)} for n in range(1000)]}, True),
        ({"acts": [{"id": str(n)} for n in range(1001)]}, False),
        ({"event": "x" * 200}, True),
        ({"event": "x" * 201}, False),
        ({"officer": {"substitute_contact_days": 366, "substitute": True}}, True),
        ({"officer": {"substitute_contact_days": 367}}, False),
        ({"incident": {"person_age": True}}, False),
        ({"reasons": {"x" * 301: "y"}}, False),
        ({"reasons": {"431.5/suit-the-age@a1": " "}}, False),
        ({"acts": [{"id": "a b"}]}, True),
        ({"acts": [{"id": "a "}]}, False),
        ({"acts": [{"id": " a"}]}, False),
        ({"reasons": {"x": "y" * 20_001}}, False),
    ],
)
def test_limits_are_the_same_on_both_sides(case: Any, is_valid: bool) -> None:
    """Each limit of length, number and range is where evaluate has it."""
    assert valid(case) is is_valid
    assert (refusal(case) is None) is is_valid


@pytest.mark.parametrize(
    "case",
    [
        {"incident": {"crime_alleged": False, "offense_restates_defiance": True}},
        {"as_of": "2026-11-24", "officer": {"policy_reviewed_on": "2026-11-25"}},
        {"acts": [{"id": "a1"}, {"id": "a1"}]},
        {"reasons": {"431.6/no-such-rule@a1": "x"}},
    ],
)
def test_what_a_schema_cannot_see_is_left_to_evaluate(case: Any) -> None:
    """A contradiction, a day after the day of reference, an id twice and an unknown reason are valid, and refused."""
    assert valid(case)
    error = refusal(case)
    assert error is not None
    assert beyond_a_schema(error)
