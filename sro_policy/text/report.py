"""What a comparison of a manual with the encoded policy found, segment by segment and clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from attrs import field, frozen

from sro_policy.text.encoded import EncodedSegment


class Status(Enum):
    """What became of an encoded segment."""

    AS_ENCODED = "as_encoded"
    """Its wording stands where it should."""
    CHANGED = "changed"
    """Other wording stands where it should."""
    MISSING = "missing"
    """Nothing stands where it should."""
    MOVED = "moved"
    """Its wording stands, but out of its order."""
    RELABELLED = "relabelled"
    """Its wording stands where it should, under another label or none."""


@frozen
class Where:
    """A place in the manual: the page of a PDF (None for a text file) and the line, on that page or in the file."""

    page: int | None
    line: int

    def __str__(self) -> str:
        return f"line {self.line}" if self.page is None else f"page {self.page}, line {self.line}"


@frozen
class SegmentReport:
    """What became of one segment.

    ``wording`` is the manual's wording that stands for it now, empty where it is missing; ``label`` is the label
    before that.
    """

    segment: EncodedSegment
    status: Status
    wording: str = ""
    label: str = ""
    where: Where | None = None

    @property
    def affects(self) -> tuple[str, ...]:
        """The ids of the clauses to read again if the segment does not stand: its own and those of its list."""
        return self.segment.clauses + self.segment.listed

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict; the wording is in it only where the segment does not stand as encoded."""
        segment = self.segment
        return {
            "name": segment.name,
            "kind": segment.kind.value,
            "status": self.status.value,
            "clauses": list(segment.clauses),
            "rules": list(segment.rules),
            "listed": list(segment.listed),
            "label": {"encoded": segment.label, "found": self.label},
            "wording": None if self.status in (Status.AS_ENCODED, Status.MISSING) else self.wording,
            "where": _where_json(self.where),
        }


@frozen
class ClauseReport:
    """What became of one clause: the status of its segment, and whether the stem of its list stands.

    ``rules`` are all that rest on the segment, also through another clause that is cut from it.
    """

    clause: str
    status: Status
    rules: tuple[str, ...]
    wording: str
    where: Where | None
    stem: str = ""
    """The id of the stem that introduces the clause, where that stem does not stand as encoded; else ""."""

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict, without the wording of a clause that stands as encoded."""
        return {
            "clause": self.clause,
            "status": self.status.value,
            "rules": list(self.rules),
            "stem": self.stem or None,
            "wording": None if self.status in (Status.AS_ENCODED, Status.MISSING) else self.wording,
            "where": _where_json(self.where),
        }


@frozen
class NewWording:
    """Wording in the policy that no encoded segment accounts for, and the names of the segments around it."""

    wording: str
    after: str
    before: str
    where: Where

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return {
            "wording": self.wording,
            "after": self.after or None,
            "before": self.before or None,
            "where": _where_json(self.where),
        }


@frozen
class Copy:
    """Another place where the manual has much of the policy, and whether all of it stands there as encoded."""

    where: Where
    holds: bool

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return {"where": _where_json(self.where), "holds": self.holds}


@frozen
class TextReport:
    """A manual compared with the encoded policy.

    ``found`` says whether the policy was found in the manual at all; if not, every segment is missing.
    ``segments`` are in the order of the encoded text, ``new`` in that of the manual. ``copies`` are other places
    with much of the policy, such as an edition that was left in. ``notes`` are about the reading of the file, and
    tell what was taken for page furniture or for another chapter.
    """

    source: str
    found: bool
    where: Where | None
    segments: tuple[SegmentReport, ...]
    new: tuple[NewWording, ...]
    copies: tuple[Copy, ...] = ()
    notes: tuple[str, ...] = ()
    _stems: dict[str, SegmentReport] = field(init=False, repr=False, eq=False)

    @_stems.default
    def _find_stems(self) -> dict[str, SegmentReport]:
        return {clause: report for report in self.segments for clause in report.segment.listed}

    @property
    def holds(self) -> bool:
        """Whether the policy stands as encoded: every segment in place, nothing new, no other copy that differs."""
        return (
            self.found
            and all(report.status is Status.AS_ENCODED for report in self.segments)
            and not self.new
            and all(copy.holds for copy in self.copies)
        )

    @property
    def differing(self) -> tuple[SegmentReport, ...]:
        """The segments that do not stand as encoded."""
        return tuple(report for report in self.segments if report.status is not Status.AS_ENCODED)

    @property
    def clauses(self) -> tuple[ClauseReport, ...]:
        """The report clause by clause, in the order of the text."""
        return tuple(self._by_clause())

    def clause(self, clause: str) -> ClauseReport:
        """Return what became of one clause; raises ``KeyError`` for an id that is not encoded."""
        for report in self._by_clause():
            if report.clause == clause:
                return report
        raise KeyError(clause)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain dicts and lists, in a stable order."""
        return {
            "source": self.source,
            "found": self.found,
            "holds": self.holds,
            "where": _where_json(self.where),
            "segments": [report.to_json() for report in self.segments],
            "clauses": [report.to_json() for report in self.clauses],
            "new": [wording.to_json() for wording in self.new],
            "copies": [copy.to_json() for copy in self.copies],
            "notes": list(self.notes),
        }

    def _by_clause(self) -> Iterator[ClauseReport]:
        for report in self.segments:
            for clause in report.segment.clauses:
                stem = self._stems.get(clause)
                stands = stem is None or stem.status is Status.AS_ENCODED
                yield ClauseReport(
                    clause,
                    report.status,
                    report.segment.rules,
                    report.wording,
                    report.where,
                    "" if stem is None or stands else stem.segment.name,
                )


def _where_json(where: Where | None) -> dict[str, int | None] | None:
    return None if where is None else {"page": where.page, "line": where.line}
