"""What errors are made of: names that are near, values that are safe to show, and one line."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_policy import InputError
from sro_policy.errors import nearest, quoted, unknown

NAMES = ("school_rule", "discipline", "crime", "safety", "A2")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("crim", "crime"),
        ("saftey", "safety"),
        ("SAFETY", "safety"),
        ("School Rule", "school_rule"),
        ("school-rule", "school_rule"),
        ("a2", "A2"),
        ("nothing of this", None),
        ("", None),
        ("\ud800", None),
    ],
)
def test_the_nearest_name_is_told_where_one_is_near(name: str, meant: str | None) -> None:
    """Case, hyphens and spaces do not count, and what is far from all is no hint."""
    assert nearest(name, NAMES) == (f"; did you mean `{meant}`?" if meant else "")


def test_the_first_of_names_that_differ_in_case_is_told() -> None:
    """Names that differ in case alone are one name for this."""
    assert nearest("actone", ["ActOne", "actOne"]) == "; did you mean `ActOne`?"
    assert nearest("x", []) == ""


def test_where_none_is_near_all_are_listed_if_that_is_asked_for() -> None:
    """So it is for what is no text; and a text is read as it stands, whatever its class makes of itself."""
    assert nearest("xyz", ["a", "b"], otherwise="names are") == "; names are a, b"
    assert nearest("aa", ["aab", "b"], otherwise="names are") == "; did you mean `aab`?"
    for odd in (None, 3, ["aab"], {"aab": 1}):
        assert nearest(odd, ["aab"]) == ""
        assert nearest(odd, ["aab"], otherwise="it is") == "; it is aab"

    class Shouting(str):
        __slots__ = ()

        def __getitem__(self, _: object) -> str:
            raise AssertionError

        def casefold(self) -> str:
            raise AssertionError

    assert nearest(Shouting("aa"), ["aab"]) == "; did you mean `aab`?"
    assert unknown("name", Shouting("aa"), ["aab"]) == "unknown name `aa`; did you mean `aab`?"
    assert unknown("name", 3, ["a", "b"], otherwise="names are") == "unknown name `3`; names are a, b"


def test_looking_for_the_nearest_takes_no_time_to_speak_of() -> None:
    """A long name among many long ones is compared by its beginning, and lists as far as theirs."""
    hostile = ["a" * 190 + f"{number:010}" for number in range(100_000)]
    begin = time.process_time()
    nearest("a" * 1_000_000, hostile)
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x", "x"),
        ("", ""),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 57 + "..."),
        ("é\n\x1b\u202e\ud800", r"é\n\x1b\u202e\ud800"),
        (None, "None"),
        (True, "True"),
        (-5, "-5"),
        (2**64 - 1, "18446744073709551615"),
        (2**64, "<a number of 65 bits>"),
        (-(10**5000), "<a number of 16610 bits>"),
        (1.5, "1.5"),
        (float("inf"), "inf"),
        (dt.date(2026, 11, 24), "2026-11-24"),
        (dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC), "2026-11-24T08:00:00"),
        (dt.time(8), "<time>"),
        ([], "[]"),
        ({}, "{}"),
        ({"a": 1}, "{...}"),
        (set(), "<set>"),
        (["a", 1, None], '["a", 1, None]'),
        (["a" * 21, [], [1], {}], f'["{"a" * 17}...", [], [...], ...]'),
        ((1, "\n"), r'[1, "\n"]'),
    ],
    ids=map(str, range(100)),
)
def test_a_value_is_shown_short_and_on_one_line(value: Any, shown: str) -> None:
    """Text is cut, what cannot be printed is escaped, and large or strange values are described."""
    assert quoted(value) == f"`{shown}`"


def test_a_time_zone_is_not_asked() -> None:
    """A moment is shown without what its time zone would make of it."""

    class Zone(dt.tzinfo):
        def utcoffset(self, _: Any) -> Any:
            raise ZeroDivisionError

        dst = tzname = utcoffset

    assert quoted(dt.datetime(2026, 1, 2, tzinfo=Zone())) == "`2026-01-02T00:00:00`"


@given(st.text(), st.text())
def test_an_error_is_one_printable_line(problem: str, place: str) -> None:
    """Whatever it is made from, an error can be printed on any terminal."""
    error = InputError(problem, place=place)
    assert str(error).isprintable()
    assert error.place.isprintable()
    assert error.problem.isprintable()
    str(error).encode()
    if problem.isprintable():
        assert error.problem == problem


def test_an_error_survives_being_copied_and_sent() -> None:
    """Copied, or pickled on its way from another process, it keeps its place and problem."""
    error = InputError("is wrong", place="acts[0]")
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own
        assert (other.place, other.problem, str(other)) == ("acts[0]", "is wrong", "acts[0]: is wrong")
