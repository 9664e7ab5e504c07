"""A replay compares all that was kept, byte for byte, but for who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sro_policy.session import replay

from .test_journaled import kept, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ([0, "findings"], [], "step 1 (0:01 learn (observer)) is not what there is of it: `findings`"),
        ([1, "findings"], [{"rule": "more"}], "step 2 (0:05 learn (officer)) is not what there is of it: `findings`"),
        ([3, "findings", 0, "after"], "met", "step 4 (0:11 carry on a1 (officer)) is not what there is of it"),
        (["header", "policy", "number"], "432", "step 0 (0:00 open (officer)) is not what there is of it: `policy`"),
        (["header", "policy", "edition"], "none", "step 0 (0:00 open (officer)) is not what there is of it: `policy`"),
        (["header", "began"], "2026-11-24T08:00:00Z", "step 0 (0:00 open (officer)) is not what there is of it: `bega"),
        ([7, "step", "names"], ["act.purposes"], "step 8 (0:22 withdraw a1 act.purposes (sensor)) does not change"),
        ([1, "step", "said", "moments", "staff_notified"], 2500.0, "`2500.0` is not a whole number"),
    ],
)
def test_whatever_is_otherwise_is_found(place: list[Any], value: Any, says: str, tmp_path: Path) -> None:
    """In a journal that somebody wrote anew, chain and all; the step is named, and what of it."""
    header, entries = kept(tmp_path / "e7.jsonl")
    holder: Any = {"header": header, **dict(enumerate(entries))}
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    found = replay(written(tmp_path / "other.jsonl", header, entries))
    assert found.outcome == "different"
    assert says in found.problem


def test_who_made_it_is_no_matter(tmp_path: Path) -> None:
    """Another version of the library, or another engine, may have taken the steps; and nothing follows from a name."""
    header, entries = kept(tmp_path / "e7.jsonl")
    header |= {"library": {"name": "other", "version": "0"}, "engine": None, "event": "e8"}
    found = replay(written(tmp_path / "other.jsonl", header, entries))
    assert found.outcome == "same"
    assert found.incident is not None
    assert found.incident.event == "e8"
