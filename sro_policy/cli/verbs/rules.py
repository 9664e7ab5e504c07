"""``sro-policy rules``: every clause with its rules, and the readings that can be set."""

from __future__ import annotations

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.cli.page import NAME, QUIET, Page
from sro_policy.listing import list_rules, rules_by_clause, selectable
from sro_policy.policy import BoundRule, Clause
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary.wording import spoken


def rules(*, as_json: AsJson = False) -> None:
    """List every clause with its rules, and the settings."""
    if as_json:
        write_json(list_rules())
        return
    of_clause = rules_by_clause(POLICY_431)
    page = Page()
    for section in POLICY_431.sections:
        layer = "" if section.layer == "policy" else f" ({section.layer})"
        page.head(f"{section.number} {section.title}{layer}")
        for clause in section.clauses:
            _say_clause(page, clause, of_clause[clause.id])
    page.head("Settings, the default first")
    for reading in POLICY_431.settings.values():
        page.say((reading.id, NAME), f" · {reading.question}")
        for item in selectable(reading):
            page.say((f"{reading.id}={item.value}", NAME), f": {item.says}", indent=4, mark="  -")
    page.show()


def _say_clause(page: Page, clause: Clause, found: list[BoundRule]) -> None:
    if clause.no_rule:
        page.say((clause.id, NAME), (f" · no rule: {clause.no_rule}", QUIET))
    for rule in found:
        verb = spoken(str(rule.force))
        page.say((clause.id, NAME), f" · {verb} · {clause.to.name} · ", (rule.id, QUIET))
        page.say(rule.rule.says or f"{clause.gist[0].upper()}{clause.gist[1:]}.", indent=2)
