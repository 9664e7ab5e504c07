"""Every error that the library raises on purpose.

A message is lower case, without a full stop, and puts what the user wrote in backticks. It says where,
what is wrong and, for a name, which valid name is nearest. Internal type names never appear in it.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class SroPolicyError(Exception):
    """Base of every error that this library raises on purpose."""


class InputError(SroPolicyError):
    """Facts, settings or a document that cannot be accepted.

    ``place`` is where in the input (``acts[0].purposes[1]``), empty for the input as a whole; ``problem``
    is what is wrong there. A name that is wrong stands in ``problem``, and ``place`` is what holds it.
    ``str()`` gives both in one line that is safe to print, whatever the input holds.
    """

    def __init__(self, problem: str, *, place: str = "") -> None:
        self.place = printable(place)
        self.problem = printable(problem)
        super().__init__(f"{self.place}: {self.problem}" if place else self.problem)


@contextmanager
def placed_at(place: str) -> Iterator[None]:
    """Say of what is wrong that it stands at a place: at an option, or at what holds it."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problem, place=place) from None


@contextmanager
def placed_in(name: str) -> Iterator[None]:
    """Say of what is wrong in the content of a file that it stands there, before the place within it."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problem, place=f"{name}: {error.place}" if error.place else name) from None


class PolicyError(SroPolicyError):
    """A policy, rule, clause or fact that is declared in a way that cannot be meant."""


class EngineLimitError(PolicyError):
    """A policy that would leave the envelope in which an engine is known to be safe."""


class EngineUnavailableError(SroPolicyError):
    """An engine that was asked for by name and cannot run here, with the reason."""


class EngineFailedError(SroPolicyError):
    """An engine that failed twice in a row on one message, or when it was built. ``__cause__`` says how."""


class JournalError(SroPolicyError):
    """A journal that cannot be made, read or written, or that was changed by something else.

    ``place`` is the file, with the line or step where there is one (``e7.jsonl: line 3``); ``problem`` is what is wrong
    there. ``str()`` gives both in one line that is safe to print.
    """

    def __init__(self, problem: str, *, place: str) -> None:
        self.place = printable(place)
        self.problem = printable(problem)
        super().__init__(f"{self.place}: {self.problem}")


class ReplayError(SroPolicyError):
    """A proved pattern of which an engine says otherwise: a fault in the library, never in what was asked."""


_LONGEST_SHOWN = 60
_MOST_SHOWN = 3
_MOST_BITS = 64
_LONGEST_COMPARED = 80
_MOST_COMPARED = 10_000

# What a class is called, by what no metaclass can override.
_name_of = type.__dict__["__name__"].__get__


def unknown(what: str, name: object, valid: Iterable[str], *, otherwise: str = "") -> str:
    """Return that a name is none of those that are valid, with the hint of :func:`nearest`."""
    return f"unknown {what} {quoted(name)}{nearest(name, valid, otherwise=otherwise)}"


def nearest(name: object, valid: Iterable[str], *, otherwise: str = "") -> str:
    """Return ``; did you mean `x`?`` for the valid name nearest to ``name``, or an empty string.

    With ``otherwise``, where none is near, or ``name`` is no text, all that are valid are listed after these words.

    Names are compared without case, and with hyphens and spaces as underscores. Likeness costs the product
    of two lengths, so long names are compared by how they begin, and long lists as far as their beginning.
    """
    near = _nearest(str.__str__(name), valid) if issubclass(type(name), str) else ""
    if near:
        return f"; did you mean `{near}`?"
    return f"; {otherwise} {', '.join(valid)}" if otherwise else ""


def _nearest(name: str, valid: Iterable[str]) -> str:
    choices: dict[str, str] = {}
    left = _MOST_COMPARED
    for choice in valid:
        folded = _folded(choice)
        left -= len(folded)
        if left < 0:
            break
        choices.setdefault(folded, choice)
    close = difflib.get_close_matches(_folded(name), choices, n=1, cutoff=0.6)
    return choices[close[0]] if close else ""


def _folded(name: str) -> str:
    return name[:_LONGEST_COMPARED].casefold().replace("-", "_").replace(" ", "_")


def quoted(value: object) -> str:
    """Return what the user wrote, shortened, in backticks, safe to print on one line of any terminal.

    What is neither a simple value nor a list is shown as ``<its class>``. Nothing of the value's own making
    runs for this, so that any value can be shown.
    """
    if issubclass(type(value), str):
        text = str.__str__(value)  # whatever a subclass makes of it
        return f"`{printable(_cut(text, _LONGEST_SHOWN))}`"
    return f"`{printable(_shown(value))}`"


def _shown(value: object, *, inside: bool = False) -> str:
    if value is None or type(value) is bool or type(value) is float:
        return repr(value)
    if type(value) is str:
        return f'"{_cut(value, _LONGEST_SHOWN // 3)}"'
    if type(value) is int:
        # Writing a number out takes quadratic time, and Python refuses it for thousands of digits.
        return str(value) if value.bit_length() <= _MOST_BITS else f"<a number of {value.bit_length()} bits>"
    if type(value) is dt.datetime:
        return value.replace(tzinfo=None).isoformat()  # a time zone is code of its own
    if type(value) is dt.date:
        return value.isoformat()
    if type(value) is list or type(value) is tuple:
        if inside and value:
            return "[...]"
        some = [_shown(item, inside=True) for item in value[:_MOST_SHOWN]]
        return f"[{', '.join([*some, '...'] if len(value) > _MOST_SHOWN else some)}]"
    if type(value) is dict:
        return "{...}" if value else "{}"
    return f"<{_name_of(type(value))}>"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def on_one_line(text: str) -> str:
    """Return what a user wrote, on one line and without anything that a terminal would obey."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Return a text with each character that cannot be printed written as its escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
