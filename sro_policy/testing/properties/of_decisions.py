"""Properties of decisions: what words, guidance, digests and engines may and may not say."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from sro_policy.decision import Decision, Finding
from sro_policy.errors import EngineUnavailableError
from sro_policy.evaluation.compiled import ENGINES, engine_name
from sro_policy.policy import Policy
from sro_policy.testing.cases import cases, partial_cases
from sro_policy.testing.properties.comparing import by_place, parted
from sro_policy.testing.properties.property import Judge, Property
from sro_policy.testing.said import JsonCase

_REASON = "there was no other way"


def _cases(policy: Policy, settings: Mapping[str, str] | None) -> st.SearchStrategy[JsonCase]:
    return partial_cases(policy, settings=settings)


def _by_reasons(case: JsonCase, judge: Judge) -> str | None:
    plain = by_place(judge(case))
    reasons = {f"{rule}@{subject}": _REASON for rule, subject in plain}
    reasoned = by_place(judge({**case, "reasons": reasons}))

    def without_word(finding: Finding) -> dict[str, object]:
        return {key: value for key, value in finding.to_json().items() if key not in {"word", "reason"}}

    for (rule, subject), before in plain.items():
        after = reasoned.get((rule, subject))
        expected = "departed with reason" if before.word == "departed" else before.word
        if after is not None and after.word != expected:
            return f"{rule} on {subject}: {before.word} became {after.word}"
    return parted(plain, reasoned, without_word)


def _by_violation(case: JsonCase, judge: Judge) -> str | None:
    for finding in judge(case).findings:
        if "violat" in finding.word and finding.force not in {"shall", "shall_not"}:
            return f"{finding.rule} on {finding.subject}: a {finding.force} is said to be {finding.word}"
    return None


def _asking(case: JsonCase, decision: Decision) -> dict[tuple[str, str], bool]:
    """Return the findings that ask something now, with whether they are provisional, as the interface says it."""
    ahead = {act["id"] for act in case.get("acts", ()) if act.get("stage") != "done"}
    found: dict[tuple[str, str], bool] = {}
    for finding in decision.findings:
        now = finding.status == "due" or (finding.status == "breached" and finding.subject in ahead)
        if now or {"presumed", "by_purpose"}.intersection(finding.flags):
            found[finding.rule, finding.subject] = not now
    return found


def _by_guidance(case: JsonCase, judge: Judge) -> str | None:
    decision = judge(case)
    asked = {(item.rule, item.subject): item.provisional for item in decision.guidance}
    expected = _asking(case, decision)
    for rule, subject in {**asked, **expected}:
        said, due = asked.get((rule, subject)), expected.get((rule, subject))
        if said is not due:
            words = {True: "provisional", False: "asked now", None: "not there"}
            return f"{rule} on {subject}: in the guidance {words[said]}, and should be {words[due]}"
    return None


def _by_digest(case: JsonCase, judge: Judge) -> str | None:
    one, other = judge(case), judge(case)
    return None if one.digest == other.digest else f"{one.digest} and {other.digest}"


def _one_act(policy: Policy, settings: Mapping[str, str] | None) -> st.SearchStrategy[JsonCase]:
    # The reference tries every completion of what is not known, so it gets cases of which all is known.
    return partial_cases(policy, settings=settings, acts=1) | cases(policy, settings=settings, acts=1)


def _by_engine(case: JsonCase, judge: Judge) -> str | None:
    table = judge(case, engine="table")
    for engine in ENGINES:
        if engine == "table" or (engine == "reference" and not _is_whole(case, judge.policy)):
            continue
        try:
            engine_name(engine)
        except EngineUnavailableError:
            continue
        other = judge(case, engine=engine)
        if other.digest != table.digest:
            where = parted(by_place(table), by_place(other)) or "only the digests differ"
            return f"table and {engine}: {where}"
    return None


def _is_whole(case: JsonCase, policy: Policy) -> bool:
    """Say whether every fact of the case is known."""
    parts = {"officer", "incident", "contract", "program"}
    if not {"as_of", "acts", *parts} <= case.keys():
        return False
    known = [*((part, case[part]) for part in parts), *(("act", act) for act in case["acts"])]
    return all(fact.name in said for subject, said in known for fact in policy.vocabulary.of(subject))


REASON = Property("reason", "a reason changes the word of a departure, and nothing else", _cases, _by_reasons)
SHOULD = Property("should", "only a shall, or a shall not, is ever worded as a violation", _cases, _by_violation)
GUIDANCE = Property(
    "guidance", "the guidance is exactly the findings that ask something of someone", _cases, _by_guidance
)
DIGEST = Property("digest", "evaluating again gives the same digest", _cases, _by_digest)
ENGINES_AGREE = Property("engines", "all engines give the same decision", _one_act, _by_engine)
