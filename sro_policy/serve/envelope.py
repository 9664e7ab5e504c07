"""Messages of JSON-RPC 2.0: read strictly before anything else sees them, taken apart, answered, and written.

The library behind :func:`~sro_policy.serve.registry.dispatch` is given one well-formed request at a time. It takes an
id that is null for none at all, refuses a batch for one wrong request in it, and reads JSON as Python does; so ids,
batches and reading are done here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from sro_policy.errors import InputError, nearest, quoted, unknown
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits, read_document
from sro_policy.serve.connection import Connection
from sro_policy.serve.faults import INTERNAL, INVALID, LIMIT, NOT_FOUND, PARSE, Fault
from sro_policy.serve.log import log_error
from sro_policy.serve.registry import REGISTRY, dispatch

_MEMBERS: Final = ("jsonrpc", "method", "params", "id")
_AROUND_A_CASE: Final = 3  # levels: a batch, a request, and its parameters
_ANY_ID: Final = 1

_LONGEST_ID: Final = 1_000
"""Characters of an id, which comes back: in ASCII it may be six times as long. Nothing else in an error is as large."""

_SMALL: Final = 10_000
"""Bytes of a message that is read also where its client calls too fast: so its requests are refused by their ids."""


def answer(connection: Connection, message: bytes | str) -> str | None:
    """Return the response to a message, on one line and in ASCII; none to notifications. Raises nothing."""
    try:
        return _answer(connection, message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the connection goes on
        log_error("the envelope", error)
        return refusal(Fault(INTERNAL, "this is a fault of the server, and not of the call"))


def refusal(fault: Fault) -> str:
    """Return the response to a message of which no request could be read."""
    return _written(_error(None, fault))


def _answer(connection: Connection, message: bytes | str) -> str | None:
    try:
        value = _read(connection, message)
        if isinstance(value, list):
            _refuse_batch(connection, value)
    except Fault as fault:
        return refusal(_unless_too_fast(connection, fault))
    if isinstance(value, list):
        return _answer_batch(connection, value)
    response = _respond(connection, value)
    return None if response is None else _within(connection.service.limits.answer_bytes, response)[0]


def _answer_batch(connection: Connection, batch: list[object]) -> str | None:
    """Return the responses to a batch; once their limit is met, or nobody would hear them, no more of it is done."""
    written: list[str] = []
    left = connection.service.limits.answer_bytes
    for item in batch:
        if connection.is_gone:
            return None
        response = _respond(connection, item) if left else _left_undone(item)
        if response is not None:
            text, left = _within(left, response)
            written.append(text)
    return f"[{','.join(written)}]" if written else None


def _within(most: int, response: dict[str, object]) -> tuple[str, int]:
    """Return a response as it is written, and how many bytes are left; or an error in its place, and none."""
    text = _written(response)
    if len(text) <= most or "error" in response:  # an error is small
        return text, max(most - len(text), 0)
    problem = f"it is done, but its answer of {len(text):,} bytes is larger than what is left of `answer_bytes`"
    return _written(_error(response["id"], Fault(LIMIT, problem))), 0


def _left_undone(item: object) -> dict[str, object] | None:
    """Return the response to what is not done, since the answers before it are as large as they may be."""
    if isinstance(item, dict) and "id" not in item:
        return None
    return _error(_id_of(item), Fault(LIMIT, "not done: the answers before it in the batch reach `answer_bytes`"))


def _read(connection: Connection, message: bytes | str) -> object:
    content = (message if isinstance(message, bytes) else message.encode()).rstrip(b"\r\n")
    most = connection.service.limits.message_bytes
    if len(content) > most:
        raise Fault(LIMIT, f"the message is larger than the limit of {most:,} bytes")
    if len(content) > _SMALL:
        connection.rate.check()
    try:
        return read_document(content, Limits(document_bytes=most, nesting=DEFAULT_LIMITS.nesting + _AROUND_A_CASE))
    except InputError as error:
        raise Fault(PARSE, error.problem, place=error.place) from None


def _refuse_batch(connection: Connection, batch: list[object]) -> None:
    if not batch:
        raise Fault(INVALID, "a batch has one request or more")
    most = connection.service.limits.batch
    if len(batch) > most:
        raise Fault(LIMIT, f"a batch of {len(batch):,} requests; the limit is {most:,}")


def _unless_too_fast(connection: Connection, fault: Fault) -> Fault:
    """Count a message that is no request as a call, so that junk is no way around the rate."""
    try:
        connection.rate.take()
    except Fault as too_fast:
        return too_fast
    return fault


def _respond(connection: Connection, item: object) -> dict[str, object] | None:
    """Return the response to what should be a request; none to a notification."""
    try:
        request = _checked(item)
    except Fault as fault:
        return _error(_id_of(item), _unless_too_fast(connection, fault))
    is_notification = "id" not in request
    try:
        method = str(request["method"])
        connection.admit(method)
        _refuse_unknown(method)
    except Fault as fault:
        return None if is_notification else _error(request["id"], fault)
    # The library knows no null for an id, and no fraction: it is given another one, and its own comes back below.
    response = dispatch(dict(request) if is_notification else {**request, "id": _ANY_ID}, connection)
    return None if response is None else {**response, "id": request["id"]}


def _refuse_unknown(method: str) -> None:
    if method not in REGISTRY:
        raise Fault(NOT_FOUND, f"no method {quoted(method)}{nearest(method, REGISTRY)}")


def _checked(item: object) -> Mapping[str, object]:
    """Return a request that is well formed, or raise what is wrong with it."""
    if not isinstance(item, dict):
        raise Fault(INVALID, f"{quoted(item)} is no request: that is an object")
    for name in item:
        if name not in _MEMBERS:
            raise Fault(INVALID, unknown("member", name, _MEMBERS))
    if item.get("jsonrpc") != "2.0":
        raise Fault(INVALID, "the version is `2.0`, as text", place="jsonrpc")
    if not isinstance(item.get("method"), str):
        raise Fault(INVALID, "the name of the method is text", place="method")
    if "params" in item and not isinstance(item["params"], dict | list):
        raise Fault(INVALID, "parameters are an object, or a list", place="params")
    if "id" in item and not _is_id(item["id"]):
        raise Fault(INVALID, f"an id is text of up to {_LONGEST_ID:,} characters, a number or null", place="id")
    return item


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_ID
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _id_of(item: object) -> object:
    """Return the id of what is no request, where it has one that can be told."""
    found = item.get("id") if isinstance(item, dict) else None
    return found if _is_id(found) else None


def _error(name: object, fault: Fault) -> dict[str, object]:
    said = {"code": fault.kind.code, "message": fault.kind.message, "data": fault.data}
    return {"jsonrpc": "2.0", "error": said, "id": name}


def _written(value: object) -> str:
    return json.dumps(value, allow_nan=False, separators=(",", ":"))
