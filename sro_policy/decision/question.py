"""A fact that is still worth asking for."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.vocabulary import Source

Form: TypeAlias = Literal["yes or no", "one of a list", "some of a list", "date", "number"]
"""What kind of answer a question takes. A date may also be ``False``: it has not happened."""


@final
@attrs.frozen(kw_only=True)
class Question:
    """A fact that can still settle something, alone or together with others.

    ``fact`` and ``subject`` say where the answer belongs: ``act.in_school`` of the act ``a1``; the day of reference
    belongs to the ``case``. ``settles`` names the findings that it can settle, as ``rule@subject``, alone or
    together with others. ``answers`` are the values that the case still allows: of a
    set, the members that may still be so or not so. Of a date or number, ``least`` and ``most`` bound what it can be,
    both included; a date without one is open on that side.
    """

    fact: str
    subject: str
    ask: str
    who: Source
    seconds: int
    intrusive: bool
    judged: bool
    form: Form
    answers: tuple[bool | str, ...]
    least: dt.date | int | None
    most: dt.date | int | None
    settles: tuple[str, ...]

    def __str__(self) -> str:
        """Return the question as it is put."""
        return self.ask

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "fact": self.fact,
            "subject": self.subject,
            "ask": self.ask,
            "settles": list(self.settles),
            "who": self.who,
            "seconds": self.seconds,
            "intrusive": self.intrusive,
            "judged": self.judged,
            "form": self.form,
            "answers": list(self.answers),
            "least": _plain(self.least),
            "most": _plain(self.most),
        }


def _plain(value: dt.date | int | None) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
