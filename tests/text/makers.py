"""Makes manuals for the tests: PDFs with furniture, with hyphens and in columns, and a large manual around a policy."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from io import BytesIO

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sro_policy.text.glue import find_glue

FONT, SIZE, LEADING, MARGIN = "Helvetica", 10, 12.5, 72
WIDTH, HEIGHT = letter


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a policy, each on one line: a title, heading, list item or paragraph."""
    starts = {text.rfind("\n", 0, glue.start) + 1 for glue in find_glue(text)}
    found: list[list[str]] = [[]]
    at = 0
    for line in text.split("\n"):
        if not line.strip() or at in starts or re.match(r"\s*\d+\.\d", " ".join(found[-1])):
            found.append([])
        if line.strip():
            found[-1].append(line.strip())
        at += len(line) + 1
    joined = (re.sub(r"- (?=approved)", "-", " ".join(lines)) for lines in found if lines)
    return [re.sub(r"\s+", " ", paragraph) for paragraph in joined]


def wrapped(text: str, width: float, *, hyphenate: bool = False) -> Iterator[str]:
    """Break the paragraphs of a policy into lines of a width in points, with an empty line after each."""
    for paragraph in paragraphs(text):
        line = ""
        for word in paragraph.split(" "):
            rest = word
            while rest:
                longer = f"{line} {rest}".strip()
                if stringWidth(longer, FONT, SIZE) <= width:
                    line, rest = longer, ""
                    continue
                head = _head(line, rest, width) if hyphenate else ""
                yield f"{line} {head}-".strip() if head else line
                line, rest = "", rest[len(head) :]
        yield line
        yield ""


def _head(line: str, word: str, width: float) -> str:
    """Return as much of a word as fits on the line before a hyphen, with two letters on either side of it."""
    for cut in range(len(word) - 2, 1, -1):
        fits = stringWidth(f"{line} {word[:cut]}-".strip(), FONT, SIZE) <= width
        if fits and word[cut - 2 : cut + 2].isalpha():
            return word[:cut]
    return ""


def with_furniture(text: str) -> bytes:
    """Make a PDF of short pages whose headers and footers fall in the middle of sentences."""
    return _pages(list(wrapped(text, WIDTH - 2 * MARGIN)), 17)


def with_hyphens(text: str) -> bytes:
    """Make a PDF of narrow lines with words divided at their ends."""
    return _pages(list(wrapped(text, 170, hyphenate=True)), 40)


def in_columns(text: str) -> bytes:
    """Make a PDF of two columns, drawn row by row, so that the file has the text in the wrong order."""
    column = (WIDTH - 2 * MARGIN - 24) / 2
    lines = list(wrapped(text, column, hyphenate=True))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=1)
    rows = 36
    for number, first in enumerate(range(0, len(lines), 2 * rows), start=1):
        _furniture(canvas, number)
        for row in range(rows):
            for side in (0, 1):
                index = first + side * rows + row
                if index < len(lines):
                    canvas.drawString(MARGIN + side * (column + 24), HEIGHT - 110 - row * LEADING, lines[index])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


PDFS: dict[str, Callable[[str], bytes]] = {
    "furniture": with_furniture,
    "hyphens": with_hyphens,
    "columns": in_columns,
}


def _pages(lines: list[str], rows: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=1)
    for number, first in enumerate(range(0, len(lines), rows), start=1):
        _furniture(canvas, number)
        for row, line in enumerate(lines[first : first + rows]):
            canvas.setFont(FONT, SIZE)
            canvas.drawString(MARGIN, HEIGHT - 110 - row * LEADING, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _furniture(canvas: Canvas, number: int) -> None:
    canvas.setFont(FONT, SIZE)
    canvas.drawString(MARGIN, HEIGHT - 50, "Some Police Department")
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 50, "Policy Manual")
    canvas.drawString(MARGIN, HEIGHT - 64, "A Chapter of the Manual")
    canvas.drawString(MARGIN, 40, "Copyright Publishing House 2024/05/01, All Rights Reserved.")
    canvas.drawRightString(WIDTH - MARGIN, 40, f"A Chapter of the Manual - {250 + number}")


_WORDS = [
    "officer",
    "report",
    "shall",
    "should",
    "evidence",
    "vehicle",
    "supervisor",
    "department",
    "policy",
    "training",
    "school",
    "use",
    "of",
    "the",
    "and",
    "to",
    "in",
    "for",
    "any",
    "when",
    "record",
    "member",
    "property",
    "student",
    "force",
    "arrest",
    "request",
    "reasonable",
    "safety",
    "public",
    "review",
    "written",
    "notice",
    "SRO",
    "Chief",
    "program",
    "data",
    "search",
    "unit",
    "431",
    "required",
    "before",
    "after",
    "immediately",
]


def large_manual(policy: str, size: int, seed: int = 1) -> str:
    """Put a policy between chapters of invented words, with the same headings, a contents list and page breaks."""
    rng = random.Random(seed)
    contents = [f"{n}.{s} {h} ......... {n}" for n in range(400, 470) for s, h in enumerate(_HEADINGS, start=1)]
    before, after = ["\n".join(contents), "\f"], list[str]()
    number, total = 400, 0
    while total < size:
        part = _chapter(rng, number if number != 431 else 999)
        (before if total < size / 2 else after).append(part)
        total, number = total + len(part), number + 1
    return "\f".join(["".join(before), policy, "".join(after)])


_HEADINGS = ("PURPOSE AND SCOPE", "POLICY", "USE OF FORCE", "TRAINING", "POLICY REVIEW")


def _chapter(rng: random.Random, number: int) -> str:
    lines = [f" Chapter Number{number % 7} Matters"]
    for section, heading in enumerate(_HEADINGS, start=1):
        lines.append(f"{number}.{section}   {heading}")
        for _ in range(rng.randint(2, 6)):
            words = [rng.choice(_WORDS) for _ in range(rng.randint(20, 120))]
            sentence = " ".join(words).capitalize() + ", as in 431.5 and Policy 431."
            lines += [*re.findall(r".{1,90}(?:\s|$)", sentence), ""]
    return "\n".join(lines) + "\n\f"
