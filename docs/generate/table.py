"""Decision tables: what the engine answers for every combination of a rule's few conditions.

The engine is run on a record for each combination that a record can have. The answers are then put into few
rows, to be read from the top: the first that fits counts. That the rows say what the engine said, of every
combination, is checked here when the table is made.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, final

import attrs

from docs.generate.witness import TRUTHS, Answers, Truth, case_for, records
from docs.generate.words import Words
from sro_policy import evaluate
from sro_policy.conditions import ALWAYS, AllOf, AnyOf, Condition, given
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.policy import BoundRule

Role: TypeAlias = Literal["scope", "situation", "conduct"]

_STATUSES = ("not_applicable", "breached", "met", "due", "clear", "undetermined")
_MOST_CONDUCT_COLUMNS = 3


@final
@attrs.frozen
class Column:
    """One condition of the table, with the letter that stands for it."""

    letter: str
    role: Role
    condition: Condition


@final
@attrs.frozen
class Outcome:
    """What the engine answers: the status, and the word before and after the act (or the one word)."""

    status: str
    words: tuple[str, ...]


@final
@attrs.frozen
class Row:
    """A row: for each column the answer that it takes, or ``None`` for any, and what follows."""

    cells: tuple[Truth | None, ...]
    outcome: Outcome


@final
@attrs.frozen
class Table:
    """A rule's decision table. ``answers`` has what the engine said for each combination that can be."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    answers: Mapping[Answers, Outcome]
    cases: Mapping[Answers, dict[str, object]]

    @property
    def impossible(self) -> int:
        """How many combinations no record can have."""
        return int(len(TRUTHS) ** len(self.columns)) - len(self.answers)


def table_of(rule: BoundRule, ready: CompiledPolicy, words: Words) -> Table:
    """Return the decision table of a rule."""
    columns = columns_of(rule, words)
    constraints = tuple(item.must_hold for item in ready.bound.policy.constraints)
    found = records([c.condition for c in columns], ready.bound.policy.vocabulary, constraints)
    answers: dict[Answers, Outcome] = {}
    cases: dict[Answers, dict[str, object]] = {}
    stages = ("contemplated", "done") if rule.subject == "act" else (None,)
    for combination, known in found.items():
        subject = "a1" if rule.subject == "act" else rule.subject
        told = [case_for(known, rule, ready, stage) for stage in stages]
        said = [
            evaluate(case, settings=dict(ready.bound.settings), engine=ready.engine).finding(rule.id, subject)
            for case in told
        ]
        statuses = {finding.status for finding in said}
        assert len(statuses) == 1, f"the status of `{rule.id}` differs by stage"
        answers[combination] = Outcome(statuses.pop(), tuple(finding.word for finding in said))
        cases[combination] = told[0]
    rows = _rows(answers, len(columns))
    for combination, outcome in answers.items():
        assert _first(rows, combination) == outcome, f"the rows of `{rule.id}` do not say what the engine said"
    return Table(columns, rows, answers, cases)


def columns_of(rule: BoundRule, words: Words) -> tuple[Column, ...]:
    """Return the conditions on which a rule turns: its addressee's scope, its situation and its conduct."""
    scope = rule.clause.to.act_scope if rule.subject == "act" else rule.clause.to.scope
    found: list[tuple[Role, Condition]] = []
    found += [("scope", part) for part in words.parts(scope)]
    found += [("situation", part) for part in words.parts(rule.rule.when)]
    if rule.rule.conduct is not None:
        found += [("conduct", part) for part in conduct_parts(rule, words)]
    once: dict[Condition, Role] = {}
    for role, condition in found:
        if condition != ALWAYS:
            once.setdefault(condition, role)
    return tuple(Column(letter, role, c) for letter, (c, role) in zip("ABCDEFGHIJ", once.items(), strict=False))


def conduct_parts(rule: BoundRule, words: Words) -> tuple[Condition, ...]:
    """Return the conduct, taken apart where it has few parts of its own."""
    assert rule.rule.conduct is not None
    conduct = given(rule.rule.conduct, words.constants)
    if isinstance(conduct, AllOf | AnyOf) and 1 < len(conduct.parts) <= _MOST_CONDUCT_COLUMNS:
        return conduct.parts
    return (conduct,)


def _first(rows: Iterable[Row], combination: Answers) -> Outcome | None:
    for row in rows:
        if all(cell in {None, said} for cell, said in zip(row.cells, combination, strict=True)):
            return row.outcome
    return None


def _rows(answers: Mapping[Answers, Outcome], width: int) -> tuple[Row, ...]:
    """Put answers into rows: status by status, each time the row that takes in most of what is left.

    Sets of combinations are whole numbers here, a bit each: a row takes in the AND of what its cells take in.
    """
    combinations = list(answers)
    takes: dict[tuple[int, Truth | None], int] = {}
    for place, value in itertools.product(range(width), (*TRUTHS, None)):
        takes[place, value] = sum(1 << i for i, c in enumerate(combinations) if value in {None, c[place]})
    patterns = {
        cells: functools.reduce(operator.and_, (takes[place, cell] for place, cell in enumerate(cells)))
        for cells in itertools.product((*TRUTHS, None), repeat=width)
    }
    rows: list[Row] = []
    left = (1 << len(combinations)) - 1
    for outcome in sorted(set(answers.values()), key=lambda o: _STATUSES.index(o.status)):
        mine = sum(1 << i for i, c in enumerate(combinations) if answers[c] == outcome)
        while left & mine:
            fitting = {cells: taken & left for cells, taken in patterns.items() if not taken & left & ~mine}
            cells = max(fitting, key=lambda cells: (fitting[cells].bit_count(), _plainness(cells)))
            rows.append(Row(cells, outcome))
            left &= ~fitting[cells]
    return tuple(rows)


def _plainness(cells: Sequence[Truth | None]) -> tuple[int, tuple[int, ...]]:
    """Prefer few answers, then those of the first columns, then yes before no before unknown."""
    asked = [place for place, cell in enumerate(cells) if cell is not None]
    by_answer = tuple(0 if cell is None else 3 - TRUTHS.index(cell) for cell in cells)
    return (-len(asked), by_answer)
