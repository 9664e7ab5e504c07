"""What a scenario can say, and what is refused in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.scenario import (
    read_each,
    read_scenario,
    read_scenario_file,
    read_scenarios,
    scenario_files,
    scenario_of,
)

from .shipped import SMALL, small

HEAD = {"scenario": 1, "id": "one", "title": "One"}
END = {"id": "yes", "title": "Yes"}


def with_event(**event: Any) -> dict[str, Any]:
    return {**HEAD, "events": [event]}


def with_choice(**choice: Any) -> dict[str, Any]:
    return {**HEAD, "choose": choice}


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ([], "`[]` is no object: a scenario is an object with `title` and `events`"),
        ("x", "`x` is no object: "),
        ({**HEAD, "evnets": []}, "unknown key `evnets`; did you mean `events`?"),
        ({**HEAD, "hue": 1}, "unknown key `hue`; keys are scenario, id, title, "),
        ({"id": "one", "title": "One"}, "scenario: the form of the scenario is missing: write `scenario: 1`"),
        ({**HEAD, "scenario": 2}, "scenario: the form of the scenario is missing"),
        ({**HEAD, "scenario": True}, "scenario: the form of the scenario is missing"),
        ({**HEAD, "id": None}, "id: the `id` is missing: lower-case letters, digits and hyphens, as `hallway-fight`"),
        ({**HEAD, "id": "One"}, "id: `One` is no id: "),
        ({**HEAD, "id": "a--b"}, "id: `a--b` is no id: "),
        ({**HEAD, "id": "a\n"}, "id: `a\\n` is no id: "),
        ({**HEAD, "id": 1}, "id: `1` is no id: "),
        ({**HEAD, "title": None}, "the `title` is missing"),
        ({**HEAD, "title": "  "}, "the `title` is missing"),
        ({**HEAD, "title": 4}, "title: `4` is no text: put it between quotes"),
        ({**HEAD, "about": ["x"]}, 'about: `["x"]` is no text'),
        ({**HEAD, "opening": []}, "opening: `[]` is no object: what is known at first is a case"),
        ({**HEAD, "began": "2026-11-24"}, "began: `2026-11-24` is no date and time with its zone"),
        ({**HEAD, "began": "2026-11-24T10:00"}, "began: `2026-11-24T10:00` is no date and time with its zone"),
        ({**HEAD, "began": "2026-13-24T10:00Z"}, "began: `2026-13-24T10:00Z` is no date and time"),
        ({**HEAD, "began": 3}, "began: `3` is no date and time"),
        (
            {**HEAD, "began": "2026-W48-2T10:00:00Z"},
            "began: `2026-W48-2T10:00:00Z` is no date and time with its zone, as `2026-11-24T10:15:00-06:00`",
        ),
        ({**HEAD, "began": "20261124T100000Z"}, "began: `20261124T100000Z` is no date and time"),
        ({**HEAD, "began": "2026-11-24 10:00:00Z"}, "began: `2026-11-24 10:00:00Z` is no date and time"),
        ({**HEAD, "began": "2026-11-24T10Z"}, "began: `2026-11-24T10Z` is no date and time"),
        ({**HEAD, "began": "2026-11-24T10:00:00+06"}, "began: `2026-11-24T10:00:00+06` is no date and time"),
        ({**HEAD, "began": "2026-11-24T10:00:00+06:00:01"}, "began: `2026-11-24T10:00:00+06:00:01` is no date and"),
        ({**HEAD, "events": {}}, "events: `{}` is no list of events"),
        ({**HEAD, "events": [{"tell": "x"}] * 1001}, "events: more events than the limit of 1,000"),
        ({**HEAD, "events": ["x"]}, "events[0]: `x` is no object: an event is an object"),
        ({**HEAD, "events": [None]}, "events[0]: nothing happens here, is told or is expected; what can happen: learn"),
        (with_event(at=3), "events[0]: nothing happens here, is told or is expected"),
        (with_event(tell=" "), "events[0]: nothing happens here"),
        (with_event(tell=3), "events[0].tell: `3` is no text"),
        (with_event(lern={}), "events[0]: unknown key `lern`; did you mean `learn`?"),
        (with_event(learn={}, correct={}), "events[0]: `learn` and `correct` are two things: make two events of them"),
        (with_event(learn={}, when=1), "events[0]: `when` does not go with `learn`"),
        (with_event(tell="x", facts={}), "events[0]: `facts` does not go with `tell`"),
        (with_event(tell="x", at="1:60"), "events[0].at: `1:60` is no time: seconds, or a clock as `1:02`"),
        (with_event(tell="x", at="1:99:00"), "events[0].at: `1:99:00` is no time"),
        (with_event(tell="x", at="1:60:00"), "events[0].at: `1:60:00` is no time"),
        (with_event(tell="x", at="0:05\n"), "events[0].at: `0:05\\n` is no time"),
        (with_event(tell="x", at=True), "events[0].at: `True` is no time"),
        (with_event(tell="x", at=None), "events[0].at: `None` is no time"),
        (with_event(tell="x", at=float("inf")), "events[0].at: `inf` is no time"),
        (with_event(tell="x", at=1e12), "events[0].at: `1000000000000.0` lies more than ten years from the beginning"),
        (with_event(tell="x", at=-1), "events[0].at: -1 seconds come before the event before it, at 0"),
        (
            {**HEAD, "events": [{"tell": "x", "at": "1:00:02.5"}, {"tell": "y", "at": 9}]},
            "events[1].at: 9 seconds come before the event before it, at 3602.5",
        ),
        (with_event(tell="x", by="officr"), "events[0].by: unknown source `officr`; did you mean `officer`?"),
        (
            with_event(tell="x", by=1),
            "events[0].by: unknown source `1`; it is one of officer, observer, instructor, se",
        ),
        (
            with_event(learn=3),
            "events[0].learn: `3` is no object: what is learned or corrected has the shape of a case",
        ),
        (with_event(learn={"moments": 3}), "events[0].learn.moments: `3` is no object: moments are an object of times"),
        (with_event(correct={"moments": {"x": "y"}}), "events[0].correct.moments.x: `y` is no time"),
        (with_event(withdraw="x"), "events[0].withdraw: `x` is no list of names"),
        (with_event(withdraw=[]), "events[0].withdraw: `[]` is no list of names"),
        (with_event(withdraw=[1]), "events[0].withdraw: `[1]` is no list of names"),
        (with_event(withdraw=["act"], act=1), "events[0].act: `1` is no text"),
        (with_event(begin=None), "events[0]: the `begin` is missing"),
        (with_event(begin="a1", facts=[1]), "events[0].facts: `[1]` is no object: facts of an act are an object"),
        (with_event(end="a1", when="x"), "events[0].when: `x` is no time"),
        (with_event(happened=3), "events[0].happened: `3` is no text"),
        (with_event(reason="x"), "events[0]: the `rule` is missing"),
        (with_event(reason="x", rule="431.6/arrest-in-school"), "events[0]: the `subject` is missing"),
        (with_event(reason="", rule="x", subject="y"), "events[0]: the `reason` is missing"),
        (with_event(expect={}), "events[0].expect: `{}` is no list of what is expected"),
        (with_event(expect=["met"]), "events[0].expect[0]: `met` is no object that says what is expected"),
        (
            with_event(expect=[{"clause": "431.6.p1", "subject": "incident"}]),
            "events[0].expect[0]: a `status` or a `word` is missing",
        ),
        (
            with_event(expect=[{"clause": 431.9, "subject": "officer", "word": "met"}]),
            "events[0].expect[0].clause: unknown clause `431.9`; this is a number: put it between quotes",
        ),
        (with_choice(), "choose.options: a choice has a list of 1 to 20 options"),
        (with_choice(ask="x", options=[]), "choose.options: a choice has a list of 1 to 20 options"),
        (with_choice(ask="x", options=[END] * 21), "choose.options: a choice has a list of 1 to 20 options"),
        (
            with_choice(ask="x", options=["y"]),
            "choose.options[0]: `y` is no object: an option has an `id`, a `title` and",
        ),
        (with_choice(ask="x", options=[END, END]), "choose.options[1].id: `yes` names two options"),
        (with_choice(ask="x", options=[{"id": "a"}]), "choose.options[0]: the `title` is missing"),
        (with_choice(ask="x", options=[{**END, "id": "a/b"}]), "choose.options[0].id: `a/b` is no id"),
        (
            with_choice(ask="x", options=[{**END, "id": "2"}]),
            "choose.options[0].id: `2` is a number, as options are counted by: give the option another id",
        ),
        *(
            (
                with_choice(ask="x", options=[{**END, "id": name}]),
                f"choose.options[0].id: `{name}` ends a scenario that is played: give the option another id",
            )
            for name in ("q", "quit", "exit")
        ),
        (with_choice(ask="x", options=[{**END, "event": []}]), "choose.options[0]: unknown key `event`; did you mean"),
        (with_choice(options=[END]), "choose: the `ask` is missing"),
        (with_choice(ask="x", optoins=[END]), "choose: unknown key `optoins`; did you mean `options`?"),
        ({**HEAD, "choose": "x"}, "choose: `x` is no object: a choice has `ask` and `options`"),
        (
            with_choice(ask="x", options=[{**END, "choose": {"ask": "y", "options": [{**END, "events": [{}]}]}}]),
            "choose.options[0].choose.options[0].events[0]: nothing happens here",
        ),
        (
            {
                **HEAD,
                "events": [{"tell": "x", "at": 9}],
                "choose": {"ask": "x", "options": [{**END, "events": [{"tell": "y", "at": 8}]}]},
            },
            "choose.options[0].events[0].at: 8 seconds come before the event before it, at 9",
        ),
    ],
)
def test_a_slip_is_refused_with_its_place_and_the_nearest_name(said: Any, says: str) -> None:
    """Misspelt keys, two things in one event, times that go back, ids and values that are none, what is missing."""
    with pytest.raises(InputError) as refused:
        scenario_of(said)
    assert str(refused.value).startswith(says)


def branching(*numbers: int) -> dict[str, Any]:
    """Return a choice between so many options, each with a choice between so many as come next, and so on."""
    number, *rest = numbers
    below = {"choose": branching(*rest)} if rest else {}
    return {"ask": "x", "options": [{"id": f"a{one}", "title": "x", **below} for one in range(number)]}


def test_ways_are_counted_before_any_is_taken() -> None:
    """A thousand are accepted, and neither one more nor eight times as many."""
    assert scenario_of({**HEAD, "choose": branching(10, 10, 10)}).course.ways == 1000
    for numbers, ways in (((11, 7, 13), "1,001"), ((20, 20, 20), "8,000")):
        with pytest.raises(InputError) as refused:
            scenario_of({**HEAD, "choose": branching(*numbers)})
        assert str(refused.value) == f"choose: {ways} ways through it are more than the limit of 1,000"


def test_a_clock_shows_minutes_alone_beyond_an_hour() -> None:
    """And minutes of an hour where the hours stand before them."""
    times = ["59:59", "1:00:00", "180:00", "3:59:59.5"]
    course = scenario_of({**HEAD, "events": [{"tell": "x", "at": time} for time in times]}).course
    assert [event.at for event in course.events] == [3599, 3600, 10800, 14399.5]


def test_the_line_and_the_file_stand_before_the_place(tmp_path: Path) -> None:
    """Where an editor can go, and where a program can look."""
    path = tmp_path / "one.yaml"
    path.write_bytes(SMALL.replace(b"by: observer", b"by: obsrever"))
    with pytest.raises(InputError) as refused:
        read_scenario_file(path)
    assert str(refused.value) == f"{path}: line 10: events[0].by: unknown source `obsrever`; did you mean `observer`?"
    path.write_bytes(b"- 1\n")
    with pytest.raises(InputError, match=rf"^{path}: line 1: `\[1\]` is no object: "):
        read_scenario_file(path)
    path.write_bytes(b"a: [\n")
    with pytest.raises(InputError, match=rf"^{path}: line 2: not YAML: "):
        read_scenario_file(path)


def test_a_place_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder, a file that is not there, and one that is larger than the limit, of which no more is read."""
    with pytest.raises(InputError, match=rf"^{tmp_path}: cannot be read: is a directory"):
        read_scenario_file(tmp_path)
    with pytest.raises(InputError, match=r"none\.yaml: cannot be read: no such file or directory"):
        read_scenario_file(tmp_path / "none.yaml")
    (tmp_path / "huge.yaml").write_bytes(b" " * 1_000_001)
    with pytest.raises(InputError, match=r"huge\.yaml: larger than the limit of 1,000,000 bytes"):
        read_scenario_file(tmp_path / "huge.yaml")


def test_what_is_left_out_has_its_usual_value() -> None:
    """Nothing known, nothing told; an event without a time is when the one before it was, by the officer."""
    bare = scenario_of({**HEAD, "about": None, "opening": None, "began": None, "choose": None})
    assert (bare.about, bare.opening, bare.began, bare.course.events, bare.course.choice) == ("", {}, None, (), None)
    assert bare.paths() == ((),)
    events = [{"tell": "x", "at": "1:02"}, {"begin": "a1", "by": None, "facts": None}, {"learn": {"moments": None}}]
    first, second, third = scenario_of({**HEAD, "events": events}).course.events
    assert (first.at, second.at, second.source, second.said) == (62, 62, "officer", {})
    assert third.said == {"moments": None}


def test_all_of_what_an_event_says_is_read() -> None:
    """Each deed has what it is about, and times of moments become seconds."""
    events = [
        {"learn": {"moments": {"staff_notified": "1:00"}}},
        {"withdraw": ["act.kind"], "act": "a1"},
        {"end": "a1", "facts": {"in_school": True}, "at": "2:00", "when": 90.5},
        {"reason": "He ran.", "rule": "431.6/arrest-in-school", "subject": "a1"},
    ]
    began = "2026-11-24T10:00:00-06:00"
    scenario = scenario_of({**HEAD, "began": began, "events": events})
    learned, withdrawn, ended, reason = scenario.course.events
    assert learned.said == {"moments": {"staff_notified": 60.0}}
    assert (withdrawn.names, withdrawn.subject) == (("act.kind",), "a1")
    assert (ended.deed, ended.about, ended.said, ended.when) == ("end", "a1", {"in_school": True}, 90.5)
    assert (reason.about, reason.subject, reason.text) == ("431.6/arrest-in-school", "a1", "He ran.")
    assert scenario.began == dt.datetime.fromisoformat(began)


def test_json_is_yaml() -> None:
    """A program can write scenarios as JSON."""
    assert read_scenario(b'{"scenario": 1, "id": "one", "title": "One"}') == scenario_of(HEAD)


def test_scenarios_are_found_in_folders_below(tmp_path: Path) -> None:
    """Files that end in `.yaml` or `.yml`, in order of their names, but for what is hidden; and any file by name."""
    for name in ("b.yaml", "a/c.yml", ".git/d.yaml", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SMALL.replace(b"id: small", f"id: {Path(name).stem}".encode()))
    found = [path.relative_to(tmp_path).as_posix() for path in scenario_files([tmp_path, tmp_path / "notes.txt"])]
    assert found == ["a/c.yml", "b.yaml", "notes.txt"]
    assert [one.id for one in read_scenarios([tmp_path])] == ["c", "b"]
    assert scenario_files([tmp_path / "b.yaml", tmp_path / "b.yaml"]) == (tmp_path / "b.yaml",)


def test_what_is_no_place_of_scenarios_is_refused(tmp_path: Path) -> None:
    """A folder without any, a place that is not there, and two scenarios of one id."""
    with pytest.raises(InputError, match=r"there are no scenarios in it: files that end in \.yaml"):
        scenario_files([tmp_path])
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        scenario_files([tmp_path / "nowhere"])
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(SMALL)
    with pytest.raises(InputError, match=r"b\.yaml: id: `small` is also the id of .*a\.yaml"):
        read_scenarios([tmp_path])


def test_what_is_wrong_with_a_file_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    """Each file comes with its scenario or with what is wrong; the second of one id is the one that is wrong."""
    for name, content in {"a": b"a: [\n", "b": SMALL, "c": SMALL, "d": SMALL.replace(b"id: small", b"id: d")}.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
    found = [(path.stem, str(one) if isinstance(one, InputError) else one.id) for path, one in read_each([tmp_path])]
    assert [stem for stem, _ in found] == ["a", "b", "c", "d"]
    assert [said for _, said in found][1::2] == ["small", "d"]
    assert found[0][1].startswith(f"{tmp_path / 'a.yaml'}: line 2: not YAML: ")
    assert found[2][1] == f"{tmp_path / 'c.yaml'}: id: `small` is also the id of {tmp_path / 'b.yaml'}"


def test_the_ways_through_it_are_named_by_their_options() -> None:
    """In the order in which they stand."""
    assert small().paths() == (("consider",), ("not",))
    assert small().course.ways == 2
