"""Whatever comes in, and in whatever order: the views are what a decision from scratch is, and changes add up."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sro_policy import Decision, InputError, evaluate
from sro_policy.decision import Finding
from sro_policy.session import SOURCES, LiveIncident, open_incident
from sro_policy.session.differences import Otherwise, between
from sro_policy.session.retaking import retaken

from ..engines.coloured import needs_durable

_FACTS = {
    "officer": {"is_sro": st.booleans(), "policy_reviewed_on": st.sampled_from(["2026-01-02", "2026-12-01"])},
    "incident": {
        "crime_alleged": st.booleans(),
        "school_rule_alleged": st.booleans(),
        "crime_is_pretext": st.booleans(),
        "person_role": st.sampled_from(["student_here", "visitor"]),
        "weapon": st.booleans(),
    },
    "act": {
        "kind": st.sampled_from(["command", "custodial_arrest", "presence"]),
        "in_school": st.booleans(),
        "uses_force": st.booleans(),
        "custody_for_offense": st.booleans(),
        "arrest_avoidable": st.booleans(),
        "exigency": st.booleans(),
        "in_view_of_students": st.booleans(),
        "staff_notified_before": st.booleans(),
        "staff_present": st.booleans(),
        "purposes": st.dictionaries(st.sampled_from(["school_rule", "crime", "safety"]), st.booleans(), min_size=1),
    },
}
_ACTS = st.sampled_from(["a1", "a@2"])
_RULES = st.sampled_from(["431.6/arrest-in-school", "431.6/involve-school-staff"])
_DAYS = st.sampled_from(["2026-11-24", "2026-12-24"])
_MOMENTS = st.sampled_from(["staff_notified", "staff_arrived", "staff_left"])
_SECONDS = st.integers(0, 2)
_SAID = st.tuples(st.sampled_from(["learn", "correct"]), st.sampled_from(["officer", "incident", "act"]))


class Written:
    """What was said, written down as a case by other means than the library's."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Any]] = {}
        self.acts: dict[str, dict[str, Any]] = {}
        self.moments: dict[str, int] = {}
        self.times: dict[str, dict[str, int]] = {}
        self.reasons: dict[tuple[str, str], str] = {}
        self.day: str | None = None

    def holder(self, subject: str, act: str) -> dict[str, Any]:
        return self.acts.setdefault(act, {}) if subject == "act" else self.parts.setdefault(subject, {})

    def case(self) -> dict[str, Any]:
        acts = []
        for act, facts in self.acts.items():
            times = self.times.get(act, {})
            acts.append({"id": act, **copy.deepcopy(facts), **self.following(times)})
        day = {} if self.day is None else {"as_of": self.day}
        reasons = {f"{rule}@{act}": text for (rule, act), text in self.reasons.items()}
        parts = {part: dict(facts) for part, facts in self.parts.items() if facts}
        return {**parts, **day, "acts": acts, "reasons": reasons}

    def forget(self, act: str) -> None:
        """Take an act back, with all that was said of it."""
        self.acts.pop(act, None)
        self.times.pop(act, None)
        self.reasons = {place: text for place, text in self.reasons.items() if place[1] != act}

    def following(self, times: dict[str, int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if "ended" in times:
            found["stage"] = "done"
        if "began" not in times:
            return found
        told, came = self.moments.get("staff_notified"), self.moments.get("staff_arrived")
        if told is not None and told != times["began"]:
            found["staff_notified_before"] = told < times["began"]
        if came is not None:
            # One second is the least time here: whoever was there in any second of the act was there.
            last, left = times.get("ended", 10_000), self.moments.get("staff_left", 10_000)
            seconds = range(times["began"], max(last, times["began"] + 1))
            if any(came <= second < left for second in seconds):
                found["staff_present"] = True
            elif "ended" in times:
                found["staff_present"] = False
        return found


class Interleavings(RuleBasedStateMachine):
    """An incident and what was written down of it, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.written = Written()
        self.seen: list[tuple[int, dict[str, Any]]] = []
        self.sum: Any = ()

    @initialize(known=st.booleans(), planned=st.booleans())
    def opens(self, known: bool, planned: bool) -> None:
        if known:
            self.written.parts = {"officer": {"is_sro": True}}
        if planned:
            self.written.acts = {"a@2": {"stage": "contemplated"}}
        self.incident: LiveIncident = open_incident(case=self.written.case(), engine="table")
        self.first = self.incident.final
        self.digests = [self.incident.opened.digest]
        self.seen.append((0, self.written.case()))

    def takes(self, step: Any, written: Written) -> None:
        """Take a step; where it is refused, nothing may have changed."""
        before = (self.incident.final, self.incident.steps, self.incident.case)
        try:
            change = step()
        except InputError:
            assert (self.incident.final, self.incident.steps, self.incident.case) == before
            return
        self.written = written
        self.seen.append((self.now, written.case()))
        self.digests.append(change.digest)
        self.sum = joined(self.sum, [one.otherwise for one in change.findings])

    @rule(how=_SAID, act=_ACTS, data=st.data(), wait=_SECONDS, source=st.sampled_from(SOURCES))
    def says(self, how: tuple[str, str], act: str, data: st.DataObject, wait: int, source: Any) -> None:
        kind, subject = how
        names = data.draw(st.lists(st.sampled_from(sorted(_FACTS[subject])), min_size=1, max_size=3, unique=True))
        said = {name: data.draw(_FACTS[subject][name]) for name in names}
        self.now += wait
        written = copy.deepcopy(self.written)
        holder = written.holder(subject, act)
        for name, value in said.items():
            holder[name] = {**holder.get(name, {}), **value} if isinstance(value, dict) else value
        content = {"acts": [{"id": act, **said}]} if subject == "act" else {subject: said}
        self.takes(lambda: getattr(self.incident, kind)(content, at=self.now, source=source), written)

    @rule(act=_ACTS, data=st.data(), wait=_SECONDS)
    def withdraws(self, act: str, data: st.DataObject, wait: int) -> None:
        subject = data.draw(st.sampled_from(["officer", "incident", "act"]))
        name = data.draw(st.sampled_from(sorted(_FACTS[subject])))
        self.now += wait
        written = copy.deepcopy(self.written)
        written.holder(subject, act).pop(name, None)
        of = act if subject == "act" else None
        self.takes(lambda: self.incident.withdraw(f"{subject}.{name}", act=of, at=self.now), written)

    @rule(kind=st.sampled_from(["begin", "carry_on", "end"]), act=_ACTS, wait=_SECONDS, earlier=_SECONDS)
    def acts(self, kind: str, act: str, wait: int, earlier: int) -> None:
        self.now += wait
        written = copy.deepcopy(self.written)
        written.holder("act", act)
        if kind == "carry_on":
            self.takes(lambda: self.incident.carry_on(act, at=self.now), written)
            return
        when = self.now - earlier
        written.times.setdefault(act, {})["began" if kind == "begin" else "ended"] = when
        self.takes(lambda: getattr(self.incident, kind)(act, at=self.now, when=when), written)

    @rule(moment=_MOMENTS, wait=_SECONDS, earlier=_SECONDS)
    def happens(self, moment: str, wait: int, earlier: int) -> None:
        self.now += wait
        written = copy.deepcopy(self.written)
        written.moments[moment] = self.now - earlier
        self.takes(lambda: self.incident.happened(moment, at=self.now, when=self.now - earlier), written)

    @rule(moment=_MOMENTS | st.sampled_from(["began", "ended"]), act=_ACTS, wait=_SECONDS, earlier=st.integers(0, 9))
    def corrects_a_time(self, moment: str, act: str, wait: int, earlier: int) -> None:
        self.now += wait
        written = copy.deepcopy(self.written)
        of_act = moment in {"began", "ended"}
        times = written.times.setdefault(act, {}) if of_act else written.moments
        times[moment] = self.now - earlier
        said = {"moments": {f"{moment}@{act}" if of_act else moment: self.now - earlier}}
        self.takes(lambda: self.incident.correct(said, at=self.now), written)

    @rule(moment=_MOMENTS | st.sampled_from(["began", "ended"]), act=_ACTS)
    def withdraws_a_time(self, moment: str, act: str) -> None:
        written = copy.deepcopy(self.written)
        of_act = moment in {"began", "ended"}
        (written.times.get(act, {}) if of_act else written.moments).pop(moment, None)
        name = f"moments.{moment}@{act}" if of_act else f"moments.{moment}"
        self.takes(lambda: self.incident.withdraw(name, at=self.now), written)

    @rule(kind=st.sampled_from(["learn", "correct"]), about=_RULES, act=_ACTS, text=st.sampled_from(["He ran.", "No."]))
    def gives_a_reason(self, kind: str, about: str, act: str, text: str) -> None:
        written = copy.deepcopy(self.written)
        written.reasons[about, act] = text
        said = {"reasons": {f"{about}@{act}": text}}
        self.takes(lambda: getattr(self.incident, kind)(said, at=self.now), written)

    @rule(kind=st.sampled_from(["learn", "correct", "withdraw"]), day=_DAYS)
    def says_the_day(self, kind: str, day: str) -> None:
        written = copy.deepcopy(self.written)
        written.day = None if kind == "withdraw" else day
        if kind == "withdraw":
            self.takes(lambda: self.incident.withdraw("as_of", at=self.now), written)
        else:
            self.takes(lambda: getattr(self.incident, kind)({"as_of": day}, at=self.now), written)

    @rule(act=_ACTS, about=_RULES, whole=st.booleans())
    def takes_back_an_act_or_a_reason(self, act: str, about: str, whole: bool) -> None:
        written = copy.deepcopy(self.written)
        if whole:
            written.forget(act)
            self.takes(lambda: self.incident.withdraw("act", act=act, at=self.now), written)
        else:
            written.reasons.pop((about, act), None)
            self.takes(lambda: self.incident.withdraw(f"reasons.{about}@{act}", at=self.now), written)

    @precondition(lambda self: len(self.seen) > 3)
    @rule()
    def branches(self) -> None:
        """What a branch does is nothing to the incident that it left."""
        before = self.incident.final
        twin = self.incident.branch()
        twin.learn({"incident": {"injury": True}}, at=self.now)
        twin.close()
        assert self.incident.final == before

    def teardown(self) -> None:
        """Each step changes the same when all of them are taken again."""
        if self.seen:
            assert [change.digest for change in retaken(self.incident)] == self.digests

    @invariant()
    def the_final_view_is_a_decision_from_scratch(self) -> None:
        if not self.seen:
            return
        assert self.incident.final == evaluate(self.written.case(), engine="table")
        assert self.incident.final == evaluate(self.incident.case, engine="table")

    @invariant()
    def each_time_has_what_was_known_then(self) -> None:
        for time in {time for time, _ in self.seen[-4:]}:
            last = [case for at, case in self.seen if at <= time][-1]
            assert self.incident.as_known_at(time) == evaluate(last, engine="table")

    @invariant()
    def changes_add_up(self) -> None:
        if self.seen:
            assert by_place(self.sum) == by_place(between(self.first.findings, self.incident.final.findings))


def joined(first: Iterable[Otherwise[Finding]], then: Iterable[Otherwise[Finding]]) -> tuple[Otherwise[Finding], ...]:
    """Return what is otherwise after two changes, one upon the other."""
    found = {(one.rule, one.subject): one for one in first}
    for one in then:
        place = (one.rule, one.subject)
        earlier = found.get(place)
        found[place] = one if earlier is None else attrs.evolve(one, before=earlier.before)
    return tuple(one for one in found.values() if one.before != one.after)


def by_place(items: Any) -> dict[tuple[str, str], Any]:
    return {(one.rule, one.subject): (one.before, one.after) for one in items}


Interleavings.TestCase.settings = settings(
    max_examples=80, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestInterleavings = Interleavings.TestCase


def test_views_of_a_time_before_the_beginning_know_nothing() -> None:
    """Before an incident was opened nothing of it was known."""
    incident = open_incident(case={"incident": {"weapon": True}}, engine="table")
    nothing: Decision = incident.as_known_at(-1)
    assert nothing == evaluate({}, engine="table")
    assert incident.case_as_known_at(-1) == {}


@needs_durable
def test_both_engines_change_the_same() -> None:
    """A change is the same whichever engine judges."""
    one, two = (open_incident(case={"officer": {"is_sro": True}}, engine=name) for name in ("table", "durable"))
    facts = {"acts": [{"id": "a1", "arrest_avoidable": True}]}
    changes = [
        (incident.begin("a1", {"kind": "custodial_arrest", "in_school": True}, at=1), incident.learn(facts, at=2))
        for incident in (one, two)
    ]
    assert [change.digest for change in changes[0]] == [change.digest for change in changes[1]]
    assert changes[0] == changes[1]
