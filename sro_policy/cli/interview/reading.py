"""How what somebody types is read: as a command, or as an answer to the question that was put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, cast

from sro_policy.decision import Question
from sro_policy.errors import InputError, nearest, quoted
from sro_policy.explain.answering import Answer
from sro_policy.vocabulary import ChoiceFact, Fact, SetFact
from sro_policy.vocabulary.measured_facts import check_date

Command: TypeAlias = Literal["unknown", "back", "why", "now", "again", "help", "quit"]

COMMANDS: dict[str, Command] = {
    "unknown": "unknown", "skip": "unknown", "not known": "unknown", "don't know": "unknown",
    "back": "back",
    "why": "why",
    "now": "now",
    "again": "again",
    "help": "help", "?": "help",
    "quit": "quit", "exit": "quit", "q": "quit",
}  # fmt: skip
"""What can be typed at any question."""

_YES = frozenset({"y", "yes", "true"})
_NO = frozenset({"n", "no", "false"})
_NOT_HAPPENED = _NO | {"not happened", "has not happened", "not yet", "never"}
_NONE = frozenset({"none", "none of these", "none of them"})
_MOST_DIGITS = 18
_REST_OPEN = "..."
_not = re.compile(r"^not ")


def _folded(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split()).casefold()


def command_in(text: str) -> Command | None:
    """Return the command that a line is, if it is one."""
    return COMMANDS.get(_folded(text))


def read_answer(question: Question, fact: Fact, text: str) -> Answer:
    """Return the answer that a line is.

    Raises :class:`~sro_policy.errors.InputError` with what is wrong and what is nearest, where it is none that the
    question allows.
    """
    said = _folded(text)
    if question.form == "yes or no":
        return _yes_or_no(question, said, text)
    if question.form == "date":
        return _day(question, said, text)
    if question.form == "number":
        return _number(question, said, text)
    assert isinstance(fact, ChoiceFact | SetFact)
    values = cast("tuple[str, ...]", question.answers)
    words = [fact.in_words(value) for value in values]
    if question.form == "one of a list":
        return values[read_choice(words, text, also=values)]
    return _members(values, words, said)


def _yes_or_no(question: Question, said: str, text: str) -> bool:
    if said in _YES | _NO:
        answer = said in _YES
        if answer not in question.answers:
            other = "no" if answer else "yes"
            raise InputError(f"{quoted(text)} cannot be so with what is known: only `{other}` can")
        return answer
    hint = nearest(said, ["yes", "no", *COMMANDS])
    raise InputError(f"{quoted(text)} is neither yes nor no{hint}")


def _day(question: Question, said: str, text: str) -> Answer:
    can_be_false = False in question.answers
    if said in _NOT_HAPPENED and can_be_false:
        return False
    if said in _NOT_HAPPENED:
        raise InputError(f"{quoted(text)} is no day: give one, as 2026-11-24")
    if said in _YES:
        raise InputError(f"{quoted(text)} does not say when: give the day, as 2026-11-24")
    try:
        day = check_date(said)
    except InputError as error:
        hint = nearest(said, [*(sorted(_NOT_HAPPENED) if can_be_false else ()), *COMMANDS])
        raise InputError(f"{error.problem}{hint}") from None
    if question.least is not None and day < question.least:  # type: ignore[operator]  # of a date they are days
        raise InputError(f"`{day}` lies before `{question.least}`, which the case already speaks of")
    if question.most is not None and day > question.most:  # type: ignore[operator]  # the same
        raise InputError(f"`{day}` lies after the day of reference, `{question.most}`")
    return day


def _number(question: Question, said: str, text: str) -> int:
    if said in _NONE:
        said = "0"
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS):
        raise InputError(f"{quoted(text)} is not a whole number in digits{nearest(said, COMMANDS)}")
    number = int(said)
    if not question.least <= number <= question.most:  # type: ignore[operator]  # of a number they are numbers
        raise InputError(f"`{number}` is not between {question.least} and {question.most}")
    return number


def read_choice(words: Sequence[str], text: str, also: Sequence[str] = ()) -> int:
    """Return the place of the one that is meant, by its number from 1 on, its words, or one of ``also`` in its place.

    Raises :class:`~sro_policy.errors.InputError` where none is.
    """
    names = {_name(word): place for place, word in enumerate((*words, *also))}
    return _place(names, text, len(words), [*also, *words, *COMMANDS])


def _place(names: dict[str, int], text: str, count: int, near: Iterable[str]) -> int:
    said = _folded(text)
    if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS:
        if not 1 <= int(said) <= count:
            raise InputError(f"{quoted(text)} is no number of the list: it goes from 1 to {count}")
        return int(said) - 1
    place = names.get(_name(said))
    if place is None:
        raise InputError(f"{quoted(text)} is none of the list{nearest(said, near) or ': give a number of it'}")
    return place % count


def _name(words: str) -> str:
    """Return words as they are compared: names of values are written with underscores, and words with spaces."""
    return re.sub(r"^(?:an?|the) ", "", _folded(words.replace("_", " ")))


def _members(values: Sequence[str], words: Sequence[str], said: str) -> dict[str, bool]:
    if said in _NONE:
        return dict.fromkeys(values, False)
    names = {_name(word): place for place, word in enumerate((*words, *values))}
    rest_open = said.endswith((_REST_OPEN, "\u2026"))
    found: dict[str, bool] = {}
    for item in _items(said.rstrip(".\u2026"), names):
        wanted = _not.sub("", item)
        member = values[_place(names, wanted, len(values), [*values, *words, "none", *COMMANDS])]
        if member in found:
            raise InputError(f"{quoted(wanted)} is named twice")
        found[member] = wanted == item
    if not found:
        raise InputError("no member was named; `none` says that none is so")
    if rest_open or not all(found.values()):
        return found
    return {value: value in found for value in values}


def _items(said: str, names: dict[str, int]) -> Iterator[str]:
    """Yield what is listed, parted by commas, of which words may hold some; numbers also by spaces alone."""
    if re.fullmatch(r"[\d\s]+", said):
        yield from said.split()
        return
    parts = [item for part in said.split(",") if (item := part.strip())]
    while parts:
        longest = len(parts)
        while longest > 1 and _name(_not.sub("", ", ".join(parts[:longest]))) not in names:
            longest -= 1
        yield ", ".join(parts[:longest])
        parts = parts[longest:]
