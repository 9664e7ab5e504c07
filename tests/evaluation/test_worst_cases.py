"""Documents of a megabyte that are as bad as they can be: each is answered, and none hangs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from sro_policy import InputError, evaluate

SIZE = 1_000_000
SECONDS = 20.0  # what takes quadratic time would take minutes; the slowest of these takes less than one second


def fill(before: str, unit: str, after: str) -> str:
    """Return a document of nearly the limit, with as many units as fit."""
    return before + unit * ((SIZE - len((before + after).encode())) // len(unit.encode("utf-8", "replace"))) + after


def number_of(template: str, count: int) -> str:
    return ",".join(template.format(number) for number in range(count))


def acts(count: int, length: int = 3) -> list[dict[str, Any]]:
    return [{"id": f"{number:0{length}}"} for number in range(count)]


FULL = {
    "stage": "done", "kind": "custodial_arrest", "purposes": ["crime", "safety"], "in_school": True, "exigency": True,
    "in_communal_area": True, "in_view_of_students": True, "staff_notified_before": False, "staff_present": False,
}  # fmt: skip


def reasons() -> str:
    asked = [finding.rule for finding in evaluate({"acts": acts(1)}, engine="table").findings]
    said = {f"{rule}@{act['id']}": "x" for act in acts(1000) for rule in asked}
    return json.dumps({"acts": acts(1000), "reasons": said})


WORST: dict[str, Callable[[], str]] = {
    "brackets": lambda: "[" * SIZE,
    "nested objects": lambda: fill("", '{"a":', ""),
    "lists at the limit": lambda: fill('{"acts":' + "[" * 18, "[],", "[]" + "]" * 18 + "}"),
    "quotes": lambda: '"' * SIZE,
    "backslashes": lambda: '"' + "\\" * (SIZE - 1),
    "brackets in an open text": lambda: "[" * 20 + '"' + "[" * (SIZE - 21),
    "one long text": lambda: fill('{"event":"', "a", '"}'),
    "one long key": lambda: fill('{"', "officer", '":1}'),
    "escapes": lambda: fill('{"event":"', "\\u0061", '"}'),
    "half characters": lambda: fill('{"event":"', "\\ud800", '"}'),
    "half characters last": lambda: fill("[", '"\\ud83d\\ude00",', '"\\ud800"]'),
    "keys": lambda: "{" + number_of('"k{}":1', 80_000) + "}",
    "the last key twice": lambda: "{" + number_of('"k{}":1', 70_000) + ',"k69999":1}',
    "one key for ever": lambda: fill("{", '"k":1,', '"k":1}'),
    "a long key before a list": lambda: fill('{"' + "k" * (SIZE // 2) + '":[', "1,", "NaN]}"),
    "whole numbers": lambda: fill("[", "1,", "1]"),
    "one whole number": lambda: fill('{"event":', "9", "}"),
    "fractions": lambda: fill("[", "1.5,", "1]"),
    "one fraction": lambda: fill("[1.", "1", "]"),
    "one power": lambda: fill("[1e", "9", "]"),
    "no numbers": lambda: fill("[", "NaN,", "1]"),
    "numbers out of bounds": lambda: fill("[", "1e400,", "1]"),
    "names": lambda: fill('{"acts":[{"id":"a","purposes":[', '"crime",', '"crime"]}]}'),
    "one name": lambda: fill('{"acts":[{"id":"a","purposes":["', "crime", '"]}]}'),
    "facts": lambda: '{"officer":{' + number_of('"is_sro{}":1', 50_000) + "}}",
    "acts": lambda: fill('{"acts":[', "{},", "{}]}"),
    "full acts": lambda: json.dumps({"acts": [{**act, **FULL} for act in acts(1000)]}),
    "acts with long ids": lambda: json.dumps({"acts": acts(1000, 200)}),
    "a reason for everything": reasons,
    "a reason for an act with a long id": lambda: json.dumps(
        {"acts": acts(1000, 200), "reasons": {"431.6/arrest-in-school@" + "0" * 199: "x"}}
    ),
    "reasons for nothing": lambda: '{"reasons":{' + number_of('"k{}":"x"', 60_000) + "}}",
    "settings for nothing": lambda: '{"settings":{' + number_of('"k{}":"x"', 60_000) + "}}",
    "lines": lambda: fill("", "\n", "[1"),
    "spaces": lambda: " " * SIZE,
    "letters of two bytes": lambda: fill('{"event":"', "é", '"}'),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_document_is_answered(name: str) -> None:
    """Decided or refused, as text and as bytes, without hanging and with a short message."""
    document = WORST[name]()
    assert SIZE // 5 < len(document.encode()) <= SIZE
    for content in (document, document.encode()):
        begin = time.process_time()
        try:
            evaluate(content, engine="table")
        except InputError as error:
            assert len(str(error)) < 1000
        assert time.process_time() - begin < SECONDS


def test_the_worst_half_characters_are_refused() -> None:
    """Text that no encoding can hold is measured and refused without hanging."""
    begin = time.process_time()
    with pytest.raises(InputError, match="half a character"):
        evaluate('{"event":"' + "\ud800" * 333_000 + '"}')
    assert time.process_time() - begin < SECONDS


def test_a_dict_of_a_million_keys_is_refused() -> None:
    """A dict has no limit in bytes; its keys are looked at once."""
    case = {f"k{number}": number for number in range(1_000_000)}
    begin = time.process_time()
    for hostile in (case, {"officer": case}, {"reasons": case}):
        with pytest.raises(InputError):
            evaluate(hostile, engine="table")
    assert time.process_time() - begin < SECONDS
