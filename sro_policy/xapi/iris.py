"""The names that statements use: verbs, activities and extensions, each an IRI.

Ours are under a URN that is nobody else's and needs no domain. They stay the same from release to release, so that
statements of several departments and years can be counted together.
"""

from __future__ import annotations

import re
from typing import Final

from sro_policy.decision import Word
from sro_policy.errors import InputError, quoted
from sro_policy.review import ReviewOutcome

NAMESPACE: Final = "urn:uuid:553c139b-77ca-4431-b54a-a0e332a324b9#"
"""What every IRI of this library begins with."""

COMPLETED: Final = "http://adlnet.gov/expapi/verbs/completed"
ATTEMPTED: Final = "http://adlnet.gov/expapi/verbs/attempted"
"""The verbs of an attempt, as ADL registered them."""

SIMULATION: Final = "http://adlnet.gov/expapi/activities/simulation"
OBJECTIVE: Final = "http://adlnet.gov/expapi/activities/objective"
"""The types of an exercise and of a rule in it, as ADL registered them."""

VERBS: Final[dict[ReviewOutcome, str]] = {
    "violated": "violated",
    "departed": "departed from",
    "departed with reason": "departed with reason from",
    "awaiting judgment": "awaits judgment on",
    "undetermined": "left undetermined",
    "ahead": "has ahead",
    "met": "met",
    "clear": "stayed clear of",
    "not applicable": "was not concerned by",
}
"""The verb of each outcome in English; its IRI ends with the outcome's own name."""

FREE: Final[dict[Word, str]] = {"permitted": "was permitted by", "excused": "was excused by"}
"""The verb of each word that says no duty or advice was kept, for nothing was asked; its IRI ends with the word."""

_LONGEST: Final = 2000
_NO_HOST = re.compile(r"https?:(?!//[^/?#])", re.IGNORECASE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")


def own(name: str) -> str:
    """Return the IRI of a name of ours: an outcome, the id of a rule, the name of an extension."""
    return NAMESPACE + name.replace(" ", "-")


def checked_iri(value: object, place: str) -> str:
    """Return an IRI that has a scheme, up to 2,000 characters.

    A link to somebody's mailbox is none here, for no statement names a person.

    Raises :class:`~sro_policy.InputError` for anything else.
    """
    if not isinstance(value, str) or len(value) > _LONGEST or not _IRI.fullmatch(value) or _NO_HOST.match(value):
        raise InputError(f"{quoted(value)} is no IRI with its scheme, such as `https://lms.example.org`", place=place)
    if value.lower().startswith("mailto:") or "@" in value:
        raise InputError(f"{quoted(value)} looks like an address of a person: statements have none", place=place)
    return value
