"""Makes the review of an incident: takes its steps again, and looks at each finding then and now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.decision import Decision, EngineName, Finding
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.records import Case
from sro_policy.explain.unverified import unverified_figures
from sro_policy.journal import Cut
from sro_policy.policy import Policy
from sro_policy.review.histories import Asked, Place, asked_of, timeline_of, turns_of
from sro_policy.review.outcomes import BROKEN, OPEN, outcome_of
from sro_policy.review.reviewed import ActReview, AsKnown, CouldHave, Review, Reviewed, Turn
from sro_policy.rules import POLICY_431
from sro_policy.session import ActTimes, IncidentChange, LiveIncident, open_incident
from sro_policy.session.atoms import CASE
from sro_policy.session.moments import SETTLED_BY_BEGINNING
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
@attrs.frozen(eq=False, slots=False)
class _Reviewing:
    """One incident that stands still, while it is reviewed."""

    incident: LiveIncident
    decision: Decision
    acts: Mapping[str, ActTimes]
    changes: tuple[IncidentChange, ...]
    asked: Mapping[Place, Asked]
    _as_known: dict[tuple[str, int], dict[str, Finding]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, incident: LiveIncident) -> _Reviewing:
        changes = tuple(retaken(incident))
        acts = incident.acts
        return cls(incident, incident.final, acts, changes, asked_of(changes, acts))

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
            is_done=self._is_done(act, times),
            before=tuple(says for at, says in known if at <= began),
            during=tuple(says for at, says in known if at > began and not _is_over(times, at)),
            after=tuple(says for at, says in known if at > began and _is_over(times, at)),
        )

    def _is_done(self, act: str, times: ActTimes) -> bool | None:
        if not self.decision.contemplated[act]:
            return True
        said = next(own for own in self._acts_said if own["id"] == act)
        return False if times.began is not None or "stage" in said else None

    @cached_property
    def _acts_said(self) -> list[dict[str, object]]:
        acts = self.incident.case.get("acts", [])
        assert isinstance(acts, list)
        return acts

    def _known_of(self, act: str) -> Iterator[tuple[int, str]]:
        policy = self.incident.bound.policy
        for change in self.changes:
            own = (fact for fact in change.facts if fact.subject in {CASE, act, *PARTS})
            yield from ((change.step.at, says) for says in worded(own, policy, within=act))

    def _finding(self, finding: Finding, turns: tuple[Turn, ...]) -> Reviewed:
        done = not self.decision.contemplated.get(finding.subject, False)
        times = self.acts.get(finding.subject, ActTimes(None, None))
        outcome = outcome_of(finding, done=done)
        is_open = outcome in OPEN
        alone = finding.changes_by_one_fact()
        return Reviewed(
            finding=finding,
            outcome=outcome,
            as_it_began=self._as_known_at(finding, times.began, done=False),
            as_it_ended=self._as_known_at(finding, times.ended, done=True),
            turns=turns,
            why=finding.why(),
            one_fact=tuple(change for change in alone if not is_open or change.steps[0].was is None),
            could_have=self._could_have(finding, times) if outcome in {*BROKEN, "ahead"} else None,
            notes=tuple(self._notes(finding)),
            is_over=times.ended is not None,
        )

    def _as_known_at(self, finding: Finding, at: int | None, *, done: bool) -> AsKnown | None:
        then = None if at is None else self._then(finding, at)
        if then is None or at is None:
            return None
        return AsKnown(at=at, outcome=outcome_of(then, done=done), word=then.word)

    def _could_have(self, finding: Finding, times: ActTimes) -> CouldHave:
        asked = self.asked.get((finding.rule, finding.subject))
        until = times.ended if finding.subject in self.acts else self._broken_at(finding, asked)
        if asked is None:
            # Without a timeline nobody can tell. With one, nothing asked for it before it was over.
            ways = finding.changes("kept", in_our_hands=True) if until is None else ()
            return CouldHave(since=None, until=until, source=None, begun=False, ways=ways)
        begun = times.began is not None and asked.since > times.began
        then = self._then(finding, asked.since)
        # It asked then, so it was there; what it asked of an act that had begun leaves what that was.
        assert then is not None
        fixed = self._fixed_in(finding.subject, asked.since) if begun else ()
        ways = then.changes("kept", in_our_hands=True, fixed=fixed)
        return CouldHave(since=asked.since, until=until, source=asked.source, begun=begun, ways=ways)

    def _broken_at(self, finding: Finding, asked: Asked | None) -> int | None:
        if asked is not None or finding.status != "breached" or len(self.changes) == 1:
            return None if asked is None else asked.until
        place = (finding.rule, finding.subject)
        broken = [c.step.at for c in self.changes for f in c.findings if (f.rule, f.subject) == place]
        return broken[-1]

    def _fixed_in(self, act: str, at: int) -> list[str]:
        """Return the facts of an act that is going on which nobody can change any more."""
        case = self.incident.case_as_known_at(at / 1000)
        acts = case.get("acts", [])
        assert isinstance(acts, list)
        said = next(own for own in acts if own["id"] == act)
        return [*(f"act.{name}" for name in said if name != "id"), *SETTLED_BY_BEGINNING]

    def _then(self, finding: Finding, at: int) -> Finding | None:
        """Return what a finding was on what was known at a time, if there was one."""
        subject = finding.subject
        if (subject, at) not in self._as_known:
            decision = self.incident.as_known_at(at / 1000, act=subject)
            self._as_known[subject, at] = {f.rule: f for f in decision.findings if f.subject == subject}
        return self._as_known[subject, at].get(finding.rule)

    def _notes(self, finding: Finding) -> Iterator[str]:
        bound = self.incident.bound
        for flag in finding.flags:
            yield bound.policy.flags[flag]
        rule = next(rule for rule in bound.rules if rule.id == finding.rule)
        for figure in unverified_figures(rule, finding):
            yield f"nobody has checked this figure: {figure}"


def _is_over(times: ActTimes, at: int) -> bool:
    return times.ended is not None and at > times.ended
