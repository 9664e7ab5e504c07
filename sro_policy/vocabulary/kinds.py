"""What the kind of an act says of other facts: yes, no, or it must be asked."""

from __future__ import annotations

from typing import Final, Literal

from sro_policy.vocabulary.act import act
from sro_policy.vocabulary.facts import BooleanFact

YES: Final = "yes"
NO: Final = "no"
ASK: Final = "ask"

SPOKEN_OF: tuple[BooleanFact, ...] = (act.uses_authority, act.uses_force, act.custody_for_offense)
"""The facts of which a kind can say something, in the order of the columns below."""

SAYS: dict[str, tuple[Literal["yes", "no", "ask"], ...]] = {
    #                  authority force custody
    "presence":         (NO,  NO,  NO),
    "conversation":     (ASK, NO,  NO),
    "instruction":      (ASK, NO,  NO),
    "questioning":      (YES, NO,  NO),
    "command":          (YES, NO,  NO),
    "citation":         (YES, NO,  NO),
    "escort":           (YES, ASK, NO),
    "search":           (YES, ASK, NO),
    "physical_force":   (YES, YES, NO),
    "detention":        (YES, ASK, ASK),
    "transport":        (YES, ASK, ASK),
    "handcuffing":      (YES, YES, ASK),
    "custodial_arrest": (YES, ASK, YES),
}  # fmt: skip
