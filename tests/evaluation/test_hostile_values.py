"""Python values of any kind: read as plain values, or refused; no code of theirs decides anything."""

from __future__ import annotations

import collections
import datetime as dt
import enum
import types
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest

from sro_policy import Act, Case, Officer, Program
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.structure import Structurer
from sro_policy.vocabulary import VOCABULARY

from .refusing import accepted, one_act, refusal


class Raising:
    """Whatever is asked of it, it raises."""

    def _raise(self, *_: Any) -> Any:
        raise ZeroDivisionError

    __repr__ = __str__ = __eq__ = __ne__ = __bool__ = __len__ = __iter__ = __getitem__ = __index__ = _raise
    __hash__ = None  # type: ignore[assignment]
    __class__ = property(_raise)


class RaisingKey(Raising):
    """The same, but it can be a key, where it meets a part of a case."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash("officer")


class RaisingMeta(type):
    """A class that raises when it is hashed, compared or named."""

    def _raise(cls, *_: Any) -> Any:
        raise ZeroDivisionError

    __hash__ = __eq__ = _raise
    __name__ = property(_raise)


class OfRaisingClass(metaclass=RaisingMeta):
    pass


class Enormous:
    def __repr__(self) -> str:
        return "x" * 10**8


class ArrayLike:
    """As arrays are: compared element by element, and neither true nor false."""

    def __eq__(self, other: object) -> Any:
        return [True, False]

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise ValueError


# Made when they are used: pytest itself looks at the values of its parameters.
STRANGE = [
    pytest.param(Raising, "<Raising>", id="raising"),
    pytest.param(OfRaisingClass, "<OfRaisingClass>", id="raising class"),
    pytest.param(Enormous, "<Enormous>", id="enormous repr"),
    pytest.param(ArrayLike, "<ArrayLike>", id="array"),
    pytest.param(lambda: (name for name in ["crime"]), "<generator>", id="generator"),
    pytest.param(lambda: bytearray(b"crime"), "<bytearray>", id="bytearray"),
    pytest.param(lambda: memoryview(b"crime"), "<memoryview>", id="memoryview"),
    pytest.param(lambda: Decimal(5), "<Decimal>", id="decimal"),
    pytest.param(lambda: 1j, "<complex>", id="complex"),
    pytest.param(lambda: Act, "<type>", id="class"),
    pytest.param(lambda: print, "<builtin_function_or_method>", id="function"),
    pytest.param(Program, "<Program>", id="record"),
]


@pytest.mark.parametrize(("make", "shown"), STRANGE[1:])
def test_a_strange_value_is_no_case(make: Callable[[], Any], shown: str) -> None:
    """At the top, anything but a mapping or a record is refused."""
    error = refusal(make())
    assert error.place == ""
    assert f"`{shown}`" in error.problem or error.problem == "`Program` stands where `Case` belongs"


@pytest.mark.parametrize(("make", "shown"), STRANGE)
@pytest.mark.parametrize(
    ("case", "place"),
    [
        (lambda value: {"officer": value}, "officer"),
        (lambda value: {"acts": value}, "acts"),
        (lambda value: {"acts": [value]}, "acts[0]"),
        (lambda value: {"acts": [{"id": value}]}, "acts[0].id"),
        (lambda value: {"event": value}, "event"),
        (lambda value: {"as_of": value}, "as_of"),
        (lambda value: {"reasons": value}, "reasons"),
        (lambda value: {"reasons": {"a": value}}, "reasons.a"),
        (lambda value: {"settings": {"A2": value}}, "settings.A2"),
        (lambda value: one_act(in_school=value), "acts[0].in_school"),
        (lambda value: one_act(kind=value), "acts[0].kind"),
        (lambda value: one_act(purposes=value), "acts[0].purposes"),
        (lambda value: one_act(purposes=["crime", value]), "acts[0].purposes[1]"),
        (lambda value: one_act(purposes={"crime": value}), "acts[0].purposes.crime"),
        (lambda value: {"incident": {"person_age": value}}, "incident.person_age"),
        (lambda value: {"officer": {"policy_reviewed_on": value}}, "officer.policy_reviewed_on"),
        (lambda value: Case(officer=Officer(is_sro=value)), "officer.is_sro"),
        (lambda value: Case(acts=[Act(id="a", purposes=value)]), "acts[0].purposes"),
        (lambda value: Case(acts=value), "acts"),
    ],
)
def test_a_strange_value_is_refused_where_it_stands(
    case: Callable[[Any], Any], place: str, make: Callable[[], Any], shown: str
) -> None:
    """A value that no case can hold is one error with its place, and is shown without its own code."""
    error = refusal(case(make()))
    assert error.place == place
    assert f"`{shown}`" in error.problem or f"`{shown.strip('<>')}` stands where" in error.problem


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (lambda: 5, "5"),
        (lambda: None, "None"),
        (lambda: 1.5, "1.5"),
        (lambda: ("a",), '["a"]'),
        (lambda: b"a", "<bytes>"),
        (RaisingKey, "<RaisingKey>"),
    ],
)
def test_a_key_that_is_no_text_is_refused(make: Callable[[], Any], shown: str) -> None:
    """Names are text, at every depth."""
    key = make()
    for case, place in (
        ({key: {}}, ""),
        ({"officer": {key: True}}, "officer"),
        ({"acts": [{"id": "a", key: 1}]}, "acts[0]"),
        (one_act(purposes={key: True}), "acts[0].purposes"),
        ({"reasons": {key: "x"}}, "reasons"),
    ):
        error = refusal(case)
        assert (error.place, error.problem) == (place, f"`{shown}` is no name: names are text")


class Text(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError

    def __len__(self) -> int:
        raise ZeroDivisionError

    def __hash__(self) -> int:
        raise ZeroDivisionError

    __str__ = __repr__ = __iter__ = __len__  # type: ignore[assignment]


class Number(int):
    def __le__(self, other: object) -> bool:
        raise ZeroDivisionError

    __ge__ = __lt__ = __gt__ = __le__

    def __index__(self) -> int:
        raise ZeroDivisionError


class Day(dt.date):
    def __gt__(self, other: object) -> bool:
        raise ZeroDivisionError

    def toordinal(self) -> int:
        raise ZeroDivisionError


class Items(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        raise ZeroDivisionError

    def __len__(self) -> int:
        return 0

    def __getitem__(self, index: Any) -> Any:
        raise ZeroDivisionError


class Row(tuple[Any, ...]):
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        raise ZeroDivisionError


class Table(dict[Any, Any]):
    def __iter__(self) -> Iterator[Any]:
        raise ZeroDivisionError

    def items(self) -> Any:
        raise ZeroDivisionError

    keys = values = copy = items

    def __getitem__(self, key: Any) -> Any:
        raise ZeroDivisionError

    get = __getitem__  # type: ignore[assignment]


class Word(enum.StrEnum):
    SEARCH = "search"
    CRIME = "crime"
    OFFICER = "officer"


class Age(enum.IntEnum):
    FIFTEEN = 15


Names = collections.namedtuple("Names", ["first", "second"])  # noqa: PYI024 - as callers have them


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        (one_act(kind=Text("search")), one_act(kind="search")),
        (one_act(kind=Word.SEARCH), one_act(kind="search")),
        ({"incident": {"person_age": Number(15)}}, {"incident": {"person_age": 15}}),
        ({"incident": {"person_age": Age.FIFTEEN}}, {"incident": {"person_age": 15}}),
        ({"acts": Items([{"id": "a1"}])}, one_act()),
        ({"acts": Row([{"id": Text("a1")}])}, one_act()),
        ({"acts": collections.deque([{"id": "a1"}])}, one_act()),
        (one_act(purposes=Items(["crime", Text("safety")])), one_act(purposes=["crime", "safety"])),
        (one_act(purposes=Names("crime", "safety")), one_act(purposes=["crime", "safety"])),
        (one_act(purposes={"crime", "safety"}), one_act(purposes=["crime", "safety"])),
        (one_act(purposes=frozenset({Word.CRIME})), one_act(purposes=["crime"])),
        (one_act(purposes={"crime": 1, "safety": 2}.keys()), one_act(purposes=["crime", "safety"])),
        (one_act(purposes=Table(crime=True)), one_act(purposes={"crime": True})),
        (Table(officer=Table(is_sro=True)), {"officer": {"is_sro": True}}),
        (types.MappingProxyType({"officer": collections.OrderedDict(is_sro=True)}), {"officer": {"is_sro": True}}),
        (collections.ChainMap({}, {"officer": {"is_sro": True}}), {"officer": {"is_sro": True}}),
        ({Word.OFFICER: {"is_sro": True}}, {"officer": {"is_sro": True}}),
        (
            {"as_of": Day(2026, 11, 24), "officer": {"policy_reviewed_on": Day(2026, 11, 1)}},
            {"as_of": "2026-11-24", "officer": {"policy_reviewed_on": "2026-11-01"}},
        ),
    ],
)
def test_a_subclass_is_read_as_what_it_is_underneath(odd: Any, plain: Any) -> None:
    """Enums, named tuples and other subclasses say what their plain value says, whatever they override."""
    structurer = Structurer(VOCABULARY)
    one, other = (structurer.snapshot(case, DEFAULT_LIMITS) for case in (odd, plain))
    assert attrs.asdict(one) == attrs.asdict(other)
    assert accepted(odd) == accepted(plain)
