"""Policy coverage on a terminal: one line a rule, and under it what is missing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sro_policy.policy_coverage import Coverage
from sro_policy.vocabulary import wording

_MOST = 3
"""So many of one kind are named of a rule, unless all are asked for."""


def summary(covered: Coverage, *, in_full: bool) -> Iterator[str]:
    """Yield the lines of a summary; ``in_full`` names all that is missing."""
    width = max((len(rule.rule) for rule in covered.rules), default=0)
    for rule in covered.rules:
        statuses = f"{len(rule.reached)}/{len(rule.reachable)} statuses"
        literals = f"{len(rule.shown):>2}/{len(rule.asked)} literals" if rule.asked else "no literals"
        yield f"{rule.rule:<{width}}  {statuses}  {literals}"
        for what, missing in rule.missing():
            yield f"    {what}: {_some(missing, in_full=in_full)}"
    under = [" ".join(f"{key}={value}" for key, value in settings) or "default" for settings in covered.settings]
    yield f"Settings: {'; '.join(under) or 'nothing was evaluated'}"
    yield f"Exercised: {percent(covered)}"
    if not in_full and covered.covered < covered.of:
        yield "All that is missing is named with -v, and in the JSON and the page."


def percent(covered: Coverage) -> str:
    """Return what was exercised in figures."""
    share = wording.percent(covered.covered, covered.of)
    return f"{covered.covered} of {covered.of} statuses and literals, {share:g} percent"


def _some(items: Sequence[str], *, in_full: bool) -> str:
    shown = items if in_full else items[:_MOST]
    more = [f"… ({len(items) - len(shown)} more)"] if len(shown) < len(items) else []
    return "; ".join([*shown, *more])
