"""What is known of one rule about one subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, final

import attrs

from sro_policy.decision.explainer import Explainer
from sro_policy.decision.values import FrozenMapping, Known, plain
from sro_policy.errors import SroPolicyError
from sro_policy.exact.plan import Truth
from sro_policy.policy import Layer, Parameter, Status

if TYPE_CHECKING:
    from sro_policy.decision.change import Aim, Change
    from sro_policy.decision.explanation import Explanation

CONCLUSIONS: Final = ("applies", "broken", "status", "word", "needs", "due_by")
"""The fields of a finding on which somebody decides; the others word them, cite for them, or tell what they rest on."""

ForceName: TypeAlias = Literal["shall", "shall_not", "should", "should_not", "may", "need_not"]
Word: TypeAlias = Literal[
    "not_applicable",
    "clear",
    "undetermined",
    "required",
    "prohibited",
    "advised",
    "advised against",
    "to be reviewed",
    "met",
    "permitted",
    "excused",
    "would violate",
    "violated",
    "would depart",
    "departed",
    "departed with reason",
]


@final
@attrs.frozen
class Limb:
    """One of several ways in which a rule was met: the fact, and the manner where the fact has several."""

    fact: str
    manner: str | None = None

    def __str__(self) -> str:
        return f"{self.fact} ({self.manner})" if self.manner else self.fact


@final
@attrs.frozen
class Deadline:
    """What one authority answers, and the last day that it publishes, where another answers otherwise."""

    authority: str
    answer: str
    last_day: dt.date | None

    def to_json(self) -> dict[str, object]:
        """Return answer and last day as plain JSON values."""
        return {"answer": self.answer, "last_day": self.last_day.isoformat() if self.last_day else None}


@final
@attrs.frozen(kw_only=True)
class Finding:
    """What is known of one rule about one subject: a value, which can be compared and hashed.

    The fields are those of the published JSON, but for ``limbs``, of which its ``met_by`` is made.
    """

    rule: str
    clause: str
    subject: str
    layer: Layer
    force: ForceName
    addressee: str
    applies: Truth
    broken: Truth
    status: Status
    word: Word
    statement: str
    needs: tuple[str, ...]
    judged: tuple[str, ...]
    due_by: dt.date | None
    flags: tuple[str, ...]
    readings: tuple[str, ...]
    reason: str | None
    limbs: tuple[Limb, ...]
    parameters: tuple[Parameter, ...]
    deadlines: tuple[Deadline, ...]
    bearing: FrozenMapping[Known]
    _explainer: Explainer | None = attrs.field(default=None, eq=False, repr=False)

    def explained_by(self, explainer: Explainer) -> Finding:
        """Return this finding with someone who explains it; it is equal to this one."""
        # Findings are shared among decisions, and copied for each as it is read: by their places, without checks.
        twin: Finding = object.__new__(Finding)
        for place in _PLACES:
            place.__set__(twin, place.__get__(self))
        _PLACES[-1].__set__(twin, explainer)
        return twin

    def why(self) -> Explanation:
        """Return why it is so: the least set of facts that decides it, what followed from them, and the readings."""
        return self._explained.why(self)

    def every_why(self, most: int = 20) -> tuple[Explanation, ...]:
        """Return an explanation for every least set of facts that decides it, or for the first ``most`` of them.

        Raises :class:`~sro_policy.errors.InputError` for a ``most`` that is no whole number from 0 on.
        """
        return self._explained.every_why(self, most)

    def changes(
        self,
        aim: Aim | None = None,
        *,
        in_our_hands: bool = False,
        fixed: Collection[str] = (),
        most: int = 20,
    ) -> tuple[Change, ...]:
        """Return what would change it: the least sets of facts that would have to be otherwise, the smallest first.

        ``aim`` is what the change is to bring about; without one, the opposite of what the finding is, or how an
        open one is kept. ``in_our_hands`` leaves only facts that someone can act on: a place can be chosen, an age
        cannot. ``fixed`` are facts by their keys that stay as they are, known or not. Each change was evaluated, and
        ``after`` is the finding that came of it.

        Raises :class:`~sro_policy.errors.InputError` for an aim or a fact that is none, and a ``most`` that is no whole
        number from 0 on.
        """
        return self._explained.changes(self, aim, most, in_our_hands=in_our_hands, fixed=fixed)

    def changes_by_one_fact(self) -> tuple[Change, ...]:
        """Return each change of one fact alone, or of one member of a set, that gives it another status.

        Where several values of a fact bring about the same status, the first of them stands for all. Each change was
        evaluated, and ``after`` is the finding that came of it.
        """
        return self._explained.by_one_fact(self)

    @property
    def _explained(self) -> Explainer:
        if self._explainer is None:
            raise SroPolicyError("this finding belongs to no decision that could explain it: ask `decision.finding(…)`")
        return self._explainer

    @property
    def met_by(self) -> str | None:
        """Which limbs or exemptions met it, as text for people; ``limbs`` has them one by one."""
        return " and ".join(map(str, self.limbs)) if self.limbs else None

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "layer": self.layer,
            "force": self.force,
            "addressee": self.addressee,
            "applies": self.applies,
            "broken": self.broken,
            "status": self.status,
            "word": self.word,
            "statement": self.statement,
            "needs": list(self.needs),
            "judged": list(self.judged),
            "due_by": self.due_by.isoformat() if self.due_by else None,
            "flags": list(self.flags),
            "readings": list(self.readings),
            "reason": self.reason,
            "met_by": self.met_by,
            "parameters": [item.to_json() for item in self.parameters],
            "deadlines": {item.authority: item.to_json() for item in self.deadlines} if self.deadlines else None,
            "bearing": {key: plain(value) for key, value in self.bearing.items()},
        }


_PLACES: tuple[Any, ...] = tuple(getattr(Finding, attribute.name) for attribute in attrs.fields(Finding))
