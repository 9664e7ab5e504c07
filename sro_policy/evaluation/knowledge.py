"""What a checked case says of the variables of conditions: of its parts once, and of each act apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from sro_policy.conditions import Value
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.contradiction import refuse_contradictions
from sro_policy.evaluation.findings import Readings
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.vocabulary import PARTS


@final
class Knowledge:
    """The known value of each variable.

    ``shared`` is what the parts say, computed facts included; ``subjects`` are the parts that have findings.
    """

    def __init__(self, ready: CompiledPolicy, snapshot: Snapshot) -> None:
        """Read the parts.

        Raises :class:`~sro_policy.errors.InputError` for facts that no completion satisfies.
        """
        self._ready = ready
        self._snapshot = snapshot
        self._constraints = ready.bound.policy.constraints
        self.readings = readings = Readings(ready, snapshot)
        self.shared: dict[str, Value] = {}
        for part, raw in snapshot.parts.items():
            known = readings.values(raw)
            refuse_contradictions(known, ready.tied[part], self._constraints, part)
            self.shared |= known
        self.shared |= {key: lift.value for key, lift in readings.lifted.items() if lift.value is not None}
        self.subjects = [part for part in PARTS if part in snapshot.parts]
        if not set(snapshot.parts.get("officer", ())) - {"officer.is_sro"}:
            # An officer of whom only the assignment is known is the scope of the acts, and no subject.
            self.subjects = [part for part in self.subjects if part != "officer"]

    def of_acts(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """Yield each act with all that is known where it is judged: of the act itself, and of the parts.

        Raises :class:`~sro_policy.errors.InputError` for facts that no completion satisfies.
        """
        for index, (act, raw) in enumerate(self._snapshot.acts.items()):
            own = self.readings.values(raw)
            refuse_contradictions(own, self._ready.tied["act"], self._constraints, f"acts[{index}]")
            yield act, self.shared | own
