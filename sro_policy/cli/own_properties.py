"""Properties of a user's own, from a Python file: it is run as pytest runs a test file, so it is code to be trusted."""

from __future__ import annotations

import ast
import runpy
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sro_policy.cli.own_file import gone_wrong, place_in
from sro_policy.errors import InputError, PolicyError, quoted
from sro_policy.rules import POLICY_431

if TYPE_CHECKING:
    from sro_policy.prove import Property


def read_properties(file: str) -> list[Property]:
    """Return the properties that a file names at its top level, in their order; alone, or in lists and tuples.

    What the file prints goes to standard error, so that standard output is left to the proof.
    Raises :class:`~sro_policy.errors.InputError` for a file that cannot be run and for a rule that there is not, with
    the line, and for a file that names no property.
    """
    if not Path(file).is_file():
        raise InputError("this is no file that can be run" if Path(file).exists() else "no such file", place=file)
    try:
        with redirect_stdout(sys.stderr):
            found = runpy.run_path(file)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a user's file raises
        raise gone_wrong(error, file) from None
    properties = _properties(value for name, value in found.items() if not name.startswith("_"))
    if not properties:
        raise InputError(f"names no property; {_hint(found)}", place=file)
    for item in properties:
        _refuse_unknown_rules(item, file)
    return properties


def _properties(values: Iterable[Any]) -> list[Property]:
    from sro_policy.prove import Property  # noqa: PLC0415 - the extra may not be there

    items = (item for value in values for item in (value if isinstance(value, list | tuple) else (value,)))
    return list(dict.fromkeys(item for item in items if isinstance(item, Property)))


def _hint(found: Mapping[str, Any]) -> str:
    for name, value in found.items():
        if name.startswith("_") and _properties([value]):
            return f"{quoted(name)} is left out for the underscore in front of its name"
    return "write `mine = Property(says, premise, conclusion)`"


def _refuse_unknown_rules(item: Property, file: str) -> None:
    from sro_policy.prove.terms import rule_named, rules_named  # noqa: PLC0415 - the same

    bound = POLICY_431.bind({})
    for name in rules_named(item.violated):
        try:
            rule_named(name, bound)
        except PolicyError as error:
            raise InputError(str(error), place=place_in(file, _line_of(name, file))) from None


def _line_of(text: str, file: str) -> int | None:
    """Return the first line of a file on which a text stands as one string; none where it is put together."""
    written = ast.walk(ast.parse(Path(file).read_bytes()))
    return next((node.lineno for node in written if isinstance(node, ast.Constant) and node.value == text), None)
