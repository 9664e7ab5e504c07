"""Reads the rows of a PDF's pages. The only module that knows pypdf, which it loads when a PDF is read.

pypdf gives text in the order in which the file draws it, with the place of each fragment. The fragments are put
together to rows by height, so that neither a header drawn last nor columns drawn row by row matter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from attrs import frozen

from sro_policy.errors import InputError
from sro_policy.text import limits
from sro_policy.text.pdf_work import Work, check_objects
from sro_policy.text.rows import Piece, Row

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# How wide letters are, in parts of the font's size: close enough to Helvetica and Times to see a gutter.
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]- "), frozenset("mwMWOQGD@%")


@frozen
class _Fragment:
    left: float
    top: float
    size: float
    text: str
    level: bool


def rows_of_pdf(data: bytes, name: str) -> list[list[Row]]:
    """Return the rows of each page of a PDF, from top to bottom.

    Raises ``InputError`` with ``name`` as its place if pypdf is not installed, and for a PDF that is encrypted,
    broken, takes more than :mod:`~sro_policy.text.limits` allow, or has no text in it.
    """
    try:
        import pypdf  # noqa: PLC0415 - an extra: asked for only when a PDF is read
    except ImportError:
        raise InputError("reading a PDF needs the extra `text`: pip install 'sro-policy[text]'", place=name) from None
    # A broken file makes pypdf warn many times; what matters of it is said in the one error below. The handler
    # only keeps logging's last resort from printing; an application's own handlers still get the warnings.
    logging.getLogger("pypdf").addHandler(_SILENT)
    check_objects(data, name)
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        _unlock(reader, name)
        return _rows(reader, name)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises nearly anything on a broken file
        kind = type(error).__name__
        problem = "has a part larger than is read" if kind == "LimitReachedError" else "is broken or cannot be read"
        raise InputError(f"this PDF {problem} ({kind})", place=name) from None


_SILENT = logging.NullHandler()


def _unlock(reader: PdfReader, name: str) -> None:
    """Open a PDF that asks for no password to be read; many published manuals are locked for editing alone."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - an unknown cipher is as good as a wrong password
        opened = False
    if not opened:
        raise InputError("this PDF is encrypted; save it without a password", place=name)


def _rows(reader: PdfReader, name: str) -> list[list[Row]]:
    count = len(reader.pages)
    if count > limits.MOST_PAGES:
        raise InputError(f"this PDF has more than {limits.MOST_PAGES:,} pages", place=name)
    if not count:
        raise InputError("this PDF has no pages", place=name)
    pages, characters, lines, work = [], 0, 0, Work(name)
    for page in reader.pages:
        work.begin_page(page)
        rows = _page_rows(page, work)
        characters += sum(len(piece.text) for row in rows for piece in row.pieces)
        lines += len(rows)
        if characters > limits.MOST_CHARACTERS:
            raise InputError(f"the text is longer than {limits.MOST_CHARACTERS:,} characters", place=name)
        if lines > limits.MOST_LINES:
            raise InputError(f"the text has more than {limits.MOST_LINES:,} lines", place=name)
        pages.append(rows)
    if not characters:
        raise InputError("no text in this PDF: a scan needs text recognition first", place=name)
    return pages


def _page_rows(page: PageObject, work: Work) -> list[Row]:
    fragments: list[_Fragment] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        before = len(fragments)
        fragments.extend(_fragments(text, cm, tm, size))
        work.fragments(len(fragments) - before)

    plain = page.extract_text(visitor_text=visit, visitor_operand_before=work.before, visitor_operand_after=work.after)
    work.spend(0)
    level = [fragment for fragment in fragments if fragment.level]
    # Text that is turned is a watermark; but where most of it is, the page is, and places say nothing.
    if sum(len(f.text) for f in level) * 2 < sum(len(f.text) for f in fragments):
        return [
            Row(number, -float(number), 1.0, (Piece(0.0, float(len(line)), line),))
            for number, line in enumerate(plain.split("\n"), start=1)
            if line.strip()
        ]
    return _by_height(level)


def _fragments(text: str, cm: list[float], tm: list[float], size: float) -> Iterator[_Fragment]:
    """Give a fragment its place on the page: that of its text matrix within the page's transformation."""
    if not text.strip() or not all(map(isfinite, (*cm, *tm, size))):
        return
    left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    top = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    along = tm[0] * cm[0] + tm[1] * cm[2]
    across = tm[0] * cm[1] + tm[1] * cm[3]
    height = abs(size * (tm[2] * cm[1] + tm[3] * cm[3])) or 1.0
    for index, line in enumerate(text.strip("\n").split("\n")):
        if line.strip():
            lead = (len(line) - len(line.lstrip())) * 0.28 * height
            yield _Fragment(
                left + lead, top - index * height, height, line.strip(), level=along > 0 and abs(across) < 0.1 * along
            )


def _by_height(fragments: list[_Fragment]) -> list[Row]:
    rows: list[Row] = []
    line: list[_Fragment] = []
    for fragment in sorted(fragments, key=lambda f: -f.top):
        if line and line[0].top - fragment.top > 0.4 * min(line[0].size, fragment.size):
            rows.append(_row(len(rows) + 1, line))
            line = []
        line.append(fragment)
    if line:
        rows.append(_row(len(rows) + 1, line))
    return rows


def _row(number: int, fragments: list[_Fragment]) -> Row:
    """Make a row of what stands at one height. Bold type that is text drawn twice counts once."""
    kept: list[_Fragment] = []
    for fragment in sorted(fragments, key=lambda f: f.left):
        if not (kept and kept[-1].text == fragment.text and fragment.left - kept[-1].left < 0.15 * fragment.size):
            kept.append(fragment)
    pieces = tuple(Piece(f.left, f.left + _width(f.text) * f.size, f.text) for f in kept)
    return Row(number, kept[0].top, 1.2 * max(f.size for f in kept), pieces)


def _width(text: str) -> float:
    """Estimate a text's width in parts of its font's size, rather too small than too large."""
    return 0.9 * sum(0.3 if c in _NARROW else 0.8 if c in _WIDE else 0.65 if c.isupper() else 0.52 for c in text)
