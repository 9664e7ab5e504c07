"""`review` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sro_policy import POLICY_431, open_incident
from sro_policy.review import as_csv, as_markdown, as_page, review

from ..review.incidents import arrest
from .running import EXAMPLES, ran, run
from .test_errors import complaint


@pytest.fixture(params=["e7.jsonl", "e7.sqlite", "e7"])
def journal(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The journal of an arrest, in each format, and under a name that says nothing."""
    path = tmp_path / request.param
    arrest(path).close()
    return path


def test_a_journal_is_reviewed_whatever_its_format_and_name(journal: Path) -> None:
    """Each finding with what it comes to, what was known then and what could have been done."""
    result = run("review", str(journal))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Review: Policy 431, School Resource Officers\nEvent: e7.\n")
    for line in (
        "Departed with reason · Advice was not followed. Whether the reason given is good",
        "431.6.p2.s1 · act a1",
        "  On what was known then:",
        "    - as it began, at 0:20: would depart",
        "    - as it ended, at 1:02.500: departed",
        "    Asked for from 0:16 on, until the act ended at 1:02.500, on what was said by",
        "    It would have been kept, had this been so:",
        "    - the act is not in school",
        "  One fact that would have changed it:",
        "What was known when",
        "act a1: Began at 0:20 and ended at 1:02.500.",
        "Timeline",
        "0:31 carry on a1 (sensor)",
        "  - the act happens in a communal area",
    ):
        assert f"{line}\n" in result.out.replace("  - act a1: ", "  - ")
    assert "this is not legal advice." in " ".join(result.out.split())


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "html"])
def test_each_form_is_what_the_library_makes(journal: Path, form: str) -> None:
    """Nothing is added or lost on the way."""
    result = run("review", str(journal), "--format", form)
    assert (result.code, result.err) == (0, "")
    found = review(arrest())
    if form == "json":
        assert json.loads(result.out) == found.to_json()
        assert run("review", str(journal), "--json").out == result.out
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(result.out, newline="")))
        assert rows == list(csv.reader(io.StringIO(as_csv(found), newline="")))
    else:
        assert result.out == {"markdown": as_markdown, "html": as_page}[form](found)


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv", "html"])
def test_every_example_can_be_reviewed(case: Path, form: str) -> None:
    """From a file and from standard input alike."""
    result = run("review", str(case), "--format", form)
    assert (result.code, result.err) == (0, "")
    assert result == run("review", "-", "--format", form, stdin=case.read_bytes())


def test_a_case_is_read_under_the_settings_and_the_day_that_are_asked_for() -> None:
    """As everywhere."""
    result = run("review", str(EXAMPLES[0]), "--json", "--set", "A2=one", "--as-of", "2026-11-24", "--engine", "table")
    found = json.loads(result.out)
    assert (found["settings"], found["as_of"]) == ({"A2": "one"}, "2026-11-24")


def test_a_journal_keeps_its_settings_and_its_day(journal: Path) -> None:
    """Under others it would be another incident."""
    for option, value in (("--set", "A2=one"), ("--as-of", "2026-11-24")):
        assert complaint("review", str(journal), option, value).startswith(f"{option}: a journal is read as it was")


def test_a_journal_that_does_not_replay_is_not_reviewed(tmp_path: Path) -> None:
    """What it shows would not be what happened: nothing is shown, and the exit code says that a check failed."""
    path = tmp_path / "other.jsonl"
    other = POLICY_431.with_edition(name="another")
    open_incident(other, case={"officer": {"is_sro": True}}, journal=path).close()
    result = run("review", str(path))
    assert (result.code, result.out) == (1, "")
    assert "cannot be reviewed: policy not available" in result.err


def test_what_was_cut_off_a_journal_is_told(tmp_path: Path) -> None:
    """The review is of the steps that are whole."""
    path = tmp_path / "e7.jsonl"
    arrest(path).close()
    path.write_bytes(path.read_bytes()[:-10])
    assert "The journal was cut: the last" in run("review", str(path)).out


def test_a_journal_on_standard_input_is_told_to_be_one(tmp_path: Path) -> None:
    """It is verified as the file that it is."""
    path = tmp_path / "e7.jsonl"
    arrest(path).close()
    result = run("review", "-", stdin=path.read_bytes())
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: standard input: this is a journal, and those are read from their file: name it\n"


def test_a_page_is_utf_8_whatever_the_terminal_is() -> None:
    """It says so of itself; a table and Markdown are files of their own as well."""
    for form in ("html", "markdown", "csv"):
        made = ran("review", str(EXAMPLES[0]), "--format", form, env={"PYTHONIOENCODING": "cp1252"})
        assert made.returncode == 0
        assert made.stdout == run("review", str(EXAMPLES[0]), "--format", form).out.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.json",), "nowhere.json: no such file"),
        (("nowhere.jsonl",), "nowhere.jsonl: cannot be opened: no such file or directory"),
        ((str(EXAMPLES[0]), "--format", "htm"), "--format: unknown format `htm`; did you mean `html`?"),
        (
            (str(EXAMPLES[0]), "--format", "x"),
            "--format: unknown format `x`; formats are text, json, markdown, csv, html, xapi",
        ),
        ((str(EXAMPLES[0]), "--format", "csv", "--json"), "--format: `--json` and `csv` cannot both be given"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(arguments: tuple[str, ...], said: str) -> None:
    """And with the nearest valid name."""
    assert complaint("review", *arguments) == said
