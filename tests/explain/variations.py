"""Cases made from other cases: with answers, with all that is open filled in at random, or with a few facts alone."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sro_policy import InputError, evaluate
from sro_policy.decision import Decision, Ground, Step
from sro_policy.vocabulary import SUBJECT_ORDER, VOCABULARY, DateFact, Fact, IntegerFact, SetFact
from tests.cases_at_random import TIED, TODAY, case

Case = dict[str, Any]


def random_cases(
    seed: int, count: int, *, acts: int = 1, shares: Sequence[float] = (0.15, 0.4, 0.7, 0.95)
) -> Iterator[tuple[random.Random, Case]]:
    """Yield random cases that are accepted, of which little, some or most is known."""
    pick = random.Random(seed)
    while count:
        document = case(pick, acts=acts, share_known=pick.choice(shares))
        try:
            decide(document)
        except InputError:
            continue
        count -= 1
        yield pick, document


def decide(document: Case) -> Decision:
    return evaluate(document, engine="table")


def stand(document: Case, subject: str) -> dict[str, Any]:
    """Return the object of a case in which the facts of a subject stand; it is made where there is none."""
    if subject == "case":
        return document
    for act in document.get("acts", ()):
        if act["id"] == subject:
            found: dict[str, Any] = act
            return found
    own: dict[str, Any] = document.setdefault(subject, {})
    return own


def with_value(document: Case, fact: str, subject: str, value: object) -> Case:
    changed = copy.deepcopy(document)
    stand(changed, subject)[fact.rpartition(".")[2]] = value
    return changed


def of_these_alone(document: Case, grounds: Iterable[Ground]) -> Case:
    """Return a case with the same subjects, in which only these grounds are known."""
    found: Case = {"acts": [{"id": act["id"]} for act in document.get("acts", ())]}
    for ground in grounds:
        place = stand(found, ground.subject)
        name = ground.fact.rpartition(".")[2]
        if ground.member is None:
            place[name] = ground.value
        else:
            place.setdefault(name, {})[ground.member] = ground.value
    return found


def with_steps(document: Case, steps: Iterable[Step]) -> Case:
    """Return the case with these facts otherwise."""
    changed = copy.deepcopy(document)
    for step in steps:
        place = stand(changed, step.subject)
        name = step.fact.rpartition(".")[2]
        if step.member is None:
            place[name] = step.value
        else:
            fact = VOCABULARY.facts[step.fact]
            assert isinstance(fact, SetFact)
            place[name] = members(fact, place.get(name)) | {step.member: step.value}
    return changed


def members(fact: SetFact, said: object) -> dict[str, bool]:
    """Return what a case says of the members of a set, as an object."""
    if isinstance(said, list):
        return {member: member in said for member in fact.values}
    return dict(said) if isinstance(said, dict) else {}


def variables_of(document: Case, subject: str) -> dict[str, Any]:
    """Return the known variables that the rules about a subject may read, computed facts left out."""
    kind = subject if subject in {"officer", "incident", "contract", "program"} else "act"
    return {
        name: value
        for part, own in ((kind, subject), *((wider, wider) for wider in SUBJECT_ORDER[kind]))
        for fact in VOCABULARY.of(part)
        for name, value in _variables(fact, stand(document, own).get(fact.name)).items()
    }


def with_variables(document: Case, subject: str, known: dict[str, Any]) -> Case:
    """Return the case with these variables known; of a number, zero or one."""
    changed = copy.deepcopy(document)
    for name, value in known.items():
        variable = VOCABULARY.variables[name]
        fact = VOCABULARY.facts[variable.fact]
        place = stand(changed, subject if fact.subject == "act" else fact.subject)
        if isinstance(fact, SetFact):
            place[fact.name] = members(fact, place.get(fact.name)) | {name.removeprefix(f"{fact.key}."): value}
        elif isinstance(fact, IntegerFact):
            place.setdefault(fact.name, int(value))
        else:
            place[fact.name] = value
    return changed


def completed(document: Case, pick: random.Random) -> Case:
    """Return the case with everything filled in that is open, at random, within the constraints."""
    found = copy.deepcopy(document)
    found.setdefault("as_of", latest(document, pick))
    today = dt.date.fromisoformat(found["as_of"])
    for subject in ("officer", "incident", "contract", "program"):
        _fill(found.setdefault(subject, {}), subject, pick, today)
    for act in found["acts"]:
        _fill(act, "act", pick, today)
    return found


def latest(document: Case, pick: random.Random) -> str:
    days = [value for part in ("officer", "program") for value in document.get(part, {}).values()]
    dates = [dt.date.fromisoformat(day) for day in days if isinstance(day, str) and day[:2] == "20"]
    return (max(dates, default=TODAY) + dt.timedelta(pick.choice((0, 1, 30, 400)))).isoformat()


def _fill(place: dict[str, Any], subject: str, pick: random.Random, today: dt.date) -> None:
    facts = VOCABULARY.of(subject)
    known = {name: value for fact in facts for name, value in _variables(fact, place.get(fact.name)).items()}
    values = {v.name: known.get(v.name, pick.choice(v.domain)) for fact in facts for v in fact.variables}
    for group in TIED:
        if group.names[0].startswith(f"{subject}."):
            left = group.completions[group.key(known)]
            values |= dict(zip(group.names, group.states[pick.choice(left)], strict=True))
    for fact in facts:
        if isinstance(fact, SetFact):
            place[fact.name] = {m: values[v.name] for m, v in zip(fact.values, fact.variables, strict=True)}
        elif place.get(fact.name) is None:
            place[fact.name] = _value(fact, values, pick, today)


def _variables(fact: Fact, said: Any) -> dict[str, Any]:
    if said is None or isinstance(fact, DateFact):
        return {}
    if isinstance(fact, SetFact):
        return {f"{fact.key}.{member}": value for member, value in members(fact, said).items()}
    return {fact.variables[0].name: said > 0 if isinstance(fact, IntegerFact) else said}


def _value(fact: Fact, values: dict[str, Any], pick: random.Random, today: dt.date) -> object:
    if isinstance(fact, IntegerFact):
        return pick.choice((1, 59, 60, 61, fact.most)) if values[fact.variables[0].name] else 0
    if isinstance(fact, DateFact):
        day = today - dt.timedelta(pick.choice((0, 1, 30, 180, 365, 1000, 2000)))
        return False if pick.random() < 0.3 else day.isoformat()
    return values[fact.key]
