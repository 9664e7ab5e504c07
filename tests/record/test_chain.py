"""Records make a chain: each can name the one before it."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import InputError, verify_record
from sro_policy.record import withhold

from .recorded import random_records, record_of, resealed

FIRST, SECOND, THIRD = random_records(11, 3)


def test_a_record_names_the_one_before_it() -> None:
    """The link holds against the record before, whatever that shows, and against its digest."""
    assert FIRST["previous"] is None
    for before in (FIRST, withhold(FIRST), FIRST["digest"]):
        assert verify_record(SECOND, previous=before).holds
    assert verify_record(SECOND).holds


@pytest.mark.parametrize(
    ("record", "before", "named"),
    [
        (THIRD, FIRST, f"names {SECOND['digest']}"),
        (FIRST, SECOND, "names none"),
    ],
)
def test_a_broken_chain_is_found(record: dict[str, Any], before: dict[str, Any], named: str) -> None:
    """A record that was taken out, or put elsewhere, breaks the chain at the next one."""
    verified = verify_record(record, previous=before)
    assert verified.outcome == "different"
    assert [str(item) for item in verified.differences] == [
        f"previous: the record before is {before['digest']}, and this one {named}"
    ]


def test_a_record_before_that_was_rewritten_breaks_the_chain() -> None:
    """Whoever rewrites a record with all its digests breaks the link of the next; what it says of itself counts not."""
    rewritten = {**FIRST, "event": "e100"}
    for before in (rewritten, resealed(rewritten)):
        assert verify_record(SECOND, previous=before).outcome == "different"


def test_a_link_is_part_of_what_the_digest_covers() -> None:
    """The name of the record before cannot be changed or left out."""
    for previous in (None, THIRD["digest"]):
        assert verify_record({**SECOND, "previous": previous}).outcome == "different"


def test_a_previous_record_that_is_none_is_told() -> None:
    """A digest that is not written as one, and a record that is none, are refused with the place."""
    for digest in ("sha256:12", "sha256:" + "A" * 64, "", "0" * 64):
        with pytest.raises(InputError, match=r"^previous: `.*` is no digest"):
            verify_record(SECOND, previous=digest)
        with pytest.raises(InputError, match=r"^previous: `.*` is no digest"):
            record_of({}, previous=digest)
    with pytest.raises(InputError, match=r"^previous: `record` is missing"):
        verify_record(SECOND, previous={})
    with pytest.raises(InputError, match=r"^previous\.result: `1` is no digest"):
        verify_record(SECOND, previous={**FIRST, "result": 1})
