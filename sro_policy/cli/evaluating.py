"""What the options that verbs share say of how a case is evaluated, and the evaluation with its place in messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, final

import attrs

from sro_policy.cli.source import name_of, read_source
from sro_policy.deciding import evaluate
from sro_policy.decision import Decision, EngineName
from sro_policy.errors import InputError, placed_at, placed_in, quoted
from sro_policy.evaluation.compiled import engine_name
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary.measured_facts import check_date


@final
@attrs.frozen
class Terms:
    """The day, the settings and the engine that the command line asks for."""

    as_of: dt.date | None
    settings: Mapping[str, str]
    engine: EngineName | None

    @classmethod
    def of(cls, as_of: str | None, engine: str | None, settings: Iterable[str] | None) -> Terms:
        """Read them from options; what is wrong with one is told at its name."""
        with placed_at("--engine"):
            name = engine_name(engine)
        with placed_at("--as-of"):
            day = None if as_of is None else check_date(as_of)
        with placed_at("--set"):
            chosen = _settings(settings or ())
        return cls(day, chosen, name)

    def decide(self, case: bytes | Mapping[str, Any], source: str) -> Decision:
        """Return the decision on a case; what is wrong in it is told with the name of its source."""
        with placed_in(name_of(source)):
            return evaluate(case, settings=self.settings, as_of=self.as_of, engine=self.engine)


def read_case(source: str) -> bytes:
    """Return the text of a case; no more of it is read than can be accepted."""
    return read_source(source, DEFAULT_LIMITS.document_bytes)


def _settings(said: Iterable[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for item in said:
        reading, sign, value = item.partition("=")
        if not sign:
            raise InputError(f"{quoted(item)} is no setting; write it as `A2=one`")
        if reading in chosen:
            raise InputError(f"{quoted(reading)} is set twice")
        chosen[reading] = value
    POLICY_431.check_settings(dict(chosen))
    return chosen
