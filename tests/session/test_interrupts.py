"""Whatever breaks in while a step is taken: it is taken or it is not, or the incident says that nobody can tell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sro_policy import InputError, SroPolicyError
from sro_policy.journal import Journal, read_journal
from sro_policy.session import IncidentChange, LiveIncident, keep_journal, open_incident, replay, resume_incident
from sro_policy.session.state import State

IN_DOUBT = (
    "the incident is closed: something broke in while step 1 was kept, and its journal may have that step; resume"
)


class Keeper:
    """Keeps steps in memory, and does as it is told before or after."""

    def __init__(self, before: type[BaseException] | None = None, after: type[BaseException] | None = None) -> None:
        self.before, self.after = before, after
        self.kept: list[IncidentChange] = []
        self.is_closed = False

    def keep(self, change: IncidentChange) -> None:
        if self.before is not None:
            raise self.before
        self.kept.append(change)
        if self.after is not None:
            raise self.after

    def close(self) -> None:
        self.is_closed = True


def opened(keeper: Keeper) -> LiveIncident:
    incident = open_incident(case={"officer": {"is_sro": True}}, engine="table")
    incident.keep_in(keeper)
    return incident


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError, SystemExit])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_breaks_in_while_a_step_is_kept_closes_the_incident(error: type[BaseException], when: str) -> None:
    """The journal may have the step, and it is said; what is known can still be looked at, and branched."""
    keeper = Keeper(**{when: error})
    incident = opened(keeper)
    before = (incident.final, incident.steps)
    with pytest.raises(error):
        incident.begin("a1", at=1)
    assert keeper.is_closed
    assert (incident.final, incident.steps) == before
    for _ in range(2):
        with pytest.raises(SroPolicyError, match=IN_DOUBT):
            incident.begin("a1", at=1)
        incident.close()
    assert incident.branch().begin("a1", at=1).added


def test_a_step_that_a_journal_refuses_is_in_no_doubt() -> None:
    """By an error of the library's own it says that it does not have it."""
    keeper = Keeper()
    incident = opened(keeper)

    def refuse(_: IncidentChange) -> None:
        raise InputError("it is full")

    keeper.keep = refuse  # type: ignore[method-assign]
    for _ in range(2):
        with pytest.raises(InputError, match="it is full"):
            incident.begin("a1", at=1)
    del keeper.keep  # type: ignore[method-assign]
    incident.begin("a1", at=1)
    assert [change.step for change in keeper.kept] == [*incident.steps[1:]]


def test_what_breaks_in_once_a_step_counts_closes_nothing() -> None:
    """The step was kept and counts, so there is no doubt; whoever took it is told that something broke in."""
    keeper = Keeper()
    incident = opened(keeper)

    def keep(change: IncidentChange) -> None:
        # As if it broke in just after the one instruction by which the step counts.
        keeper.kept.append(change)
        incident._state = incident._in_doubt  # type: ignore[assignment]
        raise KeyboardInterrupt

    keeper.keep = keep  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        incident.begin("a1", at=1)
    del keeper.keep  # type: ignore[method-assign]
    incident.end("a1", at=2)
    assert not keeper.is_closed
    assert [change.step for change in keeper.kept] == [*incident.steps[1:]]


class Interruption:
    """Raises KeyboardInterrupt at the n-th instruction that takes a step, keeps it or lets it count."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_name not in {"_take", "_count", "then", "keep"}:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self


def interrupted(step: Callable[[], object], at: int) -> bool:
    """Take a step and interrupt it at an instruction; return whether there was one."""
    before = sys.gettrace()
    sys._getframe().f_trace_opcodes = True  # Python 3.12 tells instructions only where that was asked for before
    sys.settrace(Interruption(at))
    try:
        step()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_an_interrupt_at_any_instruction_leaves_no_half_step(tmp_path: Path) -> None:
    """Either the incident and its journal both have the step, or neither has, or the incident says that it is closed.

    What comes before the step is put together changes nothing, and is not gone through.
    """
    seen: dict[str, int] = {"taken": 0, "not taken": 0, "in doubt": 0}
    incident = open_incident(case={"officer": {"is_sro": True}}, engine="table")
    for at in range(1, 2_000):
        path = tmp_path / f"{at}.jsonl"
        twin = incident.branch()
        keep_journal(twin, path, fsync="close")
        if not interrupted(lambda twin=twin: twin.learn({"incident": {"weapon": True}}, at=1), at):
            twin.close()
            break
        taken, entries = len(twin.steps) - 1, len(read_journal(path).entries)
        try:
            twin.begin("a1", at=2)
        except SroPolicyError as error:
            assert str(error).startswith(IN_DOUBT)
            assert not taken
            seen["in doubt"] += 1
        else:
            assert taken == entries
            seen["taken" if taken else "not taken"] += 1
        twin.close()
        again, cut = resume_incident(path, engine="table")
        assert cut is None
        again.begin("a2", at=3)
        again.close()
    assert all(seen.values()), seen
    assert replay(path, engine="table").outcome == "same"


def test_an_interrupt_while_a_journal_is_begun_leaves_it_to_others(tmp_path: Path) -> None:
    """The incident keeps its steps there, or has no journal and can get another."""
    incident = open_incident(case={"officer": {"is_sro": True}}, engine="table")
    incident.learn({"incident": {"weapon": True}}, at=1)
    append = Journal.append

    def broken(self: Journal, entry: Any) -> str:
        if "began" not in entry:
            raise KeyboardInterrupt
        return append(self, entry)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Journal, "append", broken)
        with pytest.raises(KeyboardInterrupt):
            keep_journal(incident, tmp_path / "e7.jsonl")
    assert not incident.is_kept
    resume_incident(tmp_path / "e7.jsonl")[0].close()
    keep_journal(incident, tmp_path / "e8.jsonl")
    incident.close()
    assert replay(tmp_path / "e8.jsonl").outcome == "same"


def test_an_interrupt_once_the_journal_is_had_leaves_it_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps the steps is closed with the incident, and not before."""
    keep_in = LiveIncident.keep_in

    def late(self: LiveIncident, keeper: Any) -> None:
        keep_in(self, keeper)
        raise KeyboardInterrupt

    incident = open_incident(engine="table")
    monkeypatch.setattr(LiveIncident, "keep_in", late)
    with pytest.raises(KeyboardInterrupt):
        keep_journal(incident, tmp_path / "e7.jsonl")
    incident.learn({"incident": {"weapon": True}}, at=1)
    incident.close()
    monkeypatch.undo()
    assert len(replay(tmp_path / "e7.jsonl").changes) == 2


def test_a_state_is_not_changed_by_the_next() -> None:
    """Whoever looks on while a step is taken sees what was before."""
    incident = open_incident(case={"officer": {"is_sro": True}}, engine="table")
    state: State = incident._state
    incident.learn({"incident": {"weapon": True}}, at=1)
    assert len(state.steps) == len(state.deltas) == 1
    assert incident._state is not state
    with pytest.raises(AttributeError):
        state.known = {}  # type: ignore[misc]


def test_an_incident_is_kept_once(tmp_path: Path) -> None:
    """One that has a journal, or is closed, gets none."""
    incident = opened(Keeper())
    with pytest.raises(InputError, match="the incident has a journal: branch it"):
        incident.keep_in(Keeper())
    with pytest.raises(InputError, match="the incident has a journal: branch it"):
        keep_journal(incident, tmp_path / "e7.jsonl")
    closed = open_incident()
    closed.close()
    with pytest.raises(SroPolicyError, match="the incident is closed"):
        keep_journal(closed, tmp_path / "e7.jsonl")
    assert not (tmp_path / "e7.jsonl").exists()


def test_a_journal_is_begun_only_for_what_its_steps_lead_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are taken again and lead elsewhere, no file is made."""
    incident = open_incident(engine="table")
    incident.learn({"incident": {"weapon": True}}, at=1)

    def otherwise(again: LiveIncident, _: Any) -> IncidentChange:
        return again.learn({"incident": {"weapon": False}}, at=1)

    monkeypatch.setattr("sro_policy.session.beginnings.retake", otherwise)
    with pytest.raises(SroPolicyError, match="its steps do not lead to what the incident is"):
        keep_journal(incident, tmp_path / "e7.jsonl")
    assert not incident.is_kept
    assert not (tmp_path / "e7.jsonl").exists()
