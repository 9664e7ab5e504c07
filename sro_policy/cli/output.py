"""What leaves the program: JSON, people's text and errors, written so that nothing on the way can break it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from typing import Final

from sro_policy.errors import EngineFailedError, InputError, SroPolicyError, on_one_line

clean = on_one_line

_UNSEEN: Final = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What a terminal obeys instead of showing it, or what turns text around. In JSON it can only stand within a text."""


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def write_json(value: object) -> None:
    """Write a value as JSON in UTF-8, with one newline at its end."""
    text = _UNSEEN.sub(_escaped, json.dumps(value, indent=2, ensure_ascii=False)) + "\n"
    # Half a character can only come from the name of a file; its escape is the same in JSON.
    _write(text.encode("utf-8", "backslashreplace"))


def write_document(text: str) -> None:
    """Write a file of its own kind, such as a page or a table, in UTF-8 wherever it goes."""
    _write(text.encode("utf-8", "backslashreplace"))


def write_text(text: str, *, aside: bool = False) -> None:
    """Write text for people, in the encoding of the place that it goes to.

    ``aside`` writes to standard error: beside JSON, and to nobody where that is closed.
    """
    if aside:
        if sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write(text)  # what its encoding does not know, it writes as an escape
                sys.stderr.flush()
        return
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write(text.encode(encoding, "replace"))


def write_error(error: SroPolicyError) -> None:
    """Say on one line what is wrong, and where; of an engine that failed, that nothing is wrong with the input."""
    said = clean(str(error))
    if isinstance(error, EngineFailedError):
        said = f"the engine failed, which is no fault of the input: {said}; `--engine table` needs no durable-rules"
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"Error: {said}\n")
            sys.stderr.flush()


def _write(data: bytes) -> None:
    if sys.stdout is None:
        raise InputError("is closed", place="standard output")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough: nothing is wrong, and nothing is owed.
        drop_the_rest()
    except OSError as error:
        raise unwritable(error) from None


def unwritable(error: OSError) -> InputError:
    """Return what to say where standard output takes no more, and let nothing be written to it at the end."""
    drop_the_rest()
    reason = (error.strerror or str(error)).lower()
    return InputError(f"cannot be written: {reason}", place="standard output")


def drop_the_rest() -> None:
    """Keep Python from writing, when it ends, what could not be written now."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
