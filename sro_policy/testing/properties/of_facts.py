"""Properties of facts: what learning, leaving out, reordering and adding facts may and may not change."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from sro_policy.policy import Policy
from sro_policy.testing.cases import partial_cases
from sro_policy.testing.properties.comparing import by_place, parted, status_alone
from sro_policy.testing.properties.property import Judge, Property
from sro_policy.testing.said import JsonCase
from sro_policy.testing.single_parts import acts
from sro_policy.testing.timelines import timelines
from sro_policy.vocabulary import PARTS, Vocabulary


def _growing(policy: Policy, settings: Mapping[str, str] | None) -> st.SearchStrategy[list[JsonCase]]:
    return timelines(policy, settings=settings, acts=(0, 1), whole=False)


def _undone(timeline: list[JsonCase], judge: Judge) -> str | None:
    decided = [by_place(judge(case)) for case in timeline]
    for before, after in pairwise(decided):
        for (rule, subject), early in before.items():
            late = after.get((rule, subject))
            for side in ("applies", "broken"):
                was, now = getattr(early, side), getattr(late, side, "missing")
                if was not in {"unknown", now}:
                    return f"{rule} on {subject}: {side} was {was}, and is {now} once more is known"
    return None


def _reordered(case: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(case, dict):
        return {key: _reordered(case[key]) for key in reversed(case)}
    return [_reordered(item) for item in reversed(case)] if isinstance(case, list) else case


def _by_order(case: JsonCase, judge: Judge) -> str | None:
    one, other = by_place(judge(case)), by_place(judge(_reordered(case)))
    return parted(one, other) or parted(other, one)


def _with_another(policy: Policy, settings: Mapping[str, str] | None) -> st.SearchStrategy[tuple[JsonCase, JsonCase]]:
    return st.tuples(
        partial_cases(policy, settings=settings, acts=1), acts(policy, settings=settings, name="another act")
    )


def _by_another(example: tuple[JsonCase, JsonCase], judge: Judge) -> str | None:
    case, another = example
    return parted(by_place(judge(case)), by_place(judge({**case, "acts": [*case["acts"], another]})))


def _without_bearing(case: JsonCase, vocabulary: Vocabulary) -> JsonCase:
    def bare(subject: str, known: Mapping[str, Any]) -> dict[str, Any]:
        bearing = {fact.name for fact in vocabulary.of(subject) if fact.bearing}
        return {name: value for name, value in known.items() if name not in bearing}

    found = {**case, **{part: bare(part, case[part]) for part in PARTS if part in case}}
    return {**found, "acts": [bare("act", act) for act in case.get("acts", ())]}


def _by_bearing(case: JsonCase, judge: Judge) -> str | None:
    bare = by_place(judge(_without_bearing(case, judge.policy.vocabulary)))
    return parted(bare, by_place(judge(case)), status_alone)


def _with_nulls(case: JsonCase, vocabulary: Vocabulary) -> JsonCase:
    def spelled(subject: str, known: Mapping[str, Any]) -> dict[str, Any]:
        return {fact.name: None for fact in vocabulary.of(subject)} | dict(known)

    found: JsonCase = dict.fromkeys(("as_of", "event", "acts", "reasons", "settings", *PARTS))
    found |= {**case, **{part: spelled(part, case[part]) for part in PARTS if part in case}}
    return found | ({"acts": [spelled("act", act) for act in case["acts"]]} if "acts" in case else {})


def _by_nulls(case: JsonCase, judge: Judge) -> str | None:
    one, other = judge(case), judge(_with_nulls(case, judge.policy.vocabulary))
    where = parted(by_place(one), by_place(other)) or parted(by_place(other), by_place(one))
    return where or (None if one.digest == other.digest else "the digests differ")


def _cases(policy: Policy, settings: Mapping[str, str] | None) -> st.SearchStrategy[JsonCase]:
    return partial_cases(policy, settings=settings)


LEARNING = Property("learning", "learning more never undoes what was decided", _growing, _undone)
ORDER = Property("order", "the order of facts and of acts changes no finding", _cases, _by_order)
ANOTHER_ACT = Property(
    "another-act", "a second, unrelated act changes no finding on the first", _with_another, _by_another
)
BEARING = Property("bearing", "a bearing fact is listed for a person, and decides nothing", _cases, _by_bearing)
NULL = Property("null", "a fact that is null is a fact that is left out", _cases, _by_nulls)
