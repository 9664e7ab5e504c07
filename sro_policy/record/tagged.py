"""The digests in records: each says of what it is, so that none passes for another."""

from __future__ import annotations

from sro_policy.canonical import canonical_digest


def sha256(tag: str, *parts: object) -> str:
    """Return ``sha256:`` and the digest of some values; ``tag`` says what they are, so that nothing passes for another.

    They are written as one list, so that no two different rows of parts are written alike.
    """
    return canonical_digest([tag, *parts])
