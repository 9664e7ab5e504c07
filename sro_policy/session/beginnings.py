"""How an incident begins, with a journal or without, and how one goes on that a journal kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import final

import attrs

from sro_policy.decision import EngineName
from sro_policy.errors import InputError, SroPolicyError
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.records import Case
from sro_policy.journal import Cut, Fsync, Journal, continue_journal, create_journal
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.session.changes import IncidentChange
from sro_policy.session.entries import entry_of, header_of
from sro_policy.session.incident import LiveIncident
from sro_policy.session.opening import opened
from sro_policy.session.replaying import Replay, check_asked, replayed
from sro_policy.session.retaking import retake
from sro_policy.session.steps import Source


def open_incident(
    policy: Policy = POLICY_431,
    case: Case | Mapping[str, object] | str | bytes | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    as_of: dt.date | str | None = None,
    engine: EngineName | None = None,
    began: dt.datetime | None = None,
    source: Source = "officer",
    journal: Path | str | None = None,
    fsync: Fsync = "step",
    limits: Limits = DEFAULT_LIMITS,
) -> LiveIncident:
    """Return an incident that goes on, opened with what a case says.

    ``settings``, ``as_of``, ``engine`` and ``limits`` are those of :func:`sro_policy.evaluate`, for every step of it.
    ``began`` is the time of day, with its zone, from which its times are counted, where they are given as such.
    ``source`` says who knew what the case says. With ``journal``, a file that is not there yet, each step is kept in it
    before it counts; ``fsync`` says when it is forced to the disk: at each ``step``, once a ``second``, or at the
    ``close``.

    Raises:
        InputError: anything that cannot be accepted, with its place; a time without a zone.
        JournalError: no journal can be begun there.
        EngineUnavailableError, EngineFailedError, PolicyError, EngineLimitError: as :func:`sro_policy.evaluate` does.

    """
    incident = opened(
        policy,
        {} if case is None else case,
        settings=settings,
        as_of=as_of,
        engine=engine,
        began=began,
        source=source,
        limits=limits,
    )
    if journal is not None:
        keep_journal(incident, journal, fsync=fsync)
    return incident


@final
@attrs.frozen(eq=False)
class Keeping:
    """Keeps what each step changed in a journal."""

    journal: Journal

    def keep(self, change: IncidentChange) -> None:
        """Keep a step: itself, the digest of all that it changed, and which findings, in a word each."""
        self.journal.append(entry_of(change))

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()


def keep_journal(incident: LiveIncident, path: Path | str, *, fsync: Fsync = "step") -> None:
    """Begin a journal for an incident that has none: of what it was so far, and of each step from now on.

    ``fsync`` says when what is kept is forced to the disk: at each step, once a second, or when it is closed.

    Raises :class:`~sro_policy.JournalError` where no journal can be begun there, :class:`~sro_policy.InputError` for an
    incident that has one, and :class:`~sro_policy.SroPolicyError` for one that is closed.
    """
    with incident.standing_still():
        incident.refuse_keeper()
        entries = [entry_of(change) for change in _taken_again(incident)]
        journal = create_journal(path, header_of(incident), fsync=fsync)
        try:
            for entry in entries:
                journal.append(entry)
            incident.keep_in(Keeping(journal))
        except BaseException:
            if not incident.is_kept:
                journal.close()
            raise


def _taken_again(incident: LiveIncident) -> list[IncidentChange]:
    """Return what each step after the opening changed. A journal that gives another incident would be of no use."""
    if len(incident.steps) == 1:
        return []
    again = incident.from_the_opening()
    changes = [retake(again, step) for step in incident.steps[1:]]
    if (again.steps, again.final, again.case) != (incident.steps, incident.final, incident.case):
        raise SroPolicyError("its steps do not lead to what the incident is, so no journal could give it again")
    return changes


def resume_incident(
    path: Path | str,
    policy: Policy = POLICY_431,
    *,
    engine: EngineName | None = None,
    fsync: Fsync = "step",
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[LiveIncident, Cut | None]:
    """Return the incident that a journal kept, which goes on in the same journal, and what was cut off its end.

    ``limits`` are those of the steps from now on; what was taken is taken again whatever they were.

    Raises :class:`~sro_policy.JournalError` for a journal that cannot be read or that another writer has open, and
    :class:`~sro_policy.InputError` for one of another policy, or whose changes are not what they were.
    """
    check_asked(policy, engine, limits)
    journal, kept = continue_journal(path, fsync=fsync)
    try:
        incident = _carried_on(replayed(kept, str(path), policy, engine, limits), str(path))
        incident.keep_in(Keeping(journal))
    except BaseException:
        journal.close()
        raise
    return incident, kept.cut


def _carried_on(found: Replay, name: str) -> LiveIncident:
    if found.incident is None or found.outcome != "same":
        raise InputError(f"it cannot be carried on: {found.problem}", place=name)
    return found.incident
