"""All that a step changes of an incident, as one value: it is put in the place of the last one as a whole.

Whatever interrupts a step, and whichever thread looks on, there is the one state or the other, and nothing between.
"""

from __future__ import annotations

from typing import NamedTuple, final

import attrs

from sro_policy.decision import Decision
from sro_policy.session.atoms import Atom, Known, Value
from sro_policy.session.steps import IncidentStep


class Delta(NamedTuple):
    """What a step adds to what is known or puts in its place, and what it takes away."""

    said: Known
    gone: tuple[Atom, ...]


@final
@attrs.frozen(eq=False)
class State:
    """The steps so far with what each said, what is known after them, and the decision on that."""

    steps: tuple[IncidentStep, ...]
    deltas: tuple[Delta, ...]
    known: Known
    decision: Decision

    def then(self, step: IncidentStep, known: Known, decision: Decision) -> State:
        """Return the state after one more step."""
        gone = tuple(atom for atom in self.known if atom not in known)
        said = {atom: value for atom, value in known.items() if self.known.get(atom) != value}
        return State((*self.steps, step), (*self.deltas, Delta(said, gone)), known, decision)

    def known_at(self, until: int) -> Known:
        """Return what was known at a time."""
        known: dict[Atom, Value] = {}
        for step, delta in zip(self.steps, self.deltas, strict=True):
            if step.at > until:
                break
            for atom in delta.gone:
                del known[atom]
            known.update(delta.said)
        return known
