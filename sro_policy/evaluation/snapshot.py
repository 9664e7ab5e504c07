"""A case as it is judged: checked, flat, and without anything that is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.vocabulary import Raw


@final
@attrs.frozen(kw_only=True, eq=False)
class Snapshot:
    """What is known, by the keys of facts. ``acts`` are in the order of the case, by their ids."""

    as_of: dt.date | None
    event: str | None
    parts: Mapping[str, Mapping[str, Raw]]
    acts: Mapping[str, Mapping[str, Raw]]
    reasons: Mapping[str, str]
    settings: Mapping[str, str]
