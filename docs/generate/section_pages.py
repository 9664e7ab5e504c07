"""One page a section: every clause in the order of the text, and each of its rules in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from docs.generate.english import capital
from docs.generate.flow import flow
from docs.generate.markup import anchor, code, folded, heading, page, stacked, table
from docs.generate.site import (
    Site,
    clause_link,
    force_of,
    parameter_link,
    reading_link,
    rule_link,
    section_page,
    verb,
)
from docs.generate.table import Table
from docs.generate.words import Words, bullets, fact_page
from sro_policy import evaluate
from sro_policy.conditions import ALWAYS, Condition, negation, variables
from sro_policy.policy import BoundRule, Clause, Flag, Force, Parameter, Reading, Section
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.wording import listed, spoken

_ROOT = "../"
_LAYERS = {
    "policy": "The official words stand in the department's manual; here is what each clause says in our own, and how "
    "it is encoded.",
    "statute": "What the statute alone says. It stands in a layer of its own, and is never reported as 431.",
}
_SUBJECTS = {"act": "each act", **PARTS}
_CELLS = {"yes": "yes", "no": "no", "unknown": "unknown", None: "–"}


def section_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of each section."""
    for section in site.policy.sections:
        yield section_page(section), _page(site, section)


def _page(site: Site, section: Section) -> str:
    rows = [
        (
            f"[{clause.id}](#{anchor(clause.id)})",
            force_of(site, clause),
            clause.to.name,
            clause.gist,
            ", ".join(f"[`{rule.rule.name}`](#{rule.rule.name})" for rule in site.of_clause(clause)) or "none",
        )
        for clause in section.clauses
    ]
    return page(
        f"{section.number} {section.title}",
        _LAYERS[section.layer],
        stacked(table(("clause", "force", "speaks to", "gist", "rules"), rows)),
        *(block for clause in section.clauses for block in _clause(site, clause)),
    )


def _clause(site: Site, clause: Clause) -> Iterator[str]:
    yield heading(2, clause.id, clause.id)
    to = "" if clause.to.name == "–" else f" ({clause.to.name})"
    yield f"**{capital(force_of(site, clause))}**{to}: {clause.gist}."
    if clause.no_rule:
        yield f"No rule: {clause.no_rule}."
    if clause.lists:
        yield f"The list: {listed([clause_link(site, item, _ROOT) for item in clause.lists], 'and')}."
    excused = [rule_link(rule, _ROOT) for rule in site.rules.values() if clause.id in rule.rule.excuses]
    if excused:
        yield f"The statute excuses from it in some cases: {listed(excused, 'and')}."
    for rule in site.of_clause(clause):
        yield from _rule(site, rule)


def _rule(site: Site, rule: BoundRule) -> Iterator[str]:
    words = site.words(_ROOT)
    yield heading(3, f"`{rule.id}`", rule.rule.name)
    if rule.force is Force.METHOD:
        yield from _method(rule, words)
        return
    yield f"> {rule.rule.says}"
    yield (f"A rule on **{_SUBJECTS[rule.subject]}**, with the verb **{verb(rule)}**. {_breach(rule.force)}")
    if rule.rule.excuses:
        yield f"Excuses from {listed([clause_link(site, item, _ROOT) for item in rule.rule.excuses], 'and')}."
    yield from _conditions(rule, words)
    yield from _variants(site, rule)
    decided = site.tables[rule.id]
    yield "**The way through**"
    yield flow(decided, site.words(None))
    yield "**What the engine answers**, from the top: the first row that fits counts."
    yield _decisions(decided)
    if decided.impossible:
        yield (
            f"Of {3 ** len(decided.columns)} combinations, {decided.impossible} cannot be: "
            f"[constraints]({_ROOT}vocabulary/kinds.md) tie the facts."
        )
    yield from _judged(rule, words)
    yield from _flags(rule, words)
    yield from _figures(rule)
    yield f"**Reads** {listed(_facts(rule, words), 'and')}."
    yield from _readings(rule.rule.readings)
    yield _example(site, rule, decided)


def _method(rule: BoundRule, words: Words) -> Iterator[str]:
    assert rule.rule.conduct is not None
    yield (
        "An entry of the programme's checklist. It obliges no one and gives no finding; the checklist says whether it "
        "is known to be done."
    )
    yield f"Counts as done when it is known that {words.sentence(rule.rule.conduct)}."
    if rule.rule.when != ALWAYS:
        yield f"Left out of the list when it is known that {words.sentence(negation(rule.rule.when))}."
    yield from _figures(rule)
    yield from _readings(rule.rule.readings)


def _breach(force: Force) -> str:
    if force.is_duty:
        return "What breaks it is a violation."
    if force.is_advice:
        return "What breaks it is a departure, to be explained, and never a violation."
    return "Nothing can break it."


def _facts(rule: BoundRule, words: Words) -> list[str]:
    conditions: list[Condition] = [rule.applies, rule.broken]
    if rule.rule.conduct is not None:
        conditions.append(rule.rule.conduct)
    keys = list(dict.fromkeys(v.fact for condition in conditions for v in variables(condition)))
    keys = [key for key in keys if not key.startswith("setting.")]
    return [
        f"[`{key}`]({_ROOT}{fact_page(words.facts[key])})"
        if key in words.facts
        else f"[`{key}`]({_ROOT}vocabulary/computed.md#{words.computed[key].name})"
        for key in keys
    ]


def _conditions(rule: BoundRule, words: Words) -> Iterator[str]:
    scope = rule.clause.to.act_scope if rule.subject == "act" else rule.clause.to.scope
    if scope != ALWAYS:
        yield f"**Binds when** {words.sentence(scope)}."
    yield from _titled("Situation", bullets(words.outline(rule.rule.when)))
    if rule.rule.conduct is None:
        if rule.force.forbids:
            yield "**Conduct**: the act that the situation describes is itself what should not be."
        return
    title = {True: "What is not to be done", False: "What is to be done"}[rule.force.forbids]
    if rule.force is Force.MAY:
        title = "What may be done"
    yield from _titled(title, bullets(words.outline(rule.rule.conduct)))


def _titled(title: str, text: str) -> Iterator[str]:
    if text.startswith("- "):
        yield f"**{title}**"
        yield text
    else:
        yield f"**{title}**: {text}."


def _variants(site: Site, rule: BoundRule) -> Iterator[str]:
    found = [line for reading in site.policy.settings.values() for line in _under(site, rule, reading)]
    if found:
        yield "**Under a [setting](../readings.md#settings)**"
        yield "\n".join(f"- {line}" for line in found)


def _under(site: Site, rule: BoundRule, reading: Reading) -> Iterator[str]:
    for value in reading.values[1:]:
        bound = site.policy.bind({reading.id: value})
        other = next(item for item in bound.rules if item.id == rule.id)
        link = f"{reading_link(reading.id, _ROOT)} = `{value}`"
        words = site.words(_ROOT, {reading.id: value})
        if other.left_to_choice:
            yield f"{link}: nothing breaks it; where it applies, it is met, with the word *permitted*"
        elif changes := _changes(rule, site.words(_ROOT), words):
            yield f"{link}: {'; '.join(changes)}"
        else:
            figures = {name for item in rule.computed for name in item.figures}
            yield from (
                f"{link}: {said}"
                for name, source, choices in site.policy.aliases
                if source is reading and name in figures
                for said in _stands_for(site, name, dict(choices)[value])
            )


def _stands_for(site: Site, name: str, figure: str) -> Iterator[str]:
    parameters = {item.name: item for item in site.policy.edition.parameters}
    if figure in parameters:
        yield f"for `{name}` the figure is {_figure(parameters[figure])}"
    else:
        yield f"for `{name}` the figure is `{figure}`; where nobody knows that day, the answer stays open"


def _changes(rule: BoundRule, before: Words, after: Words) -> list[str]:
    """Say which parts of situation and conduct a setting takes away, adds or puts in the place of others."""
    found: list[str] = []
    for title, condition in (("situation", rule.rule.when), ("conduct", rule.rule.conduct)):
        if condition is None:
            continue
        old, new = before.parts(condition), after.parts(condition)
        gone = listed([before.sentence(part) for part in old if part not in new], "and")
        come = listed([after.sentence(part) for part in new if part not in old], "and")
        if gone and come:
            found.append(f"in the {title}, instead of “{gone}”: {come}")
        elif gone or come:
            found.append(f"in the {title}, {f'also: {come}' if come else f'without: {gone}'}")
    return found


def _decisions(decided: Table) -> str:
    acts = any(len(row.outcome.words) > 1 for row in decided.rows)
    head = [column.letter for column in decided.columns] + ["status"]
    head += ["word, act ahead", "word, act done"] if acts else ["word"]
    rows = []
    for row in decided.rows:
        status = row.outcome.status
        words = ["" if word == status else word for word in row.outcome.words]
        rows.append([*(_CELLS[said] for said in row.cells), f"`{status}`", *words])
    return table(head, rows)


def _judged(rule: BoundRule, words: Words) -> Iterator[str]:
    conditions: list[Condition] = [rule.applies, rule.broken]
    keys = dict.fromkeys(v.fact for condition in conditions for v in variables(condition))
    judged = [words.facts[key] for key in keys if key in words.facts and words.facts[key].judged]
    if judged:
        said = [f"whether {fact.known_that} ([`{fact.key}`]({_ROOT}{fact_page(fact)}))" for fact in judged]
        yield f"**A person judges** {listed(said, 'and')}. {_LISTED}"
    elif rule.rule.weighs_bearing_facts:
        yield f"**A person weighs** what bears on it. {_LISTED}"


_LISTED = "While that is open, the finding lists the bearing facts that are known."


def _flags(rule: BoundRule, words: Words) -> Iterator[str]:
    if rule.rule.flags:
        yield "**Flags**"
        yield "\n".join(f"- `{flag.name}`: {flag.says}. {_raised(flag, words)}" for flag in rule.rule.flags)


def _raised(flag: Flag, words: Words) -> str:
    said = f"Raised when it is known that {words.sentence(flag.known)}"
    left = list(flag.not_known)
    unless: list[str] = []
    while left:
        item = left.pop(0)
        if negation(item) in left:
            left.remove(negation(item))
            unless.append(f"it is known whether or not {words.sentence(item)}")
        else:
            unless.append(f"it is known that {words.sentence(item)}")
    if unless:
        said += f", unless {listed(unless, 'or')}"
    at = [f"`{status}`" for status in _STATUSES if status in flag.at]
    where = "at any status" if len(at) == len(_STATUSES) else f"at {listed(at, 'or')}"
    shown = " It is shown with the guidance, as provisional." if flag.provisional else ""
    return f"{said}; {where}.{shown}"


_STATUSES = ("not_applicable", "clear", "undetermined", "due", "met", "breached")


def _figures(rule: BoundRule) -> Iterator[str]:
    if rule.parameters:
        yield "**Figures**"
        yield "\n".join(f"- {_figure(item)}" for item in rule.parameters)


def _figure(item: Parameter) -> str:
    value = item.value.isoformat() if isinstance(item.value, dt.date) else item.value
    mark = "verified" if item.verified else "**unverified**: nobody has read it there"
    return f"{parameter_link(item.name, _ROOT)}: {value} ({item.unit}); {item.source}; {mark}"


def _readings(readings: tuple[Reading, ...]) -> Iterator[str]:
    if readings:
        yield "**Rests on the readings**"
        yield "\n".join(f"- {reading_link(r.id, _ROOT)}: {r.question}" for r in readings)


def _example(site: Site, rule: BoundRule, decided: Table) -> str:
    wanted = next(s for s in ("breached", "met") if any(o.status == s for o in decided.answers.values()))
    combination = min(
        (c for c, outcome in decided.answers.items() if outcome.status == wanted),
        key=lambda c: (len(json.dumps(decided.cases[c])), c),
    )
    case = decided.cases[combination]
    subject = "a1" if rule.subject == "act" else rule.subject
    finding = evaluate(case, engine=site.ready.engine).finding(rule.id, subject)
    said = f"The engine answers `{finding.status}`; the word is *{finding.word}*."
    return folded(f"A record for which it is {spoken(wanted)}", f"{code(json.dumps(case, indent=2), 'json')}\n\n{said}")
