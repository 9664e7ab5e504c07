"""How what is known is put into words: clauses that can follow "because", in lower case and without a full stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sro_policy.conditions import Is, Value, Variable
from sro_policy.errors import PolicyError, quoted

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_in_words(day: dt.date) -> str:
    """Return a day as American readers write it: ``January 4, 2021``.

    A month in letters cannot be taken for a day, and its name is the same whatever the machine's language is.
    """
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def listed(items: Sequence[str], joint: str) -> str:
    """Return items as a list in words: ``a, b or c``."""
    if len(items) < 2:  # noqa: PLR2004 - a list of one, or none, needs no joint
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def spoken(name: str) -> str:
    """Return a name of the code as words: ``school_rule`` is read "school rule"."""
    return name.replace("_", " ")


def denied(sentence: str) -> str:
    """Return the opposite of a sentence of which nobody wrote one: never elegant, and never wrong."""
    return f"it is not so that {sentence}"


def put(sentence: str, words: str, *, into: str) -> str:
    """Return a sentence with words in the place of those that stand for them, or behind it where none do."""
    return sentence.replace(into, words) if into in sentence else f"{sentence}: {words}"


def values_left(question: Is, variables: Sequence[Variable]) -> frozenset[Value]:
    """Return the values that a question is about.

    Raises :class:`~sro_policy.errors.PolicyError` for a variable that is none of these, and for a question that
    every value answers alike, for that says nothing.
    """
    name, domain = question.variable.name, question.variable.domain
    if question.variable not in variables:
        raise PolicyError(f"{quoted(name)} is asked of something else than it belongs to")
    left = question.values.intersection(domain)
    if len(left) in {0, len(domain)}:
        raise PolicyError(f"{quoted(name)} is asked for all of its values, or for none: that says nothing")
    return left


def percent(some: int, of: int) -> float:
    """Return a share in percent, to a tenth; all where there is nothing.

    It is never 100 where something is missing, nor 0 where something is there.
    """
    if not of:
        return 100.0
    return (1000 * some // of or min(some, 1)) / 10
