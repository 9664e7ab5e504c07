"""Other copies of the policy in one manual: each is compared, and one that differs is not passed over."""

from __future__ import annotations

import textwrap

import pytest

from sro_policy.errors import InputError
from sro_policy.text import check_text, manual_from_text

from .invented import INVENTED, checked, encoded
from .makers import large_manual, paragraphs

OTHER = (
    "\nLocks and Keys\n513.1   PURPOSE AND SCOPE\nOfficers lock the doors at night and note the time in the book.\n\n"
)
CHANGED = INVENTED.replace("merely", "partly")


def test_another_edition_left_in_the_manual_is_reported() -> None:
    """A second copy of the policy that differs is named, and the manual does not hold; an equal one does no harm."""
    other = large_manual(INVENTED, 20_000)
    assert checked(other + "\f" + INVENTED).holds
    report = checked(other + "\f" + CHANGED)
    assert not report.differing
    assert [copy.holds for copy in report.copies] == [False]
    assert not report.holds


def test_the_last_of_many_copies_counts_as_the_first() -> None:
    """Where of many copies one alone differs, the manual does not hold."""
    report = checked(OTHER.join([INVENTED] * 9 + [CHANGED]))
    assert not report.differing
    assert [copy.holds for copy in report.copies] == [True] * 8 + [False]
    assert not report.holds


def test_more_copies_than_are_compared_are_refused() -> None:
    """A text with more copies than are compared is refused by its name, not judged by some of them."""
    policy = "Some Title\n1.1   FIRST PART\nDo this at once and always, wherever you are.\n"
    other = "\nLocks and Keys\n2.1   SECOND PART\nOfficers lock the doors at night.\n\n"
    assert len(checked(other.join([policy] * 21), policy).copies) == 20
    manual = manual_from_text(other.join([policy] * 22), source="manual.txt")
    with pytest.raises(InputError, match=r"^manual\.txt: .*more than 20 copies"):
        check_text(manual, encoded(policy))


def test_copies_are_seen_where_their_lines_recur() -> None:
    """Copies set so narrow that many of their lines pass for running titles are still compared."""
    narrow, changed = (
        "\n".join("\n".join(textwrap.wrap(paragraph, 20)) for paragraph in paragraphs(text))
        for text in (INVENTED, CHANGED)
    )
    text = f"\n{OTHER}".join([narrow, narrow, changed])
    assert sum(line.furniture for line in manual_from_text(text).lines) > 100
    report = checked(text)
    assert not report.differing
    assert not report.new
    assert [copy.holds for copy in report.copies] == [True, False]
