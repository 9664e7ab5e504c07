"""Cuts a policy's text into its segments: the title, headings, sentences, list items, stems and references.

A segment is the smallest piece that has a fingerprint of its own. The same cutting is used to make the
fingerprints of an edition and to take apart what stands in a manual where the encoded wording does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import frozen

from sro_policy.text.fingerprints import fingerprint, spelling
from sro_policy.text.glue import Glue, GlueKind, find_glue


class SegmentKind(Enum):
    """What a segment is in the document."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"


@frozen
class Span:
    """Where a segment stands in a text, the label before it ("" where there is none), and its kind.

    ``start`` is its first letter, ``end`` is just after its last one; ``size`` counts its spelled characters.
    """

    start: int
    end: int
    label: str
    kind: SegmentKind
    size: int


@frozen
class Segment:
    """A segment of a policy: the section that it stands in, its label there, its kind and its wording."""

    section: str
    label: str
    kind: SegmentKind
    wording: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the wording."""
        return fingerprint(self.wording)


# A full stop after one of these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Minn|Stat|Subd|Subds|No|Nos|Sec|Secs|Ch|Art|Dr|Mr|Mrs|Ms|St|Sgt|Lt|Capt|Cf|vs|v|al|etc)"
    r"|\be\.g|\bi\.e|\b[A-Z](?:\.[A-Z])*)\.\Z",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_REFERENCE = re.compile(r"\s(?=\((?:See|see|Refer|refer)\s)")
_REFERENCE_END = re.compile(r"\)[.;]?\s+(?=[\"'“‘(\[]*[A-Z])")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_CLOSING = re.compile(r"[.:;,?!…)\]}\"'”’»]*")
_OPENING = re.compile(r"[(\[{\"'“‘«]*\Z")


def cut(text: str) -> tuple[Segment, ...]:
    """Cut the text of one policy into its segments, in order.

    ``text`` is the policy alone, without page furniture: its title, then sections "431.1 PURPOSE …" with
    paragraphs and lists. What stands before the first section's number is the title.
    """
    section, segments = "", []
    for span in split(text):
        if span.kind is SegmentKind.HEADING:
            section = span.label
        kind = SegmentKind.TITLE if not section else span.kind
        segments.append(Segment(section, span.label, kind, shown(text, span.start, span.end)))
    return tuple(segments)


def split(text: str, glue: Sequence[Glue] | None = None, start: int = 0, end: int | None = None) -> list[Span]:
    """Cut ``text[start:end]`` at labels, blank lines and the ends of sentences.

    ``glue`` is the glue of the whole text where it is known already. Pieces that spell nothing are left out.
    """
    end = len(text) if end is None else end
    inside = [g for g in (find_glue(text) if glue is None else glue) if start <= g.start < end]
    spans: list[Span] = []
    at, label, kind = start, "", SegmentKind.TEXT
    for piece in [*inside, None]:
        stop = end if piece is None else piece.start
        spans.extend(_block(text, at, stop, label, kind))
        if piece is not None:
            at = piece.end
            if piece.kind is not GlueKind.CHAPTER:
                label = piece.label
                kind = SegmentKind.HEADING if piece.kind is GlueKind.SECTION else SegmentKind.TEXT
    return spans


def shown(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` for a reader: with the punctuation that belongs to it, on one line."""
    opening = _OPENING.search(text, max(0, start - 4), start)
    start = opening.start() if opening else start
    closing = _CLOSING.match(text, end, end + 6)
    end = closing.end() if closing else end
    return re.sub(r"\s+", " ", re.sub(r"(?<=[A-Za-z])([-\u2010\u00ad])\s*\n\s*", r"\1", text[start:end])).strip()


def _block(text: str, start: int, end: int, label: str, kind: SegmentKind) -> Iterator[Span]:
    """Cut what stands between two pieces of glue; the label belongs to its first piece alone."""
    if kind is SegmentKind.HEADING:
        stop = heading_end(text, start, end)
        yield from _span(text, start, stop, label, kind)
        start, label = stop, ""
    for paragraph in _paragraphs(text, start, end):
        for sentence in _sentences(text, *paragraph):
            for span in _span(text, *sentence, label, SegmentKind.TEXT):
                yield span
                label = ""


def heading_end(text: str, start: int, end: int) -> int:
    """Return where the heading that begins at ``start`` ends: its line, and further lines in capitals.

    Where the text has lost its lines, the heading is the words in capitals.
    """
    while start < end and text[start].isspace():
        start += 1
    stop = start
    while stop < end:
        newline = text.find("\n", stop, end)
        line_end = end if newline < 0 else newline
        line = text[stop:line_end]
        if stop > start and (not line.strip() or any(c.islower() for c in line)):
            break
        if len(line) > 60 and any(c.islower() for c in line):
            capitals = re.match(r"(?:[^a-z\s]+\s+)+(?=[\"'“‘(]?[A-Z][\w-]*[a-z])", line)
            return stop + (capitals.end() if capitals else len(line))
        stop = min(line_end + 1, end)
        if any(c.islower() for c in line):
            break
    return stop


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at blank lines, but not within a sentence that a page break interrupts."""
    at = start
    for blank in _BLANK.finditer(text, start, end):
        before = text[at : blank.start()].rstrip()
        if before and before[-1] not in ".:;?!)" and text[blank.end() : blank.end() + 1].islower():
            continue
        yield at, blank.start()
        at = blank.end()
    yield at, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = {m.start() + 1 for m in _REFERENCE.finditer(text, start, end)}
    for match in _SENTENCE_END.finditer(text, start, end):
        stop = match.start() + 1
        if text[match.start()] != "." or not _ABBREVIATED.search(text, max(start, stop - 12), stop):
            cuts.add(match.end())
    cuts.update(
        match.end()
        for match in _REFERENCE_END.finditer(text, start, end)
        if re.search(r"\((?:See|see|Refer|refer)\s[^()]*\Z", text[max(start, match.start() - 200) : match.start()])
    )
    at = start
    for stop in sorted(cuts):
        yield at, stop
        at = stop
    yield at, end


def _span(text: str, start: int, end: int, label: str, kind: SegmentKind) -> Iterator[Span]:
    runs = list(spelling(text, start, end))
    if runs:
        place, last = runs[-1]
        stop = place + (len(last) if last.isascii() and text[place].isascii() else 1)
        yield Span(runs[0][0], min(stop, end), label, kind, sum(len(letters) for _, letters in runs))
