"""An incident that a journal keeps: it comes back as it was, or it is said what is different."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sro_policy import POLICY_431, InputError, JournalError
from sro_policy.journal import Journal, create_journal, read_journal
from sro_policy.session import LiveIncident, keep_journal, open_incident, replay, resume_incident

FORMATS = ("jsonl", "sqlite")
CASE = {"event": "e7", "officer": {"is_sro": True}, "incident": {"person_role": "student_here"}, "as_of": "2026-11-24"}


def unfold(incident: LiveIncident) -> list[str]:
    """Take one step of each kind, and return the digests of what they changed."""
    changes = [
        incident.learn({"incident": {"crime_alleged": True}}, at=1, source="observer"),
        incident.happened("staff_notified", at=5, when=2.5),
        incident.begin("a1", {"kind": "custodial_arrest", "in_school": True}, at=10, when=9),
        incident.carry_on("a1", {"purposes": ["crime"]}, at=11),
        incident.correct({"moments": {"staff_notified": 9.5}}, at=12, source="instructor"),
        incident.end("a1", {"in_view_of_students": True}, at=20),
        incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=21),
        incident.withdraw("act.purposes.crime", act="a1", at=22, source="sensor"),
    ]
    return [incident.opened.digest, *(change.digest for change in changes)]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fsync", ["step", "second", "close"])
def test_a_journal_gives_every_change_again(suffix: str, fsync: Any, tmp_path: Path) -> None:
    """Byte for byte, of every kind of step, under settings and with a time of day."""
    path = tmp_path / f"e7.{suffix}"
    began = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
    with open_incident(case=CASE, settings={"A2": "one"}, began=began, journal=path, fsync=fsync) as incident:
        digests = unfold(incident)
    found = replay(path)
    assert (found.outcome, found.problem, found.cut) == ("same", "", None)
    assert [change.digest for change in found.changes] == digests
    assert found.incident is not None
    assert found.incident.final == incident.final
    assert found.incident.steps == incident.steps
    assert (found.incident.began, found.incident.event) == (began, "e7")
    assert found.incident.as_known_at(10) == incident.as_known_at(10)
    assert json.loads(json.dumps(found.to_json()))["outcome"] == "same"


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_incident_is_carried_on_in_its_journal(suffix: str, tmp_path: Path) -> None:
    """As if nothing had been between; meanwhile nobody else can write there."""
    path = tmp_path / f"e7.{suffix}"
    with open_incident(case=CASE, journal=path) as incident:
        digests = unfold(incident)
        with pytest.raises(JournalError):
            resume_incident(path)
    again, cut = resume_incident(path)
    assert cut is None
    with again:
        digests.append(again.learn({"incident": {"weapon": True}}, at=30).digest)
    assert [change.digest for change in replay(path).changes] == digests
    assert read_journal(path).header["settings"] == {}


def test_a_journal_that_was_cut_goes_on_from_its_last_whole_step(tmp_path: Path) -> None:
    """What was lost is said, and the next step takes its place."""
    path = tmp_path / "e7.jsonl"
    with open_incident(case=CASE, journal=path) as incident:
        unfold(incident)
    path.write_bytes(path.read_bytes()[:-20])
    assert str(replay(path).cut).endswith("were left out")
    again, cut = resume_incident(path)
    assert cut is not None
    assert again.steps == incident.steps[:-1]
    again.learn({"incident": {"weapon": True}}, at=30)
    again.close()
    assert replay(path).cut is None


def test_an_incident_can_get_a_journal_later(tmp_path: Path) -> None:
    """A branch too: its journal tells all from the opening on."""
    with open_incident(case=CASE, journal=tmp_path / "e7.jsonl") as incident:
        unfold(incident)
        with pytest.raises(InputError, match="the incident has a journal: branch it"):
            keep_journal(incident, tmp_path / "again.jsonl")
        twin = incident.branch()
    keep_journal(twin, tmp_path / "branch.jsonl")
    twin.learn({"incident": {"weapon": True}}, at=30)
    twin.close()
    assert replay(tmp_path / "branch.jsonl").outcome == "same"
    assert len(read_journal(tmp_path / "branch.jsonl").entries) == len(read_journal(tmp_path / "e7.jsonl").entries) + 1


def test_what_cannot_be_kept_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full the step is refused, and the incident is as it was; with room again it goes on."""
    path = tmp_path / "e7.jsonl"
    incident = open_incident(case=CASE, journal=path)
    before = (incident.final, incident.steps)
    with monkeypatch.context() as full:

        def no_room(*_: Any) -> int:
            raise OSError(28, "No space left on device")

        full.setattr("os.write", no_room)
        with pytest.raises(JournalError, match="no space left"):
            incident.learn({"incident": {"weapon": True}}, at=1)
    assert (incident.final, incident.steps) == before
    incident.learn({"incident": {"weapon": False}}, at=2)
    incident.close()
    assert replay(path).outcome == "same"
    with pytest.raises(JournalError):
        open_incident(case=CASE, journal=path)
    with pytest.raises(JournalError):
        keep_journal(open_incident(), tmp_path / "none" / "e7.jsonl")


def test_a_journal_that_cannot_take_what_was_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the steps so far cannot all be kept the incident has no journal, and the file can be had by others."""
    incident = open_incident(case=CASE)
    unfold(incident)
    append = Journal.append
    monkeypatch.setattr(Journal, "append", lambda self, entry: append(self, entry) if "began" in entry else 1 / 0)
    path = tmp_path / "e7.jsonl"
    with pytest.raises(ZeroDivisionError):
        keep_journal(incident, path)
    assert not incident.is_kept
    monkeypatch.undo()
    again, _ = resume_incident(path)
    again.close()


def test_another_policy_is_not_available(tmp_path: Path) -> None:
    """Nobody can tell whether changes are the same that were made under other rules, and nothing is carried on."""
    other = POLICY_431.with_parameter("late_training_months", 7, source="a test")
    path = tmp_path / "e7.jsonl"
    with open_incident(other, CASE, journal=path) as incident:
        unfold(incident)
    found = replay(path)
    assert (found.outcome, found.incident, found.changes) == ("policy not available", None, ())
    assert found.problem.startswith("made under the policy sha256:")
    assert replay(path, other).outcome == "same"
    with pytest.raises(InputError, match="it cannot be carried on: made under the policy"):
        resume_incident(path)
    header, entries = kept(tmp_path / "own.jsonl")
    header["settings"] = {"A99": "one"}
    assert replay(written(tmp_path / "settings.jsonl", header, entries)).outcome == "policy not available"


def kept(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the journal of an incident keeps, as it may be written by somebody else."""
    with open_incident(case=CASE, journal=path) as incident:
        unfold(incident)
    found = read_journal(path)
    header, *entries = json.loads(json.dumps([dict(found.header), *map(dict, found.entries)]))
    return header, entries


def written(path: Path, header: dict[str, Any], entries: list[dict[str, Any]]) -> Path:
    with create_journal(path, header) as journal:
        for entry in entries:
            journal.append(entry)
    return path


def test_a_step_that_changes_something_else_is_found(tmp_path: Path) -> None:
    """A journal that somebody wrote anew, chain and all, still has to change what it says."""
    header, entries = kept(tmp_path / "e7.jsonl")
    entries[2]["step"]["said"]["acts"][0]["in_school"] = False
    found = replay(written(tmp_path / "other.jsonl", header, entries))
    assert found.outcome == "different"
    assert found.problem == "step 3 (0:10 begin a1 (officer)) does not change what it changed then"
    assert len(found.changes) == 4
    with pytest.raises(InputError, match=r"other\.jsonl: it cannot be carried on: step 3"):
        resume_incident(tmp_path / "other.jsonl")
    header["change"] = entries[0]["change"]
    found = replay(written(tmp_path / "opening.jsonl", header, entries))
    assert found.problem == "step 0 (0:00 open (officer)) does not change what it changed then"


def test_a_step_that_cannot_be_taken_is_different(tmp_path: Path) -> None:
    """It is named, with what is wrong with it."""
    header, entries = kept(tmp_path / "e7.jsonl")
    entries[3]["step"]["act"] = "a2"
    found = replay(written(tmp_path / "other.jsonl", header, entries))
    assert found.outcome == "different"
    assert "step 4 (0:11 carry on a2 (officer)) cannot be taken again: " in found.problem


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (["header", "more"], 1, "header: unknown key `more`"),
        (["header", "policy"], {}, "header.policy: `number` is missing"),
        (["header", "policy", "digest"], "x", "header.policy.digest: `x` is no digest"),
        (["header", "event"], 3, "header.event: `3` is not text"),
        (["header", "began"], "today", "header.began: `today` is not a date and time with its zone"),
        (["header", "began"], "2026-11-24", "header.began: `2026-11-24T00:00:00` is not"),
        (["header", "settings"], [], "header.settings: `[]` is not an object of texts"),
        (["header", "step"], [], "header: `[]` is no step"),
        (["header", "step", "kind"], "learn", "header: it is step 0, of the kind `learn`"),
        (["header", "step", "said"], {"incident": 3}, "step.said: incident: `3` is not an object of facts"),
        (["header", "change"], 3, "header.change: `3` is no digest"),
        ([0, "more"], 1, "step 1: unknown key `more`"),
        ([0, "change"], None, "step 1.change: `None` is no digest"),
        ([1, "step", "number"], 7, "step 2: it is step 7, of the kind `learn`"),
        ([1, "step", "number"], "2", "step 2: `2` is not a whole number"),
        ([1, "step", "at"], None, "step 2: `None` is not a whole number"),
        ([1, "step", "kind"], "lern", "step 2: unknown kind `lern`"),
        ([1, "step", "source"], "me", "step 2: unknown source `me`"),
        ([1, "step", "act"], 3, "step 2: `3` is not text"),
        ([1, "step", "names"], 3, "step 2: `3` is not a list of names"),
        ([1, "step", "said"], 3, "step 2: `3` is not what a case is"),
        ([1, "step", "wen"], 3, "step 2: unknown key `wen`; did you mean `when`?"),
    ],
)
def test_a_journal_of_something_else_is_refused(place: list[Any], value: Any, says: str, tmp_path: Path) -> None:
    """With the file and the place in it; nothing is taken on trust."""
    header, entries = kept(tmp_path / "e7.jsonl")
    holder: Any = {"header": header, **dict(enumerate(entries))}
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    other = written(tmp_path / "other.jsonl", header, entries)
    for use in (replay, resume_incident):
        with pytest.raises(InputError) as refused:
            use(other)
        assert str(refused.value).startswith(f"{other}: {says}")


@pytest.mark.parametrize(
    ("number", "name", "value", "says"),
    [
        (1, "moments", {"staff_notified": 2.5}, "moments.staff_notified"),
        (1, "moments", {"staff_notified": "2"}, "`2` is not a whole number"),
        (2, "acts", [], "is not the one act that the step is about"),
        (1, "moments", 3, "`3` is not an object of moments"),
    ],
)
def test_what_a_step_says_is_checked_as_ever(number: int, name: str, value: Any, says: str, tmp_path: Path) -> None:
    """A step of a journal that says what nobody could say is different, and says why."""
    header, entries = kept(tmp_path / "e7.jsonl")
    entries[number]["step"]["said"][name] = value
    try:
        found = replay(written(tmp_path / "other.jsonl", header, entries))
    except InputError as error:
        assert "fraction" in str(error) or "2.5" in str(error)
    else:
        assert found.outcome == "different"
        assert says in found.problem


@pytest.mark.parametrize("kind", ["begin", "open"])
def test_a_step_on_no_act_is_different(kind: str, tmp_path: Path) -> None:
    """An act begins with its id, and an incident is opened once."""
    header, entries = kept(tmp_path / "e7.jsonl")
    entries[0]["step"] = {**entries[0]["step"], "kind": kind}
    other = written(tmp_path / "other.jsonl", header, entries)
    if kind == "open":
        with pytest.raises(InputError, match="step 1: it is step 1, of the kind `open`"):
            replay(other)
    else:
        assert "a step of the kind `begin` has an act" in replay(other).problem
