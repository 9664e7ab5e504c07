"""What a proof says: claims about a policy, each with what it rests on, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.decision import EngineName, FrozenMapping
from sro_policy.policy import Status


@final
@attrs.frozen(kw_only=True)
class Witness:
    """A case that shows what an entry says, as it was judged by an engine.

    ``pattern`` has the value of each variable that matters, ``says`` the same in words; ``case`` is the case, in the
    shape that :func:`sro_policy.evaluate` takes, with dates and numbers where computed facts take them. ``shows`` is
    the status of each rule that it is about, as ``engine`` found it.
    """

    pattern: FrozenMapping[Value]
    says: tuple[str, ...]
    case: Mapping[str, object] = attrs.field(eq=False)
    settings: FrozenMapping[str]
    shows: FrozenMapping[Status]
    engine: EngineName

    def __str__(self) -> str:
        """Return the pattern in words."""
        return "; ".join(self.says) if self.says else "whatever is known"

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "pattern": dict(self.pattern),
            "says": list(self.says),
            "case": self.case,
            "settings": dict(self.settings),
            "shows": dict(self.shows),
            "engine": self.engine,
        }


@final
@attrs.frozen(kw_only=True)
class Entry:
    """One thing that a claim rests on: about which rule, setting, fact or pair of rules, and whether it holds there.

    ``count`` of ``of`` are complete fact patterns, where it counts them; ``ways`` tell in words exactly which these
    are, where it tells them apart.
    """

    about: str
    says: str
    holds: bool = True
    count: int | None = None
    of: int | None = None
    ways: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "about": self.about,
            "says": self.says,
            "holds": self.holds,
            "count": self.count,
            "of": self.of,
            "ways": list(self.ways),
            "witnesses": [witness.to_json() for witness in self.witnesses],
        }


@final
@attrs.frozen(kw_only=True)
class Claim:
    """A claim about a policy: its name, what it says, and each thing that it rests on.

    ``seconds`` is how long the proof took; it is no part of what is proved.
    """

    name: str
    says: str
    entries: tuple[Entry, ...]
    seconds: float = attrs.field(eq=False)

    @property
    def holds(self) -> bool:
        """Whether every entry holds."""
        return all(entry.holds for entry in self.entries)

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "claim": self.name,
            "says": self.says,
            "holds": self.holds,
            "seconds": round(self.seconds, 3),
            "entries": [entry.to_json() for entry in self.entries],
        }


@final
@attrs.frozen(kw_only=True)
class Proof:
    """Claims about a policy under settings, proved or refuted."""

    policy: FrozenMapping[str]
    settings: FrozenMapping[str]
    claims: tuple[Claim, ...]

    @property
    def holds(self) -> bool:
        """Whether every claim holds."""
        return all(claim.holds for claim in self.claims)

    def claim(self, name: str) -> Claim:
        """Return a claim by its name.

        Raises ``KeyError`` for one that was not asked for.
        """
        for claim in self.claims:
            if claim.name == name:
                return claim
        raise KeyError(name)

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "policy": dict(self.policy),
            "settings": dict(self.settings),
            "holds": self.holds,
            "claims": [claim.to_json() for claim in self.claims],
        }
