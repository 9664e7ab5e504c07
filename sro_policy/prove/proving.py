"""A policy under settings in, proved or refuted claims out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias, final

import attrs

from sro_policy.decision import FrozenMapping
from sro_policy.errors import InputError, PolicyError, quoted, unknown
from sro_policy.policy import BoundPolicy, Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.prove.claims import bearing, conflicts, effects, knowledge, redundancy, silence, statuses
from sro_policy.prove.proof import Claim, Entry, Proof
from sro_policy.prove.properties import Property
from sro_policy.prove.space import Space
from sro_policy.rules import POLICY_431

_Prove: TypeAlias = Callable[[Space], Iterator[Entry]]


@final
@attrs.frozen
class _Known:
    name: str
    says: str
    prove: _Prove


_CLAIMS: tuple[_Known, ...] = tuple(
    _Known(module.NAME, module.SAYS, module.prove)
    for module in (conflicts, statuses, redundancy, effects, silence, knowledge, bearing)
)

CLAIMS: Final[Mapping[str, str]] = FrozenMapping({claim.name: claim.says for claim in _CLAIMS})
"""What can be proved of any policy, by name."""

PROPERTY = "property"
"""The name of a claim that a user makes."""


def prove(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    claims: Iterable[str] | None = None,
    properties: Iterable[Property] = (),
) -> Proof:
    """Return claims about a policy, each proved over all fact patterns that its constraints allow, or refuted.

    ``claims`` are names among :data:`CLAIMS`, all of them where none are given; ``properties`` are a user's own. Each
    pattern that is shown was made a case and judged by the engine that runs here by default, with the same result.

    Raises:
        InputError: a claim that there is not, and settings that cannot be accepted.
        PolicyError: a property that speaks of a rule or a fact which the policy does not have.
        ReplayError: the engine says of a proved pattern something else than the proof: a fault in the library.

    """
    if not isinstance(policy, Policy):
        raise PolicyError(f"{quoted(policy)} is no policy")
    bound = policy.bind(settings or {})
    asked = _asked(claims)
    own = _properties(properties)
    edition = policy.edition
    proved = [_proved(known.name, known.says, partial(known.prove, Space(bound))) for known in asked]
    proved += [_proved(PROPERTY, item.says, partial(_entries_of, item, bound)) for item in own]
    return Proof(
        policy=FrozenMapping({"number": edition.number, "edition": edition.name, "digest": policy_digest(bound)}),
        settings=FrozenMapping(bound.settings),
        claims=tuple(proved),
    )


def _asked(names: Iterable[str] | None) -> list[_Known]:
    if names is None:
        return list(_CLAIMS)
    if isinstance(names, str):
        raise InputError(f"claims are several names: write `({names!r},)`", place="claims")
    wanted = list(names)
    for name in wanted:
        if name not in CLAIMS:
            raise InputError(unknown("claim", name, CLAIMS, otherwise="claims are"), place="claims")
    return [claim for claim in _CLAIMS if claim.name in wanted]


def _properties(items: Iterable[Property]) -> list[Property]:
    found = [items] if isinstance(items, Property) else list(items)
    for item in found:
        if not isinstance(item, Property):
            raise PolicyError(f"{quoted(item)} is no property: write `Property(says, premise, conclusion)`")
    return found


def _entries_of(item: Property, bound: BoundPolicy) -> Iterator[Entry]:
    yield item.prove(bound)


def _proved(name: str, says: str, entries: Callable[[], Iterator[Entry]]) -> Claim:
    began = time.perf_counter()
    found = tuple(entries())
    return Claim(name=name, says=says, entries=found, seconds=time.perf_counter() - began)
