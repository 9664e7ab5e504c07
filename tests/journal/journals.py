"""What the tests of journals share: small journals, in each format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sro_policy.canonical import canonical, canonical_digest
from sro_policy.journal import Format, create_journal

FORMATS: tuple[Format, ...] = ("jsonl", "sqlite")
HEADER: dict[str, Any] = {"event": "e7", "policy": "431"}
ENTRIES: list[dict[str, Any]] = [
    {"kind": "learn", "said": {"incident.weapon": False}, "at": 0},
    {"kind": "begin", "act": "a1", "at": 1500},
    {"kind": "note", "text": 'the pupil said: "naïve?"\n\u2028', "at": 2000, "share": 0.5, "more": [None, True, []]},
]


def made(path: Path, entries: int = len(ENTRIES), **how: Any) -> Path:
    """Return a journal of the first entries, written and closed."""
    with create_journal(path, HEADER, **how) as journal:
        for entry in ENTRIES[:entries]:
            journal.append(entry)
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def forged(line: dict[str, Any]) -> bytes:
    """Return a line with the digest that it would have to have, and what ends it."""
    said = {name: value for name, value in line.items() if name != "digest"}
    return canonical({**said, "digest": canonical_digest(said)}) + b"\n"
