"""A department's manual as read: its lines in reading order, those of the page furniture marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from attrs import evolve, field, frozen


@frozen
class Line:
    """One line: where it stands in the text, its page and number, and whether it is page furniture.

    In a text file the number counts the file's lines; in a PDF it counts the lines of the page, and
    ``page`` counts from 1. A text file without page breaks has page 1 alone.
    """

    start: int
    end: int
    page: int
    number: int
    furniture: bool


@frozen
class ManualText:
    """The text of a manual.

    ``source`` names it in messages; ``encoding`` is how it was decoded ("utf-8", "cp1252", … or "pdf");
    ``notes`` are what a reader of a report should know about the reading. ``text`` is all lines in reading
    order, joined by newlines; the furniture is still in it, and marked in ``lines``.
    """

    source: str
    encoding: str
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    def line_at(self, offset: int) -> Line:
        """Return the line that holds a place of the text."""
        return self.lines[self.line_index(offset)]

    def line_index(self, offset: int) -> int:
        """Return the index, in ``lines``, of the line that holds a place of the text."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)

    def line_text(self, line: Line) -> str:
        """Return the words of a line."""
        return self.text[line.start : line.end]

    def part(self, start: int, end: int) -> ManualText:
        """Return a part of the manual, whose lines keep their page and number."""
        lines = tuple(
            evolve(line, start=max(line.start, start) - start, end=min(line.end, end) - start)
            for line in self.lines[self.line_index(start) : self.line_index(end) + 1]
            if line.start < end
        )
        return evolve(self, text=self.text[start:end], lines=lines)


@frozen
class PlainLine:
    """A line before it has its place in the whole text."""

    text: str
    page: int
    number: int
    furniture: bool


def assemble(source: str, encoding: str, lines: Iterable[PlainLine], notes: tuple[str, ...] = ()) -> ManualText:
    """Join lines to a manual's text."""
    placed, at, texts = [], 0, []
    for line in lines:
        placed.append(Line(at, at + len(line.text), line.page, line.number, line.furniture))
        texts.append(line.text)
        at += len(line.text) + 1
    return ManualText(source, encoding, "\n".join(texts), tuple(placed), notes)
