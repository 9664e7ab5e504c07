"""The encoding covers the text: every clause, with the force and the rules that it has."""

from __future__ import annotations

from sro_policy import POLICY_431
from sro_policy.conditions import Condition, variables
from sro_policy.policy import BoundRule, Force

SHALL = ["431.3.1(a)", "431.3.1(b)", "431.3.1(c)", "431.3.1(d)", "431.3.1(e)", "431.7", "431.8.s1.initial",
         "431.8.s1.ongoing", "431.8.s2", "431.9"]  # fmt: skip
SHALL_NOT = ["431.5.p2.force", "431.5.p2.discipline"]
SHOULD = ["431.3.s1", "431.3.1.p2.s2", "431.3.1.p2.s3", "431.5.p1", "431.5.p3.deescalation", "431.5.p3.training",
          "431.5.p3.amount", "431.6.p1", "431.6.p2.s2.place", "431.6.p2.s2.view", "431.6.p3"]  # fmt: skip
METHODS = [f"431.3({letter})" for letter in "abcdefgh"]
DESCRIBES = ["431.1", "431.2", "431.3.s2", "431.3.stem", "431.3.1.stem", "431.4.stem", "431.5.p3.see", "431.8.see",
             *(f"431.4({letter})" for letter in "abcdefg")]  # fmt: skip


def with_force(force: Force) -> list[str]:
    return [clause.id for clause in POLICY_431.clauses.values() if any(rule.force is force for rule in clause.rules)]


def test_each_clause_has_the_verb_of_the_text() -> None:
    """Duties, prohibitions, advice and options are those of the text, clause by clause."""
    assert with_force(Force.SHALL) == SHALL
    assert with_force(Force.SHALL_NOT) == SHALL_NOT
    assert with_force(Force.SHOULD) == SHOULD
    assert with_force(Force.SHOULD_NOT) == ["431.6.p2.s1"]
    assert with_force(Force.MAY) == ["431.3.1.p2.s1"]
    assert with_force(Force.METHOD) == METHODS
    assert with_force(Force.NEED_NOT) == ["626.8482.3(c)", "626.8482.3(d)"]


def test_what_only_describes_is_represented_and_says_why_it_has_no_rule() -> None:
    """Each clause without a rule says why."""
    without = [clause for clause in POLICY_431.clauses.values() if not clause.rules]
    assert sorted(clause.id for clause in without) == sorted(DESCRIBES)
    assert all(clause.no_rule for clause in without)


def test_the_policy_has_forty_eight_clauses_and_the_statute_two() -> None:
    """Nothing of the list of clauses is left out, and the statute's layer is apart."""
    layers = [(clause, POLICY_431.section_of(clause).layer) for clause in POLICY_431.clauses]
    assert sum(layer == "policy" for _, layer in layers) == 48
    assert [clause for clause, layer in layers if layer == "statute"] == ["626.8482.3(c)", "626.8482.3(d)"]


def test_every_clause_of_the_policy_has_a_fingerprint_and_clauses_of_one_sentence_share_it() -> None:
    """A fingerprint identifies the wording; the clauses that share one are those cut from one sentence."""
    shared: dict[str, list[str]] = {}
    for clause in POLICY_431.clauses.values():
        if POLICY_431.section_of(clause.id).layer == "policy":
            assert clause.fingerprint
            shared.setdefault(clause.fingerprint, []).append(clause.id)
    assert [ids for ids in shared.values() if len(ids) > 1] == [
        ["431.5.p2.force", "431.5.p2.discipline"],
        ["431.5.p3.deescalation", "431.5.p3.training", "431.5.p3.amount"],
        ["431.6.p2.s2.place", "431.6.p2.s2.view"],
        ["431.8.s1.initial", "431.8.s1.ongoing"],
    ]


def test_rule_ids_are_those_of_the_interface() -> None:
    """Rule ids are part of the interface: a change here breaks what others built."""
    assert [rule.id for rule in POLICY_431.bind({}).rules] == [
        "431.3/appoint-sros",
        "431.3.1/statutory-duties",
        "431.3.1/attire",
        "431.3.1/school-role-in-selection",
        "431.3.1/public-notice",
        "431.3.1/data-practices",
        "431.3.1/additional-duties",
        "431.3.1/cover-paid-services",
        "431.3.1/deescalation-resources",
        "431.5/suit-the-age",
        "431.5/enforce-school-rules-by-force",
        "431.5/take-part-in-discipline",
        "431.5/de-escalate",
        "431.5/stay-within-training",
        "431.5/no-more-force-than-needed",
        "431.6/consider-school-referral",
        "431.6/arrest-in-school",
        "431.6/arrest-away-from-common-areas",
        "431.6/arrest-out-of-view",
        "431.6/involve-school-staff",
        "431.7/keep-student-data-as-required",
        "431.8/initial-training",
        "431.8/ongoing-training",
        "431.8/file-training-documents",
        "431.9/review-before-duties",
        "626.8482/excused-awaiting-course",
        "626.8482/excused-as-substitute",
    ]


def test_every_reading_is_used_or_concerns_the_whole() -> None:
    """A reading that no rule names would be a promise that nothing keeps."""
    named = {reading.id for clause in POLICY_431.clauses.values() for rule in clause.rules for reading in rule.readings}
    unnamed = [reading.id for reading in POLICY_431.readings if reading.id not in named]
    # M1 says what the verbs oblige to, of all rules; A32 how a contract's layer would stand beside the policy's.
    assert unnamed == ["M1", "A32"]


def test_a_reading_that_decides_several_clauses_is_named_by_each() -> None:
    """Whom a clause about SROs binds, and what makes an arrest necessary, is named wherever it decides."""
    bound = [rule for rule in POLICY_431.bind({}).rules if rule.section.layer == "policy"]
    binds_sros = [rule.id for rule in bound if _reads(rule.applies, "officer.is_sro")]
    assert [rule.id for rule in bound if _names(rule, "A22")] == binds_sros
    necessity = [r.id for r in bound if _reads(r.applies, "act.exigency") or _reads(r.applies, "act.arrest_avoidable")]
    assert [rule.id for rule in bound if _names(rule, "A13")] == necessity


def test_the_clauses_on_an_arrest_name_the_readings_of_their_words() -> None:
    """What the first sentence on arrests settles is not named again by the sentence that follows it."""
    named = {rule.id: [reading.id for reading in rule.rule.readings] for rule in POLICY_431.bind({}).rules}
    assert named["431.6/arrest-in-school"] == ["A10", "A11", "A12", "A13", "A20", "A21", "A23"]
    assert named["431.6/arrest-away-from-common-areas"] == ["A12", "A13", "A14", "A15", "A20", "A33"]
    assert named["431.6/arrest-out-of-view"] == ["A12", "A13", "A14", "A15", "A16", "A20", "A33"]
    assert named["431.6/involve-school-staff"] == ["A10", "A12", "A17", "A18", "A19", "A20", "A21", "A33"]


def _reads(condition: Condition, fact: str) -> bool:
    return any(variable.fact == fact for variable in variables(condition))


def _names(rule: BoundRule, reading_id: str) -> bool:
    return any(reading.id == reading_id for reading in rule.rule.readings)
