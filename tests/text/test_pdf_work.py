"""A PDF takes no more work than a manual of real size does; what would is refused, with the limit."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from sro_policy.errors import InputError
from sro_policy.text import limits, read_manual
from sro_policy.text.pdf_work import Work

from .invented import INVENTED
from .makers import with_furniture

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LINE = b"BT /F 12 Tf 72 700 Td (Cats and dogs) Tj ET "


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def form(content: bytes, resources: bytes) -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>" % resources)


def pdf(content: bytes, *more: bytes, pages: int = 1, resources: bytes = b"/Font<</F 5 0 R>>") -> bytes:
    """Make a PDF of one page, listed any number of times; ``more`` are its objects from the fifth on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s>>>>" % resources
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages)
    out, places = b"%PDF-1.7\n", []
    for number, entry in enumerate([b"<</Type/Catalog/Pages 2 0 R>>", kids, page, stream(content), *more], start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + trailer


def read(folder: Path, data: bytes) -> str:
    path = folder / "manual.pdf"
    path.write_bytes(data)
    return read_manual(path).text


CIRCLE = form(b"/X Do /X Do " + LINE, b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>")
NESTED = [
    form(b"/X Do /X Do " + LINE, b"/Font<</F 5 0 R>>/XObject<</X %d 0 R>>" % number) for number in range(7, 30)
] + [form(LINE, b"/Font<</F 5 0 R>>")]
DRAWS = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
MAP = b"begincmap 1 beginbfrange <0000> <FFFF> <0041> endbfrange endcmap"
LONG = b"begincmap 1 beginbfchar <61> <%s> endbfchar endcmap" % (b"0041" * 250)
WIDE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0[500 600] 7 60000 500]>>]>>"
)
DIFFERENCES = b"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[%s]>>>>" % (b"65/A " * 40_000)
MAPPED = b"<</Type/Font/Subtype/TrueType/BaseFont/X/ToUnicode 6 0 R>>"
GREEDY = {
    "one page many times": pdf(LINE * 40, FONT, pages=900),
    "operators without text": pdf(b"q Q " * 200_000, FONT),
    "one long string": pdf(b"BT /F 12 Tf (%s) Tj ET" % (b"a" * 2_000_000), FONT),
    "long strings in an array": pdf(b"BT /F 12 Tf [%s] TJ ET" % (b"(%s) 9 " % (b"a" * 9_000) * 99), FONT),
    "fragments": pdf(b"BT /F 12 Tf " + b"(a)'" * 60_000 + b" ET", FONT),
    "letters copied": pdf(b"BT /F 12 Tf " + b"(abcdefghij)Tj " * 20_000 + b"ET", FONT),
    "a drawing in a drawing": pdf(b"/X Do", FONT, *NESTED, resources=DRAWS),
    "a large map in a font": pdf(LINE, WIDE, stream(MAP), pages=40),
    "many differences in a font": pdf(LINE, DIFFERENCES, pages=60),
    "codes of many letters": pdf(
        b"BT /F 12 Tf (%s) Tj ET" % (b"a" * 9_000), MAPPED, stream(LONG), resources=b"/Font<</F 5 0 R>>"
    ),
    "a comment": pdf(b"%" + b"x" * 3_000_000, FONT),
}


@pytest.mark.parametrize("kind", GREEDY)
def test_a_pdf_that_draws_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """However a small file has much drawn, it is refused with the limit and what to do."""
    monkeypatch.setattr(limits, "MOST_WORK", 300_000)
    with pytest.raises(InputError, match=r"draws more than 300,000 pieces; print it to a new PDF, or save it as text"):
        read(tmp_path, GREEDY[kind])


def test_an_ordinary_pdf_takes_a_small_part_of_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of text takes a few thousand units, so that thousands of pages can be read."""
    data = with_furniture(INVENTED)
    pages = data.count(b"/Type /Page\n")
    assert pages > 3
    monkeypatch.setattr(limits, "MOST_WORK", 4_000 * pages)
    assert "REREADING" in read(tmp_path, data)
    assert 4_000 * 1_500 < 20_000_000 / 2


def test_what_is_drawn_within_a_page_is_read(tmp_path: Path) -> None:
    """Text in a drawing within the page is read, an image is passed over, and a drawing of itself ends."""
    image = stream(b"\x00" * 90, b"/Type/XObject/Subtype/Image/Width 3/Height 10/BitsPerComponent 8")
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R/I 7 0 R>>"
    data = pdf(b"/I Do /X Do /Nothing Do Do " + LINE, FONT, CIRCLE, image, resources=resources)
    assert "Cats and dogs" in read(tmp_path, data)


def test_a_page_with_more_drawings_than_are_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of which a part would be left out is refused."""
    monkeypatch.setattr(limits, "MOST_FORMS", 20)
    once = form(LINE, b"/Font<</F 5 0 R>>")
    assert "Cats" in read(tmp_path, pdf(b"/X Do " * 20, FONT, once, resources=DRAWS))
    with pytest.raises(InputError, match="a page of this PDF draws more than 20 drawings within others; print it"):
        read(tmp_path, pdf(b"/X Do " * 21, FONT, once, resources=DRAWS))


def test_a_pdf_of_too_many_objects_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but objects is refused before any is looked up."""
    monkeypatch.setattr(limits, "MOST_OBJECTS", 1_000)
    assert "Cats" in read(tmp_path, pdf(LINE, FONT))
    with pytest.raises(InputError, match="more than 1,000 objects"):
        read(tmp_path, b"%PDF-1.7\n" + b"1 0 obj\n" * 2_001)


def test_a_part_beyond_the_limits_of_pypdf_is_not_called_broken(tmp_path: Path) -> None:
    """A font with more letters than pypdf takes is refused as too large."""
    many = b"begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    with pytest.raises(InputError, match=r"has a part larger than is read \(LimitReachedError\)"):
        read(tmp_path, pdf(LINE, MAPPED, stream(many)))


@pytest.mark.parametrize(
    "font",
    [
        b"[1 2 3]",
        b"<</Type/Font/Subtype/Type0/DescendantFonts 7/Encoding 9/ToUnicode/Identity-H>>",
        b"<</Type/Font/Subtype/Type0/DescendantFonts[<</W[/A 1 2 3 [4]]>>]/ToUnicode 77 0 R>>",
        b"<</Type/Font/Subtype/TrueType/BaseFont/X/ToUnicode 6 0 R>>",
    ],
)
def test_a_broken_font_is_no_reason_to_stop_counting(tmp_path: Path, font: bytes) -> None:
    """Whatever stands where a font should, what it costs is counted, and the text is read or the PDF refused."""
    broken = b"<</Filter/Unheard/Length 1>>\nstream\nx\nendstream"
    try:
        assert "Cats" in read(tmp_path, pdf(LINE, font, broken))
    except InputError as error:
        assert "broken" in str(error)


class _Unreadable:
    def get_object(self) -> object:
        raise ValueError

    def get_data(self) -> str:
        return "not bytes"


def test_what_cannot_be_resolved_counts_as_nothing() -> None:
    """A reference that leads nowhere, or a stream that gives no bytes, is left for pypdf to complain of."""
    work = Work("manual.pdf")
    work.begin_page({"/Contents": [_Unreadable(), None], "/Resources": _Unreadable()})
    work.before(b"Do", [])
    work.after(b"Do")
    work.before(b"Tj", [])
    assert limits.MOST_WORK - work.left < 1_000
