"""What every page is made from: the policy, bound to its defaults, and what is worked out once for all pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import final

import attrs

from docs.generate.markup import anchor
from docs.generate.table import Table, table_of
from docs.generate.words import Words
from sro_policy.conditions import Condition, variables
from sro_policy.evaluation.compiled import CompiledPolicy, compiled
from sro_policy.policy import BoundRule, Clause, Force, Policy, Section
from sro_policy.vocabulary.wording import spoken


@final
@attrs.frozen(slots=False, eq=False)
class Site:
    """The policy as pages see it. The table engine runs it: it is there wherever pages are made."""

    policy: Policy

    @cached_property
    def ready(self) -> CompiledPolicy:
        """The policy under its defaults, compiled."""
        return compiled(self.policy, (), "table")

    @cached_property
    def rules(self) -> Mapping[str, BoundRule]:
        """Every rule by its id, methods included, in the order of the text."""
        bound = {rule.id: rule for rule in (*self.ready.bound.rules, *self.ready.bound.methods)}
        return {rule_id: bound[rule_id] for rule_id in self._in_order()}

    def _in_order(self) -> list[str]:
        return [f"{s.number}/{rule.name}" for s in self.policy.sections for c in s.clauses for rule in c.rules]

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The decision table of each rule that gives findings, as the engine answers."""
        words = self.words(None)
        return {rule.id: table_of(rule, self.ready, words) for rule in self.ready.bound.rules}

    def words(self, root: str | None, settings: Mapping[str, str] | None = None) -> Words:
        """Return what says conditions in words, on a page from which ``root`` leads to the root."""
        return Words.of(self.policy, settings, root=root)

    def of_clause(self, clause: Clause) -> tuple[BoundRule, ...]:
        """Return the rules of a clause."""
        return tuple(rule for rule in self.rules.values() if rule.clause.id == clause.id)

    def readers(self, key: str) -> list[BoundRule]:
        """Return the rules that read a fact, computed or not, in situation, conduct or scope."""
        return [rule for rule in self.rules.values() if key in self._reads[rule.id]]

    @cached_property
    def _reads(self) -> Mapping[str, frozenset[str]]:
        return {rule.id: frozenset(self._read_by(rule)) for rule in self.rules.values()}

    @staticmethod
    def _read_by(rule: BoundRule) -> set[str]:
        conditions: list[Condition] = [rule.applies, rule.broken]
        if rule.rule.conduct is not None:
            conditions.append(rule.rule.conduct)
        direct = {v.fact for condition in conditions for v in variables(condition)}
        return direct | {fact.key for item in rule.computed for fact in item.inputs}


def section_page(section: Section) -> str:
    """Return where a section is described."""
    return f"policy/{section.number}.md"


def clause_link(site: Site, clause_id: str, root: str) -> str:
    """Return a link to a clause."""
    return f"[{clause_id}]({root}{section_page(site.policy.section_of(clause_id))}#{anchor(clause_id)})"


def rule_link(rule: BoundRule, root: str) -> str:
    """Return a link to a rule."""
    return f"[`{rule.id}`]({root}{section_page(rule.section)}#{rule.rule.name})"


def reading_link(reading_id: str, root: str) -> str:
    """Return a link to a reading."""
    return f"[{reading_id}]({root}readings.md#{reading_id})"


def parameter_link(name: str, root: str) -> str:
    """Return a link to a figure."""
    return f"[`{name}`]({root}parameters.md#{name})"


def verb(rule: BoundRule) -> str:
    """Return the verb of a rule as the text has it."""
    return spoken(str(rule.force))


def force_of(site: Site, clause: Clause) -> str:
    """Return a clause's force in words: its verb, that of the list which it carries, or that it describes."""
    verbs = list(dict.fromkeys(verb(rule) for rule in site.of_clause(clause)))
    if verbs:
        return ", ".join(f"describes ({v})" if v == Force.METHOD else v for v in verbs)
    listed = {force_of(site, site.policy.clauses[item]) for item in clause.lists}
    if len(listed) == 1 and not (carried := listed.pop()).startswith("describes"):
        return f"{carried}, for the list that follows"
    return "describes"
