"""Limits: of size, of calls, of what is open and of what is said; each refusal names its own."""

from __future__ import annotations

import json

import pytest

from sro_policy import InputError
from sro_policy.serve import ServeLimits, Service
from sro_policy.serve.connection import Connection
from sro_policy.serve.faults import Fault
from sro_policy.serve.rate import Rate

from .calling import OFFICER, Client, RefusedError


def limited(**limits: int) -> Client:
    return Client(Service(limits=ServeLimits(**limits)))


def test_a_message_beyond_the_limit_is_refused_and_the_next_is_not() -> None:
    """Bytes count, and not characters."""
    client = limited(message_bytes=200)
    assert client.raw("x" * 201)["error"]["code"] == -32003
    assert client.raw("é" * 101)["error"]["code"] == -32003
    assert client.raw("é" * 100)["error"]["code"] == -32700
    assert client.call("health")["status"] == "ok"


def test_a_batch_beyond_the_limit_is_refused_as_a_whole() -> None:
    """With one error, and nothing of it is done."""
    client = limited(batch=2)
    health = {"jsonrpc": "2.0", "id": 1, "method": "health"}
    assert client.send([health] * 3)["error"]["code"] == -32003
    assert len(client.send([health] * 2)) == 2


def test_an_answer_beyond_the_limit_is_an_error_that_says_so() -> None:
    """What was asked is done all the same, and the next call is answered."""
    client = limited(answer_bytes=2_000)
    with pytest.raises(RefusedError, match=r"it is done, but its answer of [0-9,]+ bytes is larger") as caught:
        client.call("rules")
    assert (caught.value.code, caught.value.place) == (-32003, "")
    assert client.call("health")["status"] == "ok"


def test_of_a_batch_no_more_is_done_once_its_answers_reach_the_limit() -> None:
    """Each request that is not done is told so by its id; a notification among them is not done either."""
    client = limited(answer_bytes=2_000)
    health = {"jsonrpc": "2.0", "id": 1, "method": "health"}
    opening = {"jsonrpc": "2.0", "method": "open_incident", "params": {"case": {}}}
    batch = [health, {**health, "id": 2, "method": "rules"}, opening, {**health, "id": 3}, 4]
    first, *rest = client.send(batch)
    assert first["result"]["status"] == "ok"
    assert [one["id"] for one in rest] == [2, 3, None]
    assert all(one["error"]["code"] == -32003 for one in rest)
    assert [one["error"]["data"]["problem"].partition(":")[0] for one in rest[1:]] == ["not done", "not done"]
    assert client.call("health")["sessions"]["own"] == 0


def test_small_answers_of_a_batch_count_together() -> None:
    """However small each is."""
    client = limited(answer_bytes=1_000)
    replies = client.send([{"jsonrpc": "2.0", "id": name, "method": "health"} for name in range(50)])
    answered = [one for one in replies if "result" in one]
    assert 5 < len(answered) < 10
    assert sum(len(json.dumps(one, separators=(",", ":"))) for one in answered) <= 1_000
    assert [one["id"] for one in replies] == list(range(50))


def test_of_a_batch_no_more_is_done_once_its_client_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody would hear it."""
    client = Client()
    done: list[object] = []

    def leaves(connection: Connection, item: object) -> None:
        done.append(item)
        connection.is_gone = True

    monkeypatch.setattr("sro_policy.serve.envelope._respond", leaves)
    assert client.send([{}] * 50) is None
    assert len(done) == 1


def test_sessions_of_a_connection_have_a_limit() -> None:
    """One that is closed makes room; one that could not be opened takes none."""
    client = limited(sessions_each=2)
    first = client.opened()
    assert client.code("open_incident", case={"officer": {"is_sro": 3}}) == -32602
    client.call("branch", session=first)
    with pytest.raises(RefusedError, match="more sessions of one connection than the limit of 2") as caught:
        client.opened()
    assert caught.value.code == -32003
    client.call("close", session=first)
    client.opened()


def test_sessions_in_all_have_a_limit() -> None:
    """Whoever has them; a connection that ends gives back all of its own."""
    service = Service(limits=ServeLimits(sessions=2))
    one, other = Client(service), Client(service)
    one.opened()
    one.opened()
    with pytest.raises(RefusedError, match="more sessions in all than the limit of 2"):
        other.opened()
    one.connection.close()
    one.connection.close()  # twice is once
    other.opened()
    assert other.call("health")["sessions"] == {"own": 1, "all": 1}


def test_connections_have_a_limit() -> None:
    """And one that ends makes room."""
    service = Service(limits=ServeLimits(connections=1))
    one = Client(service)
    with pytest.raises(Fault, match="more connections than the limit of 1"):
        service.connect()
    one.connection.close()
    service.connect()


def test_calls_come_back_as_time_goes_by() -> None:
    """As many at once as in two seconds, and then so many a second."""
    now = [0.0]
    rate = Rate(10, clock=lambda: now[0])
    for _ in range(20):
        rate.take()
    with pytest.raises(Fault, match=r"more calls than the limit of 10 a second: try in 0\.100 seconds"):
        rate.take()
    now[0] = 0.1
    rate.take()
    with pytest.raises(Fault):
        rate.take()
    now[0] = 1_000.0
    for _ in range(20):
        rate.take()
    with pytest.raises(Fault):
        rate.take()


def test_whoever_calls_too_fast_is_refused_and_nobody_else() -> None:
    """Requests with their ids, and junk as well."""
    service = Service(limits=ServeLimits(calls_per_second=2))
    one, other = Client(service), Client(service)
    one.connection.rate = Rate(2, clock=lambda: 0.0)
    for _ in range(4):
        one.call("health")
    reply = one.send({"jsonrpc": "2.0", "id": 9, "method": "health"})
    assert (reply["id"], reply["error"]["code"]) == (9, -32003)
    assert one.raw("junk")["error"]["code"] == -32003
    assert one.send({"id": 8})["error"]["code"] == -32003
    assert other.call("health")["status"] == "ok"


def test_whoever_calls_too_fast_has_no_large_message_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of what cannot be parsed costs no parsing; small ones are read, and refused by their ids."""
    client = limited()
    client.connection.rate = Rate(1, clock=lambda: 0.0)
    client.call("health")
    read: list[int] = []
    monkeypatch.setattr("sro_policy.serve.envelope.read_document", lambda *_: read.append(1))
    replies = [client.raw("[" + "1," * 300_000) for _ in range(20)]
    assert len(read) == 1
    assert all("more calls than the limit" in one["error"]["data"]["problem"] for one in replies[1:])


EVENTS = {"scenario": 1, "id": "three", "title": "Three", "events": [{"at": at, "begin": f"a{at}"} for at in (1, 2, 3)]}


def size_of(client: Client, session: str) -> int:
    """How many bytes the steps of a session have as JSON."""
    steps = client.call("steps", session=session)["steps"]
    return sum(len(json.dumps(step, ensure_ascii=False).encode()) for step in steps)


def test_a_session_takes_so_many_steps() -> None:
    """The opening is none of them, nor is what was refused."""
    client = limited(steps=2)
    session = client.opened()
    for at in (1, 2):
        assert client.code("learn", session=session, said={}, at=at) == -32602
        client.call("begin", session=session, act=f"a{at}", at=at)
    with pytest.raises(RefusedError, match="more steps than the limit of 2"):
        client.call("end", session=session, act="a1", at=3)
    assert len(client.call("steps", session=session)["steps"]) == 3


@pytest.mark.parametrize(("method", "before"), [("scenario.play", 0), ("scenario.next", 2)])
def test_events_of_a_scenario_are_steps_like_any_other(method: str, before: int) -> None:
    """However they are taken: what comes before the limit counts, and the event beyond it is not taken."""
    client = limited(steps=2)
    session = client.call("scenario.open", text=json.dumps(EVENTS))["session"]
    for _ in range(before):
        client.call(method, session=session)
    with pytest.raises(RefusedError, match="more steps than the limit of 2") as caught:
        client.call(method, session=session)
    assert caught.value.code == -32003
    assert [step.get("act") for step in client.call("steps", session=session)["steps"]] == [None, "a1", "a2"]
    assert client.code("learn", session=session, said={"incident": {"weapon": True}}, at=9) == -32003
    twin = client.call("branch", session=session)["session"]
    assert client.code("learn", session=twin, said={"incident": {"weapon": True}}, at=9) == -32003


def test_a_session_takes_so_much_that_is_said() -> None:
    """To the byte: in the opening, in steps and in events; a branch goes on from what was said before."""
    free = Client()
    reason = {"rule": "431.6/arrest-in-school", "subject": "a1", "reason": "é" * 150, "at": 9}
    text = json.dumps({**EVENTS, "opening": OFFICER})
    for opening, goes_on in (
        ({"method": "open_incident", "case": OFFICER}, {"method": "begin", "act": "a1", "at": 1}),
        ({"method": "scenario.open", "text": text}, {"method": "scenario.play"}),
    ):
        session = free.call(**opening)["session"]
        bare = size_of(free, session)
        free.call(**goes_on, session=session)
        free.call("give_reason", session=session, **reason)
        whole = size_of(free, session)

        for most, is_taken in ((whole, True), (whole - 1, False)):
            client = limited(said_bytes=most)
            session = client.call(**opening)["session"]
            for _ in range(20):  # of what is refused, nothing counts
                assert client.code("give_reason", session=session, **{**reason, "subject": "nobody"}) == -32602
            client.call(**goes_on, session=session)
            twin = client.call("branch", session=session)["session"]
            for one in (session, twin):
                if is_taken:
                    client.call("give_reason", session=one, **reason)
                else:
                    with pytest.raises(RefusedError, match=f"more said than the limit of {most:,} bytes") as caught:
                        client.call("give_reason", session=one, **reason)
                    assert caught.value.code == -32003

        client = limited(said_bytes=bare - 1)
        assert client.code(**opening) == -32003
        assert client.call("health")["sessions"] == {"own": 0, "all": 0}


def test_a_case_has_so_many_acts() -> None:
    """Of an evaluation, of an incident however it came to them, and of a scenario."""
    client = limited(acts=1)
    acts = {"acts": [{"id": "a"}, {"id": "b"}]}
    assert client.code("evaluate", case=acts) == -32602
    assert client.code("open_incident", case=acts) == -32602
    session = client.call("open_incident", case={"acts": [{"id": "a"}]})["session"]
    assert client.code("begin", session=session, act="b", at=1) == -32602
    text = json.dumps({"scenario": 1, "id": "two", "title": "Two", "opening": acts})
    with pytest.raises(RefusedError, match="more acts than the limit of 1") as caught:
        client.call("scenario.open", text=text)
    assert (caught.value.code, caught.value.place) == (-32602, "line 1, opening: acts")
    late = {"scenario": 1, "id": "two", "title": "Two", "events": [{"learn": acts}]}
    session = client.call("scenario.open", text=json.dumps(late))["session"]
    assert client.code("scenario.play", session=session) == -32602


def test_events_that_fill_an_answer_are_given_in_parts() -> None:
    """Of hundreds that change all acts, one answer would have hundreds of megabytes; what was told is not kept."""
    acts = [{"id": f"a{number}", "kind": "custodial_arrest", "in_school": True} for number in range(50)]
    events = [{"correct" if at else "learn": {"incident": {"weapon": at % 2 == 0}}} for at in range(16)]
    text = json.dumps({"scenario": 1, "id": "long", "title": "Long", "opening": {"acts": acts}, "events": events})
    client = Client()
    session = client.call("scenario.open", text=text)["session"]
    happened, parts, left = [], 0, len(events)
    while left:
        part = client.call("scenario.play", session=session)
        assert len(json.dumps(part["happened"])) < 6_000_000
        happened += part["happened"]
        parts, left = parts + 1, part["left"]
        assert left == len(events) - len(happened)
    assert parts > 1
    assert [one["change"]["step"]["number"] for one in happened] == list(range(1, len(events) + 1))
    assert client.connection.sessions.get(session).playing.happened == ()


def test_a_scenario_has_so_many_bytes() -> None:
    """To read YAML takes its time."""
    with pytest.raises(RefusedError, match="larger than the limit of 50,000 bytes") as caught:
        Client().call("scenario.open", text="x" * 50_001)
    assert (caught.value.code, caught.value.place) == (-32003, "text")


@pytest.mark.parametrize(("text", "times"), [("[", 49_000), ("{a: ", 9_000), ("[{", 20_000), ("[", 41), ("- ", 20_000)])
def test_a_scenario_in_brackets_without_end_is_refused_at_once(text: str, times: int) -> None:
    """YAML would be read for seconds before it says so; brackets that are closed again are no depth."""
    with pytest.raises(RefusedError, match="nested deeper than the limit of 40 levels"):
        Client().call("scenario.open", text=text * times)
    with pytest.raises(RefusedError, match="a scenario is an object"):
        Client().call("scenario.open", text="[" + "[], " * 100 + "]")


def test_brackets_in_the_texts_of_a_scenario_are_no_depth() -> None:
    """In YAML and in JSON: they are characters like any other."""
    brackets = "so [{" * 50
    yaml = f"scenario: 1\nid: prose\ntitle: Prose\nabout: {brackets}\n# {brackets}\n"
    for text in (yaml, json.dumps({"scenario": 1, "id": "prose", "title": "Prose", "about": brackets})):
        assert Client().call("scenario.open", text=text)["scenario"]["about"] == brackets


def test_limits_are_written_by_name() -> None:
    """Those that are not named stay as they are."""
    assert ServeLimits.of(["sessions=7", "acts=3"]) == ServeLimits(sessions=7, acts=3)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("session=1", "unknown limit `session`; did you mean `sessions`?"),
        ("x=1", "unknown limit `x`; limits are message_bytes"),
        ("sessions", "`sessions` is no limit; write it as `sessions=100`"),
        ("sessions=-1", "`sessions=-1` is no limit"),
        ("sessions=" + "9" * 5_000, "is not a whole number from 1 to 1,000,000,000"),
        ("sessions=0", "`0` is not a whole number from 1 to 1,000,000,000"),
    ],
)
def test_what_is_no_limit_is_refused(said: str, problem: str) -> None:
    """With what would be one."""
    with pytest.raises(InputError, match=problem.replace("?", r"\?")):
        ServeLimits.of([said])
