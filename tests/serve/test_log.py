"""What the server says of itself: one line, and nothing where nobody listens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sro_policy.serve.log import log_error, say

if TYPE_CHECKING:
    import pytest


def test_without_standard_error_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may be started without one."""
    monkeypatch.setattr(sys, "stderr", None)
    say("nothing")


def test_an_error_that_was_never_raised_has_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Its kind is told all the same, on one line."""
    log_error("a\ntest", ValueError("secret"))
    assert capsys.readouterr().err == "sro-policy serve: internal error in a\\ntest: ValueError at an unknown place\n"
