"""Small faults in a condition: a part left out, turned around, or about something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.conditions import ALWAYS, NEVER, AllOf, AnyOf, Condition, Is, Not, Variable, negation

Kind: TypeAlias = Literal["drop", "negate", "swap", "narrow", "widen"]
"""What is done to a part: it is left out, turned around, asked of another fact, or of one value less or more."""


@final
@attrs.frozen
class Edit:
    """A condition with one part of it changed.

    ``place`` numbers the part within its condition, in the order of reading. ``becomes`` is what stands in its place;
    ``None`` where it is left out. ``condition`` is what comes of it, ``None`` where nothing is left.
    """

    kind: Kind
    place: int
    part: Condition
    becomes: Condition | None
    condition: Condition | None

    @property
    def remaining(self) -> Condition:
        """What comes of the condition; where nothing is left of it, that it always holds."""
        return ALWAYS if self.condition is None else self.condition

    @property
    def name(self) -> str:
        """What tells it from the others of its condition: its place, its kind, and the value left out or taken in."""
        return f"{self.place} {self.kind}{self._detail}"

    @property
    def _detail(self) -> str:
        if self.kind not in {"narrow", "widen"}:
            return ""
        assert isinstance(self.part, Is)
        assert isinstance(self.becomes, Is)
        return f" {next(iter(self.part.values ^ self.becomes.values))}"


def edits(condition: Condition, swaps: Callable[[Variable], Variable | None]) -> Iterator[Edit]:
    """Yield the condition with each of its parts changed, in each way; ``swaps`` names another fact for a variable."""
    for place, (part, put) in enumerate(_parts(condition, lambda new: new)):
        for kind, becomes in _changes(part, swaps):
            yield Edit(kind, place, part, becomes, put(becomes))


_Put: TypeAlias = "Callable[[Condition | None], Condition | None]"


def _parts(condition: Condition, put: _Put) -> Iterator[tuple[Condition, _Put]]:
    """Yield each part with what the whole becomes when something else, or nothing, is put in its place."""
    if condition in {ALWAYS, NEVER}:
        return
    yield condition, put
    if isinstance(condition, Not):
        yield from _parts(condition.part, lambda new: put(None if new is None else negation(new)))
    elif isinstance(condition, AllOf | AnyOf):
        for index, part in enumerate(condition.parts):
            yield from _parts(part, _into(condition, index, put))


def _into(whole: AllOf | AnyOf, index: int, put: _Put) -> _Put:
    def replaced(new: Condition | None) -> Condition | None:
        parts: Sequence[Condition] = (*whole.parts[:index], *(() if new is None else (new,)), *whole.parts[index + 1 :])
        return put(parts[0] if len(parts) == 1 else type(whole)(tuple(parts)))

    return replaced


def _changes(part: Condition, swaps: Callable[[Variable], Variable | None]) -> Iterator[tuple[Kind, Condition | None]]:
    yield "drop", None
    if not isinstance(part, Is):
        return
    yield "negate", negation(part)
    variable = part.variable
    other = swaps(variable)
    if other is not None:
        yield "swap", Is(other, part.values)
    if variable.is_boolean:
        return
    for value in variable.domain:
        if value in part.values and len(part.values) > 1:
            yield "narrow", Is(variable, part.values - {value})
        elif value not in part.values and len(part.values) + 1 < len(variable.domain):
            yield "widen", Is(variable, part.values | {value})
