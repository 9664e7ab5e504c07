"""What the timeline says of acts: whether staff were told before one, and were there during it.

A moment is something that happens once in an incident. From when it happened, and from when acts began and ended, facts
of acts follow; what does not follow stays unknown. An interval includes its beginning and not its end, so that what
ends as something else begins was not there with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

BEGAN: Final = "began"
ENDED: Final = "ended"
"""The moments of an act; each act has its own."""

MOMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "staff_notified": "school staff were first told of the matter",
        "staff_arrived": "school staff came; before that none of them was there",
        "staff_left": "the last of the school staff left, and none of them came back",
    }
)
"""The moments of an incident, each with what it says."""

SETTLED_BY_BEGINNING: Final = ("act.staff_notified_before",)
"""Facts of an act that its beginning settles, known or not: what has to come before it."""


def following(moments: Mapping[str, int], began: int, ended: int | None) -> Iterator[tuple[str, bool]]:
    """Yield the facts of an act that follow from its own times and the moments of the incident, with their values."""
    told = moments.get("staff_notified")
    if told is not None and told != began:
        yield "act.staff_notified_before", told < began
    there = _were_there(moments, began, ended)
    if there is not None:
        yield "act.staff_present", there


def _were_there(moments: Mapping[str, int], began: int, ended: int | None) -> bool | None:
    came = moments.get("staff_arrived")
    if came is None:
        return None
    left = moments.get("staff_left", math.inf)
    until = math.inf if ended is None else max(ended, began + 1)
    if max(came, began) < min(left, until):
        return True
    # While the act goes on they may still come.
    return None if ended is None else False
