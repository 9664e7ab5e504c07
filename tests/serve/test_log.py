"""What the server says of itself: one line, and nothing where nobody listens."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from sro_policy.serve.log import LoopLog, log_error, say

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


def test_what_the_loop_says_again_and_again_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Where sockets run out, it would say so a hundred times a second, with a traceback each."""
    log, loop = LoopLog(), asyncio.new_event_loop()
    loop.close()
    for _ in range(100):
        log.say(loop, {"message": "no more sockets", "exception": OSError(24, "secret")})
    log.say(loop, {"message": "something else"})
    first, second = capsys.readouterr().err.splitlines()
    assert first == "sro-policy serve: internal error in no more sockets: OSError at an unknown place"
    assert second == "sro-policy serve: something else"
