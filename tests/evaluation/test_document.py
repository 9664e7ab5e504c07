"""Documents: what JSON readers commonly let pass is refused, with the place where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sro_policy import Limits
from sro_policy.evaluation.document import read_document

from .refusing import accepted, one_act, refusal


@pytest.mark.parametrize(
    ("document", "place", "says"),
    [
        ('{"as_of": null, "as_of": null}', "", "the key `as_of` stands twice"),
        ('{"officer": {"is_sro": true, "is_sro": true}}', "officer", "the key `is_sro` stands twice"),
        (
            '{"acts": [{}, {"id": "a", "purposes": {"crime": true, "safety": false, "crime": false}}]}',
            "acts[1].purposes",
            "the key `crime` stands twice",
        ),
        ('{"a": 1, "b": 2, "b": 3, "a": 4}', "", "the key `a` stands twice"),
        ('[{"a": NaN, "a": 1e400}, Infinity]', "[0]", "the key `a` stands twice"),
        ('[{"a": [NaN], "b": 1e400}, Infinity]', "[0].a[0]", "`NaN` is no number that JSON knows"),
        ('{"reasons": {"x@y": "1", "x@y": "2"}}', "reasons", "the key `x@y` stands twice"),
        ('{"incident": {"person_age": NaN}}', "incident.person_age", "`NaN` is no number that JSON knows"),
        ('{"acts": [{"in_school": Infinity}]}', "acts[0].in_school", "`Infinity` is no number that JSON knows"),
        ('[[1, {"x": [-Infinity]}]]', "[0][1].x[0]", "`-Infinity` is no number that JSON knows"),
        ('{"incident": {"person_age": 1e400}}', "incident.person_age", "the number `1e400` is out of all bounds"),
        ('{"incident": {"person_age": -1e400}}', "incident.person_age", "the number `-1e400` is out of all bounds"),
        ('{"event": ' + "9" * 21 + "}", "event", "the number `999999999999999999999` is out of all bounds"),
        (r'{"event": "a\ud800"}', "event", r"`a\ud800` holds half a character (a lone surrogate)"),
        (r'{"acts": [{"id": "\uDFFF"}]}', "acts[0].id", r"`\udfff` holds half a character (a lone surrogate)"),
        (r'{"officer": {"\ud800": 1}}', "officer", r"`\ud800` holds half a character (a lone surrogate)"),
        ('{"event": "\ud800"}', "event", r"`\ud800` holds half a character (a lone surrogate)"),
        (r'{"event": "\udc00\ud800"}', "event", r"`\udc00\ud800` holds half a character (a lone surrogate)"),
    ],
)
def test_what_json_readers_let_pass_is_refused_where_it_stands(document: str, place: str, says: str) -> None:
    """A key that stands twice, a number that is none and half a character are told with their place, at any depth."""
    error = refusal(document)
    assert (error.place, error.problem) == (place, says)
    assert str(refusal(document.encode("utf-8", "surrogatepass"))) == str(error) or "\ud800" in document


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("", "the document is empty"),
        (" \r\n\t ", "the document is empty"),
        ("\ufeff", "the document is empty"),
        (b"\xef\xbb\xbf", "the document is empty"),
        (b"\xef\xbb\xbf \n", "the document is empty"),
        ("{", "not JSON: expecting property name enclosed in double quotes at line 1, column 2"),
        ('{"a": 1}\n{', "not JSON: extra data at line 2, column 1"),
        ('{"a":\n "b', "not JSON: unterminated string starting at line 2, column 2"),
        ('{"event": "a\nb"}', "not JSON: invalid control character at line 1, column 13"),
        (r'{"event": "\x"}', r"not JSON: invalid \escape at line 1, column 12"),
        ("{'event': 1}", "not JSON: expecting property name enclosed in double quotes at line 1, column 2"),
        ("01", "not JSON: extra data at line 1, column 2"),
        ("NaN 5", "not JSON: extra data at line 1, column 5"),
        ("\0", "not JSON: expecting value at line 1, column 1"),
        ('{"event": "é"}'.encode("latin-1"), "not UTF-8 text: byte 11 cannot be read"),
        (b"\xef\xbb\xbf\xff", "not UTF-8 text: byte 3 cannot be read"),
        ('{"event": "x"}'.encode("utf-16"), "not UTF-8 text: it looks like UTF-16 or UTF-32"),
        ('{"event": "x"}'.encode("utf-16-le"), "not UTF-8 text: it looks like UTF-16 or UTF-32"),
        ('{"event": "x"}'.encode("utf-16-be"), "not UTF-8 text: it looks like UTF-16 or UTF-32"),
        ('{"event": "x"}'.encode("utf-32"), "not UTF-8 text: it looks like UTF-16 or UTF-32"),
        (b"\xed\xa0\x80\xed\xb0\x80", "not UTF-8 text: byte 0 cannot be read"),
    ],
)
def test_what_is_no_json_is_refused_with_line_and_column(document: str | bytes, says: str) -> None:
    """An empty document, another encoding and a slip in the syntax are told in words, without a place in the case."""
    error = refusal(document)
    assert (error.place, error.problem) == ("", says)


@pytest.mark.parametrize("document", ["[]", "5", "1.5", "true", "null", '"x"', "[[[]]]"])
def test_a_document_is_an_object(document: str) -> None:
    """Anything but an object at the top is refused, with what a case looks like."""
    error = refusal(document)
    assert error.place == ""
    assert error.problem.endswith("is not a case: an object with parts such as `officer`, `incident` and `acts`")


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"a":[', '["\\"",'])
@pytest.mark.parametrize("times", [21, 1_000, 100_000])
def test_nesting_beyond_the_limit_is_refused_before_it_is_read(opening: str, times: int) -> None:
    """A bomb of brackets meets the limit, not the stack, and the place in the text is told."""
    assert refusal(opening * times).problem.startswith("nested deeper than the limit of 20 levels at line 1, column ")


def test_nesting_up_to_the_limit_is_read() -> None:
    """Twenty levels are read, brackets within texts are none, and closed ones make room."""
    assert read_document("[" * 20 + "]" * 20)
    assert read_document("[" + ",".join(["[[[]]]"] * 50) + "]")
    assert read_document('["' + "[" * 50 + '", "' + '\\"[' * 50 + '"]')
    error = refusal("\n" + "[" * 21)
    assert error.problem == "nested deeper than the limit of 20 levels at line 2, column 21"


def test_a_limit_that_is_set_too_high_for_the_reader_is_told() -> None:
    """Where a caller allows more levels than can be read, the document is refused, and nothing breaks."""
    deep = "[" * 100_000 + "]" * 100_000
    assert refusal(deep, limits=Limits(nesting=10**9)).problem == "nested deeper than can be read here"


def test_a_document_is_measured_in_bytes() -> None:
    """The limit holds for bytes as for text, and text counts as it is encoded."""
    limits = Limits(document_bytes=20)
    assert read_document(b"{}".ljust(20), limits) == {}
    assert read_document("{}".ljust(20), limits) == {}
    assert read_document("\ufeff" + "{}".ljust(17), limits) == {}
    for document in (b"{}".ljust(21), "{}".ljust(21), '{"é": "éééééé"}', '"' + "\ud800" * 7 + '"'):
        assert "bytes; the limit is 20" in refusal(document, limits=limits).problem


@pytest.mark.parametrize("name", ["str", "bytes", "bytes with a mark"])
def test_a_document_says_what_its_dict_says(name: str) -> None:
    """A case is decided alike as text, as bytes, as bytes with a byte order mark, and as a dict."""
    case = {"event": "Straße 🚓", **one_act(kind="search", in_school=True)}
    text = json.dumps(case, ensure_ascii=False)
    documents: dict[str, Any] = {
        "str": text,
        "bytes": text.encode(),
        "bytes with a mark": text.encode("utf-8-sig"),
    }
    assert accepted(documents[name]) == accepted(case)
    assert accepted(json.dumps(case)) == accepted(case)


def test_a_subclass_of_text_or_bytes_is_read_by_its_content() -> None:
    """What a subclass makes of its own content counts for nothing."""

    class Text(str):
        __slots__ = ()

        def __len__(self) -> int:
            raise RuntimeError

        def encode(self, *_: Any) -> bytes:
            raise RuntimeError

        isascii = removeprefix = __len__  # type: ignore[assignment]

    class Octets(bytes):
        def __len__(self) -> int:
            raise RuntimeError

        def decode(self, *_: Any) -> str:
            raise RuntimeError

    assert accepted(Text("{}")) == accepted(Octets(b"{}")) == accepted({})


def test_numbers_that_fit_are_read() -> None:
    """Whole numbers of up to twenty digits and finite fractions are read as they are."""
    assert read_document("[12345678901234567890, -1, 1.5, 1e300, -0]") == [12345678901234567890, -1, 1.5, 1e300, 0]


def test_a_key_of_any_length_is_shortened_in_a_place() -> None:
    """A place shows how a long or unprintable key begins, in one line."""
    error = refusal('{"' + "k" * 10_000 + r'": {"\u001b[31m\n": NaN}}')
    assert error.place == "k" * 57 + r"....\x1b[31m\n"
