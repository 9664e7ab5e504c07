"""What can be known of a rule: one of six statuses."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

Status: TypeAlias = Literal["not_applicable", "clear", "undetermined", "due", "met", "breached"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""Every status, in the order of how far a rule has got."""
