"""``sro-policy scenario``: played in a terminal, checked, counted and made."""

from __future__ import annotations

import builtins
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from sro_policy.cli.playing import play
from sro_policy.scenario import Choice, Course, Option, on_stage, read_scenario, read_scenario_file

from ..scenario.shipped import FOLDER, SMALL
from ..scenario.shipped import small as small_scenario
from .running import run
from .test_errors import complaint

HALLWAY = str(FOLDER / "hallway-arrest.yaml")


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A scenario that branches once, and is as it expects."""
    path = tmp_path / "small.yaml"
    path.write_bytes(SMALL)
    return str(path)


@pytest.fixture
def failing(tmp_path: Path) -> str:
    """One in which something else is expected than comes out, on one of two ways."""
    path = tmp_path / "failing.yaml"
    path.write_bytes(SMALL.replace(b"status: met", b"status: breached"))
    return str(path)


ADVISED = """\
Advised · the incident · 431.6.p1
  Consider leaving the matter to school authorities instead of a formal criminal
  referral.
"""


def test_it_is_played_by_number_or_by_name() -> None:
    """What happens is told, with what is asked of someone now and what became of it; then the choice is put."""
    result = run("scenario", "run", HALLWAY, stdin="2\n")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("An arrest in the hallway\nA student is suspected of a theft.")
    for lines in (
        "\n\nKnown at first:\n  - the officer is an SRO, or substitutes for one\n",
        "\n\n0:05 A teacher says that a phone was taken from a bag, and points at a student\n",
        "  - criminal conduct of this person is alleged or suspected\n",
        f"\n\n{ADVISED}\n0:20 ",
        "What now?\n  1. Leave the arrest, and talk (leave)\n  2. Arrest, though it can be avoided (arrest)\n",
        "\nA number or a name; `quit` ends it.\nChosen: Arrest, though it can be avoided\n\n0:40 ",
        "\nWould depart · act arrest · 431.6.p2.s1\n  Avoid a custodial arrest in school.\n",
        "\nDeparted with reason · act arrest · 431.6.p2.s1\n  Avoid a custodial arrest in school.\n  Reason given: ",
    ):
        assert lines in result.out
    assert result.out.endswith("\n\nThe scenario ends here. A person decides; this is not legal advice.\n")
    assert run("scenario", "run", HALLWAY, stdin="arrest\n") == result
    other = run("scenario", "run", HALLWAY, stdin="leave\n")
    assert "\nTaken back · act arrest · 431.5.p1\n" in other.out


def told(name: str, path: str, after: str) -> str:
    """Return what is told of a scenario that is shipped, from a time of it up to the next empty line but one."""
    out = run("scenario", "run", str(FOLDER / f"{name}.yaml"), "--path", path).out
    return "\n\n".join(out.partition(f"\n\n{after}")[2].split("\n\n")[:2])


def test_what_holds_at_the_opening_is_told_before_anything_happens() -> None:
    """What is asked then, with its last day; what is met by then; and the settings that are selected, in words."""
    assert "\n\nRequired · the officer · 431.8.s1.initial\n  Complete the required initial training in time.\n" in (
        opening := run("scenario", "run", str(FOLDER / "two-deadlines.yaml"), "--path", "june").out.partition("\n0:00")[
            0
        ]
    )
    assert "\n  Last day: 2027-05-31\n" in opening
    contract = told("contract-renewal", "sign", "Known at first:")
    assert "\nRequired · the contract · 431.3.1(d)\n" in contract
    assert "\nMet · the contract · 431.3.1(a)\n" in contract
    head = run("scenario", "run", str(FOLDER / "bus-stop-anywhere.yaml"), "--path", "at-the-stop").out
    assert "\nSetting A33=anywhere: Do the place, view and staff clauses reach arrests outside\nschool? Any" in head


def test_both_deadlines_are_told_where_they_differ() -> None:
    """With the note that they do, and the setting that decides; and again when one of the two answers changes."""
    for after, by_the_board in (("240:00:00 It is June 10.", "not yet late"), ("384:00:00", "in time")):
        assert told("two-deadlines", "june", after).endswith(
            "Violated · the officer · 431.8.s1.initial\n"
            "  Complete the required initial training in time.\n"
            "  Note: the date that the POST Board publishes gives another answer than the\n  statute's.\n"
            "  - By the statute, last day 2027-05-31: late.\n"
            f"  - By the POST Board, last day 2027-06-30: {by_the_board}.\n"
            "  Which of them counts is setting A27, now `statute`."
        )


def test_flags_are_told_also_of_what_asks_nothing() -> None:
    """A warrant beside advice that is still open; and no more once the word for it is taken back."""
    note = "  Note: there is a warrant, or a law demands the arrest."
    finding = "act arrest · 431.6.p2.s1\n  Avoid a custodial arrest in school."
    assert f"Undetermined · {finding}\n{note}" in told("warrant-at-school", "now", "0:00 ")
    assert f"Departed · {finding}\n{note}" in told("warrant-at-school", "now", "12:00\n")
    assert told("warrant-at-school", "now", "50:00 ").endswith(f"Departed · {finding}")


def test_guidance_that_is_provisional_is_told_as_such() -> None:
    """With its note; and that it is over, once it is neither so nor asked."""
    out = run("scenario", "run", str(FOLDER / "knife-in-the-library.yaml"), "--path", "main-hall").out
    noted = "\nWorth noting, and not yet asked of anyone:\nUndetermined, provisional · act arrest · 431.6.p2.s2.place\n"
    assert f"\n  Suit what you do to the student's age and development.{noted}" in out
    assert "\nNo longer worth noting, now undetermined · act arrest · 431.6.p2.s2.place\n" in out


def test_what_was_kept_is_told_as_met() -> None:
    """A prohibition that was kept still holds: nobody says of it that it is no longer asked."""
    out = run("scenario", "run", str(FOLDER / "walk-to-the-office.yaml"), "--path", "decline").out
    about = "act stay near · 431.5.p2.discipline\n  Leave discipline to school authorities and take no part in it."
    assert f"\nProhibited · {about}\n" in out
    assert f"\nMet · {about}\n" in out
    assert "No longer asked" not in out


def test_what_was_broken_is_told_and_what_no_longer_is() -> None:
    """Also where it was broken by what did not come, and where a correction or a reason makes it another; once each."""
    ended = told("knife-in-the-library", "main-hall", "2:00\n")
    for clause in ("431.6.p2.s2.place", "431.6.p2.s2.view", "431.6.p3"):
        assert ended.count(f"\nDeparted · act arrest · {clause}\n") == 1
    assert "\n\nMet · act arrest · 431.6.p3\n" in told("knife-in-the-library", "main-hall", "20:00 ")
    assert "\n\nDeparted with reason · act arrest · 431.6.p2.s2.place\n" in told(
        "knife-in-the-library", "main-hall", "21:00\n"
    )
    out = run("scenario", "run", str(FOLDER / "phone-in-class.yaml"), "--path", "order/a-threat").out
    assert "\nNo longer broken, now not applicable · act order · 431.5.p2.force\n" in out
    out = run("scenario", "run", str(FOLDER / "contract-renewal.yaml"), "--path", "sign").out
    assert out.count("\nViolated · the contract · 431.3.1(d)\n") == 1


def test_what_is_taken_back_was_not_broken(tmp_path: Path) -> None:
    """An act that is withdrawn takes with it what was said of it, and all its facts, which nobody lists again."""
    events = [
        {"begin": "a1", "facts": {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}},
        {"end": "a1"},
        {"withdraw": ["act"], "act": "a1"},
    ]
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"scenario": 1, "id": "one", "title": "One", "events": events}), encoding="utf-8")
    out = run("scenario", "run", str(path)).out
    assert out.count("\nTaken back · act a1 · 431.6.p2.s1\n") == 1
    assert out.count("no longer known") == out.count("\n  - no longer known: there is an act a1\n") == 1


def test_a_slip_is_told_and_the_choice_stays() -> None:
    """With the nearest name, where one is near, or all that there are."""
    result = run("scenario", "run", HALLWAY, stdin="laeve\n0\n3\n\n1\n")
    assert result.code == 0
    assert "\n`laeve` is none of the options; did you mean `leave`?\n" in result.out
    assert "\n`0` is none of the options; options are leave, arrest.\n" in result.out
    assert "\n`3` is none of the options; options are leave, arrest.\n" in result.out
    assert "3:00\n" in result.out


def test_what_an_option_is_called_goes_before_what_else_it_could_mean(capsys: pytest.CaptureFixture[str]) -> None:
    """Only a program can make such a scenario; at the prompt its options can still be chosen."""
    options = tuple(Option(id=name, title=name, course=Course(events=())) for name in ("2", "quit", "b"))
    odd = attrs.evolve(small_scenario(), course=Course(events=(), choice=Choice(ask="Which?", options=options)))
    for said, chosen in (("2", "2"), ("quit", "quit"), ("3", "b"), ("1", "2"), ("q", "")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{said}\n".encode())))
            stage = on_stage(odd)
            play(stage, None)
        assert "/".join(stage.path) == chosen
    capsys.readouterr()


@pytest.mark.parametrize("stdin", ["quit\n", "q\n", "exit\n", "", "nothing\n", b"\xff"])
def test_it_can_be_left(stdin: Any) -> None:
    """By word, or by the end of what is typed: nothing after the choice happens."""
    result = run("scenario", "run", HALLWAY, stdin=stdin)
    assert (result.code, result.err) == (0, "")
    assert "What now?" in result.out
    assert "0:40" not in result.out
    assert result.out.endswith("\n\nLeft before the end. A person decides; this is not legal advice.\n")


def test_a_path_takes_its_options(small: str) -> None:
    """The choice is told with what was taken, and nobody is asked; a slash at the end, or two, make no difference."""
    result = run("scenario", "run", small, "--path", "consider")
    assert result.code == 0
    assert "\n\nWhat now?\nChosen: Think of the school\n\n0:10\n" in result.out
    assert run("scenario", "run", small, "--path", "/consider/") == result


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "--path: the path ends before the scenario does; options are consider, not"),
        ("consder", "--path: `consder` is none of the options; did you mean `consider`?"),
        ("not/again", "--path: the scenario ends before `again`"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_before_anything_happens(
    small: str, path: str, says: str, tmp_path: Path
) -> None:
    """And no journal is begun."""
    journal = tmp_path / "e7.jsonl"
    result = run("scenario", "run", small, "--path", path, "--journal", str(journal))
    assert (result.code, result.out, result.err) == (2, "", f"Error: {says}\n")
    assert not journal.exists()


def test_options_that_exclude_one_another_are_refused(small: str, tmp_path: Path) -> None:
    """Every way, or one; and a journal is of one."""
    assert complaint("scenario", "run", small, "--headless", "--path", "not").startswith("--path: `--headless` takes")
    journal = str(tmp_path / "e7.jsonl")
    for more in (["--headless"], ["--json"]):
        assert complaint("scenario", "run", small, "--journal", journal, *more).startswith("--journal: a journal is of")
    assert complaint("scenario", "run", small, "--engine", "tabel").startswith("--engine: unknown engine `tabel`")
    assert complaint("scenario", "check", small, "--engine", "tabel").startswith("--engine: unknown engine `tabel`")


def flat(text: str) -> str:
    """Return what is said, however it is wrapped."""
    return " ".join(text.split())


def test_every_way_is_held_to_what_is_expected(small: str, failing: str) -> None:
    """Without asking anything; exit code 1 where something is not as expected."""
    result = run("scenario", "run", small, "--headless")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Two ways\n"
        "  consider: 2 steps, 2 expectations, all as expected\n"
        "  not: 2 steps, 2 expectations, all as expected\n"
    )
    result = run("scenario", "run", failing, "--headless", width=500)
    assert result.code == 1
    assert "  consider: 2 steps, 2 expectations, 1 not as expected\n" in result.out
    assert "failing.yaml: line 20: 431.6.p1 on the incident: status: expected breached; it is met" in flat(result.out)


def test_a_scenario_that_does_not_branch_has_the_only_way() -> None:
    """And its path is empty."""
    file = str(FOLDER / "contract-from-a-drawer.yaml")
    result = run("scenario", "run", file, "--headless")
    assert "  the only way: 1 step, 10 expectations, all as expected\n" in result.out
    assert run("scenario", "run", file, "--path", "").code == 0


LATE = """\
scenario: 1
id: late
title: Late
opening:
  officer: {is_sro: true}
  incident: {person_role: student_here, school_rule_alleged: true, crime_alleged: true, offense_restates_defiance: true}
events:
  - {at: 1, begin: order, facts: {kind: command, in_school: true, purposes: [school_rule, crime]}}
  - {at: 2, end: order}
  - {at: 600, by: instructor, learn: {incident: {crime_is_pretext: true}}}
  - {at: 700, by: instructor, correct: {incident: {crime_is_pretext: false}}}
"""


def test_what_was_broken_by_mistake_is_told_as_broken_no_longer(tmp_path: Path) -> None:
    """Whatever else is said of it now: nobody is to be left with a breach that is none."""
    path = tmp_path / "late.yaml"
    path.write_text(LATE, encoding="utf-8")
    out = run("scenario", "run", str(path), "--path", "").out
    assert "\nViolated · act order · 431.5.p2.force\n" in out
    assert "\nNo longer broken, now not applicable · act order · 431.5.p2.force\n" in out.partition("11:40")[2]


def test_what_is_wrong_with_an_opening_is_told_with_file_and_line(tmp_path: Path) -> None:
    """It is found as the scenario is run, when the file is no longer read."""
    path = tmp_path / "late.yaml"
    path.write_text(LATE.replace("is_sro", "is_sr"), encoding="utf-8")
    place = f"{path}: line 4, opening: officer"
    assert complaint("scenario", "run", str(path)).startswith(f"{place}: unknown fact `is_sr`; did you mean")


def test_a_scenario_has_so_many_acts(tmp_path: Path) -> None:
    """Fifty, for each step is held against all of them."""
    path = tmp_path / "many.yaml"
    begins = [{"at": at, "begin": f"a{at}"} for at in range(51)]
    path.write_text(json.dumps({"scenario": 1, "id": "many", "title": "Many", "events": begins}), encoding="utf-8")
    assert "more acts than the limit of 50" in complaint("scenario", "check", str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_what_is_no_file_is_none_of_a_folder(tmp_path: Path) -> None:
    """A pipe would be waited for, and for ever."""
    (tmp_path / "small.yaml").write_bytes(SMALL)
    os.mkfifo(tmp_path / "pipe.yaml")
    assert run("scenario", "check", str(tmp_path)).code == 0


def test_what_is_not_as_expected_is_told_where_it_happens(failing: str) -> None:
    """Also to who plays it; exit code 1."""
    result = run("scenario", "run", failing, stdin="1\n", width=500)
    assert result.code == 1
    assert "Otherwise than its author expected:" in result.out
    assert "line 20: 431.6.p1 on the incident: status: expected breached;" in flat(result.out)
    assert run("scenario", "run", failing, stdin="2\n").code == 0
    assert run("scenario", "run", failing, "--path", "consider").code == 1


def test_programs_get_every_way_or_one(small: str, failing: str) -> None:
    """As JSON, and nothing else on standard output; the same with either engine."""
    found = json.loads(run("scenario", "run", small, "--json").out)
    assert (found["id"], found["holds"], found["paths"]) == (
        "small", True, [["consider"], ["not"]],
    )  # fmt: skip
    one = json.loads(run("scenario", "run", small, "--json", "--path", "not").out)
    shared, _, own = (way["events"] for way in found["runs"])
    assert one == {"path": ["not"], "events": [*shared, *own]}
    assert json.loads(run("scenario", "run", small, "--headless", "--json", "--engine", "table").out) == found
    result = run("scenario", "run", failing, "--json")
    assert (result.code, json.loads(result.out)["holds"]) == (1, False)
    result = run("scenario", "run", failing, "--json", "--path", "consider")
    assert (result.code, json.loads(result.out)["events"][1]["missed"][0]["expected"]) == (1, "431.6.p1@incident")


def test_a_journal_of_it_can_be_replayed_and_reviewed(tmp_path: Path) -> None:
    """Each step is kept as it is taken; a journal that is there is not written over."""
    journal = str(tmp_path / "e7.jsonl")
    assert run("scenario", "run", HALLWAY, "--journal", journal, stdin="2\n").code == 0
    replayed = run("replay", journal)
    assert replayed.code == 0
    assert "Same: 7 steps" in replayed.out
    assert "431.6.p2.s1" in run("review", journal).out
    before = Path(journal).read_bytes()
    assert journal in complaint("scenario", "run", HALLWAY, "--journal", journal)
    assert Path(journal).read_bytes() == before
    other = str(tmp_path / "e8.jsonl")
    result = run("scenario", "run", HALLWAY, "--path", "leave", "--json", "--journal", other)
    assert (result.code, json.loads(result.out)["path"]) == (0, ["leave"])
    assert run("replay", other).code == 0


def test_scenarios_are_checked_together(small: str, failing: str, tmp_path: Path) -> None:
    """What is not as expected is told with its way, and how many were checked."""
    result = run("scenario", "check", small)
    assert (result.code, result.err) == (0, "")
    assert result.out == "1 scenario, 2 ways through them, 4 expectations: all as expected.\n"
    Path(failing).write_bytes(Path(failing).read_bytes().replace(b"id: small", b"id: failing"))
    result = run("scenario", "check", str(tmp_path), width=500)
    assert result.code == 1
    assert "- consider:" in result.out
    assert "line 20: 431.6.p1 on the incident: status: expected breached; it is met" in flat(result.out)
    assert result.out.endswith("2 scenarios, 4 ways through them, 8 expectations: 1 not as expected.\n")
    result = run("scenario", "check", str(tmp_path), "--json")
    found = json.loads(result.out)
    assert (result.code, [one["holds"] for one in found]) == (1, [False, True])
    assert [(one["file"], one["problem"]) for one in found] == [(failing, None), (small, None)]


@pytest.mark.usefixtures("small")
def test_every_file_that_is_wrong_is_told(failing: str, tmp_path: Path) -> None:
    """What cannot be read, and a step that cannot be taken; what can be run is, and the exit code is 2 all the same."""
    unread, no_step = tmp_path / "a.yaml", tmp_path / "b.yaml"
    unread.write_bytes(SMALL.replace(b"learn:", b"lern:", 1))
    no_step.write_bytes(SMALL.replace(b"crime_alleged", b"crime_aleged", 1).replace(b"id: small", b"id: b"))
    Path(failing).write_bytes(Path(failing).read_bytes().replace(b"id: small", b"id: failing"))
    result = run("scenario", "check", str(tmp_path), width=500)
    assert result.code == 2
    first, second = result.err.splitlines()
    assert first.startswith(f"Error: {unread}: line 8: events[0]: unknown key `lern`")
    assert second.startswith(f"Error: {no_step}: line 8, event 1: incident: unknown fact `crime_aleged`")
    assert result.out.endswith(
        "2 scenarios, 4 ways through them, 8 expectations: 1 not as expected.\n2 files could not be checked.\n"
    )
    result = run("scenario", "check", str(tmp_path), "--json")
    assert result.code == 2
    assert [
        (Path(one["file"]).stem, (one["problem"] or "").partition(": ")[0], one.get("holds"))
        for one in json.loads(result.out)
    ] == [("a", str(unread), None), ("b", f"{no_step}", None), ("failing", "", False), ("small", "", True)]


def test_what_is_wrong_on_the_only_way_has_no_path(tmp_path: Path) -> None:
    """It is told all the same."""
    path = tmp_path / "one.yaml"
    expect = [{"clause": "431.7", "subject": "incident", "status": "met"}]
    said = {"scenario": 1, "id": "one", "title": "One", "events": [{"expect": expect}]}
    path.write_text(json.dumps(said), encoding="utf-8")
    result = run("scenario", "check", str(path), width=500)
    assert result.code == 1
    assert "line 1: 431.7 on the incident: no finding on subject `incident`" in flat(result.out)


def test_the_folder_that_is_shipped_is_as_expected() -> None:
    """All of it."""
    result = run("scenario", "check", str(FOLDER), "--engine", "table")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("expectations: all as expected.\n")


def test_what_is_exercised_is_counted(small: str) -> None:
    """What is missing first; with `--min` exit code 1 where it is too little."""
    result = run("scenario", "coverage", small)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("5 of 130 statuses of rules are reached: 3.8 %.\n\nNot reached\n")
    assert "  431.6.p1 (431.6/consider-school-referral): not applicable, clear\n" in result.out
    assert "Clauses that never spoke\n  431.3.s1, 431.3.1(a), " in result.out
    assert "  M1=expected: 1 scenario\n  M1=free: none\n" in result.out
    assert run("scenario", "coverage", small, "--min", "3.8").code == 0
    assert run("scenario", "coverage", small, "--min", "3.9").code == 1
    for wrong in ("-1", "101", "nan"):
        assert "is no percentage from 0 to 100" in complaint("scenario", "coverage", small, "--min", wrong)
    found = json.loads(run("scenario", "coverage", small, "--json").out)
    assert (found["reached"], found["reachable"]) == (5, 130)


def test_the_folder_that_is_shipped_exercises_everything() -> None:
    """Every status; nothing is listed as missing."""
    result = run("scenario", "coverage", str(FOLDER), "--min", "100")
    assert result.code == 0
    assert result.out.startswith("130 of 130 statuses of rules are reached: 100 %.\n\nSettings\n")
    assert ": none" not in result.out


def test_a_scenario_that_tells_two_rules_apart_is_made(tmp_path: Path) -> None:
    """Printed, or written to a new file in a folder, which is made; a file that is there stays as it is."""
    pytest.importorskip("oxidd")
    made = run("scenario", "generate", "--apart", "431.6.p2.s1", "431.6.p3")
    assert (made.code, made.err) == (0, "")
    name = "431-6-arrest-in-school-not-431-6-involve-school-staff"
    assert read_scenario(made.out.encode()).id == name
    out = tmp_path / "a" / "b"
    more = ("scenario", "generate", "--apart", "431.6.p2.s1", "431.6.p3", "--out", str(out))
    assert run(*more) == (0, "", "")
    assert (out / f"{name}.yaml").read_text(encoding="utf-8") == made.out
    (out / f"{name}.yaml").write_text("mine", encoding="utf-8")
    assert complaint(*more) == f"{out / name}.yaml: is there already, and nothing is written over"
    assert (out / f"{name}.yaml").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert complaint(*more[:-1], str(tmp_path / "file" / "b")).startswith(
        f"{tmp_path / 'file' / 'b'}: cannot be made: "
    )


def test_pairs_of_readings_are_made(tmp_path: Path) -> None:
    """Two scenarios for a setting, one after another, or in files of their own."""
    pytest.importorskip("oxidd")
    made = run("scenario", "generate", "--setting", "A2")
    assert [read_scenario(part.encode()).id for part in made.out.split("---\n")] == ["a2-one-before", "a2-one-after"]
    assert run("scenario", "generate", "--setting", "A2", "--out", str(tmp_path)) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a2-one-after.yaml", "a2-one-before.yaml"]
    other = run("scenario", "generate", "--setting", "A2", "--set", "A2=one")
    assert read_scenario(other.out.split("---\n")[0].encode()).opening["settings"] == {"A2": "one"}


def test_no_more_is_made_than_was_asked_for(small: str, tmp_path: Path) -> None:
    """Ten, or as many as are asked for; it is told how much is left, beside what is printed."""
    pytest.importorskip("oxidd")
    out = tmp_path / "made"
    made = run("scenario", "generate", "--uncovered", small, "--out", str(out))
    assert (made.code, made.out, len(list(out.iterdir()))) == (0, "", 10)
    missing = json.loads(run("scenario", "coverage", small, str(out), "--json").out)
    left = missing["reachable"] - missing["reached"]
    assert made.err == f"10 scenarios made; {left} statuses left to reach: `--limit` makes more.\n"
    one = run("scenario", "generate", "--uncovered", small, "--limit", "1")
    assert (one.code, len(one.out.split("---\n"))) == (0, 1)
    assert one.err.startswith("1 scenario made; ")
    assert run("scenario", "generate", "--uncovered", small, "--limit", "0").code == 2
    assert run("scenario", "generate", "--uncovered", small, "--limit", "9" * 20).code == 2


def test_what_is_left_out_is_made(small: str, tmp_path: Path) -> None:
    """Together with what was there, all is reached; then nothing is left to make, which is told."""
    pytest.importorskip("oxidd")
    more = ("--limit", "200", "--out", str(tmp_path / "made"))
    assert run("scenario", "generate", "--uncovered", small, *more) == (0, "", "")
    assert run("scenario", "coverage", small, str(tmp_path / "made"), "--min", "100").code == 0
    for path in (tmp_path / "made").iterdir():
        assert read_scenario_file(path).id == path.stem
    more = ("--uncovered", small, "--uncovered", str(tmp_path / "made"))
    result = run("scenario", "generate", *more)
    assert result == (0, "", "Every status that a rule can have is reached already.\n")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "ask for one thing: `--apart`, `--setting` or `--uncovered`"),
        (["--setting", "A2", "--apart", "431.7", "431.9"], "ask for one thing: "),
        (["--setting", "A200"], "--setting: unknown setting `A200`; did you mean "),
        (["--apart", "431.7", "431.99"], "--apart: unknown rule or clause `431.99`; did you mean `431.9`?"),
        (["--apart", "431.7", "431.7"], "--apart: `431.7` and `431.7` are the same rule"),
        (
            ["--apart", "431.3.1.p2.s1", "431.3.1.p2.s3", "--set", "M1=free"],
            "--apart: nothing tells `431.3.1.p2.s1` from `431.3.1.p2.s3`",
        ),
        (["--uncovered", "nowhere.yaml"], "nowhere.yaml: no such file or folder"),
        (["--setting", "A2", "--set", "A2=three"], "--set: unknown value `three`"),
    ],
)
def test_what_cannot_be_made_is_told(options: list[str], says: str) -> None:
    """On one line, with the option and the nearest name."""
    pytest.importorskip("oxidd")
    assert complaint("scenario", "generate", *options).startswith(says)


def test_what_is_no_scenario_is_told_on_one_line(tmp_path: Path) -> None:
    """With the file and the line; and a step that cannot be taken with its scenario and number."""
    path = tmp_path / "one.yaml"
    path.write_bytes(SMALL.replace(b"learn:", b"lern:", 1))
    assert complaint("scenario", "run", str(path)).startswith(f"{path}: line 8: events[0]: unknown key `lern`")
    assert complaint("scenario", "check", str(tmp_path)).startswith(f"{path}: line 8: ")
    path.write_bytes(SMALL.replace(b"crime_alleged", b"crime_aleged", 1))
    assert complaint("scenario", "check", str(path)).startswith(
        f"{path}: line 8, event 1: incident: unknown fact `crime_al"
    )
    assert complaint("scenario", "coverage", str(tmp_path / "none")).endswith("none: no such file or folder")


def test_without_its_extras_it_says_what_to_install(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of YAML for all of them, that of decision diagrams to make some; each in one line."""
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "ruamel.yaml", None)
        assert complaint("scenario", "check", small) == (
            f"{small}: scenarios need the extra `scenario`: pip install 'sro-policy[scenario]'"
        )
    for name in [
        name for name in sys.modules if name.startswith(("sro_policy.prove", "sro_policy.scenario.gen", "oxidd"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    there = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("oxidd"):
            raise ModuleNotFoundError(name)
        return there(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert complaint("scenario", "generate", "--setting", "A2") == (
        "proofs need the extra `prove`: pip install 'sro-policy[prove]'"
    )
