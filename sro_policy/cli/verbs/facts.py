"""``sro-policy facts``: what can be said in a case."""

from __future__ import annotations

from collections.abc import Iterator

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.cli.page import NAME, QUIET, Page
from sro_policy.cli.words import who
from sro_policy.listing import list_facts
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import BooleanFact, ChoiceFact, DateFact, Fact, IntegerFact, SetFact

_ACTS = "Acts are a list, `acts`; each has an `id` of its own besides."
_BESIDE = "A case may also have an `event`, `reasons` by `rule@subject`, and `settings`; `schema` says all of it."
_SENSITIVE = {"juvenile": "juvenile data", "education": "education record"}


def facts(*, as_json: AsJson = False) -> None:
    """List the facts that a case can hold."""
    if as_json:
        write_json(list_facts())
        return
    page = Page()
    for subject in POLICY_431.vocabulary.subjects:
        page.head(subject.name or "case")
        if subject.name == "act":
            page.say((_ACTS, QUIET))
        for fact in subject.facts():
            page.say((fact.name, NAME), (f" · {_values(fact)}", QUIET))
            page.say(fact.ask, (f" ({', '.join(_marks(fact))})", QUIET), indent=2)
            for line in _said(fact):
                page.say((line, QUIET), indent=2)
    page.gap()
    page.say((_BESIDE, QUIET))
    page.show()


def _values(fact: Fact) -> str:
    if isinstance(fact, ChoiceFact):
        return ", ".join(fact.values)
    if isinstance(fact, SetFact):
        return f"a list of any of {', '.join(fact.values)}"
    if isinstance(fact, IntegerFact):
        return f"a whole number from {fact.least} to {fact.most}"
    if isinstance(fact, DateFact):
        return f"a day as 2026-11-24{', or false' if fact.may_be_false else ''}"
    return fact.type_name


def _said(fact: Fact) -> Iterator[str]:
    """Say what a fact says that needs care, because false is more than "not yet", or that its names do not tell."""
    if isinstance(fact, BooleanFact) or (isinstance(fact, DateFact) and fact.may_be_false):
        yield f"False says: {fact.known_not}."
    if isinstance(fact, SetFact):
        yield f"In words: {'; '.join(f'{name}, {fact.in_words(name)}' for name in fact.values)}."


def _marks(fact: Fact) -> Iterator[str]:
    yield who(fact)
    if fact.bearing:
        yield "to be weighed, decides no rule"
    if fact.intrusive:
        yield "intrusive"
    if fact.sensitivity != "none":
        yield _SENSITIVE[fact.sensitivity]
