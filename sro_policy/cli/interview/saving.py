"""Keeps a case in a file while it grows: written whole or not at all, and over no other file."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import final

from sro_policy.cli.new_file import refuse_no_name
from sro_policy.cli.source import STANDARD_INPUT
from sro_policy.errors import InputError

_OWNER_ALONE = 0o600
"""Cases hold data on children: a new file can be read by its owner alone."""


@final
class CaseFile:
    """The file in which a case is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._path = Path(name)
        self._is_empty = False

    def claim(self, read_from: str) -> None:
        """Make sure that the case can be kept here, and that it takes no other file's place.

        Raises :class:`~sro_policy.errors.InputError` for a file that is there and is not the one that was read.
        """
        refuse_no_name(self.name, "--save")
        try:
            self._path = self._path.resolve()  # through a link, the file itself is replaced and not the link
            if read_from not in (STANDARD_INPUT, "") and self._path.exists() and self._path.samefile(read_from):
                return
            # Made here and now, so that no one else's file comes in between.
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE))
            self._is_empty = True
        except FileExistsError:
            problem = "is there already, and is not the file that was read; name another, or go on with this one"
            raise InputError(problem, place=f"--save: {self.name}") from None
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from None

    def write(self, case: Mapping[str, object]) -> None:
        """Put a case in the place of what is there, at once.

        Raises :class:`~sro_policy.errors.InputError` where it cannot be written; what was there stays.
        """
        data = json.dumps(case, indent=2, ensure_ascii=False).encode() + b"\n"
        beside = None
        try:
            # Not named after the file, whose name may be as long as one can be.
            number, name = tempfile.mkstemp(prefix=".sro-policy-", dir=self._path.parent)
            beside = Path(name)
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):  # it may have been taken away meanwhile
                shutil.copymode(self._path, beside)
            beside.replace(self._path)
            self._is_empty = False
        except OSError as error:
            if self._is_empty:  # it was made for this, and an empty file is no case: it would only be in the way
                with contextlib.suppress(OSError):
                    self._path.unlink()
            raise self._unwritable(error) from None
        finally:
            if beside is not None:
                beside.unlink(missing_ok=True)

    def _unwritable(self, error: OSError | ValueError) -> InputError:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return InputError(f"cannot be written: {reason}", place=f"--save: {self.name}")
