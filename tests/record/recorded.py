"""Random records for tests, and random changes of them."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

from sro_policy import InputError, evaluate
from sro_policy.record.shape import digest_of, result_of

from ..cases_at_random import case

KEY = bytes(range(32))
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_SETTINGS = ({}, {"A2": "one"}, {"M1": "free"}, {"A2": "one", "M1": "free"})


def random_case(pick: random.Random) -> dict[str, Any]:
    """Return a random case with a setting, an event and reasons here and there."""
    found = case(pick, acts=pick.randint(0, 3), share_known=pick.choice((0.3, 0.6, 0.9)))
    found["settings"] = pick.choice(_SETTINGS)
    if pick.random() < 0.5:
        found["event"] = f"e{pick.randint(1, 99)}"
    findings = evaluate(found).findings
    chosen = pick.sample(findings, k=min(len(findings), pick.randint(0, 3)))
    found["reasons"] = {f"{f.rule}@{f.subject}": f"reason {pick.randint(1, 9)}" for f in chosen}
    return found


def record_of(document: Any, **options: Any) -> dict[str, Any]:
    """Return the record of a case, made with a key that tests know."""
    return evaluate(document).record(**{"key": KEY, **options})


def random_records(seed: int, number: int) -> Iterator[dict[str, Any]]:
    """Yield random records, each naming the one before it."""
    pick = random.Random(seed)
    previous: str | None = None
    for _ in range(number):
        found = record_of(random_case(pick), previous=previous)
        previous = found["digest"]
        yield found


def written(value: object) -> str:
    """Return JSON as it is compared: what is another value is another text."""
    return json.dumps(value, sort_keys=True)


def masked(value: object) -> str:
    """Return JSON with every digest and commitment made the same."""
    return _HASH.sub("#", written(value))


def resealed(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the digests that its content has, as whoever rewrites one would make them."""
    found = copy.deepcopy(record)
    found["result"] = result_of(found)
    found["digest"] = digest_of(found)
    return found


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from _containers(item)


def changed_once(record: dict[str, Any], pick: random.Random) -> dict[str, Any]:
    """Return a record with one change somewhere in its tree: a value, a key, an entry, an order or one character."""
    while True:
        found = copy.deepcopy(record)
        _change(pick.choice(list(_containers(found))), pick)
        if written(found) != written(record):
            return found


def _change(place: Any, pick: random.Random) -> None:
    if isinstance(place, list):
        how = pick.choice(("swap", "drop", "double", "add", "value"))
        if how == "swap" and len(place) > 1:
            one, other = pick.sample(range(len(place)), 2)
            place[one], place[other] = place[other], place[one]
        elif how == "drop" and place:
            place.pop(pick.randrange(len(place)))
        elif how == "double" and place:
            place.append(copy.deepcopy(pick.choice(place)))
        elif how == "add":
            place.insert(pick.randint(0, len(place)), _anything(pick))
        elif place:
            at = pick.randrange(len(place))
            place[at] = _other(place[at], pick)
        return
    how = pick.choice(("drop", "add", "rename", "value", "value", "value"))
    if how == "add" or not place:
        place[pick.choice(("x", "value", "salt", "commitment", "reason"))] = _anything(pick)
        return
    name = pick.choice(list(place))
    if how == "drop":
        del place[name]
    elif how == "rename":
        place[f"{name}s"] = place.pop(name)
    else:
        place[name] = _other(place[name], pick)


def _anything(pick: random.Random) -> Any:
    return pick.choice((None, True, False, 0, 1, -1, 16, 1.0, "", "x", [], {}, "sha256:" + "0" * 64, "0" * 64))


def _other(value: Any, pick: random.Random) -> Any:
    if isinstance(value, bool):
        return pick.choice((not value, int(value), None))
    if isinstance(value, int):
        return pick.choice((value + 1, float(value), str(value)))
    if isinstance(value, str) and value and pick.random() < 0.7:
        at = pick.randrange(len(value))
        return value[:at] + pick.choice("0123456789abcdefghijk") + value[at + 1 :]
    return _anything(pick)


def outcome_or_refusal(verify: Any, record: Any) -> str:
    """Return the outcome of verifying, or `refused`."""
    try:
        return str(verify(record).outcome)
    except InputError:
        return "refused"
