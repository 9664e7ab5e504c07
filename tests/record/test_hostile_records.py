"""What is no record is refused with its place, and never with a traceback."""

from __future__ import annotations

import copy
import enum
import json
import sys
from collections import UserDict, UserList
from typing import Any

import pytest

from sro_policy import InputError, Limits, verify_record
from sro_policy.record import RECORD_LIMITS

from .recorded import record_of

CASE: dict[str, Any] = {
    "incident": {"person_age": 15},
    "acts": [{"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}],
    "program": {"helps_safety_plan": True},
    "reasons": {"431.6/arrest-in-school@a1": "a reason"},
}
RECORD = record_of(CASE)
HASH = "sha256:" + "0" * 64


def refusal(record: Any, **options: Any) -> str:
    """Return what is said of something that is no record."""
    with pytest.raises(InputError) as refused:
        verify_record(record, **options)
    assert len(str(refused.value)) < 300
    return str(refused.value)


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ("record", 2, "record: a record of version 2; this library reads version 1"),
        ("record", True, "record: `True` is no version of records"),
        ("record", "1", "record: `1` is no version of records"),
        ("library", {"name": "x"}, "library: `version` is missing"),
        ("engine", [], "engine: `[]` is not an object"),
        ("engine", {"name": "x", "version": 1}, "engine.version: `1` is not text"),
        (
            "policy",
            {"number": "431", "edition": "x", "digst": HASH},
            "policy: unknown key `digst`; did you mean `digest`?",
        ),
        (
            "policy",
            {"number": "431", "edition": "x", "digest": "none\nsame"},
            "policy.digest: `none\\nsame` is no digest; one is",
        ),
        ("settings", {"A2": 1}, "settings.A2: `1` is not text"),
        ("as_of", 2026, "as_of: `2026` is not text"),
        ("event", "e" * 201, "event: a text of 201 characters; the limit is 200"),
        ("acts", "a1", "acts: `a1` is not a list"),
        ("acts", ["a1", "a1"], "acts[1]: `a1` stands twice"),
        ("acts", ["officer"], "acts[0]: `officer` stands twice"),
        ("acts", [None], "acts[0]: `None` is not text"),
        (
            "facts",
            [{"subject": "a9", "fact": "act.kind", "value": 1}],
            "facts[0].subject: the record has no subject `a9`",
        ),
        (
            "facts",
            [{"subject": "a1", "fact": "officer.is_sro", "value": 1}],
            "facts[0].fact: `officer.is_sro` is no fact of",
        ),
        ("facts", [{"subject": "a1", "fact": "act.kind"}], "facts[0]: `value` is missing"),
        (
            "facts",
            [{"subject": "a1", "fact": "act.kind", "value": 1, "salt": "0" * 64}],
            "facts[0]: unknown key `salt`",
        ),
        ("facts", [{"subject": "a1", "fact": "act.kind", "value": 1}] * 2, "facts[1]: `act.kind` stands twice"),
        ("reasons", [{"rule": "x", "subject": "a1", "commitment": "x"}], "reasons[0].commitment: `x` is no digest"),
        (
            "reasons",
            [{"rule": "x", "subject": "a1", "commitment": HASH, "salt": "x"}],
            "reasons[0]: a value and its salt",
        ),
        (
            "reasons",
            [{"rule": "x", "subject": "a1", "commitment": HASH, "salt": "0" * 64, "value": 1}],
            "reasons[0].value: `1` is not text",
        ),
        (
            "reasons",
            [{"rule": "x", "subject": "a1", "commitment": HASH, "salt": "x", "value": "y"}],
            "reasons[0].salt: `x` is no salt",
        ),
        ("reasons", [{"rule": "x", "subject": "a1", "commitment": HASH}] * 2, "reasons[1]: `x` stands twice"),
        ("findings", [1], "findings[0]: `1` is not an object"),
        ("findings", [{}], "findings[0]: `rule` is missing"),
        ("findings", [RECORD["findings"][0]] * 2, f"findings[1]: `{RECORD['findings'][0]['rule']}` stands twice"),
        ("checklist", [{"clause": "x", "subject": "y", "known": None}], "checklist[0].known: `None` is not text"),
        ("previous", "x", "previous: `x` is no digest; one is `sha256:` and 64 hexadecimal digits"),
        ("result", None, "result: `None` is no digest"),
        ("digest", HASH.upper(), "digest: `SHA256:"),
        ("digest", HASH + "\n", "digest: `sha256:"),
    ],
)
def test_what_is_wrong_in_a_record_is_told_with_its_place(place: str, value: object, says: str) -> None:
    """The place, what is wrong there and the nearest name are told."""
    assert refusal({**RECORD, place: value}).startswith(says)


def test_a_part_that_is_missing_or_unknown_is_told() -> None:
    """Each part of a record has to be there, and no other."""
    for name in RECORD:
        assert refusal({key: item for key, item in RECORD.items() if key != name}) == f"`{name}` is missing"
    assert refusal({**RECORD, "finding": []}) == "unknown key `finding`; did you mean `findings`?"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "`None` is not a record"),
        ([], "`[]` is not a record"),
        (5, "`5` is not a record"),
        (object(), "`<object>` is nothing that a record can hold"),
        (1.5, "`1.5` is nothing that a record can hold"),
        (float("nan"), "`nan` is nothing that a record can hold"),
        (2**70, "`<a number of 71 bits>` is nothing that a record can hold"),
        ("", "the document is empty"),
        ("{", "not JSON: "),
        ("[1]", "`[1]` is not a record"),
        ('{"a": 1, "a": 2}', "the key `a` stands twice"),
        ('{"a": NaN}', "a: `NaN` is no number that JSON knows"),
        ('{"a": 1e400}', "a: the number `1e400` is out of all bounds"),
        ('{"a": "\\ud800"}', "a: `\\ud800` holds half a character"),
        (b"\xff", "not UTF-8 text"),
        ({"a": "\ud800"}, "a: `\\ud800` holds half a character"),
        ({"\ud800": 1}, "`\\ud800` holds half a character"),
        ({1: 2}, "`1` is no name: names are text"),
        ("[" * 21 + "]" * 21, "nested deeper than the limit of 20 levels"),
    ],
)
def test_what_is_no_record_is_told(value: object, says: str) -> None:
    """Whatever is given in place of a record is refused in words."""
    assert refusal(value).startswith(says)


def test_a_value_without_end_is_refused() -> None:
    """A list or dict that holds itself is refused where it is too deep."""
    held: dict[str, Any] = dict(RECORD)
    held["settings"] = held
    assert "nested deeper than the limit" in refusal(held)
    items: list[Any] = []
    items.append(items)
    assert "nested deeper than the limit" in refusal({**RECORD, "checklist": items})


def test_limits_can_be_set() -> None:
    """A record may have the size of the record of a large case; less can be asked for."""
    text = json.dumps(RECORD)
    assert refusal(text, limits=Limits(document_bytes=100)).startswith(f"the document has {len(text)} bytes")
    assert refusal(RECORD, limits=Limits(acts=0)) == "acts: more acts than the limit of 0"
    assert refusal(RECORD, limits=Limits(nesting=3)).endswith("nested deeper than the limit")
    assert RECORD_LIMITS.acts == Limits().acts


def test_a_case_of_the_largest_size_has_a_record_that_can_be_read() -> None:
    """The record of as many acts as a case can have, written with room, is within the limit of a document."""
    acts = [{"id": f"a{number}", "kind": "command", "in_school": True} for number in range(RECORD_LIMITS.acts)]
    text = json.dumps(record_of({"acts": acts}), indent=2)
    assert len(text) * 3 < RECORD_LIMITS.document_bytes
    assert verify_record(text).holds


def test_other_containers_are_read_as_what_they_hold() -> None:
    """Mappings, sequences and texts of other classes are read as plain ones."""

    class Word(enum.StrEnum):
        NAME = "sro-policy"

    record: Any = UserDict(copy.deepcopy(RECORD))
    record["acts"] = UserList(record["acts"])
    record["facts"] = tuple(record["facts"])
    record["library"]["name"] = Word.NAME
    assert verify_record(record).holds


def test_a_findings_parts_may_be_anything_and_are_compared() -> None:
    """A finding whose parts are of another kind is different, whatever they are."""
    for value in ([[]], [{"rule": []}], [{"fact": "x", "subject": "y"}] * 2, {"a": {"commitment": 1}}, 5, None, "x"):
        for name in ("clause", "parameters", "deadlines", "readings"):
            record = copy.deepcopy(RECORD)
            if written_alike(record["findings"][0][name], value):
                continue
            record["findings"][0][name] = value
            assert verify_record(record).outcome == "different"


def written_alike(one: object, other: object) -> bool:
    return json.dumps(one) == json.dumps(other)


def test_reading_needs_no_deep_stack() -> None:
    """The limit of nesting is met before Python's own."""
    deep: Any = 1
    for _ in range(sys.getrecursionlimit() * 2):
        deep = [deep]
    assert "nested deeper" in refusal({**RECORD, "checklist": deep})
