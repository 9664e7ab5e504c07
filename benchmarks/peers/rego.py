"""Rego, through regorus: an input that leaves out what is not known, and rules for "no" as well as for "yes"."""

from __future__ import annotations

import attrs
import regorus

from benchmarks.peers.alternatives import alternatives, written_out
from benchmarks.peers.incidents import Incident
from benchmarks.peers.questions import Question
from benchmarks.peers.to_rego import PACKAGE, document, rule
from sro_policy import Truth
from sro_policy.exact.groups import Group

_SETS = {"applies": ("applies", "does_not_apply"), "broken": ("broken", "not_broken")}
"""For each thing that is asked, the set of rules of which it is so, and that of which it is not."""


@attrs.frozen(eq=False)
class RulesOfBothSides:
    """Each alternative in the body of a rule, those of a condition and those of its opposite."""

    name: str
    told: bool
    texts: tuple[str, ...]
    questions: tuple[Question, ...]
    engine: regorus.Engine

    @classmethod
    def build(cls, name: str, questions: tuple[Question, ...], ties: tuple[Group, ...] = ()) -> RulesOfBothSides:
        """Write the rules; told of ties, with what follows from them."""
        texts = tuple(
            rule(found_in, question.rule, alternative)
            for question in questions
            for found_in, condition in zip(_SETS[question.asked], (question.condition, question.opposite), strict=True)
            for alternative in alternatives(written_out(condition, ties))
        )
        engine = regorus.Engine()
        engine.add_policy(f"{PACKAGE}.rego", "\n".join((f"package {PACKAGE}\n", *texts)))
        return cls(name, bool(ties), texts, questions, engine)

    def answers(self, incident: Incident) -> dict[str, Truth]:
        """Return the answer to each question."""
        self.engine.set_input(document(incident.known))
        [answer] = self.engine.eval_query(f"data.{PACKAGE}")["result"]
        held = answer["expressions"][0]["value"]
        found: dict[str, Truth] = {}
        for question in self.questions:
            yes, no = _SETS[question.asked]
            found[question.name] = (
                "yes" if question.rule in held[yes] else "no" if question.rule in held[no] else "unknown"
            )
        return found
