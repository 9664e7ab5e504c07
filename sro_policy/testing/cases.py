"""Strategies of cases: whole ones, of which every fact is known, and partial ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from sro_policy.errors import InputError, quoted, unknown
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.exact.lifting import AS_OF
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.aims import NO_AIM, Aim, ways
from sro_policy.testing.choosing import one_of
from sro_policy.testing.frame import Frame, counts, frame_for
from sro_policy.testing.parts import AIMED_AT, DEGREES, EVERYTHING, MOSTLY, Drawing
from sro_policy.testing.said import Facts, JsonCase, Said
from sro_policy.vocabulary import PARTS

_BOTH = 2
_PLACES = 512


def cases(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    acts: int | tuple[int, int] = (0, 3),
    parts: Iterable[str] = PARTS,
) -> st.SearchStrategy[JsonCase]:
    """Return a strategy of whole cases: every fact of each part and act is known, and the day of reference.

    ``acts`` is how many acts there are, or the least and the most. ``parts`` are the parts that are there.
    ``settings`` are the readings under which the rules are read whose edges cases are drawn towards; they are not
    put into the cases.

    Raises :class:`~sro_policy.errors.InputError` for an unknown part or setting, and a number of acts that no case
    has.
    """
    return _cases(frame_for(policy, settings), bounds(acts), parts_named(parts), whole=True)


def partial_cases(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    acts: int | tuple[int, int] = (0, 3),
    parts: Iterable[str] = PARTS,
) -> st.SearchStrategy[JsonCase]:
    """Return a strategy of partial cases, from those of which nothing is known to those of which everything is.

    ``parts`` are those that may be there. The other arguments, and what is raised, are those of :func:`cases`. A
    partial case shrinks to the fewest facts.
    """
    return _cases(frame_for(policy, settings), bounds(acts), parts_named(parts), whole=False)


def _cases(frame: Frame, acts: tuple[int, int], parts: tuple[str, ...], *, whole: bool) -> st.SearchStrategy[JsonCase]:
    return said(frame, acts, parts, whole=whole).map(lambda found: found.written(frame.vocabulary))


@st.composite
def said(draw: st.DrawFn, frame: Frame, acts: tuple[int, int], parts: tuple[str, ...], *, whole: bool) -> Said:
    """Draw what a case says."""
    there = [subject for subject in parts if whole or one_of(draw, f"{subject} is there", AIMED_AT.of((True,)))]
    least, most = acts
    there_too = [number < least or one_of(draw, f"act {number} is there", (False, True)) for number in range(most)]
    names = [f"a{number + 1}" for number in range(sum(there_too))]
    aimed = {name: aim(draw, frame, "act", name) for name in names}
    together = NO_AIM
    for one in (*aimed.values(), *(aim(draw, frame, subject, subject) for subject in there)):
        together = together.over(one)
    today = _today(draw, frame, together, whole=whole)

    def facts(subject: str, name: str, towards: Aim) -> Facts:
        degree = EVERYTHING if whole else one_of(draw, f"{name}: degree", DEGREES)
        return Drawing(draw, frame, subject, name, degree, today, towards).facts()

    return Said(
        as_of=today,
        parts={subject: facts(subject, subject, together) for subject in there},
        acts={name: facts("act", name, towards) for name, towards in aimed.items()},
    )


def aim(draw: st.DrawFn, frame: Frame, subject: str, name: str) -> Aim:
    """Draw an aim at a rule about a subject, or none."""
    way = one_of(draw, f"{name}: aim", (None, *ways(frame, subject)))
    place = one_of(draw, f"{name}: dates", range(_PLACES))
    if way is None:
        return NO_AIM
    found = Aim(way.pins, {}, way.hidden)
    for key, value in way.answers:
        reads = frame.completions(key, value)
        found = found.over(resting_on(frame, reads[place % len(reads)]))
    return found


def resting_on(frame: Frame, read: Facts) -> Aim:
    """Return the aim at these facts."""
    pins = {
        name: frozenset({value})
        for key, raw in read.items()
        for name, value in frame.vocabulary.facts[key].readings(raw)
    }
    return Aim(pins, {key: raw for key, raw in read.items() if counts(frame.vocabulary.facts[key])})


def _today(draw: st.DrawFn, frame: Frame, towards: Aim, *, whole: bool) -> dt.date | None:
    aimed = towards.measured.get(AS_OF)
    days = (aimed,) if isinstance(aimed, dt.date) else frame.days_of_reference()
    return one_of(draw, "as_of", (EVERYTHING if whole else MOSTLY).of(days))


def bounds(acts: object) -> tuple[int, int]:
    """Return the least and the most number of acts.

    Raises :class:`~sro_policy.errors.InputError` for what no case has.
    """
    least, most = acts if isinstance(acts, tuple) and len(acts) == _BOTH else (acts, acts)
    if type(least) is not int or type(most) is not int or not 0 <= least <= most <= DEFAULT_LIMITS.acts:
        problem = f"{quoted(acts)} is no number of acts up to {DEFAULT_LIMITS.acts}, and no least and most of them"
        raise InputError(problem, place="acts")
    return least, most


def parts_named(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the parts named, in the order of a case.

    Raises :class:`~sro_policy.errors.InputError` for a name that no part has.
    """
    named = list(parts)
    for part in named:
        if part not in PARTS:
            raise InputError(unknown("part", part, PARTS, otherwise="parts are"), place="parts")
    return tuple(part for part in PARTS if part in named)
