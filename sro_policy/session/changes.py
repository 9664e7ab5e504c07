"""What a step changed: facts, and the findings and guidance that became others because of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Generic, final

import attrs

from sro_policy.canonical import canonical_digest
from sro_policy.decision import Decision, Finding, Guidance
from sro_policy.session.atoms import Atom, Known, Value
from sro_policy.session.causes import Causes, Suppose
from sro_policy.session.differences import Item, Otherwise, findings_between, guidance_between
from sro_policy.session.steps import IncidentStep


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

    Had any one of these stayed as it was, it would not be what it is: in its conclusions if they are others, else in
    what is said beside them. Where that is so of none of them alone, since one would have done without the other, all
    that it can rest on are named: those of the case and its parts, and of its own act. The members of a set stand or
    fall together, and a moment is named only where nothing else is: it decides by the facts that follow from it.
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
    causes = Causes(places, was, now, suppose)

    def named(numbers: Iterable[int]) -> tuple[FactChange, ...]:
        return tuple(facts[number] for number in numbers)

    caused = tuple(Caused(one, named(causes.of(one))) for one in findings_between(earlier, later))
    reasons = {(one.rule, one.subject): one.because for one in caused}
    return IncidentChange(
        step=step,
        facts=facts,
        findings=caused,
        guidance=tuple(
            # What is asked for follows from the finding, and from whether the act is still ahead.
            Caused(one, reasons.get((one.rule, one.subject)) or named(causes.possible(one.subject)))
            for one in guidance_between(earlier, later)
        ),
    )


def _fact_change(place: Atom, was: Known, now: Known) -> FactChange:
    return FactChange(place.subject, place.fact, place.member or None, _plain(was.get(place)), _plain(now.get(place)))


def _plain(value: Value | None) -> bool | int | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value
