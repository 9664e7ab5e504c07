"""Turns the rows of a manual's pages into its text: furniture marked, columns in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sro_policy.text.columns import in_reading_order
from sro_policy.text.furniture import mark_paged, mark_unpaged
from sro_policy.text.manual import ManualText, PlainLine, assemble
from sro_policy.text.rows import Row, ends_paragraph, rows_of_text


def manual_from_text(text: str, source: str = "text", encoding: str = "utf-8") -> ManualText:
    """Return a manual that is in memory already; form feeds in it are page breaks."""
    for newline in ("\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"):
        text = text.replace(newline, "\n")
    pages, number = [], 1
    for page in text.split("\f"):
        pages.append(rows_of_text(page, number))
        number += page.count("\n")
    notes = () if encoding.startswith("utf") else (f"read as {encoding}, because it is not valid UTF-8",)
    return manual_from_rows(pages, source, encoding, exact=True, notes=notes)


def manual_from_rows(
    pages: Sequence[Sequence[Row]], source: str, encoding: str, *, exact: bool, notes: tuple[str, ...] = ()
) -> ManualText:
    """Return the manual that stands on pages of rows; ``exact`` as in :func:`in_reading_order`."""
    marks = [mark_unpaged(pages[0])] if len(pages) == 1 and exact else mark_paged(pages)
    # Furniture is not part of the columns; in a text without page breaks it stands where the pages end.
    parts = [
        (number, furniture, [row for row, _ in run])
        for number, (page, marked) in enumerate(zip(pages, marks, strict=True), start=1)
        for furniture, run in groupby(zip(page, marked, strict=True), key=lambda entry: entry[1])
    ]
    wording = iter(in_reading_order([rows for _, furniture, rows in parts if not furniture], exact=exact))
    lines: list[PlainLine] = []
    for number, furniture, rows in parts:
        if lines and lines[-1].page != number and lines[-1].text:
            lines.append(PlainLine("", lines[-1].page, lines[-1].number, furniture=False))
        lines.extend(_lines(rows if furniture else next(wording), number, furniture=furniture))
    return assemble(source, encoding, lines, notes)


def _lines(rows: Sequence[Row], page: int, *, furniture: bool) -> Iterator[PlainLine]:
    previous = None
    for row in rows:
        if previous is not None and ends_paragraph(previous, row):
            yield PlainLine("", page, previous.number, furniture=furniture)
        yield PlainLine(row.text, page, row.number, furniture)
        previous = row
