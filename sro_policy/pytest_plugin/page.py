"""Policy coverage as one page for a browser, which needs nothing beside it."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from sro_policy.policy_coverage import Coverage
from sro_policy.pytest_plugin.summary import percent
from sro_policy.vocabulary.wording import spoken


def page(covered: Coverage) -> str:
    """Return the page."""
    environment = Environment(
        loader=PackageLoader("sro_policy.pytest_plugin", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("coverage.html").render(
        covered=covered, percent=percent(covered), spoken=spoken, gists=_gists(covered)
    )


def _gists(covered: Coverage) -> dict[str, str]:
    return {name: clause.gist for name, clause in covered.policy.clauses.items()}
