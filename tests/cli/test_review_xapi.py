"""`review --format xapi` on the command line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sro_policy.review import review
from sro_policy.xapi import Account, statements

from ..review.incidents import arrest
from .running import EXAMPLES, run

NEEDED = ("--account", "https://lms.example.org/a,b,7f3a", "--timestamp", "2026-11-24T09:00:00-06:00")
ACCOUNT = Account(home_page="https://lms.example.org/a,b", name="7f3a")
AT = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


def test_the_statements_are_those_of_the_library(tmp_path: Path) -> None:
    """A list in JSON, as a store takes it; the id is what stands behind the last comma."""
    journal = tmp_path / "e7.jsonl"
    arrest(journal).close()
    exercise = "https://lms.example.org/exercises/12"
    result = run("review", str(journal), "--format", "xapi", *NEEDED, "--activity", exercise, "--with-event")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == statements(
        review(arrest()), account=ACCOUNT, timestamp=AT, activity=exercise, with_event=True
    )


@pytest.mark.parametrize(("option", "completed"), [("--completed", True), ("--attempted", False)])
def test_what_only_the_caller_knows_can_be_told(tmp_path: Path, option: str, completed: bool) -> None:
    """How long the attempt took, whether it was gone through, and that the incident's times are real ones."""
    journal = tmp_path / "e7.jsonl"
    arrest(journal).close()
    result = run("review", str(journal), "--format", "xapi", *NEEDED, "--duration", "65.25", option, "--incident-times")
    assert (result.code, result.err) == (0, "")
    took = dt.timedelta(seconds=65.25)
    told = statements(
        review(arrest()), account=ACCOUNT, timestamp=AT, duration=took, completed=completed, incident_times=True
    )
    assert json.loads(result.out) == told
    assert told[0]["result"]["duration"] == "PT65.25S"
    assert told[0]["verb"]["display"]["en"] == option.removeprefix("--")


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_told(case: Path) -> None:
    """The attempt at the least, whatever the case."""
    result = run("review", str(case), "--format", "xapi", *NEEDED)
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)[0]["verb"]["display"]["en"] in {"attempted", "completed"}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((), "--account: statements need an account: `--account HOMEPAGE,ID`"),
        (("--account", "7f3a"), "--account: `7f3a` is not a home page and an id, `HOMEPAGE,ID`"),
        (("--account", "https://a.example,Jane Doe"), "--account: `Jane Doe` is no opaque id: it has 1 to 64 letters"),
        (("--account", "a,7f3a"), "--account: `a` is no IRI with its scheme"),
        (NEEDED[:2], "--timestamp: statements need the time of the attempt, as 2026-11-24T09:00:00-06:00: there is"),
        ((*NEEDED[:2], "--timestamp", "today"), "--timestamp: `today` is no date and time with its zone"),
        ((*NEEDED[:2], "--timestamp", "2026-11-24T09:00"), "--timestamp: `2026-11-24T09:00` is no date and time with"),
        ((*NEEDED, "--activity", "12"), "--activity: `12` is no IRI with its scheme"),
        ((*NEEDED, "--duration", "-1"), "--duration: `-1.0` is no number of seconds from 0 to a year"),
        ((*NEEDED, "--duration", "nan"), "--duration: `nan` is no number of seconds from 0 to a year"),
        ((*NEEDED, "--duration", "1e300"), "--duration: `1e+300` is no number of seconds from 0 to a year"),
        ((*NEEDED, "--with-event"), "event: `None` is no opaque id"),
    ],
)
def test_what_is_missing_or_wrong_is_named(options: tuple[str, ...], problem: str) -> None:
    """Each option with what it takes, before anything is written."""
    result = run("review", str(EXAMPLES[0]), "--format", "xapi", *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"Error: {problem}")


@pytest.mark.parametrize(
    "option",
    [
        NEEDED[:2],
        NEEDED[2:],
        ("--activity", "https://a.example"),
        ("--duration", "1"),
        ("--completed",),
        ("--attempted",),
        ("--incident-times",),
        ("--with-event",),
    ],
    ids=lambda option: option[0],
)
def test_its_options_go_with_no_other_form(option: tuple[str, ...]) -> None:
    """Whoever forgets `--format xapi` is told so, and gets no review in full instead."""
    result = run("review", str(EXAMPLES[0]), *option)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"Error: {option[0]}: goes with `--format xapi` alone\n"
