"""``rules``, ``facts`` and ``schema``: what the library knows, for people and for programs."""

from __future__ import annotations

import json
import re

from sro_policy import POLICY_431, evaluate
from sro_policy.cli.words import who
from sro_policy.scenario import scenario_schema
from sro_policy.schema import case_schema
from sro_policy.vocabulary import BooleanFact

from .running import run


def test_rules_lists_every_clause_in_the_order_of_the_text() -> None:
    """Each clause stands there with its rules, or with why it has none, and each setting with what can be selected."""
    text = run("rules", width=300).out
    at = 0
    for clause in POLICY_431.clauses.values():
        at = text.index(f"\n{clause.id} · ", at)
        if clause.no_rule:
            assert f"{clause.id} · no rule: {clause.no_rule}" in text
    for rule in POLICY_431.bind({}).rules:
        assert rule.id in text
        assert rule.rule.says in text
    for reading in POLICY_431.settings.values():
        assert re.findall(rf"\b{reading.id}=(\w*):", text) == list(reading.values)


def test_rules_as_json_holds_all_of_it() -> None:
    """As JSON the list has each clause once, all rules, the settings, and the digest of every decision."""
    data = json.loads(run("rules", "--json").out)
    assert data["policy"] == evaluate({}).to_json()["policy"]
    assert [entry["clause"] for entry in data["clauses"]] == list(POLICY_431.clauses)
    bound = POLICY_431.bind({})
    named = {rule["rule"] for entry in data["clauses"] for rule in entry["rules"]}
    assert named == {rule.id for rule in (*bound.rules, *bound.methods)}
    assert all(bool(entry["rules"]) != bool(entry["no_rule"]) for entry in data["clauses"])
    assert [entry["setting"] for entry in data["settings"]] == list(POLICY_431.settings)
    assert all(entry["default"] == entry["values"][0]["value"] for entry in data["settings"])
    offered = {entry["setting"]: [item["value"] for item in entry["values"]] for entry in data["settings"]}
    assert offered == {reading.id: list(reading.values) for reading in POLICY_431.settings.values()}


def test_facts_lists_every_fact_with_its_question() -> None:
    """Each fact stands there with what it can be, its question and who answers it."""
    text = run("facts", width=400).out
    for fact in POLICY_431.vocabulary.facts.values():
        assert f"\n{fact.name} · " in text
        assert f"  {fact.ask} ({who(fact)}" in text
        if isinstance(fact, BooleanFact):
            assert f"  False says: {fact.known_not}.\n" in text
    assert "as_of · a day as 2026-11-24\n" in text
    assert "  False says: SRO duties have not begun.\n" in text
    assert "a, build a positive climate through relations and open communication; b, protect" in text
    assert "act\nActs are a list, `acts`; each has an `id` of its own besides.\n" in text
    assert "`reasons` by `rule@subject`" in text
    assert "policy_reviewed_on · a day as 2026-11-24, or false\n" in text
    assert "person_age · a whole number from 0 to 130\n" in text
    assert "stage · contemplated, done\n" in text
    assert "serves_duty · a list of any of a, b, c, d, e, f, g\n" in text
    assert "(a supervisor to judge, intrusive, juvenile data)" in text
    assert "(the school, to be weighed, decides no rule, juvenile data)" in text


def test_facts_as_json_holds_all_of_it() -> None:
    """As JSON each fact has its key, subject, sentence, question, source, cost, marks and schema, and nothing else."""
    data = json.loads(run("facts", "--json").out)["facts"]
    assert data == [
        {
            "fact": key,
            "subject": key.rpartition(".")[0] or None,
            "known_that": fact.known_that,
            "ask": fact.ask,
            "who": fact.who,
            "seconds": fact.seconds,
            "intrusive": fact.intrusive,
            "sensitivity": fact.sensitivity,
            "judged": fact.judged,
            "bearing": fact.bearing,
            "schema": fact.schema(),
        }
        for key, fact in POLICY_431.vocabulary.facts.items()
    ]


def test_the_schema_is_printed_either_way() -> None:
    """With and without ``--json`` the schema of a case comes out, with one newline at its end."""
    text = run("schema").out
    assert text == run("schema", "--json").out
    assert json.loads(text) == case_schema()
    assert text.endswith("}\n")


def test_one_schema_is_printed_at_a_time() -> None:
    """That of a scenario, or that of a record."""
    assert json.loads(run("schema", "--scenario").out) == scenario_schema()
    result = run("schema", "--record", "--scenario")
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: --scenario: `--record` and `--scenario` cannot both be given\n"
