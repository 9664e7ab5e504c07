"""Pairs the segments that were not matched in a gap with the wording that stands there.

The cheapest explanation in order is taken: a pair costs little where label and length agree, and a segment that is
gone beside wording that is new always costs more than one that changed. One segment may have become up to three
parts, and up to three segments may have become one part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from sro_policy.text.segments import SegmentKind, Span

_MISSING = 0.75
_NEW = 0.2
_LENGTH = 0.6
_LABEL = 0.3
_SPLIT = 0.15
_MERGED = 0.5
_MOST = 3
# A gap this large is a policy rewritten; the cost of every pairing in it would be felt and mean nothing.
_LARGEST = 200_000


@frozen
class Unmatched:
    """A segment whose wording was not found: its number, length and label."""

    number: int
    length: int
    label: str


@frozen
class Part:
    """Wording that is not encoded, between which two matches it stands, and whether nothing ends its sentence."""

    span: Span
    window: int
    is_open: bool


def paired(unmatched: Sequence[Unmatched], parts: Sequence[Part]) -> tuple[list[tuple[int, list[Part]]], list[Part]]:
    """Return the pairs, a segment's number with its parts, and the parts that are left over."""
    if len(unmatched) * len(parts) > _LARGEST:
        return [], list(parts)
    # best[i][j]: the least cost of the first i segments and j parts, and how many of each its last step takes.
    best: list[list[tuple[float, int, int]]] = []
    for i in range(len(unmatched) + 1):
        best.append([])
        for j in range(len(parts) + 1):
            options = [(best[i - a][j - b][0] + cost, a, b) for a, b, cost in _steps(unmatched[:i], parts[:j])]
            best[i].append(min(options) if options else (0.0, 0, 0))
    return _walked(best, unmatched, parts)


def _walked(
    best: list[list[tuple[float, int, int]]], unmatched: Sequence[Unmatched], parts: Sequence[Part]
) -> tuple[list[tuple[int, list[Part]]], list[Part]]:
    pairs: list[tuple[int, list[Part]]] = []
    rest: list[Part] = []
    i, j = len(unmatched), len(parts)
    while i or j:
        _, a, b = best[i][j]
        if a and b:
            pairs.extend((segment.number, list(parts[j - b : j])) for segment in unmatched[i - a : i])
        elif b:
            rest.append(parts[j - 1])
        i, j = i - a, j - b
    return pairs[::-1], rest[::-1]


def _steps(unmatched: Sequence[Unmatched], parts: Sequence[Part]) -> Iterator[tuple[int, int, float]]:
    """Yield how many segments and parts a last step can take, and what it costs."""
    if unmatched:
        yield 1, 0, _MISSING
    if parts:
        yield 0, 1, _NEW
    if not unmatched or not parts:
        return
    for b in range(1, min(_MOST, len(parts)) + 1):
        last = parts[-b:]
        if all(_continues(part, last[0]) for part in last[1:]):
            yield 1, b, _cost(unmatched[-1:], last) + _SPLIT * sum(not part.is_open for part in last[:-1])
    for a in range(2, min(_MOST, len(unmatched)) + 1):
        if not any(segment.label for segment in unmatched[-a + 1 :]):
            yield a, 1, _cost(unmatched[-a:], parts[-1:]) + _MERGED * (a - 1)


def _continues(part: Part, first: Part) -> bool:
    return part.window == first.window and not part.span.label and part.span.kind is SegmentKind.TEXT


def _cost(unmatched: Sequence[Unmatched], parts: Sequence[Part]) -> float:
    expected, present = sum(s.length for s in unmatched), sum(p.span.size for p in parts)
    label = 0.0 if unmatched[0].label == parts[0].span.label else _LABEL
    return _LENGTH * (1 - min(expected, present) / max(expected, present)) + label
