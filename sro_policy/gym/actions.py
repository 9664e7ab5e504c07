"""What a trainee can do in one step."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

ActionKind: TypeAlias = Literal["wait", "begin", "end", "ask", "plan", "do"]
"""To let time pass, begin or end the act, ask for a fact, plan a kind of act, do or leave something in it."""


@final
@attrs.frozen
class Action:
    """One action. ``fact`` is what is asked or made so, if anything, and ``value`` what it is made to be."""

    kind: ActionKind
    fact: str = ""
    value: bool | str | None = None

    def __str__(self) -> str:
        """Return it in a few words: ``ask incident.weapon``, ``do act.in_school: no``."""
        value = {True: "yes", False: "no"}[self.value] if isinstance(self.value, bool) else self.value
        return f"{self.kind} {self.fact}".rstrip() + ("" if value is None else f": {value}")
