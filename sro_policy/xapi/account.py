"""Whom a statement is about: an account of a system, by an opaque id."""

from __future__ import annotations

import re
from typing import final

import attrs

from sro_policy.errors import InputError, quoted
from sro_policy.xapi.iris import checked_iri

_OPAQUE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def opaque(value: object, place: str) -> str:
    """Return an id of up to 64 letters, digits, dots, hyphens and underscores: no spaces, no ``@``.

    Whether it names somebody after all, no program can tell: ``jane.doe`` is accepted.

    Raises :class:`~sro_policy.InputError` for anything else.
    """
    if not isinstance(value, str) or not _OPAQUE.fullmatch(value):
        allowed = "1 to 64 letters, digits, dots, hyphens and underscores"
        raise InputError(f"{quoted(value)} is no opaque id: it has {allowed}, and is no name or address", place=place)
    return value


def _home_page(account: Account, attribute: attrs.Attribute[str], value: str) -> None:  # noqa: ARG001 - as attrs calls it
    checked_iri(value, "account.home_page")


def _name(account: Account, attribute: attrs.Attribute[str], value: str) -> None:  # noqa: ARG001 - as attrs calls it
    opaque(value, "account.name")


@final
@attrs.frozen(kw_only=True)
class Account:
    """An account of a learning system: the only way in which statements say who acted.

    ``home_page`` is the IRI of the system, and ``name`` the id that it gave the trainee: up to 64 letters, digits,
    dots, hyphens and underscores. Give one that says nothing to anybody else, such as a number.

    Raises :class:`~sro_policy.InputError` for a home page that is no IRI, and for an id with other characters.
    """

    home_page: str = attrs.field(validator=_home_page)
    name: str = attrs.field(validator=_name)

    def actor(self) -> dict[str, object]:
        """Return the agent of a statement."""
        return {"objectType": "Agent", "account": {"homePage": self.home_page, "name": self.name}}
