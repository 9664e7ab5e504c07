"""The forms in which a verb can put what it found, and how the one that is asked for is named."""

from __future__ import annotations

from collections.abc import Sequence

from sro_policy.errors import InputError, quoted, unknown


def format_asked(output: str, formats: Sequence[str], *, as_json: bool) -> str:
    """Return the format that ``--format`` and ``--json`` ask for together.

    Raises :class:`~sro_policy.errors.InputError` for one that the verb does not have, and for two.
    """
    if output not in formats:
        raise InputError(unknown("format", output, formats, otherwise="formats are"), place="--format")
    if as_json and output not in {"text", "json"}:
        raise InputError(f"`--json` and {quoted(output)} cannot both be given", place="--format")
    return "json" if as_json else output
