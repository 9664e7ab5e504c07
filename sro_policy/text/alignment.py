"""Says of every encoded segment what became of it, from what was matched and what stands between the matches.

Between two neighbours that were matched lies a gap. It may hold wording, and segments may be missing there; who
belongs to whom is decided by labels and lengths, the only things known of a segment that is not there. Wording
that runs on from a matched sentence, with nothing that ends it, has changed that sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import Enum

from attrs import define, field, frozen

from sro_policy.text.encoded import EncodedSegment
from sro_policy.text.glue import GlueKind
from sro_policy.text.matching import Matched
from sro_policy.text.pairing import Part, Unmatched, paired
from sro_policy.text.report import Status
from sro_policy.text.search import Occurrence
from sro_policy.text.segments import SegmentKind, Span, split

_ENDS = re.compile(r"[.?!:]")
_CLOSED = re.compile(r"[\"'”’)\]]*[.?!:;]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@frozen
class Verdict:
    """What became of a segment: its status, the places of the wording that stands for it now, its label there."""

    status: Status
    spans: tuple[tuple[int, int], ...] = ()
    label: str = ""


@frozen
class Extra:
    """Wording that belongs to no encoded segment, and the numbers of those that stand before and after it."""

    span: Span
    before: int | None
    after: int | None


class _Tie(Enum):
    """How wording hangs together with the matched wording beside it."""

    NONE = 0
    """Something ends the one before the other begins."""
    LOOSE = 1
    """Nothing surely ends it, but it may also be what a segment that is not matched became."""
    FIRM = 2
    """They are one sentence."""


@define
class _Gap:
    """What stands between two neighbours that were matched in order, and what is expected there."""

    expected: list[int]
    parts: list[Part] = field(factory=list)


def align(matched: Matched, encoded: Sequence[EncodedSegment]) -> tuple[list[Verdict], list[Extra]]:
    """Return the verdict on each encoded segment, in their order, and the wording that is new, in the text's."""
    occurrences = matched.occurrences
    extended: dict[int, list[tuple[int, int]]] = {o.segment: [(o.start, o.end)] for o in occurrences}
    verdicts = [Verdict(Status.MISSING)] * len(encoded)
    extras: list[Extra] = []
    for gap in _gaps(matched, encoded):
        free = []
        for part in gap.parts:
            firm = _neighbours(part, occurrences, _ties(matched, encoded, part), {_Tie.FIRM})
            if firm:
                _extend(extended, firm, part.span)
            else:
                free.append(part)
        unmatched = [Unmatched(n, encoded[n].length, encoded[n].label) for n in gap.expected]
        pairs, rest = paired(unmatched, free)
        for number, parts in pairs:
            verdicts[number] = Verdict(
                Status.CHANGED, tuple((p.span.start, p.span.end) for p in parts), parts[0].span.label
            )
        for part in rest:
            tied = _neighbours(part, occurrences, _ties(matched, encoded, part), {_Tie.LOOSE})
            if tied:
                _extend(extended, tied, part.span)
            else:
                before, after = _around(part, occurrences)
                extras.append(Extra(part.span, before.segment if before else None, after.segment if after else None))
    for occurrence in occurrences:
        verdicts[occurrence.segment] = _of_matched(matched, encoded, occurrence, extended[occurrence.segment])
    return verdicts, sorted(extras, key=lambda extra: extra.span.start)


def _gaps(matched: Matched, encoded: Sequence[EncodedSegment]) -> list[_Gap]:
    """Cut what is not matched to parts, gap by gap."""
    present = {o.segment for o in matched.occurrences}
    gaps: list[_Gap] = []
    previous = -1
    parts: list[Part] = []
    at = 0
    for window, occurrence in enumerate([*matched.occurrences, None]):
        stop = len(matched.text) if occurrence is None else occurrence.start
        parts.extend(
            Part(span, window, _CLOSED.match(matched.text, span.end) is None)
            for span in split(matched.text, matched.glue, at, stop)
        )
        at = max(at, stop if occurrence is None else occurrence.end)
        if occurrence is None or occurrence.segment not in matched.moved:
            following = len(encoded) if occurrence is None else occurrence.segment
            expected = [n for n in range(previous + 1, following) if n not in present]
            gaps.append(_Gap(expected, parts))
            previous, parts = following, []
    return gaps


def _around(part: Part, occurrences: Sequence[Occurrence]) -> tuple[Occurrence | None, Occurrence | None]:
    before = occurrences[part.window - 1] if part.window > 0 else None
    after = occurrences[part.window] if part.window < len(occurrences) else None
    return before, after


def _ties(matched: Matched, encoded: Sequence[EncodedSegment], part: Part) -> tuple[_Tie, _Tie]:
    before, after = _around(part, matched.occurrences)
    text, span = matched.text, part.span
    left = right = _Tie.NONE
    if before is not None and not span.label and _is_first(matched, before.end, span):
        left = _tie_before(text, encoded[before.segment].kind, before, span)
    if after is not None and _is_last(matched, after.start, span):
        right = _tie_after(text[span.end : after.start])
    return left, right


def _is_first(matched: Matched, end: int, span: Span) -> bool:
    """Tell whether no other wording and no glue stands between a match and the part after it."""
    return not _spells(matched.text[end : span.start]) and not _has_glue(matched, end, span.start)


def _is_last(matched: Matched, start: int, span: Span) -> bool:
    return not _spells(matched.text[span.end : start]) and not _has_glue(matched, span.end, start)


def _tie_before(text: str, kind: SegmentKind, match: Occurrence, span: Span) -> _Tie:
    """How wording hangs on the match before it."""
    between = text[match.end : span.start]
    if kind is not SegmentKind.TEXT:
        return _tie_to_heading(text, match, span, between)
    if _BLANK_LINE.search(between) and text[span.start].isupper():
        return _Tie.NONE
    if _ENDS.search(between):
        return _Tie.LOOSE if text[span.start].islower() else _Tie.NONE
    if ")" in between and text[span.start].isupper() and _ENDS.match(text, span.end):
        return _Tie.NONE  # a sentence of its own after a citation in brackets that closes without a full stop
    return _Tie.LOOSE if "(" in between else _Tie.FIRM


def _tie_to_heading(text: str, match: Occurrence, span: Span, between: str) -> _Tie:
    """How wording hangs on a title or heading before it, which end with their line and no full stop."""
    same_line = "\n" not in between
    capitals = text[match.start : match.end].isupper()
    if same_line and (not capitals or text[span.start : span.end].isupper()):
        return _Tie.FIRM
    wrapped = text[span.end : span.end + 1].isspace() and (not capitals or text[span.start : span.end].isupper())
    return _Tie.LOOSE if wrapped else _Tie.NONE


def _tie_after(between: str) -> _Tie:
    """How wording hangs on the match after it."""
    if _ENDS.search(between) or "(" in between or _BLANK_LINE.search(between):
        return _Tie.NONE
    return _Tie.LOOSE if "\n" in between and "," not in between else _Tie.FIRM


def _neighbours(
    part: Part, occurrences: Sequence[Occurrence], ties: tuple[_Tie, _Tie], wanted: Iterable[_Tie]
) -> list[Occurrence]:
    """Return the matches beside a part that it hangs on in one of the wanted ways."""
    return [o for o, tie in zip(_around(part, occurrences), ties, strict=True) if o is not None and tie in wanted]


def _extend(extended: dict[int, list[tuple[int, int]]], neighbours: Iterable[Occurrence], span: Span) -> None:
    for neighbour in neighbours:
        extended[neighbour.segment].append((span.start, span.end))


def _of_matched(
    matched: Matched, encoded: Sequence[EncodedSegment], occurrence: Occurrence, spans: list[tuple[int, int]]
) -> Verdict:
    segment = encoded[occurrence.segment]
    label = _label(matched, occurrence, segment)
    if len(spans) > 1:
        status = Status.CHANGED
    elif occurrence.segment in matched.moved:
        status = Status.MOVED
    else:
        status = Status.AS_ENCODED if label == segment.label else Status.RELABELLED
    return Verdict(status, tuple(sorted(spans)), label)


def _label(matched: Matched, occurrence: Occurrence, segment: EncodedSegment) -> str:
    """Return the label before a match: a section's number for a heading, a list label for anything else."""
    kind = GlueKind.SECTION if segment.kind is SegmentKind.HEADING else GlueKind.ITEM
    for glue in reversed(matched.glue):
        if glue.end <= occurrence.start:
            between = matched.text[glue.end : occurrence.start]
            stray = _BLANK_LINE.search(between) and glue.label != segment.label
            if _spells(between) or stray or glue.kind is not kind or segment.kind is SegmentKind.TITLE:
                return ""
            return glue.label
    return ""


def _has_glue(matched: Matched, start: int, end: int) -> bool:
    at = bisect_left(matched.glue, start, key=lambda glue: glue.start)
    return at < len(matched.glue) and matched.glue[at].start < end


def _spells(text: str) -> bool:
    return any(c.isalnum() for c in text)
