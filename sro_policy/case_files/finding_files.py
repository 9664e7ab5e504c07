"""Which files of a folder are case files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sro_policy.errors import InputError

APPROVED: Final = ".approved.json"
"""How the name of a file ends that keeps the approved decision on a case; it is no case file."""


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the case files of a folder and of those below it, in order of their names.

    Every JSON file there is one, but for approved decisions and what is hidden by a name that begins with a dot.
    Raises :class:`~sro_policy.errors.InputError`, with the folder as its place, where it is none or holds no case.
    """
    if not folder.is_dir():
        what = "this is a file, not a folder" if folder.exists() else "no such folder"
        raise InputError(what, place=str(folder))
    found = tuple(sorted(path for path in folder.rglob("*.json") if path.is_file() and _is_case(path, folder)))
    if not found:
        raise InputError("no cases in this folder: a case is a JSON file", place=str(folder))
    return found


def _is_case(path: Path, folder: Path) -> bool:
    return not is_hidden(path, folder) and not path.name.endswith(APPROVED)


def is_hidden(path: Path, folder: Path) -> bool:
    """Say whether a file of a folder, or a folder there in which it lies, has a name that begins with a dot."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
