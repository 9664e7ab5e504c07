"""Makes what the policy says now the approved decisions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sro_policy.approving.kept import written
from sro_policy.approving.reviewing import Review
from sro_policy.errors import InputError


def accept(review: Review, *, delete_gone: bool = False) -> Review:
    """Write the decisions that differ from what was approved; return what still differs, which is what is gone.

    With ``delete_gone``, approved decisions whose case is gone are deleted, and nothing differs any more. Without it
    they are left: in a folder that others use too, they may be of cases that are elsewhere.

    First everything is written beside the place where it belongs, and only then put there, each file in one step. So
    nothing is half written, and where there is no room for something nothing changes.

    Raises :class:`~sro_policy.errors.InputError`, with the file as its place, for one that cannot be written.
    """
    with ExitStack() as undo:
        ready: list[tuple[Path, Path]] = []
        gone = [case for case in review.differing if case.outcome == "gone"]
        for case in review.differing:
            if case not in gone:
                with _told_at(case.approved):
                    ready.append((_written_beside(case.approved, written(case.findings), undo), case.approved))
        for new, place in ready:
            with _told_at(place):
                new.replace(place)
        for case in gone if delete_gone else ():
            with _told_at(case.approved):
                case.approved.unlink()
    return Review(cases=() if delete_gone else tuple(gone))


def _written_beside(place: Path, text: str, undo: ExitStack) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=place.parent)
    new = Path(name)
    undo.callback(new.unlink, missing_ok=True)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    # As any file that is kept with the cases: what is made to be replaced is its owner's alone.
    new.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
    return new


@contextmanager
def _told_at(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written: {(error.strerror or str(error)).lower()}", place=str(place)) from None
