"""The rules of xAPI 1.0.3 and 2.0 that bear on our statements, as two others read them: Ralph's models, and ours."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from ralph.models.xapi.base.statements import BaseXapiStatement

_ORDER = ("id", "actor", "verb", "object", "result", "context", "timestamp")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_DURATION = re.compile(r"PT\d+\.\d\dS")


def check(statement: dict[str, Any]) -> None:
    """Hold a statement against the models of an LRS, and against what those leave open.

    Raises :class:`ValueError` for what the models refuse, and :class:`AssertionError` for the rest.
    """
    BaseXapiStatement.model_validate(statement)
    assert set(statement) <= set(_ORDER), "an LRS of 2.0 refuses what it does not know, and sets `stored` itself"
    assert str(uuid.UUID(statement["id"])) == statement["id"]
    assert set(statement["actor"]) == {"objectType", "account"}, "one identifier, and no name"
    assert _TIME.fullmatch(statement["timestamp"]), "RFC 3339 in UTC, as 2.0 asks for"
    dt.datetime.fromisoformat(statement["timestamp"])
    assert all(statement["verb"]["display"].values())
    result = statement.get("result", {})
    assert "success" not in result
    if "duration" in result:
        assert _DURATION.fullmatch(result["duration"])
    for place in (result, statement["context"]):
        assert all(":" in key for key in place.get("extensions", {})), "keys of extensions are IRIs"
