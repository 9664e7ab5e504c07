"""Why a finding is what it is, as a value: what decides it, what followed from that, and how the text is read."""

from __future__ import annotations

import datetime as dt
from typing import final

import attrs

from sro_policy.decision import drawing, explanation_text
from sro_policy.decision.finding import ForceName, Word
from sro_policy.policy import Layer, Parameter, Status
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.wording import spoken


@final
@attrs.frozen(kw_only=True)
class Ground:
    """Something known that decides a finding. ``says`` is a clause that can follow "because".

    ``fact`` and ``subject`` say where it stands in the case. Of a set, ``member`` is the member that is, or is not,
    among it. ``value`` is as JSON has it: of a date its text, of a member true or false. ``judged`` says that a person
    judged it.
    """

    fact: str
    subject: str
    member: str | None
    value: bool | int | str
    says: str
    judged: bool

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "fact": self.fact,
            "subject": self.subject,
            "member": self.member,
            "value": self.value,
            "says": self.says,
            "judged": self.judged,
        }


@final
@attrs.frozen(kw_only=True)
class Follows:
    """Something that nobody said, and that has to be so since some of the grounds are.

    ``since`` are the words of these grounds, ``by`` the constraints.
    """

    says: str
    since: tuple[str, ...]
    by: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"says": self.says, "since": list(self.since), "by": list(self.by)}


@final
@attrs.frozen(kw_only=True)
class ReadingTaken:
    """How a passage is read where the text leaves a choice. ``selected`` where it is not the default."""

    id: str
    says: str
    selected: bool

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"id": self.id, "says": self.says, "selected": self.selected}


@final
@attrs.frozen(kw_only=True)
class Explanation:
    """The least of what is known that decides a finding.

    Without any one of ``grounds`` the finding would have another status. There are none where nothing is decided;
    ``known`` is then what is known of the facts that the rule reads. ``missing`` are the questions for what could still
    change whether the rule is broken; ``judged`` those of them that a person has to judge. ``excuses`` are the clauses
    from which an excuse would free. ``str()`` gives the explanation as a supervisor would write it.
    """

    rule: str
    clause: str
    subject: str
    layer: Layer
    force: ForceName
    status: Status
    word: Word
    statement: str
    grounds: tuple[Ground, ...]
    known: tuple[str, ...]
    follows: tuple[Follows, ...]
    readings: tuple[ReadingTaken, ...]
    parameters: tuple[Parameter, ...]
    missing: tuple[str, ...]
    judged: tuple[str, ...]
    due_by: dt.date | None
    reason: str | None
    excuses: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in words; :func:`~sro_policy.decision.explanation_text.in_words` says how."""
        return explanation_text.in_words(self)

    @property
    def about(self) -> str:
        """Whom or what it is about, in words."""
        return PARTS.get(self.subject) or f"act {self.subject}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "layer": self.layer,
            "force": self.force,
            "status": self.status,
            "word": self.word,
            "statement": self.statement,
            "grounds": [item.to_json() for item in self.grounds],
            "follows": [item.to_json() for item in self.follows],
            "readings": [item.to_json() for item in self.readings],
            "parameters": [item.to_json() for item in self.parameters],
            "known": list(self.known),
            "missing": list(self.missing),
            "judged": list(self.judged),
            "due_by": self.due_by.isoformat() if self.due_by else None,
            "reason": self.reason,
            "excuses": list(self.excuses),
        }

    def mermaid(self) -> str:
        """Return a Mermaid flowchart: the grounds, what follows from them, and what they come to."""
        return drawing.mermaid(self._drawn())

    def svg(self) -> str:
        """Return the same picture as a self-contained SVG."""
        return drawing.svg(self._drawn())

    def _drawn(self) -> drawing.Picture:
        return drawing.Picture(
            title=f"{self.clause}, {self.about}",
            grounds=tuple(ground.says for ground in self.grounds),
            follows=tuple((item.says, item.since) for item in self.follows),
            missing=self.missing,
            outcome=f"{self.clause}: {spoken(self.word)}",
            detail=self.statement,
        )
