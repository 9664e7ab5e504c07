"""What a YAML document may hold, and what is refused before it is read as a scenario."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sro_policy.errors import InputError
from sro_policy.evaluation.document import Limits
from sro_policy.scenario import read_scenario
from sro_policy.scenario.yaml_document import LIMITS, read_yaml

from .shipped import SHIPPED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: yes", {"a": "yes"}),
        ("a: on", {"a": "on"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 2026-11-24", {"a": "2026-11-24"}),
        ("a: 2026-11-24T10:00:00Z", {"a": "2026-11-24T10:00:00Z"}),
        ("a: [true, False, null, ~, ]", {"a": [True, False, None, None]}),
        ("a:", {"a": None}),
        ("? a", {"a": None}),
        ("a: [0, -3, 1.50, 1e2]", {"a": [0, -3, 1.5, 100.0]}),
        ("a: '010'", {"a": "010"}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ('a: "%"\n', {"a": "%"}),
        ("\ufeffa: 1", {"a": 1}),
        ('{"a": [1, {"b": null}]}', {"a": [1, {"b": None}]}),
        ("- a", ["a"]),
        ("--- a", "a"),
    ],
)
def test_a_value_is_what_it_looks_like(text: str, value: Any) -> None:
    """YAML 1.2 alone: `no`, a clock and a day are text, and JSON is JSON."""
    assert read_yaml(text.encode()).value == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "the document is empty"),
        (b"# nothing but this\n", "the document is empty"),
        (b"a: \xff", "not UTF-8 text: byte 3 cannot be read"),
        (b"a: \x00", "not YAML: unacceptable character #x0000"),
        (b"a: [", "line 1: not YAML: "),
        (b"\na: 'x", "line 2: not YAML: "),
        (b"a: @x", "line 1: not YAML: "),
        (b"a: 1\n---\nb: 1", "line 2: not YAML: but found another document"),
        (b"a: 1\n...\nb: 1", "line 3: not YAML: but found another document"),
        (b"a: 1\nb:\n - &x 1\n - *x", "line 3: an anchor, `&x`: write the value where it belongs"),
        (b"a: &x [*x]", "line 1: an anchor, `&x`"),
        (b"&k a: 1", "line 1: an anchor, `&k`"),
        (b"a: *x", "line 1: not YAML: found undefined alias"),
        (b"a: *" + b"x" * 20_000, "line 1: not YAML: found undefined alias ..."),
        (b"a: !" + b"x" * 20_000 + b"!y z", "line 1: not YAML: found undefined tag handle ..."),
        (b"&" + b"k" * 20_000 + b" a", "line 1: an anchor, `&kkk"),
        (b"a: !mine x", "line 1: a tag, `!mine`: a value is what it looks like"),
        (b"a: !!null 'x'", "line 1: a tag, `!!null`: a value is what it looks like"),
        (b"a: !!bool 'yes'", "line 1: a tag, `!!bool`"),
        (b"a: !!str 5", "line 1: a tag, `!!str`"),
        (b"!!str a: 5", "line 1: a tag, `!!str`"),
        (b"a: ! x", "line 1: a tag, `!`"),
        (b"!!omap [a: 1]", "line 1: a tag, `!!omap`"),
        (b"a: !<tag:x,2:y> 1", "line 1: a tag, `!<tag:x,2:y>`"),
        (b"a: =", "line 1: `=` says nothing here: put it between quotes"),
        (b"%YAML 1.1\n---\na: yes", "a line that begins with `%`: a scenario is YAML 1.2"),
        (b"%YAML 1.9\n--- a", "not YAML: there is no such version or character"),
        (b"%YAML 1." + b"2" * 20_000 + b"\n--- a", "not YAML: there is no such version or character"),
        (b'a: "\\U99999999"', "not YAML: there is no such version or character"),
        (b'a: "\\U00110000"', "not YAML: there is no such version or character"),
        (b"# first\n%TAG ! tag:x,1:\n--- {a: 1}", "a line that begins with `%`"),
        (b"<<: {a: 1}", "line 1: `<<` is no name"),
        (b"1: a", "line 1: `1` is no name: names are text"),
        (b"null: a", "line 1: `null` is no name"),
        (b"[a]: 1", "line 1: a list or an object is no name"),
        (b"a: 1\nb: 2\na: 3", "line 3: `a` stands twice in one object"),
        (b"a: 010", "line 1: `010` is no number that JSON knows: put it between quotes if it is text"),
        (b"a: 0x10", "line 1: `0x10` is no number"),
        (b"a: 0o10", "line 1: `0o10` is no number"),
        (b"a: 1_000", "line 1: `1_000` is no number"),
        (b"a: +1", "line 1: `+1` is no number"),
        (b"a: .inf", "line 1: `.inf` is no number"),
        (b"a: .nan", "line 1: `.nan` is no number"),
        (b"a: 1e999", "line 1: `1e999` is no number"),
        (b"a: 12345678901234567890", "line 1: `12345678901234567890` is no number"),
        (b'a: "\\ud800"', "line 1: half of a character"),
        (b'"\\udc00": 1', "line 1: half of a character"),
        (b"[" * 41 + b"]" * 41, "line 1: nested deeper than the limit of 40 levels"),
        (b"- " * 41, "line 1: nested deeper than the limit of 40 levels"),
        (b"[\n" * 100_000, "line 41: nested deeper than the limit of 40 levels"),
    ],
)
def test_what_could_mean_something_else_is_refused_with_its_line(text: bytes, says: str) -> None:
    """Tags, anchors, merges, directives, doubled names, odd numbers, and what is no YAML or too deep."""
    with pytest.raises(InputError) as refused:
        read_yaml(text)
    assert str(refused.value).startswith(says)
    assert len(str(refused.value)) < 200
    with pytest.raises(InputError):
        read_scenario(text)


def test_the_limits_are_those_that_are_given() -> None:
    """So many bytes and levels and no more."""
    assert read_yaml(b"[" * 40 + b"]" * 40).value
    with pytest.raises(InputError, match="nested deeper than the limit of 1 levels"):
        read_yaml(b"[[]]", Limits(nesting=1))
    with pytest.raises(InputError, match="larger than the limit of 1,000,000 bytes"):
        read_yaml(b" " * (LIMITS.document_bytes + 1))


@pytest.mark.parametrize("text", [b"[" * 100_000, b"{a: " * 50_000, b"- " * 50_000, b"? " * 50_000, b"&a [" * 50_000])
def test_what_is_nested_without_end_is_refused_at_once(text: bytes) -> None:
    """No more of it is read than shows that it is; to read it all would take minutes."""
    began = time.perf_counter()
    with pytest.raises(InputError, match=r"nested deeper than the limit|an anchor"):
        read_yaml(text)
    assert time.perf_counter() - began < 10


def test_brackets_in_texts_are_no_levels() -> None:
    """Between quotes, in prose and in a remark: they are characters like any other."""
    brackets = "[{" * 100
    text = f"a: '{brackets}'\nb: \"{brackets}\"\nc: so {brackets}\nd: |\n  {brackets}\n# {brackets}\n"
    said = {"a": brackets, "b": brackets, "c": f"so {brackets}", "d": f"{brackets}\n"}
    assert read_yaml(text.encode()).value == said


def test_where_the_limit_lets_in_more_levels_than_can_be_read_it_says_so() -> None:
    """The stack has an end, whatever the limit."""
    with pytest.raises(InputError, match="nested deeper than can be read here"):
        read_yaml(b"- " * 20_000, Limits(nesting=10**6))


def test_an_anchor_is_refused_before_the_library_warns_of_it(recwarn: pytest.WarningsRecorder) -> None:
    """It would write what the document says to standard error, for each that stands twice."""
    with pytest.raises(InputError, match="line 1: an anchor, `&secret`"):
        read_yaml(b"- &secret x\n- &secret y\n")
    assert not recwarn.list


def test_a_place_has_its_line_or_that_of_what_is_around_it() -> None:
    """Names and items have lines of their own; what is not there has the line of what holds it."""
    document = read_yaml(b"\na:\n  b: 1\n  c: [1,\n    2]\nd: 3\n")
    lines = {place: document.line_of(place) for place in ("", "a", "a.b", "a.c[1]", "a.c[1].x.y", "a.z", "d", "z")}
    assert lines == {"": 2, "a": 2, "a.b": 3, "a.c[1]": 5, "a.c[1].x.y": 5, "a.z": 2, "d": 6, "z": 2}


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library that reads YAML is not installed."""
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(InputError, match=r"scenarios need the extra `scenario`: pip install 'sro-policy\[scenario\]'"):
        read_yaml(b"a: 1")


@settings(deadline=None)
@given(st.binary(max_size=80))
@example(b"a: \x85")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever stands in a file, nothing comes out but a value or an `InputError`."""
    _read_or_refused(content)


@settings(deadline=None)
@given(st.text(alphabet="&*!%{}[]:,-?|>'\"#@`~ \n\t\\abn01.=<éx\u2028\ufeff", max_size=60))
def test_any_signs_of_yaml_are_read_or_refused(text: str) -> None:
    """So it is with what YAML is made of."""
    _read_or_refused(text.encode())


@settings(deadline=None)
@given(st.sampled_from(SHIPPED), st.data())
def test_any_change_of_a_scenario_is_read_or_refused(path: Any, data: st.DataObject) -> None:
    """So it is with a scenario of which a piece is cut, doubled or written over."""
    content = path.read_bytes()
    where = data.draw(st.integers(0, len(content)))
    until = data.draw(st.integers(where, min(where + 40, len(content))))
    put = data.draw(st.one_of(st.just(content[where:until] * 2), st.binary(max_size=8), st.sampled_from(_PIECES)))
    _read_or_refused(content[:where] + put + content[until:])


_PIECES = [b"&a ", b"*a", b"!x ", b"<<: ", b"- ", b": ", b"{", b"}", b"[", b"\n", b"null", b"'", b"%", b"---\n", b"1e9"]


def _read_or_refused(content: bytes) -> None:
    try:
        read_scenario(content)
    except InputError as refused:
        assert str(refused).isprintable()
