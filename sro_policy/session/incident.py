"""An incident that goes on: steps come in, and each gives back what it changed."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import copy
from typing import Any, Literal, TypeAlias, final

import attrs

from sro_policy.decision import Decision
from sro_policy.errors import InputError, SroPolicyError, placed_at, quoted
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.judging import judge
from sro_policy.evaluation.plain import plain_object
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.explain.explainer import CaseExplainer
from sro_policy.policy import BoundPolicy
from sro_policy.session.atoms import CASE, Atom, Known, Value, acts_of, json_of, snapshot_of
from sro_policy.session.changes import IncidentChange, change_of
from sro_policy.session.folding import ActTimes, check, corrected, effective, in_act, learned, times_of
from sro_policy.session.keeper import Keeper
from sro_policy.session.saying import AS_TAKEN, Saying, checked_source, listed_names, text_of
from sro_policy.session.state import Delta, State
from sro_policy.session.steps import IncidentStep, Source, StepKind
from sro_policy.session.times import Time, in_words, milliseconds
from sro_policy.vocabulary import PARTS

_Change: TypeAlias = "Callable[[Known, int], tuple[IncidentStep, Known]]"


@final
class LiveIncident:
    """An incident that goes on; :func:`~sro_policy.open_incident` opens one.

    Each method that takes a step returns what it changed. A step is taken as a whole or not at all: what cannot be
    accepted raises :class:`~sro_policy.InputError`, and leaves the incident as it was. Times are seconds since the
    incident began, or times of day where it has one that it began at; they never go back. What happened earlier and
    became known later has ``when``. Where anything but an error of the library's own breaks in while a journal keeps a
    step, nobody can tell whether it has it: the incident is closed, and says so.

    Threads may share one. Nothing that it hands out changes any more.
    """

    def __init__(
        self,
        ready: CompiledPolicy,
        saying: Saying,
        opening: IncidentStep,
        known: Known,
        *,
        event: str | None,
        began: dt.datetime | None,
    ) -> None:
        """Open an incident with what is known of it."""
        self._ready = ready
        self._saying = saying
        self._event = event
        self._settings = dict(ready.bound.settings)
        self._began = began
        self._lock = threading.RLock()
        self._keeper: Keeper | None = None
        self._is_closed = False
        self._admits: Callable[[IncidentStep], None] | None = None
        self._in_doubt: State | None = None
        """What there is once a step is kept, until it counts: in between nobody can tell whether the journal has it."""
        check(known, opening.at)
        now = effective(known)
        decision = self._judged(now)
        self._opened = change_of(opening, ({}, None), (now, decision), self._supposed)
        self._state = State((opening,), (Delta(known, ()),), known, decision)

    # Steps

    def learn(self, said: Mapping[str, Any], *, at: Time, source: Source = "officer") -> IncidentChange:
        """Take in what became known: facts in the shape of a case, its reasons and the day of reference, and moments.

        What is known may be said again. What is known otherwise has to be corrected.
        """
        return self._said("learn", said, at, source)

    def correct(self, said: Mapping[str, Any], *, at: Time, source: Source = "officer") -> IncidentChange:
        """Take in that something is otherwise than was said; of moments, also when an act began or ended."""
        return self._said("correct", said, at, source)

    def withdraw(self, *names: str, act: str | None = None, at: Time, source: Source = "officer") -> IncidentChange:
        """Take back what was said: it is unknown again.

        ``names`` are facts by their keys, as ``incident.weapon``, of ``act`` as ``act.in_school``; members of a set, as
        ``act.purposes.crime``; ``reasons.rule@subject``, ``moments.staff_notified`` and ``as_of``; ``act`` is the act.
        """
        listed = listed_names(names)
        of = None if act is None else text_of(act, "act")

        def after(known: Known, now: int) -> tuple[IncidentStep, Known]:
            gone: set[Atom] = set()
            for index, name in enumerate(listed):
                with placed_at(f"names[{index}]"):
                    gone.update(self._saying.named(name, of, known))
            step = self._step("withdraw", now, source, act=of, names=listed)
            return step, {atom: value for atom, value in known.items() if atom not in gone}

        return self._take(after, at)

    def begin(
        self,
        act: str,
        facts: Mapping[str, Any] | None = None,
        *,
        at: Time,
        when: Time | None = None,
        source: Source = "officer",
    ) -> IncidentChange:
        """Take in that an act begins, with what is known of it."""
        return self._acted("begin", act, facts, at, when, source)

    def carry_on(
        self, act: str, facts: Mapping[str, Any] | None = None, *, at: Time, source: Source = "officer"
    ) -> IncidentChange:
        """Take in that an act goes on, with what it is besides. What it was already, it stays: no act undoes that."""
        return self._acted("carry on", act, facts, at, None, source)

    def end(
        self,
        act: str,
        facts: Mapping[str, Any] | None = None,
        *,
        at: Time,
        when: Time | None = None,
        source: Source = "officer",
    ) -> IncidentChange:
        """Take in that an act ends. From then on it is done: until then, what it lacks can still be done."""
        return self._acted("end", act, facts, at, when, source)

    def happened(
        self, moment: str, *, at: Time, when: Time | None = None, source: Source = "officer"
    ) -> IncidentChange:
        """Take in a moment of the incident, such as ``staff_notified``; see :data:`~sro_policy.session.MOMENTS`."""
        place = self._saying.moment(text_of(moment, "moments"))
        now = milliseconds(at, self._began, "at")
        said = {place: now if when is None else milliseconds(when, self._began, "when")}
        return self._changed("learn", said, at, source)

    def give_reason(
        self, rule: str, subject: str, reason: str, *, at: Time, source: Source = "officer"
    ) -> IncidentChange:
        """Take in why somebody departs from a rule, or from a clause that has one. The step tells when it was given."""
        name = text_of(rule, "rule")
        of_clause = [one.id for one in self._ready.bound.rules if one.clause.id == name]
        key = f"{of_clause[0] if len(of_clause) == 1 else name}@{text_of(subject, 'subject')}"
        return self.learn({"reasons": {key: reason}}, at=at, source=source)

    # Views

    @property
    def opened(self) -> IncidentChange:
        """What the opening gave: every finding on what was known then."""
        return self._opened

    @property
    def final(self) -> Decision:
        """The decision on all that is known by now, whenever it became known."""
        return self._state.decision

    def as_known_at(self, time: Time, *, act: str | None = None) -> Decision:
        """Return the decision on what was known at a time alone: by it an act of that time can be judged.

        ``act`` leaves out all others: no finding on an act rests on another one, and there may be a thousand.
        """
        known = self._known_at(time)
        if act is not None:
            subjects = {CASE, text_of(act, "act"), *PARTS}
            known = {atom: value for atom, value in known.items() if atom.subject in subjects}
        return self._judged(effective(known))

    @property
    def case(self) -> dict[str, object]:
        """What is known by now as a case, as plain JSON values: :func:`sro_policy.evaluate` decides it as here."""
        return self._case(self._state.known)

    def case_as_known_at(self, time: Time) -> dict[str, object]:
        """Return what was known at a time as a case."""
        return self._case(self._known_at(time))

    @property
    def steps(self) -> tuple[IncidentStep, ...]:
        """Every step, the opening first."""
        return self._state.steps

    @property
    def acts(self) -> Mapping[str, ActTimes]:
        """Each act with when it began and ended, as far as that is known by now, in the order in which they came."""
        known = self._state.known
        return {act: times_of(known, act) for act in acts_of(known)}

    @property
    def began(self) -> dt.datetime | None:
        """The time of day at which it began, if anyone said."""
        return self._began

    @property
    def now(self) -> int:
        """The time of the last step, in milliseconds since it began."""
        return self._state.steps[-1].at

    # Branches and the end

    def branch(self) -> LiveIncident:
        """Return an incident with the same steps, which goes its own way from here. It has no journal."""
        twin = copy(self)
        twin.__dict__.update(_lock=threading.RLock(), _keeper=None, _is_closed=False, _in_doubt=None, _admits=None)
        return twin

    def close(self) -> None:
        """Take no more steps, and let go of the journal. What is known can still be looked at."""
        with self._lock:
            self._is_closed = True
            if self._keeper is not None:
                self._keeper.close()

    def __enter__(self) -> LiveIncident:
        """Return the incident; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    # How a step is taken

    @property
    def bound(self) -> BoundPolicy:
        """The policy, as the settings of the incident have it read."""
        return self._ready.bound

    @property
    def event(self) -> str | None:
        """The event to which it belongs, if anyone said."""
        return self._event

    @property
    def is_kept(self) -> bool:
        """Whether a journal keeps its steps."""
        return self._keeper is not None

    def refuse_keeper(self) -> None:
        """Refuse a journal where there is one, and where no step will be taken any more."""
        if self.is_kept:
            raise InputError("the incident has a journal: branch it, and begin one for the branch")
        self._refuse_closed()

    def keep_in(self, keeper: Keeper) -> None:
        """Keep each step from now on before it counts; there is no other journal, nor ever another."""
        with self._lock:
            self.refuse_keeper()
            self._keeper = keeper

    def limit(self, limits: Limits) -> None:
        """Take no steps from now on that go beyond limits."""
        with self._lock:
            self._saying = attrs.evolve(self._saying, limits=limits)

    def admit_by(self, admits: Callable[[IncidentStep], None]) -> None:
        """Ask before each step from now on: it is not taken where this raises anything. A branch asks nobody."""
        with self._lock:
            self._admits = admits

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Let no other thread take a step meanwhile."""
        with self._lock:
            yield

    def from_the_opening(self) -> LiveIncident:
        """Return the incident as it was opened, without any step after that; each can be taken again."""
        state, saying = self._state, attrs.evolve(self._saying, limits=AS_TAKEN)
        opening, known = state.steps[0], state.deltas[0].said
        return LiveIncident(self._ready, saying, opening, known, event=self._event, began=self._began)

    def _said(self, kind: Literal["learn", "correct"], content: object, at: Time, source: Source) -> IncidentChange:
        said = self._read(content)
        if not said:
            raise InputError("it says nothing")
        return self._changed(kind, said, at, source)

    def _changed(self, kind: Literal["learn", "correct"], said: Known, at: Time, source: Source) -> IncidentChange:
        change = learned if kind == "learn" else corrected
        return self._take(lambda known, now: (self._step(kind, now, source, said=said), change(known, said)), at)

    def _acted(  # noqa: PLR0917 - the three kinds of a step on an act
        self,
        kind: Literal["begin", "carry on", "end"],
        act: str,
        facts: Mapping[str, Any] | None,
        at: Time,
        when: Time | None,
        source: Source,
    ) -> IncidentChange:
        act = text_of(act, "act")
        own = plain_object({} if facts is None else facts, "facts")
        if own is None or "id" in own:
            raise InputError(f"{quoted(facts)} is not an object of facts of one act", place="facts")
        try:
            said = self._read({"acts": [{"id": act, **own}]})
        except InputError as error:  # the caller gave no list of acts
            place = error.place.replace("acts[0].id", "act").replace("acts[0]", "facts")
            raise InputError(error.problem, place=place) from None
        happened = None if when is None else milliseconds(when, self._began, "when")

        def after(known: Known, now: int) -> tuple[IncidentStep, Known]:
            step = self._step(kind, now, source, act=act, when=happened, said=said if own else {})
            return step, in_act(known, kind, act, said, now if happened is None else happened)

        return self._take(after, at)

    def _take(self, change: _Change, at: Time) -> IncidentChange:
        with self._lock:
            self._refuse_closed()
            state = self._state
            now = milliseconds(at, self._began, "at")
            if now < self.now:
                problem = f"{in_words(now)} comes before the last step, at {in_words(self.now)}"
                raise InputError(f"{problem}: what happened earlier has `when`", place="at")
            step, known = change(state.known, now)
            self._saying.refuse_acts(state.known, known)
            check(known, now)
            if self._admits is not None:
                self._admits(step)
            before, after = effective(state.known), effective(known)
            decision = self._judged(after)
            found = change_of(step, (before, state.decision), (after, decision), self._supposed)
            self._count(found, state.then(step, known, decision))
            return found

    def _count(self, found: IncidentChange, after: State) -> None:
        """Let a step count once it is kept. Nothing is left to be done in between but to put one state in place."""
        if self._keeper is None:
            self._state = after
            return
        self._in_doubt = after
        try:
            self._keeper.keep(found)
            self._state = after
        except SroPolicyError:
            self._in_doubt = None  # the journal itself says that it does not have it
            raise
        except BaseException:
            if self._state is not after:
                with suppress(SroPolicyError):  # what interrupted it is what is told
                    self.close()
            raise

    def _refuse_closed(self) -> None:
        # A step that counts was in doubt until it did.
        if self._in_doubt is not None and self._in_doubt is not self._state:
            problem = (
                f"something broke in while step {len(self._state.steps)} was kept, and its journal may have that step"
            )
            raise SroPolicyError(f"the incident is closed: {problem}; resume it from the journal")
        if self._is_closed:
            raise SroPolicyError("the incident is closed: it takes no more steps")

    def _step(
        self,
        kind: StepKind,
        now: int,
        source: object,
        *,
        act: str | None = None,
        when: int | None = None,
        said: Known | None = None,
        names: tuple[str, ...] = (),
    ) -> IncidentStep:
        return IncidentStep(
            number=len(self._state.steps),
            kind=kind,
            at=now,
            source=checked_source(source),
            act=act,
            when=when,
            said=json_of(said or {}),
            names=names,
        )

    def _read(self, content: object) -> dict[Atom, Value]:
        return self._saying.read(content, lambda value, place: milliseconds(value, self._began, place))

    def _known_at(self, time: Time) -> Known:
        return self._state.known_at(milliseconds(time, self._began, "time"))

    def _case(self, known: Known) -> dict[str, object]:
        said = json_of(effective(known))
        said.pop("moments", None)
        event = {} if self._event is None else {"event": self._event}
        settings = {"settings": dict(self._settings)} if self._settings else {}
        return {**said, **event, **settings}

    def _snapshot(self, known: Known) -> Snapshot:
        return snapshot_of(known, self._ready.bound.policy.vocabulary, self._event, self._settings)

    def _judged(self, known: Known) -> Decision:
        snapshot = self._snapshot(known)
        return judge(self._ready, snapshot, CaseExplainer(self._ready, snapshot))

    def _supposed(self, known: Known, act: str | None) -> Decision:
        return judge(self._ready, self._snapshot(known), supposed=True, acts_alone=act is not None)
