"""A policy that cannot be meant is refused when it is written, with what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
import pytest

from sro_policy import POLICY_431, InputError, PolicyError
from sro_policy.conditions import ALWAYS, Is, Variable, implies
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import plan_for
from sro_policy.policy import (
    Alternative,
    Clause,
    Flag,
    Parameter,
    Reading,
    Rule,
    Section,
    may,
    need_not,
    shall,
    shall_not,
    should_not,
)
from sro_policy.policy.digest import policy_digest
from sro_policy.policy.force import Force
from sro_policy.rules.flags import scope
from sro_policy.vocabulary import VOCABULARY, Constraint, act, contract, incident, officer
from sro_policy.vocabulary.computed import has_training, initial_training_in_time, ongoing_training_in_time
from tests.policy.invented import ANYONE, EDITION, clause, policy


def test_a_clause_says_why_it_has_no_rule() -> None:
    """A clause with neither rules nor a reason is refused, and so is one with both."""
    with pytest.raises(PolicyError, match="does not say why"):
        Clause(id="1", gist="", fingerprint="", to=ANYONE)
    with pytest.raises(PolicyError, match="keep one of the two"):
        Clause(
            id="1", gist="", fingerprint="", to=ANYONE, no_rule="why",
            rules=[shall("x", conduct=act.in_school, says="Do.")],
        )  # fmt: skip


def test_a_rule_has_a_name_a_conduct_and_words() -> None:
    """A rule without one of them is refused."""
    with pytest.raises(PolicyError, match="is no rule name"):
        shall("Not A Name", conduct=act.in_school, says="Do.")
    with pytest.raises(PolicyError, match="says nothing"):
        shall("x", conduct=act.in_school, says="")
    with pytest.raises(PolicyError, match="needs a conduct"):
        Rule(name="x", force=Force.SHALL, conduct=None, when=ALWAYS, says="Do.", readings=(), flags=())


@pytest.mark.parametrize(
    ("declare", "problem"),
    [
        (lambda: shall("x", conduct=act.kind == "search", says="Do."), "`False` is no condition.*instead of `==`"),
        (lambda: shall("x", conduct=act.kind, says="Do."), "is no condition.*ask a choice with `.is_"),
        (lambda: shall("x", conduct=act.in_school, says="Do.", flags=scope), "`<Flag>` stands alone"),
        (lambda: shall("x", conduct=act.in_school, says="Do.", readings=["A1"]), "`A1` is no reading"),
        (lambda: need_not("x", when=act.in_school, says="Do.", excuses="431.4.d"), "`431.4.d` stands alone"),
        (lambda: Rule(name="x", force="shall", conduct=act.in_school, says="Do."), "`force`: `shall` is no verb"),
        (lambda: Rule(name=1, force=Force.SHALL, conduct=act.in_school, says="Do."), "`name`: `1` is no rule name"),
        (lambda: Flag("x", "X.", act.in_school, at="due"), "`due` stands alone"),
        (lambda: Flag("x", "X.", act.in_school, at=["met", "breeched"]), "is no status; did you mean `breached`"),
        (lambda: Flag("x", "X.", act.in_school, act.kind.is_("search"), at=["met"]), "`<Is>` stands alone"),
        (lambda: Clause(id="1", gist="", fingerprint="", to="SRO", no_rule="why"), "`to`: `SRO` is no addressee"),
        (lambda: Clause(id="1", gist="", fingerprint="", to=ANYONE, rules=["x"]), "`x` is no rule"),
        (lambda: Section(number="1", title="", clauses=[], layer="polcy"), "is no layer; did you mean `policy`"),
        (lambda: policy(edition="2020"), "`edition`: `2020` is no edition"),
    ],
)
def test_what_is_no_such_thing_is_refused_where_it_is_written(declare: Callable[[], object], problem: str) -> None:
    """A value of the wrong kind, or one that stands alone where several can, never passes for another meaning."""
    with pytest.raises(PolicyError, match=problem):
        declare()


def test_ids_are_unique() -> None:
    """Two clauses, or two rules of a section, cannot share an id."""
    rule = shall("x", conduct=act.in_school, says="Do.")
    with pytest.raises(PolicyError, match="two rules"):
        policy(clause(rule), clause(rule, name="1.2"))
    with pytest.raises(PolicyError, match="two clauses"):
        policy(clause(rule), clause(shall("y", conduct=act.in_school, says="Do.")))


def test_a_rule_is_about_one_subject() -> None:
    """A rule that reads no fact, or facts of strangers, is refused."""
    with pytest.raises(PolicyError, match="reads no fact"):
        policy(clause(may("x", says="Do.")))
    with pytest.raises(PolicyError, match="cannot read `contract`"):
        policy(clause(shall("x", conduct=act.in_school & contract.addresses_attire, says="Do.")))


def test_the_subject_is_the_narrowest_whose_facts_are_read() -> None:
    """An act before the incident, the incident before the officer."""
    bound = policy(
        clause(
            shall_not("a", when=act.in_school & incident.weapon & officer.is_sro, says="Do."),
            shall_not("i", when=incident.weapon & officer.is_sro, says="Do."),
            shall_not("o", when=officer.is_sro, says="Do."),
        )
    ).bind({})
    assert [rule.subject for rule in bound.rules] == ["act", "incident", "officer"]


def test_one_condition_reads_no_two_computed_facts_that_share_an_input() -> None:
    """What could not be taken apart exactly is refused, with what to do instead."""
    made = policy(clause(shall("x", conduct=has_training & ongoing_training_in_time, says="Do.")))
    with pytest.raises(PolicyError, match="as one computed fact"):
        plan_for("officer", made.bind({}).rules, VOCABULARY, groups(c.must_hold for c in VOCABULARY.constraints))


def test_a_computed_fact_has_the_figures_that_it_reads() -> None:
    """A rule that rests on a figure which the edition lacks is refused, not found out by an officer."""
    with pytest.raises(PolicyError, match=r"`1/x` reads `officer\.initial.*no figure `legacy_deadline_applied`"):
        policy(clause(shall("x", conduct=initial_training_in_time, says="Do.")))


def test_a_constraint_is_about_one_subject() -> None:
    """Acts are judged apart: a constraint between an act and the incident is refused."""
    mixed = Constraint(implies(act.in_school, incident.weapon), "nonsense")
    vocabulary = attrs.evolve(VOCABULARY, constraints=(mixed,))
    with pytest.raises(PolicyError, match="ties facts of act and incident"):
        attrs.evolve(POLICY_431, vocabulary=vocabulary)


def test_constraints_that_nothing_keeps_are_refused() -> None:
    """A vocabulary in which no record is possible is no vocabulary."""
    with pytest.raises(PolicyError, match="no record can keep"):
        groups([act.in_school & ~act.in_school])


def test_a_group_that_grows_too_large_is_refused() -> None:
    """Constraints that tie too much together are refused when they are compiled."""
    many = [Variable(f"x{number}", f"x{number}") for number in range(10)]
    conditions = [Is(one, frozenset({True})) | Is(other, frozenset({True})) for one, other in zip(many, many[1:])]  # noqa: B905, RUF007
    with pytest.raises(PolicyError, match="10000 partial states"):
        groups(conditions)


def test_a_setting_has_at_least_two_values() -> None:
    """One value is no choice, and a value that a reading does not have cannot be asked for."""
    with pytest.raises(PolicyError, match="at least two values"):
        Reading("X1", "?", (Alternative("one", "one"),), "one")
    with pytest.raises(PolicyError, match="has no value"):
        POLICY_431.settings["A2"].is_("three")


def test_an_unknown_setting_or_value_is_refused_with_the_nearest() -> None:
    """Settings are checked by name and by value."""
    with pytest.raises(InputError, match="unknown setting `A22`"):
        POLICY_431.bind({"A22": "one"})
    with pytest.raises(InputError, match=r"settings\.A19.*`current`"):
        POLICY_431.bind({"A19": "curent"})
    with pytest.raises(InputError, match="it is one of two, one"):
        POLICY_431.bind({"A2": "xyz"})


def test_a_parameter_is_found_by_name() -> None:
    """An edition's figures are found by name, and a missing one is a `KeyError`."""
    assert POLICY_431.edition.parameter("late_training_months").value == 6
    with pytest.raises(KeyError):
        POLICY_431.edition.parameter("nothing")
    assert Parameter("x", dt.date(2026, 1, 1), "day", "here", verified=True).to_json()["value"] == "2026-01-01"


def test_the_digest_tells_any_two_rules_apart() -> None:
    """A change of a word, a verb, a situation or a conduct changes the digest; the same policy keeps it."""
    rule = shall("x", conduct=act.in_school, says="Do.")
    base = policy_digest(policy(clause(rule)).bind({}))
    assert base == policy_digest(policy(clause(shall("x", conduct=act.in_school, says="Do."))).bind({}))
    others = [
        shall("x", conduct=act.in_school, says="Do it."),
        shall("x", conduct=~act.in_school, says="Do."),
        shall("x", conduct=act.in_school, when=act.uses_force, says="Do."),
        should_not("x", when=act.in_school, says="Do."),
    ]
    digests = {policy_digest(policy(clause(other)).bind({})) for other in others}
    assert len(digests) == len(others)
    assert base not in digests


def test_the_digest_tells_editions_and_figures_apart() -> None:
    """A changed figure, or whether it is verified, changes the digest, and so does the day of the edition."""
    made = policy(clause(shall("x", conduct=act.in_school, says="Do.")))
    first, *rest = EDITION.parameters
    editions = [
        EDITION,
        attrs.evolve(EDITION, parameters=[attrs.evolve(first, value=first.value + dt.timedelta(1)), *rest]),
        attrs.evolve(EDITION, parameters=[attrs.evolve(first, verified=not first.verified), *rest]),
        attrs.evolve(EDITION, effective_from=dt.date(2026, 1, 1)),
    ]
    digests = {policy_digest(attrs.evolve(made, edition=edition).bind({})) for edition in editions}
    assert len(digests) == len(editions)


def test_the_digest_tells_settings_apart() -> None:
    """Each value of each setting gives a digest of its own, and a default that is named gives that of the default."""
    chosen = [{}, *({name: value} for name, item in POLICY_431.settings.items() for value in item.values[1:])]
    digests = {policy_digest(POLICY_431.bind(settings)) for settings in chosen}
    assert len(digests) == len(chosen) == 1 + len(POLICY_431.settings)
    for name, item in POLICY_431.settings.items():
        assert policy_digest(POLICY_431.bind({name: item.values[0]})) == policy_digest(POLICY_431.bind({}))


def test_a_policy_whose_source_is_not_installed_has_no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be told apart is refused, not called equal."""

    def gone(_: object) -> str:
        raise OSError("no source")

    monkeypatch.setattr("inspect.getsource", gone)
    with pytest.raises(PolicyError, match="no digest"):
        policy_digest(POLICY_431.bind({}))


def test_a_flag_says_one_thing() -> None:
    """One flag with two wordings is refused; those of the policy can be looked up by name."""
    one, other = (Flag("same", says, act.in_school, at=("met",)) for says in ("one", "other"))
    rules = [shall(name, conduct=act.exigency, says="Do.", flags=(flag,)) for name, flag in (("x", one), ("y", other))]
    with pytest.raises(PolicyError, match="`same` says two things"):
        policy(clause(*rules))
    assert set(POLICY_431.flags) >= {"pretext_review", "by_purpose", "unverified_parameter"}


def test_a_policy_is_shown_by_its_name() -> None:
    """Help pages and tracebacks name the policy; they do not print all of it."""
    assert repr(POLICY_431) == f"<Policy 431, School Resource Officers, {POLICY_431.edition.name}: 50 clauses>"
