"""Salted commitments: a digest that stands for a value, says nothing of it, and fits no other.

A digest of an age alone is no secret: there are a hundred ages to try. So each value is hashed together with a salt of
256 bits that nobody can guess, and the salt is shown and withheld with the value.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TypeAlias

from sro_policy.canonical import canonical
from sro_policy.errors import InputError, quoted
from sro_policy.record.tagged import sha256

Path: TypeAlias = tuple[str, ...]
"""Where a committed value belongs, by names and not by numbers: ``("facts", "incident", "incident.person_age")``."""

SHORTEST_KEY = 32
"""Bytes. A key that can be guessed makes salts that can be guessed."""

_COMMITMENT = "sro-policy record 1: commitment"
_SALT = "sro-policy record 1: salt"
_KEY = "sro-policy record 1: key"


def checked_key(key: bytes | None) -> bytes:
    """Return the key to make salts of: the one given, else a fresh one, which nobody keeps.

    Raises :class:`~sro_policy.errors.InputError` for one that is no bytes, or too short to be a secret.
    """
    if key is None:
        return secrets.token_bytes(SHORTEST_KEY)
    if type(key) is not bytes:
        raise InputError(f"{quoted(type(key).__name__)} is no key: a key is bytes", place="key")
    if len(key) < SHORTEST_KEY:
        raise InputError(f"a key of {len(key)} bytes can be guessed; take {SHORTEST_KEY} or more", place="key")
    return key


def key_for(key: bytes, content: object) -> bytes:
    """Return the key of one record. Two records that differ anywhere share no salt, whatever key they are made with.

    Else whoever is shown one value of one record would hold the salt of the same place in every other.
    """
    return hmac.digest(key, canonical([_KEY, content]), "sha256")


def salt_for(key: bytes, path: Path) -> str:
    """Return the salt of a place in the record that a key belongs to."""
    return hmac.digest(key, canonical([_SALT, list(path)]), "sha256").hex()


def commitment(salt: str, path: Path, value: object) -> str:
    """Return what stands for a value at its place, and can be moved to no other."""
    return sha256(_COMMITMENT, salt, list(path), value)
