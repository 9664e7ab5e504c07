"""The ten incidents, each with one act, and what is known of them as the values of variables.

A list of purposes is complete, so it says of the others that they were none: that is reading, and is done for
everyone. What follows from constraints is not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from benchmarks.workload import STRUCTURER, known
from sro_policy.conditions import Value
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.document import DEFAULT_LIMITS

FOLDER = Path(__file__).parent / "incidents"


@attrs.frozen
class Incident:
    """A partial incident: as the library takes it, and as the values of the variables that are known."""

    name: str
    title: str
    case: Mapping[str, Any]
    known: Mapping[str, Value]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that rules judge here."""
        return tuple(subject for subject, part in (("incident", "incident"), ("act", "acts")) if self.case.get(part))


def incidents(ready: CompiledPolicy) -> tuple[Incident, ...]:
    """Return the incidents in the order of their files."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        snapshot = STRUCTURER.snapshot(content["case"], DEFAULT_LIMITS)
        found.append(Incident(path.stem, content["title"], content["case"], known(ready, snapshot)))
    return tuple(found)
