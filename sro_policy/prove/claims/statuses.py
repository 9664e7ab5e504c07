"""Every rule reaches each status that its shape allows, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from sro_policy.policy import STATUSES, Status
from sro_policy.policy.shapes import REACHED, shape_of
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses

NAME = "statuses"
SAYS = "every rule reaches each status that its shape allows, and no other"


def prove(space: Space) -> Iterator[Entry]:
    """Yield for each rule the statuses that it reaches, each with the least that shows it."""
    witnesses = Witnesses(space)
    for rule in space.rules:
        least = {status: space.least(patterns) for status, patterns in space.statuses(rule).items()}
        found = {status for status, pattern in least.items() if pattern is not None}
        undecided = any(space.dates.is_open(item) for item in rule.computed)
        shape = shape_of(rule, undecided=undecided)
        expected = REACHED[shape]
        missing, more = (_named(some) for some in (expected - found, found - expected))
        says = f"reaches {_named(found)}"
        if missing:
            says += f"; never {missing}, which its shape ({shape}) allows"
        if more:
            says += f"; {more} is not for its shape ({shape})"
        shown = [witnesses.of(pattern, (rule,)) for pattern in least.values() if pattern is not None]
        yield Entry(about=rule.id, says=says, holds=found == expected, witnesses=tuple(shown))


def _named(statuses: frozenset[Status] | set[Status]) -> str:
    return ", ".join(status for status in STATUSES if status in statuses)
