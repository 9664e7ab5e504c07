"""What the tests of input share: the one error of a case, checked for what every error owes its reader."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import InputError, evaluate


def refusal(case: Any, **options: Any) -> InputError:
    """Return the error of a case that must not be accepted: one printable line that is not too long to read."""
    with pytest.raises(InputError) as caught:
        evaluate(case, engine="table", **options)
    error = caught.value
    assert str(error).isprintable()
    assert len(str(error)) < 1000
    assert str(error) == (f"{error.place}: {error.problem}" if error.place else error.problem)
    assert error.problem
    assert error.__suppress_context__ or error.__context__ is None, "the inner workings would be shown in a traceback"
    return error


def accepted(case: Any) -> str:
    """Return the digest of a case that must be accepted."""
    return evaluate(case, engine="table").digest


def one_act(**facts: Any) -> dict[str, Any]:
    """Return a case with one act."""
    return {"acts": [{"id": "a1", **facts}]}
