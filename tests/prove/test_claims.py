"""Each claim holds of the policy, and each can fail: what is planted in a policy of its own is found."""

from __future__ import annotations

import attrs
import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.conditions import Condition, implies
from sro_policy.exact.branches import Branch
from sro_policy.exact.groups import Group
from sro_policy.exact.implicants import prime_implicants
from sro_policy.policy import Policy
from sro_policy.prove import CLAIMS, Entry, prove
from sro_policy.prove.claims import knowledge
from sro_policy.prove.space import Space
from sro_policy.vocabulary import VOCABULARY, Constraint, act, contract, incident

from . import planted


def refuted(policy: Policy, claim: str) -> list[Entry]:
    """Return what refutes a claim about a policy."""
    return [entry for entry in prove(policy, claims=[claim]).claim(claim).entries if not entry.holds]


@pytest.mark.parametrize("settings", [{}, {"A2": "one", "M1": "free"}, {"A33": "anywhere", "A28": "each_edition"}])
def test_every_claim_holds_of_the_policy_and_every_witness_was_replayed(settings: dict[str, str]) -> None:
    """Whatever is selected, the policy has no fault that a claim is there to find; each case shown is one again."""
    proof = prove(settings=settings)
    assert [claim.name for claim in proof.claims] == list(CLAIMS)
    assert proof.holds, [entry for claim in proof.claims for entry in claim.entries if not entry.holds]
    witnesses = [witness for claim in proof.claims for entry in claim.entries for witness in entry.witnesses]
    assert len(witnesses) > 100
    for witness in witnesses[::7]:
        again = {f.rule: f.status for f in evaluate(witness.case, settings=dict(witness.settings)).findings}
        assert witness.shows.items() <= again.items()


def test_a_sound_policy_has_no_fault_of_these() -> None:
    """What is planted elsewhere is not in the policy that it is planted into."""
    assert prove(planted.SOUND, claims=["no-conflict", "statuses", "no-redundancy", "bearing-inert"]).holds


@pytest.mark.parametrize(
    ("policy", "about"),
    [
        (planted.REQUIRED_AND_PROHIBITED, {"1/stay-in-school and 1/leave-the-school-alone"}),
        (planted.ADVISED_AND_PROHIBITED, {"1/stay-in-school and 1/no-act-in-school"}),
        (planted.NOT_ALL_AT_ONCE, {"1/either and 1/not-there and 1/not-in-view"}),
        (planted.SEPARATED_BY_A_CONSTRAINT, set()),
        (planted.NOT_BOTH_ON_ANY_DATES, {"1/no-training-at-all and 1/training-in-time"}),
    ],
)
def test_a_planted_conflict_is_found(policy: Policy, about: set[str]) -> None:
    """What is required and prohibited, advised and prohibited, or possible only in parts, or on no dates together; not
    what cannot meet."""
    found = refuted(policy, "no-conflict")
    assert {entry.about for entry in found} == about
    for entry in found:
        (witness,) = entry.witnesses
        assert set(witness.shows.values()) <= {"due", "undetermined", "breached"}
        assert set(witness.shows) == set(entry.about.split(" and "))


def test_conflicts_are_looked_for_whatever_an_unknown_figure_is() -> None:
    """Nobody knows from when officers review anew: a rule on that may be kept or not, and the claim says so."""
    (claim,) = prove(claims=["no-conflict"], settings={"A28": "each_edition"}).claims
    assert claim.entries[0].says.endswith("whatever the figure is that nobody knows (for 431.9/review-before-duties)")
    assert "figure" not in prove(claims=["no-conflict"]).claims[0].entries[0].says


def test_a_planted_dead_rule_is_found() -> None:
    """A rule that can never apply, one that is never broken and an option that is never there miss statuses."""
    (never,) = refuted(planted.NEVER_APPLIES, "statuses")
    assert never.about == "1/never"
    assert never.says.startswith("reaches not_applicable; never clear, undetermined, due, met, breached")
    (kept,) = refuted(planted.NEVER_BROKEN, "statuses")
    assert kept.about == "1/always-kept"
    assert [entry.says for entry in refuted(planted.NEVER_APPLIES, "no-redundancy")] == ["is never broken"]
    assert [entry.says for entry in refuted(planted.NEVER_AN_OPTION, "no-redundancy")] == ["never applies"]


def test_a_status_beyond_a_shape_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that reaches more than the table declares for its shape refutes the claim."""
    from sro_policy.prove.claims import statuses  # noqa: PLC0415 - what is changed for this test

    fewer = {shape: found - {"due"} for shape, found in statuses.REACHED.items()}
    monkeypatch.setattr(statuses, "REACHED", fewer)
    assert "due is not for its shape (conduct)" in refuted(planted.SOUND, "statuses")[0].says


def test_a_planted_redundant_rule_is_found() -> None:
    """What another rule says as strongly is redundant, what several others say together is shadowed."""
    (redundant,) = refuted(planted.REDUNDANT, "no-redundancy")
    assert redundant.about == "1/stay-as-sro"
    assert redundant.says == "is redundant: wherever it is broken, 1/stay-in-school is"
    (shadowed,) = refuted(planted.SHADOWED, "no-redundancy")
    assert shadowed.about == "1/in-exigency"
    assert shadowed.says == "is shadowed: wherever it is broken, one of 1/as-sro, 1/not-as-sro is"
    assert refuted(planted.WEAKER_IS_NOT_REDUNDANT, "no-redundancy") == []


def test_a_planted_gap_is_counted_and_shown() -> None:
    """Where the rules speak of every act nothing is silent; where one speaks less, what it leaves is counted."""

    def silent(policy: Policy) -> Entry:
        (entry,) = prove(policy, claims=["silence"]).claims[0].entries
        return entry

    assert (silent(planted.WITHOUT_A_GAP).count, silent(planted.WITHOUT_A_GAP).witnesses) == (0, ())
    gap = silent(planted.WITH_A_GAP)
    assert gap.count is not None
    assert gap.of is not None
    assert 0 < gap.count < gap.of
    assert gap.witnesses[0].pattern == {"act.in_school": False, "act.exigency": False}


def test_of_acts_and_incidents_that_no_rule_is_about_nothing_is_counted() -> None:
    """A policy about contracts alone is silent on all else, which is no gap in it."""
    attire = planted.shall("attire", conduct=contract.addresses_attire, says="Address it.")
    assert prove(planted.rules(attire), claims=["silence"]).claims[0].entries == ()


def test_a_setting_that_changes_nothing_is_found() -> None:
    """A setting between whose values no fact pattern tells is none."""
    (idle,) = refuted(planted.WITH_AN_IDLE_SETTING, "settings")
    assert (idle.about, idle.says) == ("Z1=that", "changes nothing")


def test_what_no_dates_satisfy_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that matters only where dates cannot be so, or are open, has nothing to show: it changes nothing."""
    monkeypatch.setattr(Space, "least", lambda *_: None)
    entries = prove(claims=["settings"]).claim("settings").entries
    others = sum(len(reading.values) - 1 for reading in POLICY_431.settings.values())
    assert len(entries) == others
    assert {entry.says for entry in entries} == {"changes nothing"}


def test_settings_change_what_they_are_there_to_change() -> None:
    """Each value of each setting is told with the rules that it changes, where, how often, and a case on both sides."""
    entries = prove(claims=["settings"]).claims[0].entries
    about = [entry.about for entry in entries]
    for reading in POLICY_431.settings.values():
        for value in reading.values[1:]:
            assert any(name.startswith(f"{reading.id}={value}: ") for name in about)
    for entry in entries:
        (rule,) = entry.witnesses[0].shows
        before, after = (witness.shows[rule] for witness in entry.witnesses)
        assert before != after, entry
    former = next(entry for entry in entries if entry.about == "A19=former_too: 431.6/consider-school-referral")
    assert (former.count, former.of) == (2, 96)
    assert len(former.ways) == 2
    assert all("the person is a former student" in way for way in former.ways)


def test_a_bearing_fact_that_decides_is_found() -> None:
    """Read by a rule, or tied by a constraint to what a rule reads, a bearing fact is not inert."""
    (read,) = refuted(planted.BEARING_DECIDES, "bearing-inert")
    assert (read.about, read.says) == ("incident.weapon", "decides 1/weigh")
    tie = Constraint(implies(incident.weapon, incident.crime_alleged), "a weapon is a crime")
    tied = attrs.evolve(VOCABULARY, constraints=(*VOCABULARY.constraints, tie))
    policy = planted.rules(
        planted.should("refer", conduct=act.in_school, when=incident.crime_alleged, says="Refer."), vocabulary=tied
    )
    assert [entry.about for entry in refuted(policy, "bearing-inert")] == ["incident.weapon"]


def test_a_wrong_conclusion_is_found() -> None:
    """Implicants that say too much, too little, or what learning undoes refute that knowledge is monotone."""
    space = Space(planted.SOUND.bind({}))

    def faults(change: object) -> str:
        def implicants(condition: Condition, tied: tuple[Group, ...]) -> list[Branch]:
            return change(prime_implicants(condition, tied))  # type: ignore[operator,no-any-return]

        return "; ".join(entry.says for entry in knowledge.prove(space, implicants) if not entry.holds)  # type: ignore[arg-type]

    assert faults(lambda found: found) == ""
    assert "is not concluded where all completions agree" in faults(lambda found: found[1:])
    assert "is concluded where completions disagree" in faults(lambda found: [*found, {}])


def test_a_conclusion_that_learning_undoes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is concluded of a record and not of one that knows more is named with the fact that undoes it."""
    space = Space(planted.SOUND.bind({}))
    unknown = space.diagram.possible & ~space.diagram.containing({"act.in_school": True})
    monkeypatch.setattr(knowledge, "_matched", lambda *_: unknown)
    says = "; ".join(entry.says for entry in knowledge.prove(space))
    assert "is undone by learning act.in_school" in says


def test_branches_that_say_something_else_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table tells conditions apart by branches: these have to say what the condition says."""
    monkeypatch.setattr(knowledge, "branches", lambda _: [])
    entries = knowledge.prove(Space(planted.SOUND.bind({})))
    assert any("is told apart in branches that say something else" in entry.says for entry in entries)


def test_what_no_dates_satisfy_is_no_case_of_its_own() -> None:
    """Who is trained in time is trained: no dates part the two, though nothing else in the conditions ties them."""
    (redundant,) = refuted(planted.KEPT_APART_BY_DATES, "no-redundancy")
    assert (redundant.about, redundant.says) == (
        "1/no-training-in-time",
        "is redundant: wherever it is broken, 1/no-training-at-all is",
    )
