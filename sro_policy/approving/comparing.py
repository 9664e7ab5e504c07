"""How findings differ from those that were approved, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

import attrs

from sro_policy.approving.kept import Kept
from sro_policy.decision import CONCLUSIONS
from sro_policy.policy import Policy
from sro_policy.vocabulary.wording import spoken

_SPOKEN = {
    "finding": "finding",
    "applies": "whether it applies",
    "broken": "whether it is broken",
    "status": "status",
    "word": "in a word",
    "needs": "still to find out",
    "due_by": "last day",
}
_NONE = {"finding": "none", "needs": "nothing", "due_by": "none"}


@final
@attrs.frozen(kw_only=True)
class FieldChange:
    """One thing in which a finding differs from the approved one.

    ``field`` is what differs; of a finding that is new or gone it is ``finding``, and its status stands for it.
    ``before`` and ``after`` are as JSON has them, ``None`` where there is nothing; ``before_words`` and
    ``after_words`` are as people say them.
    """

    clause: str
    rule: str
    subject: str
    field: str
    before: Any
    after: Any
    before_words: str
    after_words: str

    def __str__(self) -> str:
        return f"{_SPOKEN[self.field]}: {self.before_words} → {self.after_words}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "clause": self.clause,
            "rule": self.rule,
            "subject": self.subject,
            "field": self.field,
            "from": self.before,
            "to": self.after,
        }


def changes(before: Kept, after: Kept, policy: Policy) -> Iterator[FieldChange]:
    """Yield each difference, in the order of the findings; those of findings that are gone stand last."""
    clauses = {rule.id: rule.clause.id for rule in policy.bind({}).rules}
    for key in [*after, *(key for key in before if key not in after)]:
        rule, subject = key
        for field, was, now in _differing(before.get(key), after.get(key)):
            yield FieldChange(
                clause=clauses.get(rule, rule),
                rule=rule,
                subject=subject,
                field=field,
                before=was,
                after=now,
                before_words=_in_words(field, was, policy),
                after_words=_in_words(field, now, policy),
            )


def _differing(was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - as JSON has them
    if was is None or now is None:
        yield "finding", was and was["status"], now and now["status"]
        return
    for field in CONCLUSIONS:
        if was[field] != now[field]:
            yield field, was[field], now[field]


def _in_words(field: str, value: Any, policy: Policy) -> str:  # noqa: ANN401 - as JSON has it
    if not value:
        return _NONE[field]
    if field != "needs":
        return spoken(value)
    facts = policy.vocabulary.facts
    # What was needed under other rules may be a fact that is there no more.
    return " ".join(facts[key].ask if key in facts else key for key in value)
