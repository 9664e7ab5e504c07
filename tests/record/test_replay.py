"""A record is replayed: same policy, same facts, same findings, byte for byte."""

from __future__ import annotations

import copy
import hashlib
import json
import pickle
import random
from collections import Counter
from importlib import metadata
from typing import Any

import pytest

from sro_policy import POLICY_431, Difference, InputError, PolicyError, evaluate, verify_record
from sro_policy.engines.sealed import available
from sro_policy.evaluation.compiled import ENGINES
from sro_policy.record import making, openings, show, withhold
from sro_policy.record.shape import CONCLUSION, GROUNDS

from .recorded import KEY, changed_once, outcome_or_refusal, random_case, random_records, record_of, resealed, written

OURS = POLICY_431.with_parameter("substitute_day_limit", 61, source="a test", verified=True)
CASE: dict[str, Any] = {
    "as_of": "2026-11-24",
    "event": "e7",
    "officer": {"is_sro": True, "substitute": True, "substitute_contact_days": 12},
    "incident": {"person_age": 16, "crime_alleged": True, "person_role": "student_here"},
    "acts": [
        {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True},
        {"id": "a2", "kind": "command", "purposes": {"safety": True}, "in_school": True},
    ],
    "program": {"school_level": "middle", "helps_safety_plan": True},
    "reasons": {"431.6/arrest-in-school@a1": "the person was about to leave the state"},
    "settings": {"A2": "one"},
}


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """Return 1,000 random records, a chain."""
    return list(random_records(1, 1000))


def test_a_thousand_records_verify(records: list[dict[str, Any]]) -> None:
    """Each of 1,000 random records verifies as the same, and follows on the one before it."""
    previous = None
    for record in records:
        verified = verify_record(record, previous=previous)
        assert verified.holds
        assert (verified.differences, verified.withheld, verified.notes) == ((), (), ())
        assert verified.digest == record["digest"]
        previous = record


def test_each_of_a_thousand_single_changes_is_found(records: list[dict[str, Any]]) -> None:
    """A record with one change anywhere in its tree is never the same: it is different, or no record any more."""
    pick = random.Random(2)
    found = Counter(outcome_or_refusal(verify_record, changed_once(record, pick)) for record in records)
    assert found["same"] == 0
    assert found["policy not available"] == 0
    assert found["different"] > 300
    assert found["refused"] > 100
    assert found.total() == 1000


def test_each_of_a_thousand_single_changes_of_a_withheld_record_is_found(records: list[dict[str, Any]]) -> None:
    """What a record withholds does not hide a change of the rest."""
    pick = random.Random(3)
    found = Counter(outcome_or_refusal(verify_record, changed_once(withhold(record), pick)) for record in records)
    assert set(found) == {"different", "refused"}


def test_withheld_records_verify_as_far_as_they_are_shown(records: list[dict[str, Any]]) -> None:
    """Withheld, each keeps its digest and says that it is withheld; shown again, it is the same, byte for byte."""
    for record in records[:300]:
        less = withhold(record)
        hidden = verify_record(less)
        assert hidden.outcome == ("withheld" if less != record else "same"), hidden.differences
        assert hidden.digest == record["digest"]
        assert written(show(less, openings(record))) == written(record)


def test_records_with_any_part_withheld_verify_as_far_as_they_are_shown(records: list[dict[str, Any]]) -> None:
    """Whichever facts are withheld, with the reasons or without, what is left holds, and all is the same once shown."""
    pick = random.Random(6)
    for record in records[300:450]:
        sensitive = sorted({entry["fact"] for entry in record["facts"] if "commitment" in entry})
        hidden = pick.sample(sensitive, k=pick.randint(0, len(sensitive)))
        less = withhold(record, hidden, reasons=pick.random() < 0.3)
        verified = verify_record(less)
        assert verified.outcome == ("withheld" if less != record else "same"), verified.differences
        assert verify_record(show(less, openings(record))).holds


def test_a_reason_about_a_part_of_which_all_is_withheld_does_no_harm() -> None:
    """A reason that is shown is not refused because nothing is shown of its subject."""
    record = record_of(
        {
            "incident": {"crime_alleged": False, "school_rule_alleged": True, "school_referral_considered": False},
            "reasons": {"431.7/keep-student-data-as-required@incident": "asked not to"},
        }
    )
    assert verify_record(withhold(record, reasons=False)).outcome == "withheld"


def test_a_decision_that_was_pickled_has_the_same_record() -> None:
    """What explains a decision goes with it, and so does what a record is made of."""
    decision = evaluate(CASE)
    again = pickle.loads(pickle.dumps(decision))  # noqa: S301 - our own
    assert written(again.record(key=KEY)) == written(decision.record(key=KEY))


def test_digests_are_made_as_the_documentation_says() -> None:
    """Digests and commitments can be checked without the library: from the published lists, with SHA-256 and JSON."""

    def sha256(*parts: object) -> str:
        text = json.dumps(list(parts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    record = record_of({**CASE, "event": "Grüße 🙂"})
    for opened in openings(record)["opened"]:
        said = sha256("sro-policy record 1: commitment", opened["salt"], opened["path"], opened["value"])
        assert said in written(withhold(record))
    less = withhold(record)
    assert less["result"] == sha256("sro-policy record 1: result", less["findings"], less["checklist"])
    content = {name: item for name, item in less.items() if name != "digest"}
    assert less["digest"] == sha256("sro-policy record 1: digest", content)


def test_a_record_is_json_and_verifies_after_a_journey() -> None:
    """A record survives being written and read, by any writer of JSON, as text or as bytes."""
    record = record_of(CASE)
    for text in (json.dumps(record), json.dumps(record, indent=2, ensure_ascii=False), json.dumps(record).encode()):
        assert verify_record(text).holds
        assert written(json.loads(text)) == written(record)


def test_a_record_holds_all_that_a_replay_needs() -> None:
    """The findings of a record, conclusions and grounds together, are those of the decision, byte for byte."""
    decision = evaluate(CASE)
    record: dict[str, Any] = decision.record(key=KEY)
    for finding, said in zip(decision.findings, record["findings"], strict=True):
        together = {name: item for name, item in said.items() if name != "grounds"} | said["grounds"]["value"]
        assert written(together) == written(finding.to_json())
        assert set(said) == {*CONCLUSION, "grounds"}
        assert set(said["grounds"]["value"]) == set(GROUNDS)
    assert record["checklist"] == [entry.to_json() for entry in decision.checklist]
    assert record["settings"] == {"A2": "one"}
    assert (record["as_of"], record["event"], record["acts"]) == ("2026-11-24", "e7", ["a1", "a2"])


def test_with_a_key_equal_decisions_have_equal_records() -> None:
    """Given a key, a record is a function of the decision; without one, its salts are new each time."""
    assert written(record_of(CASE)) == written(record_of(CASE))
    one, other = evaluate(CASE).record(), evaluate(CASE).record()
    assert one["digest"] != other["digest"]
    assert verify_record(one).holds
    assert verify_record(other).holds


HERE = [engine for engine in ENGINES if engine != "durable" or available() is None]
"""The engines that can run here."""


@pytest.mark.parametrize("engine", HERE)
def test_a_record_of_any_engine_verifies_on_any_other(engine: Any) -> None:
    """The engine that judged is informative: another one gives the same, and it is noted."""
    record = evaluate(CASE, engine=engine).record()
    for again in HERE:
        verified = verify_record(record, engine=again)
        assert verified.holds
        assert bool(verified.notes) == (engine != again)


def test_another_version_of_the_library_is_noted_and_no_fault() -> None:
    """A record made by another version that gave the same findings is the same."""
    record = record_of(CASE)
    record["library"]["version"] = "0.0.9"
    record["engine"] = {"name": "table", "version": "0.0.9"}
    verified = verify_record(resealed(record), engine="reference")
    assert verified.holds
    assert verified.notes == (
        "made by `sro-policy 0.0.9`, here it is `sro-policy 0.1.0`",
        "judged by `table 0.0.9`, here it is `reference 0.1.0`",
    )


def test_the_previous_policy_is_not_available_and_not_different() -> None:
    """A record made under a policy that is not given is not called different; given the policy, it is the same."""
    record: dict[str, Any] = evaluate(CASE, policy=OURS).record(key=KEY)
    for shown in (record, withhold(record)):
        verified = verify_record(shown)
        assert verified.outcome == "policy not available"
        assert verified.differences == ()
        assert verified.notes == (f"made under the policy {record['policy']['digest']}",)
    assert verify_record(record, policies=(POLICY_431, OURS)).holds
    assert verify_record(record, policies=()).outcome == "policy not available"


def test_a_changed_record_is_different_whatever_policy_it_names() -> None:
    """A digest of a policy that was tampered with does not pass for a policy that is not available."""
    record = record_of(CASE)
    record["policy"]["digest"] = "sha256:" + "0" * 64
    assert verify_record(record).outcome == "different"


def test_a_setting_that_no_policy_has_is_another_policy() -> None:
    """A record of a policy with readings of its own is one of a policy that is not available."""
    record = record_of(CASE)
    record["settings"] = {"Z9": "one"}
    assert verify_record(resealed(record)).outcome == "policy not available"


def _status(record: Any) -> None:
    record["findings"][0]["status"] = "met"


def _drop_finding(record: Any) -> None:
    del record["findings"][0]


def _swap_findings(record: Any) -> None:
    record["findings"][:2] = record["findings"][1::-1]


def _invent_finding(record: Any) -> None:
    record["findings"].append({**copy.deepcopy(record["findings"][0]), "rule": "431.6/invented"})


def _edition(record: Any) -> None:
    record["policy"]["edition"] = "another"


def _double_checklist(record: Any) -> None:
    record["checklist"].append(record["checklist"][0])


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (_status, "findings[0].status", "the record says `met`, its facts give `undetermined`"),
        (_drop_finding, "findings", "the record lacks `431.3/appoint-sros` of `program`"),
        (_swap_findings, "findings", "the entries stand in another order"),
        (_invent_finding, "findings[LAST]", "only the record has it"),
        (
            _edition,
            "policy.edition",
            "the record says `another`, its facts give `as received, effective dates unknown`",
        ),
        (_double_checklist, "checklist", "an entry stands twice"),
    ],
)
def test_what_was_rewritten_with_its_digests_is_found_by_the_replay(change: Any, place: str, says: str) -> None:
    """Whoever rewrites a record and makes its digests anew is found all the same: the facts give something else."""
    record = record_of(CASE)
    change(record)
    verified = verify_record(resealed(record))
    assert verified.outcome == "different"
    where = place.replace("LAST", str(len(record["findings"]) - 1))
    assert Difference(where, says) in verified.differences


def test_a_fact_that_was_rewritten_with_the_digests_is_found_by_what_follows_from_it() -> None:
    """A fact that is shown plainly, and its digests with it, can be rewritten; the findings then give it away."""
    record = record_of(CASE)
    next(entry for entry in record["facts"] if entry["fact"] == "act.arrest_avoidable")["value"] = False
    verified = verify_record(resealed(record))
    assert verified.outcome == "different"
    assert all(item.place.startswith("findings[") for item in verified.differences)


def test_a_fact_moved_out_of_its_commitment_is_found() -> None:
    """A sensitive fact that stands plainly, or a plain one behind a commitment, is not what this library writes."""
    record = record_of(CASE)
    entry = next(entry for entry in record["facts"] if entry["fact"] == "incident.person_age")
    entry.pop("salt")
    entry.pop("commitment")
    verified = verify_record(resealed(record))
    assert {str(item) for item in verified.differences} == {
        f"facts[{record['facts'].index(entry)}].{name}: the record lacks it" for name in ("salt", "commitment")
    }


def test_a_change_without_new_digests_is_told_with_digest_and_place() -> None:
    """A change that leaves the digests is told twice: the digest does not fit, and where the facts give another."""
    record = record_of(CASE)
    record["findings"][0]["status"] = "met"
    places = [item.place for item in verify_record(record).differences]
    assert {"digest", "result", "findings[0].status"} <= set(places)
    assert "different\n" in str(verify_record(record))


def test_facts_that_no_policy_accepts_are_told() -> None:
    """Facts that cannot be judged make the record different, with what is wrong with them."""
    record = record_of(CASE)
    entry = next(entry for entry in record["facts"] if entry["fact"] == "act.kind")
    entry["value"] = "serach"
    for shown in (record, withhold(record)):
        verified = verify_record(resealed(shown))
        assert verified.outcome == "different"
        assert verified.differences[0].place == "facts"
        assert "unknown value `serach`; did you mean `search`?" in verified.differences[0].says


def test_differences_never_show_what_can_be_withheld() -> None:
    """Of facts, reasons and grounds behind a commitment, a difference gives the place and no value."""
    record = record_of(CASE)
    for entry in record["facts"]:
        if entry["fact"] == "incident.person_age":
            entry["value"] = 17
    record["reasons"][0]["value"] = "a secret"
    verified = verify_record(record)
    said = str(verified) + json.dumps(verified.to_json())
    assert "bearing.incident.person_age: its facts give another value" in said
    for secret in ("`16`", "`17`", "a secret", "about to leave"):
        assert secret not in said


def test_arguments_that_cannot_be_meant_are_told() -> None:
    """A policy that is none, one alone, an engine or limit that is none: each is told."""
    record = record_of(CASE)
    with pytest.raises(PolicyError, match="`5` is no list of policies"):
        verify_record(record, policies=5)  # type: ignore[arg-type]
    with pytest.raises(PolicyError, match="is no policy"):
        verify_record(record, policies=["431"])  # type: ignore[list-item]
    with pytest.raises(PolicyError, match="write `\\(policy,\\)`"):
        verify_record(record, policies=POLICY_431)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="engine: unknown engine `tabel`; did you mean `table`"):
        verify_record(record, engine="tabel")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="limits: `5` is no `Limits`"):
        verify_record(record, limits=5)  # type: ignore[arg-type]


def test_an_engine_whose_version_nobody_knows_is_recorded_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable-rules came without its metadata, its version is unknown, and a record is made all the same."""

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    making._durable_version.cache_clear()
    try:
        assert making.engine("durable") == {"name": "durable", "version": "unknown"}
    finally:
        making._durable_version.cache_clear()


def test_random_cases_have_reasons_settings_and_events() -> None:
    """What the thousand records are made of covers what a case can hold."""
    pick = random.Random(4)
    found = [random_case(pick) for _ in range(50)]
    for part in ("reasons", "settings", "event", "as_of", "officer", "incident", "program", "contract"):
        assert any(item.get(part) for item in found), part
