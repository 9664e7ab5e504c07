"""Journals: in the folder that the server was given, under names of its own, and nothing anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sro_policy import InputError, JournalError
from sro_policy.serve import ServeLimits, Service
from sro_policy.session import LiveIncident, replay

from .calling import HALLWAY, OFFICER, Client, RefusedError


def test_a_journal_has_the_steps_of_its_session(tmp_path: Path) -> None:
    """Of an incident, a branch and a scenario; the answer names the file, and is replayed once closed."""
    client = Client(Service(journals=tmp_path))
    opened = client.call("open_incident", case=OFFICER, journal="e7")
    session = opened["session"]
    client.call("begin", session=session, act="a1", at=1)
    branched = client.call("branch", session=session, journal="con")
    played = client.call("scenario.open", text=HALLWAY.read_text(encoding="utf-8"), journal="Hallway_1")
    client.call("scenario.play", session=played["session"])
    client.connection.close()
    for label, reply, steps in (("e7", opened, 2), ("con", branched, 2), ("Hallway_1", played, 3)):
        assert re.fullmatch(f"{label}-[0-9a-f]{{16}}.jsonl", reply["journal"])
        found = replay(tmp_path / reply["journal"])
        assert (found.outcome, len(found.changes)) == ("same", steps)
    assert len(list(tmp_path.iterdir())) == 3


def test_without_a_journal_there_is_no_name_of_one(tmp_path: Path) -> None:
    """Nor a file; a branch of what has one has none of its own accord."""
    client = Client(Service(journals=tmp_path))
    assert client.call("open_incident")["journal"] is None
    session = client.opened(journal="e7")
    assert client.call("branch", session=session)["journal"] is None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../e7", "a/b", "a\\b", "/var/e7", "C:e7", "e7.jsonl"),
        *("-e7", "_e7", "é", "a b", "a\0b", "e7\n", "x" * 65),
    ],
)
def test_a_name_that_is_not_plain_is_refused(name: str, tmp_path: Path) -> None:
    """Before anything is opened, and nothing is made."""
    folder = tmp_path / "journals"
    folder.mkdir()
    client = Client(Service(journals=folder))
    text = HALLWAY.read_text(encoding="utf-8")
    for method, named in (("open_incident", {}), ("scenario.open", {"text": text})):
        with pytest.raises(RefusedError, match="is no plain name") as caught:
            client.call(method, journal=name, **named)
        assert (caught.value.code, caught.value.place) == (-32602, "journal")
    assert client.call("health")["sessions"]["own"] == 0
    assert [path.name for path in tmp_path.rglob("*")] == ["journals"]


def test_the_same_label_serves_everybody(tmp_path: Path) -> None:
    """So nobody learns which journals others have, and nobody can take a name before them; what is there stays."""
    (tmp_path / "e7.jsonl").write_text("mine", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere")
    service = Service(journals=tmp_path)
    names = {
        Client(service).call("open_incident", case=OFFICER, journal=label)["journal"]
        for label in ("e7", "e7", "E7", "link")
    }
    assert len(names) == 4
    assert (tmp_path / "e7.jsonl").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_a_journal_that_cannot_be_made_takes_no_place(tmp_path: Path) -> None:
    """Nor does its session; the client is not told where the folder is."""
    folder = tmp_path / "journals"
    folder.mkdir()
    client = Client(Service(journals=folder, limits=ServeLimits(journals=1)))
    folder.rmdir()
    with pytest.raises(RefusedError, match="its folder does not exist") as caught:
        client.opened(journal="e7")
    assert (caught.value.code, caught.value.place) == (-32000, "journal")
    assert str(tmp_path) not in str(caught.value)
    assert client.call("health")["sessions"] == {"own": 0, "all": 0}
    folder.mkdir()
    client.opened(journal="e7")


def test_without_a_folder_there_are_no_journals() -> None:
    """Whatever the name."""
    client = Client()
    with pytest.raises(RefusedError, match="this server keeps no journals") as caught:
        client.opened(journal="e7")
    assert caught.value.code == -32000


def test_no_more_journals_are_made_than_the_limit(tmp_path: Path) -> None:
    """A client could fill the disk with them: to close one gives no place back, for the file stays."""
    client = Client(Service(journals=tmp_path, limits=ServeLimits(journals=1)))
    client.call("close", session=client.opened(journal="one"))
    with pytest.raises(RefusedError, match="more journals in all than the limit of 1"):
        client.opened(journal="two")
    client.connection.close()
    with pytest.raises(RefusedError, match="more journals in all than the limit of 1"):
        Client(client.service).opened(journal="two")
    assert len(list(tmp_path.iterdir())) == 1


def test_one_client_does_not_use_up_the_journals_of_all(tmp_path: Path) -> None:
    """Each connection has a limit of its own; beyond it there are sessions without."""
    service = Service(journals=tmp_path, limits=ServeLimits(journals_each=2, journals=3))
    one, other = Client(service), Client(service)
    for _ in range(2):
        one.call("close", session=one.opened(journal="e7"))
    with pytest.raises(RefusedError, match="more journals of one connection than the limit of 2") as caught:
        one.opened(journal="e7")
    assert caught.value.code == -32003
    one.opened()
    other.opened(journal="e7")
    with pytest.raises(RefusedError, match="more journals in all than the limit of 3"):
        other.opened(journal="e7")


def test_what_is_beyond_a_limit_leaves_no_journal(tmp_path: Path) -> None:
    """An opening that says too much is refused before a file is made."""
    client = Client(Service(journals=tmp_path, limits=ServeLimits(said_bytes=50)))
    assert client.code("open_incident", case=OFFICER, journal="e7") == -32003
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    """When the server is made."""
    with pytest.raises(InputError, match="no such folder"):
        Service(journals=tmp_path / "none")


@pytest.mark.parametrize(
    "error",
    [JournalError("the disk is full", place="/somewhere/secret.jsonl"), OSError("secret"), ValueError("secret")],
)
def test_a_session_that_cannot_be_closed_is_told_in_the_log(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the error: the other sessions are closed all the same, and every place is given back."""
    closed: list[LiveIncident] = []

    def broken(incident: LiveIncident) -> None:
        closed.append(incident)
        raise error

    client = Client()
    client.opened()
    client.opened()
    monkeypatch.setattr(LiveIncident, "close", broken)
    client.connection.close()
    assert len(closed) == 2
    assert client.service.sessions.taken == client.service.connections.taken == 0
    written = capsys.readouterr().err
    assert written.count(f"internal error in closing a session: {type(error).__name__} at ") == 2
    assert "secret" not in written


def test_a_connection_that_is_closed_against_all_odds_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where something breaks in that is no error of anybody."""

    def broken(_: LiveIncident) -> None:
        raise KeyboardInterrupt

    client = Client()
    client.opened()
    monkeypatch.setattr(LiveIncident, "close", broken)
    with pytest.raises(KeyboardInterrupt):
        client.connection.close()
    assert client.service.connections.taken == 0
