"""Every error that the library raises on purpose.

A message is lower case, without a full stop, and puts what the user wrote in backticks. It says where,
what is wrong and, for a name, which valid name is nearest. Internal type names never appear in it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SroPolicyError(Exception):
    """Base of every error that this library raises on purpose."""


class InputError(SroPolicyError):
    """Facts, settings or a document that cannot be accepted.

    ``place`` is where in the input (``acts[0].purposes[1]``), empty for the input as a whole; ``problem``
    is what is wrong there. ``str()`` gives both in one line.
    """

    def __init__(self, problem: str, *, place: str = "") -> None:
        self.place = place
        self.problem = problem
        super().__init__(f"{place}: {problem}" if place else problem)


class PolicyError(SroPolicyError):
    """A policy, rule, clause or fact that is declared in a way that cannot be meant."""


class EngineLimitError(PolicyError):
    """A policy that would leave the envelope in which an engine is known to be safe."""


class EngineUnavailableError(SroPolicyError):
    """An engine that was asked for by name and cannot run here, with the reason."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return `` (did you mean `x`?)`` for the valid name nearest to ``name``, or an empty string."""
    close = difflib.get_close_matches(name[:100], list(valid), n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def quoted(value: object) -> str:
    """Return what the user wrote, shortened, in backticks, safe to print on one line of any terminal."""
    text = value if isinstance(value, str) else repr(value)
    if len(text) > 60:
        text = text[:57] + "..."
    return "`" + text.encode("unicode_escape").decode("ascii") + "`" if not text.isprintable() else f"`{text}`"
