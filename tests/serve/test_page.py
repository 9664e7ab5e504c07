"""The page of reference says what is so: methods with their parameters, limits, and codes."""

from __future__ import annotations

import inspect
import re

import attrs

from sro_policy.serve import ServeLimits
from sro_policy.serve.faults import KINDS
from sro_policy.serve.methods import METHODS

from .calling import ROOT

PAGE = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_method_is_listed_with_its_parameters() -> None:
    """In their order, and in brackets where they may be left out."""
    listed = {row[0].strip("`"): row[1] for row in rows("Methods")}
    assert list(listed) == [*METHODS, "rpc.discover"]
    for name, method in METHODS.items():
        parameters = list(inspect.signature(method).parameters.values())[1:]
        shown = [f"`{one.name}`" if one.default is inspect.Parameter.empty else f"`[{one.name}]`" for one in parameters]
        assert listed[name] == " ".join(shown)


def test_every_limit_is_listed_with_its_default() -> None:
    """As `hello` tells them."""
    listed = {row[0].strip("`"): int(row[1].replace(",", "")) for row in rows("Limits")}
    assert listed == attrs.asdict(ServeLimits())


def test_every_code_is_listed_with_its_message() -> None:
    """And no other."""
    assert [(int(row[0]), row[1]) for row in rows("Errors")] == [(kind.code, kind.message) for kind in KINDS]


def test_codes_that_pages_name_exist() -> None:
    """Wherever they stand on the page."""
    assert {int(code) for code in re.findall(r"-32\d{3}", PAGE)} == {kind.code for kind in KINDS}
