"""The one folder in which clients may have journals made, by plain names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, final

from sro_policy.errors import InputError, quoted
from sro_policy.serve.faults import PARAMS, REFUSED, Fault
from sro_policy.serve.places import Places
from sro_policy.session import LiveIncident, keep_journal

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEVICES: Final = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever suffix they have."""


@final
class JournalFolder:
    """Makes journals in a folder, and nothing anywhere else; reads none."""

    def __init__(self, folder: Path | str | None, places: Places) -> None:
        """Take the folder; without one, no client can have a journal.

        Raises :class:`~sro_policy.InputError` for a place that is no folder.
        """
        self._folder = None if folder is None else Path(folder)
        self._places = places
        if self._folder is not None and not self._folder.is_dir():
            raise InputError("no such folder", place=str(folder))

    @property
    def are_kept(self) -> bool:
        """Whether there is a folder for them."""
        return self._folder is not None

    def check(self, name: str) -> None:
        """Refuse a name under which no journal can be made, before anything is done.

        Raises :class:`~sro_policy.serve.faults.Fault`.
        """
        if self._folder is None:
            raise Fault(REFUSED, "this server keeps no journals: it was started without a folder", place="journal")
        if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
            problem = f"{quoted(name)} is no plain name: letters, digits, `-` and `_`, up to 64"
            raise Fault(PARAMS, problem, place="journal")

    def keep(self, incident: LiveIncident, name: str) -> None:
        """Begin a journal for an incident under a checked name.

        Raises :class:`~sro_policy.serve.faults.Fault` where there are too many, and
        :class:`~sro_policy.JournalError` where one of that name is there, or none can be made.
        """
        assert self._folder is not None  # its name was checked
        self._places.take()
        try:
            keep_journal(incident, self._folder / f"{name}.jsonl")
        except BaseException:
            self._places.give_back()
            raise
