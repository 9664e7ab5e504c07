"""What a record withholds cannot be found out from it, and can be shown again."""

from __future__ import annotations

import copy
import hashlib
import itertools
import json
import re
from typing import Any

import pytest

from sro_policy import InputError, evaluate, verify_record
from sro_policy.canonical import canonical
from sro_policy.record import openings, show, withhold
from sro_policy.record.commitments import commitment
from sro_policy.record.shape import committed, digest_of

from .recorded import KEY, masked, random_records, record_of, resealed, written

AGE = ("facts", "incident", "incident.person_age")
REASON = "431.6/arrest-in-school@a1"


def a_case(age: int | None = 15, reason: str = "about to leave the state") -> dict[str, Any]:
    """Return a case in which the age bears on a judgment that is awaited."""
    return {
        "incident": {"person_age": age, "crime_alleged": True, "person_role": "student_here", "weapon": False},
        "acts": [
            {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True},
            {"id": "a2", "kind": "command", "in_school": True},
        ],
        "reasons": {REASON: reason},
    }


def test_every_sensitive_fact_every_reason_and_all_grounds_are_withheld() -> None:
    """A withheld record shows no value and no salt of what is behind a commitment, and no text of a reason."""
    less = withhold(record_of(a_case()))
    for item in committed(less):
        assert set(item.entry) & {"value", "salt"} == set()
    assert "leave the state" not in written(less)
    assert "bearing" not in written(less)
    assert len(verify_record(less).withheld) == len(list(committed(less)))


def test_withholding_keeps_digest_commitments_and_conclusions() -> None:
    """Nothing else changes: the digest stays, and so does what was found."""
    record = record_of(a_case())
    less = withhold(record)
    assert less["digest"] == record["digest"] == digest_of(less) == digest_of(record)
    assert [f["status"] for f in less["findings"]] == [f["status"] for f in record["findings"]]
    assert verify_record(less).outcome == "withheld"
    assert withhold(less) == less


def test_what_was_given_is_not_changed() -> None:
    """Withholding and showing give new records, and leave alone what they were given."""
    record = record_of(a_case())
    before = copy.deepcopy(record)
    less, opened = withhold(record), openings(record)
    kept = copy.deepcopy((less, opened))
    show(less, opened)["facts"].clear()
    assert record == before
    assert (less, opened) == kept


def test_nothing_in_a_withheld_record_depends_on_the_age_but_salted_digests() -> None:
    """Records of every age, and of none, are the same once withheld, but for digests that cannot be guessed."""
    ages = [None, *range(5, 22)]
    withheld = [withhold(evaluate(a_case(age)).record()) for age in ages]
    assert len({masked(less) for less in withheld}) == 1
    assert len({less["digest"] for less in withheld}) == len(ages)


def test_nothing_in_a_withheld_record_depends_on_the_words_of_a_reason() -> None:
    """Reasons of any length leave the same record once withheld."""
    withheld = [withhold(evaluate(a_case(reason=text)).record()) for text in ("x", "a longer reason", "é" * 500)]
    assert len({masked(less) for less in withheld}) == 1


def test_a_withheld_age_cannot_be_guessed() -> None:
    """Whoever tries every age with all that the record holds finds nothing that confirms the right one.

    Tried are the digests that one would publish without salts (of the value, its place, the finding, the decision and
    the record), and commitments with every string of the record as salt, or none.
    """
    record: dict[str, Any] = evaluate(a_case(15)).record()
    less = withhold(record)
    shown = set(re.findall(r"[0-9a-f]{64}", written(less)))
    salts = ["", "0" * 64, *sorted(shown)]
    for age in range(5, 22):
        decision = evaluate(a_case(age))
        values: list[object] = [age, str(age), {"incident.person_age": age}, decision.to_json(), a_case(age)]
        values += [finding.to_json() for finding in decision.findings]
        guesses = {hashlib.sha256(canonical(value)).hexdigest() for value in values}
        guesses.add(decision.digest.removeprefix("sha256:"))
        grounds = [item for item in committed(evaluate(a_case(age)).record(key=bytes(32))) if item.path[0] == "grounds"]
        guessable = [(AGE, age), *[(item.path, item.entry["value"]) for item in grounds]]
        guesses |= {
            commitment(salt, path, value).removeprefix("sha256:")
            for salt, (path, value) in itertools.product(salts, guessable)
        }
        guesses.add(evaluate(a_case(age)).record(key=bytes(32))["digest"])
        assert not guesses & shown
    salt = next(item.entry["salt"] for item in committed(record) if item.path == AGE)
    assert commitment(salt, AGE, 15).removeprefix("sha256:") in shown  # with its salt it would have been found
    assert commitment(salt, AGE, 16).removeprefix("sha256:") not in shown


def test_no_two_records_share_a_salt() -> None:
    """One key makes salts of its own for every record: to show a value of one opens no other."""
    seen: dict[str, str] = {}
    for record in random_records(5, 100):
        for item in committed(record):
            assert seen.setdefault(item.entry["salt"], record["digest"]) == record["digest"]
    assert len(seen) > 1000
    same = {item.entry["salt"] for age in (15, 16) for item in committed(record_of(a_case(age))) if item.path == AGE}
    assert len(same) == 2


def test_no_salt_stands_twice_in_a_record() -> None:
    """Each value has a salt of its own, so showing one shows no other."""
    salts = [item.entry["salt"] for item in committed(record_of(a_case()))]
    assert len(salts) == len(set(salts))
    assert all(re.fullmatch("[0-9a-f]{64}", salt) for salt in salts)


def test_a_record_does_not_hold_its_key() -> None:
    """The key that salts are made from is nowhere in the record, nor in what opens it."""
    record = record_of(a_case())
    assert KEY.hex() not in written(record) + written(openings(record))


def test_facts_can_be_withheld_by_name() -> None:
    """Only the facts named are withheld, of every subject; the grounds of findings always are, for they tell facts."""
    record = record_of(a_case())
    less = withhold(record, ["incident.person_age", "act.custody_for_offense"], reasons=False)
    hidden = {item.path[2] for item in committed(less) if not item.is_shown and item.path[0] == "facts"}
    assert hidden == {"incident.person_age", "act.custody_for_offense"}
    assert {item.path[0] for item in committed(less) if item.is_shown} == {"facts", "reasons"}
    assert verify_record(less).outcome == "withheld"
    assert written(show(less, openings(record))) == written(record)


def test_one_fact_can_be_shown_and_no_other() -> None:
    """Openings of a fact open it alone; the record is still withheld, and what is shown is checked."""
    record = record_of(a_case())
    opened = openings(record, ["incident.person_age"], reasons=False)
    assert [item["path"] for item in opened["opened"]] == [list(AGE)]
    shown = show(withhold(record), opened)
    assert [(item.path, item.entry["value"]) for item in committed(shown) if item.is_shown] == [(AGE, 15)]
    assert verify_record(shown).outcome == "withheld"


def test_a_value_shown_in_place_of_another_is_found() -> None:
    """A record that shows another value than it committed to is different, and can be neither withheld nor opened."""
    record = record_of(a_case())
    next(entry for entry in record["facts"] if entry["fact"] == "incident.person_age")["value"] = 18
    verified = verify_record(record)
    assert verified.outcome == "different"
    assert "value and salt do not fit the commitment" in str(verified)
    for change in (withhold, openings):
        with pytest.raises(
            InputError, match=r"facts\[\d+\]: the value does not fit its commitment: this record was ch"
        ):
            change(record)


def _of_another(opened: Any) -> None:
    opened["record"] = "sha256:" + "0" * 64


def _value(opened: Any) -> None:
    opened["opened"][0]["value"] = "other"


def _salt(opened: Any) -> None:
    opened["opened"][0]["salt"] = "0" * 64


def _moved(opened: Any) -> None:
    one, other = opened["opened"][:2]
    one["path"], other["path"] = other["path"], one["path"]


def _nowhere(opened: Any) -> None:
    opened["opened"][0]["path"] = ["facts", "a9", "act.kind"]


def _no_path(opened: Any) -> None:
    opened["opened"][0]["path"] = [1]


def _no_salt(opened: Any) -> None:
    opened["opened"][0]["salt"] = "x"


def _no_list(opened: Any) -> None:
    opened["opened"] = {}


def _version(opened: Any) -> None:
    opened["openings"] = True


def _later(opened: Any) -> None:
    opened["openings"] = 2


def _misspelt(opened: Any) -> None:
    opened["opend"] = opened.pop("opened")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_of_another, "record: these are the openings of another record, `sha256:0000"),
        (_value, "opened[0]: does not fit the commitment at `facts[0]`"),
        (_salt, "opened[0]: does not fit the commitment at `facts[0]`"),
        (_moved, "opened[0]: does not fit the commitment at `facts["),
        (_nowhere, "opened[0].path: the record has no commitment there"),
        (_no_path, "opened[0].path: `[1]` is not a list of names"),
        (_no_salt, "opened[0].salt: `x` is no salt; one is 64 hexadecimal digits"),
        (_no_list, "opened: `{}` is not a list"),
        (_version, "openings: `True` is no version of openings"),
        (_later, "openings: `2` is no version of openings"),
        (_misspelt, "unknown key `opend`; did you mean `opened`?"),
    ],
)
def test_wrong_openings_are_refused(change: Any, says: str) -> None:
    """Openings of another record, and values, salts and places that do not fit, are refused with the place."""
    record = record_of(a_case())
    opened = openings(record)
    change(opened)
    with pytest.raises(InputError) as refused:
        show(withhold(record), opened)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize("name", ["officer.is_sro", "incident.person_aeg", "431.6/arrest-in-school"])
def test_only_what_is_behind_a_commitment_can_be_withheld(name: str) -> None:
    """A fact that is no student's, or none at all, is refused, with the nearest that can be withheld."""
    record = record_of(a_case() | {"officer": {"is_sro": True}})
    for change in (withhold, openings):
        with pytest.raises(InputError, match=f"facts: no fact `{name}` stands behind a commitment") as refused:
            change(record, [name])
        assert ("did you mean `incident.person_age`" in str(refused.value)) == (name == "incident.person_aeg")


def test_what_is_shown_is_checked_against_what_was_found() -> None:
    """A withheld record with digests made anew is different where the facts that are shown decide otherwise."""
    less = withhold(record_of({"acts": [{"id": "a1", "kind": "presence", "in_school": False}]}))
    index, finding = next((i, f) for i, f in enumerate(less["findings"]) if f["broken"] == "no")
    finding["broken"] = "yes"
    verified = verify_record(resealed(less))
    assert verified.outcome == "different"
    assert [str(item) for item in verified.differences] == [
        f"findings[{index}].broken: the record says `yes`, its facts give `no`"
    ]
    del less["findings"][index]
    missing = verify_record(resealed(less)).differences
    assert [str(item) for item in missing] == [f"findings: the record lacks `{finding['rule']}` of `a1`"]


def test_documents_are_read_as_well_as_values() -> None:
    """Records and openings may be given as the text of their JSON."""
    record = record_of(a_case())
    text = json.dumps(record)
    assert show(json.dumps(withhold(text)), json.dumps(openings(text)).encode()) == record


@pytest.mark.parametrize(
    ("key", "says"),
    [("x" * 32, "key: `str` is no key: a key is bytes"), (b"short", "key: a key of 5 bytes can be guessed")],
)
def test_a_key_that_could_be_guessed_is_refused(key: Any, says: str) -> None:
    """A key is bytes, and enough of them."""
    with pytest.raises(InputError, match=says):
        evaluate({}).record(key=key)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("incident.person_age", "facts: `incident.person_age` is one name: give a list of names"),
        (b"age", "facts: `<bytes>` is one name: give a list of names"),
        (5, "facts: `5` is not a list of names"),
        (True, "facts: `True` is not a list of names"),
        ([None], "facts[0]: `None` is no name: names are text"),
        (["incident.person_age", 1], "facts[1]: `1` is no name: names are text"),
        ([[]], "facts[0]: `[]` is no name: names are text"),
        (itertools.repeat("incident.age"), "facts: no fact `incident.age` stands behind a commitment"),
    ],
)
def test_what_names_no_facts_is_refused(facts: Any, says: str) -> None:
    """One name where several belong, what is no name, and names without end are refused, and nothing is withheld."""
    record = record_of(a_case())
    for take in (withhold, openings):
        with pytest.raises(InputError) as refused:
            take(record, facts)
        assert str(refused.value).startswith(says)


@pytest.mark.parametrize("reasons", ["no", 0, None])
def test_whether_reasons_are_withheld_is_said_by_true_or_false(reasons: Any) -> None:
    """A reason is not shown to anyone because something else than `False` counts as false in Python."""
    record = record_of(a_case())
    for take in (withhold, openings):
        with pytest.raises(InputError, match=r"^reasons: `.*` is not true or false$"):
            take(record, reasons=reasons)
