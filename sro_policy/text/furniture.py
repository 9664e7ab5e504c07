"""Finds the page furniture of a manual: running titles, page numbers, dates and copyright lines.

With pages, furniture is what recurs, digits masked, at the top or the bottom of pages near each other. Without
them it is a line that recurs at least three times, or twice beside such a line or a page number. Either way it
is only *marked*: a search reads the text with and without it, so that a line marked by mistake is not lost to
the wording that it belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sro_policy.text.glue import GlueKind, begins_with_glue, find_glue
from sro_policy.text.rows import Row

_EDGE = 6  # rows from the top or the bottom of a page in which furniture is looked for
_NEAR = 8  # pages within which a running title must come again
_RECURRING = 3  # times that a line must stand in a text without pages

_DATE = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}))"
_PAGE_MARK = re.compile(
    r"[-–—\s]*(?:page|pg\.?|p\.)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*"
    r"|(?-i:(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"  # in capitals it may be a word
    rf"|(?:(?:revised|effective|printed|adopted|updated|issued|date)(?: date)?:?\s*)?{_DATE}",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"copyright\b.*\b(?:19|20)\d\d\b|©|all rights reserved|published with permission", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.;:,?!][\"')\]]*\Z")
_FIRST_SECTION = re.compile(r"\d{1,4}\.1")


def is_page_mark(line: str) -> bool:
    """Tell whether a line can only be a page number, a date or a copyright notice."""
    line = line.strip()
    return len(line) <= 250 and (_PAGE_MARK.fullmatch(line) is not None or _RIGHTS.search(line) is not None)


def mark_paged(pages: Sequence[Sequence[Row]]) -> list[list[bool]]:
    """Say of every row of every page whether it is furniture."""
    marks = [[False] * len(page) for page in pages]
    if len(pages) > 1:
        for from_top in (True, False):
            _mark_edges(pages, marks, from_top=from_top)
    for page, marked in zip(pages, marks, strict=True):
        for index in _outermost(len(page)):
            marked[index] = marked[index] or is_page_mark(page[index].text)
        _spare_titles(page, marked)
    return marks


def mark_unpaged(rows: Sequence[Row]) -> list[bool]:
    """Say of every row of a text without page breaks whether it is furniture."""
    counts: defaultdict[str, int] = defaultdict(int)
    keys = [masked(row.text) for row in rows]
    for key in keys:
        counts[key] += 1
    recurs = [counts[key] > 1 and _can_run(row.text) for row, key in zip(rows, keys, strict=True)]
    marked = [
        is_page_mark(row.text) or (counts[key] >= _RECURRING and can)
        for row, key, can in zip(rows, keys, recurs, strict=True)
    ]
    _mark_beside(rows, marked, recurs)
    _spare_titles(rows, marked)
    return marked


def _mark_beside(rows: Sequence[Row], marked: list[bool], recurs: Sequence[bool]) -> None:
    """Mark what recurs only twice, where it stands right beside a page mark or another line marked so."""
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            marked[index] = marked[index] or (marked[index + step] and recurs[index])
    # The header of the first page has no page above it.
    running = {masked(row.text) for row, mark in zip(rows, marked, strict=True) if mark}
    for index in range(min(_EDGE, len(rows))):
        if not (recurs[index] and masked(rows[index].text) in running):
            break
        marked[index] = True


def _mark_edges(pages: Sequence[Sequence[Row]], marks: list[list[bool]], *, from_top: bool) -> None:
    where: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for row in page[:_EDGE] if from_top else page[-_EDGE:]:
            for key in _keys(row):
                where[key].append(number)
    for number, page in enumerate(pages):
        order = range(len(page)) if from_top else range(len(page) - 1, -1, -1)
        for index in list(order)[:_EDGE]:
            text = page[index].text
            recurs = _is_near(where[masked(text)], number) or all(
                _is_near(where[masked(piece.text)], number) for piece in page[index].pieces
            )
            # Furniture is peeled from the edge inwards; the first other row ends it.
            if not (is_page_mark(text) or (recurs and not _begins_wording(text))):
                break
            marks[number][index] = True


def _keys(row: Row) -> set[str]:
    """Return what a row can come again as: as a whole, or any of its pieces, as on another page's other side."""
    return {masked(row.text), *(masked(piece.text) for piece in row.pieces)}


def _is_near(pages: Sequence[int], number: int) -> bool:
    """Tell whether a page near ``number``, other than itself, is among the pages, which are in order."""
    before, after = bisect_left(pages, number), bisect_right(pages, number)
    return (before > 0 and number - pages[before - 1] <= _NEAR) or (
        after < len(pages) and pages[after] - number <= _NEAR
    )


def _begins_wording(line: str) -> bool:
    """Tell whether a line begins with a list label or a section's number, as furniture does not."""
    return any(glue.kind is not GlueKind.CHAPTER and not line[: glue.start].strip() for glue in find_glue(line))


def _outermost(rows: int) -> set[int]:
    return {index for index in range(rows) if index < 2 or index >= rows - 2}


def _can_run(line: str) -> bool:
    """Tell whether a line could be a running title: no label, no end of a sentence, no sentence going on."""
    line = line.strip()
    if len(line) > 120 or begins_with_glue(line):
        return False
    return not _ENDS_SENTENCE.search(line) and not line[:1].islower()


def _spare_titles(rows: Sequence[Row], marked: list[bool]) -> None:
    """Keep the line right above a policy's first section: there a running title is the title itself."""
    for index, row in enumerate(rows):
        if index and marked[index - 1] and not is_page_mark(rows[index - 1].text):
            glue = find_glue(row.text)
            if glue and glue[0].kind is GlueKind.SECTION and _FIRST_SECTION.fullmatch(glue[0].label):
                marked[index - 1] = False


def masked(line: str) -> str:
    """Return a line as it is compared with others: without case, spacing and the value of its numbers."""
    return re.sub(r"\d+", "#", " ".join(line.casefold().split()))
