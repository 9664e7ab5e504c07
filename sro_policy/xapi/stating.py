"""Makes the statements of a review: one of the attempt, and one of each finding of consequence on the trainee.

Nothing that somebody wrote is in them: no facts, no reasons, no ids of acts. Of an act its number is told.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from sro_policy.canonical import canonical
from sro_policy.errors import InputError
from sro_policy.review import Review, Reviewed, ReviewOutcome, Weighed, check_outcomes
from sro_policy.session.times import check_zoned
from sro_policy.xapi.account import Account, opaque
from sro_policy.xapi.iris import ATTEMPTED, COMPLETED, FREE, NAMESPACE, OBJECTIVE, SIMULATION, VERBS, checked_iri, own
from sro_policy.xapi.times import duration_of, timestamp_of

Statement: TypeAlias = dict[str, Any]
"""A statement as plain JSON values."""

OF_CONSEQUENCE: Final[frozenset[ReviewOutcome]] = frozenset(
    {"violated", "departed", "departed with reason", "awaiting judgment", "met"}
)
"""The outcomes that are told unless others are asked for: what was kept, what was not, and what a person judges."""

_PLATFORM: Final = "sro-policy"
"""Without a version: another release that says the same has to say it by the same ids."""

_TIME: Final = "incident-time"
"""Milliseconds since the incident began: of its last step, and of the end of an act."""

_LANGUAGE: Final = "en"
_IDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)


def statements(
    review: Review,
    *,
    account: Account,
    timestamp: dt.datetime,
    activity: str | None = None,
    outcomes: Collection[ReviewOutcome] = OF_CONSEQUENCE,
    weighed: Weighed | None = None,
    with_event: bool = False,
    incident_times: bool = False,
    duration: dt.timedelta | None = None,
    completed: bool | None = None,
) -> list[Statement]:
    """Return the statements of a review, that of the attempt first, as plain JSON values.

    ``account`` is the trainee's, and ``activity`` the IRI of the exercise; without one, that of the policy.
    ``timestamp`` is when the attempt took place, with its zone, and every statement has it. With ``incident_times`` a
    finding on an act has the time at which the act ended, where the incident has a time of day at which it began.
    ``duration`` is how long the attempt took. ``completed`` says whether it was, or was only attempted; without it,
    whether every act is done. ``outcomes`` are those of which findings are told.
    ``weighed`` is what the review weighs by weights of yours: without it there is no score. ``with_event`` also tells
    the event's id, which then has to be as opaque as an account's.

    Equal reviews give equal statements with equal ids, so that sending them twice stores them once.

    Raises :class:`~sro_policy.InputError`, with the place, for a time without a zone, a duration below 0, an activity
    that is no IRI, an outcome that is none, weights of another review, and an event that is no opaque id.
    """
    check_outcomes(outcomes, "outcomes")
    stating = _Stating(
        review=review,
        actor=account.actor(),
        at=check_zoned(timestamp, "timestamp"),
        activity=_exercise(review, activity),
        weights=_weights(review, weighed),
        incident_times=incident_times,
    )
    attempt = stating.attempt(
        weighed,
        opaque(review.event, "event") if with_event else None,
        {} if duration is None else {"duration": duration_of(duration)},
        is_completed=_is_whole(review) if completed is None else completed,
    )
    told = [one for one in review.findings if one.outcome in outcomes and one.asks_the_officer]
    return [attempt, *(stating.finding(one, attempt["id"]) for one in told)]


@final
@attrs.frozen(kw_only=True, eq=False)
class _Stating:
    """One review, while its statements are made."""

    review: Review
    actor: Mapping[str, object]
    at: dt.datetime
    activity: Mapping[str, object]
    weights: Mapping[tuple[str, str], float]
    incident_times: bool

    def attempt(
        self, weighed: Weighed | None, event: str | None, duration: Mapping[str, object], *, is_completed: bool
    ) -> Statement:
        score = {} if weighed is None else {"score": {"raw": weighed.total}}
        extensions = {
            **({} if event is None else {own("event"): event}),
            **{own(name): value for name, value in self._settings().items()},
            **({own("cut"): True} if self.review.cut is not None else {}),
            **({own(_TIME): self.review.timeline[-1].step.at} if self.review.has_timeline else {}),
        }
        return self._stated(
            _verb(COMPLETED, "completed") if is_completed else _verb(ATTEMPTED, "attempted"),
            dict(self.activity),
            {**score, **duration, **({"extensions": extensions} if extensions else {})},
            {},
            timestamp_of(self.at),
        )

    def finding(self, one: Reviewed, attempt: str) -> Statement:
        finding = one.finding
        numbers = {act.id: number for number, act in enumerate(self.review.acts, start=1)}
        number = numbers.get(finding.subject)
        weight = self.weights.get((finding.rule, finding.subject))
        ended = next((act.times.ended for act in self.review.acts if act.id == finding.subject), None)
        told = {
            "clause": finding.clause,
            "rule": finding.rule,
            "force": finding.force,
            "layer": finding.layer,
            "subject": finding.subject if number is None else "act",
            **({} if number is None else {"act": number}),
            "outcome": one.outcome,
            "word": finding.word,
            **({"flags": list(finding.flags)} if finding.flags else {}),
            **({"met-by": list(dict.fromkeys(limb.fact for limb in finding.limbs))} if finding.limbs else {}),
            **({"deadlines": {item.authority: item.answer for item in finding.deadlines}} if finding.deadlines else {}),
            **self._settings(),
            # What is about no act has no end by which something came too late.
            **({} if number is None else {"hindsight": one.hindsight}),
            **({} if one.as_it_began is None else {"as-it-began": one.as_it_began.word}),
            **({} if one.as_it_ended is None else {"as-it-ended": one.as_it_ended.outcome}),
            **({} if ended is None else {_TIME: ended}),
        }
        score = {} if weight is None else {"score": {"raw": weight}}
        return self._stated(
            _verb(own(finding.word), FREE[finding.word])
            if finding.word in FREE
            else _verb(own(one.outcome), VERBS[one.outcome]),
            _activity(own(finding.rule), f"{finding.clause}: {finding.statement}", OBJECTIVE),
            {**score, "extensions": {own(name): value for name, value in told.items()}},
            {
                "contextActivities": {"parent": [dict(self.activity)]},
                "statement": {"objectType": "StatementRef", "id": attempt},
            },
            self._time_of(ended),
        )

    def _settings(self) -> dict[str, object]:
        settings = dict(self.review.decision.settings)
        return {"settings": settings} if settings else {}

    def _time_of(self, ended: int | None) -> str:
        if not self.incident_times or self.review.began is None or ended is None:
            return timestamp_of(self.at)
        return timestamp_of(self.review.began, ended)

    def _stated(
        self,
        verb: Mapping[str, object],
        what: Mapping[str, object],
        result: Mapping[str, object],
        context: Mapping[str, object],
        timestamp: str,
    ) -> Statement:
        content: Statement = {
            "actor": dict(self.actor),
            "verb": verb,
            "object": what,
            **({"result": result} if result else {}),
            "context": {
                "platform": _PLATFORM,
                "revision": str(self.review.decision.policy["digest"]),
                "language": _LANGUAGE,
                **context,
            },
            "timestamp": timestamp,
        }
        return {"id": str(uuid.uuid5(_IDS, canonical(content).decode())), **content}


def _is_whole(review: Review) -> bool:
    return bool(review.acts) and all(act.is_done for act in review.acts)


def _verb(iri: str, words: str) -> dict[str, object]:
    return {"id": iri, "display": {_LANGUAGE: words}}


def _activity(iri: str, name: str, kind: str) -> dict[str, object]:
    return {"objectType": "Activity", "id": iri, "definition": {"name": {_LANGUAGE: name}, "type": kind}}


def _exercise(review: Review, iri: str | None) -> dict[str, object]:
    number = review.decision.policy["number"]
    activity = own(f"policy-{number}") if iri is None else checked_iri(iri, "activity")
    return _activity(activity, f"Policy {number}, {review.title}", SIMULATION)


def _weights(review: Review, weighed: Weighed | None) -> Mapping[tuple[str, str], float]:
    if weighed is None:
        return {}
    found = {(one.finding.rule, one.finding.subject): one for one in review.findings}
    for one, _ in weighed.items:
        if found.get((one.finding.rule, one.finding.subject)) != one:
            raise InputError("these are weights of another review", place="weighed")
    return {(one.finding.rule, one.finding.subject): weight for one, weight in weighed.items}
