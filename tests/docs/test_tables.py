"""Decision tables say what the engine says, of every combination that a record can have."""

from __future__ import annotations

import itertools
import random

import pytest

from docs.generate.site import Site
from docs.generate.table import Row, Table
from docs.generate.witness import TRUTHS, Answers, examples, records
from sro_policy import POLICY_431, evaluate
from sro_policy.engines import sealed
from sro_policy.evaluation.compiled import ENGINES
from sro_policy.exact.lifting import AS_OF
from sro_policy.vocabulary import act

RULES = [rule.id for rule in POLICY_431.bind({}).rules]


def first(table: Table, combination: Answers) -> Row:
    """Return the row that a reader finds, from the top."""
    return next(
        row for row in table.rows if all(c in {None, said} for c, said in zip(row.cells, combination, strict=True))
    )


@pytest.mark.parametrize("rule_id", RULES)
def test_the_first_row_that_fits_is_what_the_engine_answers(site: Site, rule_id: str) -> None:
    """For every combination, a reader who goes through the rows finds the engine's answer."""
    table = site.tables[rule_id]
    assert table.answers
    for combination, outcome in table.answers.items():
        assert first(table, combination).outcome == outcome


@pytest.mark.parametrize("rule_id", RULES)
def test_no_row_is_idle(site: Site, rule_id: str) -> None:
    """Each row is the first that fits for some record: none could be left out."""
    table = site.tables[rule_id]
    assert {first(table, combination) for combination in table.answers} == set(table.rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_answers_as_the_tables_say(site: Site, engine: str) -> None:
    """The tables are made with one engine; on a sample of their records the others answer alike.

    The reference is asked where it is quick: of an act of which little is known it tries completions for minutes.
    """
    if engine == "durable" and (reason := sealed.available()) is not None:
        pytest.skip(f"durable-rules cannot run here: {reason}")
    chance = random.Random(431)
    for rule_id, table in site.tables.items():
        if engine == "reference" and site.rules[rule_id].subject == "act":
            continue
        combinations = sorted(table.answers)
        for combination in chance.sample(combinations, min(2, len(combinations))):
            subject = "a1" if site.rules[rule_id].subject == "act" else site.rules[rule_id].subject
            finding = evaluate(table.cases[combination], engine=engine).finding(rule_id, subject)
            assert finding.status == table.answers[combination].status
            assert finding.word == table.answers[combination].words[0]


def test_a_combination_without_a_record_cannot_be() -> None:
    """What is left out of a table is what constraints forbid: no force without an official act."""
    constraints = tuple(item.must_hold for item in POLICY_431.constraints)
    force, authority = act.uses_force.as_condition(), act.uses_authority.as_condition()
    found = records([force, authority], POLICY_431.vocabulary, constraints)
    impossible = set(itertools.product(TRUTHS, repeat=2)) - set(found)
    assert impossible == {("yes", "no"), ("yes", "unknown"), ("unknown", "no")}


def test_examples_of_computed_facts_show_every_answer(site: Site) -> None:
    """Everyday days show each value that a computed fact has on its critical days, and each way to it."""
    for item in POLICY_431.vocabulary.computed:
        lifting = site.ready.liftings[item.key]
        shown = {(a.value, a.by) for facts in examples(item, site.ready) for a in (lifting.answer(facts),)}
        for today in {str(facts.get(AS_OF)): facts.get(AS_OF) for facts in examples(item, site.ready)}.values():
            known = {} if today is None else {AS_OF: today}
            critical = {(a.value, a.by) for _, a in lifting.completions(known)}
            assert critical <= shown, item.key
