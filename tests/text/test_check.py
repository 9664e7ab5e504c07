"""What the comparison says of a manual that has the policy as encoded, and of every kind of difference."""

from __future__ import annotations

import re
import textwrap
import time

import pytest

from sro_policy.text import SegmentKind, Status, check_text, manual_from_text
from sro_policy.text.glue import find_glue
from sro_policy.text.segments import Span, split

from .invented import BOTH, INVENTED, checked, differing, encoded, policy_text
from .makers import large_manual, paragraphs

SENTENCE = "Nobody shall ever paint the fence green."


def whole(text: str, span: Span) -> tuple[int, int]:
    """Return where a segment begins and ends with its brackets and full stop."""
    start = span.start
    while start and text[start - 1] in "(“":
        start -= 1
    end = re.compile(r"[.:;)]*").match(text, span.end)
    return start, end.end() if end else span.end


def with_one_word_changed(text: str, span: Span, which: int) -> str:
    """Put another word in the place of the first (0), middle (1) or last (2) word of a segment."""
    words = list(re.finditer(r"[\w'’]+", text[span.start : span.end]))
    word = words[(0, len(words) // 2, -1)[which]]
    start, end = span.start + word.start(), span.start + word.end()
    other = "ZEBRA" if text[span.start : span.end].isupper() else "zebra"
    return text[:start] + other + text[end:]


@BOTH
def test_the_text_matches_itself(request: pytest.FixtureRequest, which: str) -> None:
    """The text that the fingerprints were made of holds, with nothing new and no copy."""
    text = policy_text(request, which)
    report = checked(text, text)
    assert report.holds
    assert report.found
    assert not report.new
    assert not report.copies


@BOTH
def test_typography_and_wraps_change_nothing(request: pytest.FixtureRequest, which: str) -> None:
    """Other quotes, dashes, spacing and wraps, divided words, capitals and no lines at all leave it as encoded."""
    text = policy_text(request, which)
    one_line = " ".join(paragraphs(text))
    variants = {
        "quotes": text.replace("'", "’").replace("-", "\u2011"),
        "spacing": re.sub(r" ", "  ", text).replace("\n", "\r\n"),
        "narrow": "\n".join("\n".join(textwrap.wrap(p, 24)) for p in paragraphs(text)),
        "wide": "\n\n".join(paragraphs(text)),
        "double": "\n\n".join(text.split("\n")),
        "ligatures": text.replace("fi", "\ufb01").replace("ff", "\ufb00").replace("ti", "t\u00adi"),
        "divided": re.sub(r"(?m)^(\w{3,})([a-z]{4})\b", "\\1-\n\\2", text),
        "capitals": re.sub(r"[a-z]{5,}", lambda word: word[0].upper(), text),
        "one line": one_line,
        "tabs": re.sub(r"(?m)^ ?(\([a-z]\)|\d{3}[.\d]*) +", "\t\\1\t", text),
    }
    for name, variant in variants.items():
        report = checked(variant, text)
        assert report.holds, (name, differing(report), report.new)


@BOTH
def test_one_changed_word_is_seen_in_every_segment(request: pytest.FixtureRequest, which: str) -> None:
    """With one word changed in any segment, just that segment and its clauses are changed, and nothing is new."""
    text = policy_text(request, which)
    segments = encoded(text)
    for number, span in enumerate(split(text)):
        for position in range(3):
            report = check_text(manual_from_text(with_one_word_changed(text, span, position)), segments)
            assert [r.status is Status.CHANGED for r in report.segments] == [n == number for n in range(len(segments))]
            assert "zebra" in report.segments[number].wording.lower()
            assert not report.new
            changed = [c.clause for c in report.clauses if c.status is not Status.AS_ENCODED]
            assert tuple(changed) == segments[number].clauses


@BOTH
@pytest.mark.parametrize("with_label", [False, True])
def test_a_segment_taken_out_is_missing(request: pytest.FixtureRequest, which: str, *, with_label: bool) -> None:
    """With any segment taken out, its label left behind or not, just that one is missing, and nothing is new."""
    text = policy_text(request, which)
    segments = encoded(text)
    for number, span in enumerate(split(text)):
        start, end = whole(text, span)
        if with_label and span.label:
            start = max(glue.start for glue in find_glue(text) if glue.end <= start)
        report = check_text(manual_from_text(text[:start] + text[end:]), segments)
        assert differing(report) == {segments[number].name: Status.MISSING}
        assert not report.new


@BOTH
def test_a_section_taken_out_is_missing(request: pytest.FixtureRequest, which: str) -> None:
    """With any section taken out, its heading and all its clauses are missing, and nothing else differs."""
    text = policy_text(request, which)
    segments = encoded(text)
    starts = [glue for glue in find_glue(text) if "." in glue.label]
    for index, glue in enumerate(starts):
        end = starts[index + 1].start if index + 1 < len(starts) else len(text)
        report = check_text(manual_from_text(text[: glue.start] + text[end:]), segments)
        inside = [s.name for s in segments if re.fullmatch(rf"{re.escape(glue.label)}(\.s\d+|\(.\))?", s.name)]
        assert differing(report) == dict.fromkeys(inside, Status.MISSING)
        assert not report.new


@BOTH
@pytest.mark.parametrize("before", [" ", "\n", "\n\n"])
def test_a_sentence_put_in_is_new(request: pytest.FixtureRequest, which: str, before: str) -> None:
    """A sentence put in after any segment, on its line or apart, is new, with its neighbours, and changes nothing."""
    text = policy_text(request, which)
    segments = encoded(text)
    for number, span in enumerate(split(text)):
        if before == " " and segments[number].kind is not SegmentKind.TEXT:
            continue
        end = whole(text, span)[1]
        report = check_text(manual_from_text(text[:end] + before + SENTENCE + "\n" + text[end:].lstrip()), segments)
        assert not differing(report), segments[number].name
        (new,) = report.new
        assert new.wording == SENTENCE
        assert new.after == segments[number].name
        assert not report.holds


def test_an_item_put_in_is_new_with_its_label() -> None:
    """A list item that is added is new, and its label is part of what is shown."""
    report = checked(INVENTED.replace("(c) Cover grooming", "(d) Count the stars.\n\n(c) Cover grooming"))
    assert [new.wording for new in report.new] == ["(d) Count the stars."]
    assert not report.differing


def test_a_section_put_in_is_new() -> None:
    """A section of the policy that is added at its end is new, heading and text."""
    report = checked(INVENTED + "\n512.10   PARADES\nDogs may walk in parades.\n")
    assert [new.wording for new in report.new] == ["512.10 PARADES", "Dogs may walk in parades."]
    assert not report.differing


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("(c) Walking the halls", "(c) Slowly walking the halls", "512.3(c)"),
        ("change of shift.", "change of shift and on Sundays.", "512.3(c)"),
        ("change of shift.", "change of shift. and on Sundays.", "512.3(c)"),
        ("Visits during a verdict", "Unless a judge objects, visits during a verdict", "512.6.s3"),
        ("if fairly possible.", "if fairly possible; but never on Sundays.", "512.6.s3"),
        ("indoors.\n", "indoors, and\noutdoors\n", "512.5.s2"),
        ("LEADS AND MUZZLES", "LEADS AND MUZZLES AND BELLS", "512.5"),
        ("LEADS AND MUZZLES", "NEW LEADS AND MUZZLES", "512.5"),
        ("Station Therapy Dogs", "Station Therapy Dogs and Cats", "title"),
        ("and the kennel must:", "and the kennel must, where it can:", "512.3.1.s2"),
        ("Subd. 5) (See the Folder", "Subd. 5) and copied (See the Folder", "512.8.s3"),
    ],
)
def test_words_added_at_the_edge_of_a_sentence_change_it(old: str, new: str, name: str) -> None:
    """The encoded words with more before or after them in the same sentence are not as encoded."""
    assert old in INVENTED
    report = checked(INVENTED.replace(old, new, 1))
    assert differing(report) == {name: Status.CHANGED}
    assert not report.new


@BOTH
def test_swapped_items_are_moved_or_relabelled(request: pytest.FixtureRequest, which: str) -> None:
    """Where two neighbouring items have changed places, one is moved, the other has another label, none is new."""
    text = policy_text(request, which)
    segments, spans = encoded(text), split(text)
    for number in range(len(spans) - 1):
        if not (spans[number].label.startswith("(") and spans[number + 1].label.startswith("(")):
            continue
        (a, b), (c, d) = whole(text, spans[number]), whole(text, spans[number + 1])
        report = check_text(manual_from_text(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]), segments)
        assert set(differing(report)) == {segments[number].name, segments[number + 1].name}
        assert sorted(status.value for status in differing(report).values()) == ["moved", "relabelled"]
        assert {r.label for r in report.differing} == {spans[number].label, spans[number + 1].label}
        assert not report.new


def test_items_swapped_with_their_labels_are_moved() -> None:
    """An item that changed places and took its label along is moved, and its neighbour stands as encoded."""
    item = "(c) Walking the halls at every change of shift.\n\n"
    report = checked(INVENTED.replace(item, "").replace("(a) Greeting", item + "(a) Greeting"))
    assert differing(report) == {"512.3(c)": Status.MOVED}
    assert not report.new


def test_swapped_sentences_are_moved() -> None:
    """A sentence that changed places with its neighbour is moved, and its wording and place are given."""
    one, two = "The loan\nshould end by nightfall, where possible.", "A kennel may lend a second dog for parades"
    report = checked(INVENTED.replace(one, "").replace(two, f"{one} {two}"))
    assert differing(report) == {"512.3.1.s7": Status.MOVED}
    assert report.differing[0].wording == "The loan should end by nightfall, where possible."


def test_a_lost_label_is_reported() -> None:
    """An item without its label, or with another, still stands but is relabelled."""
    report = checked(INVENTED.replace("(b) Brushing", "Brushing").replace("(c) Keeping", "(d) Keeping"))
    assert differing(report) == {"512.4(b)": Status.RELABELLED, "512.4(c)": Status.RELABELLED}
    assert [r.label for r in report.differing] == ["", "(d)"]
    assert not report.holds


def test_a_renumbered_section_is_reported() -> None:
    """A heading under another number is relabelled, and its clauses stand."""
    report = checked(INVENTED.replace("512.9 ", "512.10 "))
    assert differing(report) == {"512.9": Status.RELABELLED}


def test_a_heading_without_its_number_is_reported() -> None:
    """A heading that has lost its number still stands, under no label, and its clauses stand."""
    report = checked(INVENTED.replace("512.6   COURTROOM", "COURTROOM"))
    assert differing(report) == {"512.6": Status.RELABELLED}
    assert report.differing[0].label == ""
    assert not report.new


def test_a_policy_under_another_number_is_found() -> None:
    """A manual that has the policy under another number is told so at each heading and nowhere else."""
    report = check_text(manual_from_text(large_manual(INVENTED.replace("512.", "633."), 50_000)), encoded(INVENTED))
    assert report.found
    assert set(differing(report).values()) == {Status.RELABELLED}
    assert all(entry.segment.kind is SegmentKind.HEADING for entry in report.differing)
    assert not report.new


def test_several_differences_are_told_apart() -> None:
    """Changes, gaps and additions in one list are each reported where they are."""
    text = INVENTED.replace("(b) Say who pays", "(b) State who pays").replace("(c) Cover grooming and nail care.\n", "")
    text = text.replace("(b) Brushing.", "(b) Brushing.\n\n(x) Counting sheep.").replace(
        "aims of keeping", "aims for keeping"
    )
    report = checked(text)
    assert differing(report) == {
        "512.3.s3": Status.CHANGED,
        "512.3.1(b)": Status.CHANGED,
        "512.3.1(c)": Status.MISSING,
    }
    assert [new.wording for new in report.new] == ["(x) Counting sheep."]


def test_labels_decide_between_neighbours() -> None:
    """Where one of two items is gone and the other changed, its label says which is which."""
    text = re.sub(r"\(b\) Sitting.*?known\.\n\n", "", INVENTED, flags=re.DOTALL)
    report = checked(text.replace("(c) Walking the halls", "(c) Pacing the halls"))
    assert differing(report) == {"512.3(b)": Status.MISSING, "512.3(c)": Status.CHANGED}


@BOTH
def test_the_policy_is_found_in_a_large_manual(request: pytest.FixtureRequest, which: str) -> None:
    """In a manual of one megabyte with a contents list, like headings and mentions, the policy holds in seconds."""
    text = policy_text(request, which)
    for manual in (large_manual(text, 1_000_000), large_manual(text, 1_000_000).replace("\f", "\n")):
        begun = time.perf_counter()
        report = checked(manual, text)
        assert time.perf_counter() - begun < 10
        assert report.holds, (differing(report), report.new)
        assert report.where is not None
        assert text.strip().split("\n")[0] in manual.split("\n")[report.where.line - 1]


@BOTH
def test_differences_are_seen_in_a_manual_of_other_chapters(request: pytest.FixtureRequest, which: str) -> None:
    """A change in any heading or the last sentence is told the same with other chapters before and behind."""
    text = policy_text(request, which)
    segments = encoded(text)
    for number, span in enumerate(split(text)):
        if span.kind is SegmentKind.TEXT and number not in (2, len(segments) - 1):
            continue
        manual = manual_from_text(large_manual(with_one_word_changed(text, span, 1), 20_000))
        report = check_text(manual, segments)
        assert differing(report) == {segments[number].name: Status.CHANGED}
        assert not report.new
        start, end = whole(text, span)
        report = check_text(manual_from_text(large_manual(text[:start] + text[end:], 20_000)), segments)
        assert differing(report) == {segments[number].name: Status.MISSING}
        assert not report.new


def test_a_manual_without_the_policy_is_told_so() -> None:
    """Where the policy is not in the manual, it is not found, and every clause is missing."""
    report = checked(large_manual("", 30_000))
    assert not report.found
    assert not report.holds
    assert report.where is None
    assert {r.status for r in report.segments} == {Status.MISSING}
    assert not report.new


def test_a_policy_rewritten_in_every_sentence_is_found_by_its_headings() -> None:
    """With a word changed in every sentence, the headings still show the policy, and every sentence is changed."""
    text = INVENTED
    for span in reversed(split(INVENTED)[1:]):
        if span.kind is SegmentKind.TEXT:
            text = text[: span.end] + " zebra" + text[span.end :]
    report = checked(text)
    assert report.found
    assert [r.status for r in report.segments] == [
        Status.CHANGED if r.segment.kind is SegmentKind.TEXT else Status.AS_ENCODED for r in report.segments
    ]


def test_equal_wording_in_two_places_is_matched_in_both() -> None:
    """Two segments with the same words are each found where they stand, and one that is gone is missing."""
    text = (
        "Some Title\n1.1   FIRST PART\nDo this at once and always.\n\n1.2   SECOND PART\nDo this at once and always.\n"
    )
    assert checked(text, text).holds
    report = checked(text.replace("Do this at once and always.\n\n", "\n"), text)
    assert differing(report) == {"1.1.s2": Status.MISSING}
