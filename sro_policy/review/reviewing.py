"""Makes the review of an incident: takes its steps again, and looks at each finding then and now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import final

import attrs

from sro_policy.decision import Decision, EngineName, Finding
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.records import Case
from sro_policy.explain.unverified import unverified_figures
from sro_policy.journal import Cut
from sro_policy.policy import Policy
from sro_policy.review.histories import Asked, Place, timeline_of, turns_of
from sro_policy.review.outcomes import outcome_of
from sro_policy.review.reviewed import ActReview, AsKnown, CouldHave, Review, Reviewed, Turn
from sro_policy.rules import POLICY_431
from sro_policy.session import ActTimes, IncidentChange, LiveIncident, open_incident
from sro_policy.session.atoms import CASE
from sro_policy.session.retaking import retaken
from sro_policy.session.wording import worded
from sro_policy.vocabulary import PARTS


def review(incident: LiveIncident, *, cut: Cut | None = None) -> Review:
    """Return the review of an incident as it stands: of each finding what it comes to, and how it came about.

    Its steps are taken again, so it costs about what they did; the incident itself is left alone, and may go on.
    ``cut`` is what was lost at the end of the journal that it comes from.
    """
    return _Reviewing.of(incident.branch()).review(cut)


def review_case(
    case: Case | Mapping[str, object] | str | bytes,
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    as_of: dt.date | str | None = None,
    engine: EngineName | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Review:
    """Return the review of a case, which has no timeline: nobody can tell from it what was known when.

    Raises what :func:`sro_policy.evaluate` raises.
    """
    return review(open_incident(policy, case, settings=settings, as_of=as_of, engine=engine, limits=limits))


@final
@attrs.frozen(eq=False)
class _Reviewing:
    """One incident that stands still, while it is reviewed."""

    incident: LiveIncident
    decision: Decision
    acts: Mapping[str, ActTimes]
    changes: tuple[IncidentChange, ...]
    asked: Mapping[Place, int]
    _as_known: dict[tuple[str, int], dict[str, Finding]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, incident: LiveIncident) -> _Reviewing:
        changes = tuple(retaken(incident))
        acts = incident.acts
        return cls(incident, incident.final, acts, changes, Asked(changes, acts).since())

    def review(self, cut: Cut | None) -> Review:
        policy = self.incident.bound.policy
        timeline = timeline_of(self.changes, policy)
        turns = turns_of(timeline)
        return Review(
            title=policy.title,
            decision=self.decision,
            event=self.incident.event,
            began=self.incident.began,
            timeline=timeline,
            acts=tuple(self._act(act, times) for act, times in self.acts.items()),
            findings=tuple(
                self._finding(finding, tuple(turns.get((finding.rule, finding.subject), ())))
                for finding in self.decision.findings
            ),
            cut=cut,
        )

    def _act(self, act: str, times: ActTimes) -> ActReview:
        known = list(self._known_of(act))
        began = -1 if times.began is None else times.began
        return ActReview(
            id=act,
            times=times,
            is_done=not self.decision.contemplated[act],
            before=tuple(says for at, says in known if at <= began),
            during=tuple(says for at, says in known if at > began and not _is_over(times, at)),
            after=tuple(says for at, says in known if at > began and _is_over(times, at)),
        )

    def _known_of(self, act: str) -> Iterator[tuple[int, str]]:
        policy = self.incident.bound.policy
        for change in self.changes:
            own = (fact for fact in change.facts if fact.subject in {CASE, act, *PARTS})
            yield from ((change.step.at, says) for says in worded(own, policy, within=act))

    def _finding(self, finding: Finding, turns: tuple[Turn, ...]) -> Reviewed:
        done = not self.decision.contemplated.get(finding.subject, False)
        times = self.acts.get(finding.subject, ActTimes(None, None))
        outcome = outcome_of(finding, done=done)
        alone = takewhile(lambda change: len(change.steps) == 1, finding.changes())
        return Reviewed(
            finding=finding,
            outcome=outcome,
            as_it_began=self._as_known_at(finding, times.began, done=False),
            as_it_ended=self._as_known_at(finding, times.ended, done=True),
            turns=turns,
            why=finding.why(),
            one_fact=tuple(alone),
            could_have=self._could_have(finding, times) if finding.status in {"breached", "due"} else None,
            notes=tuple(self._notes(finding)),
        )

    def _as_known_at(self, finding: Finding, at: int | None, *, done: bool) -> AsKnown | None:
        then = None if at is None else self._then(finding, at)
        if then is None or at is None:
            return None
        return AsKnown(at=at, outcome=outcome_of(then, done=done), word=then.word)

    def _could_have(self, finding: Finding, times: ActTimes) -> CouldHave:
        since = self.asked.get((finding.rule, finding.subject))
        if finding.subject in PARTS or times == ActTimes(None, None):
            return CouldHave(since=None, until=None, ways=finding.changes("kept", in_our_hands=True))
        then = finding if since is None else self._then(finding, since)
        if then is None or (since is None and times.ended is not None):
            return CouldHave(since=None, until=times.ended, ways=())
        return CouldHave(since=since, until=times.ended, ways=then.changes("kept", in_our_hands=True))

    def _then(self, finding: Finding, at: int) -> Finding | None:
        """Return what a finding on an act was on what was known at a time, if there was one."""
        act = finding.subject
        if (act, at) not in self._as_known:
            decision = self.incident.as_known_at(at / 1000, act=act)
            self._as_known[act, at] = {found.rule: found for found in decision.findings if found.subject == act}
        return self._as_known[act, at].get(finding.rule)

    def _notes(self, finding: Finding) -> Iterator[str]:
        bound = self.incident.bound
        for flag in finding.flags:
            yield bound.policy.flags[flag]
        rule = next(rule for rule in bound.rules if rule.id == finding.rule)
        for figure in unverified_figures(rule, finding):
            yield f"nobody has checked this figure: {figure}"


def _is_over(times: ActTimes, at: int) -> bool:
    return times.ended is not None and at > times.ended
