"""The registers: readings, silent topics, figures, and which rule rests on which clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from docs.generate.english import capital, counted
from docs.generate.markup import heading, page, properties, stacked, table
from docs.generate.site import Site, clause_link, force_of, rule_link, section_page, verb
from sro_policy.conditions import variables
from sro_policy.policy import Alternative, BoundRule, Flag, Reading
from sro_policy.rules.silence import SILENT
from sro_policy.vocabulary import Computed
from sro_policy.vocabulary.wording import listed


def readings_page(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the register of readings."""
    settings = site.policy.settings
    rows = [
        (
            f"[{reading.id}](#{reading.id})",
            reading.question,
            " · ".join(f"`{value}`" + (" (default)" if n == 0 else "") for n, value in enumerate(reading.values)),
        )
        for reading in settings.values()
    ]
    yield (
        "readings.md",
        page(
            "Readings",
            "431 defines none of its terms, and its wording leaves choices open. Each choice is a *reading*: a "
            "question, the alternatives, and the one that is taken. A rule names the readings that it rests on, a "
            "finding carries them. Where a reading is marked *setting*, a department can select another alternative "
            "that has a value, and the decision then says so.",
            heading(2, "Settings", "settings"),
            stacked(table(("reading", "question", "values"), rows)),
            "Select one by its id, in the call or in the case; an unknown id or value is an error.",
            '```python\nevaluate(case, settings={"A2": "one"})\nevaluate({**case, "settings": {"A2": "one"}})\n```',
            heading(2, "The register", "register"),
            *(block for reading in site.policy.readings for block in _reading(site, reading)),
        ),
    )


def _reading(site: Site, reading: Reading) -> Iterator[str]:
    mark = " · setting" if reading.is_setting else ""
    yield heading(3, f"{reading.id}{mark}", reading.id)
    yield f"**{reading.question}**"
    yield "\n".join(f"- {item.says}{_mark(reading, item)}" for item in reading.alternatives)
    yield f"Taken: {reading.default}"
    rules = [rule_link(rule, "") for rule in site.rules.values() if reading in rule.rule.readings]
    yield f"Rules that rest on it: {listed(rules, 'and')}." if rules else f"No rule names it: {_UNNAMED[reading.id]}."
    if also := [rule_link(rule, "") for rule in _reached(site, reading)]:
        yield f"What is selected here also reaches {listed(also, 'and')}, through what {_THROUGH[reading.id]}."


def _mark(reading: Reading, item: Alternative) -> str:
    """Say by what value an alternative of a setting is selected, or that it cannot be."""
    if item.value:
        return f" (`{item.value}`{', the default' if item.value == reading.values[0] else ''})"
    return " (not selectable)" if reading.is_setting else ""


_UNNAMED = {
    "M1": "it says what the verbs of all of them oblige to",
    "A32": "it is about what a contract itself demands, and no contract is encoded in this version",
}
"""Why no rule names a reading."""

_THROUGH = {"M1": "their verb asks", "A19": "a student is"}
"""By what a setting reaches rules that do not name it."""


def _reached(site: Site, reading: Reading) -> Iterator[BoundRule]:
    """Yield the rules whose meaning a setting changes though they do not name it."""
    for rule in site.rules.values():
        if not reading.is_setting or reading in rule.rule.readings:
            continue
        by_verb = reading is site.policy.strength and rule.force.is_advice
        asked = [c for c in (rule.rule.when, rule.rule.conduct) if c is not None]
        if by_verb or any(v.name == reading.variable.name for c in asked for v in variables(c)):
            yield rule


def silence_page(_site: Site) -> Iterator[tuple[str, str]]:
    """Yield what 431 says nothing about."""
    rows = [(capital(item.topic), capital(item.look)) for item in SILENT]
    exceptions = [(item.topic, clause, capital(reason)) for item in SILENT for clause, reason in item.except_in.items()]
    yield (
        "silence.md",
        page(
            "What 431 is silent on",
            f"Readers look here for {counted(len(SILENT), 'topic')} of which the text says nothing. No finding may "
            "speak of one: each topic has telling words, and a test holds every statement, gist and flag of every rule "
            "against them (`sro_policy/rules/silence.py`).",
            "Where to look instead is a **pointer, not a rule**: nothing of what stands there is encoded, and nobody "
            "here vouches for it.",
            stacked(table(("topic", "look instead"), rows)),
            heading(2, "Clauses that hold a telling word", "exceptions"),
            "Here the word is the clause's own subject.",
            stacked(table(("topic", "clause", "why"), exceptions)),
        ),
    )


def parameters_page(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the dated figures that rules use."""
    edition = site.policy.edition
    yield (
        "parameters.md",
        page(
            "Figures",
            "431 speaks of required timeframes for training and does not say which: those figures come from elsewhere. "
            "How often security is audited it says itself. Each figure has its source and a mark: *verified* where "
            "somebody has read it there, *unverified* where nobody has. A finding lists the figures that it used, with "
            "their marks, and one that rests on an unverified figure is flagged.",
            "A department that has read a figure, or counts by another, [puts that in]"
            "(guides/department-software.md#figures-and-the-edition).",
            f"Edition of the text: {edition.name}.",
            *(
                block
                for item in edition.parameters
                for block in (
                    heading(2, f"`{item.name}`", item.name),
                    properties(
                        [
                            ("value", item.value.isoformat() if isinstance(item.value, dt.date) else str(item.value)),
                            ("unit", item.unit),
                            ("source", item.source),
                            ("mark", "verified" if item.verified else "**unverified**"),
                            ("used by", _users(site, item.name)),
                        ],
                    ),
                )
            ),
        ),
    )


def _users(site: Site, name: str) -> str:
    rules = [r for r in site.rules.values() if any(item.name == name for item in r.parameters)]
    return listed([rule_link(rule, "") + _for_flags(site, rule, name) for rule in rules], "and") or "no rule"


def _for_flags(site: Site, rule: BoundRule, name: str) -> str:
    """Name the flags of a rule for which alone it uses a figure."""
    if name in _figures(site, rule.computed):
        return ""
    flags = [f"`{flag.name}`" for flag in rule.rule.flags if name in _figures(site, _asked_by(site, flag))]
    return f" (only its {'flag' if len(flags) == 1 else 'flags'} {listed(flags, 'and')})"


def _asked_by(site: Site, flag: Flag) -> list[Computed]:
    """Return the computed facts that a flag reads."""
    names = {v.name for condition in (flag.known, *flag.not_known) for v in variables(condition)}
    return [item for item in site.policy.vocabulary.computed if item.key in names]


def _figures(site: Site, computed: Iterable[Computed]) -> set[str]:
    """Return the figures that computed facts read under the defaults."""
    aliases = {name: dict(choices)[reading.values[0]] for name, reading, choices in site.policy.aliases}
    return {aliases.get(name, name) for item in computed for name in item.figures}


def map_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the table of contents of the policy and the map from rules to clauses."""
    yield "policy/index.md", _contents(site)
    yield "policy/rules.md", _map(site)


def _contents(site: Site) -> str:
    rows = []
    for section in site.policy.sections:
        rules = sum(len(clause.rules) for clause in section.clauses)
        name = section_page(section).removeprefix("policy/")
        rows.append(
            (f"[{section.number}]({name})", section.title, section.layer, str(len(section.clauses)), str(rules))
        )
    forces = [force_of(site, clause) for clause in site.policy.clauses.values() if clause.rules]
    counts = [f"{forces.count(force)} of force *{force}*" for force in dict.fromkeys(sorted(forces))]
    return page(
        f"Policy {site.policy.edition.number}: {site.policy.title}",
        "Every clause of the text has its place here, with its rules or the reason why it has none. One section is one "
        "file in `sro_policy/rules/`, in the order of the text.",
        table(("section", "title", "layer", "clauses", "rules"), rows),
        f"{capital(counted(len(site.policy.clauses), 'clause'))} and {counted(len(site.rules), 'rule')}. Of the "
        f"clauses with rules: {listed(counts, 'and')}. [All rules and their clauses](rules.md).",
    )


def _map(site: Site) -> str:
    root = "../"
    rows = [
        (
            rule_link(rule, root),
            clause_link(site, rule.clause.id, root),
            verb(rule),
            rule.clause.to.name,
            rule.rule.says or rule.clause.gist,
        )
        for rule in site.rules.values()
    ]
    without = [
        (clause_link(site, clause.id, root), force_of(site, clause), clause.no_rule)
        for clause in site.policy.clauses.values()
        if clause.no_rule
    ]
    return page(
        "Rules and their clauses",
        f"{capital(counted(len(rows), 'rule'))}, in the order of the text. A rule's id is its section and its own "
        "name; an id is part of the interface from its first release.",
        stacked(table(("rule", "clause", "verb", "speaks to", "says"), rows)),
        heading(2, "Clauses without a rule", "without"),
        stacked(table(("clause", "force", "why"), without)),
    )
