"""The low-level calls of durable-rules alone, on the durable engine's own rulesets, with JSON texts made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unittest.mock import patch

import durable_rules_engine as calls

from sro_policy.conditions import Value
from sro_policy.engines.durable import DurableEngine
from sro_policy.engines.sealed import SealedRulesets

_RETRACT = '{"id":"f","sid":"s"}'


class BareDurable:
    """One subject's rulesets without anything around them."""

    def __init__(self, engine: DurableEngine, records: Sequence[Mapping[str, Value]]) -> None:
        self.texts: list[str] = []
        with patch.object(SealedRulesets, "_run", self._keep):
            for record in records:
                engine.judge(record)
        live = engine.rulesets._own_slot().engine  # noqa: SLF001 - its rulesets are what is measured
        assert live is not None
        self.rulesets = list(live._rulesets)  # noqa: SLF001 - the same
        self.handles = [ruleset.handle for ruleset in self.rulesets]
        self.bits = engine.bits
        self.always = sum(self.bits[name] for name in live._always)  # noqa: SLF001 - the same

    def _keep(self, text: str) -> set[str]:
        self.texts.append(text)
        return set()

    def run(self) -> None:
        """Pass each text through all rulesets, and take every action; read nothing of it."""
        assert_fact, start, proceed = calls.assert_fact, calls.start_action_for_state, calls.complete_and_start_action
        retract_fact, handles = calls.retract_fact, self.handles
        for text in self.texts:
            for handle in handles:
                _, state = assert_fact(handle, text)
                echo: object = start(handle, state)
                while echo is not None:
                    echo = proceed(handle, state)
                retract_fact(handle, _RETRACT)

    def known(self, text: str) -> int:
        """Return the conditions that the same calls find, one bit each."""
        found = self.always
        for ruleset in self.rulesets:
            _, state = calls.assert_fact(ruleset.handle, text)
            started = calls.start_action_for_state(ruleset.handle, state)
            echo: str | None = started[1]
            while echo is not None:
                for name in ruleset.names[echo[2:6]]:
                    found |= self.bits[name]
                echo = calls.complete_and_start_action(ruleset.handle, state)
            calls.retract_fact(ruleset.handle, _RETRACT)
        return found
