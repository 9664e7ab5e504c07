"""Whatever comes in, there is a decision or one error; and what means the same is decided the same."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sro_policy import Act, Case, Contract, Incident, InputError, Officer, Program, evaluate
from sro_policy.vocabulary import VOCABULARY

from ..cases_at_random import case as random_case

CASES = [
    json.loads(path.read_text(encoding="utf-8"))["case"]
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
]
RECORDS: dict[str, Callable[..., Any]] = {
    "officer": Officer,
    "incident": Incident,
    "contract": Contract,
    "program": Program,
}
MANY = settings(max_examples=400, deadline=None)


def outcome(case: Any) -> str:
    """Return the digest of a decision, or the error, which has to be one printable line."""
    try:
        return evaluate(case, engine="table").digest
    except InputError as error:
        assert str(error).isprintable()
        assert 0 < len(str(error)) < 1000
        str(error).encode()
        return f"InputError: {error}"


NAMES = st.sampled_from(
    ["as_of", "event", "acts", "reasons", "settings", "id", *RECORDS, "A2"]
    + [fact.name for fact in VOCABULARY.facts.values()]
)
VALUES = st.sampled_from(
    [value for fact in VOCABULARY.facts.values() for value in getattr(fact, "values", ())]
    + ["2026-11-24", "2026-02-30", "431.6/arrest-in-school@a1", "a1", "officer", "one", "", "\n", "\u202e"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | VALUES
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(), inner, max_size=4),
    max_leaves=30,
)
PYTHON = st.recursive(
    SCALARS
    | st.binary()
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.just(Officer(is_sro=True))
    | st.just(object),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.frozensets(VALUES, max_size=3)
        | st.dictionaries(NAMES | st.text() | st.integers() | st.none(), inner, max_size=3)
    ),
    max_leaves=20,
)
CASE_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "as_of": JSON | st.dates().map(dt.date.isoformat),
        "acts": JSON | st.lists(st.dictionaries(NAMES, JSON, max_size=5), max_size=3),
        "reasons": JSON | st.dictionaries(VALUES, SCALARS, max_size=2),
        "settings": JSON | st.dictionaries(st.just("A2"), SCALARS),
        **{part: JSON | st.dictionaries(NAMES, SCALARS, max_size=5) for part in RECORDS},
    },
)


@MANY
@given(JSON | PYTHON | CASE_LIKE)
def test_any_value_is_decided_or_refused(value: Any) -> None:
    """Whatever Python hands in, there is a decision or one error in one line; and again the same."""
    assert outcome(value) == outcome(copy.deepcopy(value))


@MANY
@given((JSON | CASE_LIKE).filter(lambda value: not isinstance(value, str)))
def test_a_document_is_decided_as_its_value_is(value: Any) -> None:
    """As text or as bytes, a document gives what its value gives, unless the text itself is refused."""
    text = json.dumps(value, ensure_ascii=False)
    said = outcome(text)
    assert outcome(text.encode("utf-8", "surrogatepass")).partition(" ")[0] == said.partition(" ")[0]
    if not any(words in said for words in ("no number that JSON", "half a character", "out of all bounds")):
        assert said == outcome(value)


@MANY
@given(st.binary(max_size=300) | st.text(alphabet=st.sampled_from('{}[]",:0e1-.nulltrue\\u d8\n\ufeff'), max_size=60))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf{}")
def test_any_bytes_are_decided_or_refused(content: bytes | str) -> None:
    """Whatever a file holds, there is a decision or one error in one line."""
    outcome(content)


@MANY
@given(st.sampled_from(CASES), st.data())
def test_a_damaged_document_is_decided_or_refused(case: Any, data: st.DataObject) -> None:
    """A document with some of its bytes lost, changed or doubled is decided, or refused in one line."""
    content = bytearray(json.dumps(case).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3) | st.sampled_from(
            [b"NaN", b"1e400", b'"', b"{", b"\\ud800", b"null", b"\xff"]))  # fmt: skip
    outcome(bytes(content))


def holders(value: Any) -> Iterator[Any]:
    """Yield every dict and list of a case, the case itself included."""
    if isinstance(value, dict | list):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from holders(item)


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_a_case_with_flaws_is_decided_or_refused(case: Any, data: st.DataObject) -> None:
    """Worked cases with things replaced, added or moved, at any depth, give a decision or one error."""
    case = copy.deepcopy(case)
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from(list(holders(case))))
        flaw = copy.deepcopy(data.draw(JSON | PYTHON | st.sampled_from(list(holders(case)))))
        if isinstance(holder, dict):
            holder[data.draw(NAMES | st.sampled_from([*holder, "x"]) | st.text())] = flaw
        elif holder and data.draw(st.booleans()):
            holder[data.draw(st.integers(0, len(holder) - 1))] = flaw
        else:
            holder.append(flaw)
    outcome(case)


def in_any_order(value: Any, pick: random.Random, name: str = "") -> Any:
    """Return a case with its keys, and the members of its sets, in another order."""
    if isinstance(value, dict):
        items = list(value.items())
        pick.shuffle(items)
        return {key: in_any_order(item, pick, key) for key, item in items}
    if isinstance(value, list):
        items = [in_any_order(item, pick) for item in value]
        if name in {"purposes", "serves_duty"}:
            pick.shuffle(items)
        return items
    return value


def with_nulls(value: Any, pick: random.Random) -> Any:
    """Return a case with null for some of what it leaves out."""
    filled = copy.deepcopy(value)
    filled.setdefault("acts", [])
    for subject in (*RECORDS, "act"):
        names = [fact.name for fact in VOCABULARY.of(subject)]
        parts = filled["acts"] if subject == "act" else [filled.setdefault(subject, {})]
        for part in parts:
            for name in names:
                if name not in part and pick.random() < 0.3:
                    part[name] = None
            for name in ("purposes", "serves_duty") if subject == "act" else ():
                if isinstance(part.get(name), dict):
                    part[name] = dict.fromkeys(VOCABULARY.facts[f"act.{name}"].values) | part[name]  # type: ignore[attr-defined]
    for name in ("as_of", "event", "reasons", "settings"):
        filled.setdefault(name, None)
    return filled


def as_records(value: Any) -> Case:
    """Return a case as typed records, with dates and sets as those who use records write them."""
    said = dict(value)
    for part, record in RECORDS.items():
        if said.get(part) is not None:
            said[part] = record(**{name: day_of(item) for name, item in said[part].items()})
    acts: list[dict[str, Any]] = [
        {k: frozenset(v) if isinstance(v, list) else v for k, v in act.items()} for act in said.get("acts", ())
    ]
    return Case(**{**said, "acts": tuple(Act(**act) for act in acts)})


def day_of(value: Any) -> Any:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


CHANGES: dict[str, Callable[[Any, random.Random], Any]] = {
    "order": in_any_order,
    "null": with_nulls,
    "records": lambda value, _: as_records(value),
    "records with null": lambda value, pick: as_records(with_nulls(value, pick)),
    "tuples": lambda value, _: {**value, "acts": tuple(value.get("acts", ()))},
    "text": lambda value, _: json.dumps(value),
    "ordered text": lambda value, pick: json.dumps(in_any_order(value, pick), indent=1, ensure_ascii=False).encode(),
    "nothing": lambda value, _: copy.deepcopy(value),
}


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CASES) | st.randoms(use_true_random=False).map(random_case), st.randoms(use_true_random=False))
def test_what_means_the_same_is_decided_the_same(change: str, case: Any, pick: random.Random) -> None:
    """The order of keys and of purposes, null for what is missing, records for dicts: the decision is the same."""
    assert outcome(CHANGES[change](case, pick)) == evaluate(case, engine="table").digest


@pytest.mark.parametrize("change", ["order", "nothing"])
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.data(), st.randoms(use_true_random=False))
def test_an_error_does_not_depend_on_the_order_of_keys(
    change: str, case: Any, data: st.DataObject, pick: random.Random
) -> None:
    """With several flaws in a case, the same one is told in whatever order its keys come."""
    case = copy.deepcopy(case)
    parts = [part for part in holders(case) if isinstance(part, dict)]
    for _ in range(3):
        holder = data.draw(st.sampled_from(parts))
        holder[data.draw(NAMES | st.sampled_from(["x", "y"]))] = data.draw(SCALARS.filter(lambda v: v == v))  # noqa: PLR0124 - NaN is not itself
    assert outcome(CHANGES[change](case, pick)) == outcome(case)
