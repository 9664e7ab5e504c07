"""The options of a review that is written as statements for a learning record store."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final, final

import attrs

from sro_policy.cli.output import write_json
from sro_policy.errors import InputError, placed_at, quoted
from sro_policy.review import Review
from sro_policy.xapi import Account, statements
from sro_policy.xapi.iris import checked_iri

_LONGEST: Final = 86_400 * 366
"""Seconds: longer than a year no attempt takes, and a slip of the hand is likelier."""


@final
@attrs.frozen(kw_only=True)
class Sending:
    """What statements say beside the review: whose they are, of which exercise, and when it was."""

    account: str | None
    activity: str | None
    timestamp: str | None
    duration: float | None
    completed: bool | None
    incident_times: bool
    with_event: bool

    def check(self, *, is_asked_for: bool) -> None:
        """Refuse what is wrong with options before anything is read; without statements there are none.

        Raises :class:`~sro_policy.errors.InputError` with the option.
        """
        if is_asked_for:
            self._account()
            self._timestamp()
            self._duration()
            if self.activity is not None:
                with placed_at("--activity"):
                    checked_iri(self.activity, "activity")
        elif self._named is not None:
            raise InputError("goes with `--format xapi` alone", place=self._named)

    def write(self, found: Review) -> None:
        """Write the statements of a review as a list in JSON."""
        write_json(
            statements(
                found,
                account=self._account(),
                timestamp=self._timestamp(),
                activity=self.activity,
                with_event=self.with_event,
                incident_times=self.incident_times,
                duration=self._duration(),
                completed=self.completed,
            )
        )

    @property
    def _named(self) -> str | None:
        given = {
            "--account": self.account is not None,
            "--activity": self.activity is not None,
            "--timestamp": self.timestamp is not None,
            "--duration": self.duration is not None,
            "--completed": self.completed is True,
            "--attempted": self.completed is False,
            "--incident-times": self.incident_times,
            "--with-event": self.with_event,
        }
        return next((option for option, is_given in given.items() if is_given), None)

    def _account(self) -> Account:
        if self.account is None:
            raise InputError("statements need an account: `--account HOMEPAGE,ID`", place="--account")
        home_page, comma, name = self.account.rpartition(",")
        if not comma:
            raise InputError(f"{quoted(self.account)} is not a home page and an id, `HOMEPAGE,ID`", place="--account")
        with placed_at("--account"):
            return Account(home_page=home_page, name=name)

    def _timestamp(self) -> dt.datetime:
        if self.timestamp is None:
            problem = "statements need the time of the attempt, as 2026-11-24T09:00:00-06:00: there is no clock"
            raise InputError(problem, place="--timestamp")
        try:
            found = dt.datetime.fromisoformat(self.timestamp)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            problem = f"{quoted(self.timestamp)} is no date and time with its zone, as 2026-11-24T09:00:00-06:00"
            raise InputError(problem, place="--timestamp")
        return found

    def _duration(self) -> dt.timedelta | None:
        if self.duration is None:
            return None
        if not math.isfinite(self.duration) or not 0 <= self.duration <= _LONGEST:
            raise InputError(f"{quoted(self.duration)} is no number of seconds from 0 to a year", place="--duration")
        return dt.timedelta(seconds=self.duration)
