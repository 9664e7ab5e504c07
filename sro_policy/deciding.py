"""A case in, a decision out that can explain itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sro_policy.decision import Decision, EngineName
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.evaluation.judging import checked, judge
from sro_policy.evaluation.records import Case
from sro_policy.explain.explainer import CaseExplainer
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431


def evaluate(
    case: Case | Mapping[str, object] | str | bytes,
    *,
    policy: Policy = POLICY_431,
    settings: Mapping[str, str] | None = None,
    as_of: dt.date | str | None = None,
    engine: EngineName | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Decision:
    """Return what the policy says of a case.

    ``case`` is a typed :class:`Case`, a dict of the same shape, or a JSON document. ``as_of`` is the day as
    of which dates are judged, and ``settings`` select readings; both go before those of the case. There is
    no clock: without ``as_of``, dates decide nothing. ``engine`` is ``durable``, ``table`` or ``reference``;
    all give the same decision, and without it durable-rules runs where it can, else the table.

    Raises:
        InputError: anything in the case or the settings that cannot be accepted, with its place.
        EngineUnavailableError: an engine that was asked for by name and cannot run here.
        EngineFailedError: durable-rules failed, twice in a row; nothing is wrong with the case.
        PolicyError: a policy of one's own that cannot be meant, or run exactly.
        EngineLimitError: ``engine="durable"``, and a policy that would leave the envelope in which it is safe.

    """
    ready, snapshot = checked(case, policy=policy, settings=settings, as_of=as_of, engine=engine, limits=limits)
    return judge(ready, snapshot, CaseExplainer(ready, snapshot))
