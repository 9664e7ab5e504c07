"""The JSON Schema of a scenario, held against the reader: neither accepts what the other refuses."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy import InputError
from sro_policy.scenario import run_scenario, scenario_of, scenario_schema
from sro_policy.scenario.yaml_document import read_yaml

from .shipped import SHIPPED, SMALL

SCHEMA = scenario_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@cache
def plain(path: Path) -> Any:
    return read_yaml(path.read_bytes()).value


def accepts(said: Any) -> str:
    """Return what the reader refuses, or the run does; nothing where both accept."""
    try:
        run_scenario(scenario_of(said), engine="table")
    except InputError as refused:
        return str(refused)
    return ""


def test_it_is_a_schema_of_the_draft() -> None:
    """Valid as such, and the same each time."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert scenario_schema() == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_valid(path: Path) -> None:
    """Every scenario, with what YAML says as plain values."""
    VALIDATOR.validate(plain(path))


ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    " ",
    "x",
    "1:02",
    "1:60",
    "1:99:00",
    "2026-11-24",
    "2026-W48-2T10:00:00Z",
    "2",
    "quit",
    "met",
    "arrest",
    [],
    ["x"],
    {},
    {"x": 1},
]
"""What is put in the place of a value."""

BEYOND = {
    "days and hours that do not exist": ("is a day that", "no date and time with its zone"),
    "times that go back, and what lies ahead": (
        "come before the event before it",
        "comes before",
        "lies ahead",
        "lies after the day of reference",
    ),
    "facts that contradict one another, the times, or what is known": (
        "these cannot be so together",
        "it is known to be",
        "by the times it is",
    ),
    "what is not there: acts, subjects, and facts of which nothing is known": (
        "has not begun",
        "is done",
        "there is no such act",
        "has no subject",
        "nothing is known of",
        "it says nothing",
    ),
    "what is withdrawn is a fact, and the act is named where it is one of an act": (
        "unknown fact",
        "unknown moment",
        "is a fact of an act",
        "is no fact of an act",
    ),
    "two options of one id, too many ways, and an act that begins twice": (
        "names two options",
        "ways through it are more than",
        "began already",
    ),
}
"""What a schema cannot say, with how it is told: the faults that only reading or running finds."""


def places(value: Any, inside: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield each place of plain values: the names and numbers that lead to it."""
    yield inside
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*inside, key))


def changed(said: Any, place: tuple[Any, ...], how: str, odd: Any) -> Any:
    """Return plain values with one fault: another value, one key that is gone, another or more."""
    twin = copy.deepcopy(said)
    holder = twin
    for key in place[:-1]:
        holder = holder[key]
    key = place[-1]
    if how == "gone":
        del holder[key]
    elif how == "more" and isinstance(holder[key], dict):
        holder[key]["x"] = odd
    elif how == "renamed" and isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)
    else:
        holder[key] = odd
    return twin


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([*SHIPPED, None]), st.data())
def test_one_fault_is_refused_by_both_or_by_neither(path: Path | None, data: st.DataObject) -> None:
    """Whatever the schema refuses the reader or the run refuses; what only these refuse is what no schema can say."""
    said = read_yaml(SMALL).value if path is None else plain(path)
    place = data.draw(st.sampled_from([place for place in places(said) if place]))
    how = data.draw(st.sampled_from(["other", "gone", "more", "renamed"]))
    other = changed(said, place, how, data.draw(st.sampled_from(ODD)))
    valid, refused = VALIDATOR.is_valid(other), accepts(other)
    if refused and valid:
        assert any(says in refused for those in BEYOND.values() for says in those), refused
    if not refused:
        assert valid, [error.message for error in VALIDATOR.iter_errors(other)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"at: 0:20", b"at: 0:04", "come before the event before it"),
        (b"id: not", b"id: consider", "names two options"),
        (b"crime_alleged: true,", b"crime_alleged: false, crime_is_pretext: true,", "these cannot be so together"),
        (b"title: Two ways", b"title: Two ways\nbegan: 2026-02-30T10:00:00Z", "no date and time with its zone"),
        (b"subject: incident, word: departed", b"subject: incident, word: met, due_by: 2026-02-30", "is a day that"),
    ],
)
def test_what_a_schema_cannot_say_is_valid_and_refused(old: bytes, new: bytes, says: str) -> None:
    """The reader, or the run, finds it."""
    said = read_yaml(SMALL.replace(old, new)).value
    assert VALIDATOR.is_valid(said)
    assert says in accepts(said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"tell: A teacher points at a student.", b"tell: [A teacher]"),
        (b"by: observer", b"by: a teacher"),
        (b"at: 0:05", b"at: five past"),
        (b"clause: 431.6.p1", b"clause: 431.9"),
        (b"word: advised", b"wrod: advised"),
        (b"ask: What now?", b"ask: ' '"),
        (b"scenario: 1", b"scenario: 2"),
        (b"at: 0:20", b"at: 1:99:00"),
        (b"title: Two ways", b"title: Two ways\nbegan: 2026-W48-2T10:00:00Z"),
        (b"title: Two ways", b"title: Two ways\nbegan: 2026-11-24T10:00:00"),
        (b"title: Two ways", b"title: Two ways\nbegan: 2026-11-24T10:00Z"),
        (b"id: consider", b"id: '2'"),
        (b"id: consider", b"id: quit"),
        (b"id: small", b"id: Small"),
        (b"learn: {incident", b"learn: {settings: {A2: one}, incident"),
        (b"learn: {incident", b"begin: a1, learn: {incident"),
        (b"is_sro: true", b"is_sro: 'yes'"),
    ],
)
def test_what_a_schema_can_say_it_says(old: bytes, new: bytes) -> None:
    """What the reader, or the run, refuses of one value, the schema refuses."""
    content = (
        SMALL.replace(old, new)
        if b"begin" not in new
        else SMALL.replace(b"    learn:", b"    begin: a1\n    learn:", 1)
    )
    said = read_yaml(content).value
    assert not VALIDATOR.is_valid(said)
    assert accepts(said)
