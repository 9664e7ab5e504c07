"""What a step changed, as people say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from sro_policy.policy import Policy
from sro_policy.session.atoms import ACT, AS_OF, MOMENT, REASON
from sro_policy.session.changes import FactChange
from sro_policy.session.moments import MOMENTS
from sro_policy.session.times import in_words
from sro_policy.vocabulary import DateFact, SetFact
from sro_policy.vocabulary.wording import day_in_words


def worded(changes: Iterable[FactChange], policy: Policy, *, within: str = "") -> tuple[str, ...]:
    """Return what became of values: what is so now and what was said before, or that it is known no more.

    Members of a set that became known together are said together. ``within`` is the act of which all of it is said;
    facts of any other are said to be of that one.
    """
    return tuple(_worded(changes, policy, within))


def _worded(changes: Iterable[FactChange], policy: Policy, within: str) -> Iterator[str]:
    for (subject, fact, is_news), some in groupby(changes, lambda one: (one.subject, one.fact, one.was is None)):
        of_act = f"act {subject}: " if fact.partition(".")[0] == ACT != fact and subject != within else ""
        of = policy.vocabulary.facts.get(fact)
        if isinstance(of, SetFact) and is_news:
            yield of_act + of.worded(tuple((one.member or "", bool(one.becomes)) for one in some))
        else:
            yield from (of_act + _became(one, policy) for one in some)


def _became(change: FactChange, policy: Policy) -> str:
    if change.becomes is None:
        return f"no longer known: {_so(change, change.was, policy)}"
    said = _so(change, change.becomes, policy)
    return said if change.was is None else f"{said} (said before: {_so(change, change.was, policy)})"


def _so(change: FactChange, value: bool | int | str | None, policy: Policy) -> str:  # noqa: FBT001 - as it is known
    fact, member = change.fact, change.member or ""
    if fact == ACT:
        return f"there is an act {change.subject}"
    if fact == AS_OF:
        return f"the day of reference is {day_in_words(dt.date.fromisoformat(str(value)))}"
    if fact == MOMENT:
        happened = MOMENTS.get(member, f"act {change.subject} {member}")
        return f"{happened}, at {in_words(int(value or 0))}"
    if fact == REASON:
        return f"a reason was given for departing from {policy.clause_of(member).id}"
    of = policy.vocabulary.facts[fact]
    if isinstance(of, SetFact):
        return of.worded(((member, bool(value)),))
    is_day = isinstance(of, DateFact) and isinstance(value, str)
    return of.worded(dt.date.fromisoformat(str(value)) if is_day else value)  # type: ignore[arg-type]
