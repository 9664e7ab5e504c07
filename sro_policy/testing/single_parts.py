"""Strategies of one part of a case, or of one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from sro_policy.errors import placed_at
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.testing.cases import aim
from sro_policy.testing.choosing import one_of
from sro_policy.testing.frame import Frame, frame_for
from sro_policy.testing.parts import DEGREES, EVERYTHING, Drawing
from sro_policy.testing.said import facts
from sro_policy.vocabulary.measured_facts import check_date


def acts(
    policy: Policy = POLICY_431, *, settings: Mapping[str, str] | None = None, whole: bool = False, name: str = "a1"
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of acts with this ``name`` as their id; ``whole`` ones leave out no fact.

    Raises :class:`~sro_policy.errors.InputError` for an unknown setting.
    """
    return _part(frame_for(policy, settings), "act", None, whole=whole).map(lambda found: {"id": name, **found})


def officers(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    whole: bool = False,
    as_of: dt.date | str | None = None,
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of officers, whose days lie on, before and after the days on which something begins or ends.

    Those are the days of the edition and the ends of its periods, counted from the other days of the same officer and
    from ``as_of``; no day is after ``as_of``. ``whole`` officers leave out no fact.

    Raises :class:`~sro_policy.errors.InputError` for an unknown setting, and a day that is none.
    """
    return _part(frame_for(policy, settings), "officer", _day(as_of), whole=whole)


def incidents(
    policy: Policy = POLICY_431, *, settings: Mapping[str, str] | None = None, whole: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of incidents; ``whole`` ones leave out no fact. Raises what :func:`acts` raises."""
    return _part(frame_for(policy, settings), "incident", None, whole=whole)


def contracts(
    policy: Policy = POLICY_431, *, settings: Mapping[str, str] | None = None, whole: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of contracts; ``whole`` ones leave out no fact. Raises what :func:`acts` raises."""
    return _part(frame_for(policy, settings), "contract", None, whole=whole)


def programs(
    policy: Policy = POLICY_431,
    *,
    settings: Mapping[str, str] | None = None,
    whole: bool = False,
    as_of: dt.date | str | None = None,
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of programmes; no day is after ``as_of``. Raises what :func:`officers` raises."""
    return _part(frame_for(policy, settings), "program", _day(as_of), whole=whole)


def settings(policy: Policy = POLICY_431) -> st.SearchStrategy[dict[str, str]]:
    """Return a strategy of settings: for some of the readings that can be selected, one of their values.

    It shrinks to none. Raises :class:`~sro_policy.errors.PolicyError` for what is no policy.
    """
    readings = frame_for(policy, None).policy.settings.values()
    return st.fixed_dictionaries({}, optional={item.id: st.sampled_from(item.values) for item in readings})


@st.composite
def _part(draw: st.DrawFn, frame: Frame, subject: str, latest: dt.date | None, *, whole: bool) -> dict[str, Any]:
    degree = EVERYTHING if whole else one_of(draw, f"{subject}: degree", DEGREES)
    towards = aim(draw, frame, subject, subject)
    return facts(Drawing(draw, frame, subject, subject, degree, latest, towards).facts(), frame.vocabulary)


def _day(value: dt.date | str | None) -> dt.date | None:
    with placed_at("as_of"):
        return None if value is None else check_date(value)
