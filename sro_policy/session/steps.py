"""One thing that became known of an incident, or that was done in it, with its time and who said so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, final

import attrs

from sro_policy.decision import FrozenMapping
from sro_policy.errors import printable
from sro_policy.session.times import in_words

if TYPE_CHECKING:
    from typing import TypeAlias

StepKind: TypeAlias = Literal["open", "learn", "correct", "withdraw", "begin", "carry on", "end"]
"""What a step does: it opens the incident, adds to what is known or changes it, or is a part of an act."""

Source: TypeAlias = Literal["officer", "observer", "instructor", "sensor"]
"""Who said so."""

SOURCES: tuple[Source, ...] = ("officer", "observer", "instructor", "sensor")


def _frozen_object(said: Mapping[str, Any]) -> FrozenMapping[Any]:
    """Return plain JSON values as such that do not change, and can be hashed."""
    return FrozenMapping({name: _frozen(item) for name, item in said.items()})


def _frozen(value: object) -> object:
    if isinstance(value, Mapping):
        return _frozen_object(value)
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    """Return what was made so that it does not change as plain JSON values of the caller's own."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


@final
@attrs.frozen(kw_only=True)
class IncidentStep:
    """One step of an incident.

    ``at`` is when it became known, in whole milliseconds since the incident began, and ``number`` its place. ``said``
    is what it says, in the shape of a case; with moments beside it, in milliseconds too. To the bottom it is made of
    values that do not change: mappings, and tuples for lists. Of a beginning or an end,
    ``act`` is which act; ``when`` is when it happened, where that was not at once. ``names`` are what is withdrawn.
    """

    number: int
    kind: StepKind
    at: int
    source: Source
    act: str | None = None
    when: int | None = None
    said: Mapping[str, Any] = attrs.field(factory=dict, converter=_frozen_object)
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return when, what, of which act and by whom, in one line that is safe to print."""
        act = f" {self.act}" if self.act else ""
        names = f" {', '.join(self.names)}" if self.names else ""
        return printable(f"{in_words(self.at)} {self.kind}{act}{names} ({self.source})")

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, without what it does not have."""
        return {
            "number": self.number,
            "kind": self.kind,
            "at": self.at,
            "source": self.source,
            **({"act": self.act} if self.act is not None else {}),
            **({"when": self.when} if self.when is not None else {}),
            **({"said": _plain(self.said)} if self.said else {}),
            **({"names": list(self.names)} if self.names else {}),
        }
