"""A review as a table of comma-separated values: a row for each finding."""

from __future__ import annotations

import csv
import io
from typing import Final

from sro_policy.errors import on_one_line
from sro_policy.review import told
from sro_policy.review.reviewed import Review, Reviewed

COLUMNS: Final = (
    "event",
    "subject",
    "clause",
    "rule",
    "layer",
    "force",
    "outcome",
    "word",
    "as_it_began",
    "as_it_ended",
    "statement",
    "reason",
    "needs",
    "one_fact",
    "could_have_since",
    "could_have_until",
    "could_have",
    "notes",
)
"""The columns; times are milliseconds since the incident began, and what is several stands apart by `` | ``."""


def as_csv(review: Review) -> str:
    """Return a review as CSV (RFC 4180), with a line of :data:`COLUMNS` over it.

    What users wrote and a spreadsheet would take for a formula has an apostrophe before it.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in review.findings:
        table.writerow([_cell(value) for value in _row(review, one)])
    return text.getvalue()


def _row(review: Review, one: Reviewed) -> tuple[object, ...]:
    finding, could = one.finding, one.could_have
    return (
        review.event,
        finding.subject,
        finding.clause,
        finding.rule,
        finding.layer,
        finding.force,
        one.outcome,
        finding.word,
        one.as_it_began and one.as_it_began.word,
        one.as_it_ended and one.as_it_ended.outcome,
        finding.statement,
        finding.reason,
        " | ".join(finding.needs),
        " | ".join(told.changed_by(change) for change in one.one_fact),
        could and could.since,
        could and could.until,
        could and " | ".join(told.changed_by(way) for way in could.ways),
        " | ".join(one.notes),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = on_one_line(str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
