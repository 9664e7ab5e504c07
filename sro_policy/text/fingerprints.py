"""The fingerprint of a wording: what the project holds instead of the official words.

A wording is first *spelled*: NFKC and case folding, then only letters, digits and the section sign, with nothing
between them. So line wraps, hyphens at line ends, spacing, quotes, dashes, ligatures, soft hyphens and case make
no difference, and any letter or digit that differs does. The fingerprint is the number of those characters and
the SHA-256 of their UTF-8 bytes. The length is there because it is what makes a search possible: a window of the
manual needs hashing only if something of its length is looked for.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

# A letter and the combining accents after it are one unit: NFKC may join them. Everything in ASCII that is
# neither letter nor digit spells nothing and is skipped by not being matched.
# No letter of any language has more accents than nine; what sorts them takes the square of their number.
_ACCENT = "[\u0300-\u036f]"
_UNIT = re.compile(f"[0-9A-Za-z]+(?!{_ACCENT})|[0-9A-Za-z]{_ACCENT}{{1,9}}|[^\\x00-\\x7f]{_ACCENT}{{0,9}}")
_FORM = re.compile(r"([1-9][0-9]{0,6}):([0-9a-f]{64})")


@frozen
class Fingerprint:
    """A fingerprint taken apart: how many characters the wording is spelled with, and their hash."""

    length: int
    digest: str


def fingerprint(wording: str) -> str:
    """Return the fingerprint ``<length>:<sha256>`` of a wording.

    Raises ``ValueError`` for a wording without any letter or digit: it would match everywhere.
    """
    letters = spelled(wording)
    if not letters:
        raise ValueError("a wording without letters or digits has no fingerprint")
    return f"{len(letters)}:{digest(letters)}"


def parse_fingerprint(text: str) -> Fingerprint:
    """Take a fingerprint apart; raises ``ValueError`` for anything that :func:`fingerprint` cannot give."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"not a fingerprint: `{text[:80]}`")
    return Fingerprint(int(found[1]), found[2])


def spelled(wording: str) -> str:
    """Return the characters that a wording is spelled with, as they are hashed."""
    return "".join(letters for _, letters in spelling(wording))


def digest(letters: str) -> str:
    """Return the hash of characters that are spelled already."""
    return hashlib.sha256(letters.encode("utf-8")).hexdigest()


def spelling(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the spelled characters of ``text[start:end]`` in runs, each with the place where its run begins.

    In a run of plain ASCII the characters stand one for one; any other unit is a run of its own, and all its
    characters belong to the one place.
    """
    for unit in _UNIT.finditer(text, start, len(text) if end is None else end):
        run = unit[0]
        if run.isascii():
            yield unit.start(), run.lower()
        else:
            folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", run).casefold())
            letters = "".join(c for c in folded if c.isalnum() or c == "§")
            if letters:
                yield unit.start(), letters
