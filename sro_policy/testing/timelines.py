"""Strategies of cases that become known step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from sro_policy.errors import InputError, quoted
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.cases import bounds, parts_named, said
from sro_policy.testing.choosing import one_of
from sro_policy.testing.frame import Frame, frame_for
from sro_policy.testing.said import Facts, JsonCase, Said
from sro_policy.vocabulary import PARTS, Raw


def timelines(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    acts: int | tuple[int, int] = (0, 3),
    parts: Iterable[str] = PARTS,
    steps: int = 4,
    whole: bool = True,
) -> st.SearchStrategy[list[JsonCase]]:
    """Return a strategy of lists of cases, each of which says what the one before says and, mostly, more.

    A list has one to ``steps`` cases. Each member of a set becomes known by itself; an act is there from the step at
    which its first fact is known, or from the first where it has none. The last case is whole, or with ``whole=False``
    a partial one, which shrinks to fewer facts. The other arguments are those of :func:`~sro_policy.testing.cases`.

    Raises :class:`~sro_policy.errors.InputError` for what these cannot be, and a number of steps below one.
    """
    if type(steps) is not int or steps < 1:
        raise InputError(f"{quoted(steps)} is no whole number from 1 on", place="steps")
    return _timelines(frame_for(policy, settings), bounds(acts), parts_named(parts), steps, whole=whole)


@st.composite
def _timelines(
    draw: st.DrawFn, frame: Frame, acts: tuple[int, int], parts: tuple[str, ...], steps: int, *, whole: bool
) -> list[JsonCase]:
    last = draw(said(frame, acts, parts, whole=whole))
    count = one_of(draw, "steps", range(1, steps + 1))

    def known_from(name: str) -> int:
        return one_of(draw, f"{name} known from", range(count))

    def growing(name: str, known: Facts) -> list[Facts]:
        found: list[dict[str, Raw]] = [{} for _ in range(count)]
        for key, value in known.items():
            if isinstance(value, tuple):
                since = {member: known_from(f"{name}: {key}.{member}") for member, _ in value}
                told = [tuple((m, said) for m, said in value if since[m] <= step) for step in range(count)]
                for facts, members in zip(found, told, strict=True):
                    facts.update({key: members} if members else {})
            else:
                for facts in found[known_from(f"{name}: {key}") :]:
                    facts[key] = value
        return list(found)

    dated = known_from("as_of")
    of_parts = {name: growing(name, known) for name, known in last.parts.items()}
    of_acts = {name: growing(name, known) for name, known in last.acts.items()}
    since = {name: next((s for s, known in enumerate(all_) if known), 0) for name, all_ in of_acts.items()}
    return [
        Said(
            as_of=last.as_of if step >= dated else None,
            parts={name: all_[step] for name, all_ in of_parts.items()},
            acts={name: all_[step] for name, all_ in of_acts.items() if step >= since[name]},
        ).written(frame.vocabulary)
        for step in range(count)
    ]
