"""Page furniture and columns in plain text, as programs export it from a PDF."""

from __future__ import annotations

import textwrap

import pytest

from sro_policy.text import Status, check_text, manual_from_text
from sro_policy.text.furniture import is_page_mark
from sro_policy.text.layout import manual_from_rows
from sro_policy.text.rows import Piece, Row

from .invented import BOTH, INVENTED, differing, encoded, policy_text
from .makers import paragraphs


def lines_of(text: str, width: int) -> list[str]:
    return [line for p in paragraphs(text) for line in [*textwrap.wrap(p, width), ""]]


def paged(text: str, *, width: int, rows: int, feed: str) -> str:
    """Cut a text to pages, each with a header (but the first) and a footer with a running title."""
    lines, title = lines_of(text, width), paragraphs(text)[0]
    pages = []
    for number, first in enumerate(range(0, len(lines), rows)):
        header = ["Some Police Department", "Policy Manual", title, ""] if number else []
        footer = ["", "Copyright Publishing House 2024/05/01, All Rights Reserved.", f"{title} - {number + 1}"]
        pages.append("\n".join(header + lines[first : first + rows] + footer))
    return feed.join(pages)


def in_two_columns(text: str, *, rows: int, gutter: int) -> str:
    """Set a text in two columns of characters, as an export that keeps the layout does."""
    lines = [*lines_of(text, 44), *[""] * (2 * rows)]
    pages = []
    for number, first in enumerate(range(0, len(lines) - 2 * rows, 2 * rows), start=1):
        body = [f"{lines[first + row]:{44 + gutter}}{lines[first + rows + row]}".rstrip() for row in range(rows)]
        pages.append("\n".join(["Some Department" + " " * 60 + "Manual", "", *body, "", f"A Chapter - {number}"]))
    return "\n\f".join(pages)


@BOTH
@pytest.mark.parametrize("feed", ["\f", "\n\f", "\n"])
@pytest.mark.parametrize("width", [30, 80])
def test_furniture_in_the_middle_of_sentences_does_not_matter(
    request: pytest.FixtureRequest, which: str, feed: str, width: int
) -> None:
    """Headers, footers, page numbers and notices, with form feeds or none, leave the policy as encoded."""
    text = policy_text(request, which)
    for rows in (7, 12, 25):
        report = check_text(manual_from_text(paged(text, width=width, rows=rows, feed=feed)), encoded(text))
        assert report.holds, (rows, differing(report), report.new)


@BOTH
@pytest.mark.parametrize("gutter", [2, 6])
def test_columns_of_characters_are_read_in_turn(request: pytest.FixtureRequest, which: str, gutter: int) -> None:
    """Text in two columns is read column by column, also where a full line leaves a narrow gutter."""
    text = policy_text(request, which)
    report = check_text(manual_from_text(in_two_columns(text, rows=30, gutter=gutter)), encoded(text))
    assert report.holds, (differing(report), report.new)


def test_wording_that_looks_like_furniture_is_not_lost() -> None:
    """A line of the policy that recurs elsewhere like a running title still counts where its sentence needs it."""
    lines = ["Handlers should use soft-weave and quick-release leads when walking indoors", "Station files with dog"]
    lines += ["The Harbor Falls Police Department wants every station to be a calm place, and keeps dogs"]
    text = INVENTED.replace("Station files with dog and", "Station files with dog\nand")
    assert all(line in text for line in lines)
    noise = "\n\n".join(lines * 4)
    manual = manual_from_text(f"{text}\n\n\n633.1   OTHER MATTERS\n{noise}\n")
    assert any(line.furniture and manual.line_text(line) == lines[1] for line in manual.lines[:100])
    report = check_text(manual, encoded(text))
    assert report.holds, (differing(report), report.new)


@pytest.mark.parametrize("text", ["", "\n\n", "\f", "12", "Station Therapy Dogs\nStation Therapy Dogs\n"])
def test_a_text_of_furniture_alone_has_no_policy(text: str) -> None:
    """Nothing at all, blank lines, a page number or a title alone are compared, and hold no policy."""
    assert not check_text(manual_from_text(text), encoded(INVENTED)).found


def test_a_running_title_within_a_sentence_does_not_matter() -> None:
    """A line that recurs like a running title may stand within a sentence of a text without page breaks."""
    text = INVENTED.replace("The Captain should pick", "The Captain should\nAll Stations Manual\npick")
    noise = "\n\n".join(["All Stations Manual"] * 4)
    report = check_text(manual_from_text(f"{text}\n\n\n633.1   OTHER MATTERS\n{noise}\n"), encoded(INVENTED))
    assert report.holds, (differing(report), report.new)


def test_a_header_that_comes_once_is_not_taken_for_wording_by_its_place() -> None:
    """A new line at a page's top that is no furniture is reported, because it may be a change."""
    text = INVENTED.replace("The Captain should pick", "The Captain should\n\fNever On Sundays\npick")
    report = check_text(manual_from_text(text), encoded(INVENTED))
    assert differing(report) == {"512.3.s2": Status.CHANGED}


@pytest.mark.parametrize(
    "line",
    [
        "12",
        "- 12 -",
        "Page 3 of 40",
        "page 3",
        "p. 3",
        "iv",
        "2024/05/01",
        "05-01-2024",
        "May 1, 2024",
        "Revised: 5/1/2024",
        "© 2024 Publishing House",
        "Copyright 2024 by someone",
        "12/40",
    ],
)
def test_page_marks_are_known(line: str) -> None:
    """Page numbers, dates and notices of rights are furniture wherever a page ends."""
    assert is_page_mark(line)


@pytest.mark.parametrize("line", ["", "12 dogs", "(a)", "civil", "3(c)).", "in 2024", "Subd. 3", "512.4"])
def test_wording_is_no_page_mark(line: str) -> None:
    """Words, labels and citations are not taken for page marks."""
    assert not is_page_mark(line)


def rows(*columns: tuple[float, list[str]], pitch: float = 12.0, shift: float = 0.0) -> list[Row]:
    """Return the rows of a page with columns at the given places, the later ones lower by ``shift``."""
    found = [
        Row(0, -index * pitch - number * shift, pitch, (Piece(left, left + 5 * len(text), text),))
        for number, (left, texts) in enumerate(columns)
        for index, text in enumerate(texts)
    ]
    return sorted(found, key=lambda row: -row.top)


def text_of(page: list[Row]) -> list[str]:
    return [line for line in manual_from_rows([page], "test", "pdf", exact=False).text.split("\n") if line]


def test_columns_at_different_heights_are_read_in_turn() -> None:
    """Columns whose lines do not stand level are still read one after the other."""
    left = [f"a line {i} of the column on the left" for i in range(9)]
    right = [f"a line {i} of the column on the right" for i in range(9)]
    assert text_of(rows((72, left), (300, right), shift=5.0)) == left + right


def test_a_title_over_both_columns_stays_above_them() -> None:
    """What stands over the gutter parts the columns above it from those below."""
    page = [
        Row(0, 100.0, 12.0, (Piece(72, 500, "A title over everything that is below it on this page, both columns"),)),
        *rows((72, [f"left {i}" for i in range(6)]), (300, [f"right {i}" for i in range(6)])),
        Row(0, -200.0, 12.0, (Piece(72, 500, "a foot"),)),
    ]
    read = text_of(page)
    assert read[0].startswith("A title")
    assert read[-1] == "a foot"
    assert read[1:7] == [f"left {i}" for i in range(6)]


def test_one_column_with_tabs_is_left_alone() -> None:
    """Labels set apart by wide spaces do not make a column."""
    page = [
        Row(0, -12.0 * i, 12.0, (Piece(72, 84, f"({c})"), Piece(108, 480, f"item {c} with a long enough line of text")))
        for i, c in enumerate("abcdefgh")
    ]
    assert [line[:3] for line in text_of(page)] == [f"({c})" for c in "abcdefgh"]
