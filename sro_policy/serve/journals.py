"""The one folder in which clients may have journals made, by names of the server's own."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final, final

from sro_policy.errors import InputError, quoted
from sro_policy.serve.faults import PARAMS, REFUSED, Fault
from sro_policy.serve.places import Places
from sro_policy.session import LiveIncident, keep_journal

_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@final
class JournalFolder:
    """Makes journals in a folder, and nothing anywhere else; reads none."""

    def __init__(self, folder: Path | str | None) -> None:
        """Take the folder; without one, no client can have a journal.

        Raises :class:`~sro_policy.InputError` for a place that is no folder.
        """
        self._folder = None if folder is None else Path(folder)
        if self._folder is not None and not self._folder.is_dir():
            raise InputError("no such folder", place=str(folder))

    @property
    def are_kept(self) -> bool:
        """Whether there is a folder for them."""
        return self._folder is not None

    def check(self, label: str) -> None:
        """Refuse a label of which no journal can have its name, before anything is done.

        Raises :class:`~sro_policy.serve.faults.Fault`.
        """
        if self._folder is None:
            raise Fault(REFUSED, "this server keeps no journals: it was started without a folder", place="journal")
        if not _LABEL.fullmatch(label):
            problem = f"{quoted(label)} is no plain name: letters, digits, `-` and `_`, up to 64"
            raise Fault(PARAMS, problem, place="journal")

    def keep(self, incident: LiveIncident, label: str, places: Places) -> str:
        """Begin a journal for an incident, and return the name of its file: a checked label, and what nobody can guess.

        So no client finds out which journals others have, nor takes a name before them. Its place is never given back,
        for the file stays.

        Raises :class:`~sro_policy.serve.faults.Fault` where there is no place for it, and
        :class:`~sro_policy.JournalError` where none can be made.
        """
        assert self._folder is not None  # its label was checked
        name = f"{label}-{secrets.token_hex(8)}.jsonl"
        with places.taking():
            keep_journal(incident, self._folder / name)
        return name
