"""Finds where in a manual the policy stands: from its title to the end of its last section.

The rest of a manual has similar words, the same headings ("POLICY", "TRAINING") and a table of contents with the
policy's own. So the place is where the most encoded wording stands close together in its order, and it ends
where a section or a chapter of another number begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from sro_policy.text.encoded import EncodedSegment
from sro_policy.text.furniture import is_page_mark
from sro_policy.text.glue import Glue, GlueKind
from sro_policy.text.manual import Line, ManualText
from sro_policy.text.search import SHORTEST_LOOSE, Occurrence
from sro_policy.text.segments import SegmentKind

_FARTHEST_TITLE = 1_500  # characters from a title to the first section
_FARTHEST_END = 5_000  # characters after the last encoded wording that may still be the policy
_SHORT_REST = 1_500
_LONGEST_ADDED = 50_000  # characters behind the encoded wording in which sections may have been added
LONG_LINE = 2_000  # a line this long is a text that has lost its lines

_ENDED = re.compile(r"[.;:,?!][\"')\]]*\s*\Z")


@frozen
class Region:
    """Where the policy stands, ``text[start:end]``, and under which number.

    ``share`` says how much of its wording was found there, 0 to 1.
    """

    start: int
    end: int
    share: float
    number: str


@frozen
class Places:
    """What is needed to find the policy: the manual, its glue, and where encoded wording occurs in it."""

    manual: ManualText
    glue: Sequence[Glue]
    encoded: Sequence[EncodedSegment]
    occurrences: Sequence[Occurrence]

    def label_before(self, offset: int) -> Glue | None:
        """Return the glue that stands right before a place."""
        index = bisect_right(self.glue, offset, key=lambda glue: glue.end) - 1
        if index >= 0 and not self.manual.text[self.glue[index].end : offset].strip(" \t\n\"'“‘([-–—"):
            return self.glue[index]
        return None


def policy_number(encoded: Sequence[EncodedSegment]) -> str:
    """Return the number that the encoded headings begin with, or ""."""
    return next((s.label.partition(".")[0] for s in encoded if s.kind is SegmentKind.HEADING), "")


def find_region(places: Places, taken: Sequence[Region] = ()) -> Region | None:
    """Return where the policy stands, outside the regions taken already; None where too little of it is found."""
    encoded = places.encoded
    free = [o for o in places.occurrences if not any(region.start <= o.start < region.end for region in taken)]
    heart = _densest(free, encoded)
    chain = in_order([o for o in heart if encoded[o.segment].length >= SHORTEST_LOOSE], encoded)
    number = _number_there(places, heart, chain)
    heart = [o for o in heart if _may_belong(places, o, number)]
    chain = in_order(heart, encoded)
    total = sum(segment.length for segment in encoded)
    share = sum(encoded[o.segment].length for o in chain) / max(total, 1)
    if not chain or not (share >= 0.08 or _is_skeleton(places, chain, total)):
        return None
    start = _start(places, chain[0], number)
    return Region(start, _end(places, chain[-1].end, number), share, number)


def in_order(occurrences: Sequence[Occurrence], encoded: Sequence[EncodedSegment]) -> list[Occurrence]:
    """Return the occurrences, at most one of a segment and none overlapping, that hold the most wording in order.

    Of two equal choices the one whose parts stand closer together is taken.
    """
    ranked = sorted(occurrences)
    best: list[tuple[float, int]] = []
    for index, occurrence in enumerate(ranked):
        length = encoded[occurrence.segment].length
        weight, before = float(length), -1
        for earlier in range(index):
            other = ranked[earlier]
            if other.end <= occurrence.start and other.segment < occurrence.segment:
                gain = best[earlier][0] - min(0.9, (occurrence.start - other.end) * 1e-5)
                if gain > 0 and gain + length > weight:
                    weight, before = gain + length, earlier
        best.append((weight, before))
    chain: list[Occurrence] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(ranked[at])
        at = best[at][1]
    return chain[::-1]


def _densest(occurrences: Sequence[Occurrence], encoded: Sequence[EncodedSegment]) -> list[Occurrence]:
    """Return the occurrences in the stretch, of a few times the policy's length, that has the most wording."""
    reach = 4 * sum(segment.length for segment in encoded) + 4_000
    counts: Counter[int] = Counter()
    weight, first, best = 0, 0, (0, 0, 0)
    for last, occurrence in enumerate(occurrences):
        counts[occurrence.segment] += 1
        if counts[occurrence.segment] == 1:
            weight += encoded[occurrence.segment].length
        while occurrence.end - occurrences[first].start > reach:
            gone = occurrences[first].segment
            counts[gone] -= 1
            if not counts[gone]:
                weight -= encoded[gone].length
            first += 1
        if weight > best[0]:
            best = (weight, first, last + 1)
    # The text around the heart may hold what was moved, so a little more on both sides.
    return list(occurrences[best[1] : best[2]])


def _number_there(places: Places, heart: Sequence[Occurrence], chain: Sequence[Occurrence]) -> str:
    """Return the number that the policy has in the manual: nearly always the encoded one."""
    expected = policy_number(places.encoded)
    if not chain:
        return expected
    low, high = chain[0].start - 500, chain[-1].end + 500
    labels = Counter(
        glue.policy_number
        for o in heart
        if low <= o.start <= high and places.encoded[o.segment].kind is SegmentKind.HEADING
        if (glue := places.label_before(o.start)) is not None and glue.kind is GlueKind.SECTION
    )
    return labels.most_common(1)[0][0] if labels and expected not in labels else expected


def _may_belong(places: Places, occurrence: Occurrence, number: str) -> bool:
    """Tell whether a heading's wording stands under the policy's number, where it stands under any."""
    if places.encoded[occurrence.segment].kind is not SegmentKind.HEADING:
        return True
    glue = places.label_before(occurrence.start)
    return glue is None or glue.kind is GlueKind.ITEM or glue.policy_number == number


def _is_skeleton(places: Places, chain: Sequence[Occurrence], total: int) -> bool:
    """Tell whether the headings alone show the policy: half of them, with text between, so no table of contents."""
    headings = sum(segment.kind is SegmentKind.HEADING for segment in places.encoded)
    found = sum(places.encoded[o.segment].kind is SegmentKind.HEADING for o in chain)
    return headings > 1 and 2 * found >= headings and chain[-1].end - chain[0].start >= 0.3 * total


def _foreign(places: Places, number: str) -> list[Glue]:
    return [g for g in places.glue if g.kind is not GlueKind.ITEM and g.policy_number != number]


def _start(places: Places, first: Occurrence, number: str) -> int:
    """Return where the policy's title begins, or its first section where no title can be seen."""
    text, encoded = places.manual.text, places.encoded
    if encoded[first.segment].kind is SegmentKind.TITLE:
        return _line_start(places.manual, first.start)
    foreign = [g.end for g in _foreign(places, number) if g.end <= first.start]
    floor = max(foreign, default=0)
    sections = [
        g
        for g in places.glue
        if g.kind is GlueKind.SECTION and g.policy_number == number and floor <= g.start <= first.start
    ]
    # Backwards from the first wording found, section by section, but not into a table of contents.
    start, upper = first.start, None
    for glue in reversed(sections):
        order = tuple(int(part) for part in glue.label.split("."))
        if upper is not None and order >= upper:
            break
        if first.start - glue.start > 3 * sum(s.length for s in encoded):
            break
        start, upper = glue.start, order
    titles = [
        o.start
        for o in places.occurrences
        if encoded[o.segment].kind is SegmentKind.TITLE and max(floor, start - _FARTHEST_TITLE) <= o.start < start
    ]
    if titles:
        return _line_start(places.manual, max(titles))
    candidate = _title_line(places.manual, start, own=True)
    return candidate.start if candidate is not None and text[candidate.start : start].strip() else start


def _title_line(manual: ManualText, start: int, *, own: bool = False) -> Line | None:
    """Return the line above a chapter's first section, if it can be a title.

    Of the policy's ``own`` title less is asked: it is expected there, and may have been changed to anything.
    """
    for index in range(manual.line_index(start) - 1, max(-1, manual.line_index(start) - 6), -1):
        line = manual.lines[index]
        text = manual.line_text(line)
        if text.strip() and not line.furniture:
            fits = len(text.split()) <= 12 and not _ENDED.search(text) if own else looks_like_title(text)
            return line if fits else None
    return None


def looks_like_title(line: str) -> bool:
    """Tell whether a line can be a title: a few words, most with a capital, and no end of a sentence."""
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    long_words = [word for word in words if len(word) > 3]
    capital = sum(word[0].isupper() for word in long_words)
    return (
        0 < len(words) <= 12
        and not _ENDED.search(line)
        and not re.match(r"\s*\(", line)
        and words[0][0].isupper()
        and 2 * capital >= len(long_words)
        and not is_page_mark(line)
    )


def _end(places: Places, last: int, number: str) -> int:
    """Return where the policy ends: before the title of the chapter that follows it."""
    manual = places.manual
    foreign = [g.start for g in _foreign(places, number)]
    at = bisect_left(foreign, last)
    following = foreign[at] if at < len(foreign) else None
    # Sections under the policy's number that are not encoded belong to it, however many they are.
    farthest = last + _LONGEST_ADDED
    for glue in places.glue:
        if glue.kind is GlueKind.SECTION and glue.policy_number == number and last < glue.start:
            too_far = glue.start > min(last + _FARTHEST_END, farthest)
            if too_far or (following is not None and glue.start > following):
                break
            last = glue.end
    if following is not None and following > last + _FARTHEST_END:
        following = None
    first_line = manual.line_index(last)
    if manual.lines[first_line].end - manual.lines[first_line].start > LONG_LINE:
        return _sentence_end(manual.text, last, following)
    titles = [
        line.start
        for index in range(first_line + 1, len(manual.lines))
        if (line := manual.lines[index]).start <= last + _FARTHEST_END
        and (following is None or line.start < following)
        and not line.furniture
        and _begins_part(manual, index)
    ]
    if following is not None:
        above = _title_line(manual, following)
        titles += [above.start] if above is not None and above.start > last else []
        return max(titles, default=max(_line_start(manual, following), last))
    if titles and not _only_titles_follow(manual, last):
        return titles[0]
    if len(manual.text) - last <= _SHORT_REST:
        return len(manual.text)
    blank = re.compile(r"\n\s*\n").search(manual.text, last)
    return min(blank.start() if blank else len(manual.text), last + _FARTHEST_END)


def _only_titles_follow(manual: ManualText, last: int) -> bool:
    """Tell whether nothing but a few lines like titles stands after the policy: those head no chapter."""
    below = manual.lines[manual.line_index(last) + 1 :] if len(manual.text) - last <= _SHORT_REST else ()
    told = [text for line in below if not line.furniture and _says(text := manual.line_text(line))]
    return bool(told) and all(map(looks_like_title, told))


def _says(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _begins_part(manual: ManualText, index: int) -> bool:
    """Tell whether a line looks like a title and stands apart from what is above it."""
    above = index - 1
    while above >= 0 and manual.lines[above].furniture:
        above -= 1
    apart = above < 0 or not manual.line_text(manual.lines[above]).strip() or above < index - 1
    return apart and looks_like_title(manual.line_text(manual.lines[index]))


def _line_start(manual: ManualText, offset: int) -> int:
    """Return where the line of a place begins; the place itself in a text that has lost its lines."""
    line = manual.line_at(offset)
    return line.start if line.end - line.start <= LONG_LINE else offset


def _sentence_end(text: str, last: int, following: int | None) -> int:
    """Where lines say nothing, the policy ends with the last sentence before the next chapter's number."""
    if following is None:
        return len(text) if len(text) - last <= _SHORT_REST else last
    ends = [m.end() for m in re.compile(r"[.?!][\"')\]]*(?=\s)").finditer(text, last, following)]
    return ends[-1] if ends else last
