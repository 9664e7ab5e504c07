"""``check-text``: whether a manual has the policy as encoded, told clause by clause."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sro_policy import POLICY_431
from sro_policy.cli.report_text import show_report
from sro_policy.text import (
    Copy,
    EncodedSegment,
    NewWording,
    SegmentKind,
    SegmentReport,
    Status,
    TextReport,
    Where,
    check_text,
    fingerprint,
    read_manual,
)
from sro_policy.text.policy_segments import policy_segments

from ..text.invented import INVENTED, encoded
from .running import run


def segment(name: str, *, rules: tuple[str, ...] = (), listed: tuple[str, ...] = (), label: str = "") -> EncodedSegment:
    return EncodedSegment(fingerprint(name), SegmentKind.TEXT, label, (name,), rules, listed)


def report(*segments: SegmentReport, found: bool = True, **more: tuple[object, ...]) -> TextReport:
    heading = EncodedSegment(fingerprint("heading"), SegmentKind.HEADING, "9.1")
    first = SegmentReport(heading, Status.AS_ENCODED, "A HEADING", "9.1", Where(None, 1))
    return TextReport("manual.txt", found, Where(None, 1), (first, *segments), **{"new": (), **more})  # type: ignore[arg-type]


def told(capsys: pytest.CaptureFixture[str], one: TextReport) -> str:
    show_report(one)
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def test_what_stands_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Where all stands, the verdict comes first and the names follow."""
    text = told(capsys, report(SegmentReport(segment("9.1.s1"), Status.AS_ENCODED, "Words.", "", Where(None, 2))))
    assert "The policy stands as encoded: all 2 pieces, and nothing new.\n" in text
    assert text.endswith("As encoded (2): heading 9.1, 9.1.s1\n")


def test_each_difference_is_told_with_what_hangs_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A change shows the manual's wording, its rules and its list; a gap, a move and a label say what they are."""
    text = told(
        capsys,
        report(
            SegmentReport(
                segment("9.1.stem", rules=("9.1/feed",), listed=("9.1(a)", "9.1(b)")),
                Status.CHANGED,
                "Cats [bold]may\x1b[31m:",
                "",
                Where(3, 7),
            ),
            SegmentReport(segment("9.1(a)", rules=("9.1/a", "9.1/b"), label="(a)"), Status.MISSING),
            SegmentReport(segment("9.1(b)", label="(b)"), Status.MOVED, "Purr.", "(b)", Where(None, 9)),
            SegmentReport(segment("9.1(c)", label="(c)"), Status.RELABELLED, "Sleep.", "(d)", Where(None, 10)),
            SegmentReport(segment("9.1(d)", label="(d)"), Status.RELABELLED, "Eat.", "", Where(None, 11)),
            SegmentReport(segment("9.1.s2"), Status.RELABELLED, "Drink.", "(x)", Where(None, 12)),
            new=(
                NewWording("Dogs too.", "9.1.stem", "9.1(a)", Where(None, 8)),
                NewWording("Birds too.", "9.1(d)", "", Where(None, 20)),
                NewWording("Fish too.", "", "9.1", Where(None, 1)),
            ),
            copies=(Copy(Where(4, 1), holds=False), Copy(Where(5, 1), holds=True)),
            notes=("read as Windows-1252",),
        ),
    )
    assert "1 changed, 1 missing, 1 moved, 3 relabelled, 3 new, another copy that differs, of 7 pieces." in text
    assert "Note: read as Windows-1252\n" in text
    assert (
        "Changed · 9.1.stem · page 3, line 7\n"
        "  Reads: “Cats [bold]may\\x1b[31m:”\n"
        "  Rules that rest on it: 9.1/feed\n"
        "  The list that it introduces: 9.1(a), 9.1(b)\n"
    ) in text
    assert "Missing · 9.1(a)\n  Rules that rest on it: 9.1/a, 9.1/b\n" in text
    assert "Moved · 9.1(b) · line 9\n  Reads: “Purr.”\n" in text
    assert "Relabelled · 9.1(c) · line 10\n  It was (c); now (d).\n" in text
    assert "It was (d); now it has none.\n" in text
    assert "It was without a label; now (x).\n" in text
    assert "New · after 9.1.stem, before 9.1(a) · line 8\n  Reads: “Dogs too.”\n" in text
    assert "New · after 9.1(d) · line 20\n" in text
    assert "New · before 9.1 · line 1\n" in text
    assert "Another copy of the policy, at page 4, line 1, differs.\n" in text
    assert "Another copy of the policy, at page 5, line 1, stands as encoded.\n" in text
    assert text.endswith("As encoded (1): heading 9.1\n")


def test_a_manual_without_any_of_it_is_told_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where the policy is not in the manual, that is all that is said, and the exit code is 1."""
    path = tmp_path / "manual.txt"
    path.write_text("Something else.\n", encoding="utf-8")
    result = run("check-text", str(path), width=500)
    assert result.code == 1
    assert result.out.splitlines()[1:] == ["The policy was not found in this manual."]
    gone = SegmentReport(segment("9.1.s1"), Status.MISSING)
    assert "Missing" not in told(capsys, TextReport("m", False, None, (gone,), ()))


@pytest.mark.parametrize(("text", "code"), [(INVENTED, 0), (INVENTED.replace("merely", "partly"), 1)])
def test_the_exit_code_says_whether_the_policy_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, code: int
) -> None:
    """The exit code is 0 where the manual holds and 1 where it does not, and the JSON says the same."""
    monkeypatch.setattr("sro_policy.cli.verbs.check_text.policy_segments", lambda _policy: encoded(INVENTED))
    path = tmp_path / "manual.txt"
    path.write_text(text, encoding="utf-8")
    result = run("check-text", str(path))
    assert result.code == code
    assert ("The policy stands as encoded" in result.out) == (code == 0)
    result = run("check-text", str(path), "--json")
    assert result.code == code
    data = json.loads(result.out)
    assert data == check_text(read_manual(path), encoded(INVENTED)).to_json()
    assert data["holds"] == (code == 0)


def test_a_manual_can_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the manual from standard input, which messages call so; an empty name or input is told."""
    monkeypatch.setattr("sro_policy.cli.verbs.check_text.policy_segments", lambda _policy: encoded(INVENTED))
    result = run("check-text", "-", stdin=INVENTED)
    assert result.code == 0
    assert result.out.startswith("Manual: standard input\n")
    result = run("check-text", "-", "--json", stdin=INVENTED.encode())
    assert json.loads(result.out)["source"] == "standard input"
    result = run("check-text", "-")
    assert (result.code, result.out) == (2, "")
    assert "standard input: the file is empty" in result.err
    result = run("check-text", "")
    assert (result.code, result.out) == (2, "")
    assert "a file without a name was asked for; `-` reads standard input" in " ".join(result.err.split())


def test_a_last_line_is_never_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A line below the last section is new, or told in a note where it may be the title of the next chapter."""
    monkeypatch.setattr("sro_policy.cli.verbs.check_text.policy_segments", lambda _policy: encoded(INVENTED))
    path = tmp_path / "manual.txt"
    path.write_text(f"{INVENTED}\nREPEALED\n", encoding="utf-8")
    result = run("check-text", str(path))
    assert result.code == 1
    assert "Reads: “REPEALED”" in result.out
    path.write_text(f"{INVENTED}\nREPEALED\n513.1   PURPOSE\nDoors are locked.\n", encoding="utf-8")
    result = run("check-text", str(path))
    assert result.code == 0
    assert "another chapter seems to begin: “REPEALED”" in result.out


def test_nothing_as_encoded_is_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no piece stands as encoded, no empty list is shown."""
    changed = SegmentReport(segment("9.1.s1"), Status.CHANGED, "Other.", "", Where(None, 1))
    assert "As encoded" not in told(capsys, TextReport("m", True, None, (changed,), ()))


def test_the_segments_are_those_of_the_policy() -> None:
    """Every clause of 431 is in one segment with its rules, every section has its heading, and the statute none."""
    segments = policy_segments(POLICY_431)
    kinds = [one.kind for one in segments]
    policy = [section for section in POLICY_431.sections if section.layer == "policy"]
    assert kinds.count(SegmentKind.TITLE) == 1
    assert [one.label for one in segments if one.kind is SegmentKind.HEADING] == [section.number for section in policy]
    clauses = {clause.id: clause for section in policy for clause in section.clauses}
    assert [clause for one in segments for clause in one.clauses] == list(clauses)
    bound = POLICY_431.bind({})
    named = {rule.id for rule in (*bound.rules, *bound.methods) if rule.section.layer == "policy"}
    assert {rule for one in segments for rule in one.rules} == named
    assert {one.name: one.listed for one in segments if one.listed} == {
        clause.id: clause.lists for clause in clauses.values() if clause.lists
    }


def test_the_official_text_stands_as_encoded(manual_path: Path) -> None:
    """The official text holds, in people's words and as JSON, and the exit code is 0."""
    result = run("check-text", str(manual_path))
    assert result.code == 0
    assert "The policy stands as encoded" in result.out
    result = run("check-text", str(manual_path), "--json")
    assert result.code == 0
    assert json.loads(result.out)["holds"] is True


def test_a_changed_word_names_clause_and_rules(manual_path: Path, tmp_path: Path) -> None:
    """With one word changed, the exit code is 1, and the clauses, their rules and the new wording are told."""
    text = manual_path.read_text(encoding="utf-8")
    changed = tmp_path / "manual.txt"
    changed.write_text(re.sub(r"\bsolely\b", "mainly", text), encoding="utf-8")
    result = run("check-text", str(changed), width=300)
    assert result.code == 1
    assert "Changed · 431.5.p2.force, 431.5.p2.discipline · line " in result.out
    assert "authority mainly to" in result.out
    assert "431.5/enforce-school-rules-by-force, 431.5/take-part-in-discipline" in result.out
    data = json.loads(run("check-text", str(changed), "--json").out)
    assert [entry["clause"] for entry in data["clauses"] if entry["status"] == "changed"] == [
        "431.5.p2.force",
        "431.5.p2.discipline",
    ]


def test_a_changed_stem_names_its_list(manual_path: Path, tmp_path: Path) -> None:
    """Where the verb before a list has changed, the list is named."""
    text = manual_path.read_text(encoding="utf-8")
    changed = tmp_path / "manual.txt"
    changed.write_text(text.replace("Department shall:", "Department should:"), encoding="utf-8")
    result = run("check-text", str(changed), width=300)
    assert result.code == 1
    assert "The list that it introduces: 431.3.1(a), 431.3.1(b), 431.3.1(c)" in result.out
