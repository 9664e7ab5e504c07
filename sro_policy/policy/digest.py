"""A digest over everything that a policy means: rules, vocabulary, edition and settings."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from sro_policy.canonical import canonical_digest
from sro_policy.errors import PolicyError
from sro_policy.policy.policy import BoundPolicy
from sro_policy.vocabulary import Computed, Subject, calendar


def _canonical(value: object) -> object:
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted((_canonical(item) for item in value), key=repr)
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_canonical(item) for item in value]
    if isinstance(value, Computed):
        # What it computes is its code; its source says that the same on every Python version.
        words = [value.known_that, value.known_not]
        named = [value.key, *words, [f.key for f in value.inputs], list(value.figures)]
        critical = [_canonical(item) for item in (value.periods, value.from_when, value.only_whether, value.undated)]
        return [*named, *critical, _source(value.answer)]
    if isinstance(value, Subject):
        return [_canonical(fact) for fact in value.facts()]
    kind: type[Any] = type(value)
    if attrs.has(kind):
        return [kind.__name__, {f.name: _canonical(getattr(value, f.name)) for f in attrs.fields(kind)}]
    return value


def _source(function: Callable[..., object]) -> list[str]:
    modules = [inspect.getmodule(function), calendar]
    try:
        return [hashlib.sha256(inspect.getsource(m).encode()).hexdigest() for m in modules if m is not None]
    except OSError as error:
        raise PolicyError(
            f"the source of `{function.__name__}` is not installed, so no digest can say what it does"
        ) from error


def policy_digest(bound: BoundPolicy) -> str:
    """Return the digest of a policy under its settings: equal where everything that it means is equal."""
    policy = bound.policy
    content = [
        policy.title,
        _canonical(policy.edition),
        _canonical(policy.sections),
        _canonical(policy.readings),
        _canonical(policy.vocabulary),
        _canonical(policy.strength),
        _canonical(policy.aliases),
        _canonical(bound.settings),
    ]
    return canonical_digest(content)
