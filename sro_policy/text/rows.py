"""Rows: what stands at one height of a page, in pieces with a place from left to right.

Both a PDF's fragments and the lines of a text file become rows, so that columns and page furniture are found
in one way.
"""

from __future__ import annotations

import re

from attrs import frozen


@frozen
class Piece:
    """A stretch of text and where it begins and ends from left to right.

    In a text file the places are columns of characters and exact; in a PDF they are points and ``right`` is an
    estimate.
    """

    left: float
    right: float
    text: str


@frozen
class Row:
    """The pieces at one height. ``top`` falls down the page, by about ``pitch`` from one line to the next."""

    number: int
    top: float
    pitch: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words of the row, its pieces set apart by spaces."""
        return "   ".join(piece.text for piece in self.pieces)


_WIDE_GAP = re.compile(r" {3,}")


def rows_of_text(page: str, first_number: int) -> list[Row]:
    """Return the rows of a page of plain text; blank lines leave none, only a gap in ``top``."""
    rows = []
    for index, line in enumerate(page.split("\n")):
        expanded = line.expandtabs(8).rstrip()
        pieces, at = [], 0
        for gap in _WIDE_GAP.finditer(expanded):
            if expanded[at : gap.start()].strip():
                pieces.append(Piece(at, gap.start(), expanded[at : gap.start()]))
            at = gap.end()
        if expanded[at:].strip():
            pieces.append(Piece(at, len(expanded), expanded[at:]))
        if pieces:
            rows.append(Row(first_number + index, float(-index), 1.0, tuple(pieces)))
    return rows


def ends_paragraph(row: Row, following: Row) -> bool:
    """Tell whether there is more than a line's pitch between two rows."""
    return row.top - following.top > 1.8 * max(row.pitch, following.pitch)
