"""Journals: in the folder that the server was given, under plain names, and nothing anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy import InputError, JournalError
from sro_policy.serve import ServeLimits, Service
from sro_policy.session import LiveIncident, replay

from .calling import HALLWAY, Client, RefusedError


def test_a_journal_has_the_steps_of_its_session(tmp_path: Path) -> None:
    """Of an incident, a branch and a scenario; each can be replayed once its session is closed."""
    client = Client(Service(journals=tmp_path))
    session = client.opened(journal="e7")
    client.call("begin", session=session, act="a1", at=1)
    client.call("branch", session=session, journal="e7-other")
    played = client.call("scenario.open", text=HALLWAY.read_text(encoding="utf-8"), journal="Hallway_1")["session"]
    client.call("scenario.play", session=played)
    client.connection.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Hallway_1.jsonl", "e7-other.jsonl", "e7.jsonl"]
    for path, steps in (("e7", 2), ("e7-other", 2), ("Hallway_1", 3)):
        found = replay(tmp_path / f"{path}.jsonl")
        assert (found.outcome, len(found.changes)) == ("same", steps)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            ".",
            "..",
            "../e7",
            "a/b",
            "a\\b",
            "/var/e7",
            "C:e7",
            "e7.jsonl",
            "-e7",
            "_e7",
            "é",
            "a b",
            "a\0b",
            "e7\n",
        ),
        *("con", "NUL", "Com1", "lpt9", "x" * 65),
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


def test_a_journal_that_is_there_is_neither_read_nor_written(tmp_path: Path) -> None:
    """Nor one behind a link; the client is not told where the folder is."""
    (tmp_path / "mine.jsonl").write_text("mine", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere")
    client = Client(Service(journals=tmp_path))
    for name in ("mine", "link"):
        with pytest.raises(RefusedError) as caught:
            client.opened(journal=name)
        assert (caught.value.code, caught.value.place) == (-32000, "journal")
        assert str(tmp_path) not in str(caught.value)
    assert (tmp_path / "mine.jsonl").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()
    assert client.call("health")["sessions"]["own"] == 0


def test_without_a_folder_there_are_no_journals() -> None:
    """Whatever the name."""
    client = Client()
    with pytest.raises(RefusedError, match="this server keeps no journals") as caught:
        client.opened(journal="e7")
    assert caught.value.code == -32000


def test_no_more_journals_are_made_than_the_limit(tmp_path: Path) -> None:
    """A client could fill the disk with them."""
    client = Client(Service(journals=tmp_path, limits=ServeLimits(journals=1)))
    client.opened(journal="one")
    with pytest.raises(RefusedError, match="more journals than the limit of 1"):
        client.opened(journal="two")


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    """When the server is made."""
    with pytest.raises(InputError, match="no such folder"):
        Service(journals=tmp_path / "none")


def test_a_journal_that_cannot_be_closed_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other sessions are closed all the same."""

    def broken(_: LiveIncident) -> None:
        raise JournalError("the disk is full", place="/somewhere/secret.jsonl")

    client = Client()
    client.opened()
    client.opened()
    monkeypatch.setattr(LiveIncident, "close", broken)
    client.connection.close()
    assert client.service.sessions.taken == 0
    written = capsys.readouterr().err
    assert written.count("internal error in closing a session: JournalError at ") == 2
    assert "secret" not in written
