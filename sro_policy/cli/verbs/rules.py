"""``sro-policy rules``: every clause with its rules, and the readings that can be set."""

from __future__ import annotations

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.cli.page import NAME, QUIET, Page
from sro_policy.policy import Alternative, BoundRule, Clause, Reading, Section
from sro_policy.policy.digest import policy_digest
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary.wording import spoken


def rules(*, as_json: AsJson = False) -> None:
    """List every clause with its rules, and the settings."""
    bound = POLICY_431.bind({})
    of_clause: dict[str, list[BoundRule]] = {name: [] for name in POLICY_431.clauses}
    for rule in (*bound.rules, *bound.methods):
        of_clause[rule.clause.id].append(rule)
    if as_json:
        edition = POLICY_431.edition
        write_json(
            {
                "policy": {"number": edition.number, "edition": edition.name, "digest": policy_digest(bound)},
                "clauses": [
                    _clause_json(section, clause, of_clause[clause.id])
                    for section in POLICY_431.sections
                    for clause in section.clauses
                ],
                "settings": _settings_json(),
                "flags": [{"flag": name, "says": says} for name, says in POLICY_431.flags.items()],
            }
        )
        return
    page = Page()
    for section in POLICY_431.sections:
        layer = "" if section.layer == "policy" else f" ({section.layer})"
        page.head(f"{section.number} {section.title}{layer}")
        for clause in section.clauses:
            _say_clause(page, clause, of_clause[clause.id])
    page.head("Settings, the default first")
    for reading in POLICY_431.settings.values():
        page.say((reading.id, NAME), f" · {reading.question}")
        for item in _selectable(reading):
            page.say((f"{reading.id}={item.value}", NAME), f": {item.says}", indent=4, mark="  -")
    page.show()


def _say_clause(page: Page, clause: Clause, found: list[BoundRule]) -> None:
    if clause.no_rule:
        page.say((clause.id, NAME), (f" · no rule: {clause.no_rule}", QUIET))
    for rule in found:
        verb = spoken(str(rule.force))
        page.say((clause.id, NAME), f" · {verb} · {clause.to.name} · ", (rule.id, QUIET))
        page.say(rule.rule.says or f"{clause.gist[0].upper()}{clause.gist[1:]}.", indent=2)


def _clause_json(section: Section, clause: Clause, found: list[BoundRule]) -> dict[str, object]:
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


def _selectable(reading: Reading) -> list[Alternative]:
    """Return the alternatives that a department can select; the others have no value."""
    return [item for item in reading.alternatives if item.value]


def _settings_json() -> list[dict[str, object]]:
    return [
        {
            "setting": reading.id,
            "question": reading.question,
            "values": [{"value": item.value, "says": item.says} for item in _selectable(reading)],
            "default": reading.values[0],
        }
        for reading in POLICY_431.settings.values()
    ]
