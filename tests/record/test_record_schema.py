"""The JSON Schema of a record: every record keeps it, and it has no place for a name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import jsonschema

from sro_policy import InputError, verify_record
from sro_policy.record import record_schema, withhold

from .recorded import changed_once, random_records

SCHEMA = record_schema()
KEEPS: Any = jsonschema.Draft202012Validator(SCHEMA).is_valid


def test_every_record_keeps_the_schema() -> None:
    """Random records, shown and withheld, are valid by the published schema."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for record in random_records(21, 12):
        assert KEEPS(record)
        assert KEEPS(withhold(record))


def test_what_has_not_the_shape_of_a_record_breaks_the_schema() -> None:
    """Of random changes, whatever the reader refuses the schema refuses too, but for what ties entries together."""
    pick = random.Random(22)
    refused = 0
    for record in random_records(23, 100):
        changed = changed_once(record, pick)
        try:
            verify_record(changed)
        except InputError as error:
            if "stands twice" not in error.problem and "has no subject" not in error.problem:
                assert not KEEPS(changed), error
                refused += 1
    assert refused > 10


def _texts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        kinds = schema.get("type", ())
        if "string" in ([kinds] if isinstance(kinds, str) else kinds):
            yield path, schema
        for name, item in schema.items():
            yield from _texts(item, f"{path}/{name}")
    elif isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from _texts(item, f"{path}/{index}")


def test_free_text_stands_in_ids_reasons_and_versions_alone() -> None:
    """Every text of the schema is of a closed list, a day or a digest, or is an opaque id, a reason, a version, or the
    policy's own word: nowhere is a place for the name of a person.
    """
    free = {text.get("description", path) for path, text in _texts(SCHEMA) if not {"pattern", "format"} & set(text)}
    assert free == {
        "An opaque id, and no name.",
        "A reason, in words of one's own.",
        "A version.",
        "What the policy itself says.",
    }


def _names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for item in schema.values():
            yield from _names(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from _names(item)


def test_no_key_asks_for_a_name() -> None:
    """What is called a name is that of the library, of an engine or of a figure; no key names a person."""
    words = {word for name in _names(SCHEMA) for word in name.lower().replace(".", "_").split("_")}
    assert not words & {"surname", "firstname", "lastname", "badge", "address", "birth", "birthday", "email", "phone"}
    named = [part for part in ("library", "engine") if "name" in SCHEMA["properties"][part]["properties"]]  # type: ignore[index]
    assert named == ["library", "engine"]
    assert list(_names(SCHEMA)).count("name") == 3
