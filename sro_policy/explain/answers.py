"""What can still be answered: of each fact, the values that the case allows, and the question for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

from sro_policy.conditions import Value, Variable
from sro_policy.decision import Form, Question
from sro_policy.exact.lifting import AS_OF
from sro_policy.explain.subjects import SubjectView
from sro_policy.vocabulary import BooleanFact, ChoiceFact, DateFact, Fact, IntegerFact, SetFact

Answers: TypeAlias = "tuple[Form, tuple[bool | str, ...], dt.date | int | None, dt.date | int | None]"
"""The form of an answer, its possible values, and the least and the most that it can be."""


def answer_form(fact: Fact, view: SubjectView) -> Answers:
    """Return the form of the answer to an unknown fact, and what it can be; every answer within is possible."""
    if isinstance(fact, DateFact):
        today = view.raw.get(AS_OF)
        if fact.key == AS_OF:
            return "date", (), max((day for day in view.raw.values() if isinstance(day, dt.date)), default=None), None
        return "date", (False,), None, today if isinstance(today, dt.date) else None
    if isinstance(fact, IntegerFact):
        above = _possible(fact.variables[0], view)
        return "number", (), fact.least if False in above else max(1, fact.least), fact.most if True in above else 0
    if isinstance(fact, SetFact):
        left = [member for member, variable in zip(fact.values, fact.variables, strict=True) if _open(variable, view)]
        return "some of a list", tuple(left), None, None
    assert isinstance(fact, BooleanFact | ChoiceFact)
    form: Form = "yes or no" if isinstance(fact, BooleanFact) else "one of a list"
    return form, tuple(_possible(fact.variables[0], view)), None, None


def question_for(fact: Fact, subject: str, answers: Answers, settles: Iterable[str]) -> Question:
    """Return the question that asks for a fact of a subject."""
    form, values, least, most = answers
    return Question(
        fact=fact.key,
        subject=subject,
        ask=fact.ask,
        who=fact.who,
        seconds=fact.seconds,
        intrusive=fact.intrusive,
        judged=fact.judged,
        form=form,
        answers=values,
        least=least,
        most=most,
        settles=tuple(settles),
    )


def _open(variable: Variable, view: SubjectView) -> bool:
    return variable.name not in view.known and len(_possible(variable, view)) > 1


def _possible(variable: Variable, view: SubjectView) -> list[Value]:
    """Return the values of an unknown variable that some completion has."""
    for group in view.tied:
        if variable.name in group.names:
            place = group.names.index(variable.name)
            left = {group.states[index][place] for index in group.completions[group.key(view.known)]}
            return [value for value in variable.domain if value in left]
    return list(variable.domain)
