"""What a search for wording takes on, and what it leaves."""

from __future__ import annotations

import time

import pytest

from sro_policy.errors import InputError
from sro_policy.text import Status
from sro_policy.text.pairing import Part, Unmatched, paired
from sro_policy.text.segments import SegmentKind, Span

from .invented import INVENTED, checked, differing


def test_a_text_without_words_is_not_searched_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with breaks after every letter is refused once it needs more hashes than a manual ever does."""
    broken = "\n".join("a" * 3_000)
    assert not checked(broken).found
    monkeypatch.setattr("sro_policy.text.search.MOST_WINDOWS", 20_000)
    assert checked(INVENTED).holds
    with pytest.raises(InputError, match="cannot be searched"):
        checked(broken)


def test_a_text_of_endless_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of characters that are spelled with many letters each is refused, and the message names the manual."""
    monkeypatch.setattr("sro_policy.text.search.MOST_LETTERS", 20_000)
    assert checked(INVENTED).holds
    with pytest.raises(InputError, match="text: this text cannot be searched: it is spelled with more than 20,000"):
        checked("\ufdfa" * 2_000)


def test_a_letter_under_a_heap_of_accents_takes_no_time() -> None:
    """Accents are put in order a few at a time: the order of a million would take the square of that."""
    begun = time.perf_counter()
    assert not checked(f"{INVENTED}\n\n{'a' + chr(0x301) * 20}\n").holds
    checked("a" + "\u0301\u0316" * 400_000)
    assert time.perf_counter() - begun < 20


def test_a_rewritten_policy_full_of_page_numbers_is_searched_no_further_than_is_useful(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Assumptions on which lines are furniture end after some text; what they would find is told as changed."""
    sentence = "Handlers should use soft-weave and quick-release leads when walking indoors."
    halves = sentence.replace("leads", "leads\n12\n")
    text = INVENTED.replace(sentence, f"\n{halves}\n")
    assert checked(text).holds
    monkeypatch.setattr("sro_policy.text.matching._MOST_SEARCHED", 0)
    monkeypatch.setattr("sro_policy.text.furniture.is_page_mark", lambda _line: False)
    report = checked(text)
    assert differing(report) == {"512.5.s2": Status.CHANGED}


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
