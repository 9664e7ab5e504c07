"""The operations and shapes of the Python interface, called by clients."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sro_policy import evaluate, open_incident
from sro_policy.review import as_csv, as_markdown, as_page, review, review_case
from sro_policy.schema import case_schema

from .calling import ARREST, HALLWAY, OFFICER, Client, RefusedError

CASE: dict[str, Any] = {**OFFICER, **ARREST}


def plain(value: object) -> Any:
    """What JSON makes of a value."""
    return json.loads(json.dumps(value))


def test_a_case_is_decided_as_in_python() -> None:
    """Digest included."""
    client = Client()
    assert client.call("evaluate", case=CASE) == plain(evaluate(CASE).to_json())
    chosen = client.call("evaluate", case=CASE, settings={"A2": "one"}, as_of="2026-11-24")
    assert chosen["settings"] == {"A2": "one"}


def test_questions_reasons_and_changes_are_those_of_the_decision() -> None:
    """Of a case, and of a session that knows the same."""
    client, decision = Client(), evaluate(CASE)
    session = client.call("open_incident", case=CASE)["session"]
    finding = decision.finding("431.6.p2.s1", "a1")
    asked = {"rule": "431.6.p2.s1", "subject": "a1"}
    for of in ({"case": CASE}, {"session": session}):
        found = client.call("questions", **of)
        assert found["questions"] == plain([one.to_json() for one in decision.questions])
        assert found["outlook"] == plain(decision.outlook.to_json())
        assert client.call("why", **asked, **of)["why"] == plain([finding.why().to_json()])
        every = client.call("why", **asked, **of, every=True)["why"]
        assert every == plain([one.to_json() for one in finding.every_why()])
        changes = client.call("changes", **asked, **of, in_our_hands=True, aim="kept")["changes"]
        assert changes == plain([one.to_json() for one in finding.changes("kept", in_our_hands=True)])


def test_a_decision_is_of_a_case_or_of_a_session() -> None:
    """Not of neither, nor of both; and a session has settings of its own."""
    client = Client()
    session = client.opened()
    assert client.code("questions") == -32602
    assert client.code("questions", case={}, session=session) == -32602
    assert client.code("questions", session=session, as_of="2026-11-24") == -32602
    assert client.code("questions", session=session, settings={}) == -32602


def test_steps_change_what_they_change_in_python() -> None:
    """Each kind of step, from the opening to the end, and the views after them."""
    client = Client()
    began = "2026-11-24T10:00:00-06:00"
    reply = client.call("open_incident", case=OFFICER, began=began, source="observer", as_of="2026-11-24")
    session = reply["session"]
    here = open_incident(case=OFFICER, source="observer", as_of="2026-11-24")
    assert reply["opened"] == plain(here.opened.to_json())
    rule = "431.6/arrest-in-school"
    steps = [
        ("learn", {"said": {"incident": {"crime_alleged": True}}, "at": 1}, here.learn),
        ("correct", {"said": {"incident": {"crime_alleged": False}}, "at": 2.5, "source": "sensor"}, here.correct),
        ("begin", {"act": "a1", "facts": {"kind": "custodial_arrest"}, "at": 9, "when": 8}, here.begin),
        ("carry_on", {"act": "a1", "facts": {"in_school": True, "arrest_avoidable": True}, "at": 10}, here.carry_on),
        ("happened", {"moment": "staff_notified", "at": 11, "when": 3}, here.happened),
        ("happened", {"moment": "staff_arrived", "at": 11}, here.happened),
        ("give_reason", {"rule": rule, "subject": "a1", "reason": "because", "at": 12}, here.give_reason),
        ("end", {"act": "a1", "at": 20}, here.end),
    ]
    for method, said, alike in steps:
        assert client.call(method, session=session, **said) == plain(alike(**said).to_json()), method
    gone = client.call("withdraw", session=session, names=["act.in_school"], act="a1", at=30)
    assert gone == plain(here.withdraw("act.in_school", act="a1", at=30).to_json())
    assert client.call("final", session=session) == plain(here.final.to_json())
    assert client.call("as_known_at", session=session, time=15) == plain(here.as_known_at(15).to_json())
    assert client.call("as_known_at", session=session, time=15, act="a1")["guidance"]
    assert client.call("case", session=session) == plain(here.case)
    assert client.call("case", session=session, time=2) == plain(here.case_as_known_at(2))
    assert client.call("steps", session=session)["steps"] == plain([step.to_json() for step in here.steps])


def test_times_may_be_times_of_day() -> None:
    """Where the incident has one that it began at; what is no time is refused with its place."""
    client = Client()
    session = client.opened(began="2026-11-24T10:00:00-06:00")
    change = client.call("begin", session=session, act="a1", at="2026-11-24T16:01:00+00:00")
    assert change["step"]["at"] == 60_000
    with pytest.raises(RefusedError, match="`noon` is no date and time") as caught:
        client.call("end", session=session, act="a1", at="noon")
    assert caught.value.place == "at"
    assert client.code("open_incident", began="yesterday") == -32602


def test_a_branch_goes_its_own_way() -> None:
    """And what is closed is gone, while the other goes on."""
    client = Client()
    session = client.opened()
    twin = client.call("branch", session=session)["session"]
    client.call("learn", session=twin, said={"incident": {"weapon": True}}, at=1)
    assert "weapon" not in client.call("case", session=session)["incident"]
    assert client.call("close", session=session) == {}
    assert client.code("case", session=session) == -32002
    assert client.call("case", session=twin)["incident"]["weapon"] is True


def test_reviews_come_in_four_forms() -> None:
    """Of a session, and of a case."""
    client = Client()
    session = client.call("open_incident", case=CASE)["session"]
    here = review(open_incident(case=CASE))
    assert client.call("review", session=session) == {"format": "json", "review": plain(here.to_json())}
    for form, written in (("markdown", as_markdown), ("csv", as_csv), ("html", as_page)):
        assert client.call("review", session=session, format=form)["review"] == written(here)
        assert client.call("review_case", case=CASE, format=form)["review"] == written(review_case(CASE))


def test_lists_and_schemas_are_those_of_the_command_line() -> None:
    """Rules, facts, and three schemas."""
    client = Client()
    assert client.call("rules")["policy"]["number"] == "431"
    assert any(one["fact"] == "act.kind" for one in client.call("facts")["facts"])
    assert client.call("schema") == plain(case_schema())
    assert client.call("schema", of="record") != client.call("schema", of="scenario")


def test_a_scenario_is_played_event_by_event_or_at_a_stroke() -> None:
    """Either way the same happens, and the review is of what was chosen."""
    client = Client()
    text = HALLWAY.read_text(encoding="utf-8")
    one, other = (client.call("scenario.open", text=text) for _ in range(2))
    assert one["scenario"]["id"] == "hallway-arrest"
    assert one["left"] == 2
    slowly = [client.call("scenario.next", session=one["session"]) for _ in range(3)]
    assert [len(reply["happened"]) for reply in slowly] == [1, 1, 0]
    at_once = client.call("scenario.play", session=other["session"])
    assert at_once["happened"] == [*slowly[0]["happened"], *slowly[1]["happened"]]
    assert at_once["choice"]["options"][0] == {"id": "leave", "title": "Leave the arrest, and talk"}
    assert client.call("scenario.choose", session=one["session"], option="arrest")["path"] == ["arrest"]
    assert client.call("scenario.play", session=one["session"])["choice"] is None
    assert client.call("review", session=one["session"])["review"]["findings"]


def test_a_stage_is_branched_where_it_stands() -> None:
    """Also amid its events: what has happened does not happen again, and what is left does in both."""
    client = Client()
    session = client.call("scenario.open", text=HALLWAY.read_text(encoding="utf-8"))["session"]
    client.call("scenario.next", session=session)
    twin = client.call("branch", session=session)["session"]
    assert client.call("scenario.play", session=twin) == client.call("scenario.play", session=session)
    client.call("scenario.choose", session=twin, option="leave")
    client.call("scenario.choose", session=session, option="arrest")
    assert client.call("final", session=twin) == client.call("final", session=session)


def test_a_choice_is_made_once_all_before_it_happened() -> None:
    """And only one that there is, in a session that plays a scenario."""
    client = Client()
    session = client.call("scenario.open", text=HALLWAY.read_text(encoding="utf-8"))["session"]
    with pytest.raises(RefusedError, match="events come before this choice"):
        client.call("scenario.choose", session=session, option="leave")
    client.call("scenario.play", session=session)
    with pytest.raises(RefusedError, match="did you mean `leave`"):
        client.call("scenario.choose", session=session, option="leav")
    with pytest.raises(RefusedError, match="plays no scenario"):
        client.call("scenario.next", session=client.opened())


def test_a_refused_event_can_be_tried_again() -> None:
    """What the client said in between may stand in its way: the stage is as it was."""
    client = Client()
    said = {"incident": {"weapon": True}}
    events = [{"at": 1, "tell": "It begins."}, {"at": 2, "learn": said}]
    text = json.dumps({"scenario": 1, "id": "one", "title": "One", "events": events})
    session = client.call("scenario.open", text=text)["session"]
    client.call("learn", session=session, said={"incident": {"weapon": False}}, at=0)
    for _ in range(2):
        with pytest.raises(RefusedError) as caught:
            client.call("scenario.play", session=session)
        assert caught.value.place.startswith("line 1, event 2")
    client.call("withdraw", session=session, names=["incident.weapon"], at=1)
    assert client.call("scenario.play", session=session)["left"] == 0
