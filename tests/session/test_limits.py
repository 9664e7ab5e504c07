"""Limits hold for an incident however many steps it takes, and not for what a journal already has."""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy import InputError, PolicyError, evaluate
from sro_policy.evaluation.document import Limits
from sro_policy.session import IncidentStep, LiveIncident, keep_journal, open_incident, replay, resume_incident

TWO = Limits(acts=2)


def two_acts(path: Path | None = None) -> LiveIncident:
    incident = open_incident(case={"acts": [{"id": "a0"}]}, limits=TWO, journal=path)
    incident.begin("a1", at=1)
    return incident


def test_acts_are_counted_over_all_steps() -> None:
    """No step takes an incident to where `evaluate` would refuse its case."""
    incident = two_acts()
    for step in (
        lambda: incident.begin("a2", at=2),
        lambda: incident.learn({"acts": [{"id": "a2"}]}, at=2),
    ):
        with pytest.raises(InputError, match=r"^acts: more acts than the limit of 2$"):
            step()
    incident.end("a1", at=2)
    assert evaluate(incident.case, limits=TWO) == incident.final
    incident.withdraw("act", act="a0", at=3)
    incident.begin("a2", at=4)


def test_an_incident_that_is_carried_on_has_limits_of_its_own(tmp_path: Path) -> None:
    """What was taken stays taken; an act that there is already can go on, and be taken back."""
    path = tmp_path / "e7.jsonl"
    two_acts(path).close()
    again, _ = resume_incident(path, limits=Limits(acts=1))
    with again:
        again.carry_on("a1", {"in_school": True}, at=2)
        with pytest.raises(InputError, match="more acts than the limit of 1"):
            again.begin("a2", at=3)
        twin = again.branch()
    keep_journal(twin, tmp_path / "twin.jsonl")
    twin.withdraw("act", act="a0", at=3)
    twin.close()
    found = replay(tmp_path / "twin.jsonl").incident
    assert found is not None
    assert list(found.acts) == ["a1"]
    again, _ = resume_incident(path)
    with again:
        for number in range(2, 6):
            again.begin(f"a{number}", at=5)


def test_whoever_is_asked_can_refuse_a_step() -> None:
    """Before it counts, with whatever they raise; of what is refused anyway they hear nothing, nor of a branch."""
    incident = two_acts()
    asked: list[str] = []

    def admits(step: IncidentStep) -> None:
        asked.append(f"{step.number} {step.kind}")
        if step.kind == "end":
            raise PermissionError

    incident.admit_by(admits)
    with pytest.raises(InputError):
        incident.begin("a2", at=2)
    incident.carry_on("a1", {"in_school": True}, at=2)
    with pytest.raises(PermissionError):
        incident.end("a1", at=3)
    assert asked == ["2 carry on", "3 end"]
    assert len(incident.steps) == 3
    incident.branch().end("a1", at=3)
    assert len(asked) == 2


def test_a_replay_leaves_an_incident_with_the_limits_of_any_other(tmp_path: Path) -> None:
    """It can be carried on in memory, and no further than one that was opened."""
    path = tmp_path / "e7.jsonl"
    two_acts(path).close()
    found = replay(path).incident
    assert found is not None
    with pytest.raises(InputError, match="more acts than the limit of 1000"):
        found.learn({"acts": [{"id": f"b{number}"} for number in range(999)]}, at=5)


@pytest.mark.parametrize("use", [replay, resume_incident])
def test_an_argument_that_is_none_is_blamed_itself(use: object, tmp_path: Path) -> None:
    """And not the file, which stays free for others."""
    path = tmp_path / "e7.jsonl"
    two_acts(path).close()
    assert callable(use)
    with pytest.raises(InputError, match=r"^engine: unknown engine `zz`"):
        use(path, engine="zz")
    with pytest.raises(PolicyError, match=r"^`None` is no policy"):
        use(path, None)
    with pytest.raises(InputError, match=r"^limits: `3` is no `Limits`"):
        resume_incident(path, limits=3)  # type: ignore[arg-type]


def test_an_engine_can_be_asked_for(tmp_path: Path) -> None:
    """For the steps that are taken again, and for those after."""
    path = tmp_path / "e7.jsonl"
    two_acts(path).close()
    again, _ = resume_incident(path, engine="table")
    with again:
        again.begin("a2", at=2)
    assert again.final.engine == "table"
    found = replay(path, engine="table")
    assert found.outcome == "same"
    assert found.incident is not None
    assert found.incident.final.engine == "table"
