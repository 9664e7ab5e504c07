"""A review as a table of comma-separated values: a row for each finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Final

from sro_policy.errors import on_one_line
from sro_policy.review import told
from sro_policy.review.reviewed import Review, Reviewed

_VALUES: Final[Mapping[str, Callable[[Review, Reviewed], object]]] = {
    "event": lambda review, _: review.event,
    "subject": lambda _, one: one.finding.subject,
    "clause": lambda _, one: one.finding.clause,
    "rule": lambda _, one: one.finding.rule,
    "layer": lambda _, one: one.finding.layer,
    "force": lambda _, one: one.finding.force,
    "outcome": lambda _, one: one.outcome,
    "word": lambda _, one: one.finding.word,
    "as_it_began": lambda _, one: one.as_it_began and one.as_it_began.word,
    "as_it_ended": lambda _, one: one.as_it_ended and one.as_it_ended.outcome,
    "hindsight": lambda _, one: "yes" if one.hindsight else "no",
    "statement": lambda _, one: one.finding.statement,
    "reason": lambda _, one: one.finding.reason,
    "needs": lambda _, one: _SEVERAL.join(one.finding.needs),
    "one_fact": lambda _, one: _SEVERAL.join(map(told.changed_by, one.one_fact)),
    "could_have_since": lambda _, one: one.could_have and one.could_have.since,
    "could_have_until": lambda _, one: one.could_have and one.could_have.until,
    "could_have": lambda _, one: one.could_have and _SEVERAL.join(map(told.changed_by, one.could_have.ways)),
    "notes": lambda _, one: _SEVERAL.join(one.notes),
}
_SEVERAL: Final = " | "

COLUMNS: Final = tuple(_VALUES)
"""The columns; times are milliseconds since the incident began, and what is several stands apart by `` | ``."""


def as_csv(review: Review) -> str:
    """Return a review as CSV (RFC 4180), with a line of :data:`COLUMNS` over it.

    What users wrote and a spreadsheet would take for a formula has an apostrophe before it.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in review.findings:
        table.writerow([_cell(value(review, one)) for value in _VALUES.values()])
    return text.getvalue()


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = on_one_line(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
