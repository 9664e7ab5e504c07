"""Whatever a file holds, reading and comparing it gives a report or one clear error; and no addition goes unseen."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sro_policy.errors import InputError
from sro_policy.text import check_text, manual_from_text, read_manual

from .invented import INVENTED, encoded
from .makers import in_columns, with_furniture

SEGMENTS = encoded(INVENTED)
PDFS = (with_furniture(INVENTED), in_columns(INVENTED))
LINES = INVENTED.split("\n")
WORDS = ["not", "unless", "never", "civil", "Captain", "MAY", "except", "officers", "a", "12th"]
one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

# What manuals are made of, put together in every wrong way.
shreds = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.sampled_from(
            ["\f", "\n", "\t", "   ", "(a)", "431.5 ", "512.4", "Policy 9\n", "§", "12\n", "Copyright 2024\n"]
        ),
        st.text(max_size=30),
    ),
    max_size=60,
).map("".join)


def read_and_check(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        manual = read_manual(path)
    except InputError as error:
        assert str(path) in str(error)
        assert "\n" not in str(error).replace(str(path), "")
        return
    check_text(manual, SEGMENTS).to_json()


@given(st.one_of(st.text(), shreds))
@settings(deadline=None)
def test_any_text_can_be_compared(text: str) -> None:
    """Any text at all gives a report, and its places are places of that text."""
    manual = manual_from_text(text)
    report = check_text(manual, SEGMENTS)
    assert len(report.segments) == len(SEGMENTS)
    assert all(entry.where is None or entry.where.line >= 1 for entry in report.segments)
    assert report.to_json() == check_text(manual, SEGMENTS).to_json()


@given(st.one_of(st.binary(max_size=400), shreds.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@one_file
def test_any_file_gives_a_report_or_one_clear_error(tmp_path: Path, data: bytes) -> None:
    """Any bytes in a file are read, or refused with one line that names the file."""
    read_and_check(tmp_path / "manual", data)


@given(st.sampled_from(PDFS), st.data())
@one_file
def test_any_broken_pdf_gives_a_report_or_one_clear_error(tmp_path: Path, pdf: bytes, data: st.DataObject) -> None:
    """A PDF with bytes cut out or put in anywhere is read, or refused with one line that names the file."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pdf)))
        cut = data.draw(st.sampled_from([0, 1, 3, 40, 2000]))
        pdf = pdf[:at] + data.draw(st.binary(max_size=6)) + pdf[at + cut :]
    read_and_check(tmp_path / "manual.pdf", pdf)


@given(st.binary(max_size=300))
@one_file
def test_any_bytes_after_a_pdf_mark_give_one_clear_error(tmp_path: Path, data: bytes) -> None:
    """What only begins like a PDF is refused with one line that names the file."""
    read_and_check(tmp_path / "manual.pdf", b"%PDF-1.7\n" + data)


@given(
    st.integers(0, len(INVENTED)),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.sampled_from(["", " ", "\n", ". ", "\n\n", ", ", "; "]),
    st.sampled_from(["", " ", "\n", ". ", ".\n\n", ", ", ":\n"]),
    st.booleans(),
)
@settings(deadline=None, max_examples=100)
def test_no_addition_goes_unseen(at: int, words: list[str], before: str, after: str, paged: bool) -> None:
    """Words put in anywhere in the policy, on a line or in a paragraph of their own, never leave it as encoded."""
    text = INVENTED[:at] + before + " ".join(words) + after + INVENTED[at:]
    if at <= INVENTED.index("Station") or at > len(INVENTED.rstrip()):
        return
    if words == ["a"] and after.startswith("."):
        return  # the label of a list: how lists are labelled is no wording
    manual = manual_from_text(text.replace("\n 512.7", "\n\f512.7") if paged else text)
    report = check_text(manual, SEGMENTS)
    assert not report.holds, text


@given(st.lists(st.integers(1, len(LINES) - 1), min_size=1, max_size=4), st.booleans())
@settings(deadline=None, max_examples=60)
def test_no_line_can_be_lost_or_doubled_unseen(numbers: list[int], double: bool) -> None:
    """A policy with lines taken out or doubled, below its title, never stands as encoded."""
    lines = list(LINES)
    for number in sorted(set(numbers), reverse=True):
        lines[number : number + 1] = [lines[number]] * 2 if double else []
    if [line for line in lines if line.strip()] == [line for line in LINES if line.strip()]:
        return
    assert not check_text(manual_from_text("\n".join(lines)), SEGMENTS).holds
