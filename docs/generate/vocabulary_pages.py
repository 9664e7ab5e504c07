"""The vocabulary: every fact by subject, computed facts, derived conditions, kinds and constraints."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.english import capital, counted
from docs.generate.markup import heading, page, properties, stacked, table
from docs.generate.names import NAMES
from docs.generate.site import Site, parameter_link, rule_link
from docs.generate.witness import examples
from docs.generate.words import Words, bullets, fact_page
from sro_policy.conditions import AnyOf, Condition, given, negation, variables
from sro_policy.policy import BoundRule
from sro_policy.vocabulary import (
    SUBJECT_ORDER,
    Answer,
    BooleanFact,
    ChoiceFact,
    Computed,
    DateFact,
    Fact,
    IntegerFact,
    Raw,
    SetFact,
    Subject,
)
from sro_policy.vocabulary.kinds import SAYS, SPOKEN_OF
from sro_policy.vocabulary.wording import listed, spoken

_ROOT = "../"
_SENSITIVITY = {"none": "not marked", "juvenile": "juvenile data", "education": "education record"}
_WHO = {"officer": "the officer", "supervisor": "a supervisor", "school": "the school", "records": "the records"}


def vocabulary_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the pages of the vocabulary."""
    yield "vocabulary/index.md", _index(site)
    for subject in site.policy.vocabulary.subjects:
        yield f"vocabulary/{subject.name or 'case'}.md", _subject(site, subject)
    yield "vocabulary/computed.md", _computed_page(site)
    yield "vocabulary/conditions.md", _conditions_page(site)
    yield "vocabulary/kinds.md", _kinds_page(site)


def _index(site: Site) -> str:
    subjects = site.policy.vocabulary.subjects
    rows = [
        (
            f"[{subject.name or 'case'}]({subject.name or 'case'}.md)",
            _about(subject),
            str(len(subject.facts())),
            str(sum(fact.judged for fact in subject.facts())),
            str(sum(fact.bearing for fact in subject.facts())),
        )
        for subject in subjects
    ]
    return page(
        "Vocabulary",
        "Everything that can be said of a case. Each fact is declared once, in `sro_policy/vocabulary/`, with all that "
        "these pages say of it. There are no defaults: a fact that is left out, or `null`, is **unknown**, and unknown "
        "is never false. **False** means that it was not so, and will not be; while something can still be done, “not "
        "yet” is unknown. Of a **date**, false means that it had not come by the day of reference.",
        table(("subject", "about", "facts", "judged", "bearing"), rows),
        "An **observed** fact is seen or recorded. A **judged** one a person must judge; it is never worked out from "
        "others, except where a [constraint](kinds.md) leaves one value. A **bearing** fact decides nothing: it is "
        "listed for a person who judges. A [**computed** fact](computed.md) is worked out from dates, numbers and "
        "[figures](../parameters.md). [Derived conditions](conditions.md) have a name because rules share them.",
        "A fact **can be acted on** where someone who works under the policy can make it so, or not so, by doing or "
        "leaving something: what is done, where and before whom; who is told; what is learnt, reviewed, set up, agreed "
        "and kept. How things are, who a person is, what is alleged and what is practicable or necessary cannot; nor "
        "can why someone acts and in which role, for to advise another would be to advise a way around the rule.",
        "A rule is about the narrowest subject whose facts it reads: "
        + "; ".join(
            f"one on `{subject}` may also read {listed([f'`{w}`' for w in wider], 'and')}"
            if wider
            else f"one on `{subject}` reads nothing else"
            for subject, wider in SUBJECT_ORDER.items()
        )
        + ".",
    )


def _about(subject: Subject) -> str:
    return (type(subject).__doc__ or "").partition("\n")[0].rstrip(".")


def _subject(site: Site, subject: Subject) -> str:
    facts = subject.facts()
    rows = [(f"[`{f.name}`](#{f.name})", _kind(f), f.type_name, f"known that {f.known_that}") for f in facts]
    return page(
        capital(subject.name or "case"),
        f"{_about(subject)}. {capital(counted(len(facts), 'fact'))}.",
        stacked(table(("fact", "kind", "type", "it is"), rows)),
        *(block for fact in facts for block in _fact(site, fact)),
    )


def _kind(fact: Fact) -> str:
    return ("judged" if fact.judged else "observed") + (", bearing" if fact.bearing else "")


def _fact(site: Site, fact: Fact) -> Iterator[str]:
    yield heading(2, f"`{fact.key}`", fact.name)
    yield f"It is known that **{fact.known_that}**."
    yield from _otherwise(fact)
    yield properties(
        [
            ("asks", fact.ask),
            ("type", _type(fact)),
            ("kind", _kind(fact)),
            ("who can answer", _WHO[fact.who]),
            ("cost", f"about {counted(fact.seconds, 'second')}{', and intrusive' if fact.intrusive else ''}"),
            ("sensitivity", _SENSITIVITY[fact.sensitivity]),
            ("can be acted on", "yes" if fact.can_be_acted_on else "no"),
            ("read by", _readers(site, fact.key) or _instead(fact)),
        ],
    )


def _otherwise(fact: Fact) -> Iterator[str]:
    """Say what is known where the sentence of the fact does not hold, or which sentence each of its values has."""
    if isinstance(fact, BooleanFact) or (isinstance(fact, DateFact) and fact.may_be_false):
        yield f"Where it is false: {fact.known_not}."
    elif isinstance(fact, IntegerFact):
        yield f"Where it is zero: {fact.known_not}."
    elif isinstance(fact, ChoiceFact | SetFact):
        said = [f"`{name}`, {fact.worded(_alone(fact, name))}" for name in fact.values]
        yield f"In words: {'; '.join(said)}."


def _alone(fact: ChoiceFact | SetFact, name: str) -> Raw:
    """Return the value of a fact that says this one name and nothing else."""
    return name if isinstance(fact, ChoiceFact) else ((name, True),)


def _instead(fact: Fact) -> str:
    """Say what a fact does that no rule reads."""
    if fact.bearing:
        return "no rule: it is listed for a person who judges"
    return "no rule: it decides the word that a person reads, and no status" if fact.name == "stage" else "no rule"


def _type(fact: Fact) -> str:
    if isinstance(fact, ChoiceFact):
        return f"one of {listed([f'`{v}`' for v in fact.values], 'or')}"
    if isinstance(fact, SetFact):
        members = listed([f"`{v}`" for v in fact.values], "and")
        return f"a set of {members}: a list, which is complete, or an object, which says only what it says"
    if isinstance(fact, IntegerFact):
        return f"a whole number from {fact.least} to {fact.most}"
    return fact.type_name


def _readers(site: Site, key: str) -> str:
    rules = listed([rule_link(rule, _ROOT) for rule in site.readers(key)], "and")
    flags = [
        f"the flag `{flag.name}`"
        for flag in {f.name: f for rule in site.rules.values() for f in rule.rule.flags}.values()
        if any(v.fact == key for condition in (flag.known, *flag.not_known) for v in variables(condition))
    ]
    ties = [] if not _tied(site, key) else [f"[constraints]({_ROOT}vocabulary/kinds.md)"]
    return "; ".join(part for part in (rules, *flags, *ties) if part)


def _tied(site: Site, key: str) -> bool:
    return any(v.fact == key for c in site.policy.constraints for v in variables(c.must_hold))


def _computed_page(site: Site) -> str:
    computed = site.policy.vocabulary.computed
    return page(
        "Computed facts",
        "Each is a named function of dates, numbers and the edition's [figures](../parameters.md). On a complete "
        "record it answers yes, no or *open*: not done and not yet late, or two things on one day whose order dates "
        "cannot tell. On a partial record it is known as soon as all completions of what is missing give one answer, "
        "and open counts as unknown. Without `as_of` dates decide nothing.",
        *(block for item in computed for block in _computed(site, item)),
    )


def _computed(site: Site, item: Computed) -> Iterator[str]:
    yield heading(2, f"`{item.key}`", item.name)
    yield f"It is known that **{item.known_that}**."
    yield f"Where the answer is no: {item.known_not}."
    if item.answer.__doc__:
        yield item.answer.__doc__.strip().partition("\n")[0]
    inputs = [f"[`{fact.key}`]({_ROOT}{fact_page(fact)})" for fact in item.inputs]
    figures = [_figure(site, name) for name in item.figures]
    yield properties(
        [
            ("worked out from", listed(inputs, "and")),
            ("figures", "; ".join(figures) or "none"),
            ("read by", _readers(site, item.key) or "no rule"),
        ],
    )
    yield "Examples, as the code works them out:"
    yield _examples(site, item)


def _figure(site: Site, name: str) -> str:
    for alias, reading, choices in site.policy.aliases:
        if alias == name:
            said = [f"{_parameter(site, figure)} where {reading.id} is `{value}`" for value, figure in choices]
            return f"`{name}` ({'; '.join(said)})"
    return _parameter(site, name)


def _parameter(site: Site, name: str) -> str:
    known = {item.name for item in site.policy.edition.parameters}
    return parameter_link(name, _ROOT) if name in known else f"`{name}`"


def _examples(site: Site, item: Computed) -> str:
    found: dict[tuple[object, ...], tuple[dict[str, Raw], Answer]] = {}
    lifting = site.ready.liftings[item.key]
    for facts in examples(item, site.ready):
        answer = lifting.answer(facts)
        found.setdefault((answer.value, answer.by, answer.due_by is None, answer.both), (facts, answer))
    head = [*(spoken(fact.name) for fact in item.inputs), "answer"]
    order = (True, False, None)
    ranked = sorted(found.values(), key=lambda pair: order.index(pair[1].value))
    return table(head, [[*(_shown(facts[f.key]) for f in item.inputs), _answer(a)] for facts, a in ranked])


def _shown(value: Raw) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _answer(answer: Answer) -> str:
    said = {True: "**yes**", False: "**no**", None: "**open**"}[answer.value]
    if answer.by:
        said += f", by: {answer.by}"
    if answer.due_by:
        said += f", until {answer.due_by}"
    if answer.both:
        said += ": " + "; ".join(f"{who.replace('_', ' ')}: {what}, last day {day}" for who, what, day in answer.both)
    return said


def _conditions_page(site: Site) -> str:
    words = site.words(_ROOT)
    return page(
        "Derived conditions",
        "Conditions that rules share, each named once in `sro_policy/rules/conditions.py`, and said in the same "
        "words wherever they stand. They are shown as they read under the defaults.",
        *(block for name in NAMES for block in _condition(site, name.key, words)),
    )


def _condition(site: Site, key: str, words: Words) -> Iterator[str]:
    name = next(item for item in NAMES if item.key == key)
    yield heading(2, f"`{name.key}`", name.key)
    yield f"{capital(name.so)}, which says:"
    yield bullets(words.whole(name))
    yield f"Otherwise: {name.not_so}."
    asked = [v.name for v in variables(name.condition) if v.name in words.readings]
    if asked:
        settings = [f"[{words.readings[a].id}]({_ROOT}readings.md#{words.readings[a].id})" for a in asked]
        yield f"It reads otherwise under a setting of {listed(settings, 'or')}."
    here = {v.fact for v in variables(given(name.condition, words.constants))}
    if users := [rule for rule in site.rules.values() if _uses(rule, key, words)]:
        yield f"Stands in {listed([rule_link(rule, _ROOT) for rule in users], 'and')}."
    else:
        yield f"No rule reads it as such; it rests on {listed(sorted(f'`{fact}`' for fact in here), 'and')}."


def _uses(rule: BoundRule, key: str, words: Words) -> bool:
    target = f"vocabulary/conditions.md#{key})"
    conditions = [rule.rule.when, rule.clause.to.act_scope if rule.subject == "act" else rule.clause.to.scope]
    if rule.rule.conduct is not None:
        conditions.append(rule.rule.conduct)
    return any(target in words.sentence(condition) for condition in conditions)


def _kinds_page(site: Site) -> str:
    words = site.words(None)
    rows = [(f"`{kind}`", *answers) for kind, answers in SAYS.items()]
    of_kinds = len([answer for answers in SAYS.values() for answer in answers if answer != "ask"])
    others = site.policy.constraints[of_kinds:]
    return page(
        "Kinds and constraints",
        "A constraint says what can and cannot be so together, whatever anyone says. A record that breaks one is "
        "refused, with the facts that clash. Every answer keeps them, so they also decide: of a search it is known "
        "that it is no custody.",
        heading(2, "What the kind of an act says", "kinds"),
        "*ask* means that the kind says neither.",
        table(("kind", *(f"[`{f.name}`](act.md#{f.name})" for f in SPOKEN_OF)), rows),
        heading(2, "What else is tied", "ties"),
        stacked(
            table(
                ("what is said to one whose record breaks it", "from the facts"),
                [(capital(item.says), _tie(item.must_hold, words)) for item in others],
            )
        ),
        "No date may lie after `as_of`; that is checked with the input.",
    )


def _tie(condition: Condition, words: Words) -> str:
    """Say "not this, or that" as "if this, then that"."""
    if not isinstance(condition, AnyOf):
        return words.sentence(condition)
    premise, rest = condition.parts[0], condition.parts[1:]
    conclusion = rest[0] if len(rest) == 1 else AnyOf(rest)
    return f"if {words.sentence(negation(premise))}: {words.sentence(conclusion)}"
