"""The envelope in which durable-rules 2.0.28 was measured to be safe, as checks.

Outside it the C layer of durable-rules does not fail cleanly: it crashes the process, hangs while it holds
the interpreter lock, or answers wrongly without a word. Nothing there can be caught afterwards, so everything
is checked before. Two checks, each independent of the code that builds the rulesets:

* ``check_attributes``: what the caller declares,
* ``check_ruleset``: the finished definition, as durable-rules would receive it.

Both raise ``EngineLimitError`` with the place, the figure and the limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from sro_policy.errors import EngineLimitError, quoted

MAX_BRANCHES = 60
"""Rules in one ruleset, the catch-all among them.

The C layer keeps matched branches on a stack of 64; no more than one for each rule can be pending.
"""

MAX_PROPERTIES = 250
"""Properties of one message, those of the engine (``RESERVED``) among them. The C layer has room for 254."""

MAX_SIBLINGS = 499
"""Different conditions that may follow the same conditions. They share a table of 512 entries."""

MAX_IDENTICAL = 199
"""Rules with exactly the same conditions. They share a list of 256 entries that is never checked."""

MAX_TEXT = 64
"""Characters of an attribute's name and of a value. The C layer compares lengths modulo 65,536."""

RESERVED = ("id", "sid", "kind")
"""Properties that the engine itself puts into each message: its number, its session and what it is."""

DISCRIMINATOR = ("kind", "record")
"""The condition with which every rule begins, and which every message fulfils."""

CATCH_ALL = ({DISCRIMINATOR[0]: DISCRIMINATOR[1]},)
"""The conditions of the rule that each ruleset must have, so that no message goes without a match."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_PRINTABLE = re.compile(r"[ -~]+")

_OPERATORS = (
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex"),
    *("$or", "$and", "$m", "$add", "$sub", "$mul", "$div", "$l", "$r", "$i", "$s", "$forward"),
)
"""Names that durable-rules gives a meaning of their own; it knows them by their hash alone."""


def check_attributes(attributes: Mapping[str, Sequence[str]]) -> None:
    """Check that ``attributes`` are few enough, and that names and values are short ASCII text.

    Dots are allowed in a name: it never reaches the C layer, which is given a code for it.

    Raises:
        EngineLimitError: with the attribute, the figure and the limit.

    """
    if len(attributes) + len(RESERVED) > MAX_PROPERTIES:
        _exceeded("attributes", "attributes", len(attributes), MAX_PROPERTIES - len(RESERVED))
    for name, values in attributes.items():
        where = f"attribute {quoted(name)}"
        _check_text(where, "the name", name)
        if name in RESERVED or name.startswith("$"):
            _refuse(where, "the name is reserved for the engine itself")
        if isinstance(values, str):
            _refuse(where, "the values are one text, not a sequence of texts")
        if not values:
            _refuse(where, "0 values, and at least 1 is needed")
        for value in values:
            _check_text(where, f"the value {quoted(value)}", value)
        value, count = Counter(values).most_common(1)[0]
        if count > 1:
            _refuse(where, f"the value {quoted(value)} is declared {count} times")


def check_ruleset(name: str, definition: Mapping[str, Any], properties: Iterable[str]) -> None:
    """Check one finished definition, and the names of the properties of its messages.

    ``definition`` is what ``Host.set_rulesets`` takes for one ruleset; ``properties`` are those of a message
    beyond ``RESERVED``. Only the one shape is let through that was measured: conjunctions of equalities of
    strings, which begin with the discriminator.

    Raises:
        EngineLimitError: with the ruleset, the figure and the limit.

    """
    where = f"ruleset {quoted(name)}"
    _check_name(where, "the name", name)
    known = [*RESERVED, *properties]
    if len(known) > MAX_PROPERTIES:
        _exceeded(where, "properties in a message", len(known), MAX_PROPERTIES)
    _check_hashes(where, known)
    conditions = [_conditions(where, rule, body, known) for rule, body in definition.items()]
    if (DISCRIMINATOR,) not in conditions:
        _refuse(where, "0 catch-all rules, and 1 is needed")
    identical = max(Counter(conditions).values())
    if identical > MAX_IDENTICAL:
        _exceeded(where, "rules with identical conditions", identical, MAX_IDENTICAL)
    steps = {taken[: depth + 1] for taken in conditions for depth in range(len(taken))}
    siblings = max(Counter(path[:-1] for path in steps).values())
    if siblings > MAX_SIBLINGS:
        _exceeded(where, "sibling conditions", siblings, MAX_SIBLINGS)
    if len(definition) > MAX_BRANCHES:
        _exceeded(where, "branches", len(definition), MAX_BRANCHES)


def name_hash(name: str) -> int:
    """Return the 32-bit FNV-1a hash by which durable-rules tells the names of properties apart.

    It compares nothing but this hash: two names that share it are one property to it.
    """
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _conditions(where: str, rule: str, body: object, known: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the conditions of one rule as pairs, once its shape is the one that is safe."""
    where = f"{where}, rule {quoted(rule)}"
    _check_name(where, "the name", rule)
    match body:
        case {"all": [{"m": {"$and": [_, *_] as parts, **no_more_in_m}, **no_more}], "run": _, **rest} if not (
            no_more_in_m or no_more or rest
        ):
            pairs = tuple(_pair(where, part, known) for part in parts)
        case _:
            _refuse(where, "not one `$and` of at least 1 condition")
    if pairs[0] != DISCRIMINATOR:
        _refuse(where, "the first condition is not the discriminator")
    return pairs


def _pair(where: str, part: object, known: Sequence[str]) -> tuple[str, str]:
    """Return one condition as a pair: a known property and the short text that it must equal."""
    if not isinstance(part, dict) or len(part) != 1:
        _refuse(where, f"{quoted(part)} is not exactly 1 property with its value")
    ((key, value),) = part.items()
    if key not in known:
        _refuse(where, f"{quoted(key)} is not a property of its messages")
    _check_text(where, f"the value {quoted(value)}", value)
    return key, value


def _check_hashes(where: str, known: Sequence[str]) -> None:
    """Refuse names that durable-rules could not tell apart, from each other or from its operators."""
    seen: dict[int, str] = {name_hash(name): name for name in _OPERATORS}
    for name in known:
        other = seen.setdefault(name_hash(name), name)
        if other != name:
            _refuse(where, f"the properties {quoted(other)} and {quoted(name)} share one hash")
    if len(set(known)) != len(known):
        _refuse(where, "a property is named twice")


def _check_name(where: str, what: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        _refuse(where, f"{what} has other characters than letters, digits, `_` and `-`")


def _check_text(where: str, what: str, text: object) -> None:
    if not isinstance(text, str):
        _refuse(where, f"{what} is not a text")
    if len(text) > MAX_TEXT:
        _exceeded(where, f"characters in {what}", len(text), MAX_TEXT)
    if not _PRINTABLE.fullmatch(text):
        _refuse(where, f"{what} is empty or has other characters than printable ASCII")


def _exceeded(where: str, what: str, figure: int, limit: int) -> NoReturn:
    _refuse(where, f"{figure} {what}, and at most {limit} are safe")


def _refuse(where: str, problem: str) -> NoReturn:
    raise EngineLimitError(f"{where}: {problem}")
