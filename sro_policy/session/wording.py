"""What a step changed, as people say it."""

from __future__ import annotations

import datetime as dt

from sro_policy.session.atoms import ACT, AS_OF, MOMENT, REASON
from sro_policy.session.changes import FactChange
from sro_policy.session.moments import MOMENTS
from sro_policy.session.times import in_words
from sro_policy.vocabulary import DateFact, SetFact, Vocabulary
from sro_policy.vocabulary.wording import day_in_words


def worded(change: FactChange, vocabulary: Vocabulary) -> str:
    """Return what became of a value: what is so now and what was said before, or that it is known no more."""
    of_act = f"act {change.subject}: " if change.fact.partition(".")[0] == ACT != change.fact else ""
    return of_act + _became(change, vocabulary)


def _became(change: FactChange, vocabulary: Vocabulary) -> str:
    if change.becomes is None:
        return f"no longer known: {_so(change, change.was, vocabulary)}"
    said = _so(change, change.becomes, vocabulary)
    return said if change.was is None else f"{said} (said before: {_so(change, change.was, vocabulary)})"


def _so(change: FactChange, value: bool | int | str | None, vocabulary: Vocabulary) -> str:  # noqa: FBT001 - as it is known
    fact, member = change.fact, change.member or ""
    if fact == ACT:
        return f"there is an act {change.subject}"
    if fact == AS_OF:
        return f"the day of reference is {day_in_words(dt.date.fromisoformat(str(value)))}"
    if fact == MOMENT:
        happened = MOMENTS.get(member, f"act {change.subject} {member}")
        return f"{happened}, at {in_words(int(value or 0))}"
    if fact == REASON:
        return f"a reason was given for departing from {member}"
    of = vocabulary.facts[fact]
    if isinstance(of, SetFact):
        return of.worded(((member, bool(value)),))
    is_day = isinstance(of, DateFact) and isinstance(value, str)
    return of.worded(dt.date.fromisoformat(str(value)) if is_day else value)  # type: ignore[arg-type]
