"""The reference: what a rule means, short enough to read aloud. Every engine is held against it.

On a complete record a rule's two conditions hold or do not. A computed fact that is open there counts as
unknown, so both of its values are tried. A partial record means what all its completions agree on: all that
keep the constraints. Where they disagree, the answer is unknown. This is slow, and the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sro_policy.conditions import Condition, Value, Variable, holds, variables


def completions(
    known: Mapping[str, Value], read: Iterable[Variable], constraints: Sequence[Condition]
) -> Iterator[dict[str, Value]]:
    """Yield every way to complete the variables that are read, and those tied to them, within the constraints."""
    needed = {variable.name: variable for variable in read}
    kept: list[Condition] = []
    while True:
        tied = [c for c in constraints if c not in kept and any(v.name in needed for v in variables(c))]
        if not tied:
            break
        kept.extend(tied)
        needed |= {v.name: v for c in tied for v in variables(c)}
    # Those that most constraints speak of first, and each constraint as soon as all that it reads is there: what
    # cannot be is left early. No more than that is done to be quick.
    names = sorted(needed, key=lambda name: -sum(any(v.name == name for v in variables(c)) for c in kept))
    place = {name: index for index, name in enumerate(names)}
    due = [[c for c in kept if max(place[v.name] for v in variables(c)) == index] for index in range(len(names))]

    def complete(record: dict[str, Value], index: int) -> Iterator[dict[str, Value]]:
        if index == len(names):
            yield dict(record)
            return
        name = names[index]
        for value in (known[name],) if name in known else needed[name].domain:
            record[name] = value
            if all(holds(constraint, record) for constraint in due[index]):
                yield from complete(record, index + 1)

    yield from complete({}, 0)


def agreed(condition: Condition, known: Mapping[str, Value], constraints: Sequence[Condition]) -> str:
    """Return ``yes``, ``no`` or ``unknown``: what all completions of a record agree on."""
    answers = {holds(condition, record) for record in completions(known, variables(condition), constraints)}
    if len(answers) == 1:
        return "yes" if answers.pop() else "no"
    return "unknown"


def needed(condition: Condition, known: Mapping[str, Value], constraints: Sequence[Condition]) -> set[str]:
    """Return the variables that the condition reads, are unknown, and alone can change its answer.

    Two completions that keep the constraints differ in such a variable alone, and in the answer.
    """
    found: set[str] = set()
    records = [(record, holds(condition, record)) for record in completions(known, variables(condition), constraints)]
    for variable in variables(condition):
        if variable.name in known:
            continue
        by_rest: dict[tuple[Value, ...], set[bool]] = {}
        for record, answer in records:
            rest = tuple(value for name, value in record.items() if name != variable.name)
            by_rest.setdefault(rest, set()).add(answer)
        if any(len(answers) > 1 for answers in by_rest.values()):
            found.add(variable.name)
    return found
