"""How an incident begins, with a journal or without, and how one goes on that a journal kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import final

import attrs

from sro_policy.decision import EngineName
from sro_policy.errors import InputError
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.records import Case
from sro_policy.journal import Cut, Fsync, Journal, continue_journal, create_journal
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.session.changes import IncidentChange
from sro_policy.session.entries import entry_of, header_of
from sro_policy.session.incident import LiveIncident
from sro_policy.session.opening import opened
from sro_policy.session.replaying import replayed
from sro_policy.session.retaking import retaken
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

    Raises :class:`~sro_policy.JournalError` where no journal can be begun there, and
    :class:`~sro_policy.InputError` for an incident that has one.
    """
    with incident.standing_still():
        if incident.is_kept:
            raise InputError("the incident has a journal: branch it, and begin one for the branch")
        journal = create_journal(path, header_of(incident), fsync=fsync)
        try:
            for change in islice(retaken(incident), 1, None):
                journal.append(entry_of(change))
        except BaseException:
            journal.close()
            raise
        incident.keep_in(Keeping(journal))


def resume_incident(
    path: Path | str, policy: Policy = POLICY_431, *, engine: EngineName | None = None, fsync: Fsync = "step"
) -> tuple[LiveIncident, Cut | None]:
    """Return the incident that a journal kept, which goes on in the same journal, and what was cut off its end.

    Raises :class:`~sro_policy.JournalError` for a journal that cannot be read or that another writer has open, and
    :class:`~sro_policy.InputError` for one of another policy, or whose changes are not what they were.
    """
    journal, kept = continue_journal(path, fsync=fsync)
    try:
        found = replayed(kept, str(path), policy, engine)
    except BaseException:
        journal.close()
        raise
    if found.incident is None or found.outcome != "same":
        journal.close()
        raise InputError(f"it cannot be carried on: {found.problem}", place=str(path))
    found.incident.keep_in(Keeping(journal))
    return found.incident, kept.cut
