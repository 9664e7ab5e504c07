"""What can be called, by name, in the order of the description. A method is a function of a connection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sro_policy.serve.connection import HELLO
from sro_policy.serve.methods.deciding import changes, evaluate, questions, why
from sro_policy.serve.methods.ending import shutdown
from sro_policy.serve.methods.greeting import health, hello
from sro_policy.serve.methods.incidents import branch, close, open_incident
from sro_policy.serve.methods.listing import facts, rules, schema
from sro_policy.serve.methods.reviewing import review, review_case
from sro_policy.serve.methods.scenarios import choose, list_scenarios, next_event, open_scenario, play
from sro_policy.serve.methods.steps import (
    begin,
    carry_on,
    correct,
    end,
    give_reason,
    happened,
    learn,
    withdraw,
)
from sro_policy.serve.methods.views import as_known_at, case, final, steps

METHODS: Final[Mapping[str, Callable[..., dict[str, object]]]] = {
    HELLO: hello,
    "health": health,
    "shutdown": shutdown,
    "evaluate": evaluate,
    "questions": questions,
    "why": why,
    "changes": changes,
    "open_incident": open_incident,
    "learn": learn,
    "correct": correct,
    "withdraw": withdraw,
    "begin": begin,
    "carry_on": carry_on,
    "end": end,
    "happened": happened,
    "give_reason": give_reason,
    "branch": branch,
    "close": close,
    "final": final,
    "as_known_at": as_known_at,
    "case": case,
    "steps": steps,
    "review": review,
    "review_case": review_case,
    "scenario.list": list_scenarios,
    "scenario.open": open_scenario,
    "scenario.next": next_event,
    "scenario.play": play,
    "scenario.choose": choose,
    "rules": rules,
    "facts": facts,
    "schema": schema,
}
