"""What came of verifying a record."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

RecordOutcome: TypeAlias = Literal["same", "different", "policy not available", "withheld"]
"""What came of verifying a record.

``same``: its facts were judged again, and gave what it says. ``different``: it was changed, or they gave something
else. ``policy not available``: it is whole, and none of the policies given is the one that it names. ``withheld``: all
that is shown holds, and not all is shown.
"""


@final
@attrs.frozen
class Difference:
    """What does not hold of a record, and where. Of what can be withheld it shows no value."""

    place: str
    says: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.place}: {self.says}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"place": self.place, "says": self.says}


@final
@attrs.frozen(kw_only=True)
class Verification:
    """What came of verifying a record.

    ``digest`` is what its content gives, which is what the next one of a chain has to name. ``withheld`` are the
    places that are not shown. ``notes`` tell what is no fault: another version or engine than here.
    """

    outcome: RecordOutcome
    digest: str
    differences: tuple[Difference, ...]
    withheld: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the record was replayed in full, and is the same."""
        return self.outcome == "same"

    def __str__(self) -> str:
        """Return outcome, differences and notes, a line each."""
        lines: list[object] = [self.outcome, *self.differences, *self.notes]
        return "\n".join(map(str, lines)) + "\n"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "outcome": self.outcome,
            "digest": self.digest,
            "differences": [item.to_json() for item in self.differences],
            "withheld": list(self.withheld),
            "notes": list(self.notes),
        }
