"""Accounts and activities: opaque ids, and IRIs that are no person's address."""

from __future__ import annotations

import datetime as dt

import pytest

from sro_policy import InputError
from sro_policy.review import review_case
from sro_policy.xapi import Account, statements

HOME = "https://lms.example.org"
AT = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["7f3a", "a", "A-9_b.c", "x" * 64])
def test_an_opaque_id_makes_an_account(name: str) -> None:
    """The agent of a statement has that and the home page, and nothing else."""
    assert Account(home_page=HOME, name=name).actor() == {
        "objectType": "Agent",
        "account": {"homePage": HOME, "name": name},
    }


@pytest.mark.parametrize("name", ["", "Jane Doe", "jane@example.org", "x" * 65, "é", "a\n", None, 7])
def test_what_looks_like_a_name_or_an_address_is_refused(name: str) -> None:
    """Spaces, an at sign and letters beyond ASCII are in names and addresses, and in no opaque id."""
    with pytest.raises(InputError, match=r"^account\.name: .* is no opaque id: it has 1 to 64 letters"):
        Account(home_page=HOME, name=name)


@pytest.mark.parametrize("iri", ["", "lms.example.org", "https://a b", "https://", 'a:"', None, "x:" + "y" * 2000])
def test_a_home_page_and_an_activity_are_iris(iri: str) -> None:
    """With a scheme, without spaces, and no longer than 2,000 characters."""
    with pytest.raises(InputError, match=r"^account\.home_page: .* is no IRI with its scheme"):
        Account(home_page=iri, name="7f3a")
    if iri is not None:
        with pytest.raises(InputError, match=r"^activity: .* is no IRI with its scheme"):
            statements(review_case({}), account=Account(home_page=HOME, name="7f3a"), timestamp=AT, activity=iri)


@pytest.mark.parametrize("iri", ["mailto:jane", "MAILTO:jane", "https://jane@example.org"])
def test_an_address_of_a_person_is_no_home_page(iri: str) -> None:
    """A mailbox would name the trainee by the back door."""
    with pytest.raises(InputError, match=r"^account\.home_page: .* looks like an address of a person"):
        Account(home_page=iri, name="7f3a")
