"""What a name is that stands where a rule has to be named, and is no rule: a section, or a clause without one."""

from __future__ import annotations

from sro_policy.errors import quoted
from sro_policy.policy.policy import Policy


def misnamed(name: object, policy: Policy, *, by_clause: bool = False) -> str:
    """Return what a name of the text is that has no finding of its own, with the rules that stand there.

    ``by_clause`` gives the clauses of these rules instead. Empty for a rule, for a clause that has one, and for a name
    that the text does not have: its nearest name is another matter.
    """
    if not isinstance(name, str):
        return ""
    bound = policy.bind({})
    if any(name in {rule.id, rule.clause.id} for rule in bound.rules):
        return ""
    if any(name in {method.id, method.clause.id} for method in bound.methods):
        return f"{quoted(name)} is a method, which obliges no one, and gives no finding"
    if name in policy.clauses:
        return f"clause {quoted(name)} has no rule: {policy.clauses[name].no_rule}"
    sections = {section.number for section in policy.sections}
    if name not in sections and not any(clause.startswith(f"{name}.") for clause in policy.clauses):
        return ""
    what = "a section" if name in sections else "several clauses"
    there = [rule for rule in bound.rules if rule.section.number == name or rule.clause.id.startswith(f"{name}.")]
    if not there:
        return f"{quoted(name)} is {what}, and none of its clauses has a rule that gives findings"
    within = dict.fromkeys(rule.clause.id if by_clause else rule.id for rule in there)
    return f"{quoted(name)} is {what}; its {'clauses with rules' if by_clause else 'rules'}: {', '.join(within)}"
