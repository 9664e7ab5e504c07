"""Makes an incident that goes on of what is known at its beginning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sro_policy.decision import EngineName
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.judging import checked, structurer_for
from sro_policy.evaluation.records import Case
from sro_policy.policy import Policy
from sro_policy.session.atoms import atoms_of, json_of
from sro_policy.session.incident import LiveIncident
from sro_policy.session.saying import Saying, checked_source
from sro_policy.session.steps import IncidentStep, Source
from sro_policy.session.times import check_zoned


def opened(
    policy: Policy,
    case: Case | Mapping[str, object] | str | bytes,
    *,
    settings: Mapping[str, str] | None,
    as_of: dt.date | str | None,
    engine: EngineName | None,
    began: dt.datetime | None,
    source: Source,
    limits: Limits,
) -> LiveIncident:
    """Return an incident that goes on, without a journal; :func:`~sro_policy.open_incident` says what of."""
    start = None if began is None else check_zoned(began, "began")
    ready, snapshot = checked(case, policy=policy, settings=settings, as_of=as_of, engine=engine, limits=limits)
    known = dict(atoms_of(snapshot))
    opening = IncidentStep(number=0, kind="open", at=0, source=checked_source(source), said=json_of(known))
    saying = Saying(policy, structurer_for(policy.vocabulary), limits)
    return LiveIncident(ready, saying, opening, known, event=snapshot.event, began=start)
