"""One episode without Gymnasium: a hidden case, what the trainee knows of it, and what an action makes of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, final

from sro_policy.conditions import given, variables
from sro_policy.deciding import evaluate
from sro_policy.decision import EngineName
from sro_policy.errors import InputError, placed_in, quoted
from sro_policy.gym.actions import Action
from sro_policy.gym.drawing import Drawn, draw
from sro_policy.gym.repertoire import OWN_DEEDS, THE_ACT, Repertoire
from sro_policy.policy import Policy
from sro_policy.session import LiveIncident, open_incident
from sro_policy.vocabulary import act, incident
from sro_policy.vocabulary.kinds import SAYS, SPOKEN_OF, YES

if TYPE_CHECKING:
    import numpy as np

SECONDS: Final = 5
"""What any action takes but a question, which takes as long as the vocabulary says."""


@final
class Exercise:
    """An episode. The trainee knows what ``incident`` holds; the rest is hidden until the act has ended.

    The answer to a question is the instructor's, and what the officer does is the officer's own word.
    """

    def __init__(
        self,
        repertoire: Repertoire,
        opening: Mapping[str, Any],
        chance: np.random.Generator,
        *,
        policy: Policy,
        settings: Mapping[str, str] | None = None,
        engine: EngineName | None = None,
    ) -> None:
        """Draw a case in which what the opening says is so, and is known from the start.

        Where it says nothing of the incident, whether a threat goes on is told as well.

        Raises :class:`~sro_policy.InputError` for an opening that is no case, has another act than ``a1`` or one that
        is done, and where no case is found that can be so.
        """
        if not isinstance(opening, Mapping):
            raise InputError(f"{quoted(opening)} is no case", place="opening")
        self._repertoire = repertoire
        self._judging: dict[str, Any] = {"policy": policy, "settings": settings, "engine": engine}
        with placed_in("opening"):
            case = {**opening, "acts": opening.get("acts") or [{"id": THE_ACT}]}
            self.incident: LiveIncident = open_incident(case=case, **self._judging)
        if list(self.incident.acts) != [THE_ACT] or not self.incident.final.contemplated[THE_ACT]:
            raise InputError(f"an episode has one act, `{THE_ACT}`, which is not done yet", place="opening.acts")
        self._seconds = 0
        whole = _over(_as_case(draw(repertoire, chance, self._can_be)), self.incident.case)
        self._hidden = {fact.key: repertoire.said(whole, fact)[fact.name] for fact in repertoire.asked}
        self._asked = {fact.key: fact for fact in repertoire.asked}
        if not self.incident.case.get("incident"):
            # Of an incident of which nothing is known there are no findings, so nothing of it would be worth asking.
            self._tell({incident.ongoing_threat.key: self._hidden[incident.ongoing_threat.key]})

    @property
    def has_begun(self) -> bool:
        """Whether the act has begun."""
        return self.incident.acts[THE_ACT].began is not None

    @property
    def has_ended(self) -> bool:
        """Whether the act has ended: then the episode is over."""
        return self.incident.acts[THE_ACT].ended is not None

    @property
    def stage(self) -> int:
        """How far the act is: 0 planned, 1 under way, 2 ended."""
        return int(self.has_begun) + int(self.has_ended)

    def can_take(self, action: Action) -> bool:
        """Say whether an action can have an effect, by what the trainee knows alone.

        A kind of act is planned before it begins; so is everything but the officer's own deeds, for where an act
        is and who was told before it is settled by its beginning. What is known is not asked, and done no more.
        """
        return self._can_take(action, self.known)

    @property
    def known(self) -> Mapping[str, Any]:
        """What the trainee knows: the value of each variable by its name."""
        return self._repertoire.values(self.incident.case)

    def can_take_each(self) -> list[bool]:
        """Say it of every action, in their order."""
        known = self.known
        return [self._can_take(action, known) for action in self._repertoire.actions]

    def tells(self, action: Action) -> bool:
        """Say whether taking an action tells something of what is hidden, by what the trainee knows alone.

        An answer does, and so does a deed that some hidden facts allow and others do not: which it was is seen.
        """
        known = self.known
        if not self._can_take(action, known):
            return False
        return action.kind == "ask" or (action.kind == "do" and self._hangs_on_the_hidden(action, known))

    def take(self, action: Action) -> bool:
        """Take an action; return whether it had any effect.

        One has none where it cannot be taken, and where it goes against the hidden case: nobody takes part in
        discipline of which there is none. Time passes all the same.
        """
        self._seconds += self._asked[action.fact].seconds if action.kind == "ask" else SECONDS
        if not self.can_take(action):
            return False
        if action.kind == "begin":
            self.incident.begin(THE_ACT, at=self._seconds)
        elif action.kind == "end":
            self._end()
        elif action.kind == "ask":
            self._tell({action.fact: self._hidden[action.fact]})
        elif action.kind in {"plan", "do"}:
            return self._do(action)
        return True

    def _can_take(self, action: Action, known: Mapping[str, Any]) -> bool:
        if self.has_ended:
            return False
        if action.kind == "begin":
            return not self.has_begun and act.kind.key in known
        if action.kind == "end":
            return self.has_begun
        if action.kind == "ask":
            return not self._is_known(action.fact, known)
        if action.kind in {"plan", "do"}:
            if self.has_begun:
                return action.fact in OWN_DEEDS and action.fact not in known
            return known.get(action.fact) != action.value
        return True

    def _hangs_on_the_hidden(self, action: Action, known: Mapping[str, Any]) -> bool:
        """Say whether some constraint lets hidden facts decide if a deed can be done."""
        values = {**known, action.fact: action.value}
        return any(
            variable.fact in self._asked
            for constraint in self._repertoire.vocabulary.constraints
            if any(read.name == action.fact for read in variables(constraint.must_hold))
            for variable in variables(given(constraint.must_hold, values))
        )

    def _is_known(self, fact: str, known: Mapping[str, Any]) -> bool:
        return all(variable.name in known for variable in self._repertoire.variables if variable.fact == fact)

    def _do(self, action: Action) -> bool:
        made = {action.fact: action.value}
        if not self._can_be(self._hidden, made):
            return False
        step = self.incident.learn if action.fact not in self.known else self.incident.correct
        step(_as_case(made), at=self._seconds, source="officer")
        return True

    def _end(self) -> None:
        """End the act. What the officer did not do was not done; then everything else becomes known."""
        known = self.known
        says = dict(zip((fact.key for fact in SPOKEN_OF), SAYS[known[act.kind.key]], strict=True))
        left = _as_case({key: says.get(key) == YES for key in OWN_DEEDS if key not in known})
        if left:
            self.incident.learn(left, at=self._seconds, source="officer")
        self.incident.end(THE_ACT, at=self._seconds)
        self._seconds += 1  # what becomes known only now came too late
        hidden = {key: value for key, value in self._hidden.items() if not self._is_known(key, known)}
        if hidden:
            self._tell(hidden)

    def _tell(self, facts: Mapping[str, Any]) -> None:
        self.incident.learn(_as_case(facts), at=self._seconds, source="instructor")

    def _can_be(self, hidden: Drawn, made: Drawn | None = None) -> bool:
        """Say whether what is hidden can be so together with what is known, and with what somebody makes so."""
        case = _over(_over(_as_case(hidden), self.incident.case), _as_case(made or {}))
        try:
            evaluate(case, **self._judging)
        except InputError:
            return False
        return True


def _as_case(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts by their keys as a case with one act."""
    said: dict[str, Any] = {}
    for key, value in facts.items():
        subject, _, name = key.partition(".")
        said.setdefault(subject, {})[name] = value
    own = said.pop("act", None)
    return said if own is None else {**said, "acts": [{"id": THE_ACT, **own}]}


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """Return one case with what another says over it, to the last member of a set; both have one act."""
    found = {**lower, **upper}
    for name, value in upper.items():
        if isinstance(value, Mapping) and name in lower:
            found[name] = _over(lower[name], value)
        elif name == "acts" and name in lower:
            found[name] = [_over(lower[name][0], value[0])]
    return found
