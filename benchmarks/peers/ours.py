"""The library itself: its findings, by the table engine."""

from __future__ import annotations

from benchmarks.peers.incidents import Incident
from sro_policy import Truth, evaluate


class Library:
    """The findings of `evaluate`, which take the case as it is."""

    name = "sro_policy, table"
    told = True
    texts = ()

    def answers(self, incident: Incident) -> dict[str, Truth]:
        """Return what each finding says of applies and broken."""
        found: dict[str, Truth] = {}
        for finding in evaluate(incident.case, engine="table").findings:
            found[f"{finding.rule} applies"] = finding.applies
            found[f"{finding.rule} broken"] = finding.broken
        return found
