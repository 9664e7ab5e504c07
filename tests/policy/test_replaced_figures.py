"""Those who run the policy replace its figures and name its edition; what they cannot mean is refused by name."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, Decision, PolicyError, evaluate
from sro_policy.policy import Edition, Flag, Parameter, Policy, shall
from sro_policy.vocabulary import COMPUTED, FIGURES, FigureKind, Vocabulary, act
from tests.policy.invented import EDITION, clause, policy

FIGURE_NAMES = [item.name for item in POLICY_431.edition.parameters]
SETTINGS = list(POLICY_431.settings)
VERIFIED = POLICY_431.with_parameter("substitute_day_limit", 60, source="read by the city attorney", verified=True)
SUBSTITUTE = {
    "is_sro": True,
    "substitute": True,
    "substitute_contact_days": 10,
    "assumed_duties_on": "2021-09-01",
    "required_course_on": False,
    "basic_course_on": False,
    "employer_unable_to_provide_course": False,
    "ongoing_training_on": False,
}
ABOUT_SUBSTITUTES = ("431.8.s1.initial", "431.8.s1.ongoing", "626.8482.3(d)")


def officer(under: Policy, **settings: str) -> Decision:
    return evaluate({"as_of": "2026-11-24", "officer": SUBSTITUTE}, policy=under, settings=settings)


def other_kind(value: dt.date | int) -> dt.date | int:
    return 6 if isinstance(value, dt.date) else dt.date(2026, 1, 1)


def without(items: tuple[Any, ...], field: str, name: str) -> tuple[Any, ...]:
    return tuple(item for item in items if getattr(item, field) != name)


@pytest.mark.parametrize("clause_id", ABOUT_SUBSTITUTES)
def test_a_finding_is_flagged_as_unverified_only_while_the_figure_is(clause_id: str) -> None:
    """The mark of the figure decides on the flag, and on nothing else."""
    before = officer(POLICY_431).finding(clause_id, "officer")
    after = officer(VERIFIED).finding(clause_id, "officer")
    assert "unverified_parameter" in before.flags
    assert set(before.flags) - set(after.flags) == {"unverified_parameter"}
    assert (after.status, after.word, after.needs) == (before.status, before.word, before.needs)
    assert [p.verified for p in after.parameters if p.name == "substitute_day_limit"] == [True]


def test_no_word_says_that_a_verified_figure_is_not() -> None:
    """A flag that cannot be raised is not among those that can be looked up either."""
    assert set(POLICY_431.flags) - set(VERIFIED.flags) == {"unverified_parameter"}
    assert not any("nobody" in says for says in VERIFIED.flags.values())


def test_a_finding_lists_the_figures_of_a_flag_only_while_it_can_carry_it() -> None:
    """The excuse of a substitute rests on the limit alone; its flag asks for the training too."""
    before, after = (officer(p).finding("626.8482.3(d)", "officer") for p in (POLICY_431, VERIFIED))
    assert len(before.parameters) > 1
    assert [p.name for p in after.parameters] == ["substitute_day_limit"]


def test_a_flag_about_several_figures_falls_with_the_last() -> None:
    """As long as one of them is unverified, the flag stands."""
    two = ("substitute_day_limit", "late_training_months")
    flag = Flag("resting", "it rests on figures", act.in_school, at=("met",), unless_verified=two)
    made = policy(clause(shall("x", conduct=act.in_school, says="Do.", flags=(flag,))))
    for verified, raised in ((False, ("resting",)), (True, ())):
        under = made.with_parameter("late_training_months", 6, source="a law", verified=True).with_parameter(
            "substitute_day_limit", 60, source="a law", verified=verified
        )
        finding = evaluate({"acts": [{"id": "a1", "in_school": True}]}, policy=under).finding("1/x", "a1")
        assert (finding.status, finding.flags) == ("met", raised)


def test_a_flag_is_about_figures_of_the_edition() -> None:
    """A figure that there is not cannot be verified, so a flag about it is refused."""
    flag = Flag("resting", "it rests", act.in_school, at=("met",), unless_verified=("substitute_day_limt",))
    with pytest.raises(PolicyError, match=r"`resting` is about .*did you mean `substitute_day_limit`"):
        policy(clause(shall("x", conduct=act.in_school, says="Do.", flags=(flag,))))


def test_flags_are_read_under_the_settings_too() -> None:
    """Where a former student counts as one, a necessary arrest of one is what the clause speaks of: no flag."""
    arrest = {
        "incident": {"person_role": "former_student"},
        "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "exigency": True}],
    }
    raised = {
        value: evaluate(arrest, settings={"A19": value}).finding("431.6.p2.s2.view", "a1").flags
        for value in POLICY_431.settings["A19"].values
    }
    assert raised == {"current": ("by_purpose",), "former_too": ()}


def test_a_department_replaces_a_figure_and_every_answer_follows() -> None:
    """A lower limit leaves the substitute without exemption; the source and the mark go with it."""
    lower = POLICY_431.with_parameter("substitute_day_limit", 10, source="a memo")
    finding = officer(lower).finding("431.8.s1.initial", "officer")
    assert finding.status == "breached"
    assert lower.edition.parameter("substitute_day_limit") in finding.parameters
    assert {"name": "substitute_day_limit", "value": 10, "source": "a memo", "verified": False} in [
        item.to_json() for item in finding.parameters
    ]
    assert POLICY_431.edition.parameter("substitute_day_limit").value == 60
    assert lower.edition.parameter("substitute_day_limit").unit == "student-contact days"


def test_an_edition_is_given_its_name_and_its_days() -> None:
    """With a known day of effect, a review can be asked for anew; without, it stays open."""
    document = {
        "as_of": "2026-11-24",
        "officer": {"is_sro": True, "assumed_duties_on": "2026-02-02", "policy_reviewed_on": "2026-01-02"},
    }
    named = POLICY_431.with_edition(name="of 2026", effective_from=dt.date(2026, 1, 5))
    decisions = [evaluate(document, policy=p, settings={"A28": "each_edition"}) for p in (POLICY_431, named)]
    assert [d.finding("431.9", "officer").status for d in decisions] == ["due", "breached"]
    assert decisions[1].policy["edition"] == "of 2026"
    assert decisions[0].policy["digest"] != decisions[1].policy["digest"]
    assert named.with_edition(name="of unknown days").edition.effective_from is None
    assert named.edition.fingerprint == POLICY_431.edition.fingerprint


def test_an_unknown_figure_is_refused_with_the_nearest() -> None:
    """A misspelt name is corrected, and a strange one answered with those that there are."""
    with pytest.raises(PolicyError, match=r"no figure `substitute_limit`; did you mean `substitute_day_limit`\?"):
        POLICY_431.with_parameter("substitute_limit", 60, source="a law")
    with pytest.raises(PolicyError, match="no figure `xyz`; it has training_required_from, legacy_deadline, "):
        POLICY_431.with_parameter("xyz", 60, source="a law")
    none = attrs.evolve(policy(clause(shall("x", conduct=act.in_school, says="Do."))), edition=Edition(
        number="1", name="bare", parameters=()))  # fmt: skip
    with pytest.raises(PolicyError, match="it has none"):
        none.with_parameter("xyz", 60, source="a law")


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_a_figure_of_the_wrong_kind_is_refused_by_name(name: str) -> None:
    """A day stays a day and a number a number, whichever way the figure is replaced."""
    kept = POLICY_431.edition.parameter(name)
    strange = attrs.evolve(kept, value=other_kind(kept.value))
    parameters = [strange if item is kept else item for item in POLICY_431.edition.parameters]
    edition = attrs.evolve(POLICY_431.edition, parameters=parameters)
    says = rf"whose figure `{name}` has to be {'a day' if isinstance(kept.value, dt.date) else 'a whole number'}"
    with pytest.raises(PolicyError, match=says):
        attrs.evolve(POLICY_431, edition=edition)
    with pytest.raises(PolicyError, match=says):
        POLICY_431.with_parameter(name, strange.value, source="a law")


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_an_edition_without_a_figure_is_refused_by_name(name: str) -> None:
    """Whatever reads the figure, a rule, an alias or a flag, its absence is named."""
    edition = attrs.evolve(POLICY_431.edition, parameters=without(POLICY_431.edition.parameters, "name", name))
    with pytest.raises(PolicyError, match=f"`{name}`"):
        attrs.evolve(POLICY_431, edition=edition)


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_any_figure_of_the_right_kind_gives_decisions(name: str) -> None:
    """However far off a figure is, the answer is a decision and no error of the inside."""
    is_day = isinstance(POLICY_431.edition.parameter(name).value, dt.date)
    for value in (dt.date.min, dt.date.max) if is_day else (0, 10**30):
        made = POLICY_431.with_parameter(name, value, source="nowhere")
        document = {"as_of": "2026-11-24", "officer": {"is_sro": True}, "program": {"security_audit_on": "2025-03-01"}}
        for facts in (document, {**document, "officer": SUBSTITUTE}):
            assert evaluate(facts, policy=made, engine="table").findings


@pytest.mark.parametrize(
    "value",
    ["2026-01-01", 1.5, None, True, -1, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)],
    ids=lambda value: type(value).__name__,
)
def test_a_figure_is_a_day_or_a_number(value: Any) -> None:
    """A text, a fraction, nothing, a truth, a number below zero and a moment are none."""
    with pytest.raises(PolicyError, match=r"the figure `legacy_deadline` is .* has to be a day or a whole number"):
        POLICY_431.with_parameter("legacy_deadline", value, source="a law")


def test_a_figure_says_where_it_comes_from_and_who_vouches_for_it() -> None:
    """A source is no empty text, and a mark no text at all."""
    with pytest.raises(PolicyError, match="`x` does not say where it comes from"):
        Parameter("x", 6, "months", " ", verified=True)
    mark: Any = "no"
    with pytest.raises(PolicyError, match="`x` is verified or not: `no` says neither"):
        Parameter("x", 6, "months", "a law", verified=mark)


def test_an_edition_has_one_figure_of_a_name() -> None:
    """Two parameters of a name, or one that is called like what the edition has anyway, are refused."""
    for name in ("late_training_months", "no_day", "edition_effective_from"):
        twice = (*EDITION.parameters, Parameter(name, 3, "months", "a law", verified=True))
        with pytest.raises(PolicyError, match=f"two figures called `{name}`"):
            attrs.evolve(EDITION, parameters=twice)


def test_effective_dates_are_days_in_their_order() -> None:
    """A text is no day, and no edition ends before it began."""
    text: Any = "2026-01-05"
    with pytest.raises(PolicyError, match="`effective_from` of the edition is `2026-01-05`, and has to be a day"):
        POLICY_431.with_edition(name="x", effective_from=text)
    with pytest.raises(PolicyError, match="ends on 2026-01-04, before it began on 2026-01-05"):
        POLICY_431.with_edition(name="x", effective_from=dt.date(2026, 1, 5), effective_to=dt.date(2026, 1, 4))


def test_an_alias_stands_for_a_figure_at_each_value_of_a_setting() -> None:
    """A name that stands for nothing, for too little, or for what has another name already is refused."""
    (name, reading, _), *others = POLICY_431.aliases

    def aliased(called: str, *choices: tuple[str, str]) -> Policy:
        return attrs.evolve(POLICY_431, aliases=((called, reading, choices), *others))

    with pytest.raises(PolicyError, match=r"`board`, and the edition has no such figure; did you mean"):
        aliased(name, ("statute", "legacy_deadline"), ("board", "legacy_deadline_publishd"))
    with pytest.raises(PolicyError, match="for each value of `A27`: statute, board"):
        aliased(name, ("statute", "legacy_deadline"))
    with pytest.raises(PolicyError, match="two figures are called `legacy_deadline`"):
        aliased("legacy_deadline", ("statute", "legacy_deadline"), ("board", "legacy_deadline_published"))
    with pytest.raises(PolicyError, match=r"`legacy_deadline_applied`; did you mean"):
        aliased("legacy_deadline_used", ("statute", "legacy_deadline"), ("board", "legacy_deadline_published"))
    with pytest.raises(PolicyError, match="`late_training_months` has to be a day"):
        aliased(name, ("statute", "legacy_deadline"), ("board", "late_training_months"))
    with pytest.raises(PolicyError, match="`edition_effective_from` has to be a day, and is not known"):
        aliased(name, ("statute", "legacy_deadline"), ("board", "edition_effective_from"))


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_is_used_is_among_the_readings(name: str) -> None:
    """Without its reading, no value of the setting could be chosen."""
    with pytest.raises(PolicyError, match=rf"`{name}`, which is no (reading|setting) of the policy"):
        attrs.evolve(POLICY_431, readings=without(POLICY_431.readings, "id", name))


def test_the_kind_of_every_figure_is_declared() -> None:
    """What computed facts read and what is declared is the same; one without the other is refused."""
    assert {name for item in COMPUTED for name in item.figures} == set(FIGURES)
    with pytest.raises(PolicyError, match=r"reads the figure `\w+`: say among the vocabulary's figures"):
        Vocabulary((), COMPUTED, ())


def test_a_kind_takes_what_it_says() -> None:
    """A day may be left open only where it may be unknown."""
    day = dt.date(2026, 1, 1)
    assert [kind.fits(day) for kind in FigureKind] == [True, True, False]
    assert [kind.fits(None) for kind in FigureKind] == [False, True, False]
    assert [kind.fits(3) for kind in FigureKind] == [False, False, True]
    assert all(re.fullmatch(r"a (day|whole number)\b.*", kind) for kind in FigureKind)
