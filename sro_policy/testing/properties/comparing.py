"""Comparing decisions finding by finding, in words that show where they part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sro_policy.decision import Decision, Finding


def by_place(decision: Decision) -> dict[tuple[str, str], Finding]:
    """Return the findings by rule and subject."""
    return {(finding.rule, finding.subject): finding for finding in decision.findings}


def parted(
    before: Mapping[tuple[str, str], Finding],
    after: Mapping[tuple[str, str], Finding],
    shown: Callable[[Finding], object] = lambda finding: finding.to_json(),
) -> str | None:
    """Return in words the first finding of the one that the other lacks or has otherwise; ``None`` for no such one.

    ``shown`` says what of a finding is compared.
    """
    for place, finding in before.items():
        one, other = shown(finding), None if place not in after else shown(after[place])
        if one != other:
            return f"{place[0]} on {place[1]}: {_unlike(one, other)}"
    return None


def _unlike(one: object, other: object) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        return ", ".join(f"{key} {one[key]!r} and {other[key]!r}" for key in one if one[key] != other[key])
    return f"{one!r} and {other!r}"


def status_alone(finding: Finding) -> dict[str, Any]:
    """Return what facts decide of a finding, without what is listed beside it for a person."""
    left = finding.to_json()
    del left["bearing"]
    return left
