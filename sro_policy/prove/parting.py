"""Rules that conclude otherwise under other figures: the dates on which they do, and the case that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import attrs

from sro_policy.conditions import Condition, given
from sro_policy.policy import BoundPolicy, BoundRule
from sro_policy.prove.proof import Witness
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses
from sro_policy.vocabulary import Computed


@final
@attrs.frozen
class Parting:
    """A rule that rests on a computed fact, which other figures answer otherwise on some dates.

    ``figures`` are the names of those that differ. ``shown`` is one case on such dates, under either policy, on which
    the rule is concluded otherwise; ``None`` where none was found.
    """

    rule: BoundRule
    item: Computed
    figures: tuple[str, ...]
    shown: tuple[Witness, Witness] | None


def partings(space: Space, other: BoundPolicy, *, also_due: bool = False) -> Iterator[Parting]:
    """Yield the rules of a policy that part from those of another whose figures are not all the same.

    With ``also_due``, another last day is another answer.
    """
    for rule in space.rules:
        for item in rule.computed:
            changed = tuple(name for name in item.figures if space.bound.figures[name] != other.figures[name])
            dates = space.dates.parting(item, other.figures, also_due=also_due) if changed else None
            if dates is None:
                continue
            least = space.least(space.diagram.known(_matters(rule, item)))
            shown = None
            if least is not None:
                raw = {**space.dates.satisfying(least), **dates}
                shown = Witnesses(space).parted(least, raw, rule, other)
            yield Parting(rule, item, changed, shown)


def _matters(rule: BoundRule, item: Computed) -> Condition:
    """Return the condition that one answer of a computed fact has a rule apply, or be broken, and the other not."""
    return _turns(rule.applies, item) | _turns(rule.broken, item)


def _turns(condition: Condition, item: Computed) -> Condition:
    so, not_so = (given(condition, {item.key: value}) for value in (True, False))
    return (so & ~not_so) | (~so & not_so)
