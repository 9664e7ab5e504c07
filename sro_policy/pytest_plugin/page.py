"""Policy coverage as one page for a browser, which needs nothing beside it."""

from __future__ import annotations

from sro_policy.policy_coverage import Coverage
from sro_policy.pytest_plugin.summary import percent
from sro_policy.rendering import rendered
from sro_policy.vocabulary.wording import spoken


def page(covered: Coverage) -> str:
    """Return the page."""
    return rendered(
        "sro_policy.pytest_plugin",
        "coverage.html",
        covered=covered,
        percent=percent(covered),
        spoken=spoken,
        gists=_gists(covered),
    )


def _gists(covered: Coverage) -> dict[str, str]:
    return {name: clause.gist for name, clause in covered.policy.clauses.items()}
