"""``sro-policy evaluate``: what the policy says of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sro_policy.cli.arguments import AsJson, AsOf, CaseFile, EngineName, Settings
from sro_policy.cli.decision_text import show_decision
from sro_policy.cli.output import write_json
from sro_policy.cli.source import name_of, read_source
from sro_policy.errors import InputError, quoted
from sro_policy.evaluation.compiled import engine_name
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.evaluate import evaluate as decide
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary.facts import check_date


def evaluate(
    file: CaseFile,
    *,
    as_json: AsJson = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
) -> None:
    """Say what the policy asks in a case."""
    with _placed("--engine"):
        name = engine_name(engine)
    with _placed("--as-of"):
        day = None if as_of is None else check_date(as_of)
    with _placed("--set"):
        chosen = _settings(settings or ())
    content = read_source(file, DEFAULT_LIMITS.document_bytes)
    try:
        decision = decide(content, settings=chosen, as_of=day, engine=name)
    except InputError as error:
        where = f"{name_of(file)}: {error.place}" if error.place else name_of(file)
        raise InputError(error.problem, place=where) from None
    if as_json:
        write_json(decision.to_json())
    else:
        show_decision(decision, POLICY_431)


@contextmanager
def _placed(option: str) -> Iterator[None]:
    """Say of what is wrong with an option that it stands there, not in the case."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problem, place=option) from None


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
