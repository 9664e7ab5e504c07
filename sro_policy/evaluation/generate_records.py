"""Writes the typed records from the vocabulary: ``python -m sro_policy.evaluation.generate_records [--check]``.

With ``--check`` it writes nothing, and ends with 1 where the file is not what it would write.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sro_policy.vocabulary import (
    VOCABULARY,
    BooleanFact,
    ChoiceFact,
    DateFact,
    Fact,
    IntegerFact,
    SetFact,
    Vocabulary,
)

RECORDS = Path(__file__).with_name("records.py")

_WIDTH = 120
_CHOICES = {"kind": "Kind", "purposes": "Purpose", "serves_duty": "Duty"}
"""What the names of a fact are called, where it is not the fact's own name."""

_ABOUT = {
    "officer": "What is known of the officer.",
    "incident": "What is known of one person's matter.",
    "act": "What is known of one act. ``id`` names it within the case.",
    "contract": "What is known of the contract.",
    "program": "What is known of the programme at one school.",
}

_HEAD = '''\
"""Typed records, for those who build a case in Python. One class a subject, one field a fact.

A field that is left out, or ``None``, is unknown; nothing has a default. Values are checked when a case is
evaluated, as those of a plain dict are. Written by ``python -m sro_policy.evaluation.generate_records``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, TypeAlias, final

import attrs

Date: TypeAlias = "dt.date | str | Literal[False] | None"
"""A day, also as text ``YYYY-MM-DD``; ``False``: it has not happened; ``None``: unknown."""
'''

_CASE = '''\
@final
@attrs.frozen(kw_only=True)
class Case:
    """One officer's part in one person's matter. ``reasons`` are keyed ``rule@subject``."""

    as_of: dt.date | str | None = None
    event: str | None = None
    officer: Officer | None = None
    incident: Incident | None = None
    acts: Sequence[Act] = ()
    contract: Contract | None = None
    program: Program | None = None
    reasons: Mapping[str, str] = attrs.Factory(dict)
    settings: Mapping[str, str] = attrs.Factory(dict)
'''


def written(vocabulary: Vocabulary = VOCABULARY) -> str:
    """Return the source of the records, laid out as the formatter would leave it."""
    names = [_names(fact) for fact in vocabulary.facts.values() if isinstance(fact, ChoiceFact | SetFact)]
    classes = ["\n".join(_class(subject, vocabulary.of(subject))) + "\n" for subject in _ABOUT]
    return "\n\n".join([_HEAD + "\n" + "".join(names), *classes, _CASE])


def _names(fact: ChoiceFact | SetFact) -> str:
    names = [f'"{value}"' for value in fact.values]
    line = f"{_called(fact)}: TypeAlias = Literal[{', '.join(names)}]\n"
    if len(line) <= _WIDTH + 1:
        return line
    lines = "".join(f"    {name},\n" for name in names)
    return f"{_called(fact)}: TypeAlias = Literal[\n{lines}]\n"


def _called(fact: Fact) -> str:
    return _CHOICES.get(fact.name) or fact.name.title().replace("_", "")


def _class(subject: str, facts: Sequence[Fact]) -> Iterator[str]:
    yield "@final"
    yield "@attrs.frozen(kw_only=True)"
    yield f"class {subject.title()}:"
    yield f'    """{_ABOUT[subject]}"""'
    yield ""
    if subject == "act":
        yield "    id: str"
    for fact in facts:
        yield f"    {fact.name}: {_type(fact)} = None"


def _type(fact: Fact) -> str:
    match fact:
        case BooleanFact():
            return "bool | None"
        case IntegerFact():
            return "int | None"
        case DateFact():
            return "Date"
        case ChoiceFact():
            return f"{_called(fact)} | None"
        case SetFact():
            name = _called(fact)
            return f"Sequence[{name}] | AbstractSet[{name}] | Mapping[{name}, bool | None] | None"
    raise TypeError(f"no type stands for {fact.key}, {fact.type_name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, or check it; return 0, or 1 where it is checked and stale."""
    parser = argparse.ArgumentParser(prog="generate_records", description="Write the typed records of a case.")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where the file is stale")
    source = written()
    if parser.parse_args(arguments).check:
        if RECORDS.read_text(encoding="utf-8") == source:
            return 0
        sys.stderr.write(f"{RECORDS.name} is stale: run python -m sro_policy.evaluation.generate_records\n")
        return 1
    RECORDS.write_text(source, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
