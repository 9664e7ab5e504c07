"""How a policy's text is cut into segments."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sro_policy.text import SegmentKind, cut, encoded_segments, fingerprint
from sro_policy.text.fingerprints import spelled
from sro_policy.text.glue import GlueKind, find_glue
from sro_policy.text.segments import split

from .invented import BOTH, INVENTED, policy_text
from .makers import paragraphs

GLUE_LIKE = [
    "Policy ",
    "General Order ",
    "512",
    "512.4",
    ".",
    ":",
    " - ",
    " ",
    "\n",
    "(a)",
    "(12)",
    "b. ",
    "ABC",
    "An oath",
    "§",
]


@BOTH
def test_segments_cover_the_whole_text(request: pytest.FixtureRequest, which: str) -> None:
    """Every letter of the wording is in exactly one segment; only labels and section numbers are in none."""
    text = policy_text(request, which)
    spans = split(text)
    covered = [0] * len(text)
    for span in spans:
        for place in range(span.start, span.end):
            covered[place] += 1
    for glue in find_glue(text):
        for place in range(glue.start, glue.end):
            covered[place] += 1
    assert {covered[i] for i, c in enumerate(text) if c.isalnum() or c == "§"} == {1}
    rest = text
    for glue in reversed(find_glue(text)):
        rest = rest[: glue.start] + rest[glue.end :]
    assert "".join(spelled(segment.wording) for segment in cut(text)) == spelled(rest)


@BOTH
def test_only_labels_and_section_numbers_are_glue(request: pytest.FixtureRequest, which: str) -> None:
    """What is not wording is a list label or the number of a section, and each of them is found."""
    text = policy_text(request, which)
    labels = re.findall(r"(?m)^ ?(\([a-z]\)|\d{3}(?:\.\d)+)(?= )", text)
    glue = find_glue(text)
    assert [piece.label for piece in glue] == labels
    assert {piece.kind for piece in glue} == {GlueKind.ITEM, GlueKind.SECTION}


@BOTH
def test_no_two_segments_are_alike(request: pytest.FixtureRequest, which: str) -> None:
    """Each segment has a fingerprint of its own, so that a match says which segment it is."""
    segments = cut(policy_text(request, which))
    assert len({segment.fingerprint for segment in segments}) == len(segments)


def test_the_official_text_has_as_many_segments_as_its_clauses_need(request: pytest.FixtureRequest) -> None:
    """The official text is a title, ten headings, and 43 segments for the clauses."""
    kinds = [segment.kind for segment in cut(policy_text(request, "official"))]
    assert kinds.count(SegmentKind.TITLE) == 1
    assert kinds.count(SegmentKind.HEADING) == 10
    assert kinds.count(SegmentKind.TEXT) == 43


def test_each_kind_of_segment_is_cut() -> None:
    """Title, heading, stem, item, sentence and reference are segments, with their section and label."""
    found = {(s.section, s.label, s.kind): s.wording for s in cut(INVENTED)}
    assert found["", "", SegmentKind.TITLE] == "Station Therapy Dogs"
    assert found["512.3.1", "512.3.1", SegmentKind.HEADING] == "KENNEL AGREEMENT"
    assert (
        found["512.3", "(d)", SegmentKind.TEXT]
        == "Visiting the dispatch room, at least weekly, and staying for a while."
    )
    wordings = [s.wording for s in cut(INVENTED)]
    assert "The agreement between the Department and the kennel must:" in wordings
    assert "(See the Folder Policy for further advice)." in wordings
    assert "See the Animal Bite Policy for further advice." in wordings
    assert "A kennel may lend a second dog for parades (Minn. Stat. § 343.2099, Subd. 4)." in wordings
    assert "Handlers shall finish required first and yearly BOARD-approved lessons by the required dates." in wordings


@pytest.mark.parametrize(
    "line",
    [
        "(a) Brushing.",
        "(12) Brushing.",
        "a) Brushing.",
        "b. Brushing.",
        "512.4 DUTIES",
        "512.4.1  Duties",
        "Policy 512",
        "512.4",
    ],
)
def test_labels_are_glue(line: str) -> None:
    """List labels, section numbers and chapter numbers at a line's start are glue."""
    assert len(find_glue(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "as in Subd. 3(c)).",
        "343.2099, Subd. 4).",
        "see §\n512.4 Dogs",
        "under paragraph (a) of this",
        "Policy and more",
        "2024 was a year",
        "4). Nothing",
        "(Minn. Stat. § 1)",
    ],
)
def test_wording_is_no_glue(line: str) -> None:
    """Statute numbers and letters in brackets within a sentence stay wording."""
    assert not find_glue(line)


@given(st.lists(st.sampled_from(GLUE_LIKE), max_size=8).map("".join))
@example("Policy 512.4 DUTIES")
def test_glue_never_overlaps(text: str) -> None:
    """Whatever labels and numbers stand together, no letter belongs to two pieces of glue."""
    glue = find_glue(text)
    assert all(before.end <= after.start for before, after in pairwise(glue))


def test_labels_that_touch_are_all_glue() -> None:
    """A label right behind a section's number is found beside it."""
    assert [glue.label for glue in find_glue("512.4: (a) Brushing.")] == ["512.4", "(a)"]


@pytest.mark.parametrize("before", ["Policy 512\n", "Policy 512 - ", "Chapter 512:\n\n"])
def test_a_chapters_number_is_no_wording(before: str) -> None:
    """The number of the policy above its title, or before it, is not part of the title and no segment of its own."""
    assert cut(before + INVENTED.lstrip()) == cut(INVENTED)


def test_a_heading_ends_with_its_line_or_its_capitals() -> None:
    """A heading in small letters ends with its line, and one in a text without lines with its last word in capitals."""
    assert cut(" ".join(paragraphs(INVENTED))) == cut(INVENTED)
    small = INVENTED.replace("HANDLER DUTIES", "Duties of a handler\nFEED THE DOG.")
    assert [s.wording for s in cut(small) if s.section == "512.4"][:2] == ["Duties of a handler", "FEED THE DOG."]
    long = "What every handler of a dog has to do in every station of this county"
    assert [s.wording for s in cut(INVENTED.replace("HANDLER DUTIES", long)) if s.label == "512.4"] == [long]


def test_clauses_of_one_sentence_are_one_segment() -> None:
    """Neighbouring clauses with one fingerprint become one segment that names both and all their rules."""
    marks = [fingerprint(word) for word in ("title", "heading", "first", "second", "third")]
    segments = encoded_segments(
        marks[0],
        {"9.1": marks[1]},
        {"9.1.stem": marks[2], "9.1(a)": marks[3], "9.1.p2.x": marks[4], "9.1.p2.y": marks[4]},
        {"9.1.p2.x": ["r1"], "9.1.p2.y": ["r2"]},
        {"9.1.stem": ["9.1(a)"]},
    )
    assert [s.name for s in segments] == ["title", "9.1", "9.1.stem", "9.1(a)", "9.1.p2.x, 9.1.p2.y"]
    assert [s.label for s in segments] == ["", "9.1", "", "(a)", ""]
    assert segments[-1].rules == ("r1", "r2")
    assert segments[2].listed == ("9.1(a)",)


def test_a_subsection_is_not_its_section() -> None:
    """A clause belongs to the longest section number that its id begins with, and to no other number."""
    marks = {name: fingerprint(name) for name in ("t", "9.1", "9.1.1", "9.11", "a", "b", "c")}
    segments = encoded_segments(
        marks["t"],
        {name: marks[name] for name in ("9.1", "9.1.1", "9.11")},
        {"9.1": marks["a"], "9.1.1(a)": marks["b"], "9.11.s1": marks["c"]},
    )
    assert [s.name for s in segments] == ["title", "9.1", "9.1", "9.1.1", "9.1.1(a)", "9.11", "9.11.s1"]


def test_unknown_clauses_are_refused() -> None:
    """A rule or a stem for a clause that is not there, or a clause in no section, is an error."""
    mark = fingerprint("x")
    with pytest.raises(ValueError, match=r"no clause `9\.2`"):
        encoded_segments(mark, {"9.1": mark}, {"9.1": mark}, {"9.2": ["r"]})
    with pytest.raises(ValueError, match=r"no section of clause `8\.1`"):
        encoded_segments(mark, {"9.1": mark}, {"8.1": mark})
