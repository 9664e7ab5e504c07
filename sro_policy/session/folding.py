"""From what was known and a step to what is known: nothing that somebody said is overwritten, unless corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sro_policy.errors import InputError, quoted
from sro_policy.session.atoms import ACT, AS_OF, CASE, MOMENT, REASON, Atom, Known, Value, acts_of
from sro_policy.session.moments import BEGAN, ENDED, following
from sro_policy.session.steps import StepKind
from sro_policy.session.times import in_words

AHEAD = "contemplated"
DONE = "done"
"""The stages of an act. That it is ahead is the same as nothing, and that it ended goes before it."""


class ActTimes(NamedTuple):
    """When an act began and ended, in milliseconds since the incident began; ``None`` where nobody said."""

    began: int | None
    ended: int | None


def times_of(known: Known, act: str) -> ActTimes:
    """Return when an act began and ended, as far as that is known."""
    began, ended = (known.get(Atom(act, MOMENT, name)) for name in (BEGAN, ENDED))
    return ActTimes(None if began is None else _time(began), None if ended is None else _time(ended))


def learned(known: Known, said: Known) -> Known:
    """Return what is known with what is said; what was known already may be said again.

    Raises :class:`~sro_policy.errors.InputError` for what is known otherwise, and for a moment of an act.
    """
    for atom, value in said.items():
        if atom.fact == MOMENT and atom.subject != CASE:
            verb = "begin" if atom.member == BEGAN else "end"
            raise InputError(f"an act {verb}s by `{verb}`; its time can be corrected", place=_named(atom))
        was = known.get(atom)
        if was is not None and was != value:
            raise InputError(f"it is known to be {_shown(atom, was)}: correct it if that was wrong", place=_named(atom))
    return {**known, **said}


def corrected(known: Known, said: Known) -> Known:
    """Return what is known with what is said in the place of what was.

    Raises :class:`~sro_policy.errors.InputError` for what nothing is known of.
    """
    for atom in said:
        if atom not in known:
            raise InputError(_not_corrected(atom, known), place=_named(atom))
    return {**known, **said}


def _not_corrected(atom: Atom, known: Known) -> str:
    if atom.fact == ACT:
        return "there is no such act"
    if atom in effective(known):
        return "it follows from the times: correct those"
    return "nothing is known of it: it is not corrected, but learned"


def in_act(known: Known, kind: StepKind, act: str, said: Known, when: int) -> Known:
    """Return what is known once an act began, went on or ended, with what is said of it.

    Raises :class:`~sro_policy.errors.InputError` where that cannot be: an act begins once, and ends once it began.
    """
    began, ended = times_of(known, act)
    if known.get(Atom(act, "act.stage")) == DONE or ended is not None:
        raise InputError(f"act {quoted(act)} is done", place="act")
    if kind == "begin":
        if began is not None:
            raise InputError(f"act {quoted(act)} began already, at {_shown_time(began)}", place="act")
    elif began is None:
        raise InputError(f"act {quoted(act)} has not begun", place="act")
    times = {} if kind == "carry on" else {Atom(act, MOMENT, BEGAN if kind == "begin" else ENDED): when}
    return {**learned({**known, Atom(act, ACT): True}, said), **times}


def check(known: Known, at: int) -> None:
    """Refuse times and days that cannot be, as far as they are known ``at`` a time.

    Raises :class:`~sro_policy.errors.InputError` for a moment that lies ahead, for an end before its beginning, and
    for a day after the day of reference.
    """
    moments = {atom: _time(value) for atom, value in known.items() if atom.fact == MOMENT}
    for atom, time in moments.items():
        if time > at:
            raise InputError(f"{in_words(time)} lies ahead: it is {in_words(at)}", place=_named(atom))
    _refuse_ends_alone(moments)
    today = known.get(Atom(CASE, AS_OF))
    if isinstance(today, dt.date):
        for atom, value in known.items():
            if atom.fact != AS_OF and type(value) is dt.date and value > today:
                raise InputError(f"`{value}` lies after the day of reference, `{today}`", place=atom.fact)


def _refuse_ends_alone(moments: Mapping[Atom, int]) -> None:
    for first, last in (("staff_arrived", "staff_left"), (BEGAN, ENDED)):
        for atom, end in moments.items():
            if atom.member != last:
                continue
            beginning = moments.get(atom._replace(member=first))
            if beginning is None:
                raise InputError(f"nothing is known of `{first}`, which comes before it", place=_named(atom))
            if end < beginning:
                problem = f"{in_words(end)} comes before `{first}`, at {in_words(beginning)}"
                raise InputError(problem, place=_named(atom))


def effective(known: Known) -> Known:
    """Return what is known with what follows from times: the stage of an act, and whether staff were told or there.

    Raises :class:`~sro_policy.errors.InputError` where somebody said otherwise.
    """
    moments = {atom.member: _time(value) for atom, value in known.items() if atom[:2] == (CASE, MOMENT)}
    found = dict(known)
    for act in acts_of(known):
        for atom, value in _following(known, act, moments):
            was = known.get(atom)
            if was is not None and was not in {value, AHEAD}:
                problem = f"it is said to be {_shown(atom, was)}, and by the times it is {_shown(atom, value)}"
                raise InputError(problem, place=_named(atom))
            found[atom] = value
    return found


def _following(known: Known, act: str, moments: Mapping[str, int]) -> Iterator[tuple[Atom, Value]]:
    began, ended = times_of(known, act)
    if ended is not None:
        yield Atom(act, "act.stage"), DONE
    if began is not None:
        for fact, value in following(moments, began, ended):
            yield Atom(act, fact), value


def _time(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _named(atom: Atom) -> str:
    """Return how messages call what a value belongs to."""
    if atom.fact == MOMENT:
        return f"moments.{atom.member}@{atom.subject}" if atom.subject else f"moments.{atom.member}"
    if atom.fact == REASON:
        return f"reasons.{atom.member}@{atom.subject}"
    if atom.fact == ACT:
        return f"act {atom.subject}"
    name = f"{atom.fact}.{atom.member}" if atom.member else atom.fact
    return f"act {atom.subject}: {name}" if atom.fact.partition(".")[0] == ACT else name


def _shown(atom: Atom, value: Value) -> str:
    return (
        _shown_time(value) if atom.fact == MOMENT else quoted(str(value).lower() if isinstance(value, bool) else value)
    )


def _shown_time(value: Value) -> str:
    return in_words(_time(value))
