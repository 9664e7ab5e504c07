"""What a step changed: facts, and the findings and guidance that became others because of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, final

import attrs

from sro_policy.canonical import canonical_digest
from sro_policy.decision import CONCLUSIONS, Decision, Finding, Guidance
from sro_policy.errors import InputError
from sro_policy.session.atoms import ACT, MOMENT, Atom, Known, Value
from sro_policy.session.differences import Item, Otherwise, findings_between, guidance_between
from sro_policy.session.steps import IncidentStep
from sro_policy.vocabulary import PARTS

Suppose: TypeAlias = "Callable[[Known, str | None], Decision]"
"""Judges what would be known: all of it, or one act alone."""


@final
@attrs.frozen
class FactChange:
    """A value that became known, became another, or is known no more.

    ``subject`` and ``fact`` say of what: a part or an act, and a fact by its key. ``member`` is the member of a set, or
    the rule of a reason; ``fact`` is then ``reason``. ``act`` as a fact says that there is this act. ``was`` and
    ``becomes`` are plain JSON values, ``None`` where nothing is known.
    """

    subject: str
    fact: str
    member: str | None
    was: bool | int | str | None
    becomes: bool | int | str | None

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return attrs.asdict(self)


@final
@attrs.frozen
class Caused(Generic[Item]):
    """A finding, or a piece of guidance, that became another, and because of which facts of the step.

    Without any one of these it would not be what it is: in its conclusions if they are others, else in what is said
    beside them. Where several facts do so, each without the others, all of them are named.
    """

    otherwise: Otherwise[Item]
    because: tuple[FactChange, ...]

    @property
    def rule(self) -> str:
        """The rule that it is of."""
        return self.otherwise.rule

    @property
    def subject(self) -> str:
        """Whom or what it is about."""
        return self.otherwise.subject

    @property
    def before(self) -> Item | None:
        """What it was; ``None`` where there was none."""
        return self.otherwise.before

    @property
    def after(self) -> Item | None:
        """What it is; ``None`` where there is none any more."""
        return self.otherwise.after

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        before, after = self.before, self.after
        return {
            "rule": self.rule,
            "subject": self.subject,
            "kind": self.otherwise.kind,
            "before": None if before is None else before.to_json(),
            "after": None if after is None else after.to_json(),
            "because": [fact.to_json() for fact in self.because],
        }


@final
@attrs.frozen(kw_only=True)
class IncidentChange:
    """A step, and all that is otherwise after it.

    ``facts`` are the values that it changed, those that follow from times included.
    """

    step: IncidentStep
    facts: tuple[FactChange, ...]
    findings: tuple[Caused[Finding], ...]
    guidance: tuple[Caused[Guidance], ...]

    @property
    def added(self) -> tuple[Finding, ...]:
        """The findings that were not there before."""
        return tuple(one.after for one in self.findings if one.after is not None and one.before is None)

    @property
    def withdrawn(self) -> tuple[Finding, ...]:
        """The findings that are there no more, as they were."""
        return tuple(one.before for one in self.findings if one.before is not None and one.after is None)

    @property
    def altered(self) -> tuple[tuple[Finding, Finding], ...]:
        """The findings that became others, each as it was and as it is."""
        both = ((one.before, one.after) for one in self.findings)
        return tuple((before, after) for before, after in both if before is not None and after is not None)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values; the engine is not among them."""
        return {
            "step": self.step.to_json(),
            "facts": [fact.to_json() for fact in self.facts],
            "findings": [one.to_json() for one in self.findings],
            "guidance": [one.to_json() for one in self.guidance],
        }

    @property
    def digest(self) -> str:
        """A SHA-256 over all of it."""
        return canonical_digest(self.to_json())


def change_of(
    step: IncidentStep,
    before: tuple[Known, Decision | None],
    after: tuple[Known, Decision],
    suppose: Suppose,
) -> IncidentChange:
    """Return what a step changed. ``suppose`` judges what would be known without one of its facts, of an act alone."""
    (was, earlier), (now, later) = before, after
    places = [place for place in now if place not in was or was[place] != now[place]]
    places += [place for place in was if place not in now]
    facts = tuple(_fact_change(place, was, now) for place in places)
    findings = findings_between(earlier, later)
    without = _without(places, was, now, suppose) if findings and len(places) > 1 else {}

    def because(one: Otherwise[Finding]) -> tuple[FactChange, ...]:
        # Where a conclusion is another, facts that are only listed with it are no cause.
        says = _concluded if _concluded(one.before) != _concluded(one.after) else _whole
        own = [
            fact
            for fact, place in zip(facts, places, strict=True)
            if place[:2] in without and without[place[:2]].differs(one, says)
        ]
        return tuple(own) or facts

    caused = tuple(Caused(one, because(one)) for one in findings)
    reasons = {(one.rule, one.subject): one.because for one in caused}
    return IncidentChange(
        step=step,
        facts=facts,
        findings=caused,
        guidance=tuple(
            Caused(one, reasons.get((one.rule, one.subject), facts)) for one in guidance_between(earlier, later)
        ),
    )


def _concluded(finding: Finding | None) -> object:
    return None if finding is None else tuple(getattr(finding, name) for name in CONCLUSIONS)


def _whole(finding: Finding | None) -> object:
    return finding


@final
@attrs.frozen
class _Supposed:
    """What there would be had a step left one fact as it was.

    ``of`` is the act that it is about, and ``None`` where everything may rest on it; ``findings`` is ``None`` where the
    others could not be so without it.
    """

    of: str | None
    findings: Mapping[tuple[str, str], Finding] | None

    def differs(self, one: Otherwise[Finding], says: Callable[[Finding | None], object]) -> bool:
        """Say whether a finding would not be what it is; facts of one act are nothing to another."""
        if self.of not in {None, one.subject}:
            return False
        return self.findings is None or says(self.findings.get((one.rule, one.subject))) != says(one.after)


def _without(places: list[Atom], was: Known, now: Known, suppose: Suppose) -> dict[tuple[str, str], _Supposed]:
    """Return what there would be without each fact that a step changed; of a set, without all that it changed of it."""
    found: dict[tuple[str, str], _Supposed] = {}
    by_fact: dict[tuple[str, str], list[Atom]] = {}
    for place in places:
        if place.fact != MOMENT:  # a moment decides by the facts that follow from it
            by_fact.setdefault(place[:2], []).append(place)
    for (subject, fact), some in by_fact.items():
        of = subject if subject and subject not in PARTS else None
        supposed = dict(now)
        for place in some:
            supposed.pop(place, None)
            if place in was:
                supposed[place] = was[place]
        if fact == ACT:
            supposed = {atom: value for atom, value in supposed.items() if atom.subject != subject}
        try:
            findings = suppose(supposed, of).findings
        except InputError:
            found[subject, fact] = _Supposed(of, None)
        else:
            found[subject, fact] = _Supposed(of, {(finding.rule, finding.subject): finding for finding in findings})
    return found


def _fact_change(place: Atom, was: Known, now: Known) -> FactChange:
    return FactChange(place.subject, place.fact, place.member or None, _plain(was.get(place)), _plain(now.get(place)))


def _plain(value: Value | None) -> bool | int | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value
