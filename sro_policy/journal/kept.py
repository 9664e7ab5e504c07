"""What reading a journal gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, final

import attrs


@final
@attrs.frozen
class Cut:
    """What was left out at the end of a journal, since it is no whole entry.

    ``dropped`` is how many bytes that were; ``after`` is the number of the last whole entry, 0 for the header.
    """

    dropped: int
    after: int

    def __str__(self) -> str:
        """Say it in one sentence."""
        if self.dropped == 1:
            return "the last byte is no whole step and was left out"
        return f"the last {self.dropped} bytes are no whole step and were left out"


@final
@attrs.frozen
class Kept:
    """What a journal holds: its header, and the entries after it with the digest of each.

    ``head`` is the digest of the last entry, of the header where there is no other. ``cut`` says what was left out at
    the end, if anything was. A digest covers all that stands before it, so the same head means the same journal.
    """

    header: Mapping[str, Any]
    entries: tuple[Mapping[str, Any], ...]
    head: str
    digests: tuple[str, ...]
    cut: Cut | None
