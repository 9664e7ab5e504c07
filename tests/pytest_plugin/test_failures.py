"""A failure says what differs, why it is so, and which single fact would make it otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import PHONE, Run, Write

DUE: dict[str, Any] = {"clause": "431.5.p2.force", "subject": "a1", "status": "not_applicable"}


def test_a_failure_is_told_in_words(run: Run, write: Write) -> None:
    """What was expected, what it is, why, and which fact alone would make it as expected; no code, no traceback."""
    write("cases/phone.json", DUE)
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*phone.json: 431.5.p2.force on act a1*",
            "status: expected not applicable; it is breached",
            "431.5.p2.force on act a1: Phone",
            "",
            "Doing this would violate a duty of the policy, because:",
            "- the act is for a school rule",
            "It would be as expected, if only this were otherwise:",
            "- * (now: *)",
            "FAILED cases/phone.json::431.5.p2.force@a1 - status: expected not*",
        ],
        consecutive=False,
    )
    said = result.stdout.str()
    assert "Traceback" not in said
    assert "collecting.py" not in said
    assert "Readings" not in said


def test_a_flag_that_must_not_be_raised_and_a_day_that_must_not_be_there(run: Run, write: Write) -> None:
    """`no_flags` and a `due_by` of null say what is not to be."""
    write(
        "cases/visitor.json",
        {"clause": "431.6.p2.s2.view", "subject": "a1", "status": "not_applicable", "no_flags": ["by_purpose"]},
        {"clause": "431.6.p1", "subject": "incident", "status": "undetermined", "due_by": None},
        case={
            "officer": {"is_sro": True},
            "incident": {"crime_alleged": True, "person_role": "student_here"},
            "acts": [
                {"id": "a1", "kind": "custodial_arrest", "in_school": True, "exigency": False,
                 "public_safety_need": False, "in_view_of_students": True, "out_of_view_practicable": True}
            ],
        },
    )  # fmt: skip
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["flags: expected no by_purpose; it is by_purpose"])


def test_what_many_facts_could_change_is_cut_short(run: Run, write: Write) -> None:
    """Three of the facts that would do are named; that there are more is said."""
    write("cases/phone.json", DUE)
    lines = run("--sro-policy-cases=cases").stdout.lines
    start = lines.index("It would be as expected, if only this were otherwise:")
    assert all(line.startswith("- ") for line in lines[start + 1 : start + 4])
    assert lines[start + 4] == "- …"


def test_nothing_is_said_of_single_facts_where_none_would_do(run: Run, write: Write) -> None:
    """What no fact could make so is only said to differ."""
    write("cases/phone.json", {**DUE, "status": "breached", "word": "permitted"}, title="")
    result = run("--sro-policy-cases=cases")
    assert "if only this were otherwise" not in result.stdout.str()
    result.stdout.fnmatch_lines(["431.5.p2.force on act a1"])


def test_a_fact_that_is_not_known_can_be_the_one(run: Run, write: Write) -> None:
    """Where nothing is known of a fact that would do, that is said."""
    act = {"id": "a1", "kind": "command", "purposes": {"school_rule": True}, "in_school": True}
    write("cases/open.json", DUE, case={"officer": {"is_sro": True}, "acts": [act]})
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["status: expected not applicable; it is undetermined", "- * (not known now)"])


@pytest.mark.parametrize(
    ("case", "subject", "says"),
    [
        (
            {"acts": [{"id": "a1", "kidn": "search"}]},
            "a1",
            "phone.json: acts[[]0]: unknown *`kidn`; did you mean `kind`?",
        ),
        (PHONE, "a2", "phone.json: no finding on subject `a2`"),
    ],
)
def test_a_case_that_cannot_be_judged_fails_in_one_line(
    run: Run, write: Write, case: object, subject: str, says: str
) -> None:
    """A slip in the facts, or a subject that is not there, is told with the nearest name."""
    write("cases/phone.json", {**DUE, "subject": subject}, case=case)
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([says])
    assert "Traceback" not in result.stdout.str()


def test_what_fails_in_the_library_is_shown_in_full(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is nobody's slip keeps its traceback."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sro_policy.pytest_plugin.collecting.evaluate", broken)
    write("cases/phone.json")
    result = run("--sro-policy-cases=cases")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*ZeroDivisionError*"])
