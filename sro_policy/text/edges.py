"""Says what was not compared, so that no word of a manual is left out in silence.

Where a policy ends is read from what follows, and a line like a title may head the next chapter or be the policy's
own last word. A line may be page furniture or say something. Either way the reader of a report can look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sro_policy.text.furniture import masked
from sro_policy.text.glue import GlueKind, find_glue
from sro_policy.text.manual import ManualText
from sro_policy.text.region import Region
from sro_policy.text.report import Where
from sro_policy.text.segments import shown

_LETTERHEAD = 500  # no more characters stand above a policy that is not behind another chapter
_MOST_SHOWN = 8
_LONGEST_SHOWN = 80


def place_of(manual: ManualText, offset: int) -> Where:
    """Return a place of the manual's text as a report tells it."""
    line = manual.line_at(offset)
    return Where(line.page if manual.encoding == "pdf" else None, line.number)


def notes_on_ends(manual: ManualText, region: Region) -> tuple[str, ...]:
    """Return what to tell of the wording right above the policy and right below it."""
    notes = []
    above = list(_told(manual, 0, region.start)) if region.start <= _LETTERHEAD else []
    if above:
        told = _joined([_shown(manual, *span) for span in above])
        notes.append(f"not compared, because it stands above the policy: {told}")
    below = next(_told(manual, region.end, len(manual.text)), None)
    if below and not _begins_other(manual.text[slice(*below)], region.number):
        place, words = place_of(manual, below[0]), _shown(manual, *below)
        notes.append(f"compared up to {place}, where another chapter seems to begin: {words}")
    return tuple(notes)


def note_on_furniture(policy: ManualText, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return what to tell of the policy's lines that were left out as page furniture.

    ``spans`` are the places that are reported: wording in those was not left out.
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for line in policy.lines:
        says = line.furniture and any(map(_is_spelled, policy.line_text(line)))
        if says and not any(start < line.end and line.start < end for start, end in spans):
            key = masked(policy.line_text(line))
            counts[key] += 1
            first.setdefault(key, _shown(policy, line.start, line.end))
    # What stands once is the least like furniture.
    told = [first[key] for key in sorted(first, key=lambda key: counts[key])]
    return (f"left out as running titles, page numbers and notices: {_joined(told)}",) if told else ()


def _told(manual: ManualText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where lines that say something, and are no furniture, stand between two places."""
    for line in manual.lines:
        low, high = max(line.start, start), min(line.end, end)
        if low < high and not line.furniture:
            first = next((at for at in range(low, high) if _is_spelled(manual.text[at])), None)
            if first is not None:
                yield first, high


def _is_spelled(character: str) -> bool:
    return character.isalnum() or character == "§"


def _begins_other(line: str, number: str) -> bool:
    """Tell whether a line begins with the number of a chapter, or of a section in one, other than the policy's."""
    return any(
        glue.kind is not GlueKind.ITEM and glue.policy_number != number and not line[: glue.start].strip()
        for glue in find_glue(line)
    )


def _shown(manual: ManualText, start: int, end: int) -> str:
    text = shown(manual.text, start, min(end, start + 2 * _LONGEST_SHOWN))
    return f"“{text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + '…'}”"


def _joined(told: Sequence[str]) -> str:
    more = f" and {len(told) - _MOST_SHOWN} more" if len(told) > _MOST_SHOWN else ""
    return ", ".join(told[:_MOST_SHOWN]) + more
