"""What a search for wording takes on, and what it leaves."""

from __future__ import annotations

import pytest

from sro_policy.errors import InputError
from sro_policy.text.pairing import Part, Unmatched, paired
from sro_policy.text.segments import SegmentKind, Span

from .invented import INVENTED, checked


def test_a_text_without_words_is_not_searched_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with breaks after every letter is refused once it needs more hashes than a manual ever does."""
    broken = "\n".join("a" * 3_000)
    assert not checked(broken).found
    monkeypatch.setattr("sro_policy.text.search.MOST_WINDOWS", 20_000)
    assert checked(INVENTED).holds
    with pytest.raises(InputError, match="too irregular"):
        checked(broken)


def paired_of_each(count: int) -> tuple[int, int]:
    """Return how many pairs are made of as many segments as parts, and how many parts are left over."""
    unmatched = [Unmatched(number, 40, "") for number in range(count)]
    parts = [Part(Span(50 * n, 50 * n + 48, "", SegmentKind.TEXT, 40), 0, is_open=False) for n in range(count)]
    pairs, rest = paired(unmatched, parts)
    return len(pairs), len(rest)


def test_a_policy_rewritten_is_not_paired_sentence_by_sentence() -> None:
    """Where hundreds of sentences stand for hundreds of others, they are new and missing, not each a change."""
    assert paired_of_each(40) == (40, 0)
    assert paired_of_each(450) == (0, 450)
