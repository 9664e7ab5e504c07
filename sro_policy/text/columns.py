"""Puts the rows of a page in reading order where they stand in columns.

A gutter is a place in the middle of the page at which many rows have a piece that begins, and which hardly any row
crosses between the first such row and the last. Rows that do cross it, a title over both columns, part the
page in bands; within a band the left column is read before the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import evolve

from sro_policy.text.rows import Piece, Row

_FEWEST_ROWS = 4


def in_reading_order(pages: Sequence[Sequence[Row]], *, exact: bool) -> list[list[Row]]:
    """Return the rows of each page, with the columns one after the other where there are several.

    ``exact`` says that the pieces' places are columns of characters, as in a text file. A page with too few rows
    to show its gutter, the last one often, is read by those of the other pages.
    """
    tolerance = 1.0 if exact else 3.0
    seen: Counter[float] = Counter()
    for rows in pages:
        _column_by_column(rows, tolerance, exact=exact, seen=seen)
    known = [gutter for gutter, _ in seen.most_common(4)]
    return [_column_by_column(rows, tolerance, exact=exact, known=known) for rows in pages]


def _column_by_column(
    rows: Sequence[Row],
    tolerance: float,
    *,
    exact: bool,
    known: Sequence[float] = (),
    seen: Counter[float] | None = None,
) -> list[Row]:
    """Read a page's columns in turn; what is on one side of a gutter may have a gutter of its own."""
    gutter = _gutter(rows, tolerance)
    if gutter is None:
        gutter = next((g for g in known if _is_gutter(rows, g, tolerance, fewest=1)), None)
    if gutter is None:
        return list(rows)
    if seen is not None:
        seen[gutter] += 1
    ordered: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in [*rows, None]:
        parted = None if row is None else _parted(row, gutter, tolerance, exact=exact)
        if row is None or parted is None:
            for column in (left, right):
                ordered += _column_by_column(column, tolerance, exact=exact, known=known, seen=seen)
            ordered += [] if row is None else [row]
            left, right = [], []
        else:
            for column, pieces in zip((left, right), parted, strict=True):
                if pieces:
                    column.append(evolve(row, pieces=tuple(pieces)))
    return ordered


def _gutter(rows: Sequence[Row], tolerance: float) -> float | None:
    """Return where the right column begins, or None for a page of one column."""
    if not rows or (
        not any(len(row.pieces) > 1 for row in rows) and len({round(row.pieces[0].left) for row in rows}) < 2
    ):
        return None
    low = min(piece.left for row in rows for piece in row.pieces)
    width = max(piece.right for row in rows for piece in row.pieces) - low
    starts = Counter(
        round(piece.left)
        for row in rows
        for piece in row.pieces
        if low + 0.3 * width <= piece.left <= low + 0.75 * width
    )
    for start, _ in sorted(starts.most_common(5), key=lambda entry: (-entry[1], entry[0])):
        if _is_gutter(rows, float(start), tolerance):
            return float(start)
    return None


def _is_gutter(rows: Sequence[Row], start: float, tolerance: float, *, fewest: int = _FEWEST_ROWS) -> bool:
    begins = [any(abs(piece.left - start) <= tolerance for piece in row.pieces) for row in rows]
    supporting = sum(begins)
    if supporting < fewest:
        return False
    first = begins.index(True)
    last = len(begins) - 1 - begins[::-1].index(True)
    band = rows[first : last + 1]
    crossing = sum(any(_crosses(piece, start, tolerance) for piece in row.pieces) for row in band)
    to_the_left = sum(row.pieces[0].left < start - tolerance for row in rows)
    return crossing <= 0.2 * supporting and supporting >= 0.3 * len(band) and to_the_left >= fewest


def _crosses(piece: Piece, start: float, tolerance: float) -> bool:
    return piece.left < start - tolerance and piece.right > start + tolerance


def _parted(row: Row, start: float, tolerance: float, *, exact: bool) -> tuple[list[Piece], list[Piece]] | None:
    """Part a row at the gutter; None for a row that stands over it."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in row.pieces:
        if piece.left >= start - tolerance:
            right.append(piece)
        elif not _crosses(piece, start, tolerance):
            left.append(piece)
        else:
            # A full line of the left column may leave less than a wide gap before the right one.
            at = int(start - piece.left)
            if not exact or piece.text[at - 1 : at] != " ":
                return None
            left.append(Piece(piece.left, piece.left + at, piece.text[:at].rstrip()))
            right.append(Piece(start, piece.right, piece.text[at:]))
    return left, right
