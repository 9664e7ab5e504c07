"""Finds wording by its fingerprint: every window of the right length that begins and ends where wording can.

Only lengths and hashes are known, so each window that may be one has to be hashed. What keeps that cheap is that
the places where a segment can begin or end are held as the bits of one large number each: shifted by a length and
combined, they leave the few windows of that length that are worth a hash.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from sro_policy.errors import InputError
from sro_policy.text.encoded import EncodedSegment
from sro_policy.text.fingerprints import digest, parse_fingerprint, spelling

# Windows hashed in one search. A manual of ordinary prose needs a few thousand for each hundred pages; only a text
# of nothing but line ends and full stops comes near, or one of some megabytes on a single line.
MOST_WINDOWS = 5_000_000
# Spelled characters of one text. Some characters are spelled with eighteen; no manual is made of those.
MOST_LETTERS = 10_000_000
# From this length on, no wording stands inside another sentence by chance, so that a window may begin and end at
# any word; what then stands around it shows that its sentence was extended.
SHORTEST_LOOSE = 25

_SEPARATES = re.compile(r"[\n.:;!?()]")


@frozen
class Stream:
    """The spelled characters of a text, each with its place there."""

    text: str
    letters: str
    places: array[int]

    def end_place(self, index: int) -> int:
        """Return the place just after the character before ``index``."""
        return self.places[index - 1] + 1


@frozen(order=True)
class Occurrence:
    """Where the wording of the segment with a number stands in a text."""

    start: int
    end: int
    segment: int


Wanted = Mapping[int, Mapping[str, Sequence[int]]]


def wanted(encoded: Sequence[EncodedSegment], only: Sequence[int] | None = None) -> Wanted:
    """Return what to look for: length, hash, numbers of the segments."""
    table: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in range(len(encoded)) if only is None else only:
        mark = parse_fingerprint(encoded[number].fingerprint)
        table[mark.length][mark.digest].append(number)
    return table


def stream(text: str, left_out: Sequence[tuple[int, int]]) -> Stream:
    """Spell a text without the parts left out, which are in order and do not overlap.

    Raises ``InputError`` for a text that is spelled with too many characters.
    """
    places = array("Q")
    runs: list[str] = []
    at = 0
    for start, end in [*left_out, (len(text), len(text))]:
        for place, letters in spelling(text, at, start):
            if len(places) > MOST_LETTERS:
                raise InputError(f"this text cannot be searched: it is spelled with more than {MOST_LETTERS:,} letters")
            runs.append(letters)
            if letters.isascii() and text[place].isascii():
                places.extend(range(place, place + len(letters)))
            else:
                places.extend([place] * len(letters))
        at = max(at, end)
    return Stream(text, "".join(runs), places)


def find(source: Stream, table: Wanted, *, loose: bool, headings: Sequence[int] = ()) -> list[Occurrence]:
    """Return where the wanted wording stands, in order.

    A window begins and ends at a line's end or a punctuation mark; if ``loose``, one of
    :data:`SHORTEST_LOOSE` characters or more may begin and end at any word, and so may end one that begins where
    a heading does: ``headings`` are those places of the text. Raises ``InputError`` for a text in which that
    leaves too many windows.
    """
    strict_ends = _boundaries(source, strict=True)
    loose_ends = _boundaries(source, strict=False) if loose else strict_ends
    begun = sum(1 << index for index in {bisect_left(source.places, place) for place in headings})
    found: list[Occurrence] = []

    def windows_of(length: int) -> int:
        if length >= SHORTEST_LOOSE:
            return loose_ends & (loose_ends >> length)
        return (strict_ends & (strict_ends >> length)) | (begun & (loose_ends >> length))

    # Counted before any is hashed, for a count costs next to nothing.
    if sum(windows_of(length).bit_count() for length in table) > MOST_WINDOWS:
        raise InputError("this text cannot be searched: it lost its line ends, or has hardly a word between its breaks")
    for length, digests in table.items():
        for start in _bits(windows_of(length)):
            found.extend(
                Occurrence(source.places[start], source.end_place(start + length), number)
                for number in digests.get(digest(source.letters[start : start + length]), ())
            )
    return sorted(found, key=lambda o: (o.start, o.end, o.segment))


def _boundaries(source: Stream, *, strict: bool) -> int:
    """Return the places between characters where wording can begin or end, as bits."""
    text, places = source.text, source.places
    flags = bytearray(b"0") * (len(places) + 1)
    flags[0] = flags[-1] = ord("1")
    one = ord("1")
    previous = places[0] if places else 0
    for index, place in enumerate(places):
        if place > previous + 1 and (not strict or _SEPARATES.search(text, previous + 1, place)):
            flags[index] = one
        previous = place
    flags.reverse()
    return int(flags, 2)


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set."""
    digits = bin(number)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
