"""What makes a difference to a fingerprint, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_policy.text import fingerprint
from sro_policy.text.fingerprints import parse_fingerprint, spelled, spelling

PLAIN = "The dog's first walk - a POST-approved, efficient one (§ 12.5) - begins early."

SAME = [
    "The dog’s first walk – a POST-approved, efficient one (§ 12.5) – begins early.",
    "The  dog's\tfirst walk -\n a POST-\napproved, effi-\ncient one (§ 12.5) - begins early.",
    "The dog's \ufb01rst walk - a POST\u2011approved, e\ufb03cient one (§\u00a012.5) - be\u00adgins early.",
    "THE DOG'S FIRST WALK - A POST-APPROVED, EFFICIENT ONE (§ 12.5) - BEGINS EARLY",
    "The dog\u200b's first walk a POST approved efficient one § 12.5 begins early",
    "\ufeffThe dog's first walk \u2014 a POST-approved, efficient one (§ 12.5) \u2014 begins e\u00adarly.",
]


@pytest.mark.parametrize("other", SAME)
def test_typography_makes_no_difference(other: str) -> None:
    """Wraps, hyphens, spacing, quotes, dashes, ligatures, soft hyphens and case leave a fingerprint as it is."""
    assert fingerprint(other) == fingerprint(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace("dog", "cat"),
        PLAIN.replace("first ", ""),
        PLAIN.replace("first", "first first"),
        PLAIN.replace("12.5", "12.6"),
        PLAIN.replace("§ ", ""),
        PLAIN.replace("begins early", "early begins"),
        PLAIN.replace("a POST", "\u0430 POST"),
    ],
)
def test_a_changed_word_makes_a_difference(other: str) -> None:
    """Another word, a word more, a word less, another order, a digit or the section sign change a fingerprint."""
    assert fingerprint(other) != fingerprint(PLAIN)


def test_an_accent_is_part_of_its_letter() -> None:
    """A letter with an accent is the same in one piece and in two, and is not the letter without it."""
    assert fingerprint("caf\u00e9") == fingerprint("cafe\u0301") != fingerprint("cafe")


def test_a_fingerprint_says_its_length() -> None:
    """A fingerprint is the number of letters, digits and section signs, and a hash."""
    mark = parse_fingerprint(fingerprint("§ 12 dogs!"))
    assert mark.length == 7
    assert len(mark.digest) == 64


@pytest.mark.parametrize("wording", ["", " \n", "...", "-\u00ad-"])
def test_nothing_has_no_fingerprint(wording: str) -> None:
    """A wording without a letter or digit is refused, because it would be found everywhere."""
    with pytest.raises(ValueError, match="no fingerprint"):
        fingerprint(wording)


@pytest.mark.parametrize("text", ["", "12", "0:" + "0" * 64, "5:" + "g" * 64, "5:" + "0" * 63, " 5:" + "0" * 64])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    """Only what `fingerprint` can return is taken apart."""
    with pytest.raises(ValueError, match="not a fingerprint"):
        parse_fingerprint(text)


@given(st.text())
def test_spelling_keeps_its_places(text: str) -> None:
    """Every spelled run says where in the text it stands, in order, for any text."""
    places = [place for place, _ in spelling(text)]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    assert "".join(letters for _, letters in spelling(text)) == spelled(text)


@given(st.text(), st.text())
def test_spelling_is_the_same_in_parts(first: str, second: str) -> None:
    """A text is spelled as its parts are, wherever a line break parts it."""
    assert spelled(first + "\n" + second) == spelled(first) + spelled(second)
