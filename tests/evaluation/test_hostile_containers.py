"""Containers that lie, change, never end or hold themselves; and records that are not what they seem."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import attrs
import pytest

from sro_policy import Act, Case, Contract, Incident, InputError, Officer, Program, evaluate

from .refusing import accepted, one_act, refusal


class Lying(Mapping[str, Any]):
    """Says that it has keys, and raises for each."""

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(["is_sro", "crime"])

    def __len__(self) -> int:
        return 0


class EndlessMapping(Lying):
    def __getitem__(self, key: str) -> Any:
        return True

    def __iter__(self) -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"k{number}"


class EndlessSequence(Sequence[Any]):
    def __getitem__(self, index: Any) -> Any:
        return {"id": str(index)}

    def __len__(self) -> int:
        return 1


class EndlessSet(AbstractSet[Any]):
    def __contains__(self, item: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        while True:
            yield "crime"

    def __len__(self) -> int:
        return 1


class SetOfLists(set[Any]):
    def __iter__(self) -> Iterator[Any]:
        return iter([["crime"]])


class RaisingSet(EndlessSet):
    def __iter__(self) -> Iterator[Any]:
        raise MemoryError


class Borrowed:
    """Registered as a mapping, without being one."""


Mapping.register(Borrowed)


@pytest.mark.parametrize(
    ("case", "place", "says"),
    [
        (Lying(), "", "`<Lying>` cannot be read"),
        ({"officer": Lying()}, "officer", "`<Lying>` cannot be read"),
        (one_act(purposes=Lying()), "acts[0].purposes", "`<Lying>` cannot be read"),
        ({"officer": Borrowed()}, "officer", "`<Borrowed>` cannot be read"),
        (EndlessMapping(), "", "unknown part `k1`"),
        ({"officer": EndlessMapping()}, "officer", "unknown fact `k1`"),
        ({"reasons": EndlessMapping()}, "reasons.k1", "`True` is not text"),
        (one_act(purposes=EndlessMapping()), "acts[0].purposes", "unknown value `k1`"),
        ({"acts": EndlessSequence()}, "acts", "more acts than the limit of 1000"),
        (one_act(purposes=EndlessSequence()), "acts[0].purposes[0]", "`{...}` is not a name"),
        (one_act(purposes=SetOfLists()), "acts[0].purposes", '`["crime"]` is no name: names are text'),
        (one_act(purposes=RaisingSet()), "acts[0].purposes", "`<RaisingSet>` cannot be read"),
        (one_act(purposes={"crim", "zzz"}), "acts[0].purposes", "unknown value `crim`; did you mean `crime`?"),
        (one_act(purposes={2, 10**5000, "crime"}), "acts[0].purposes", "`2` is no name: names are text"),
        (one_act(purposes=frozenset()), "acts[0].purposes", "an empty list says nothing"),
        ({"acts": {"a", "b"}}, "acts", "`<set>` is not a list of acts"),
        ({"acts": ({"id": "a"} for _ in range(1))}, "acts", "`<generator>` is not a list of acts"),
        ({"acts": range(3)}, "acts[0]", "`0` is not an object of facts"),
    ],
)
def test_a_container_that_lies_or_never_ends_is_refused(case: Any, place: str, says: str) -> None:
    """What a container does while it is read is an error of the input; what never ends is cut off."""
    error = refusal(case)
    assert error.place == place
    assert says in error.problem


def test_an_endless_set_of_one_name_is_that_name() -> None:
    """What is read of it makes sense, so it is accepted."""
    assert accepted(one_act(purposes=EndlessSet())) == accepted(one_act(purposes=["crime"]))


def test_two_keys_that_read_alike_are_one_too_many() -> None:
    """Keys that differ only by what their classes make of them stand twice."""

    class Key(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return self is other

        __hash__ = str.__hash__

    error = refusal({"officer": {Key("is_sro"): True, Key("is_sro"): False}})
    assert (error.place, error.problem) == ("officer", "the key `is_sro` stands twice")


def test_what_holds_itself_or_is_endlessly_deep_is_refused() -> None:
    """A dict or list in itself, or a hundred thousand deep, is refused where it does not belong."""
    loop: dict[str, Any] = {}
    loop["officer"] = loop
    assert str(refusal(loop)) == "officer: unknown fact `officer`"
    ring: list[Any] = []
    ring.append(ring)
    assert str(refusal({"acts": ring})) == "acts[0]: `[[...]]` is not an object of facts"
    assert refusal(one_act(purposes=ring)).place == "acts[0].purposes[0]"
    deep: Any = "crime"
    for _ in range(100_000):
        deep = [deep]
    assert refusal(one_act(purposes=deep)).place == "acts[0].purposes[0]"
    assert refusal({"event": deep}).problem == "`[[...]]` is not text"
    for _ in range(100_000):
        deep = {"crime": deep}
    assert refusal(one_act(purposes=deep)).place == "acts[0].purposes.crime"


def test_a_case_that_changes_while_it_is_read_breaks_nothing() -> None:
    """With another thread at work on it, a case is decided or refused as one of its states is."""
    facts: dict[str, Any] = {"id": "a1"}
    case = {"acts": [facts]}
    stop = threading.Event()

    def change() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            facts[f"k{number % 50}"] = 1
            facts.pop(f"k{(number + 25) % 50}", None)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(2000):
            try:
                evaluate(case, engine="table")
            except InputError as error:
                assert error.place == "acts[0]"
    finally:
        stop.set()
        thread.join()


def test_a_case_can_change_once_it_is_decided() -> None:
    """A decision keeps what it was made from, whatever becomes of the dicts."""
    purposes = {"crime": True}
    case = one_act(kind="search", purposes=purposes, serves_duty={"a": True})
    decision = evaluate(case, engine="table")
    digest = decision.digest
    purposes.clear()
    case["acts"][0].clear()
    assert decision.digest == digest


@attrs.frozen
class Stranger:
    is_sro: bool = True


class Deputy(Officer):  # type: ignore[misc]
    pass


@pytest.mark.parametrize(
    ("case", "place", "says"),
    [
        ({"officer": Act(id="a")}, "officer", "`Act` stands where `Officer` belongs"),
        ({"officer": Case()}, "officer", "`Case` stands where `Officer` belongs"),
        ({"acts": [Incident()]}, "acts[0]", "`Incident` stands where `Act` belongs"),
        (Case(acts=[Case()]), "acts[0]", "`Case` stands where `Act` belongs"),  # type: ignore[list-item]
        (Case(incident=Officer()), "incident", "`Officer` stands where `Incident` belongs"),  # type: ignore[arg-type]
        (Officer(), "", "`Officer` stands where `Case` belongs"),
        ({"case": Case()}, "", "unknown part `case`"),
        ({"officer": Stranger()}, "officer", "`<Stranger>` is not an object of facts"),
        ({"officer": Deputy()}, "officer", "`<Deputy>` is not an object of facts"),
        (Case.__new__(Case), "", "this `Case` was never filled in"),
        (Case(officer=Officer.__new__(Officer)), "officer", "this `Officer` was never filled in"),
        (Case(acts=[Act.__new__(Act)]), "acts[0]", "this `Act` was never filled in"),
        (Case(officer=Officer(is_sro="yes")), "officer.is_sro", "`yes` is not true or false"),  # type: ignore[arg-type]
        (Case(acts=[Act(id=5)]), "acts[0].id", "`5` is not text"),  # type: ignore[arg-type]
        (Case(acts=[Act(id="a", purposes=[])]), "acts[0].purposes", "an empty list says nothing"),
        (Case(acts=7), "acts", "`7` is not a list of acts"),  # type: ignore[arg-type]
        (Case(reasons=7), "reasons", "`7` is not an object of texts"),  # type: ignore[arg-type]
        (Case(acts=[Act(id="a"), Act(id="a")]), "acts[1].id", "the id `a` stands twice"),
    ],
)
def test_records_are_checked_as_dicts_are(case: Any, place: str, says: str) -> None:
    """A record of the wrong class, unfinished, or with values of the wrong type is refused with its place."""
    error = refusal(case)
    assert (error.place, says in error.problem) == (place, True)


def test_records_and_dicts_can_be_mixed() -> None:
    """A record may stand in a dict, and a dict in a record."""
    plain: dict[str, Any] = {
        "as_of": "2026-11-24",
        "event": "e7",
        "officer": {"is_sro": True, "policy_reviewed_on": False},
        "incident": {"crime_alleged": True},
        "acts": [{"id": "a1", "kind": "search", "purposes": {"crime": True}}],
        "contract": {"addresses_attire": True},
        "program": {"school_level": "middle"},
        "reasons": {"431.6/arrest-in-school@a1": "because"},
        "settings": {"A2": "one"},
    }
    records = {
        **plain,
        "officer": Officer(is_sro=True, policy_reviewed_on=False),
        "incident": Incident(crime_alleged=True),
        "acts": (Act(id="a1", kind="search", purposes={"crime": True}),),
        "contract": Contract(addresses_attire=True),
        "program": Program(school_level="middle"),
    }
    assert accepted(plain) == accepted(records) == accepted(Case(**plain)) == accepted(Case(**records))
