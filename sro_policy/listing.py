"""What a policy consists of, as plain JSON values: its clauses with their rules and settings, and its facts."""

from __future__ import annotations

from sro_policy.policy import Alternative, BoundRule, Clause, Policy, Reading, Section
from sro_policy.policy.digest import policy_digest
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import Fact


def list_rules(policy: Policy = POLICY_431) -> dict[str, object]:
    """Return every clause with its rules, the readings that can be set, and what flags say."""
    bound = policy.bind({})
    of_clause = rules_by_clause(policy)
    edition = policy.edition
    return {
        "policy": {"number": edition.number, "edition": edition.name, "digest": policy_digest(bound)},
        "clauses": [
            _clause(section, clause, of_clause[clause.id]) for section in policy.sections for clause in section.clauses
        ],
        "settings": [_setting(reading) for reading in policy.settings.values()],
        "flags": [{"flag": name, "says": says} for name, says in policy.flags.items()],
    }


def list_facts(policy: Policy = POLICY_431) -> dict[str, object]:
    """Return every fact that a case can hold."""
    return {"facts": [_fact(fact) for fact in policy.vocabulary.facts.values()]}


def rules_by_clause(policy: Policy) -> dict[str, list[BoundRule]]:
    """Return the rules and methods of each clause, by its id."""
    bound = policy.bind({})
    found: dict[str, list[BoundRule]] = {name: [] for name in policy.clauses}
    for rule in (*bound.rules, *bound.methods):
        found[rule.clause.id].append(rule)
    return found


def selectable(reading: Reading) -> list[Alternative]:
    """Return the alternatives that a department can select; the others have no value."""
    return [item for item in reading.alternatives if item.value]


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "fact": fact.key,
        "subject": fact.subject or None,
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


def _clause(section: Section, clause: Clause, found: list[BoundRule]) -> dict[str, object]:
    return {
        "clause": clause.id,
        "section": section.number,
        "layer": section.layer,
        "addressee": clause.to.name,
        "gist": clause.gist,
        "no_rule": clause.no_rule or None,
        "rules": [
            {
                "rule": rule.id,
                "subject": rule.subject,
                "force": str(rule.force),
                "statement": rule.rule.says or None,
                "readings": [reading.id for reading in rule.rule.readings],
                "flags": [flag.name for flag in rule.rule.flags],
                "parameters": [item.to_json() for item in rule.parameters],
                "excuses": list(rule.rule.excuses),
            }
            for rule in found
        ],
    }


def _setting(reading: Reading) -> dict[str, object]:
    return {
        "setting": reading.id,
        "question": reading.question,
        "values": [{"value": item.value, "says": item.says} for item in selectable(reading)],
        "default": reading.values[0],
    }
