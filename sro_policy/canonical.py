"""One way to write JSON values, so that equal values have equal digests wherever they were written before."""

from __future__ import annotations

import hashlib
import json

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> bytes:
    """Return plain JSON values as UTF-8, keys sorted and nothing between them: the form that digests are over."""
    return _ENCODER.encode(value).encode("utf-8")


def canonical_digest(value: object) -> str:
    """Return ``sha256:`` and the digest of plain JSON values in hexadecimal digits."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()
