"""What a record holds, and which of it stands behind commitments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, final

import attrs

from sro_policy.record.commitments import Path, commitment
from sro_policy.record.tagged import sha256
from sro_policy.vocabulary import SUBJECT_ORDER

Record: TypeAlias = dict[str, Any]
"""A record, or an object in one, as plain JSON values."""

VERSION = 1
PARTS = tuple(name for name in SUBJECT_ORDER if name != "act")
"""The subjects that a case has one of."""

GROUNDS = ("needs", "judged", "flags", "reason", "met_by", "bearing")
"""What a finding says of the facts behind it. They tell values of facts, or that one is not known."""
CONCLUSION = (
    "rule",
    "clause",
    "subject",
    "layer",
    "force",
    "addressee",
    "applies",
    "broken",
    "status",
    "word",
    "statement",
    "due_by",
    "readings",
    "parameters",
    "deadlines",
)
"""What a finding says beside them. It is shown wherever a record is."""
KEYS = (
    "record",
    "library",
    "engine",
    "policy",
    "settings",
    "as_of",
    "event",
    "acts",
    "facts",
    "reasons",
    "findings",
    "checklist",
    "result",
    "previous",
    "digest",
)


@final
@attrs.frozen
class Committed:
    """An entry of a record whose value stands behind a commitment. ``place`` is where it is, ``path`` what it is of."""

    place: str
    path: Path
    entry: Record

    @property
    def is_shown(self) -> bool:
        """Whether the value is there, and the salt with it."""
        return "value" in self.entry

    @property
    def fits(self) -> bool:
        """Whether the value that is shown is the one that was committed to."""
        return bool(self.entry["commitment"] == commitment(self.entry["salt"], self.path, self.entry["value"]))


def committed(record: Record) -> Iterator[Committed]:
    """Yield every entry behind a commitment, in the order of the record."""
    for index, entry in enumerate(record["facts"]):
        if "commitment" in entry:
            yield Committed(f"facts[{index}]", ("facts", entry["subject"], entry["fact"]), entry)
    for index, entry in enumerate(record["reasons"]):
        yield Committed(f"reasons[{index}]", ("reasons", entry["subject"], entry["rule"]), entry)
    for index, finding in enumerate(record["findings"]):
        path = ("grounds", finding["subject"], finding["rule"])
        yield Committed(f"findings[{index}].grounds", path, finding["grounds"])


def result_of(record: Record) -> str:
    """Return the digest of what was found: conclusions, checklist, and commitments in place of grounds."""
    return sha256("sro-policy record 1: result", _findings(record), record["checklist"])


def digest_of(record: Record) -> str:
    """Return the digest of a record, over all but itself; of what is committed to, over the commitments alone.

    So it is the same whether values are shown or withheld, and tells nothing of those that are withheld.
    """
    content = {name: value for name, value in record.items() if name != "digest"}
    content |= {name: [_closed(entry) for entry in record[name]] for name in ("facts", "reasons")}
    content["findings"] = _findings(record)
    return sha256("sro-policy record 1: digest", content)


def _findings(record: Record) -> list[Record]:
    return [{**finding, "grounds": _closed(finding["grounds"])} for finding in record["findings"]]


def _closed(entry: Mapping[str, Any]) -> Record:
    if "commitment" not in entry:
        return dict(entry)
    return {name: value for name, value in entry.items() if name not in {"value", "salt"}}
