"""What the tests of the documentation share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    # The pages are made by a package beside the library, which is not installed with it.
    sys.path.append(str(ROOT))

from docs.generate.pages import pages  # noqa: E402 - the path comes first
from docs.generate.site import Site  # noqa: E402 - the same
from sro_policy import POLICY_431  # noqa: E402 - the same


@pytest.fixture(scope="session")
def site() -> Site:
    """The policy as pages see it, its tables worked out once."""
    return Site(POLICY_431)


@pytest.fixture(scope="session")
def made(site: Site) -> dict[str, str]:
    """Every generated page by its place, made now."""
    return pages(site)
