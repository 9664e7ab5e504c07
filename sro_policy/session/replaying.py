"""Replays a journal: takes each step again, and says whether it changes what it changed then, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.decision import EngineName
from sro_policy.errors import InputError, placed_in
from sro_policy.journal import Cut, Kept, read_journal
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.session.changes import IncidentChange
from sro_policy.session.entries import read_entry, read_header
from sro_policy.session.incident import LiveIncident
from sro_policy.session.retaking import retake
from sro_policy.session.steps import IncidentStep

ReplayOutcome: TypeAlias = Literal["same", "different", "policy not available"]
"""Whether every change is what it was, one is not, or nobody can tell: it was made under another policy."""


@final
@attrs.frozen(kw_only=True)
class Replay:
    """What came of a journal.

    ``changes`` are those that were made again, the opening first, and ``incident`` what they lead to; ``None`` where
    the policy is not available. ``problem`` says what is different, and at which step; ``cut`` what was lost at the
    end.
    """

    outcome: ReplayOutcome
    incident: LiveIncident | None
    changes: tuple[IncidentChange, ...]
    problem: str
    cut: Cut | None

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "outcome": self.outcome,
            "problem": self.problem or None,
            "cut": None if self.cut is None else str(self.cut),
            "changes": [change.to_json() for change in self.changes],
        }


def replay(path: Path | str, policy: Policy = POLICY_431, *, engine: EngineName | None = None) -> Replay:
    """Return what comes of the steps of a journal when they are taken again. Nothing is written.

    Raises :class:`~sro_policy.JournalError` for a journal that cannot be read, with the place, and
    :class:`~sro_policy.InputError` for one that holds something else than an incident.
    """
    return replayed(read_journal(path), str(path), policy, engine)


def replayed(kept: Kept, name: str, policy: Policy, engine: EngineName | None) -> Replay:
    """Return what comes of what a journal kept; ``name`` is what messages call it."""
    with placed_in(name):
        header = read_header(kept.header)
        entries = [read_entry(entry, number) for number, entry in enumerate(kept.entries, 1)]
    found = Replay(outcome="policy not available", incident=None, changes=(), problem=header.made_under, cut=kept.cut)
    if not header.is_of(policy):
        return found
    with placed_in(name):
        incident = header.opened(policy, engine)
    found = attrs.evolve(found, outcome="same", incident=incident, changes=(incident.opened,), problem="")
    if incident.opened.digest != header.change:
        return attrs.evolve(found, outcome="different", problem=_differs(header.step))
    changes = [incident.opened]
    problem = ""
    for entry in entries:
        try:
            change = retake(incident, entry.step)
        except InputError as error:
            problem = f"{_named(entry.step)} cannot be taken again: {error}"
            break
        changes.append(change)
        if change.step != entry.step or change.digest != entry.change:
            problem = _differs(entry.step)
            break
    return attrs.evolve(found, outcome="different" if problem else "same", changes=tuple(changes), problem=problem)


def _differs(step: IncidentStep) -> str:
    return f"{_named(step)} does not change what it changed then"


def _named(step: IncidentStep) -> str:
    return f"step {step.number} ({step})"
