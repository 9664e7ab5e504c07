"""Whatever a policy names exists in it, and means there what it means where it is named."""

from __future__ import annotations

import re

import attrs
import pytest

from sro_policy import POLICY_431, PolicyError
from sro_policy.policy import Addressee, Alternative, Clause, Flag, Policy, Reading, need_not, shall
from sro_policy.rules.readings import A1, A2, M1
from sro_policy.vocabulary import act, contract
from tests.policy.invented import clause, policy

CHOICE = Reading("X1", "?", (Alternative("one", "one"), Alternative("other", "other")), "one")


def read_under(*readings: Reading, using: Policy) -> Policy:
    return attrs.evolve(using, readings=readings)


def test_an_excuse_is_from_a_clause_that_exists() -> None:
    """What is excused is named, and the nearest clause suggested."""
    rule = need_not("x", when=act.in_school, says="Need not.", excuses=("1.01",))
    with pytest.raises(PolicyError, match=r"`1/x` excuses from `1\.01`, which is no clause; did you mean `1\.1`\?"):
        policy(clause(rule))


def test_a_clause_lists_clauses_that_exist() -> None:
    """A clause whose verb others are said to carry names them."""
    (first, *others) = POLICY_431.sections
    kept = first.clauses[0]
    strange = attrs.evolve(kept, lists=("431.9.x",))
    sections = [attrs.evolve(first, clauses=[strange, *first.clauses[1:]]), *others]
    with pytest.raises(PolicyError, match=r"lists `431\.9\.x`, which is no clause; did you mean `431\.9`\?"):
        attrs.evolve(POLICY_431, sections=sections)


def test_a_rule_cites_readings_of_its_policy() -> None:
    """A reading that the policy lacks, or has in another form, is no citation."""
    rule = shall("x", conduct=act.in_school, says="Do.", readings=(A2,))
    with pytest.raises(PolicyError, match="`1/x` rests on `A2`, which is no reading of the policy"):
        policy(clause(rule))
    bare = policy(clause(shall("x", conduct=act.in_school, says="Do.")))
    sections = policy_sections(rule)
    assert attrs.evolve(bare, sections=sections, readings=(A1, A2)).readings == (A1, A2)
    with pytest.raises(PolicyError, match="`1/x` rests on another reading `A2` than the policy's own"):
        attrs.evolve(bare, sections=sections, readings=(attrs.evolve(A2, default="something else"),))


def policy_sections(*rules: object) -> tuple[object, ...]:
    section = policy(clause(shall("x", conduct=act.in_school, says="Do."))).sections[0]
    return (attrs.evolve(section, clauses=[attrs.evolve(section.clauses[0], rules=rules)]),)


def test_readings_have_ids_of_their_own() -> None:
    """Two readings of an id are refused, as one of them could never be found."""
    with pytest.raises(PolicyError, match="two readings share an id, `A1`"):
        attrs.evolve(POLICY_431, readings=(*POLICY_431.readings, A1))


def test_readings_are_told_without_names_of_the_code() -> None:
    """People read them in explanations: no name of a fact stands in what is taken, or in the alternatives."""
    for reading in POLICY_431.readings:
        for says in (reading.question, reading.default, *(item.says for item in reading.alternatives)):
            assert not re.search(r"[a-z]_[a-z]|`", says), (reading.id, says)


def test_what_is_asked_of_a_setting_is_asked_of_the_policys_own() -> None:
    """A situation, a scope or a flag that asks for a strange setting is refused, and so is another form of one."""
    asked = CHOICE.is_("one")
    flag = Flag("asking", "it asks", act.in_school & asked, at=("met",))
    situation = shall("x", conduct=act.in_school, when=asked, says="Do.")
    flagged = shall("x", conduct=act.in_school, says="Do.", flags=(flag,))
    plain = shall("x", conduct=act.in_school, says="Do.")
    scoped = Clause(id="1.1", gist="", fingerprint="", to=Addressee("one", act_scope=asked), rules=[plain])
    for made in (clause(situation), clause(flagged), scoped):
        with pytest.raises(PolicyError, match="rule `1/x` asks for `X1`, which is no setting of the policy"):
            policy(made)
    bare = policy(clause(plain))
    longer = attrs.evolve(CHOICE, alternatives=(*CHOICE.alternatives, Alternative("third", "third")))
    attrs.evolve(bare, sections=policy_sections(situation), readings=(CHOICE,))
    with pytest.raises(PolicyError, match="asks for `X1`"):
        attrs.evolve(bare, sections=policy_sections(situation), readings=(longer,))


def test_every_value_of_a_setting_is_tried_when_a_policy_is_made() -> None:
    """What cannot be meant under another value alone is found out at once, not by the department that selects it."""
    rule = shall("x", conduct=act.in_school, when=CHOICE.is_("one") | contract.addresses_attire, says="Do.")
    bare = policy(clause(shall("x", conduct=act.in_school, says="Do.")))
    with pytest.raises(PolicyError, match="cannot read `contract`"):
        attrs.evolve(bare, sections=policy_sections(rule), readings=(CHOICE,))


def test_the_strength_of_the_verbs_is_a_setting() -> None:
    """What should obliges to is selected like any setting, so it has to be one."""
    bare = policy(clause(shall("x", conduct=act.in_school, says="Do.")))
    with pytest.raises(PolicyError, match="the strength of the verbs rests on `M1`, which is no reading"):
        attrs.evolve(bare, strength=M1)
    with pytest.raises(PolicyError, match="rests on `A1`, which is no setting"):
        attrs.evolve(bare, strength=A1, readings=(A1,))
    assert attrs.evolve(bare, strength=M1, readings=(M1,)).settings == {"M1": M1}
