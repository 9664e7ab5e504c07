"""No wording at the policy's edges is left out in silence: it is new, or a note tells that it was not compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy.text import check_text, manual_from_text, read_manual

from .invented import INVENTED, checked, differing, encoded
from .makers import PDFS, paragraphs

SEGMENTS = encoded(INVENTED)
PROSE = "Officers lock the doors at night. They check the lights as well, and note the time in the book.\n"
LAST = ["REPEALED", "Section suspended", "XX", "Not in force", "(SUSPENDED)", "Repealed.", "Void\n\nSee the Captain"]


@pytest.mark.parametrize("apart", ["\n", "\n\n", "\f"])
@pytest.mark.parametrize("last", LAST)
def test_a_last_line_is_new(last: str, apart: str) -> None:
    """A line after the last section's last sentence is new where no chapter follows, full stop or not."""
    report = checked(INVENTED.rstrip() + apart + last)
    assert not differing(report)
    assert " ".join(new.wording for new in report.new) == " ".join(last.split())


@pytest.mark.parametrize("kind", PDFS)
def test_a_last_line_of_a_pdf_is_new(tmp_path: Path, kind: str) -> None:
    """The same holds in a PDF, where page furniture stands below that line."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(PDFS[kind](f"{INVENTED}\n\nREPEALED\n"))
    report = check_text(read_manual(path), SEGMENTS)
    assert [new.wording for new in report.new] == ["REPEALED"]


@pytest.mark.parametrize("following", [f"\n{PROSE}", f"\n\n{PROSE}", f"\n513.1   PURPOSE\n{PROSE}", "\n\nChapter 7\n"])
def test_a_last_line_that_may_be_a_title_is_told(following: str) -> None:
    """Where a chapter follows, the line may be its title; the report holds, and a note tells the line."""
    report = checked(f"{INVENTED.rstrip()}\n\nRepealed{following}")
    line = INVENTED.rstrip().count("\n") + 3
    assert report.holds
    assert report.notes == (f"compared up to line {line}, where another chapter seems to begin: “Repealed”",)
    assert report.to_json()["notes"] == list(report.notes)


@pytest.mark.parametrize("following", ["513.1   PURPOSE\n", "Policy 513 - Keys\n", "Chapter 7\n"])
def test_a_chapter_with_its_number_needs_no_note(following: str) -> None:
    """Where the next line is surely another chapter's, nothing is told."""
    report = checked(f"{INVENTED}\n{following}{PROSE}")
    assert report.holds
    assert not report.notes


def test_of_two_last_lines_before_a_chapter_one_is_new() -> None:
    """Of two lines above the next chapter's first section, only the second can be its title."""
    report = checked(f"{INVENTED}\nREPEALED\n\nLocks and Keys\n513.1   PURPOSE\n{PROSE}")
    assert [new.wording for new in report.new] == ["REPEALED"]
    assert [note[-16:] for note in report.notes] == ["“Locks and Keys”"]


def test_a_policy_on_one_line_is_compared_to_its_end() -> None:
    """Where the lines are lost, a sentence at the end is new, and long prose behind the policy is told."""
    policy = " ".join(paragraphs(INVENTED))
    assert [new.wording for new in checked(f"{policy} Cats may read too.").new] == ["Cats may read too."]
    report = checked(f"{policy} {PROSE * 40}".replace("\n", " "))
    assert report.holds
    (note,) = report.notes
    assert note.startswith("compared up to line 1, where another chapter seems to begin: “Officers lock the doors")
    assert note.endswith("…”")


def test_sections_without_end_are_not_compared_without_a_word() -> None:
    """Sections under the policy's number that go on and on are compared for some pages, and a note tells to where."""
    added = "".join(f"512.{n}   MORE OF IT\n{PROSE}" for n in range(10, 900))
    report = checked(f"{INVENTED}\n{added}")
    assert not report.holds
    assert 300 < len(report.new) < 3 * 890
    (note,) = report.notes
    assert re.match(r"compared up to line \d+, where another chapter seems to begin: “", note)


@pytest.mark.parametrize("above", ["SUSPENDED UNTIL MAY\n", "City of Harbor Falls\n* * *\nPolice\n\n"])
def test_what_stands_above_the_policy_is_told(above: str) -> None:
    """A few lines above the policy's title are no other chapter, and a note tells them."""
    report = checked(above + INVENTED.lstrip())
    told = ", ".join(f"“{line}”" for line in above.split("\n") if line[:1].isalpha())
    assert report.notes == (f"not compared, because it stands above the policy: {told}",)
    assert not checked(f"Locks and Keys\n\n{PROSE * 6}\n{INVENTED}").notes


@pytest.mark.parametrize("line", ["Page 7", "12/3/2031", "xiv", "Copyright 2031, Harbor Falls"])
def test_what_is_taken_for_furniture_is_told(line: str) -> None:
    """A line that is left out as a page number, a date or a notice is told, for it may say something."""
    for text in (f"{INVENTED}\n{line}\n", INVENTED.replace("512.2 ", f"{line}\n512.2 ")):
        report = checked(text)
        assert report.holds
        assert report.notes == (f"left out as running titles, page numbers and notices: “{line}”",)


def test_furniture_is_told_once_and_the_rarest_first() -> None:
    """Lines that differ in their numbers alone are told once; of many, those that stand most seldom."""
    lines = INVENTED.split("\n")
    titles = [f"Shelf {'ABCDEFGHIJ'[n]}" for n in range(10)]
    for n, title in enumerate([title for title in titles for _ in range(3)]):
        lines.insert(5 + 3 * n, f"{title}\n{n}")
    (note,) = checked("\n".join([*lines, "Page 99"])).notes
    assert note.startswith("left out as running titles, page numbers and notices: “Page 99”, “Shelf A”, “Shelf B”")
    assert note.endswith("” and 4 more")


def test_a_sentence_on_copyright_is_wording() -> None:
    """A line that only speaks of copyright is no notice."""
    report = checked(INVENTED.replace("512.9 ", "Handlers enforce no copyright.\n\n512.9 "))
    assert [new.wording for new in report.new] == ["Handlers enforce no copyright."]


@given(
    st.lists(st.sampled_from(["not", "VOID", "Repealed", "ix", "7", "May", "(a)", "see", "§"]), min_size=1, max_size=5),
    st.sampled_from(["", " ", "\n", "\n\n", "\f"]),
    st.sampled_from(["", ".", "\n"]),
    st.sampled_from(["", PROSE, "Locks and Keys\n", f"513.1   PURPOSE\n{PROSE}"]),
)
@settings(deadline=None, max_examples=150)
def test_no_words_at_the_end_go_unseen(words: list[str], before: str, after: str, following: str) -> None:
    """Whatever is put at the policy's end, it is new, it changes what stands there, or a note shows it."""
    added = " ".join(words)
    report = check_text(manual_from_text(INVENTED.rstrip() + f"{before}{added}{after}\n{following}"), SEGMENTS)
    if any(c.isalnum() for c in added.replace("(a)", "")):
        assert not report.holds or any(words[0] in note for note in report.notes)
