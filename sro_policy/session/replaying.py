"""Replays a journal: takes each step again, and says whether it changes what it changed then, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, final

import attrs

from sro_policy.canonical import canonical
from sro_policy.decision import EngineName
from sro_policy.errors import InputError, PolicyError, placed_in, quoted
from sro_policy.evaluation.compiled import engine_name
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.journal import Cut, Kept, read_journal
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.session.changes import IncidentChange
from sro_policy.session.entries import entry_of, header_of, read_entry, read_header
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

    All that was kept of a step has to be what is kept of it now, byte for byte, and so has what was kept of the
    opening, but for the library and the engine that made it. ``began`` and ``event`` are only kept: nothing follows
    from them, so that whoever writes a journal anew can change them alone.

    Raises :class:`~sro_policy.JournalError` for a journal that cannot be read, with the place, and
    :class:`~sro_policy.InputError` for one that holds something else than an incident.
    """
    check_asked(policy, engine, DEFAULT_LIMITS)
    return replayed(read_journal(path), str(path), policy, engine)


def check_asked(policy: object, engine: str | None, limits: object) -> None:
    """Refuse arguments that are none, so that no file is blamed for them.

    Raises what :func:`sro_policy.evaluate` raises for them.
    """
    engine_name(engine)
    if not isinstance(policy, Policy):
        raise PolicyError(f"{quoted(policy)} is no policy")
    if not isinstance(limits, Limits):
        raise InputError(f"{quoted(limits)} is no `Limits`", place="limits")


def replayed(
    kept: Kept, name: str, policy: Policy, engine: EngineName | None, limits: Limits = DEFAULT_LIMITS
) -> Replay:
    """Return what comes of what a journal kept; ``name`` is what messages call it.

    What was taken is taken again whatever its limits were; ``limits`` are those of the steps that come after.
    """
    with placed_in(name):
        header = read_header(kept.header)
        entries = [read_entry(entry, number) for number, entry in enumerate(kept.entries, 1)]
    found = Replay(outcome="policy not available", incident=None, changes=(), problem=header.made_under, cut=kept.cut)
    if not header.is_of(policy):
        return found
    with placed_in(name):
        incident = header.opened(policy, engine)
    changes = [incident.opened]
    problem = _otherwise(header.said, header_of(incident), header.step)
    for entry in () if problem else entries:
        try:
            change = retake(incident, entry.step)
        except InputError as error:
            problem = f"{_named(entry.step)} cannot be taken again: {error}"
            break
        changes.append(change)
        problem = _otherwise(entry.said, entry_of(change), entry.step)
        if problem:
            break
    incident.limit(limits)
    outcome: ReplayOutcome = "different" if problem else "same"
    return attrs.evolve(found, outcome=outcome, incident=incident, changes=tuple(changes), problem=problem)


_NO_MATTER = {"library", "engine"}
"""What a header says of who made it: anybody may take the steps again."""


def _otherwise(kept: Mapping[str, Any], again: Mapping[str, Any], step: IncidentStep) -> str:
    """Return what is otherwise than it was kept, and nothing where each byte of it is the same."""
    names = [name for name in again if name not in _NO_MATTER and canonical(kept[name]) != canonical(again[name])]
    if not names:
        return ""
    if {"step", "change"} & set(names):
        return f"{_named(step)} does not change what it changed then"
    return f"what is kept of {_named(step)} is not what there is of it: {', '.join(f'`{name}`' for name in names)}"


def _named(step: IncidentStep) -> str:
    return f"step {step.number} ({step})"
