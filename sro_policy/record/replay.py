"""Judges the facts of a record again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sro_policy.decision import Decision, EngineName
from sro_policy.errors import InputError
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.judging import checked, judge
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.policy import Policy
from sro_policy.record.comparison import between, differences
from sro_policy.record.making import commit, draft
from sro_policy.record.shape import PARTS, Record, committed
from sro_policy.record.verification import Difference

_MAY_CHANGE = ("status", "word", "due_by", "deadlines")
"""What a finding can come to say otherwise once more is known, beside the answers that were unknown."""


def replay_in_full(said: Record, policy: Policy, engine: EngineName, limits: Limits) -> Iterator[Difference]:
    """Yield every difference between a record of which all is shown and what its facts give."""
    try:
        decision, snapshot = _judged(_case(said, _reasons(said)), policy, engine, limits)
    except InputError as error:
        yield Difference("facts", f"they cannot be judged: {error}")
        return
    again = draft(decision, snapshot, policy.vocabulary)
    salts = {item.path: item.entry["salt"] for item in committed(said)}
    commit(again, lambda path: salts.get(path, ""))
    yield from differences(said, again)


def replay_in_part(said: Record, policy: Policy, engine: EngineName, limits: Limits) -> Iterator[Difference]:
    """Yield where a record says otherwise than the facts that it shows decide, whatever the others are.

    Learning a fact changes no decided finding, so what these facts decide must stand in the record.
    """
    try:
        # Without reasons: they decide nothing, and one could be about a part of which nothing is shown.
        decision, _ = _judged(_case(said, {}), policy, engine, limits)
    except InputError as error:
        yield Difference("facts", f"they cannot be judged: {error}")
        return
    yield from between(said["policy"], dict(decision.policy), "policy")
    yield from between(said["settings"], dict(decision.settings), "settings")
    places = {(item["rule"], item["subject"]): index for index, item in enumerate(said["findings"])}
    for finding in decision.findings:
        index = places.get((finding.rule, finding.subject))
        if index is None:
            yield Difference("findings", f"the record lacks `{finding.rule}` of `{finding.subject}`")
            continue
        found = said["findings"][index]
        for name, value in finding.to_json().items():
            if name in found and name not in _MAY_CHANGE and value != "unknown":
                yield from between(found[name], value, f"findings[{index}].{name}")


def _judged(case: Record, policy: Policy, engine: EngineName, limits: Limits) -> tuple[Decision, Snapshot]:
    ready, snapshot = checked(case, policy=policy, settings=None, as_of=None, engine=engine, limits=limits)
    return judge(ready, snapshot), snapshot


def _reasons(record: Record) -> dict[str, str]:
    return {f"{item['rule']}@{item['subject']}": item["value"] for item in record["reasons"]}


def _case(record: Record, reasons: Mapping[str, str]) -> Record:
    """Return the case of which a record is, as far as it is shown."""
    known: dict[str, dict[str, Any]] = {part: {} for part in PARTS} | {act: {"id": act} for act in record["acts"]}
    for entry in record["facts"]:
        if "value" in entry:
            known[entry["subject"]][entry["fact"].partition(".")[2]] = entry["value"]
    return {
        "as_of": record["as_of"],
        "event": record["event"],
        "acts": [known.pop(act) for act in record["acts"]],
        "reasons": reasons,
        "settings": record["settings"],
        **known,
    }
