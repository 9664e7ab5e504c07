"""``sro-policy fidelity``: what became of each clause."""

from __future__ import annotations

import json
from typing import Any

from .running import run


def test_each_clause_is_listed_with_what_became_of_it() -> None:
    """Encoded with its rules, described, or not encodable with the reason; and how many of each."""
    told = run("fidelity")
    assert told.code == 0
    lines = told.out.splitlines()
    assert "431.6.p1 · encoded · 431.6/consider-school-referral" in lines
    assert "50 clauses: 27 encoded, 8 described, 15 not encodable, 0 unread." in lines
    assert "carries the verb of the list that follows" in " ".join(told.out.split())


def test_programs_get_the_map_both_ways() -> None:
    """As JSON, each clause has its rules and each rule its clause."""
    found: Any = json.loads(run("fidelity", "--json").out)
    for item in found["clauses"]:
        assert all(found["rules"][rule] == item["clause"] for rule in item["rules"])
