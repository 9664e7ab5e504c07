"""The segments of a policy as the library encodes them: fingerprints, clauses and rules, and no wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import Attribute, field, frozen

from sro_policy.text.fingerprints import parse_fingerprint
from sro_policy.text.segments import SegmentKind


def _is_fingerprint(_instance: object, _attribute: Attribute[str], value: str) -> None:
    parse_fingerprint(value)


@frozen
class EncodedSegment:
    """One segment of the official text as it was encoded.

    ``clauses`` are the ids of the clauses that are cut from it (none for the title or a heading), ``rules`` the
    ids of the rules that rest on it, ``listed`` the ids of the clauses that it introduces, where it is a stem.
    ``label`` is what stands before it: "(a)", "431.5" or nothing.
    """

    fingerprint: str = field(validator=_is_fingerprint)
    kind: SegmentKind = SegmentKind.TEXT
    label: str = ""
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How a report calls the segment: its clauses, its section's number or "title"."""
        return ", ".join(self.clauses) or self.label or self.kind.value

    @property
    def length(self) -> int:
        """How many characters its wording is spelled with."""
        return int(self.fingerprint.partition(":")[0])


def encoded_segments(
    title: str,
    headings: Mapping[str, str],
    clauses: Mapping[str, str],
    rules: Mapping[str, Iterable[str]] | None = None,
    stems: Mapping[str, Iterable[str]] | None = None,
) -> tuple[EncodedSegment, ...]:
    """Return the segments of a policy in the order of its text.

    ``title`` is the fingerprint of the policy's title; ``headings`` gives that of each section ("431.5") and
    ``clauses`` that of each clause ("431.5.p1", "431.3(a)"), in the order of the text. Neighbouring clauses with
    one fingerprint are one segment. ``rules`` gives the ids of each clause's rules, ``stems`` the clauses of the
    list that a stem introduces. Raises ``ValueError`` for a clause that is in no section, or a rule or stem of
    a clause that is not there.
    """
    rules, stems = rules or {}, stems or {}
    for unknown in {*rules, *stems, *(c for listed in stems.values() for c in listed)} - clauses.keys():
        raise ValueError(f"no clause `{unknown}`")
    segments = [EncodedSegment(title, SegmentKind.TITLE)]
    current = ""
    together: list[str] = []
    for clause, mark in [*clauses.items(), ("", "")]:
        section = _section(clause, headings) if clause else ""
        if together and (mark != clauses[together[0]] or section != current):
            segments.append(_segment(together, clauses[together[0]], rules, stems))
            together = []
        if section != current and clause:
            current = section
            segments.append(EncodedSegment(headings[section], SegmentKind.HEADING, section))
        together.append(clause)
    return tuple(segments)


def _segment(
    together: list[str], mark: str, rules: Mapping[str, Iterable[str]], stems: Mapping[str, Iterable[str]]
) -> EncodedSegment:
    label = re.search(r"\([^()]+\)\Z", together[0])
    return EncodedSegment(
        mark,
        label=label[0] if label else "",
        clauses=tuple(together),
        rules=tuple(rule for clause in together for rule in rules.get(clause, ())),
        listed=tuple(item for clause in together for item in stems.get(clause, ())),
    )


def _section(clause: str, headings: Mapping[str, str]) -> str:
    """Return the section of a clause: the longest number that its id begins with."""
    found = [n for n in headings if clause == n or clause.startswith((f"{n}.", f"{n}("))]
    if not found:
        raise ValueError(f"no section of clause `{clause}`")
    return max(found, key=len)
