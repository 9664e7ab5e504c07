"""PDFs as they come: page furniture, narrow lines with divided words, columns; and those that cannot be read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from sro_policy.errors import InputError
from sro_policy.text import Status, TextReport, check_text, read_manual
from sro_policy.text.segments import split

from .invented import BOTH, INVENTED, differing, encoded, policy_text
from .makers import PDFS, paragraphs, wrapped
from .test_check import whole, with_one_word_changed


def report_on(folder: Path, data: bytes, policy: str) -> TextReport:
    path = folder / "manual.pdf"
    path.write_bytes(data)
    return check_text(read_manual(path), encoded(policy))


@BOTH
@pytest.mark.parametrize("kind", PDFS)
def test_a_pdf_of_the_policy_matches(request: pytest.FixtureRequest, tmp_path: Path, which: str, kind: str) -> None:
    """With furniture in mid-sentence, divided words, or columns drawn row by row, a PDF of the policy holds."""
    text = policy_text(request, which)
    report = report_on(tmp_path, PDFS[kind](text), text)
    assert report.holds, (differing(report), report.new)
    assert report.where is not None
    assert report.where.page == 1


@BOTH
@pytest.mark.parametrize("kind", PDFS)
def test_one_changed_word_is_seen_in_every_segment_of_a_pdf(
    request: pytest.FixtureRequest, tmp_path: Path, which: str, kind: str
) -> None:
    """With one word changed in any segment of a PDF, just that segment is changed, and nothing is new."""
    text = policy_text(request, which)
    segments = encoded(text)
    for number, span in enumerate(split(text)):
        report = report_on(tmp_path, PDFS[kind](with_one_word_changed(text, span, number % 3)), text)
        assert differing(report) == {segments[number].name: Status.CHANGED}
        assert report.segments[number].status is Status.CHANGED
        assert not report.new


@pytest.mark.parametrize("kind", PDFS)
def test_gaps_and_additions_are_seen_in_a_pdf(tmp_path: Path, kind: str) -> None:
    """A sentence taken out of a PDF is missing, and one put in is new."""
    span = split(INVENTED)[20]
    start, end = whole(INVENTED, span)
    text = INVENTED[:start] + INVENTED[end:]
    text = text.replace("card.\n", "card. Nobody paints the fence.\n")
    report = report_on(tmp_path, PDFS[kind](text), INVENTED)
    assert differing(report) == {encoded(INVENTED)[20].name: Status.MISSING}
    assert [new.wording for new in report.new] == ["Nobody paints the fence."]


@BOTH
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_typeset_pdf_matches(request: pytest.FixtureRequest, tmp_path: Path, which: str, columns: int) -> None:
    """A justified PDF in one, two or three columns, drawn column by column, holds."""
    text = policy_text(request, which)
    buffer, width = BytesIO(), (letter[0] - 144 - 24 * (columns - 1)) / columns
    document = BaseDocTemplate(buffer, pagesize=letter)
    frames = [Frame(72 + i * (width + 24), 90, width, 400, leftPadding=0, rightPadding=0) for i in range(columns)]
    document.addPageTemplates(PageTemplate("columns", frames))
    style = ParagraphStyle("justified", fontName="Times-Roman", fontSize=10, leading=12, alignment=4)
    document.build([flow for p in paragraphs(text) for flow in (Paragraph(p, style), Spacer(1, 8))])
    report = report_on(tmp_path, buffer.getvalue(), text)
    assert report.holds, (differing(report), report.new)


@BOTH
@pytest.mark.parametrize("rows", [12, 20, 33])
def test_a_title_that_runs_over_the_pages_is_furniture(
    request: pytest.FixtureRequest, tmp_path: Path, which: str, rows: int
) -> None:
    """The policy's title counts once, on its first page, where it also runs over the others and the page numbers."""
    text = policy_text(request, which)
    title = paragraphs(text)[0]
    lines = list(wrapped(text.replace(title, "", 1), letter[0] - 144))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter)
    for page, first in enumerate(range(0, len(lines), rows)):
        canvas.drawString(72, 740, "Policy" if page == 0 else title)
        canvas.drawString(200, 740, "Some Police Department")
        if page == 0:
            canvas.drawString(72, 720, "999")
            canvas.drawString(72, 700, title)
        for row, line in enumerate(lines[first : first + rows]):
            canvas.drawString(72, 670 - 12.5 * row, line)
        canvas.drawString(72, 40, f"Published with permission. {title} - {page + 1}")
        canvas.showPage()
    canvas.save()
    report = report_on(tmp_path, buffer.getvalue(), text)
    assert report.holds, (differing(report), report.new)


def test_headings_drawn_twice_and_turned_watermarks_do_not_matter(tmp_path: Path) -> None:
    """Bold type made by drawing a line twice is read once, and a watermark across the page is not read."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter)
    lines = list(wrapped(INVENTED, letter[0] - 144))
    for first in range(0, len(lines), 45):
        for row, line in enumerate(lines[first : first + 45]):
            canvas.drawString(72, 720 - 12.5 * row, line)
            if line.isupper() or line[:3] == "512":
                canvas.drawString(72.3, 720 - 12.5 * row, line)
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT COPY")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    assert report_on(tmp_path, buffer.getvalue(), INVENTED).holds


def drawn_by(draw: Callable[[Canvas], None]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def test_a_page_drawn_on_its_side_is_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Where most of a page is turned, it is not taken for a watermark, and the policy on it holds."""

    def draw(canvas: Canvas) -> None:
        lines = list(wrapped(INVENTED, letter[1] - 144))
        for first in range(0, len(lines), 36):
            canvas.rotate(90)
            for row, line in enumerate(lines[first : first + 36]):
                canvas.drawString(72, -72 - 12.5 * row, line)
            canvas.showPage()

    report = report_on(tmp_path, drawn_by(draw), INVENTED)
    assert report.holds, (differing(report), report.new)


def test_a_string_with_line_feeds_stands_on_several_lines(tmp_path: Path) -> None:
    """A string that a PDF draws with line feeds in it is read line by line, the blank ones left out."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "Zebras")
        canvas.addLiteral(r"BT /F1 10 Tf 72 700 Td (Cats\012 \012and dogs) Tj ET")

    path = tmp_path / "manual.pdf"
    path.write_bytes(drawn_by(draw))
    manual = read_manual(path)
    lines = [(line.number, manual.line_text(line)) for line in manual.lines if line.end > line.start]
    assert lines == [(1, "Zebras"), (2, "Cats"), (3, "and dogs")]


def pdf_with(*, text: bool, pages: int = 1) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter)
    for _ in range(pages):
        canvas.rect(100, 100, 200, 300)
        if text:
            canvas.drawString(100, 500, "some text")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf_with(text=True)))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def without_pages() -> bytes:
    buffer = BytesIO()
    pypdf.PdfWriter().write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf_with(text=False), "scan"),
        (without_pages(), "no pages"),
        (encrypted("secret"), "encrypted"),
        (b"%PDF-1.4\nnothing that could be a file", "broken"),
        (pdf_with(text=True)[:400], "broken"),
    ],
    ids=["scanned", "no pages", "encrypted", "only begun", "cut off"],
)
def test_a_pdf_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    """A PDF without text or pages, behind a password, or broken is refused with one line that says so."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem) as caught:
        read_manual(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_pdf_locked_for_editing_alone_is_read(tmp_path: Path) -> None:
    """A PDF that everyone may read, and only its owner change, is read."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(encrypted(""))
    assert "some text" in read_manual(path).text


def test_a_pdf_under_an_unknown_cipher_is_refused_as_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF under a cipher that pypdf cannot undo is refused as one behind a password, not as broken."""

    def fail(_reader: pypdf.PdfReader, _password: str) -> None:
        raise pypdf.errors.DependencyError("no such cipher")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", fail)
    path = tmp_path / "manual.pdf"
    path.write_bytes(encrypted(""))
    with pytest.raises(InputError, match="encrypted; save it without a password"):
        read_manual(path)


def test_without_pypdf_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pypdf is not installed, a PDF is refused with the extra to install, and text is still read."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    path = tmp_path / "manual.pdf"
    path.write_bytes(pdf_with(text=True))
    with pytest.raises(InputError, match=r"sro-policy\[text\]"):
        read_manual(path)
    path.write_text(INVENTED, encoding="utf-8")
    assert check_text(read_manual(path), encoded(INVENTED)).holds


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF with more pages, lines or text than the limits is refused with the limit."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(pdf_with(text=True, pages=3))
    monkeypatch.setattr("sro_policy.text.limits.MOST_PAGES", 2)
    with pytest.raises(InputError, match="more than 2 pages"):
        read_manual(path)
    monkeypatch.setattr("sro_policy.text.limits.MOST_PAGES", 10)
    monkeypatch.setattr("sro_policy.text.limits.MOST_LINES", 2)
    with pytest.raises(InputError, match="more than 2 lines"):
        read_manual(path)
    monkeypatch.setattr("sro_policy.text.limits.MOST_CHARACTERS", 10)
    with pytest.raises(InputError, match="longer than 10 characters"):
        read_manual(path)
