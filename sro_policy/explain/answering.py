"""How an answer enters a case: checked against what the question allows, and without touching the case as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from sro_policy.decision import Question
from sro_policy.errors import InputError, nearest, placed_at, quoted
from sro_policy.evaluation.records import Case, Contract, Incident, Officer, Program
from sro_policy.explain.subjects import CASE
from sro_policy.vocabulary.measured_facts import check_date

Answer: TypeAlias = bool | int | str | dt.date | Mapping[str, bool] | Iterable[str]
"""What a question takes: yes or no, a name, a number, a day or ``False``; of a set, members with yes or no.

The mere names of members answer for all that are open: these are so, and the others are not.
"""

CaseLike = TypeVar("CaseLike", bound=Case | Mapping[str, Any])

_PARTS = {"officer": Officer, "incident": Incident, "contract": Contract, "program": Program}


def answered(case: CaseLike, question: Question, value: Answer) -> CaseLike:
    """Return a case with a question answered; a plain case as a dict, a typed one as a :class:`Case`.

    The question has to be one that the decision on this case asks. Whatever it allows is possible together with what
    the case says, so the case that is returned can be evaluated. Days are written as text, so a plain case stays JSON.

    Raises :class:`~sro_policy.errors.InputError` for an answer that the question does not allow, and for an act that
    the case does not have; its place is the fact.
    """
    said = _checked(question, value)
    part, _, name = question.fact.rpartition(".")
    if question.subject == CASE:
        return cast("CaseLike", _with(case, name, said))
    if part == "act":
        acts = list(_of(case, "acts") or ())
        for index, act in enumerate(acts):
            if _of(act, "id") == question.subject:
                acts[index] = _learned(act, name, said)
                return cast("CaseLike", _with(case, "acts", acts))
        raise InputError(f"the case has no act {quoted(question.subject)}", place=question.fact)
    empty: object = _PARTS[part]() if isinstance(case, Case) else {}
    return cast("CaseLike", _with(case, part, _learned(_of(case, part) or empty, name, said)))


def _of(record: Any, name: str) -> Any:  # noqa: ANN401 - a typed record or a mapping, with any fact
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name)


def _with(record: Any, name: str, value: object) -> object:  # noqa: ANN401 - the same
    return {**record, name: value} if isinstance(record, Mapping) else attrs.evolve(record, **{name: value})


def _learned(record: object, name: str, said: object) -> object:
    known = _of(record, name)
    # What was said of other members of a set stays.
    both = {**known, **said} if isinstance(known, Mapping) and isinstance(said, Mapping) else said
    return _with(record, name, both)


def _checked(question: Question, value: Answer) -> object:
    """Return an answer as JSON has it."""
    if question.form == "some of a list":
        return _members(question, value)
    if question.form == "date" and value is not False:
        return _day(question, value)
    if question.form == "number":
        return _number(question, value)
    if any(value is answer or (type(answer) is str and value == answer) for answer in question.answers):
        return value
    names = [answer for answer in question.answers if isinstance(answer, str)]
    raise _refused(question, value, nearest(value, names))


def _members(question: Question, value: Answer) -> dict[str, bool]:
    open_members = cast("tuple[str, ...]", question.answers)
    if isinstance(value, Mapping):
        said = dict(value)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        named = list(value)
        said = {member: member in named for member in (*open_members, *named)}
    else:
        raise InputError(f"{quoted(value)} is no list of names, nor names with true or false", place=question.fact)
    for member, belongs in said.items():
        if member not in open_members:
            raise _refused(question, member, nearest(member, open_members))
        if not isinstance(belongs, bool):
            raise InputError(f"{quoted(belongs)} is not true or false", place=f"{question.fact}.{member}")
    if not said:
        raise InputError("names of none say nothing: name members with true or false", place=question.fact)
    return said


def _day(question: Question, value: Answer) -> str:
    with placed_at(question.fact):
        day = check_date(value)
    _refuse_outside(question, day)
    return day.isoformat()


def _number(question: Question, value: Answer) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{quoted(value)} is not a whole number", place=question.fact)
    _refuse_outside(question, value)
    return value


def _refuse_outside(question: Question, value: Any) -> None:  # noqa: ANN401 - a day or a number, as its bounds are
    if question.least is not None and value < question.least:
        raise InputError(f"{quoted(value)} is below `{question.least}`, the least that it can be", place=question.fact)
    if question.most is not None and value > question.most:
        raise InputError(f"{quoted(value)} is above `{question.most}`, the most that it can be", place=question.fact)


def _refused(question: Question, value: object, hint: str) -> InputError:
    said = ", ".join(str(answer).lower() for answer in question.answers) or "a day alone"
    return InputError(f"{quoted(value)} is no possible answer{hint or f': it can be {said}'}", place=question.fact)
