"""Compares a department's manual with the encoded policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sro_policy.errors import InputError
from sro_policy.text.alignment import Extra, Verdict, align
from sro_policy.text.edges import note_on_furniture, notes_on_ends, place_of
from sro_policy.text.encoded import EncodedSegment
from sro_policy.text.furniture import masked
from sro_policy.text.glue import find_glue
from sro_policy.text.manual import ManualText
from sro_policy.text.matching import Matched, match
from sro_policy.text.region import LONG_LINE, Places, Region, find_region
from sro_policy.text.report import Copy, NewWording, SegmentReport, Status, TextReport
from sro_policy.text.search import find, stream, wanted
from sro_policy.text.segments import shown

_COPY = 0.3  # how much of the policy another place must hold to count as a copy
_MOST_COPIES = 20


def check_text(manual: ManualText, encoded: Sequence[EncodedSegment]) -> TextReport:
    """Find the policy in a manual and say segment by segment what became of it.

    ``encoded`` are the segments in the order of the official text, as :func:`encoded_segments` gives them. The
    manual may hold much else; only the stretch that holds the policy is compared. Raises ``ValueError`` where
    nothing is encoded, and ``InputError`` for a text that is too irregular to be searched or has more copies of the
    policy than are compared: the one that differs might be among the rest.
    """
    if not encoded:
        raise ValueError("no segments to look for")
    try:
        return _checked(manual, encoded)
    except InputError as error:
        raise InputError(error.problem, place=manual.source) from None


def _checked(manual: ManualText, encoded: Sequence[EncodedSegment]) -> TextReport:
    places = _places(manual, encoded, without_furniture=True)
    region = find_region(places)
    if (region is None or region.share < 0.5) and any(line.furniture for line in manual.lines):
        # Perhaps wording was taken for furniture: look at everything.
        unmarked = _places(manual, encoded, without_furniture=False)
        other = find_region(unmarked)
        if other is not None and (region is None or other.share > region.share):
            places, region = unmarked, other
    if region is None:
        nowhere = tuple(SegmentReport(segment, Status.MISSING) for segment in encoded)
        return TextReport(manual.source, found=False, where=None, segments=nowhere, new=(), notes=manual.notes)
    recurring = _recurring(manual)
    report = _compared(manual, region, encoded, recurring)
    return TextReport(
        report.source,
        report.found,
        report.where,
        report.segments,
        report.new,
        _copies(places, region, recurring),
        (*manual.notes, *notes_on_ends(manual, region), *report.notes),
    )


def _places(manual: ManualText, encoded: Sequence[EncodedSegment], *, without_furniture: bool) -> Places:
    glue = find_glue(manual.text)
    left_out = [(g.start, g.end) for g in glue]
    if without_furniture:
        left_out = _merged(left_out + [(line.start, line.end) for line in manual.lines if line.furniture])
    # In a text that has lost its lines a sentence may begin after a heading, with nothing between.
    loose = any(line.end - line.start > LONG_LINE for line in manual.lines)
    return Places(manual, glue, encoded, find(stream(manual.text, left_out), wanted(encoded), loose=loose))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put spans in order and join those that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _recurring(manual: ManualText) -> frozenset[str]:
    counts = Counter(masked(manual.line_text(line)) for line in manual.lines)
    return frozenset(text for text, count in counts.items() if text and count > 1)


def _copies(places: Places, region: Region, recurring: frozenset[str]) -> tuple[Copy, ...]:
    taken = [region]
    copies: list[Copy] = []
    while (other := find_region(places, taken)) is not None and other.share >= _COPY:
        if len(copies) == _MOST_COPIES:
            problem = f"this text has more than {_MOST_COPIES} copies of the policy; leave out all but one edition"
            raise InputError(problem)
        report = _compared(places.manual, other, places.encoded, recurring)
        copies.append(Copy(place_of(places.manual, other.start), report.holds))
        taken.append(other)
    return tuple(copies)


def _compared(
    manual: ManualText, region: Region, encoded: Sequence[EncodedSegment], recurring: frozenset[str]
) -> TextReport:
    policy = manual.part(region.start, region.end)
    matched = match(policy, encoded, recurring)
    verdicts, extras = align(matched, encoded)
    segments = tuple(
        _segment_report(policy, matched, segment, verdict) for segment, verdict in zip(encoded, verdicts, strict=True)
    )
    new = tuple(_new_wording(policy, matched, encoded, extra) for extra in extras)
    spans = [*(span for verdict in verdicts for span in verdict.spans), *((x.span.start, x.span.end) for x in extras)]
    notes = note_on_furniture(policy, spans)
    return TextReport(
        manual.source, found=True, where=place_of(manual, region.start), segments=segments, new=new, notes=notes
    )


def _segment_report(policy: ManualText, matched: Matched, segment: EncodedSegment, verdict: Verdict) -> SegmentReport:
    if not verdict.spans:
        return SegmentReport(segment, verdict.status)
    start, end = verdict.spans[0][0], verdict.spans[-1][1]
    wording = _wording(policy, matched, start, end)
    return SegmentReport(segment, verdict.status, wording, verdict.label, place_of(policy, start))


def _new_wording(policy: ManualText, matched: Matched, encoded: Sequence[EncodedSegment], extra: Extra) -> NewWording:
    wording = _wording(policy, matched, extra.span.start, extra.span.end)
    return NewWording(
        f"{extra.span.label} {wording}".strip(),
        "" if extra.before is None else encoded[extra.before].name,
        "" if extra.after is None else encoded[extra.after].name,
        place_of(policy, extra.span.start),
    )


def _wording(policy: ManualText, matched: Matched, start: int, end: int) -> str:
    """Return the manual's wording as a reader sees it, without the furniture that interrupts it."""
    # Wording that was marked as furniture by mistake, a title most of all, is blank in the matched text.
    source = matched.text if matched.text[start:end].strip() else policy.text
    return shown(source, start, end)
