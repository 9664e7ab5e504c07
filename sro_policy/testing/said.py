"""What a case says, before it is written: by the keys of facts, so that two cases can be compared fact by fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, final

import attrs

from sro_policy.vocabulary import Fact, Raw, SetFact, Vocabulary

if TYPE_CHECKING:
    from typing import TypeAlias

JsonCase: TypeAlias = "dict[str, Any]"
"""A case in the JSON shape that ``evaluate`` accepts."""

Facts: TypeAlias = "Mapping[str, Raw]"
"""What is known of one subject, by the keys of facts."""


@final
@attrs.frozen
class Said:
    """What is known of a whole case. ``acts`` are by their ids."""

    as_of: dt.date | None
    parts: Mapping[str, Facts]
    acts: Mapping[str, Facts]

    def written(self, vocabulary: Vocabulary) -> JsonCase:
        """Return it as a plain dict; parts of which nothing is known are left out."""
        found: JsonCase = {} if self.as_of is None else {"as_of": self.as_of.isoformat()}
        found |= {part: facts(known, vocabulary) for part, known in self.parts.items() if known}
        if self.acts:
            found["acts"] = [{"id": name, **facts(known, vocabulary)} for name, known in self.acts.items()]
        return found


def facts(known: Facts, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return facts of one subject as a plain dict by their names, in the order of declaration."""
    keys = sorted(known, key=vocabulary.order.__getitem__)
    return {vocabulary.facts[key].name: _value(vocabulary.facts[key], known[key]) for key in keys}


def _value(fact: Fact, value: Raw) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(fact, SetFact):
        assert isinstance(value, tuple)
        members = [member for member, belongs in value if belongs]
        # A list is complete and may not be empty; whatever is not, an object says.
        return members if members and len(value) == len(fact.values) else dict(value)
    return value
