"""Origins: those that a browser would write, and no others."""

from __future__ import annotations

import pytest

from sro_policy import InputError
from sro_policy.serve import check_origin


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:8000",
        "https://a.example",
        "http://[::1]:8000",
        "https://a.example:80",
        "app://-",
        "http://127.0.0.1:1",
    ],
)
def test_what_a_browser_writes_is_taken_as_it_is(origin: str) -> None:
    """With a port where it is not the usual one."""
    assert check_origin(origin) == origin


@pytest.mark.parametrize(
    ("origin", "problem"),
    [
        ("*", "write it out"),
        ("", "write it out"),
        ("null", "write it out"),
        ("a.example", "write it out"),
        ("https://*.example", "write it out"),
        ("https://a.example/", "write it out"),
        ("https://A.example", "in small letters"),
        ("https://a.example:", "write it out"),
        ("https://a.example\n", "write it out"),
        ("https://a.example:443", "browsers leave port 443 out of it"),
        ("http://x:99999", "a port is a number from 1 to 65535"),
        ("http://127.0.0.1:080", "without zeros before"),
        ("http://a..b", "write it out"),
        ("http://[:::::]", "write it out"),
        ("http://[::0001]", "write it out"),
        ("http://300.300.300.300", "write it out"),
        ("http://a.example:80", "browsers leave port 80 out of it"),
    ],
)
def test_what_no_browser_writes_is_refused(origin: str, problem: str) -> None:
    """For it would let nobody in, and nobody would know why."""
    with pytest.raises(InputError, match=problem):
        check_origin(origin)
