"""The structural glue of a policy: list labels, section numbers and chapter numbers, which are not wording.

Glue is found where it can only be glue: at the start of a line, or after the punctuation that ends what stands
before it. "(a)" in the middle of a sentence, or the number of a statute, stays wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from attrs import frozen


class GlueKind(Enum):
    """What a piece of glue introduces."""

    ITEM = "item"
    SECTION = "section"
    CHAPTER = "chapter"


@frozen
class Glue:
    """A piece of glue: where it stands and the label in its standard form, "(a)" or "431.5"."""

    start: int
    end: int
    kind: GlueKind
    label: str

    @property
    def policy_number(self) -> str:
        """The number of the policy that a section or chapter number belongs to; empty for a list label."""
        return "" if self.kind is GlueKind.ITEM else self.label.partition(".")[0]


# (a) at a line's start, or after the punctuation that closes the stem or the item before it.
_ITEM_AT_LINE = r"^[^\S\n]*(?P<item>\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))(?![).,;])"
_ITEM_AFTER = r"(?<=[.:;])\s+(?P<inline>\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))(?=\s)"
_ITEM_BARE = r"^[^\S\n]*(?P<bare>[a-z])[.)](?=\s)"
# 431.5 before a heading; a statute's number (626.8482) has more digits after its point or a § before it.
_NUMBER = r"\d{1,4}(?:\.\d{1,3}){1,4}(?![\w.]|,)"
_SECTION_AT_LINE = rf"^[^\S\n]*(?P<section>{_NUMBER})[^\S\n]*(?:[-–—:][^\S\n]*)?(?=$|(?<=\s)[A-Z\"“(])"
_SECTION_AFTER = rf"(?<=[.:;)])\s+(?P<insection>{_NUMBER})(?=\s+[A-Z]{{2}})"
_SECTION_BEFORE_CAPITALS = rf"(?<![§\s])\s+(?P<capitals>{_NUMBER})(?=\s+[A-Z]{{3}})"
_CHAPTER = (
    r"^[^\S\n]*(?P<chapter>(?:P(?:olicy|OLICY)|C(?:hapter|HAPTER)|General Order)\s+(?P<number>\d{1,4}))"
    r"(?=[^\S\n]*$|[^\S\n]*[-–—:.]|[^\S\n]+[A-Z])[^\S\n]*[-–—:.]?"
)
_ITEMS = re.compile(f"{_ITEM_AT_LINE}|{_ITEM_AFTER}|{_ITEM_BARE}", re.MULTILINE)
_SECTIONS = re.compile(f"{_SECTION_AT_LINE}|{_SECTION_AFTER}|{_SECTION_BEFORE_CAPITALS}", re.MULTILINE)
_CHAPTERS = re.compile(_CHAPTER, re.MULTILINE)
_CITED = re.compile(r"(?:§|\bStat\.|\bSubd\.|\bsections?|\bsee)\s*\Z", re.IGNORECASE)


def find_glue(text: str) -> tuple[Glue, ...]:
    """Return the glue of a text in its order; pieces never overlap."""
    found: list[Glue] = []
    for match in _ITEMS.finditer(text):
        name = match.lastgroup or ""
        letter = match[name].strip("()").lower()
        found.append(Glue(match.start(name), match.end(), GlueKind.ITEM, f"({letter})"))
    for match in _SECTIONS.finditer(text):
        name = match.lastgroup or ""
        if not _CITED.search(text, max(0, match.start(name) - 20), match.start(name)):
            found.append(Glue(match.start(name), match.end(), GlueKind.SECTION, match[name]))
    found.extend(
        Glue(match.start("chapter"), match.end(), GlueKind.CHAPTER, match["number"])
        for match in _CHAPTERS.finditer(text)
    )
    found.sort(key=lambda glue: (glue.start, -glue.end))
    return tuple(_without_overlaps(found))


def begins_with_glue(line: str) -> bool:
    """Tell whether a line, taken alone, begins with a list label, a section number or a chapter number."""
    return any(not line[: glue.start].strip() for glue in find_glue(line))


def _without_overlaps(found: Sequence[Glue]) -> list[Glue]:
    kept: list[Glue] = []
    for glue in found:
        if not kept or glue.start >= kept[-1].end:
            kept.append(glue)
    return kept
