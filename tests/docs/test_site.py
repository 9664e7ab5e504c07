"""The site builds without a warning, from links to anchors, and fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    find_spec("mkdocs") is None or find_spec("material") is None,
    reason="needs the extra `docs` to build the site",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a broken link, a missing anchor or a page that nothing leads to is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_site_builds_without_a_warning(built: Path) -> None:
    """`mkdocs build --strict` passes."""
    assert (built / "index.html").is_file()


def test_pages_fetch_nothing_from_elsewhere(built: Path) -> None:
    """No page asks for a script, style sheet, font or picture that is not beside it."""
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", text):
            assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", tag), f"{page.name}: {tag}"
    for sheet in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet.name


def test_no_code_of_the_generator_is_published(built: Path) -> None:
    """The site holds pages, not what makes them."""
    assert list(built.rglob("*.py")) == []


def test_every_heading_has_an_id_of_its_own(built: Path) -> None:
    """A link can lead to one place only."""
    for page in built.rglob("*.html"):
        ids = re.findall(r"<h[1-6] id=\"([^\"]+)\"", page.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), page.name
