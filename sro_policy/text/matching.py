"""Matches the encoded segments with the wording that stands in the policy's region of a manual.

A match is a proof: the wording between its ends has the encoded hash. So it may be looked for under any
assumption on which lines are page furniture, and the assumption under which it is found was right for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from attrs import frozen

from sro_policy.text.encoded import EncodedSegment
from sro_policy.text.furniture import is_page_mark, masked
from sro_policy.text.glue import Glue, GlueKind, find_glue
from sro_policy.text.manual import Line, ManualText
from sro_policy.text.region import in_order
from sro_policy.text.search import SHORTEST_LOOSE, Occurrence, find, stream, wanted
from sro_policy.text.segments import SegmentKind

_MOST_ASSUMPTIONS = 8  # lines of which every choice is tried
# Characters searched under assumptions for one copy of the policy. A gap of some lines takes thousands; where this is
# used up, the policy is rewritten, and what is not found without assumptions is told as changed or missing.
_MOST_SEARCHED = 3_000_000


@frozen
class Matched:
    """The policy's text with furniture blanked out, the glue in it, and where encoded wording was found.

    ``moved`` are the numbers of the segments that were found out of their order.
    """

    text: str
    glue: tuple[Glue, ...]
    occurrences: tuple[Occurrence, ...]
    moved: frozenset[int]


def match(policy: ManualText, encoded: Sequence[EncodedSegment], recurring: frozenset[str]) -> Matched:
    """Match the encoded segments with a policy, which is the part of a manual that holds it.

    ``recurring`` are the lines, masked, that stand more than once in the whole manual.
    """
    furniture = [line for line in policy.lines if line.furniture]
    clean = blanked(policy.text, furniture)
    glue = find_glue(clean)
    # Both without what was marked as furniture and with it, for the wording that was marked by mistake.
    texts = [clean, policy.text] if furniture else [clean]
    found = {
        o
        for text in texts
        for o in _find(text, encoded)
        if encoded[o.segment].length >= SHORTEST_LOOSE or _stands_alone(policy.text, o, encoded[o.segment], glue)
    }
    chain = in_order(list(found), encoded)
    chain = _completed(chain, policy, encoded, recurring)
    moved = _moved(found, chain, encoded, furniture)
    return Matched(clean, glue, tuple(sorted([*chain, *moved])), frozenset(o.segment for o in moved))


def blanked(text: str, lines: Iterable[Line]) -> str:
    """Return a text with lines, given in order, turned to spaces with their line ends, so that all places stay."""
    parts, at = [], 0
    for line in lines:
        end = min(line.end + 1, len(text))
        parts += [text[at : line.start], " " * (end - line.start)]
        at = end
    return "".join([*parts, text[at:]])


def _find(text: str, encoded: Sequence[EncodedSegment], only: Sequence[int] | None = None) -> list[Occurrence]:
    glue = find_glue(text)
    source = stream(text, [(g.start, g.end) for g in glue])
    headings = [g.end for g in glue if g.kind is GlueKind.SECTION]
    found = find(source, wanted(encoded, only), loose=True, headings=headings)
    # What glue parts is not one wording, whatever its letters: a sentence cannot end in the next heading.
    starts = [g.start for g in glue]
    return [o for o in found if bisect_left(starts, o.start) == bisect_left(starts, o.end)]


def _stands_alone(text: str, occurrence: Occurrence, segment: EncodedSegment, glue: Sequence[Glue]) -> bool:
    """Tell whether a short wording stands as a title or heading does, and not as part of a sentence."""
    start, end = occurrence.start, occurrence.end
    if segment.kind is SegmentKind.TEXT:
        return True
    at = bisect_right(glue, start, key=lambda g: g.end)
    if segment.kind is SegmentKind.HEADING:
        beside = [g for g in glue[max(0, at - 1) : at] if not text[g.end : start].strip()]
    else:
        beside = [g for g in glue[at : at + 1] if not text[end : g.start].strip()]
    if any(g.kind is GlueKind.SECTION for g in beside):
        return True
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : len(text) if line_end < 0 else line_end]
    return len(line.split()) <= len(text[start:end].split()) or text[start:end].isupper()


def _completed(
    chain: list[Occurrence], policy: ManualText, encoded: Sequence[EncodedSegment], recurring: frozenset[str]
) -> list[Occurrence]:
    """Look for each segment that is not in the chain, in its gap, under other assumptions on what is furniture."""
    left = _MOST_SEARCHED
    for number in sorted(set(range(len(encoded))) - {o.segment for o in chain}):
        low = max((o.end for o in chain if o.segment < number), default=0)
        high = min((o.start for o in chain if o.segment > number), default=len(policy.text))
        for text in _assumed(policy.part(low, high), recurring) if low < high else ():
            left -= len(text)
            if left < 0:
                return chain
            if found := _find(text, encoded, [number]):
                chain = sorted([*chain, Occurrence(found[0].start + low, found[0].end + low, number)])
                break
    return chain


def _assumed(gap: ManualText, recurring: frozenset[str]) -> Iterator[str]:
    """Return the text of a gap under other assumptions on which of its lines are furniture."""
    doubtful = [
        line
        for index, line in enumerate(gap.lines)
        if gap.line_text(line).strip() and (line.furniture or _could_run(gap, index, recurring))
    ]
    return (blanked(gap.text, dropped) for dropped in _choices(doubtful)) if doubtful else iter(())


def _choices(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the choices of lines to take for furniture: every one, or, of many lines, those off by one line."""
    if len(lines) <= _MOST_ASSUMPTIONS:
        for chosen in product((True, False), repeat=len(lines)):
            yield [line for line, drop in zip(lines, chosen, strict=True) if drop]
        return
    usual = [line for line in lines if line.furniture]
    for odd in lines:
        yield [line for line in usual if line is not odd] + ([] if odd.furniture else [odd])
    yield lines


def _could_run(gap: ManualText, index: int, recurring: frozenset[str]) -> bool:
    """Tell whether a line not taken for furniture could be: a page mark, or one that recurs, by a page's end."""
    line = gap.lines[index]
    text = gap.line_text(line)
    if is_page_mark(text):
        return True
    around = gap.lines[max(0, index - 4) : index + 5]
    by_page_end = any(other.furniture or other.page != line.page for other in around)
    return by_page_end and masked(text) in recurring


def _moved(
    found: Iterable[Occurrence],
    chain: Sequence[Occurrence],
    encoded: Sequence[EncodedSegment],
    furniture: Sequence[Line],
) -> list[Occurrence]:
    """Return where segments stand out of order: longest first, where nothing else stands, and not in furniture."""
    taken = list(chain)
    for occurrence in sorted(found, key=lambda o: (-encoded[o.segment].length, o)):
        free = all(o.segment != occurrence.segment for o in taken) and all(
            o.end <= occurrence.start or occurrence.end <= o.start for o in taken
        )
        if free and not any(line.start <= occurrence.start < line.end for line in furniture):
            taken.append(occurrence)
    return [o for o in taken if o not in chain]
